//! Making a booking.
//!
//! No double booking, ever: the database's exclusion constraint is what makes it
//! so. The advisory lock on each room, taken in the order of their ids, only keeps
//! transactions that want the same room from deadlocking in that constraint.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use types::{
    AccountId, BookingId, FieldErrors, Money, RoomStayId, Stay,
    booking::{Booking, BookingState, NewBooking, RoomRequest},
};

use super::store::{self, Candidate, NewBookingRow, NewRoomStay, SellingHotel};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    ids::{new_code, new_id, random_bytes},
    local_time,
    outbox::{self, Work},
};

/// How often a booking of "any room of this type" looks for another room after
/// somebody was quicker. Each time means that somebody else's booking succeeded.
const MOST_TRIES: usize = 40;

/// A client's `Idempotency-Key` and what it sent with it: the same request again
/// gets the same booking, not a second one.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// The key, 1 to 255 characters.
    pub key: String,
    /// Which route it was sent to.
    pub route: &'static str,
}

/// Books rooms, all or none. The booking is confirmed, its price is frozen, and
/// its event, its e-mails and its finalization are written with it. The flag says
/// whether the booking was there already, by its idempotency key.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor is a guest; [`Error::Invalid`];
/// [`Error::NotFound`] for a missing or unpublished hotel; [`Error::Conflict`]
/// `not_available` with what else is free, `price_changed`, or
/// `idempotency_key_reused`, if the key came with another request before.
pub async fn book(
    svc: &Services,
    actor: &Actor,
    request: NewBooking,
    idempotency: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let guest = actor.guest()?;
    let fingerprint =
        Sha256::digest(serde_json::to_vec(&request).map_err(Error::internal)?).to_vec();
    let (request, stay) = request.validated()?;
    if let Some(idempotency) = &idempotency {
        let length = idempotency.key.chars().count();
        if length == 0 || length > 255 {
            let detail = "Use an Idempotency-Key of 1 to 255 characters.";
            return Err(FieldErrors::one("/idempotency_key", "invalid", detail).into());
        }
    }
    let attempt = Attempt { svc, actor, guest, request: &request, stay, fingerprint, idempotency };
    let mut unlucky = 0;
    loop {
        match db::retrying(|| attempt.run()).await? {
            Outcome::Booked(booking) => return Ok((booking, false)),
            Outcome::Replayed(booking) => return Ok((booking, true)),
            // Somebody took a room between our look and our lock: look again.
            Outcome::Overtaken if unlucky < MOST_TRIES => unlucky += 1,
            Outcome::Overtaken => {
                return Err(not_available("The rooms were taken just now.", None));
            }
        }
    }
}

enum Outcome {
    Booked(Booking),
    Replayed(Booking),
    Overtaken,
}

struct Attempt<'a> {
    svc: &'a Services,
    actor: &'a Actor,
    guest: AccountId,
    request: &'a NewBooking,
    stay: Stay,
    fingerprint: Vec<u8>,
    idempotency: Option<Idempotency>,
}

impl Attempt<'_> {
    async fn run(&self) -> Result<Outcome> {
        let mut tx = self.svc.db.begin().await?;
        let result = self.within(&mut tx).await;
        // Ended here and not by dropping it, which leaves that to whoever gets the
        // connection next: another attempt must find this one's locks gone.
        if let Ok(Outcome::Booked(_)) = result {
            tx.commit().await?;
        } else if let Err(error) = tx.rollback().await {
            tracing::debug!(%error, "the transaction could not be rolled back");
        }
        result
    }

    async fn within(&self, tx: &mut PgConnection) -> Result<Outcome> {
        let (svc, request, stay) = (self.svc, self.request, self.stay);
        let now = svc.clock.now();
        if let Some(idempotency) = &self.idempotency {
            let found = store::begin_idempotent(tx, self.guest, idempotency).await?;
            if let Some((fingerprint, answer)) = found {
                if fingerprint != self.fingerprint {
                    return Err(Error::conflict(
                        "idempotency_key_reused",
                        "This Idempotency-Key came with a different request before.",
                    ));
                }
                let booking = serde_json::from_value(answer).map_err(Error::internal)?;
                return Ok(Outcome::Replayed(booking));
            }
        }
        let hotel =
            store::selling_hotel(tx, request.hotel_id).await?.ok_or(Error::NotFound("hotel"))?;
        let stay = stay.bookable_on(local_time::today(&hotel.time_zone, now))?;
        let candidates = store::candidates(tx, request, stay).await?;
        let chosen = choose(request, &candidates)?;
        let (row, stays) = self.rows(&hotel, &chosen, now)?;
        if let Some(expected) = request.expected_total
            && expected != Money::new(row.total, hotel.currency)
        {
            return Err(price_changed(Money::new(row.total, hotel.currency)));
        }
        let ends_at = row.ends_at;
        store::lock_rooms(tx, &stays).await?;
        store::insert_booking(tx, &row).await?;
        if !store::insert_stays(tx, &row, &stays).await? {
            return Ok(Outcome::Overtaken);
        }
        store::insert_event(tx, row.id, 1, "confirmed", self.actor, now, &json!({})).await?;
        let work = [Work::notice(row.id, "confirmed", 1, now), Work::finalize(row.id, ends_at)];
        outbox::add(tx, now, &work).await?;
        let booking = store::find(tx, row.id).await?.ok_or(Error::NotFound("booking"))?;
        if let Some(idempotency) = &self.idempotency {
            let answer = serde_json::to_value(&booking).map_err(Error::internal)?;
            let print = &self.fingerprint;
            store::end_idempotent(tx, self.guest, idempotency, print, row.id, answer, now).await?;
        }
        Ok(Outcome::Booked(booking))
    }

    fn rows(
        &self,
        hotel: &SellingHotel,
        chosen: &[&Candidate],
        now: DateTime<Utc>,
    ) -> Result<(NewBookingRow, Vec<NewRoomStay>)> {
        let nights = self.stay.nights();
        let per_night: i64 = chosen.iter().map(|room| room.price).sum();
        let total =
            per_night.checked_mul(nights).ok_or_else(|| Error::internal("total overflows"))?;
        let (check_in, check_out) = (self.stay.check_in(), self.stay.check_out());
        let row = NewBookingRow {
            id: BookingId(new_id(now)),
            code: new_code(),
            hotel: self.request.hotel_id,
            guest: self.guest,
            state: BookingState::Confirmed,
            stay: self.stay,
            starts_at: local_time::instant(&hotel.time_zone, check_in, hotel.check_in_time),
            ends_at: local_time::instant(&hotel.time_zone, check_out, hotel.check_out_time),
            currency: hotel.currency,
            total,
            guest_note: self.request.guest_note.clone(),
            now,
        };
        let stays = chosen
            .iter()
            .zip(&self.request.rooms)
            .map(|(room, wish)| NewRoomStay {
                id: RoomStayId(new_id(now)),
                room: room.room_id,
                room_type: room.room_type_id,
                adults: wish.adults,
                children: wish.children,
                price: room.price,
                rules: room.rules(),
            })
            .collect();
        Ok((row, stays))
    }
}

