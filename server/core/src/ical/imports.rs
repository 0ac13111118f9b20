//! Others' calendars that take our rooms.

use sqlx::PgConnection;
use types::{
    FieldErrors, IcalImportId, RoomId,
    ical::{IcalConflict, IcalImport, IcalImportInput},
    listing::Room,
};

use super::{MOST_IMPORTS, owned_room, store};
use crate::{
    Services,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    ids::new_id,
    local_time,
    once::{Idempotency, Once},
    outbox::{self, Work},
};

/// What imports are called when they are missing.
const IMPORT: &str = "calendar import";

/// Lets another's calendar take a room of the actor's. It is read right away, and then each
/// quarter of an hour.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign room; [`Error::Invalid`];
/// [`Error::Conflict`] `limit_reached`, if the room has [`MOST_IMPORTS`].
pub async fn create_import(
    svc: &Services,
    actor: &Actor,
    room: RoomId,
    input: IcalImportInput,
) -> Result<IcalImport> {
    Ok(create_import_once(svc, actor, room, input, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`create_import`]; [`Error::Conflict`] `idempotency_key_reused` or
/// `request_in_progress`.
pub async fn create_import_once(
    svc: &Services,
    actor: &Actor,
    room: RoomId,
    input: IcalImportInput,
    key: Option<Idempotency>,
) -> Result<(IcalImport, bool)> {
    let once = Once::new(actor.hotelier()?, key, &(room, &input))?;
    let room = owned_room(svc, actor, room).await?;
    let input = input.validated()?;
    let target = svc.web.target(&input.url);
    let target = target.map_err(|error| FieldErrors::one("/url", "invalid", error.to_string()))?;
    let input = IcalImportInput { url: target.as_str().to_owned(), ..input };
    let mut tx = svc.db.begin().await?;
    let result = add(svc, &mut tx, &room, &input, &once).await;
    db::end(tx, result).await
}

async fn add(
    svc: &Services,
    tx: &mut PgConnection,
    room: &Room,
    input: &IcalImportInput,
    once: &Once,
) -> Result<(IcalImport, bool)> {
    if let Some(import) = once.answered(tx).await? {
        return Ok((import, true));
    }
    let now = svc.clock.now();
    let id = IcalImportId(new_id(now));
    catalog::lock_hotel(tx, room.hotel_id).await?;
    if !store::insert_import(tx, id, room, input, MOST_IMPORTS, now).await? {
        let detail = format!("A room takes at most {MOST_IMPORTS} calendars.");
        return Err(Error::conflict("limit_reached", detail));
    }
    outbox::add(tx, now, &[Work::refresh(id, now)]).await?;
    let import = store::import(&mut *tx, id).await?.ok_or(Error::NotFound(IMPORT))?;
    once.keep(tx, None, &import, now).await?;
    Ok((import, false))
}

/// The calendars that take a room of the actor's, in the order they were added.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign room.
pub async fn imports(svc: &Services, actor: &Actor, room: RoomId) -> Result<Vec<IcalImport>> {
    owned_room(svc, actor, room).await?;
    store::imports_of(&svc.db, room).await
}

async fn owned(svc: &Services, actor: &Actor, id: IcalImportId) -> Result<(IcalImport, String)> {
    actor.hotelier()?;
    let found = store::import(&svc.db, id).await?.ok_or(Error::NotFound(IMPORT))?;
    let hotel = catalog::owned(svc, actor, found.hotel_id).await;
    Ok((found, hotel.map_err(|error| error.renamed(IMPORT))?.time_zone))
}

/// Takes no more from a calendar: the nights from today on that it blocks can be sold.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn delete_import(svc: &Services, actor: &Actor, id: IcalImportId) -> Result<()> {
    let (_, zone) = owned(svc, actor, id).await?;
    let today = local_time::today(&zone, svc.clock.now());
    let mut tx = svc.db.begin().await?;
    if !store::delete_import(&mut tx, id, today).await? {
        return Err(Error::NotFound(IMPORT));
    }
    tx.commit().await?;
    Ok(())
}

/// Has a calendar read at once; asked several times within ten seconds, once.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn request_refresh(
    svc: &Services,
    actor: &Actor,
    id: IcalImportId,
) -> Result<IcalImport> {
    let (found, _) = owned(svc, actor, id).await?;
    let now = svc.clock.now();
    outbox::add(&mut *svc.db.acquire().await?, now, &[Work::refresh(id, now)]).await?;
    Ok(found)
}

/// The events of a calendar that want nights that are taken, in order.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn conflicts(
    svc: &Services,
    actor: &Actor,
    id: IcalImportId,
) -> Result<Vec<IcalConflict>> {
    owned(svc, actor, id).await?;
    store::conflicts_of(&svc.db, id).await
}
