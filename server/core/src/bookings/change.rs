//! Changing the dates, rooms and people of a booking, in one transaction.

use serde_json::{Value, json};
use sqlx::PgConnection;
use types::{
    BookingId, FieldErrors, Money, RoomId, Stay,
    booking::{Booking, BookingPatch, BookingState, ChangePreview},
};

use super::{
    due::expire_stale,
    lifecycle::planned,
    prepare::{not_available, price_changed},
    revise::{self, Revised},
    step::{Moment, Side, Step, note, open, recount, wrong_state},
    store::{self, LockedBooking},
};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    local_time, rates,
};

/// How often another room is looked for after somebody was quicker.
const MOST_TRIES: usize = 20;

/// Changes a booking. Nights that stay keep their price, those that come have the
/// price of today; nights given up cost what cancelling them costs. The deadline of
/// free cancellation never moves later. It is done as a whole, or not at all.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Invalid`]; [`Error::Conflict`]
/// `wrong_state`, `not_available`, `restricted`, `price_changed`.
pub async fn change(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    patch: BookingPatch,
) -> Result<Booking> {
    let patch = patch.validated()?;
    for _ in 0..MOST_TRIES {
        if let Some(booking) = db::retrying(|| attempt(svc, actor, id, version, &patch)).await? {
            return Ok(booking);
        }
    }
    Err(not_available("The rooms were taken just now.", None))
}

/// What a change would bring, night by night. Nothing is changed by asking.
///
/// # Errors
/// As [`change`], but for `price_changed`.
pub async fn change_preview(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    patch: BookingPatch,
) -> Result<ChangePreview> {
    let patch = patch.validated()?;
    let mut tx = svc.db.begin().await?;
    let (before, moment) = open(svc, &mut tx, actor, id, None).await?;
    let revised = revise(&mut tx, &before, moment, &patch).await?;
    let money = |amount| Money::new(amount, before.currency);
    Ok(ChangePreview {
        total: money(revised.after.total),
        difference: money(revised.after.total - before.total),
        fee: money(revised.fee),
        nights: revised.nights,
    })
}

/// Nothing, if somebody took a room in between.
async fn attempt(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    patch: &BookingPatch,
) -> Result<Option<Booking>> {
    let mut tx = svc.db.begin().await?;
    let (before, moment) = open(svc, &mut tx, actor, id, version).await?;
    let now = moment.now;
    let Revised { mut after, added, .. } = revise(&mut tx, &before, moment, patch).await?;
    let total = Money::new(after.total, after.currency);
    if patch.expected_total.is_some_and(|expected| expected != total) {
        return Err(price_changed(total, "changed"));
    }
    let (was, is) = (summary(&before), summary(&after));
    let noted = before.guest_note != after.guest_note;
    if was == is && !noted && before.stays.len() == after.stays.len() {
        return store::find(&mut tx, id).await;
    }
    let rooms: Vec<RoomId> = after.live().map(|stay| stay.room).collect();
    store::lock_rooms(&mut tx, rooms.iter().copied()).await?;
    expire_stale(&mut tx, &rooms, after.stay, now).await?;
    // The note itself is personal: it is kept in one place.
    let data = json!({ "before": was, "after": is, "guest_note_changed": noted });
    let mut step = Step::new("changed").with(data);
    if after.state != BookingState::Held {
        let day = after.stay.check_in();
        step.work = planned(id, day, after.starts_at, after.ends_at, now);
        step = step.telling("changed");
    }
    after.sequence += 1;
    let (state, hold_until) = (after.state, after.hold_until);
    // Old parts first: a new one may take a room that an old one leaves.
    after.version = before.version + 1;
    recount(&mut after);
    if !store::save(&mut tx, &before, &after, now).await? {
        return Ok(None);
    }
    let of = store::PartOf { booking: id, hotel: before.hotel, state, hold_until, now };
    if !added.is_empty() && !store::insert_stays(&mut tx, of, &added).await? {
        return Ok(None);
    }
    note(&mut tx, actor, now, &after, step).await?;
    let booking = store::find(&mut tx, id).await?.ok_or(Error::NotFound("booking"))?;
    tx.commit().await?;
    Ok(Some(booking))
}

/// What a letter about a change says of each side of it.
fn summary(booking: &LockedBooking) -> Value {
    let current = || booking.stays.iter().filter(|stay| stay.state == booking.state);
    let rooms: Vec<&str> = current().map(|stay| stay.room_number.as_str()).collect();
    json!({
        "check_in": booking.stay.check_in(), "check_out": booking.stay.check_out(), "rooms": rooms,
        "adults": current().map(|stay| stay.adults).sum::<i16>(),
        "children": current().map(|stay| stay.children).sum::<i16>(),
        "total": booking.total,
    })
}

async fn revise(
    tx: &mut PgConnection,
    before: &LockedBooking,
    Moment { side, now }: Moment,
    patch: &BookingPatch,
) -> Result<Revised> {
    let may = match before.state {
        BookingState::Held => before.hold_until > Some(now),
        BookingState::Confirmed => true,
        BookingState::CheckedIn => side != Side::Guest,
        _ => false,
    };
    if !may {
        return Err(wrong_state(before, "changed"));
    }
    if patch.waive_fee {
        side.staff_only()?;
    }
    let today = local_time::today(&before.time_zone, now);
    let stay = dates(before, patch, today)?;
    let begun = before.stay.check_in() < today;
    let needed = if begun {
        Stay::new(today.min(stay.check_out() - chrono::Days::new(1)), stay.check_out())?
    } else {
        stay
    };
    let own: Vec<uuid::Uuid> = before.live().map(|stay| stay.id.0).collect();
    let candidates = store::candidates(tx, before.hotel, needed, now, &own).await?;
    let rates = rates::of_hotel(tx, before.hotel).await?;
    let promotion = match before.promotion {
        Some(id) => store::promotion_by_id(tx, id).await?,
        None => None,
    };
    let terms = revise::Terms {
        stay,
        today,
        now,
        staff: side != Side::Guest,
        free: patch.waive_fee || before.state == BookingState::Held,
        promotion: promotion.as_ref(),
        rates: &rates,
        candidates: &candidates,
    };
    revise::revise(before, patch, &terms)
}

/// The dates as they shall be.
fn dates(before: &LockedBooking, patch: &BookingPatch, today: chrono::NaiveDate) -> Result<Stay> {
    let old = before.stay;
    let check_in = patch.check_in.unwrap_or(old.check_in());
    let check_out = patch.check_out.unwrap_or(old.check_out());
    let stay = Stay::new(check_in, check_out)?;
    let mut errors = FieldErrors::new();
    if check_in != old.check_in() {
        let begun = before.state == BookingState::CheckedIn || old.check_in() < today;
        errors.require(!begun, "/check_in", "begun", "The stay has begun already.");
        errors.take("", stay.bookable_on(today));
    }
    if check_out != old.check_out() {
        let past = check_out < today;
        errors.require(!past, "/check_out", "in_the_past", "Departure is in the past.");
    }
    errors.into_result(())?;
    Ok(stay)
}
