//! Bookings in the hands of one transaction.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, types::Json};
use types::{
    AccountId, BookingId, Currency, HotelId, PromotionId, RoomId, RoomStayId, RoomTypeId, Stay,
    booking::BookingState,
    policy::CancellationPolicy,
    price::{Charge, NightRules},
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::word,
};

/// A booking, locked until the transaction ends, with all that decides about it.
#[derive(Debug, Clone)]
pub(crate) struct LockedBooking {
    pub id: BookingId,
    pub hotel: HotelId,
    pub owner: AccountId,
    pub guest: Option<AccountId>,
    pub state: BookingState,
    pub version: i32,
    pub sequence: i32,
    pub stay: Stay,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub hold_until: Option<DateTime<Utc>>,
    pub currency: Currency,
    pub total: i64,
    pub cancellation: CancellationPolicy,
    pub anchor: DateTime<Utc>,
    pub promotion: Option<PromotionId>,
    pub guest_note: String,
    pub time_zone: String,
    pub check_in_time: NaiveTime,
    pub check_out_time: NaiveTime,
    pub no_show_time: NaiveTime,
    /// What happened last.
    pub last: LastEvent,
    /// The database's time.
    pub now: DateTime<Utc>,
    pub stays: Vec<LockedStay>,
}

/// The last event of a booking.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct LastEvent {
    pub kind: String,
    pub at: DateTime<Utc>,
    pub data: serde_json::Value,
}

/// One room's part of it.
#[derive(Debug, Clone)]
pub(crate) struct LockedStay {
    pub id: RoomStayId,
    pub room: RoomId,
    pub room_number: String,
    pub room_type: RoomTypeId,
    pub state: BookingState,
    pub stay: Stay,
    pub adults: i16,
    pub children: i16,
    pub pinned: bool,
    pub charges: Vec<Charge>,
    pub fee: i64,
    pub nights: Vec<(NaiveDate, NightRules)>,
}

impl LockedStay {
    /// The price of each night, in order.
    pub(crate) fn prices(&self) -> Vec<i64> {
        self.nights.iter().map(|(_, rules)| rules.price()).collect()
    }

    /// Taxes and fees on it.
    pub(crate) fn charged(&self) -> i64 {
        self.charges.iter().map(|charge| charge.amount).sum()
    }

    /// Whether it counts towards the price: it was neither called off nor let go.
    pub(crate) fn is_live(&self) -> bool {
        self.state.occupies() || self.state == BookingState::Completed
    }
}

impl LockedBooking {
    /// The parts that take a room.
    pub(crate) fn live(&self) -> impl Iterator<Item = &LockedStay> {
        self.stays.iter().filter(|stay| stay.is_live())
    }
}

#[derive(FromRow)]
struct LockedRow {
    id: Uuid,
    hotel_id: Uuid,
    owner_id: Uuid,
    guest_id: Option<Uuid>,
    state: String,
    version: i32,
    sequence: i32,
    check_in: NaiveDate,
    check_out: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    hold_until: Option<DateTime<Utc>>,
    currency: String,
    total: i64,
    cancellation: Json<CancellationPolicy>,
    cancellation_anchor: DateTime<Utc>,
    promotion_id: Option<Uuid>,
    guest_note: String,
    time_zone: String,
    check_in_time: NaiveTime,
    check_out_time: NaiveTime,
    no_show_time: NaiveTime,
}

#[derive(FromRow)]
struct StayRow {
    booking_id: Uuid,
    id: Uuid,
    room_id: Uuid,
    room_number: String,
    room_type_id: Uuid,
    state: String,
    check_in: NaiveDate,
    check_out: NaiveDate,
    adults: i16,
    children: i16,
    pinned: bool,
    charges: Json<Vec<Charge>>,
    fee: i64,
    nights: Json<Vec<NightRow>>,
    last: Option<Json<LastEvent>>,
    now: DateTime<Utc>,
}

#[derive(Deserialize)]
struct NightRow {
    night: NaiveDate,
    rules: NightRules,
}

fn dates(check_in: NaiveDate, check_out: NaiveDate) -> Result<Stay> {
    Stay::new(check_in, check_out).map_err(|_| Error::internal("dates that make no stay"))
}

impl TryFrom<StayRow> for LockedStay {
    type Error = Error;

    fn try_from(row: StayRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            room: row.room_id.into(),
            room_number: row.room_number,
            room_type: row.room_type_id.into(),
            state: word("state", &row.state)?,
            stay: dates(row.check_in, row.check_out)?,
            adults: row.adults,
            children: row.children,
            pinned: row.pinned,
            charges: row.charges.0,
            fee: row.fee,
            nights: row.nights.0.into_iter().map(|night| (night.night, night.rules)).collect(),
        })
    }
}

fn booking(row: LockedRow, stays: Vec<StayRow>) -> Result<LockedBooking> {
    let Some(first) = stays.first() else {
        return Err(Error::internal(format!("booking {} has no rooms", row.id)));
    };
    let now = first.now;
    let last = first.last.as_ref().map_or_else(
        || LastEvent { kind: String::new(), at: now, data: serde_json::Value::Null },
        |last| last.0.clone(),
    );
    let stays = stays.into_iter().map(LockedStay::try_from).collect::<Result<_>>()?;
    Ok(LockedBooking {
        id: row.id.into(),
        hotel: row.hotel_id.into(),
        owner: row.owner_id.into(),
        guest: row.guest_id.map(Into::into),
        state: word("state", &row.state)?,
        version: row.version,
        sequence: row.sequence,
        stay: dates(row.check_in, row.check_out)?,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        hold_until: row.hold_until,
        currency: word("currency", &row.currency)?,
        total: row.total,
        cancellation: row.cancellation.0,
        anchor: row.cancellation_anchor,
        promotion: row.promotion_id.map(Into::into),
        guest_note: row.guest_note,
        time_zone: row.time_zone,
        check_in_time: row.check_in_time,
        check_out_time: row.check_out_time,
        no_show_time: row.no_show_time,
        last,
        now,
        stays,
    })
}

