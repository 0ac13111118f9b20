//! Dates of a stay.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::validate::FieldErrors;

/// The longest stay, in nights.
pub const MAX_NIGHTS: i64 = 365;

/// How far ahead an arrival may be, in days.
pub const MAX_DAYS_AHEAD: i64 = 730;

/// A half-open range of local dates: the guest sleeps on every date from
/// `check_in` up to but not including `check_out`. One guest's departure day is
/// the next one's arrival day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stay {
    check_in: NaiveDate,
    check_out: NaiveDate,
}

impl Stay {
    /// A stay of 1 to [`MAX_NIGHTS`] nights.
    ///
    /// # Errors
    /// At `/check_out`, if it is not after `check_in` or too long after it; at
    /// `/check_in`, if the year is not one a booking can have.
    pub fn new(check_in: NaiveDate, check_out: NaiveDate) -> Result<Self, FieldErrors> {
        use chrono::Datelike;
        let mut errors = FieldErrors::new();
        let nights = (check_out - check_in).num_days();
        errors.require(
            (1990..=2200).contains(&check_in.year()),
            "/check_in",
            "out_of_range",
            "Choose a date in a year from 1990 to 2200.",
        );
        if nights < 1 {
            errors.add("/check_out", "invalid", "Departure must be after arrival.");
        } else if nights > MAX_NIGHTS {
            errors.add(
                "/check_out",
                "too_long",
                format!("A stay has at most {MAX_NIGHTS} nights, this one has {nights}."),
            );
        }
        errors.into_result(Self { check_in, check_out })
    }

    /// The date of arrival.
    #[must_use]
    pub fn check_in(&self) -> NaiveDate {
        self.check_in
    }

    /// The date of departure, whose night is not part of the stay.
    #[must_use]
    pub fn check_out(&self) -> NaiveDate {
        self.check_out
    }

    /// How many nights: a difference of dates, whatever clocks do in between.
    #[must_use]
    pub fn nights(&self) -> i64 {
        (self.check_out - self.check_in).num_days()
    }

    /// The date of each night, in order.
    pub fn dates(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = self.check_in;
        (0..self.nights().unsigned_abs()).filter_map(move |n| first.checked_add_days(Days::new(n)))
    }

    /// Whether the two have a night in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.check_in < other.check_out && other.check_in < self.check_out
    }

    /// Whether a new booking may have these dates, seen on `today` at the hotel.
    ///
    /// # Errors
    /// At `/check_in`, if it is past or further ahead than [`MAX_DAYS_AHEAD`].
    pub fn bookable_on(self, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.check_in < today {
            errors.add("/check_in", "in_the_past", "Arrival is in the past.");
        } else if (self.check_in - today).num_days() > MAX_DAYS_AHEAD {
            errors.add("/check_in", "too_far", "Arrival can be at most two years ahead.");
        }
        errors.into_result(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a date")
    }

    #[test]
    fn nights_are_a_difference_of_dates_over_a_change_of_clocks() {
        // Sao Paulo's clocks went forward on 4 November 2018.
        let stay = Stay::new(date(2018, 11, 3), date(2018, 11, 5)).expect("valid");
        assert_eq!(stay.nights(), 2);
        assert_eq!(stay.dates().collect::<Vec<_>>(), [date(2018, 11, 3), date(2018, 11, 4)]);
    }

    #[test]
    fn leap_day_and_turn_of_the_year_count() {
        assert_eq!(Stay::new(date(2028, 2, 28), date(2028, 3, 1)).expect("valid").nights(), 2);
        assert_eq!(Stay::new(date(2026, 12, 31), date(2027, 1, 1)).expect("valid").nights(), 1);
    }

    #[test]
    fn empty_backward_and_endless_stays_are_refused() {
        let day = date(2027, 5, 1);
        for (from, to) in [(day, day), (day, date(2027, 4, 30)), (day, date(2028, 5, 2))] {
            let errors = Stay::new(from, to).expect_err("refused");
            assert_eq!(errors.0[0].pointer, "/check_out");
        }
        assert!(Stay::new(day, date(2028, 4, 30)).is_ok());
        assert!(Stay::new(date(-5, 1, 1), date(-5, 1, 2)).is_err());
    }

    proptest! {
        #[test]
        fn stays_overlap_exactly_when_they_share_a_night(a in 0u64..40, n in 1u64..9, b in 0u64..40, m in 1u64..9) {
            let first = date(2027, 1, 1);
            let stay = |from: u64, nights: u64| {
                let check_in = first + Days::new(from);
                Stay::new(check_in, check_in + Days::new(nights)).expect("valid")
            };
            let (one, two) = (stay(a, n), stay(b, m));
            let shared = one.dates().any(|night| two.dates().any(|other| night == other));
            prop_assert_eq!(one.overlaps(&two), shared);
            prop_assert_eq!(one.overlaps(&two), two.overlaps(&one));
        }
    }
}
