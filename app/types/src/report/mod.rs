//! How a hotel did over a period.

mod view;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use self::view::{
    Figures, LENGTHS, LengthSales, Losses, MadeBy, Pickup, Report, ReportPart, ReportPeriod, Sales,
    SourceSales, TypeSales,
};
use crate::{stay::Stay, validate::FieldErrors};

/// How nights are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportGroup {
    /// Each night for itself.
    #[default]
    Day,
    /// From Monday to Sunday.
    Week,
    /// By the month of the calendar.
    Month,
}

impl ReportGroup {
    /// The parts of a range, in order and without gaps: the first and the last of them are
    /// cut off where the range is.
    #[must_use]
    pub fn parts(self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let mut parts = Vec::new();
        let mut begin = from;
        while begin < to {
            let end = self.next(begin).map_or(to, |next| next.min(to));
            parts.push((begin, end));
            begin = end;
        }
        parts
    }

    /// The first date of the next part.
    fn next(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => date.checked_add_days(Days::new(1)),
            Self::Week => {
                let left = 7 - date.weekday().num_days_from_monday();
                date.checked_add_days(Days::new(left.into()))
            }
            Self::Month => date.with_day(1)?.checked_add_months(Months::new(1)),
        }
    }
}

/// Which report is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuery {
    /// The first night.
    pub from: NaiveDate,
    /// The day after the last night.
    pub to: NaiveDate,
    /// How nights are put together.
    #[serde(default)]
    pub group: ReportGroup,
    /// How far back a booking counts as picked up, in days.
    #[serde(default)]
    pub pickup_days: Option<u32>,
    /// Whether the same nights of the year before are wanted, too.
    #[serde(default)]
    pub compare: bool,
}

impl ReportQuery {
    /// The nights, and how many days pickup looks back.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(&self) -> Result<(Stay, u32), FieldErrors> {
        let mut errors = FieldErrors::new();
        let days = self.pickup_days.unwrap_or(7);
        errors.range("/pickup_days", &days, &1, &365);
        let range = Stay::new(self.from, self.to).map_err(|mut wrong| {
            for error in &mut wrong.0 {
                error.pointer =
                    error.pointer.replace("check_in", "from").replace("check_out", "to");
            }
            wrong
        });
        match errors.take("", range) {
            Some(range) => errors.into_result((range, days)),
            None => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Money};

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn parts_are_cut_where_the_range_is() {
        let parts = |group: ReportGroup, from, to| {
            let parts = group.parts(date(from), date(to));
            parts.iter().map(|(from, to)| format!("{from} {to}")).collect::<Vec<_>>()
        };
        let days = parts(ReportGroup::Day, "2028-02-28", "2028-03-01");
        assert_eq!(days, ["2028-02-28 2028-02-29", "2028-02-29 2028-03-01"]);
        // 1 March 2027 is a Monday.
        let weeks = parts(ReportGroup::Week, "2027-02-27", "2027-03-09");
        let expected = ["2027-02-27 2027-03-01", "2027-03-01 2027-03-08", "2027-03-08 2027-03-09"];
        assert_eq!(weeks, expected);
        let months = parts(ReportGroup::Month, "2026-12-31", "2027-02-01");
        assert_eq!(months, ["2026-12-31 2027-01-01", "2027-01-01 2027-02-01"]);
        assert!(parts(ReportGroup::Month, "2027-02-01", "2027-02-01").is_empty());
    }

    #[test]
    fn rates_are_rounded_half_up() {
        let figures = Figures::new(3, 2, 10_001, 0, Currency::Brl);
        assert_eq!(figures.occupancy, Some(6_667));
        assert_eq!(figures.adr, Some(Money::new(5_001, Currency::Brl)));
        assert_eq!(figures.revpar, Some(Money::new(3_334, Currency::Brl)));
        let empty = Figures::new(0, 0, 0, 0, Currency::Brl);
        assert_eq!((empty.occupancy, empty.adr, empty.revpar), (None, None, None));
    }

    #[test]
    fn all_that_is_wrong_is_said() {
        let query = ReportQuery {
            from: date("2027-03-01"),
            to: date("2027-03-01"),
            group: ReportGroup::Day,
            pickup_days: Some(0),
            compare: false,
        };
        let wrong = query.validated().expect_err("wrong");
        let pointers: Vec<&str> = wrong.0.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/pickup_days", "/to"]);
        let year = ReportQuery { to: date("2028-02-29"), pickup_days: None, ..query };
        assert_eq!(year.validated().map(|(range, days)| (range.nights(), days)), Ok((365, 7)));
        let longer = ReportQuery { to: date("2028-03-01"), ..year };
        assert!(longer.validated().is_err());
    }
}
