//! What a changed booking looks like. Pure: nothing is read or written here.

use chrono::{DateTime, NaiveDate, Utc};
use types::{
    FieldErrors, Money, RoomStayId, Stay,
    booking::{BookingPatch, BookingState, ChangedNight, NightChange, RoomChange, RoomRequest},
    price::{ChargeBasis, NightRules, price_nights},
    rates::{Promotion, PromotionUse, RefusalRule},
};

use super::{
    plan::recharge,
    prepare::{choose, refused, take_off},
    step::recount,
    store::{Candidate, LockedBooking, LockedStay, NewRoomStay},
};
use crate::{
    error::{Error, Result},
    ids::new_id,
    local_time,
    rates::HotelRates,
};

/// By what a change is judged.
pub(super) struct Terms<'a> {
    /// The dates as they shall be.
    pub stay: Stay,
    /// At the hotel.
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    /// Whether the staff change it: rules of sale are theirs to break.
    pub staff: bool,
    /// Whether nights that are given up cost nothing.
    pub free: bool,
    pub promotion: Option<&'a Promotion>,
    pub rates: &'a HotelRates,
    pub candidates: &'a [Candidate],
}

/// A changed booking.
pub(super) struct Revised {
    pub after: LockedBooking,
    /// Parts that are new; also in `after`.
    pub added: Vec<NewRoomStay>,
    pub nights: Vec<ChangedNight>,
    /// What giving nights up costs.
    pub fee: i64,
}

/// A part as it shall be.
struct Target<'a> {
    old: Option<&'a LockedStay>,
    wish: RoomRequest,
}

impl Target<'_> {
    fn same_people(&self) -> bool {
        self.old
            .is_some_and(|old| (old.adults, old.children) == (self.wish.adults, self.wish.children))
    }
}

/// The booking after `patch`.
///
/// # Errors
/// [`Error::Invalid`]; [`Error::Conflict`] `not_available` or `restricted`.
pub(super) fn revise(
    before: &LockedBooking,
    patch: &BookingPatch,
    terms: &Terms<'_>,
) -> Result<Revised> {
    let current: Vec<&LockedStay> =
        before.stays.iter().filter(|stay| stay.state == before.state).collect();
    let targets = targets(patch, &current)?;
    let rooms = assign(&targets, terms.candidates)?;
    let mut after = before.clone();
    after.stay = terms.stay;
    if let Some(note) = &patch.guest_note {
        after.guest_note.clone_from(note);
    }
    let zone = &before.time_zone;
    after.starts_at = local_time::instant(zone, terms.stay.check_in(), before.check_in_time);
    after.ends_at = local_time::instant(zone, terms.stay.check_out(), before.check_out_time);
    after.anchor = before.anchor.min(after.starts_at);

    let mut revised = Revised { after, added: Vec::new(), nights: Vec::new(), fee: 0 };
    for old in &current {
        if !targets.iter().any(|target| target.old.is_some_and(|part| part.id == old.id)) {
            give_up(&mut revised, before, old.id, terms);
        }
    }
    let mut parts: Vec<(LockedStay, Vec<(NaiveDate, NightChange)>)> = Vec::new();
    for (target, room) in targets.iter().zip(&rooms) {
        parts.extend(reshape(target, room, before.state, terms)?);
    }
    discount_added(&mut parts, terms);
    for (mut part, changes) in parts {
        let old = before.stays.iter().find(|stay| stay.id == part.id);
        if changes.iter().any(|(_, change)| *change != NightChange::Kept)
            || old.is_some_and(|old| old.nights.len() != part.nights.len())
        {
            recharge(&mut part);
        }
        place(&mut revised, before, old, part, &changes, terms);
    }
    revised.nights.sort_by(|a, b| (&a.room, a.date).cmp(&(&b.room, b.date)));
    recount(&mut revised.after);
    Ok(revised)
}

fn targets<'a>(patch: &BookingPatch, current: &[&'a LockedStay]) -> Result<Vec<Target<'a>>> {
    let keep = |old: &'a LockedStay| Target { old: Some(old), wish: as_it_is(old) };
    let Some(rooms) = &patch.rooms else {
        return Ok(current.iter().map(|old| keep(old)).collect());
    };
    let mut errors = FieldErrors::new();
    let mut targets = Vec::with_capacity(rooms.len());
    for (index, room) in rooms.iter().enumerate() {
        let old = match room.id {
            None => None,
            Some(id) => {
                let found = current.iter().copied().find(|stay| stay.id == id);
                let pointer = format!("/rooms/{index}/id");
                let detail = "The booking has no such room.";
                errors.require(found.is_some(), &pointer, "invalid", detail);
                found
            }
        };
        targets.push(Target { old, wish: wish(room, old) });
    }
    errors.into_result(targets).map_err(Into::into)
}

fn as_it_is(old: &LockedStay) -> RoomRequest {
    RoomRequest {
        room_type_id: (!old.pinned).then_some(old.room_type),
        room_id: old.pinned.then_some(old.room),
        adults: old.adults,
        children: old.children,
    }
}

