//! Dates, times and counts for people.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use types::{Money, booking::BookedRoom};

use crate::i18n::{Locale, locale};

/// `Wed, 10 Mar 2027`, `qua., 10 de mar. de 2027`, `mié, 10 mar 2027`.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    let (day, month) = (weekday(date), month(date));
    t!(
        "{weekday}, {day} {month} {year}",
        weekday = day,
        day = date.day(),
        month = month,
        year = date.year()
    )
}

/// `Wed, 10 Mar`.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    t!("{weekday}, {day} {month}", weekday = weekday(date), day = date.day(), month = month(date))
}

/// The day of the week, in short.
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => t!("Mon"),
        Weekday::Tue => t!("Tue"),
        Weekday::Wed => t!("Wed"),
        Weekday::Thu => t!("Thu"),
        Weekday::Fri => t!("Fri"),
        Weekday::Sat => t!("Sat"),
        Weekday::Sun => t!("Sun"),
    }
}

/// The month, in short.
#[must_use]
pub fn month(date: NaiveDate) -> &'static str {
    match date.month0() {
        0 => t!("Jan"),
        1 => t!("Feb"),
        2 => t!("Mar"),
        3 => t!("Apr"),
        4 => t!("May"),
        5 => t!("Jun"),
        6 => t!("Jul"),
        7 => t!("Aug"),
        8 => t!("Sep"),
        9 => t!("Oct"),
        10 => t!("Nov"),
        _ => t!("Dec"),
    }
}

/// An amount: `R$1,234.56`, elsewhere `R$ 1.234,56`.
#[must_use]
pub fn money(money: Money) -> String {
    match locale() {
        Locale::En => {
            let sign = if money.amount < 0 { "-" } else { "" };
            let absolute = Money::new(money.amount.saturating_abs(), money.currency);
            format!("{sign}{}{}", money.currency.symbol(), absolute.grouped(',', '.'))
        }
        Locale::PtBr | Locale::Es => money.to_string(),
    }
}

/// An amount without the parts of a unit, which count as one more: `R$ 1.235`.
#[must_use]
pub fn whole_money(money: Money) -> String {
    let units = money.amount.div_euclid(100) + i64::from(money.amount.rem_euclid(100) > 0);
    let text = self::money(Money::new(units.saturating_mul(100), money.currency));
    text.strip_suffix(".00").or_else(|| text.strip_suffix(",00")).unwrap_or(&text).to_owned()
}

/// A score: `8.7`, elsewhere `8,7`.
#[must_use]
pub fn score(score: f64) -> String {
    let text = format!("{score:.1}");
    if locale() == Locale::En { text } else { text.replace('.', ",") }
}

/// A score in a word.
#[must_use]
pub fn praise(score: f64) -> &'static str {
    match score {
        s if s >= 9.0 => t!("Superb"),
        s if s >= 8.0 => t!("Very good"),
        s if s >= 7.0 => t!("Good"),
        s if s >= 6.0 => t!("Pleasant"),
        _ => t!("Mixed"),
    }
}

/// The month of a day with its year: `Mar 2027`.
#[must_use]
pub fn month_of(date: NaiveDate) -> String {
    t!("{month} {year}", month = month(date), year = date.year())
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

/// `2 adults, 1 child`.
#[must_use]
pub fn people(adults: i16, children: i16) -> String {
    let adults = plural!(adults, "{n} adult", "{n} adults");
    match children {
        0 => adults,
        n => format!("{adults}, {}", plural!(n, "{n} child", "{n} children")),
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
