//! Calendars in the database.

mod feeds;
mod imports;
mod reading;

pub(super) use feeds::{
    Feed, Span, delete_feed, feed_by_token, feed_hotel, feeds_of, insert_feed, spans,
};
pub(crate) use imports::delete_of;
pub(super) use imports::{conflicts_of, delete_import, import, imports_of, insert_import};
pub(super) use reading::{
    Reading, delete_blocks, insert_blocks, note_failure, note_success, own_blocks, plan_due,
    reading, replace_conflicts, still_there, taken,
};
