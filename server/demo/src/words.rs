//! Words: names of people and hotels, and what hotels say of themselves.

pub(crate) mod describe;
pub(crate) mod hotels;
pub(crate) mod people;
pub(crate) mod reviews;
pub(crate) mod rooms;