const COLUMNS: &str = "SELECT b.id, b.hotel_id, h.owner_id, b.guest_id, b.state, b.version,
        b.sequence, b.check_in, b.check_out, b.starts_at, b.ends_at, b.hold_until, b.currency,
        b.total, b.cancellation, b.cancellation_anchor, b.promotion_id, b.guest_note, h.time_zone,
        h.check_in_time, h.check_out_time, h.no_show_time
    FROM booking b JOIN hotel h ON h.id = b.hotel_id ";

/// What a sweep looks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Due {
    /// Holds that have run out.
    Holds,
    /// Stays whose end has come.
    Ends,
    /// Guests who never came, where the hotel wants them marked: local time is past
    /// the hour of the night audit on the day after arrival.
    NoShows,
}

/// Locks one booking, waiting for whoever has it.
pub(crate) async fn lock(tx: &mut PgConnection, id: BookingId) -> Result<Option<LockedBooking>> {
    let query = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE b.id = $1 FOR UPDATE OF b"));
    let row: Option<LockedRow> = sqlx::query_as(query).bind(id.0).fetch_optional(&mut *tx).await?;
    let Some(row) = row else { return Ok(None) };
    let mut found = with_stays(tx, vec![row]).await?;
    Ok(found.pop())
}

/// Locks what is due at `now`, at most `limit`, skipping what others have in hand.
pub(crate) async fn lock_due(
    tx: &mut PgConnection,
    due: Due,
    now: DateTime<Utc>,
    only: Option<BookingId>,
    limit: i64,
) -> Result<Vec<LockedBooking>> {
    let condition = match due {
        Due::Holds => "b.state = 'held' AND b.hold_until <= $1",
        Due::Ends => "b.state IN ('confirmed', 'checked_in') AND b.ends_at <= $1",
        Due::NoShows => {
            "b.state = 'confirmed' AND b.starts_at <= $1 AND h.auto_no_show
             AND ((b.check_in + 1) + h.no_show_time) AT TIME ZONE h.time_zone <= $1"
        }
    };
    let query = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE {condition} AND ($2::uuid IS NULL OR b.id = $2)
         ORDER BY b.ends_at, b.id LIMIT $3 FOR UPDATE OF b SKIP LOCKED"
    ));
    let rows: Vec<LockedRow> = sqlx::query_as(query)
        .bind(now)
        .bind(only.map(|id| id.0))
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
    with_stays(tx, rows).await
}

/// Locks the holds that have run out by `now` and stand in the way of a stay in one
/// of the rooms.
pub(crate) async fn lock_stale_holds(
    tx: &mut PgConnection,
    rooms: &[RoomId],
    stay: Stay,
    now: DateTime<Utc>,
) -> Result<Vec<LockedBooking>> {
    let query = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE b.state = 'held' AND b.hold_until <= $1 AND EXISTS (
             SELECT 1 FROM room_stay s WHERE s.booking_id = b.id AND s.room_id = ANY ($2)
               AND s.state = 'held' AND s.stay && daterange($3, $4))
         ORDER BY b.id FOR UPDATE OF b SKIP LOCKED"
    ));
    let rows: Vec<LockedRow> = sqlx::query_as(query)
        .bind(now)
        .bind(rooms.iter().map(|room| room.0).collect::<Vec<_>>())
        .bind(stay.check_in())
        .bind(stay.check_out())
        .fetch_all(&mut *tx)
        .await?;
    with_stays(tx, rows).await
}

/// What belongs to locked rows. A statement of its own: the one that waited for the
/// locks has seen everything but those rows as it was before the wait.
async fn with_stays(tx: &mut PgConnection, rows: Vec<LockedRow>) -> Result<Vec<LockedBooking>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let stays: Vec<StayRow> = sqlx::query_as(
        "SELECT s.booking_id, s.id, s.room_id, r.number AS room_number, s.room_type_id, s.state,
                lower(s.stay) AS check_in, upper(s.stay) AS check_out, s.adults, s.children,
                s.pinned, s.charges, s.fee,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('night', n.night, 'rules', n.rules)
                                           ORDER BY n.night), '[]')
                 FROM stay_night n WHERE n.room_stay_id = s.id) AS nights,
                (SELECT jsonb_build_object('kind', e.kind, 'at', e.at, 'data', e.data)
                 FROM booking_event e WHERE e.booking_id = s.booking_id
                 ORDER BY e.version DESC, e.at DESC LIMIT 1) AS last,
                clock_timestamp() AS now
         FROM room_stay s JOIN room r ON r.id = s.room_id
         WHERE s.booking_id = ANY ($1)
         ORDER BY length(r.number), r.number, lower(s.stay), s.id",
    )
    .bind(rows.iter().map(|row| row.id).collect::<Vec<_>>())
    .fetch_all(tx)
    .await?;
    let mut by_booking: HashMap<Uuid, Vec<StayRow>> = HashMap::new();
    for row in stays {
        by_booking.entry(row.booking_id).or_default().push(row);
    }
    rows.into_iter()
        .map(|row| {
            let stays = by_booking.remove(&row.id).unwrap_or_default();
            booking(row, stays)
        })
        .collect()
}
