//! The server functions: one per page that loads, one per form. Each is a thin
//! door to a use case.
#![expect(missing_docs, reason = "`server` makes a struct of each function's arguments")]

pub mod account;
pub mod booking;
pub mod favourites;
pub mod manage;
pub mod personal;
pub mod search;
pub mod security;
