//! Reports against an oracle that knows no SQL: it walks through the bookings, rooms and nights one
//! by one, as the other use cases tell of them. That this can fail was seen with the state of the
//! stays left out, with the window of pickup left out, and with taxes that all go to the first night.

mod histories;
mod oracle;

use chrono::{DateTime, Days, NaiveDate, Utc};
use types::{
    HotelId,
    account::SignUpRole,
    report::{Report, ReportGroup, ReportQuery},
};

use self::{histories::House, oracle::Oracle};
use super::report;
use crate::{
    Error,
    testing::{Dice, World, date},
};

fn query(from: NaiveDate, to: NaiveDate) -> ReportQuery {
    ReportQuery { from, to, group: ReportGroup::Day, pickup_days: None, compare: false }
}

#[tokio::test]
async fn reports_say_what_an_oracle_says() {
    // Ids are random, and with them which room a stay gets: as many histories as it takes to have
    // everything in one of them.
    let mut left_out: Option<Vec<&str>> = None;
    let mut nights = 0;
    for seed in 0..8 {
        let mut dice = Dice::new(seed);
        let mut house = House::new("2026-01-10T12:00:00Z").await;
        for year in ["2026-02-01", "2027-02-01"] {
            house.live(date(year), 45, &mut dice).await;
        }
        house.let_go(date("2027-03-20"), &mut dice).await;
        let oracle = Oracle::of(&house).await;
        for turn in 0..40 {
            let from = date("2026-01-01") + Days::new(dice.below(500) as u64);
            let to = from + Days::new(dice.from_to(1, if turn % 2 == 0 { 30 } else { 365 }) as u64);
            let group = [ReportGroup::Day, ReportGroup::Week, ReportGroup::Month][turn % 3];
            let days = dice.from_to(1, 40) as u32;
            let asked = ReportQuery { group, pickup_days: Some(days), compare: true, from, to };
            let found = house.report(asked).await;
            let expected = oracle.report(&asked, days);
            assert_eq!(found, expected, "seed {seed}, {asked:?}");
            nights += found.period.totals.nights_sold;
            add_up(&found);
        }
        let missing = oracle.missing();
        let before = left_out.take().unwrap_or_else(|| missing.clone());
        let still: Vec<_> = before.into_iter().filter(|what| missing.contains(what)).collect();
        let enough = seed > 0 && still.is_empty() && nights > 1_000;
        left_out = Some(still);
        house.world.db.drop().await;
        if enough {
            return;
        }
    }
    panic!("the histories leave something out: {left_out:?}, {nights} nights");
}

/// The parts of a report are parts of the same whole.
fn add_up(report: &Report) {
    for period in [Some(&report.period), report.year_before.as_ref()].into_iter().flatten() {
        let whole = (period.totals.nights_sold, period.totals.room_revenue.amount);
        let sums = [
            period.parts.iter().map(|p| (p.figures.nights_sold, p.figures.room_revenue)).collect(),
            period
                .by_room_type
                .iter()
                .map(|t| (t.sales.nights_sold, t.sales.room_revenue))
                .collect(),
            period.by_source.iter().map(|s| (s.sales.nights_sold, s.sales.room_revenue)).collect(),
            period
                .by_length
                .iter()
                .map(|l| (l.sales.nights_sold, l.sales.room_revenue))
                .collect::<Vec<_>>(),
        ];
        for parts in sums {
            let sum = parts
                .iter()
                .fold((0, 0), |sum, (nights, money)| (sum.0 + nights, sum.1 + money.amount));
            assert_eq!(sum, whole);
        }
        assert!(period.totals.nights_sold <= period.totals.rooms_available);
    }
}

#[tokio::test]
async fn reports_are_for_the_owner() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, other) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let wanted = query(date("2027-03-01"), date("2027-03-08"));
    let ask = async |actor, id: HotelId| report(&world.svc, actor, id, wanted).await;
    let mine = ask(&owner, hotel.id).await.expect("told");
    assert_eq!((mine.period.totals.rooms_available, mine.period.totals.occupancy), (14, Some(0)));
    let foreign = ask(&other, hotel.id).await.expect_err("foreign");
    let missing = ask(&other, HotelId(uuid::Uuid::nil())).await.expect_err("missing");
    assert_eq!(foreign.to_string(), missing.to_string());
    assert!(matches!(foreign, Error::NotFound("hotel")));
    assert!(matches!(ask(&guest, hotel.id).await, Err(Error::Forbidden(_))));
    world.db.drop().await;
}

#[tokio::test]
async fn the_29th_of_february_has_a_year_before() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let hotel = world.hotel(&owner, 1).await;
    for (from, to, before) in [
        ("2028-02-28", "2028-02-29", ("2027-02-28", "2027-03-01")),
        ("2028-02-29", "2028-03-01", ("2027-02-28", "2027-03-01")),
        ("2028-03-01", "2029-03-01", ("2027-03-01", "2028-02-29")),
    ] {
        let asked = ReportQuery { compare: true, ..query(date(from), date(to)) };
        let found = report(&world.svc, &owner, hotel.id, asked).await.expect("told");
        let found = found.year_before.expect("compared");
        assert_eq!((found.from, found.to), (date(before.0), date(before.1)), "{from}");
    }
    world.db.drop().await;
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(20, 0, 0).expect("a time").and_utc()
}
