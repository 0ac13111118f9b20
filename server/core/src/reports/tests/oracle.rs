//! What a report must say, reckoned the slow way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use types::{
    Currency, Money, RoomId,
    booking::{BookedRoom, Booking, BookingSource, BookingState},
    page::PageRequest,
    report::{
        Figures, LengthSales, Losses, MadeBy, Pickup, Report, ReportGroup, ReportPart,
        ReportPeriod, ReportQuery, Sales, SourceSales, TypeSales,
    },
};
use uuid::Uuid;

use super::histories::House;
use crate::bookings;

struct Room {
    id: RoomId,
    first: NaiveDate,
    gone: Option<NaiveDate>,
    in_service: bool,
}

pub(super) struct Oracle {
    house: types::HotelId,
    now: DateTime<Utc>,
    today: NaiveDate,
    /// Each with whether it was agreed at some time.
    bookings: Vec<(Booking, bool)>,
    rooms: Vec<Room>,
    blocks: Vec<(RoomId, NaiveDate, NaiveDate)>,
}

/// A room: its id, since when and until when it is there, and its state.
type RoomLine = (Uuid, DateTime<Utc>, Option<DateTime<Utc>>, String);

/// A night that was sold.
struct Night<'a> {
    booking: &'a Booking,
    room: &'a BookedRoom,
    date: NaiveDate,
    price: i64,
    tax: i64,
}

fn brl(amount: i64) -> Money {
    Money::new(amount, Currency::Brl)
}

/// Half up.
fn divided(part: i64, whole: i64) -> Option<i64> {
    (whole != 0).then(|| (2 * part + whole) / (2 * whole))
}

fn sold(room: &BookedRoom) -> bool {
    use BookingState::{CheckedIn, Completed, Confirmed};
    matches!(room.state, Confirmed | CheckedIn | Completed)
}

impl Oracle {
    pub async fn of(house: &House) -> Self {
        let (svc, owner) = (&house.world.svc, &house.owner);
        let mut all = Vec::new();
        let mut page = PageRequest { limit: Some(100), cursor: None };
        loop {
            let found =
                bookings::hotel_bookings(svc, owner, house.id, &Default::default(), &page).await;
            let found = found.expect("listed");
            for booking in found.data {
                let events = bookings::events(svc, owner, booking.id).await.expect("told");
                let agreed = events.iter().any(|event| event.kind == "confirmed");
                all.push((booking, agreed));
            }
            page.cursor = found.next_cursor;
            if page.cursor.is_none() {
                break;
            }
        }
        let rooms: Vec<RoomLine> =
            sqlx::query_as("SELECT id, created_at, archived_at, status FROM room")
                .fetch_all(&house.world.db.pool)
                .await
                .expect("read");
        let blocks: Vec<(Uuid, NaiveDate, NaiveDate)> = sqlx::query_as(
            "SELECT room_id, lower(stay), upper(stay) FROM room_stay WHERE state = 'blocked'",
        )
        .fetch_all(&house.world.db.pool)
        .await
        .expect("read");
        // São Paulo has been three hours behind since 2019.
        let local = |at: DateTime<Utc>| (at - TimeDelta::hours(3)).date_naive();
        let room = |(id, created, gone, status): (Uuid, DateTime<Utc>, Option<_>, String)| Room {
            id: id.into(),
            first: local(created),
            gone: gone.map(local),
            in_service: status == "active",
        };
        let now = svc.clock.now();
        Self {
            house: house.id,
            now,
            today: local(now),
            bookings: all,
            rooms: rooms.into_iter().map(room).collect(),
            blocks: blocks.into_iter().map(|(room, from, to)| (room.into(), from, to)).collect(),
        }
    }

