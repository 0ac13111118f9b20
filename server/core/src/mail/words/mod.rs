//! What letters say in each language. A language is one value of [`Words`]: a text
//! that is missing does not compile. Another language is another file like [`en`],
//! and one more arm of [`of`].

mod en;
mod es;
mod pt_br;

use chrono::{Datelike, NaiveDate, NaiveTime};
use types::Money;

/// The words of a language; Portuguese for one that has none.
pub(super) fn of(locale: &str) -> &'static Words {
    match locale {
        "en" => &en::WORDS,
        "es" => &es::WORDS,
        _ => &pt_br::WORDS,
    }
}

/// What the sentences of letters are made with, written in their language.
#[derive(Default)]
pub(super) struct Names {
    pub hotel: String,
    pub guest: String,
    pub code: String,
    /// The dates of the stay, short.
    pub period: String,
    pub check_in: String,
    pub check_out: String,
    /// From when on one can check in: `from 14:00`.
    pub from: String,
    /// Until when one has to check out: `until 12:00`.
    pub out_until: String,
    /// Until when a hold lasts.
    pub until: String,
}

/// A sentence made with names.
pub(super) type Say = fn(&Names) -> String;

/// What a letter says before its facts.
pub(super) struct Opening {
    pub subject: Say,
    pub heading: &'static str,
    pub intro: Say,
}

/// Everything that letters say in a language.
pub(super) struct Words {
    pub locale: &'static str,
    pub date: fn(NaiveDate) -> String,
    pub period: fn(NaiveDate, NaiveDate) -> String,
    pub time: fn(NaiveTime) -> String,
    pub money: fn(Money) -> String,
    pub nights: fn(i64) -> String,
    pub adults: fn(i64) -> String,
    pub children: fn(i64) -> String,
    /// A date and a time of it.
    pub moment: fn(&str, &str) -> String,
    pub hello: fn(&str) -> String,
    pub footer: &'static str,
    pub guest: GuestWords,
    pub hotel: HotelWords,
    pub account: AccountWords,
    pub labels: Labels,
    pub buttons: Buttons,
}

/// What is said to guests about a booking.
pub(super) struct GuestWords {
    pub hold_expiring: Opening,
    pub confirmed: Opening,
    pub changed: Opening,
    pub cancelled: Opening,
    pub cancelled_by_hotel: Say,
    pub cancelled_by_system: Say,
    pub part_cancelled: Opening,
    pub reminder: Opening,
    pub checked_in: Opening,
    pub completed: Opening,
    pub no_show: Opening,
    pub show_code: &'static str,
    pub calendar_attached: &'static str,
    /// Until when cancelling is free: date and time.
    pub free_until: fn(&str) -> String,
    pub review: &'static str,
    /// The entry in a calendar.
    pub calendar_summary: Say,
}

/// What is said to a hotel's owner about a booking.
pub(super) struct HotelWords {
    pub new: Opening,
    pub changed: Opening,
    pub cancelled: Opening,
    pub cancelled_by_hotel: Say,
    pub cancelled_by_system: Say,
    pub part_cancelled: Opening,
    pub reviewed: Opening,
    /// Out of ten.
    pub score: fn(i16) -> String,
}

/// What is said about an account; the names are of no use here.
pub(super) struct AccountWords {
    pub welcome: Opening,
    pub welcome_guest: &'static str,
    pub welcome_hotelier: &'static str,
    pub verify: Opening,
    pub verify_why: &'static str,
    pub reset: Opening,
    pub reset_ignore: &'static str,
    pub address: Opening,
    pub address_ignore: &'static str,
}

/// What stands before a fact.
pub(super) struct Labels {
    pub code: &'static str,
    pub hotel: &'static str,
    pub address: &'static str,
    pub guest: &'static str,
    pub guests: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub arrival: &'static str,
    pub departure: &'static str,
    /// From a time on.
    pub from: fn(&str) -> String,
    /// Until a time.
    pub until: fn(&str) -> String,
    pub room: fn(&str) -> String,
    pub rooms: fn(usize) -> &'static str,
    pub cancelled_rooms: fn(usize) -> &'static str,
    pub adults: &'static str,
    pub children: &'static str,
    pub taxes: &'static str,
    pub total: &'static str,
    pub fee: &'static str,
    pub no_fee: &'static str,
    pub note: &'static str,
    pub none: &'static str,
    pub whats_new: &'static str,
}

/// What stands on buttons.
pub(super) struct Buttons {
    pub booking: &'static str,
    pub confirm: &'static str,
    pub review: &'static str,
    pub read_review: &'static str,
    pub find_room: &'static str,
    pub add_hotel: &'static str,
    pub verify: &'static str,
    pub reset: &'static str,
}

/// The name of a date's month out of twelve.
fn month<'a>(names: &[&'a str; 12], date: NaiveDate) -> &'a str {
    names.get(date.month0() as usize).copied().unwrap_or_default()
}

/// A count with its noun, which stay on one line.
fn count(n: i64, one: &str, many: &str) -> String {
    format!("{n}\u{a0}{}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
