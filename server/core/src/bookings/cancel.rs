//! Calling bookings off, whole or in part.

use serde_json::json;
use types::{
    BookingId, FieldErrors, Money, RoomStayId,
    booking::{Booking, BookingState, CancelRequest},
};

use super::{
    step::{Moment, Side, Step, open, take_once, told, wrong_state},
    store::{LockedBooking, LockedStay},
};
use crate::{
    Services,
    actor::Actor,
    error::{Error, Result},
    once::Idempotency,
};

/// Cancels a booking, or some of its rooms. The guest owes the fee of the tier in
/// force at this instant; when the hotel cancels, nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`]; [`Error::Invalid`] for rooms that are not the
/// booking's; [`Error::Conflict`] `wrong_state`, or `fee_changed` with the fee.
pub async fn cancel(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    request: CancelRequest,
) -> Result<Booking> {
    Ok(cancel_once(svc, actor, id, version, request, None).await?.0)
}

/// The same, once only for an idempotency key. The flag says whether it was done before.
///
/// # Errors
/// As [`cancel`]; [`Error::Conflict`] `idempotency_key_reused` or `request_in_progress`.
pub async fn cancel_once(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    request: CancelRequest,
    key: Option<Idempotency>,
) -> Result<(Booking, bool)> {
    let once = told(actor, key, &(id, &request))?;
    let request = request.validated()?;
    take_once(svc, actor, id, version, once.as_ref(), |booking, moment| {
        let from = booking.state;
        let named = request.rooms.as_deref();
        let cancelled = call_off(booking, named, moment)?;
        let fee = Money::new(cancelled.fee, booking.currency);
        if let Some(expected) = request.expected_fee
            && expected != fee
        {
            return Err(Error::Conflict {
                code: "fee_changed",
                detail: format!("Cancelling costs {fee} now. Nothing was cancelled."),
                extra: Some(json!({ "fee": fee })),
            });
        }
        let mut data = json!({
            "from": from.as_str(), "fee": cancelled.fee, "by": moment.side.as_str(),
            "stays": cancelled.stays,
        });
        if !cancelled.whole {
            data["rooms"] = json!(cancelled.rooms);
        }
        let step = Step::new("cancelled").with(data).because(&request.reason);
        Ok(if from == BookingState::Held { step } else { step.telling("cancelled") })
    })
    .await
}

/// What cancelling would cost now: the booking, or some of its rooms.
///
/// # Errors
/// As [`cancel`].
pub async fn cancel_preview(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    rooms: Option<&[RoomStayId]>,
) -> Result<Money> {
    let mut tx = svc.db.begin().await?;
    let (mut booking, moment) = open(svc, &mut tx, actor, id, None).await?;
    let cancelled = call_off(&mut booking, rooms, moment)?;
    Ok(Money::new(cancelled.fee, booking.currency))
}

struct Cancelled {
    fee: i64,
    whole: bool,
    /// What is on the doors.
    rooms: Vec<String>,
    /// The parts with the fees they had before, for taking it back.
    stays: Vec<serde_json::Value>,
}

fn call_off(
    booking: &mut LockedBooking,
    named: Option<&[RoomStayId]>,
    Moment { side, now }: Moment,
) -> Result<Cancelled> {
    let from = booking.state;
    if !matches!(from, BookingState::Held | BookingState::Confirmed) {
        return Err(wrong_state(booking, "cancelled"));
    }
    let open = |stay: &&LockedStay| stay.state == from;
    let live: Vec<RoomStayId> = booking.stays.iter().filter(open).map(|stay| stay.id).collect();
    let mut errors = FieldErrors::new();
    for (index, stay) in named.unwrap_or_default().iter().enumerate() {
        let detail = "The booking has no such room.";
        errors.require(live.contains(stay), &format!("/rooms/{index}"), "invalid", detail);
    }
    errors.into_result(())?;
    let whole = named.is_none_or(|named| live.iter().all(|stay| named.contains(stay)));
    let free = side != Side::Guest || from == BookingState::Held;
    let (policy, anchor) = (booking.cancellation.clone(), booking.anchor);
    let mut cancelled = Cancelled { fee: 0, whole, rooms: Vec::new(), stays: Vec::new() };
    for stay in booking.stays.iter_mut().filter(|stay| stay.state == from) {
        if !whole && !named.unwrap_or_default().contains(&stay.id) {
            continue;
        }
        cancelled.stays.push(json!({ "id": stay.id, "fee": stay.fee }));
        cancelled.rooms.push(stay.room_number.clone());
        let fee = if free { 0 } else { policy.fee(anchor, now, &stay.prices(), stay.charged()) };
        stay.state = BookingState::Cancelled;
        stay.fee += fee;
        cancelled.fee += fee;
    }
    if whole {
        booking.state = BookingState::Cancelled;
    }
    booking.sequence += 1;
    Ok(cancelled)
}
