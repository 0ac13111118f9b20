//! Taking hotels, room types and rooms out of the house. What has stays to come stays;
//! of the others the bookings keep what they were made with. Webhooks and calendars go with
//! their hotel or room.

use serde_json::json;
use sqlx::PgConnection;
use types::{HotelId, RoomId, RoomTypeId};

use super::{
    owned,
    store::{self, Part},
};
use crate::{
    Services,
    actor::Actor,
    bookings, db,
    error::{Error, Result},
    ical, webhooks,
};

/// Closes a hotel of the actor's, with all its types and rooms.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`] if it is not at
/// `version`; [`Error::Conflict`] `has_upcoming_stays`, which counts them.
pub async fn delete_hotel(svc: &Services, actor: &Actor, id: HotelId, version: i32) -> Result<()> {
    owned(svc, actor, id).await?;
    archive(svc, Part::Hotel(id), version).await
}

/// Gives a room type of the actor's up, with its rooms.
///
/// # Errors
/// As [`delete_hotel`].
pub async fn delete_room_type(
    svc: &Services,
    actor: &Actor,
    id: RoomTypeId,
    version: i32,
) -> Result<()> {
    actor.hotelier()?;
    let found = store::find_room_type(&svc.db, id).await?.ok_or(Error::NotFound("room type"))?;
    owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room type"))?;
    archive(svc, Part::RoomType(id), version).await
}

/// Gives a room of the actor's up.
///
/// # Errors
/// As [`delete_hotel`].
pub async fn delete_room(svc: &Services, actor: &Actor, id: RoomId, version: i32) -> Result<()> {
    actor.hotelier()?;
    let now = svc.clock.now();
    let found = store::find_room(&svc.db, id, now).await?.ok_or(Error::NotFound("room"))?;
    owned(svc, actor, found.hotel_id).await.map_err(|error| error.renamed("room"))?;
    archive(svc, Part::Room(id), version).await
}

async fn archive(svc: &Services, part: Part, version: i32) -> Result<()> {
    db::retrying(|| async {
        let mut tx = svc.db.begin().await?;
        let result = within(svc, &mut tx, part, version).await;
        db::end(tx, result).await
    })
    .await
}

async fn within(svc: &Services, tx: &mut PgConnection, part: Part, version: i32) -> Result<()> {
    let now = svc.clock.now();
    // Nobody books these rooms meanwhile; who does afterwards finds them gone.
    let rooms = store::rooms_in(tx, part).await?;
    bookings::store::lock_rooms(tx, rooms.iter().copied()).await?;
    let stays = store::upcoming_stays(tx, &rooms, now).await?;
    if stays > 0 {
        return Err(Error::Conflict {
            code: "has_upcoming_stays",
            detail: format!("There are {stays} stays to come or going on. Move or end them first."),
            extra: Some(json!({ "upcoming_stays": stays })),
        });
    }
    if !store::archive(tx, part, version, now).await? {
        return Err(Error::Stale);
    }
    // Nobody can get at these any more.
    let hotel = if let Part::Hotel(id) = part { Some(id) } else { None };
    ical::store::delete_of(tx, &rooms, hotel).await?;
    match hotel {
        Some(hotel) => webhooks::store::delete_of(tx, hotel, now).await,
        None => Ok(()),
    }
}
