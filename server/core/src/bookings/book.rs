//! Making a booking.
//!
//! No double booking, ever: the database's exclusion constraint is what makes it
//! so. The advisory lock on each room, taken in the order of their ids, only keeps
//! transactions that want the same room from deadlocking in that constraint.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::PgConnection;
use types::{
    AccountId, BookingId, Money, RoomId, RoomStayId, Stay,
    booking::{Booking, BookingSource, BookingState, NewBooking, NewDeskBooking},
};

use super::{
    due::expire_stale,
    lifecycle::{planned, planned_hold},
    prepare::{Prepared, Terms, not_available, prepare, price_changed},
    step::snapshot,
    store::{self, Lodger, NewBookingRow, NewEvent, NewRoomStay},
};
use crate::{
    Services,
    actor::Actor,
    catalog, db,
    error::{Error, Result},
    ids::{new_code, new_id},
    once::{Idempotency, Once, fingerprint},
    outbox::Work,
};

/// How often a booking of "any room of this type" looks for another room after
/// somebody was quicker. Each time means that somebody else's booking succeeded.
const MOST_TRIES: usize = 40;

/// How long a hold keeps its rooms.
pub const HOLD: TimeDelta = TimeDelta::minutes(15);

/// Books rooms, all or none, or holds them for a quarter of an hour. The price is
/// frozen, and the event, the e-mails and the finalization are written with it. The
/// flag says whether the booking was there already, by its idempotency key.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a guest; [`Error::Invalid`];
/// [`Error::NotFound`] for a missing or unpublished hotel; [`Error::Conflict`]
/// `not_available` with what else is free, `restricted` with the rules of sale that
/// forbid it, `price_changed`, or `idempotency_key_reused`, if the key came with
/// another request before.
pub async fn book(
    svc: &Services,
    actor: &Actor,
    request: NewBooking,
    idempotency: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let guest = actor.guest()?;
    let fingerprint = fingerprint(&request)?;
    let (request, stay) = request.validated()?;
    let source = idempotency.as_ref().map_or(BookingSource::Web, |key| key.source);
    let lodger = Lodger::Account(guest);
    let terms = Terms { guest: Some(guest), staff: false, ignore_limits: false, lock: true };
    let order = Order { account: guest, request, stay, lodger, source, terms, fingerprint };
    sell(svc, actor, &order, idempotency).await
}

/// Books rooms at a hotel of the actor's for a guest who stands at the desk or calls,
/// and needs no account.
///
/// # Errors
/// As [`book`]; [`Error::NotFound`] for a foreign hotel.
pub async fn book_at_desk(
    svc: &Services,
    actor: &Actor,
    request: NewDeskBooking,
    idempotency: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let account = actor.hotelier()?;
    let fingerprint = fingerprint(&request)?;
    let (request, stay) = request.validated()?;
    catalog::owned(svc, actor, request.booking.hotel_id).await?;
    let guest = request.guest;
    let lodger = Lodger::Desk {
        name: guest.name,
        email: guest.email,
        phone: guest.phone,
        locale: guest.locale.unwrap_or_else(|| "pt-BR".to_owned()),
    };
    let ignore_limits = request.ignore_limits;
    let terms = Terms { guest: None, staff: true, ignore_limits, lock: true };
    let source = request.source;
    let request = request.booking;
    let order = Order { account, request, stay, lodger, source, terms, fingerprint };
    sell(svc, actor, &order, idempotency).await
}

async fn sell(
    svc: &Services,
    actor: &Actor,
    order: &Order,
    idempotency: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let once = Once::of(order.account, idempotency, order.fingerprint.clone())?;
    let attempt = Attempt { svc, actor, order, once };
    let mut unlucky = 0;
    loop {
        // Holds that ran out go within a minute. Should one be met before that, the next look
        // makes them go.
        match db::retrying(|| attempt.run(unlucky > 0)).await? {
            Outcome::Booked(booking) => return Ok((*booking, false)),
            Outcome::Replayed(booking) => return Ok((*booking, true)),
            // Somebody took a room between our look and our lock: look again.
            Outcome::Overtaken if unlucky < MOST_TRIES => unlucky += 1,
            Outcome::Overtaken => {
                return Err(not_available("The rooms were taken just now.", None));
            }
        }
    }
}

enum Outcome {
    Booked(Box<Booking>),
    Replayed(Box<Booking>),
    Overtaken,
}

