//! Creating, changing and finding hotels.

use sqlx::PgConnection;
use types::{
    AccountId, FieldErrors, HotelId,
    listing::{Hotel, HotelInput, HotelPatch},
    text,
};

use super::{owned, store};
use crate::{
    Services,
    actor::Actor,
    cache::Scope,
    db,
    error::{Error, Result},
    ids::{new_code, new_id},
    local_time,
    once::{Idempotency, Once},
};

fn checked(input: HotelInput) -> Result<HotelInput> {
    // The zone is checked together with the rest, so that no error hides another.
    let mut errors = FieldErrors::new();
    let zone_known = local_time::zone(input.time_zone.trim()).is_some();
    let input = errors.take("", input.validated());
    if !zone_known {
        errors.add("/time_zone", "invalid", "Use an IANA time zone such as America/Sao_Paulo.");
    }
    let missing = || Error::internal("validated input is gone");
    errors.into_result(())?;
    input.ok_or_else(missing)
}

/// Creates a hotel of the actor's.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a hotelier; [`Error::Invalid`].
pub async fn create_hotel(svc: &Services, actor: &Actor, input: HotelInput) -> Result<Hotel> {
    Ok(create_hotel_once(svc, actor, input, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`create_hotel`]; [`Error::Conflict`] `idempotency_key_reused` or
/// `request_in_progress`.
pub async fn create_hotel_once(
    svc: &Services,
    actor: &Actor,
    input: HotelInput,
    key: Option<Idempotency>,
) -> Result<(Hotel, bool)> {
    let owner = actor.hotelier()?;
    let once = Once::new(owner, key, &input)?;
    let input = checked(input)?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        if let Some(hotel) = once.answered(&mut tx).await? {
            return Ok((hotel, true));
        }
        let hotel = insert(svc, &mut tx, owner, &input).await?;
        once.keep(&mut tx, None, &hotel, svc.clock.now()).await?;
        Ok((hotel, false))
    }
    .await;
    db::end(tx, result).await
}

async fn insert(
    svc: &Services,
    tx: &mut PgConnection,
    owner: AccountId,
    input: &HotelInput,
) -> Result<Hotel> {
    let now = svc.clock.now();
    let id = HotelId(new_id(now));
    let base = match text::slug(&input.name) {
        slug if slug.is_empty() => "hotel".to_owned(),
        slug => slug,
    };
    let mut slug = base.clone();
    while !store::insert_hotel(&mut *tx, id, owner, &slug, input, now).await? {
        slug = format!("{base}-{}", new_code()[..4].to_lowercase());
    }
    let (hotel, _) = store::find_hotel(tx, id, now).await?.ok_or(Error::NotFound("hotel"))?;
    Ok(hotel)
}

/// Changes a hotel of the actor's, if it is still at `version`.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Stale`];
/// [`Error::Invalid`]; [`Error::Conflict`] `has_prices`, if the currency would change.
pub async fn edit_hotel(
    svc: &Services,
    actor: &Actor,
    id: HotelId,
    version: i32,
    patch: HotelPatch,
) -> Result<Hotel> {
    let before = owned(svc, actor, id).await?;
    let input = checked(patch.apply(before.to_input()))?;
    if input.currency != before.currency && store::has_prices(&svc.db, id).await? {
        return Err(Error::conflict(
            "has_prices",
            "The currency cannot change any more: the hotel has prices in it.",
        ));
    }
    if !store::update_hotel(&svc.db, id, version, &input, svc.clock.now()).await? {
        return Err(Error::Stale);
    }
    hotel(svc, actor, id).await
}

/// A hotel: a published one, or the actor's own.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hotel(svc: &Services, actor: &Actor, id: HotelId) -> Result<Hotel> {
    visible(actor, store::find_hotel(&svc.db, id, svc.clock.now()).await?)
}

/// A hotel by its place in addresses of pages: a published one, or the actor's own.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn hotel_by_slug(svc: &Services, actor: &Actor, slug: &str) -> Result<Hotel> {
    // An address of a page never comes to mean another hotel.
    let id = store::find_slug(&svc.db, slug).await?.ok_or(Error::NotFound("hotel"))?;
    shown_hotel(svc, actor, id).await
}

/// As [`hotel`], for showing only: it may be as old as a second.
///
/// # Errors
/// As [`hotel`].
pub async fn shown_hotel(svc: &Services, actor: &Actor, id: HotelId) -> Result<Hotel> {
    if actor.may_own_hotels() {
        return hotel(svc, actor, id).await;
    }
    let found = hotel(svc, &Actor::Anonymous, id);
    svc.cache.read("hotel", &id, &Scope::Hotel(id), found).await
}

fn visible(actor: &Actor, found: Option<(Hotel, AccountId)>) -> Result<Hotel> {
    match found {
        Some((hotel, owner)) if hotel.published || actor.account() == Some(owner) => Ok(hotel),
        _ => Err(Error::NotFound("hotel")),
    }
}

/// The actor's hotels, by name.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a hotelier.
pub async fn my_hotels(svc: &Services, actor: &Actor) -> Result<Vec<Hotel>> {
    let owner = actor.hotelier()?;
    let ids = store::hotel_ids_of(&svc.db, owner).await?;
    store::hotels_by_id(&svc.db, &ids, svc.clock.now()).await
}
