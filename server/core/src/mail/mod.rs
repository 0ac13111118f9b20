//! E-mails: written from templates in the language of whoever gets them, sent by SMTP.
//!
//! A letter is a `page::Page` of blocks, which one template shows as text and
//! another as HTML; what it says comes from `words`.

mod account;
mod booking;
pub(crate) mod calendar;
mod facts;
mod mailer;
mod page;
mod store;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use account::{
    address_letter, reset_letter, review_letter, verify_letter, welcome_letter,
};
pub(crate) use booking::booking_letter;
pub use calendar::Method;
pub(crate) use facts::{Event, Occasion};
pub use mailer::{MailError, Mailer};
pub(crate) use store::{booking_facts, event_data};
use types::BookingId;

use crate::{
    Services,
    actor::Actor,
    bookings,
    error::{Error, Result},
};

/// An e-mail, written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The receiver's name.
    pub to_name: String,
    /// The receiver's address.
    pub to_address: String,
    /// The language it is written in.
    pub locale: &'static str,
    /// One line.
    pub subject: String,
    /// For programs that show text only.
    pub text: String,
    /// For the others.
    pub html: String,
    /// The stay for the receiver's calendar.
    pub calendar: Option<CalendarFile>,
}

/// An entry for a calendar, as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// What is to be done with it.
    pub method: Method,
    /// The file.
    pub text: String,
}

/// A booking of the actor's as a calendar file to look at.
///
/// # Errors
/// As [`bookings::booking`].
pub async fn calendar_of(svc: &Services, actor: &Actor, id: BookingId) -> Result<CalendarFile> {
    bookings::booking(svc, actor, id).await?;
    let facts = booking_facts(&svc.db, id).await?.ok_or(Error::NotFound("booking"))?;
    Ok(booking::calendar_file(svc, &facts, Method::Publish))
}

/// The text on one line, as headers need it: no control characters, no double spaces.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