fn wish(room: &RoomChange, old: Option<&LockedStay>) -> RoomRequest {
    let mut wish = old.map_or(
        RoomRequest { room_type_id: None, room_id: None, adults: 1, children: 0 },
        as_it_is,
    );
    if room.room_id.is_some() || room.room_type_id.is_some() {
        wish.room_id = room.room_id;
        wish.room_type_id = room.room_type_id;
    }
    wish.adults = room.adults.unwrap_or(wish.adults);
    wish.children = room.children.unwrap_or(wish.children);
    wish
}

/// A room for each part: the one it has, if that will do, else as for a new booking.
fn assign(targets: &[Target<'_>], candidates: &[Candidate]) -> Result<Vec<Candidate>> {
    let own = |target: &Target<'_>| {
        let old = target.old?;
        let people = target.wish.adults + target.wish.children;
        let fits = |room: &&Candidate| {
            room.room_id == old.room
                && room.free
                && room.is_for(&target.wish)
                && people <= room.capacity
        };
        candidates.iter().find(fits).cloned()
    };
    let kept: Vec<Option<Candidate>> = targets.iter().map(own).collect();
    let mut left: Vec<Candidate> = candidates.to_vec();
    for room in &mut left {
        room.free &= !kept.iter().flatten().any(|other| other.room_id == room.room_id);
    }
    let wishes: Vec<RoomRequest> = targets
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| kept.is_none())
        .map(|(target, _)| target.wish.clone())
        .collect();
    let mut chosen = choose(&wishes, &left)?.into_iter().cloned();
    let all: Option<Vec<Candidate>> =
        kept.into_iter().map(|kept| kept.or_else(|| chosen.next())).collect();
    all.ok_or_else(|| Error::internal("a part has no room"))
}

/// A part with what became of each of its nights.
type Reshaped = (LockedStay, Vec<(NaiveDate, NightChange)>);

/// The nights of one part as they shall be; two parts, if the guest changes rooms in
/// the middle of the stay.
fn reshape(
    target: &Target<'_>,
    room: &Candidate,
    state: BookingState,
    terms: &Terms<'_>,
) -> Result<Vec<Reshaped>> {
    let from = match target.old {
        // A part that began later than the booking, after a change of rooms.
        Some(old) if old.stay.check_in() < terms.today => old.stay.check_in(),
        _ => terms.stay.check_in(),
    };
    let stay = Stay::new(from, terms.stay.check_out())?;
    let same_type = target.old.is_some_and(|old| old.room_type == room.room_type_id);
    let priced = room.priced(target.wish.adults, target.wish.children);
    let mut nights = Vec::new();
    let mut changes = Vec::new();
    for (date, fresh) in price_nights(&terms.rates.book, &priced, stay) {
        let had = target
            .old
            .and_then(|old| old.nights.iter().find(|(night, _)| *night == date))
            .map(|(_, rules)| rules.clone());
        let (rules, change) = match had {
            None => (fresh, NightChange::Added),
            Some(rules) if date < terms.today || (same_type && target.same_people()) => {
                (rules, NightChange::Kept)
            }
            Some(_) => (fresh, NightChange::Repriced),
        };
        nights.push((date, rules));
        changes.push((date, change));
    }
    judge(room, stay, target, &changes, terms)?;
    let part = LockedStay {
        id: target.old.map_or_else(|| RoomStayId(new_id(terms.now)), |old| old.id),
        room: room.room_id,
        room_number: room.room_number.clone(),
        room_type: room.room_type_id,
        state,
        stay,
        adults: target.wish.adults,
        children: target.wish.children,
        pinned: target.wish.room_id.is_some(),
        charges: target.old.map_or_else(
            || terms.rates.charges(&[], target.wish.adults + target.wish.children),
            |old| old.charges.clone(),
        ),
        fee: target.old.map_or(0, |old| old.fee),
        nights,
    };
    match target.old {
        Some(old) if old.room != part.room && from < terms.today => {
            Ok(split(old, part, changes, terms))
        }
        _ => Ok(vec![(part, changes)]),
    }
}

/// The nights slept in the old room, and those to come in the new one.
fn split(
    old: &LockedStay,
    part: LockedStay,
    changes: Vec<(NaiveDate, NightChange)>,
    terms: &Terms<'_>,
) -> Vec<(LockedStay, Vec<(NaiveDate, NightChange)>)> {
    let today = terms.today;
    let (Ok(slept), Ok(rest)) =
        (Stay::new(old.stay.check_in(), today), Stay::new(today, part.stay.check_out()))
    else {
        return vec![(part, changes)];
    };
    let halves = |past: bool| {
        let nights: Vec<(NaiveDate, NightRules)> =
            part.nights.iter().filter(|(date, _)| (*date < today) == past).cloned().collect();
        let changes: Vec<_> =
            changes.iter().filter(|(date, _)| (*date < today) == past).copied().collect();
        (nights, changes)
    };
    let (nights, first) = halves(true);
    let behind = LockedStay { stay: slept, nights, state: BookingState::Completed, ..old.clone() };
    let (nights, second) = halves(false);
    let mut ahead =
        LockedStay { id: RoomStayId(new_id(terms.now)), stay: rest, nights, fee: 0, ..part };
    // What is charged once was charged with the first half.
    let once = |basis| matches!(basis, ChargeBasis::PerStay | ChargeBasis::PerPerson);
    ahead.charges.retain(|charge| !once(charge.basis));
    recharge(&mut ahead);
    let mut behind = behind;
    recharge(&mut behind);
    vec![(behind, first), (ahead, second)]
}

