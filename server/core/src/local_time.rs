//! Hotels' own time. Dates and times of day are stored as they are written on the
//! hotel's wall; instants are computed here when they are needed.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The time zone of that IANA name, if there is one.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// The date at the hotel at `now`. An unknown zone counts as UTC.
#[must_use]
pub fn today(zone_name: &str, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone(zone_name).unwrap_or(Tz::UTC)).date_naive()
}

/// What the clocks of a zone show at an instant; those of UTC for a zone that is not known.
#[must_use]
pub fn local(zone_name: &str, at: DateTime<Utc>) -> NaiveDateTime {
    zone(zone_name).map_or_else(|| at.naive_utc(), |zone| at.with_timezone(&zone).naive_local())
}

/// The instant of a local date and time of day. A time that clocks skip is taken
/// as the first one after the gap; one that they show twice, as the first.
#[must_use]
pub fn instant(zone_name: &str, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let zone = zone(zone_name).unwrap_or(Tz::UTC);
    let mut local = date.and_time(time);
    // No zone has ever skipped more than a day.
    for _ in 0..=96 {
        if let Some(found) = local.and_local_timezone(zone).earliest() {
            return found.with_timezone(&Utc);
        }
        local += TimeDelta::minutes(15);
    }
    local.and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, date: (i32, u32, u32), hour: u32) -> String {
        let date = NaiveDate::from_ymd_opt(date.0, date.1, date.2).expect("a date");
        let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        instant(zone, date, time).to_rfc3339()
    }

    #[test]
    fn brazil_spans_three_hours_and_changed_its_clocks() {
        assert_eq!(at("America/Noronha", (2027, 1, 5), 12), "2027-01-05T14:00:00+00:00");
        assert_eq!(at("America/Sao_Paulo", (2027, 1, 5), 12), "2027-01-05T15:00:00+00:00");
        assert_eq!(at("America/Rio_Branco", (2027, 1, 5), 12), "2027-01-05T17:00:00+00:00");
        // 4 November 2018 began at one o'clock in São Paulo.
        assert_eq!(at("America/Sao_Paulo", (2018, 11, 4), 0), "2018-11-04T03:00:00+00:00");
        // 17 February 2018 had its last hour twice.
        assert_eq!(at("America/Sao_Paulo", (2018, 2, 17), 23), "2018-02-18T01:00:00+00:00");
    }

    #[test]
    fn a_day_that_an_island_skipped_whole() {
        assert_eq!(at("Pacific/Apia", (2011, 12, 30), 12), "2011-12-30T10:00:00+00:00");
    }

    /// Every zone that there is, two years with a 29 February, at arrival, at departure
    /// and at the hour at which most clocks change: an instant is the first at which the
    /// clock on the wall shows that time or, where that is skipped, a later one.
    #[test]
    fn the_clock_on_the_wall_shows_the_hour_in_every_zone_on_every_day() {
        let first = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
        let second = TimeDelta::seconds(1);
        let (mut exact, mut skipped) = (0, 0);
        for zone in chrono_tz::TZ_VARIANTS {
            for date in first.iter_days().take(365 + 366) {
                for (hour, minute) in [(14, 0), (12, 0), (2, 30)] {
                    let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
                    let (wanted, found) = (date.and_time(time), instant(zone.name(), date, time));
                    let shown = found.with_timezone(&zone).naive_local();
                    assert!(shown >= wanted, "{zone} {wanted}: {shown}");
                    let before = (found - second).with_timezone(&zone).naive_local();
                    assert!(before < wanted, "{zone} {wanted}: {before} too");
                    if shown == wanted {
                        exact += 1;
                    } else {
                        skipped += 1;
                    }
                    // Clocks change at night, and nobody arrives or leaves then.
                    assert!(shown == wanted || hour == 2, "{zone} {wanted}: {shown}");
                }
            }
        }
        assert!(exact > 1_000_000 && skipped > 50, "{exact} exact, {skipped} skipped");
    }

    #[test]
    fn today_is_the_hotels() {
        let now = "2027-01-01T02:30:00Z".parse().expect("an instant");
        assert_eq!(today("America/Noronha", now).to_string(), "2027-01-01");
        assert_eq!(today("America/Sao_Paulo", now).to_string(), "2026-12-31");
    }
}
