//! The steps from a hold to the end of a stay.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;
use types::{
    BookingId, FieldErrors, RoomStayId,
    booking::{Booking, BookingState},
};

use super::{
    plan,
    step::{Moment, Step, take, take_once, told, wrong_state},
    store::LockedBooking,
};
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    local_time,
    once::Idempotency,
    outbox::Work,
};

/// How long before arrival the reminder goes out.
const REMIND_BEFORE: TimeDelta = TimeDelta::hours(24);

/// How long before its end a hold's letter goes out.
const WARN_BEFORE: TimeDelta = TimeDelta::minutes(5);

/// What a confirmed stay wants done in time.
pub(super) fn planned(
    id: BookingId,
    check_in: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<Work> {
    let mut work = vec![Work::finalize(id, ends_at)];
    if starts_at - REMIND_BEFORE > now {
        work.push(Work::reminder(id, check_in, starts_at - REMIND_BEFORE));
    }
    work
}

/// What a hold wants done in time.
pub(super) fn planned_hold(id: BookingId, hold_until: DateTime<Utc>) -> Vec<Work> {
    vec![Work::hold_expiring(id, hold_until - WARN_BEFORE), Work::expire(id, hold_until)]
}

/// Moves the booking and its live parts on.
pub(super) fn move_on(booking: &mut LockedBooking, next: BookingState) {
    let from = booking.state;
    booking.state = next;
    for stay in booking.stays.iter_mut().filter(|stay| stay.state == from) {
        stay.state = next;
    }
}

fn today(booking: &LockedBooking, now: DateTime<Utc>) -> NaiveDate {
    local_time::today(&booking.time_zone, now)
}

/// Makes a hold a booking, while it lasts.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`]; [`Error::Conflict`] `hold_expired` or `wrong_state`.
pub async fn confirm(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
) -> Result<Booking> {
    take(svc, actor, id, version, |booking, Moment { now, .. }| {
        if booking.state == BookingState::Expired
            || booking.state == BookingState::Held && booking.hold_until <= Some(now)
        {
            return Err(Error::conflict(
                "hold_expired",
                "The hold has run out. Please book again.",
            ));
        }
        if booking.state != BookingState::Held {
            return Err(wrong_state(booking, "confirmed"));
        }
        move_on(booking, BookingState::Confirmed);
        booking.hold_until = None;
        let work = planned(id, booking.stay.check_in(), booking.starts_at, booking.ends_at, now);
        Ok(Step { work, ..Step::new("confirmed").telling("confirmed") })
    })
    .await
}

/// Notes that the guest has arrived: on the day of arrival or later, at the hotel.
///
/// # Errors
/// [`Error::Forbidden`] for guests; [`Error::NotFound`], [`Error::Stale`];
/// [`Error::Conflict`] `wrong_state` or `too_early`.
pub async fn check_in(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
) -> Result<Booking> {
    take(svc, actor, id, version, |booking, Moment { side, now }| {
        side.staff_only()?;
        if booking.state != BookingState::Confirmed {
            return Err(wrong_state(booking, "checked in"));
        }
        if today(booking, now) < booking.stay.check_in() {
            let day = booking.stay.check_in();
            return Err(Error::conflict("too_early", format!("The guest arrives on {day}.")));
        }
        move_on(booking, BookingState::CheckedIn);
        let rooms: Vec<&str> = booking.live().map(|stay| stay.room_number.as_str()).collect();
        Ok(Step::new("checked_in").with(json!({ "rooms": rooms })).telling("checked_in"))
    })
    .await
}

/// Ends a stay at the desk. Before its last day the nights left are given up: they
/// are free again, and not paid for but for `fee`, in minor units.
///
/// # Errors
/// As [`check_in`]; [`Error::Invalid`] at `/fee`, if it is more than those nights.
pub async fn check_out(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    fee: i64,
) -> Result<Booking> {
    Ok(check_out_once(svc, actor, id, version, fee, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`check_out`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn check_out_once(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    fee: i64,
    key: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let once = told(actor, key, &(id, fee))?;
    take_once(svc, actor, id, version, once.as_ref(), |booking, Moment { side, now }| {
        side.staff_only()?;
        if booking.state != BookingState::CheckedIn {
            return Err(wrong_state(booking, "checked out"));
        }
        let day = today(booking, now);
        let early = (booking.stay.check_out() - day).num_days().max(0);
        let given_up = plan::leave_early(booking, day);
        if !(0..=given_up).contains(&fee) {
            let detail = "The fee is at most what the nights given up would have cost.";
            return Err(FieldErrors::one("/fee", "out_of_range", detail).into());
        }
        if let Some(stay) = booking.stays.iter_mut().find(|stay| stay.is_live()) {
            stay.fee += fee;
        }
        move_on(booking, BookingState::Completed);
        let data = json!({ "from": "checked_in", "nights_given_up": early, "fee": fee });
        Ok(Step::new("completed").with(data).telling("completed"))
    })
    .await
}

/// Marks a guest who never came, after the hotel's hour on the day after arrival. The
/// nights are free again; the fee is that of a cancellation at check-in time.
///
/// # Errors
/// As [`check_in`].
pub async fn no_show(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
) -> Result<Booking> {
    Ok(no_show_once(svc, actor, id, version, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`no_show`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn no_show_once(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    key: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let once = told(actor, key, &id)?;
    take_once(svc, actor, id, version, once.as_ref(), |booking, Moment { side, now }| {
        side.staff_only()?;
        mark_no_show(booking, now)
    })
    .await
}

pub(super) fn mark_no_show(booking: &mut LockedBooking, now: DateTime<Utc>) -> Result<Step> {
    if booking.state != BookingState::Confirmed {
        return Err(wrong_state(booking, "a no-show"));
    }
    let day_after = booking.stay.check_in() + chrono::Days::new(1);
    let cut_off = local_time::instant(&booking.time_zone, day_after, booking.no_show_time);
    if now < cut_off {
        let detail = format!(
            "The guest may still come until {} on {day_after}.",
            booking.no_show_time.format("%H:%M")
        );
        return Err(Error::conflict("too_early", &detail));
    }
    let (policy, anchor) = (booking.cancellation.clone(), booking.anchor);
    let mut fee = 0;
    let mut stays = Vec::new();
    for stay in booking.stays.iter_mut().filter(|stay| stay.state == BookingState::Confirmed) {
        stays.push(json!({ "id": stay.id, "fee": stay.fee }));
        let own = policy.fee(anchor, anchor, &stay.prices(), stay.charged());
        stay.fee += own;
        fee += own;
    }
    move_on(booking, BookingState::NoShow);
    Ok(Step::new("no_show").with(json!({ "fee": fee, "stays": stays })).telling("no_show"))
}

/// Takes back a check-in of the same day, a cancellation, or a no-show, if the rooms
/// can be had again. The staff say why.
///
/// # Errors
/// As [`check_in`]; [`Error::Invalid`] without a reason; [`Error::Conflict`]
/// `not_available`, `too_late`.
pub async fn undo(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    reason: &str,
) -> Result<Booking> {
    let mut errors = FieldErrors::new();
    let reason = errors.text("/reason", reason, 1, 500);
    errors.into_result(())?;
    take(svc, actor, id, version, |booking, Moment { side, now }| {
        side.staff_only()?;
        let from = booking.state;
        let data = json!({ "from": from.as_str() });
        match from {
            BookingState::CheckedIn => {
                let undoable = booking.last.kind == "checked_in"
                    && today(booking, booking.last.at) == today(booking, now);
                if !undoable {
                    return Err(Error::conflict(
                        "too_late",
                        "A check-in can be taken back on the same day, as long as nothing followed.",
                    ));
                }
                move_on(booking, BookingState::Confirmed);
                Ok(Step::new("undone").with(data).because(&reason))
            }
            BookingState::Cancelled | BookingState::NoShow
                if booking.last.data["from"] != "held" =>
            {
                if booking.ends_at <= now {
                    return Err(Error::conflict("too_late", "The stay is over."));
                }
                revive(booking, from);
                booking.state = BookingState::Confirmed;
                let work =
                    planned(id, booking.stay.check_in(), booking.starts_at, booking.ends_at, now);
                let step = Step::new("undone").with(data).because(&reason);
                Ok(Step { work, ..step.telling("confirmed") })
            }
            _ => Err(wrong_state(booking, "taken back")),
        }
    })
    .await
}

/// The parts that the last event took are as they were before it.
fn revive(booking: &mut LockedBooking, from: BookingState) {
    let were: Vec<(RoomStayId, i64)> = booking.last.data["stays"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|stay| {
            let id = serde_json::from_value(stay["id"].clone()).ok()?;
            Some((id, stay["fee"].as_i64()?))
        })
        .collect();
    for stay in booking.stays.iter_mut().filter(|stay| stay.state == from) {
        if let Some((_, fee)) = were.iter().find(|(id, _)| *id == stay.id) {
            stay.state = BookingState::Confirmed;
            stay.fee = *fee;
        }
    }
}
