//! When people travel: weekends, holidays and seasons.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::places::Kind;

/// Days before today that stays begin at the earliest, and after it at the latest.
pub(crate) const WINDOW: (i64, i64) = (-400, 330);

/// Easter Sunday of a year, by Gauss and the anonymous computus.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// Brazil's holidays of a year.
pub(crate) fn holidays(year: i32) -> Vec<NaiveDate> {
    let fixed = [(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25)];
    let mut days: Vec<NaiveDate> = fixed
        .into_iter()
        .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .collect();
    if let Some(easter) = easter(year) {
        // Carnival, Good Friday, and Corpus Christi.
        days.extend([easter - Days::new(47), easter - Days::new(2), easter + Days::new(60)]);
    }
    days.sort_unstable();
    days
}

/// How much each day of [`WINDOW`] is wanted as a day of arrival, by kind of place.
pub(crate) struct Demand {
    today: NaiveDate,
    days: Vec<[f64; 8]>,
}

impl Demand {
    /// As seen from `today`.
    pub(crate) fn new(today: NaiveDate) -> Self {
        let year = today.year();
        let free: Vec<NaiveDate> = (year - 2..=year + 1).flat_map(holidays).collect();
        let days = (WINDOW.0..=WINDOW.1)
            .map(|offset| {
                let date = today + chrono::TimeDelta::days(offset);
                let mut weight: f64 = match date.weekday() {
                    Weekday::Fri => 1.0,
                    Weekday::Sat => 0.75,
                    Weekday::Thu => 0.7,
                    Weekday::Sun => 0.4,
                    _ => 0.35,
                };
                let near = free.iter().any(|day| (-2..=1).contains(&(date - *day).num_days()));
                if near {
                    weight = weight.max(0.7) * 1.8;
                }
                Kind::ALL.map(|kind| weight * season(kind, date.month()))
            })
            .collect();
        Self { today, days }
    }

    /// How much arriving `offset` days from today is wanted; at most some 3.
    pub(crate) fn on(&self, offset: i64, kind: Kind) -> f64 {
        let at = usize::try_from(offset - WINDOW.0).ok();
        at.and_then(|at| self.days.get(at)).map_or(0.2, |day| day[kind.index()])
    }

    /// The next days at which houses sell out: Fridays, and eves of holidays.
    pub(crate) fn rushes(&self) -> Vec<i64> {
        let eves: Vec<NaiveDate> = (self.today.year()..=self.today.year() + 1)
            .flat_map(holidays)
            .map(|day| day - Days::new(1))
            .collect();
        (1..=75)
            .filter(|offset| {
                let date = self.today + chrono::TimeDelta::days(*offset);
                (date.weekday() == Weekday::Fri && *offset <= 45) || eves.contains(&date)
            })
            .collect()
    }
}

/// How much a kind of place is wanted in a month; 1 is usual.
fn season(kind: Kind, month: u32) -> f64 {
    match kind {
        Kind::Beach | Kind::Island => match month {
            12 | 1 | 2 => 1.6,
            3 | 7 | 11 => 1.1,
            5 | 6 | 8 => 0.7,
            _ => 0.9,
        },
        Kind::Mountain => match month {
            6 | 7 => 1.7,
            5 | 8 | 12 => 1.2,
            _ => 0.8,
        },
        Kind::Dunes => match month {
            7..=9 => 1.5,
            6 | 10 | 1 => 1.1,
            _ => 0.8,
        },
        Kind::River | Kind::Canyon => match month {
            7..=9 => 1.3,
            _ => 0.9,
        },
        Kind::Colonial => match month {
            7 | 12 | 1 => 1.2,
            _ => 0.95,
        },
        Kind::City => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_moves() {
        let of = |year| easter(year).map(|day| day.to_string());
        assert_eq!(of(2024).as_deref(), Some("2024-03-31"));
        assert_eq!(of(2026).as_deref(), Some("2026-04-05"));
        assert_eq!(of(2027).as_deref(), Some("2027-03-28"));
    }

    #[test]
    fn weekends_and_holidays_are_wanted_more() {
        let today = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
        let demand = Demand::new(today);
        // The 5th is a Friday, the 9th a Tuesday; the 26th is Good Friday.
        assert!(demand.on(4, Kind::City) > demand.on(8, Kind::City) * 2.0);
        assert!(demand.on(24, Kind::City) > demand.on(10, Kind::City));
        assert!(demand.rushes().contains(&4));
    }
}
