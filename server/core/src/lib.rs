//! Pousada's use cases. Pages and the REST API are two thin doors to what is
//! here; both pass an [`Actor`], and every function decides for itself what that
//! actor may do.
//!
//! How to add the next thing: input type with `validated` in `types`; SQL in the
//! `store` of the module it belongs to; the use case as a plain function beside
//! it; work that follows a commit as a row of the [`outbox`], written in the same
//! transaction, with a handler in [`work`].
#![warn(missing_docs)]

pub mod accounts;
pub mod actor;
pub mod availability;
pub mod bookings;
pub mod cache;
pub mod catalog;
pub mod clock;
pub mod db;
pub mod error;
pub mod favourites;
pub mod ical;
pub mod ids;
pub mod invariants;
pub mod limits;
pub mod local_time;
pub mod mail;
pub mod notices;
pub(crate) mod once;
pub mod outbox;
pub mod overview;
pub(crate) mod packing;
pub mod password;
pub mod pictures;
pub mod privacy;
pub mod rates;
pub mod reports;
pub mod reviews;
mod row;
#[cfg(test)]
mod statements;
pub mod sweep;
#[cfg(any(test, feature = "test-support"))]
pub mod testing;
pub mod token;
pub mod web;
pub mod webhooks;
pub mod work;

use std::{path::PathBuf, sync::Arc};

pub use actor::Actor;
pub use clock::Clock;
pub use error::{Error, Result};

/// What use cases work with. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub db: sqlx::PgPool,
    /// The time.
    pub clock: Clock,
    /// Hashing of passwords.
    pub passwords: password::Passwords,
    /// The way out for e-mails.
    pub mailer: mail::Mailer,
    /// The way out to addresses that hoteliers give.
    pub web: web::Web,
    /// Where public answers are kept for a while.
    pub cache: cache::Cache,
    /// How often things may be done.
    pub limits: limits::Limits,
    /// What is set from outside.
    pub settings: Arc<Settings>,
}

/// What is set from outside and concerns use cases.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where guests reach the site, without a slash at the end: for links in e-mails.
    pub public_url: String,
    /// After how many failures a piece of work is given up.
    pub max_attempts: i32,
    /// The folder of photographs, which all servers and workers share.
    pub photo_dir: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:3000".to_owned(),
            max_attempts: 8,
            photo_dir: PathBuf::from("photos"),
        }
    }
}
