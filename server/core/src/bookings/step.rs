//! Steps in the life of a booking: each is decided on the locked booking, written
//! with its event and its work in one transaction, or not at all.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use types::{BookingId, RoomId, booking::Booking};

use super::store::{self, LockedBooking, NewEvent};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    once::{Idempotency, Once},
    outbox::Work,
};

/// On whose behalf somebody acts on a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The guest whose it is.
    Guest,
    /// The hotel.
    Staff,
    /// The platform.
    System,
}

impl Side {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Staff => "hotelier",
            Self::System => "system",
        }
    }

    /// # Errors
    /// [`Error::Forbidden`] for a guest.
    pub(super) fn staff_only(self) -> Result<()> {
        match self {
            Self::Guest => Err(Error::Forbidden("Only the hotel can do this.")),
            Self::Staff | Self::System => Ok(()),
        }
    }
}

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub side: Side,
    pub now: DateTime<Utc>,
}

/// What a step leaves behind beside the booking itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Step {
    /// The event.
    pub kind: &'static str,
    pub reason: String,
    pub data: Value,
    /// The occasion to write to people about, if there is one.
    pub notice: Option<&'static str>,
    /// Other work.
    pub work: Vec<Work>,
}

impl Step {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, data: json!({}), ..Self::default() }
    }

    pub(super) fn because(self, reason: &str) -> Self {
        Self { reason: reason.to_owned(), ..self }
    }

    pub(super) fn with(self, data: Value) -> Self {
        Self { data, ..self }
    }

    pub(super) fn telling(self, notice: &'static str) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

/// The refusal of a step that the booking's state does not allow.
pub(super) fn wrong_state(booking: &LockedBooking, what: &str) -> Error {
    let state = booking.state.label().to_lowercase();
    Error::conflict("wrong_state", format!("This booking is {state}: it cannot be {what}."))
}

/// The sums of a changed booking: nights, taxes and fees of live parts, and what is
/// owed for others.
pub(super) fn recount(booking: &mut LockedBooking) {
    let live: i64 =
        booking.live().map(|stay| stay.prices().iter().sum::<i64>() + stay.charged()).sum();
    booking.total = live + booking.stays.iter().map(|stay| stay.fee).sum::<i64>();
}

/// The booking `id`, locked, and on whose behalf `actor` acts on it.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Stale`] if it is not at
/// `version`, when one is given.
pub(super) async fn open(
    svc: &Services,
    tx: &mut PgConnection,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
) -> Result<(LockedBooking, Moment)> {
    if *actor != Actor::System {
        actor.signed_in()?;
    }
    let booking = store::lock(tx, id).await?.ok_or(Error::NotFound("booking"))?;
    let account = actor.account();
    let side = match account {
        None if *actor == Actor::System => Side::System,
        Some(account) if booking.guest == Some(account) => Side::Guest,
        Some(account) if booking.owner == account => Side::Staff,
        _ => return Err(Error::NotFound("booking")),
    };
    if version.is_some_and(|version| version != booking.version) {
        return Err(Error::Stale);
    }
    let now = svc.clock.or_database(booking.now);
    Ok((booking, Moment { side, now }))
}

/// Writes a step. False, and the transaction is spoilt, if a room has been taken.
pub(super) async fn write(
    tx: &mut PgConnection,
    actor: &Actor,
    now: DateTime<Utc>,
    before: &LockedBooking,
    after: &mut LockedBooking,
    step: Step,
) -> Result<bool> {
    after.version = before.version + 1;
    recount(after);
    if !store::save(tx, before, after, now).await? {
        return Ok(false);
    }
    note(tx, actor, now, after, step).await?;
    Ok(true)
}

/// Writes the event and the work of a step whose booking is written already.
pub(super) async fn note(
    tx: &mut PgConnection,
    actor: &Actor,
    now: DateTime<Utc>,
    booking: &LockedBooking,
    step: Step,
) -> Result<()> {
    let found = store::find(tx, booking.id).await?.ok_or(Error::NotFound("booking"))?;
    let event = NewEvent {
        booking: booking.id,
        version: booking.version,
        kind: step.kind,
        reason: &step.reason,
        data: step.data,
        snapshot: Some(snapshot(&found)?),
    };
    let mut work = step.work;
    if let Some(notice) = step.notice {
        work.push(Work::notice(booking.id, notice, booking.version, now));
    }
    store::insert_events(tx, actor, now, &[event], &work).await
}

/// The booking without what is personal: that is kept in one place, where it can be
/// erased.
pub(crate) fn snapshot(booking: &Booking) -> Result<Value> {
    let mut value = serde_json::to_value(booking).map_err(Error::internal)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("guest_note".to_owned(), json!(""));
        fields
            .insert("guest".to_owned(), json!({"id": null, "name": "", "email": "", "phone": ""}));
    }
    Ok(value)
}

/// Takes a step that needs nothing but the booking: `decide` changes it and says what
/// to write down.
pub(super) async fn take(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    decide: impl Fn(&mut LockedBooking, Moment) -> Result<Step>,
) -> Result<Booking> {
    Ok(take_once(svc, actor, id, version, None, decide).await?.0)
}

/// A step that can be told again, if it came with a key.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Invalid`] for a key that is none.
pub(super) fn told(
    actor: &Actor,
    key: Option<Idempotency>,
    request: &impl serde::Serialize,
) -> Result<Option<Once>> {
    key.map(|key| Once::new(actor.signed_in()?, Some(key), request)).transpose()
}

/// The same, and once only for a request that can be told again. The flag says whether
/// it was told before.
pub(super) async fn take_once(
    svc: &Services,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    once: Option<&Once>,
    decide: impl Fn(&mut LockedBooking, Moment) -> Result<Step>,
) -> Result<(Booking, bool)> {
    db::retrying(|| async {
        let mut tx = svc.db.begin().await?;
        let result = within(svc, &mut tx, actor, id, version, once, &decide).await;
        db::end(tx, result).await
    })
    .await
}

async fn within(
    svc: &Services,
    tx: &mut PgConnection,
    actor: &Actor,
    id: BookingId,
    version: Option<i32>,
    once: Option<&Once>,
    decide: impl Fn(&mut LockedBooking, Moment) -> Result<Step>,
) -> Result<(Booking, bool)> {
    if let Some(once) = once
        && let Some(booking) = once.answered(tx).await?
    {
        return Ok((booking, true));
    }
    let (before, moment) = open(svc, tx, actor, id, version).await?;
    let mut after = before.clone();
    let step = decide(&mut after, moment)?;
    // A room that is taken again is taken in the same order as by a booking.
    let occupying = |booking: &LockedBooking| -> Vec<RoomId> {
        booking.stays.iter().filter(|s| s.state.occupies()).map(|s| s.room).collect()
    };
    let had = occupying(&before);
    let anew: Vec<RoomId> =
        occupying(&after).into_iter().filter(|room| !had.contains(room)).collect();
    if !anew.is_empty() {
        store::lock_rooms(tx, anew.iter().copied()).await?;
        super::due::expire_stale(tx, &anew, after.stay, moment.now).await?;
    }
    if !write(tx, actor, moment.now, &before, &mut after, step).await? {
        return Err(Error::conflict("not_available", "The room is not to be had any more."));
    }
    let booking = store::find(tx, id).await?.ok_or(Error::NotFound("booking"))?;
    if let Some(once) = once {
        once.keep(tx, Some(id), &booking, moment.now).await?;
    }
    Ok((booking, false))
}
