//! Rooms and what is in and around them.

pub mod bed;
mod bunk;
pub mod decor;
mod food;
pub mod lobby;
pub mod pool;
pub mod room;
pub mod table;
pub mod terrace;
mod vessels;
