//! Our calendars, for others to read.

use types::{
    FieldErrors, HotelId, IcalFeedId,
    ical::{IcalFeed, IcalFeedInput},
};

use super::{MOST_FEEDS, own_host, store, write};
use crate::{
    Services,
    actor::Actor,
    catalog,
    error::{Error, Result},
    ids::new_id,
    local_time, token,
};

/// Adds a calendar to a hotel of the actor's. Its address is shown this once; another one is
/// had by making another calendar and deleting this one.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the hotel has [`MOST_FEEDS`].
pub async fn create_feed(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    input: IcalFeedInput,
) -> Result<IcalFeed> {
    catalog::owned(svc, actor, hotel).await?;
    let input = input.validated()?;
    if let Some(room) = input.room_id {
        match catalog::room(svc, actor, room).await {
            Ok(room) if room.hotel_id == hotel => {}
            Ok(_) | Err(Error::NotFound(_)) => {
                let detail = "The hotel has no such room.";
                return Err(FieldErrors::one("/room_id", "invalid", detail).into());
            }
            Err(error) => return Err(error),
        }
    }
    let (now, secret) = (svc.clock.now(), token::new_secret());
    let id = IcalFeedId(new_id(now));
    let hash = token::hash(&secret);
    let mut tx = svc.db.begin().await?;
    catalog::lock_hotel(&mut tx, hotel).await?;
    if !store::insert_feed(&mut tx, id, hotel, &input, &hash, MOST_FEEDS, now).await? {
        let detail = format!("A hotel has at most {MOST_FEEDS} calendars.");
        return Err(Error::conflict("limit_reached", detail));
    }
    tx.commit().await?;
    Ok(IcalFeed {
        id,
        hotel_id: hotel,
        room_id: input.room_id,
        name: input.name,
        channel: input.channel,
        url: Some(format!("{}/ical/{secret}.ics", svc.settings.public_url)),
        created_at: now,
    })
}

/// The calendars of a hotel of the actor's, in the order they were made, without their
/// addresses.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel.
pub async fn feeds(svc: &Services, actor: &Actor, hotel: HotelId) -> Result<Vec<IcalFeed>> {
    catalog::owned(svc, actor, hotel).await?;
    store::feeds_of(&svc.db, hotel).await
}

/// Deletes a calendar of the actor's: its address leads nowhere any more.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn delete_feed(svc: &Services, actor: &Actor, id: IcalFeedId) -> Result<()> {
    actor.hotelier()?;
    let missing = || Error::NotFound("calendar");
    let hotel = store::feed_hotel(&svc.db, id).await?.ok_or_else(missing)?;
    catalog::owned(svc, actor, hotel).await.map_err(|error| error.renamed("calendar"))?;
    if store::delete_feed(&svc.db, id).await? { Ok(()) } else { Err(missing()) }
}

/// The calendar at a secret address, as a file: each span of nights, from today on, that a
/// room is taken. Who has taken it is not said.
///
/// # Errors
/// [`Error::NotFound`], if no calendar has that secret.
pub async fn calendar(svc: &Services, secret: &str) -> Result<String> {
    let missing = || Error::NotFound("calendar");
    let feed = store::feed_by_token(&svc.db, &token::hash(secret)).await?.ok_or_else(missing)?;
    let now = svc.clock.now();
    let today = local_time::today(&feed.time_zone, now);
    let spans = store::spans(&svc.db, &feed, today, now).await?;
    Ok(write::calendar(&feed, &spans, own_host(svc)))
}
