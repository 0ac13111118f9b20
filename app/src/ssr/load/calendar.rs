//! A month of a hotel's nights.

use chrono::{Datelike, Days, Months, NaiveDate};
use pousada_core::{Actor, Services, availability, catalog, local_time};
use types::search::{Availability, NightAvailability};

use super::Result;
use crate::model::{CalendarDay, CalendarPage};

/// How far ahead a month can be looked at.
const AHEAD: Months = Months::new(18);

/// How many days after the month are looked at, for stays that end there.
const AFTER: Days = Days::new(7);

/// The month that `near` is in, `2027-03` or `2027-03-10`; rubbish, and what is too far away,
/// is the nearest that can be shown.
///
/// # Errors
/// [`Error::NotFound`](pousada_core::Error::NotFound), or if the database does not answer.
pub async fn calendar(
    svc: &Services,
    actor: &Actor,
    slug: &str,
    near: &str,
    guests: &str,
) -> Result<CalendarPage> {
    let hotel = catalog::hotel_by_slug(svc, actor, slug).await?;
    let today = local_time::today(&hotel.time_zone, svc.clock.now());
    let this = first_of(today);
    let wanted = format!("{}-01", near.trim().get(..7).unwrap_or_default());
    let month = wanted.parse().unwrap_or(this).clamp(this, this + AHEAD);
    let guests = guests.trim().parse().ok();
    let until = month + Months::new(1) + AFTER;
    let found = availability::availability(svc, actor, hotel.id, month, until, guests).await?;
    let days = month.iter_days().take_while(|date| *date < until);
    let days = days.map(|date| day(&found, date, guests.unwrap_or(1))).collect();
    Ok(CalendarPage { month, today, days })
}

fn first_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The best that any type offers that night.
fn day(found: &Availability, date: NaiveDate, guests: i16) -> CalendarDay {
    let types = found.room_types.iter().filter(|found| found.room_type.capacity >= guests);
    let nights = types.filter_map(|found| found.nights.iter().find(|night| night.date == date));
    let open: Vec<&NightAvailability> =
        nights.filter(|night| night.why_not.is_none() && night.free > 0).collect();
    CalendarDay {
        date,
        price: open.iter().map(|night| night.price).min_by_key(|price| price.amount),
        min_stay: open.iter().map(|night| night.limits.min_stay.unwrap_or(1)).min(),
        arrival: open.iter().any(|night| night.limits.closed_to_arrival != Some(true)),
    }
}
