//! Dates, times and counts for people.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use types::booking::BookedRoom;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `Wed, 10 Mar 2027`.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    let day = DAYS[date.weekday().num_days_from_monday() as usize];
    format!("{day}, {} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// `Wed, 10 Mar`.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    let day = DAYS[date.weekday().num_days_from_monday() as usize];
    format!("{day}, {} {}", date.day(), MONTHS[date.month0() as usize])
}

/// `2027-03-10`, as `<input>` and `<time>` want it.
#[must_use]
pub fn iso(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `14:00`.
#[must_use]
pub fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `Wed, 10 Mar 2027, 14:00`.
#[must_use]
pub fn moment(at: NaiveDateTime) -> String {
    format!("{}, {}", date(at.date()), time(at.time()))
}

/// `1 night`, `3 nights`.
#[must_use]
pub fn count(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `2 adults, 1 child`.
#[must_use]
pub fn people(adults: i16, children: i16) -> String {
    let adults = count(adults.into(), "adult", "adults");
    match children {
        0 => adults,
        n => format!("{adults}, {}", count(n.into(), "child", "children")),
    }
}

/// What a booking's rooms are: `2 × Double, Suite`.
#[must_use]
pub fn rooms(rooms: &[BookedRoom]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for room in rooms {
        match kinds.iter_mut().find(|(name, _)| *name == room.room_type_name) {
            Some((_, n)) => *n += 1,
            None => kinds.push((&room.room_type_name, 1)),
        }
    }
    let texts: Vec<String> = kinds
        .into_iter()
        .map(|(name, n)| if n == 1 { name.to_owned() } else { format!("{n} × {name}") })
        .collect();
    texts.join(", ")
}

/// A code as a sentence begins: `out_of_service` is `Out of service`.
#[must_use]
pub fn words(code: &str) -> String {
    let text = code.replace('_', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_readable() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 10).expect("a date");
        assert_eq!(date(day), "Wed, 10 Mar 2027");
        assert_eq!(short_date(day), "Wed, 10 Mar");
        assert_eq!(iso(day), "2027-03-10");
        assert_eq!(moment(day.and_hms_opt(14, 5, 0).expect("a time")), "Wed, 10 Mar 2027, 14:05");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(people(1, 0), "1 adult");
        assert_eq!(people(2, 1), "2 adults, 1 child");
        assert_eq!(words("checked_in"), "Checked in");
    }
}