    /// Of what reports tell apart, that of which there is nothing.
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = || self.bookings.iter().flat_map(|(booking, _)| &booking.rooms);
        let state = |name: &'static str| (name, parts().any(|room| room.state.as_str() == name));
        let source = |name: &'static str| {
            (name, self.bookings.iter().any(|(booking, _)| booking.source.as_str() == name))
        };
        let let_go = |(b, agreed): &(Booking, bool)| b.state == BookingState::Cancelled && !agreed;
        [
            state("completed"),
            state("confirmed"),
            state("cancelled"),
            state("no_show"),
            state("expired"),
            source("web"),
            source("desk"),
            source("phone"),
            ("a hold that was let go", self.bookings.iter().any(let_go)),
            ("a long stay", parts().any(|room| room.nights.len() > 13)),
            ("a room that is gone", self.rooms.iter().any(|room| room.gone.is_some())),
            (
                "a room out of service",
                self.rooms.iter().any(|room| room.gone.is_none() && !room.in_service),
            ),
            ("a block", !self.blocks.is_empty()),
        ]
        .into_iter()
        .filter_map(|(name, there)| (!there).then_some(name))
        .collect()
    }

    pub fn report(&self, query: &ReportQuery, days: u32) -> Report {
        let year_before = query.from - Months::new(12);
        let length = Days::new((query.to - query.from).num_days() as u64);
        let then = self.now - Months::new(12);
        Report {
            hotel_id: self.house,
            group: query.group,
            period: self.period(query.from, query.to, query.group, (self.now, days)),
            year_before: query
                .compare
                .then(|| self.period(year_before, year_before + length, query.group, (then, days))),
        }
    }

    fn nights(&self, from: NaiveDate, to: NaiveDate) -> Vec<Night<'_>> {
        let mut nights = Vec::new();
        for (booking, _) in &self.bookings {
            for room in booking.rooms.iter().filter(|room| sold(room)) {
                let charged: i64 = room.charges.iter().map(|charge| charge.amount).sum();
                let length = room.nights.len() as i64;
                for (index, night) in room.nights.iter().enumerate() {
                    // What cannot be divided goes to the first nights, one each.
                    let odd = i64::from((index as i64) < charged - charged / length * length);
                    let (date, price) = (night.date, night.price.amount);
                    if from <= date && date < to {
                        nights.push(Night {
                            booking,
                            room,
                            date,
                            price,
                            tax: charged / length + odd,
                        });
                    }
                }
            }
        }
        nights
    }

    fn open(&self, day: NaiveDate, sold: &[Night<'_>]) -> i64 {
        let open = |room: &&Room| {
            let taken = sold.iter().any(|n| n.date == day && n.room.room_id == room.id);
            let blocked = self
                .blocks
                .iter()
                .any(|(id, from, to)| *id == room.id && *from <= day && day < *to);
            let there = room.first <= day && room.gone.is_none_or(|gone| day < gone);
            taken || there && !blocked && (room.in_service || day < self.today)
        };
        self.rooms.iter().filter(open).count() as i64
    }

    fn figures(&self, days: &[NaiveDate], sold: &[Night<'_>]) -> Figures {
        let nights: Vec<&Night<'_>> = sold.iter().filter(|n| days.contains(&n.date)).collect();
        let open = days.iter().map(|day| self.open(*day, sold)).sum();
        let (count, revenue) = (nights.len() as i64, nights.iter().map(|n| n.price).sum());
        Figures {
            rooms_available: open,
            nights_sold: count,
            occupancy: divided(count * 10_000, open),
            room_revenue: brl(revenue),
            taxes: brl(nights.iter().map(|n| n.tax).sum()),
            adr: divided(revenue, count).map(brl),
            revpar: divided(revenue, open).map(brl),
        }
    }

    fn period(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        group: ReportGroup,
        (until, days): (DateTime<Utc>, u32),
    ) -> ReportPeriod {
        let sold = self.nights(from, to);
        let dates: Vec<NaiveDate> = from.iter_days().take_while(|day| *day < to).collect();
        let mut parts: BTreeMap<(i32, u32), Vec<NaiveDate>> = BTreeMap::new();
        for day in &dates {
            let week = day.iso_week();
            let key = match group {
                ReportGroup::Day => (day.year(), day.ordinal()),
                ReportGroup::Week => (week.year(), week.week()),
                ReportGroup::Month => (day.year(), day.month()),
            };
            parts.entry(key).or_default().push(*day);
        }
        let part = |days: Vec<NaiveDate>| ReportPart {
            from: days[0],
            to: days[days.len() - 1] + Days::new(1),
            figures: self.figures(&days, &sold),
        };
        let sales = |is: &dyn Fn(&Night<'_>) -> bool| sales(&sold, is);
        let names: BTreeMap<&str, _> =
            sold.iter().map(|n| (n.room.room_type_name.as_str(), n.room.room_type_id)).collect();
        let since = until - TimeDelta::days(days.into());
        let recent =
            |n: &&Night<'_>| since <= n.booking.created_at && n.booking.created_at <= until;
        let recent: Vec<&Night<'_>> = sold.iter().filter(recent).collect();
        ReportPeriod {
            from,
            to,
            totals: self.figures(&dates, &sold),
            parts: parts.into_values().map(part).collect(),
            by_room_type: names
                .into_iter()
                .map(|(name, id)| TypeSales {
                    room_type_id: id,
                    room_type_name: name.to_owned(),
                    sales: sales(&|n| n.room.room_type_id == id),
                })
                .collect(),
            by_source: [
                (BookingSource::Web, MadeBy::Guest),
                (BookingSource::Api, MadeBy::Guest),
                (BookingSource::Desk, MadeBy::Hotelier),
                (BookingSource::Phone, MadeBy::Hotelier),
            ]
            .map(|(source, made_by)| SourceSales {
                source,
                made_by,
                sales: sales(&|n| n.booking.source == source),
            })
            .into(),
            by_length: [(1, 1), (2, 2), (3, 3), (4, 6), (7, 13), (14, 27), (28, 365)]
                .map(|(least, most)| LengthSales {
                    min_nights: least,
                    max_nights: Some(most).filter(|most| *most < 365),
                    sales: sales(&|n| (least..=most).contains(&(n.room.nights.len() as i64))),
                })
                .into(),
            pickup: Pickup {
                since,
                until,
                bookings: recent.iter().map(|n| n.booking.id).collect::<BTreeSet<_>>().len() as i64,
                nights_sold: recent.len() as i64,
                room_revenue: brl(recent.iter().map(|n| n.price).sum()),
            },
            cancellations: self.losses(from, to, BookingState::Cancelled),
            no_shows: self.losses(from, to, BookingState::NoShow),
        }
    }

    fn losses(&self, from: NaiveDate, to: NaiveDate, state: BookingState) -> Losses {
        let agreed = self.bookings.iter().filter(|(_, agreed)| *agreed);
        let rooms = agreed.flat_map(|(booking, _)| &booking.rooms);
        let begun = rooms.filter(|room| from <= room.check_in && room.check_in < to);
        // What was agreed and is held or expired now cannot be.
        let (lost, other): (Vec<&BookedRoom>, Vec<_>) = begun.partition(|room| room.state == state);
        let price = |room: &&BookedRoom| room.nights.iter().map(|n| n.price.amount).sum::<i64>();
        let count = lost.len() as i64;
        Losses {
            count,
            rate: divided(count * 10_000, count + other.len() as i64),
            lost_revenue: brl(lost.iter().map(price).sum()),
            fees: brl(lost.iter().map(|room| room.fee.amount).sum()),
        }
    }
}

fn sales(sold: &[Night<'_>], is: &dyn Fn(&Night<'_>) -> bool) -> Sales {
    let all: i64 = sold.iter().map(|n| n.price).sum();
    let nights: Vec<&Night<'_>> = sold.iter().filter(|n| is(n)).collect();
    let revenue = nights.iter().map(|n| n.price).sum();
    Sales {
        stays: nights.iter().map(|n| n.room.id).collect::<BTreeSet<_>>().len() as i64,
        nights_sold: nights.len() as i64,
        room_revenue: brl(revenue),
        taxes: brl(nights.iter().map(|n| n.tax).sum()),
        adr: divided(revenue, nights.len() as i64).map(brl),
        revenue_share: divided(revenue * 10_000, all),
    }
}
