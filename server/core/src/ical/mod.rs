//! Exchanging calendars with other places where rooms are sold, in the iCalendar format
//! (RFC 5545): ours are read by whoever has their secret address, theirs block our rooms.
//!
//! What was imported from a channel is left out of the calendar for the same channel. Without
//! that, a night would stay taken for good: each side would keep it because the other has it.

mod feeds;
mod imports;
mod parse;
mod plan;
mod refresh;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod write;

pub use feeds::{calendar, create_feed, delete_feed, feeds};
pub use imports::{
    conflicts, create_import, create_import_once, delete_import, imports, request_refresh,
};
pub(crate) use refresh::{Refreshed, plan_due, refresh};
use types::{RoomId, listing::Room};

use crate::{Services, actor::Actor, catalog, error::Result};

/// How many calendars of its own a hotel has at most.
pub const MOST_FEEDS: i64 = 200;

/// How many calendars of others a room takes at most.
pub const MOST_IMPORTS: i64 = 5;

/// A room of a hotel of the actor's. A foreign one looks like a missing one.
async fn owned_room(svc: &Services, actor: &Actor, id: RoomId) -> Result<Room> {
    actor.hotelier()?;
    let room = catalog::room(svc, actor, id).await?;
    catalog::owned(svc, actor, room.hotel_id).await.map_err(|error| error.renamed("room"))?;
    Ok(room)
}

/// The host in the site's address: what the ids of our own events end with.
fn own_host(svc: &Services) -> &str {
    let url = svc.settings.public_url.as_str();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.split(['/', ':']).next().unwrap_or(host)
}