/// Whether the rules of sale allow the new dates to a guest. What was agreed stays
/// allowed.
fn judge(
    room: &Candidate,
    stay: Stay,
    target: &Target<'_>,
    changes: &[(NaiveDate, NightChange)],
    terms: &Terms<'_>,
) -> Result<()> {
    let same = target.old.is_some_and(|old| old.stay == stay && old.room_type == room.room_type_id);
    if terms.staff || same {
        return Ok(());
    }
    let kept = |date: NaiveDate| changes.contains(&(date, NightChange::Kept));
    let refusals: Vec<_> = terms
        .rates
        .book
        .refusals(room.room_type_id, stay)
        .into_iter()
        .filter(|refusal| refusal.rule != RefusalRule::StopSell || !kept(refusal.date))
        .collect();
    refused(room, &refusals)
}

/// The booking's promotion on nights that came with the change, if it is a share and
/// its conditions hold for the new dates. An amount was given once.
fn discount_added(parts: &mut [(LockedStay, Vec<(NaiveDate, NightChange)>)], terms: &Terms<'_>) {
    let Some(promotion) = terms.promotion.filter(|promotion| promotion.input.percent.is_some())
    else {
        return;
    };
    let anew = PromotionUse { stay: terms.stay, now: terms.now, by_guest: 0 };
    let Ok(discount) = promotion.discount(&anew) else { return };
    let added = parts.iter_mut().flat_map(|(part, changes)| {
        let fresh = |date: NaiveDate| {
            changes.iter().any(|(night, change)| *night == date && *change != NightChange::Kept)
        };
        part.nights.iter_mut().filter(move |(date, _)| fresh(*date)).map(|(_, rules)| rules)
    });
    take_off(added, promotion, discount);
}

/// Puts a part into the changed booking, and its nights into the list of changes.
fn place(
    revised: &mut Revised,
    before: &LockedBooking,
    old: Option<&LockedStay>,
    mut part: LockedStay,
    changes: &[(NaiveDate, NightChange)],
    terms: &Terms<'_>,
) {
    let money = |amount| Money::new(amount, before.currency);
    for ((date, rules), (_, change)) in part.nights.iter().zip(changes) {
        let (date, change, room) = (*date, *change, part.room_number.clone());
        revised.nights.push(ChangedNight { date, room, change, price: money(rules.price()) });
    }
    let Some(old) = old else {
        revised.added.push(NewRoomStay {
            id: part.id,
            room: part.room,
            room_type: part.room_type,
            stay: part.stay,
            adults: part.adults,
            children: part.children,
            pinned: part.pinned,
            nights: part.nights.clone(),
            charges: part.charges.clone(),
        });
        revised.after.stays.push(part);
        return;
    };
    let outside = |date: NaiveDate| date < terms.stay.check_in() || date >= terms.stay.check_out();
    let removed: Vec<&(NaiveDate, NightRules)> =
        old.nights.iter().filter(|(date, _)| outside(*date)).collect();
    let prices: Vec<i64> = removed.iter().map(|(_, rules)| rules.price()).collect();
    for (date, rules) in removed {
        let room = old.room_number.clone();
        let (date, price) = (*date, money(rules.price()));
        revised.nights.push(ChangedNight { date, room, change: NightChange::Removed, price });
    }
    if !terms.free && !prices.is_empty() {
        let fee = before.cancellation.fee(before.anchor, terms.now, &prices, 0);
        part.fee += fee;
        revised.fee += fee;
    }
    if let Some(place) = revised.after.stays.iter_mut().find(|stay| stay.id == part.id) {
        *place = part;
    }
}

/// Cancels a part that is not wanted any more.
fn give_up(revised: &mut Revised, before: &LockedBooking, id: RoomStayId, terms: &Terms<'_>) {
    let Some(part) = revised.after.stays.iter_mut().find(|stay| stay.id == id) else { return };
    let prices = part.prices();
    if !terms.free {
        let fee = before.cancellation.fee(before.anchor, terms.now, &prices, part.charged());
        part.fee += fee;
        revised.fee += fee;
    }
    part.state = BookingState::Cancelled;
    for (date, rules) in &part.nights {
        let price = Money::new(rules.price(), before.currency);
        let (date, room) = (*date, part.room_number.clone());
        revised.nights.push(ChangedNight { date, room, change: NightChange::Removed, price });
    }
}
