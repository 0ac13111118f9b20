//! How a hotel did: occupancy, rates and revenue over a period.

mod store;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Months, TimeDelta, Utc};
use sqlx::PgConnection;
use types::{
    Currency, HotelId, Money, Stay,
    booking::BookingSource,
    listing::Hotel,
    price::{WHOLE, ratio},
    report::{
        Figures, LENGTHS, LengthSales, Losses, Pickup, Report, ReportGroup, ReportPart,
        ReportPeriod, ReportQuery, Sales, SourceSales, TypeSales,
    },
};

use self::store::{Agreed, Sold};
use crate::{Services, actor::Actor, catalog, error::Result, local_time};

/// How a hotel of the actor's did over 1 to 365 nights, and over as many of the year before if
/// that is wanted. All figures are of one instant.
///
/// # Errors
/// [`crate::Error::Forbidden`] unless the actor is a hotelier; [`crate::Error::NotFound`] for a
/// missing or foreign hotel; [`crate::Error::Invalid`] for a range that is none.
pub async fn report(
    svc: &Services,
    actor: &Actor,
    hotel: HotelId,
    query: ReportQuery,
) -> Result<Report> {
    let hotel = catalog::owned(svc, actor, hotel).await?;
    let (range, days) = query.validated()?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let asked = Asked { hotel: &hotel, group: query.group, now };
    let window = |until: DateTime<Utc>| (until - TimeDelta::days(days.into()), until);
    let period = of_period(&mut tx, &asked, range, window(now)).await?;
    let year_before = match before(range, now).filter(|_| query.compare) {
        Some((range, until)) => Some(of_period(&mut tx, &asked, range, window(until)).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(Report { hotel_id: hotel.id, group: query.group, period, year_before })
}

/// As many nights a year before, and this instant of that year.
fn before(range: Stay, now: DateTime<Utc>) -> Option<(Stay, DateTime<Utc>)> {
    let year = Months::new(12);
    let from = range.check_in().checked_sub_months(year)?;
    let to = from.checked_add_signed(TimeDelta::days(range.nights()))?;
    Some((Stay::new(from, to).ok()?, now.checked_sub_months(year)?))
}

struct Asked<'a> {
    hotel: &'a Hotel,
    group: ReportGroup,
    now: DateTime<Utc>,
}

async fn of_period(
    tx: &mut PgConnection,
    asked: &Asked<'_>,
    range: Stay,
    window: (DateTime<Utc>, DateTime<Utc>),
) -> Result<ReportPeriod> {
    let Asked { hotel, group, now } = asked;
    let (id, currency) = (hotel.id, hotel.currency);
    let sold = store::sold(tx, id, range, window).await?;
    let today = local_time::today(&hotel.time_zone, *now);
    let available = store::available(tx, id, range, &hotel.time_zone, today).await?;
    let agreed = store::agreed(tx, id, range).await?;
    let (from, to) = (range.check_in(), range.check_out());
    let figures = |from, to| {
        let within = |night: &_| (from..to).contains(night);
        let nights = || sold.iter().filter(|row| row.night.as_ref().is_some_and(within));
        let open = available.iter().filter(|(night, _)| within(night)).map(|(_, rooms)| rooms);
        Figures::new(
            open.sum(),
            nights().map(|row| row.nights).sum(),
            nights().map(|row| row.revenue).sum(),
            nights().map(|row| row.taxes).sum(),
            currency,
        )
    };
    let totals = figures(from, to);
    let sales = |row: Option<&Sold>| sales(row, totals.room_revenue);
    let mut by_room_type = Vec::new();
    for (room_type_id, room_type_name) in store::type_names(tx, id).await? {
        if let Some(row) = sold.iter().find(|row| row.room_type_id == Some(room_type_id.0)) {
            by_room_type.push(TypeSales { room_type_id, room_type_name, sales: sales(Some(row)) });
        }
    }
    let of_source = |source: BookingSource| SourceSales {
        source,
        made_by: source.into(),
        sales: sales(sold.iter().find(|row| row.source.as_deref() == Some(source.as_str()))),
    };
    let of_length = |(min_nights, max_nights)| LengthSales {
        min_nights,
        max_nights,
        sales: sales(sold.iter().find(|row| row.length == Some(min_nights))),
    };
    let recent = sold.iter().find(|row| row.recent == Some(true));
    Ok(ReportPeriod {
        from,
        to,
        totals,
        parts: group
            .parts(from, to)
            .into_iter()
            .map(|(from, to)| ReportPart { from, to, figures: figures(from, to) })
            .collect(),
        by_room_type,
        by_source: BookingSource::ALL.map(of_source).into(),
        by_length: LENGTHS.map(of_length).into(),
        pickup: Pickup {
            since: window.0,
            until: window.1,
            bookings: recent.map_or(0, |row| row.bookings),
            nights_sold: recent.map_or(0, |row| row.nights),
            room_revenue: Money::new(recent.map_or(0, |row| row.revenue), currency),
        },
        cancellations: losses(&agreed, "cancelled", currency),
        no_shows: losses(&agreed, "no_show", currency),
    })
}

fn sales(row: Option<&Sold>, all: Money) -> Sales {
    let sum = |of: fn(&Sold) -> i64| row.map_or(0, of);
    let money = |amount| Money::new(amount, all.currency);
    let (nights_sold, revenue) = (sum(|row| row.nights), sum(|row| row.revenue));
    Sales {
        stays: sum(|row| row.stays),
        nights_sold,
        room_revenue: money(revenue),
        taxes: money(sum(|row| row.taxes)),
        adr: ratio(revenue, nights_sold, 1).map(money),
        revenue_share: ratio(revenue, all.amount, WHOLE),
    }
}

fn losses(agreed: &[Agreed], state: &str, currency: Currency) -> Losses {
    let all: i64 = agreed.iter().map(|row| row.stays).sum();
    let lost = agreed.iter().find(|row| row.state == state);
    let count = lost.map_or(0, |row| row.stays);
    Losses {
        count,
        rate: ratio(count, all, WHOLE),
        lost_revenue: Money::new(lost.map_or(0, |row| row.value), currency),
        fees: Money::new(lost.map_or(0, |row| row.fees), currency),
    }
}