/// What is wanted, and for whom.
struct Order {
    /// Whose idempotency keys count.
    account: AccountId,
    request: NewBooking,
    stay: Stay,
    lodger: Lodger,
    source: BookingSource,
    terms: Terms,
    fingerprint: Vec<u8>,
}

struct Attempt<'a> {
    svc: &'a Services,
    actor: &'a Actor,
    order: &'a Order,
    once: Once,
}

impl Attempt<'_> {
    async fn run(&self, look_for_stale: bool) -> Result<Outcome> {
        let mut tx = self.svc.db.begin().await?;
        let result = self.within(&mut tx, look_for_stale).await;
        // Ended here and not by dropping it, which leaves that to whoever gets the
        // connection next: another attempt must find this one's locks gone.
        if let Ok(Outcome::Booked(_)) = result {
            tx.commit().await?;
        } else if let Err(error) = tx.rollback().await {
            tracing::debug!(%error, "the transaction could not be rolled back");
        }
        result
    }

    async fn within(&self, tx: &mut PgConnection, look_for_stale: bool) -> Result<Outcome> {
        let order = self.order;
        if let Some(booking) = self.once.answered(tx).await? {
            return Ok(Outcome::Replayed(Box::new(booking)));
        }
        let prepared =
            prepare(tx, &self.svc.clock, &order.request, order.stay, order.terms).await?;
        let (row, stays) = rows(order, &prepared)?;
        let total = Money::new(row.total, row.currency);
        if order.request.expected_total.is_some_and(|expected| expected != total) {
            return Err(price_changed(total, "booked"));
        }
        let rooms: Vec<RoomId> = stays.iter().map(|stay| stay.room).collect();
        store::lock_rooms(tx, rooms.iter().copied()).await?;
        if look_for_stale {
            expire_stale(tx, &rooms, order.stay, prepared.now).await?;
        }
        if !store::insert_booking(tx, &row, &stays).await? {
            return Ok(Outcome::Overtaken);
        }
        let booking = store::find(tx, row.id).await?.ok_or(Error::NotFound("booking"))?;
        self.write_down(tx, &row, &booking).await?;
        Ok(Outcome::Booked(Box::new(booking)))
    }

    async fn write_down(
        &self,
        tx: &mut PgConnection,
        row: &NewBookingRow,
        booking: &Booking,
    ) -> Result<()> {
        let (id, now) = (row.id, row.now);
        let (kind, work) = match row.hold_until {
            Some(until) => ("held", planned_hold(id, until)),
            None => {
                let mut work = planned(id, row.stay.check_in(), row.starts_at, row.ends_at, now);
                work.push(Work::notice(id, "confirmed", 1, now));
                ("confirmed", work)
            }
        };
        let event = NewEvent {
            booking: id,
            version: 1,
            kind,
            reason: "",
            data: json!({ "source": row.source.as_str() }),
            snapshot: Some(snapshot(booking)?),
        };
        store::insert_events(tx, self.actor, now, &[event], &work).await?;
        self.once.keep(tx, Some(id), booking, now).await
    }
}

fn rows(order: &Order, prepared: &Prepared) -> Result<(NewBookingRow, Vec<NewRoomStay>)> {
    let (request, stay) = (&order.request, order.stay);
    let now: DateTime<Utc> = prepared.now;
    let hold_until = request.hold.then(|| now + HOLD);
    let row = NewBookingRow {
        id: BookingId(new_id(now)),
        code: new_code(),
        hotel: request.hotel_id,
        lodger: order.lodger.clone(),
        source: order.source,
        state: if request.hold { BookingState::Held } else { BookingState::Confirmed },
        stay,
        starts_at: prepared.starts_at(stay),
        ends_at: prepared.ends_at(stay),
        currency: prepared.hotel.currency,
        cancellation: prepared.policy().clone(),
        promotion: prepared.promotion.as_ref().map(|promotion| promotion.id),
        taxes: prepared.taxes(),
        total: prepared.total()?,
        guest_note: request.guest_note.clone(),
        hold_until,
        now,
    };
    let stays = prepared
        .rooms
        .iter()
        .zip(&request.rooms)
        .map(|((room, priced), wish)| NewRoomStay {
            id: RoomStayId(new_id(now)),
            room: room.room_id,
            room_type: room.room_type_id,
            stay,
            adults: wish.adults,
            children: wish.children,
            pinned: wish.room_id.is_some(),
            nights: priced.nights.clone(),
            charges: priced.charges.clone(),
        })
        .collect();
    Ok((row, stays))
}
