//! Forms as browsers send them: every field is a text, and whatever is typed is
//! told beside its field.

mod account;
mod book_query;
mod booking;
mod listing;
mod personal;
mod search;

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use types::{AppError, Currency, FieldError, FieldErrors, Money};

pub use self::{
    account::{SignInForm, SignUpForm},
    book_query::BookQuery,
    booking::{BookForm, CancelForm},
    listing::{HotelForm, RoomForm, RoomTypeForm, RoomsForm, expand_numbers},
    personal::{AccountForm, EditForm, EditQuery, ReviewForm},
    search::{SearchQuery, StayQuery},
};

/// A date as browsers send it (`2027-03-10`) or as Brazilians type it
/// (`10/03/2027`); absent if nothing is there.
pub fn date(errors: &mut FieldErrors, pointer: &str, text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let slashes = text.contains('/');
    let parts: Vec<&str> = text.split(if slashes { '/' } else { '-' }).collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u32>().ok());
    let year = |index: usize| parts.get(index).and_then(|part| part.parse::<i32>().ok());
    let found = match (parts.len(), slashes) {
        (3, false) => year(0).zip(number(1)).zip(number(2)).map(|((y, m), d)| (y, m, d)),
        (3, true) => year(2).zip(number(1)).zip(number(0)).map(|((y, m), d)| (y, m, d)),
        _ => None,
    };
    let found = found.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
    if found.is_none() {
        errors.add(pointer, "invalid", "This is not a date.");
    }
    found
}

/// A whole number; absent if nothing is there.
pub fn number<N: FromStr>(errors: &mut FieldErrors, pointer: &str, text: &str) -> Option<N> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let found = text.parse().ok();
    if found.is_none() {
        errors.add(pointer, "invalid", "Use a whole number.");
    }
    found
}

/// A time of day such as `14:00`.
pub fn time(errors: &mut FieldErrors, pointer: &str, text: &str) -> Option<NaiveTime> {
    let mut parts = text.trim().splitn(3, ':').map(|part| part.parse::<u32>().ok());
    let found = match (parts.next().flatten(), parts.next().flatten()) {
        (Some(hour), Some(minute)) => NaiveTime::from_hms_opt(hour, minute, 0),
        _ => None,
    };
    if found.is_none() {
        errors.add(pointer, "invalid", "Use a time such as 14:00.");
    }
    found
}

/// A price as people type it; absent if nothing is there.
pub fn price(
    errors: &mut FieldErrors,
    pointer: &str,
    text: &str,
    currency: Currency,
) -> Option<Money> {
    if text.trim().is_empty() {
        return None;
    }
    match Money::parse(text, currency) {
        Ok(money) => Some(money),
        Err(detail) => {
            errors.add(pointer, "invalid", detail);
            None
        }
    }
}

/// An id, or another word out of a list, that a `<select>` or a hidden field sends.
pub fn chosen<T: FromStr>(errors: &mut FieldErrors, pointer: &str, text: &str) -> Option<T> {
    let text = text.trim();
    let found = text.parse().ok();
    if text.is_empty() {
        errors.add(pointer, "required", "Choose one.");
    } else if found.is_none() {
        errors.add(pointer, "invalid", "Choose one of the list.");
    }
    found
}

/// Moves errors from where an API client would look for them to the fields of
/// our forms: `/rooms/3/number` is the field `number`, `/base_price/amount` the
/// field `base_price`.
#[must_use]
pub fn to_fields(mut error: AppError) -> AppError {
    for FieldError { pointer, .. } in &mut error.errors {
        let mut parts: Vec<&str> = pointer.split('/').skip(1).collect();
        if parts.first() == Some(&"rooms") && parts.len() > 1 {
            parts.drain(..parts.len().min(2));
        }
        if parts.len() > 1 && matches!(parts.last(), Some(&("amount" | "currency"))) {
            parts.pop();
        }
        *pointer = format!("/{}", parts.join("/"));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_both_kinds_are_read() {
        let mut errors = FieldErrors::new();
        let expected = NaiveDate::from_ymd_opt(2027, 3, 10);
        assert_eq!(date(&mut errors, "/x", "2027-03-10"), expected);
        assert_eq!(date(&mut errors, "/x", " 10/03/2027 "), expected);
        assert_eq!(date(&mut errors, "/x", ""), None);
        assert!(errors.is_empty());
        for text in ["2027-02-30", "tomorrow", "1/2", "2027-3-10-4", "10-03/2027", "--"] {
            assert_eq!(date(&mut errors, "/x", text), None, "{text}");
        }
        assert_eq!(errors.0.len(), 6);
    }

    #[test]
    fn rubbish_is_told_beside_its_field() {
        let mut errors = FieldErrors::new();
        assert_eq!(number::<i16>(&mut errors, "/n", "many"), None);
        assert_eq!(number::<i16>(&mut errors, "/n", "99999"), None);
        assert_eq!(time(&mut errors, "/t", "25:00"), None);
        assert_eq!(price(&mut errors, "/p", "cheap", Currency::Brl), None);
        assert_eq!(chosen::<types::RoomTypeId>(&mut errors, "/r", "1"), None);
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/n", "/n", "/t", "/p", "/r"]);
        assert_eq!(number::<i16>(&mut errors, "/n", " 7 "), Some(7));
        assert!(time(&mut errors, "/t", "14:00:00").is_some());
    }

    #[test]
    fn errors_move_to_the_fields_of_forms() {
        let mut error = AppError::new(422, "invalid_input", "");
        for pointer in ["/rooms/3/number", "/rooms", "/base_price/amount", "/address/city", ""] {
            error.errors.extend(FieldErrors::one(pointer, "x", "").0);
        }
        let moved = to_fields(error);
        let pointers: Vec<&str> = moved.errors.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/number", "/rooms", "/base_price", "/address/city", "/"]);
    }
}
