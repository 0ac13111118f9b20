//! Making room at a sale.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use types::{BookingId, HotelId, RoomId, RoomStayId, RoomTypeId, Stay, booking::RoomRequest};

use super::{
    plan::{Plan, plan},
    store::{self, TypeRooms, rooms_of},
};
use crate::{
    actor::Actor,
    bookings::{self, store as shop, store::Candidate},
    error::{Error, Result},
};

/// Makes room for the wishes whose type has a room on each night but none on all,
/// and marks what is free then among the candidates. Where there is nothing to be done,
/// or nothing helps, all stays as it is.
///
/// With `sell` the stays are moved, and the candidates are read again under the locks of
/// all rooms that the wishes may come to. Otherwise nothing is written or locked: it is
/// only seen that it could be done.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn make_room(
    tx: &mut PgConnection,
    hotel: HotelId,
    wishes: &[RoomRequest],
    candidates: &mut Vec<Candidate>,
    stay: Stay,
    now: DateTime<Utc>,
    sell: bool,
) -> Result<()> {
    let found = look(tx, wishes, candidates, stay, now, None).await?;
    let Some(found) = found.filter(|found| !found.is_empty()) else { return Ok(()) };
    if !sell {
        mark(candidates, &found);
        return Ok(());
    }
    // One order of locks for everybody: rooms, all at once and sorted; then bookings,
    // and of these only what nobody else has.
    let rooms = candidates.iter().filter(|room| wishes.iter().any(|wish| room.is_for(wish)));
    let rooms: Vec<RoomId> = rooms.map(|room| room.room_id).collect();
    shop::lock_rooms(tx, rooms.iter().copied()).await?;
    bookings::expire_stale(tx, &rooms, store::window(stay), now).await?;
    let may_move = found.iter().flat_map(|(of_type, _)| movable(of_type)).collect::<Vec<_>>();
    let locked = store::lock_bookings(tx, &may_move).await?;
    *candidates = shop::candidates(tx, hotel, stay, now, &[]).await?;
    if let Some(found) = look(tx, wishes, candidates, stay, now, Some(&locked)).await? {
        apply(tx, &found, now).await?;
        mark(candidates, &found);
    }
    Ok(())
}

fn movable(of_type: &TypeRooms) -> impl Iterator<Item = BookingId> {
    of_type.stays.iter().filter(|stay| stay.movable).filter_map(|stay| stay.booking)
}

/// A plan for each type that lacks rooms; none at all if one of them cannot have them.
/// With `locked`, only stays of these bookings can move.
async fn look(
    tx: &mut PgConnection,
    wishes: &[RoomRequest],
    candidates: &[Candidate],
    stay: Stay,
    now: DateTime<Utc>,
    locked: Option<&[BookingId]>,
) -> Result<Option<Vec<(TypeRooms, Plan)>>> {
    let lacking = lacking(wishes, candidates);
    if lacking.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let types: Vec<RoomTypeId> = lacking.keys().copied().collect();
    let mut of_types = rooms_of(tx, &types, stay, now, locked.is_some()).await?;
    let mut plans = Vec::new();
    for (room_type, wanted) in lacking {
        let mut of_type = of_types.remove(&room_type).unwrap_or_default();
        reserve(&mut of_type, wishes);
        if let Some(locked) = locked {
            for stay in &mut of_type.stays {
                stay.movable &= stay.booking.is_some_and(|booking| locked.contains(&booking));
            }
        }
        match plan(&of_type, stay, wanted) {
            Some(plan) => plans.push((of_type, plan)),
            None => return Ok(None),
        }
    }
    Ok(Some(plans))
}

/// The types that have fewer free rooms than are wished, with how many are wished.
fn lacking(wishes: &[RoomRequest], candidates: &[Candidate]) -> BTreeMap<RoomTypeId, usize> {
    let mut wished = BTreeMap::new();
    for room_type in wishes.iter().filter_map(|wish| wish.room_type_id) {
        *wished.entry(room_type).or_insert(0) += 1;
    }
    wished.retain(|room_type, wanted| {
        let of_type = candidates.iter().filter(|room| {
            room.room_type_id == *room_type
                && !wishes.iter().any(|wish| wish.room_id == Some(room.room_id))
        });
        let free = of_type.clone().filter(|room| room.free).count();
        free < *wanted && *wanted <= of_type.count()
    });
    wished
}

/// Takes the rooms away that are wished by their number.
fn reserve(of_type: &mut TypeRooms, wishes: &[RoomRequest]) {
    let wished = |id: RoomId| wishes.iter().any(|wish| wish.room_id == Some(id));
    let mut kept = HashMap::new();
    let mut rooms = Vec::new();
    for (index, room) in std::mem::take(&mut of_type.rooms).into_iter().enumerate() {
        if !wished(room.id) {
            kept.insert(index, rooms.len());
            rooms.push(room);
        }
    }
    of_type.rooms = rooms;
    of_type.stays.retain_mut(|stay| match kept.get(&stay.room) {
        Some(room) => {
            stay.room = *room;
            true
        }
        None => false,
    });
}

/// Marks which rooms of the packed types are free now.
fn mark(candidates: &mut [Candidate], found: &[(TypeRooms, Plan)]) {
    for (of_type, plan) in found {
        for (index, packed) in of_type.rooms.iter().enumerate() {
            if let Some(room) = candidates.iter_mut().find(|room| room.room_id == packed.id) {
                room.free = plan.free.contains(&index);
            }
        }
    }
}

/// Moves the stays. Each booking says in its history where it was and where it is now;
/// nobody is written to: the guests did not ask for a certain room.
async fn apply(
    tx: &mut PgConnection,
    found: &[(TypeRooms, Plan)],
    now: DateTime<Utc>,
) -> Result<()> {
    let mut moves: Vec<(RoomStayId, RoomId)> = Vec::new();
    let mut told: BTreeMap<BookingId, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for (of_type, plan) in found {
        for (stay, room) in &plan.moves {
            let (stay, to) = (&of_type.stays[*stay], &of_type.rooms[*room]);
            moves.push((stay.id, to.id));
            if let Some(booking) = stay.booking {
                let (from, into) = told.entry(booking).or_default();
                from.push(&of_type.rooms[stay.room].number);
                into.push(&to.number);
            }
        }
    }
    if moves.is_empty() {
        return Ok(());
    }
    if !store::move_stays(tx, &moves).await? {
        return Err(Error::conflict("not_available", "The rooms were taken just now."));
    }
    let ids: Vec<BookingId> = told.keys().copied().collect();
    store::raise_versions(tx, &ids, now).await?;
    let after = shop::find_many(tx, &ids).await?;
    let mut events = Vec::new();
    for booking in &after {
        let (from, to) = told.get(&booking.id).ok_or_else(|| Error::internal("not asked for"))?;
        events.push(shop::NewEvent {
            booking: booking.id,
            version: booking.version,
            kind: "room_moved",
            reason: "",
            data: json!({ "from": from.join(", "), "to": to.join(", ") }),
            snapshot: Some(bookings::snapshot(booking)?),
        });
    }
    shop::insert_events(tx, &Actor::System, now, &events, &[]).await
}