/// A room for each wish, the cheapest that is free and large enough. Among rooms
/// of one price the choice is random, so that guests who book at the same moment
/// seldom want the same one.
fn choose<'a>(request: &NewBooking, candidates: &'a [Candidate]) -> Result<Vec<&'a Candidate>> {
    let mut chosen: Vec<&Candidate> = Vec::new();
    let mut errors = FieldErrors::new();
    // Wishes for a certain room come first: they have no second choice.
    let mut order: Vec<usize> = (0..request.rooms.len()).collect();
    order.sort_by_key(|index| request.rooms[*index].room_id.is_none());
    let mut picked: Vec<Option<&Candidate>> = vec![None; request.rooms.len()];
    for index in order {
        let wish = &request.rooms[index];
        let mut of_wish = candidates.iter().filter(|room| room.is_for(wish)).peekable();
        let Some(any) = of_wish.peek().copied() else {
            let field = if wish.room_id.is_some() { "room_id" } else { "room_type_id" };
            let detail = "The hotel has no such room.";
            errors.add(&format!("/rooms/{index}/{field}"), "invalid", detail);
            continue;
        };
        let people = wish.adults + wish.children;
        if people > any.capacity {
            let detail = format!("{} takes at most {} people.", any.room_type_name, any.capacity);
            errors.add(&format!("/rooms/{index}/adults"), "too_many", detail);
            continue;
        }
        let free: Vec<&Candidate> = of_wish
            .filter(|room| room.free && !chosen.iter().any(|other| other.room_id == room.room_id))
            .collect();
        let Some(cheapest) = free.iter().map(|room| room.price).min() else {
            errors.clone().into_result(())?;
            return Err(taken(wish, any, candidates));
        };
        let mut equal = free.into_iter().filter(|room| room.price == cheapest);
        let count = equal.clone().count();
        let mut random = [0u8; 4];
        random_bytes(&mut random);
        let pick = usize::try_from(u32::from_le_bytes(random)).unwrap_or_default() % count.max(1);
        if let Some(room) = equal.nth(pick) {
            picked[index] = Some(room);
            chosen.push(room);
        }
    }
    errors.into_result(())?;
    picked.into_iter().collect::<Option<_>>().ok_or_else(|| Error::internal("a wish has no room"))
}

fn taken(wish: &RoomRequest, any: &Candidate, candidates: &[Candidate]) -> Error {
    let detail = if wish.room_id.is_some() {
        format!("Room {} is taken on these dates.", any.room_number)
    } else {
        format!("{} is sold out on these dates.", any.room_type_name)
    };
    // Other rooms of the same house that would do.
    let people = wish.adults + wish.children;
    let mut others: Vec<(types::RoomTypeId, &str, i64)> = Vec::new();
    for room in candidates.iter().filter(|room| room.free && room.capacity >= people) {
        match others.iter_mut().find(|(id, ..)| *id == room.room_type_id) {
            Some((.., free)) => *free += 1,
            None => others.push((room.room_type_id, &room.room_type_name, 1)),
        }
    }
    let alternatives: Vec<_> = others
        .into_iter()
        .map(|(id, name, free)| json!({"room_type_id": id, "name": name, "rooms_left": free}))
        .collect();
    not_available(&detail, Some(json!({ "alternatives": alternatives })))
}

fn not_available(detail: &str, extra: Option<serde_json::Value>) -> Error {
    Error::Conflict { code: "not_available", detail: detail.to_owned(), extra }
}

fn price_changed(total: Money) -> Error {
    Error::Conflict {
        code: "price_changed",
        detail: format!("The price is {total} now. Nothing was booked."),
        extra: Some(json!({ "total": total })),
    }
}
