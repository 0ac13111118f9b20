//! What people see of themselves at a glance.

use std::collections::HashMap;

use types::{
    HotelId,
    booking::{Booking, BookingState, RoomOccupancy},
    profile::{GuestOverview, HotelNow, HotelierOverview},
};

use crate::{
    Services, accounts, actor::Actor, bookings::store, catalog, error::Result, local_time,
};

/// The most bookings of a kind that are shown.
const MOST: i64 = 100;

/// The actor as a guest: who they are, where they stay, where they will and have.
///
/// # Errors
/// [`crate::Error::Forbidden`] unless the actor is a guest.
pub async fn guest(svc: &Services, actor: &Actor) -> Result<GuestOverview> {
    let id = actor.guest()?;
    let account = accounts::me(svc, actor).await?;
    let now = svc.clock.now();
    let mut connection = svc.db.acquire().await?;
    let open = store::open_of_guest(&mut connection, id, now, MOST).await?;
    let past = store::past_of_guest(&mut connection, id, now, MOST).await?;
    let open = store::find_many(&mut connection, &open).await?;
    let going_on = |booking: &Booking| {
        booking.state == BookingState::CheckedIn
            || booking.state == BookingState::Confirmed && booking.starts_at <= now
    };
    let (current, upcoming) = open.into_iter().partition(going_on);
    let history = store::find_many(&mut connection, &past).await?;
    Ok(GuestOverview { account, current, upcoming, history })
}

/// The actor as a hotelier: who they are, their hotels with each room and who is in it
/// today, and the stays going on.
///
/// # Errors
/// [`crate::Error::Forbidden`] unless the actor is a hotelier.
pub async fn hotelier(svc: &Services, actor: &Actor) -> Result<HotelierOverview> {
    let hotels = catalog::my_hotels(svc, actor).await?;
    let account = accounts::me(svc, actor).await?;
    let now = svc.clock.now();
    let days: Vec<_> =
        hotels.iter().map(|hotel| (hotel.id, local_time::today(&hotel.time_zone, now))).collect();
    let ids: Vec<HotelId> = hotels.iter().map(|hotel| hotel.id).collect();
    let mut connection = svc.db.acquire().await?;
    let mut rooms: HashMap<HotelId, Vec<RoomOccupancy>> = HashMap::new();
    for (hotel, room) in store::occupancy(&mut connection, &days).await? {
        rooms.entry(hotel).or_default().push(room);
    }
    let going_on = store::in_progress(&mut connection, &ids, now, MOST).await?;
    let in_progress = store::find_many(&mut connection, &going_on).await?;
    let hotels = hotels
        .into_iter()
        .map(|hotel| {
            let rooms = rooms.remove(&hotel.id).unwrap_or_default();
            HotelNow { hotel, rooms }
        })
        .collect();
    Ok(HotelierOverview { account, hotels, in_progress })
}
