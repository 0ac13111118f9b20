//! The server functions: one per page that loads, one per form. Each is a thin
//! door to a use case.

pub mod account;
pub mod booking;
pub mod manage;
pub mod search;
