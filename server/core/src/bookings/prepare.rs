//! What a wish for rooms comes to: which rooms, at what price.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;
use types::{
    AccountId, FieldErrors, HotelId, Stay,
    booking::{NewBooking, RoomRequest},
    policy::CancellationPolicy,
    price::{self, AppliedDiscount, Charge, Discount, NightRules, PricedRoom, price_nights},
    rates::{Promotion, PromotionUse, Refusal},
};

use super::store::{self, Candidate, SellingHotel};
use crate::{
    availability,
    error::{Error, Result},
    ids::random_bytes,
    local_time, packing,
    rates::HotelRates,
};

/// For whom a price is made, and by which rules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    /// Whose uses of a promotion count.
    pub guest: Option<AccountId>,
    /// Whether the staff sell: also at a hotel that is not published.
    pub staff: bool,
    /// Whether rules of sale are left aside.
    pub ignore_limits: bool,
    /// Whether a promotion is about to be used.
    pub lock: bool,
}

/// One room with its price.
#[derive(Debug, Clone)]
pub(crate) struct PricedStay {
    pub nights: Vec<(NaiveDate, NightRules)>,
    pub charges: Vec<Charge>,
}

impl PricedStay {
    pub(crate) fn prices(&self) -> Vec<i64> {
        self.nights.iter().map(|(_, rules)| rules.price()).collect()
    }

    pub(crate) fn charged(&self) -> i64 {
        self.charges.iter().map(|charge| charge.amount).sum()
    }

    pub(crate) fn discounted(&self) -> i64 {
        let discounts = self.nights.iter().filter_map(|(_, rules)| rules.discount.as_ref());
        discounts.map(|discount| discount.amount).sum()
    }
}

/// All that a booking is made of.
pub(super) struct Prepared {
    pub hotel: SellingHotel,
    pub now: DateTime<Utc>,
    /// One for each wish.
    pub rooms: Vec<(Candidate, PricedStay)>,
    pub promotion: Option<Promotion>,
}

impl Prepared {
    pub(super) fn taxes(&self) -> i64 {
        self.rooms.iter().map(|(_, priced)| priced.charged()).sum()
    }

    /// # Errors
    /// If the sum is beyond any real price.
    pub(super) fn total(&self) -> Result<i64> {
        self.rooms
            .iter()
            .flat_map(|(_, priced)| priced.prices().into_iter().chain([priced.charged()]))
            .try_fold(0_i64, i64::checked_add)
            .ok_or_else(|| Error::internal("total overflows"))
    }

    pub(super) fn starts_at(&self, stay: Stay) -> DateTime<Utc> {
        local_time::instant(&self.hotel.time_zone, stay.check_in(), self.hotel.check_in_time)
    }

    pub(super) fn ends_at(&self, stay: Stay) -> DateTime<Utc> {
        local_time::instant(&self.hotel.time_zone, stay.check_out(), self.hotel.check_out_time)
    }

    pub(super) fn policy(&self) -> &CancellationPolicy {
        &self.hotel.cancellation
    }
}

/// Finds rooms for the wishes of `request` and their price.
///
/// # Errors
/// [`Error::NotFound`] for a missing or unpublished hotel; [`Error::Invalid`];
/// [`Error::Conflict`] `not_available` or `restricted`, with what else could be had.
pub(super) async fn prepare(
    tx: &mut PgConnection,
    clock: &crate::Clock,
    request: &NewBooking,
    stay: Stay,
    terms: Terms,
) -> Result<Prepared> {
    let (hotel, rates) = store::selling_hotel(tx, request.hotel_id, terms.staff)
        .await?
        .ok_or(Error::NotFound("hotel"))?;
    let now = clock.or_database(hotel.now);
    let stay = stay.bookable_on(local_time::today(&hotel.time_zone, now))?;
    // Before any room is locked: everybody locks promotions first.
    let promotion = match &request.promotion_code {
        None => None,
        Some(code) => Some(usable(tx, request.hotel_id, code, stay, now, terms).await?),
    };
    let mut candidates = store::candidates(tx, request.hotel_id, stay, now, &[]).await?;
    let (hotel_id, wishes) = (request.hotel_id, &request.rooms);
    packing::make_room(tx, hotel_id, wishes, &mut candidates, stay, now, terms.lock).await?;
    let chosen = choose(wishes, &candidates).and_then(|chosen| {
        let mut bound = chosen.iter().filter(|_| !terms.ignore_limits);
        bound.try_for_each(|room| allowed(&rates, room, stay))?;
        Ok(chosen)
    });
    let chosen = match chosen {
        Ok(chosen) => chosen,
        Err(error) => {
            return Err(availability::help(tx, hotel_id, stay, wishes, now, error).await);
        }
    };
    let rooms: Vec<PricedRoom> = chosen
        .iter()
        .zip(&request.rooms)
        .map(|(room, wish)| room.priced(wish.adults, wish.children))
        .collect();
    let priced = price_rooms(&rates, &rooms, stay, promotion.as_ref());
    let rooms = chosen.into_iter().cloned().zip(priced).collect();
    let promotion = promotion.map(|(promotion, _)| promotion);
    Ok(Prepared { hotel, now, rooms, promotion })
}

/// The price of each room for the whole stay. A discount is spread over all nights
/// of all rooms.
pub(crate) fn price_rooms(
    rates: &HotelRates,
    rooms: &[PricedRoom],
    stay: Stay,
    promotion: Option<&(Promotion, Discount)>,
) -> Vec<PricedStay> {
    let mut nights: Vec<Vec<(NaiveDate, NightRules)>> =
        rooms.iter().map(|room| price_nights(&rates.book, room, stay)).collect();
    if let Some((promotion, discount)) = promotion {
        take_off(nights.iter_mut().flatten().map(|(_, rules)| rules), promotion, *discount);
    }
    nights
        .into_iter()
        .zip(rooms)
        .map(|(nights, room)| {
            let prices: Vec<i64> = nights.iter().map(|(_, rules)| rules.price()).collect();
            let charges = rates.charges(&prices, room.adults + room.children);
            PricedStay { nights, charges }
        })
        .collect()
}

/// Spreads a discount over nights that have none.
pub(super) fn take_off<'a>(
    nights: impl Iterator<Item = &'a mut NightRules>,
    promotion: &Promotion,
    discount: Discount,
) {
    let nights: Vec<&mut NightRules> = nights.collect();
    let before: Vec<i64> = nights.iter().map(|night| night.before_discount()).collect();
    for (night, amount) in nights.into_iter().zip(price::discounts(discount, &before)) {
        night.discount = Some(AppliedDiscount {
            promotion_id: promotion.id,
            code: promotion.input.code.clone(),
            amount,
        });
    }
}

/// A promotion with what it takes off, if it can be used for the stay.
///
/// # Errors
/// [`Error::Invalid`] at `/promotion_code`, with the reason.
pub(crate) async fn usable(
    tx: &mut PgConnection,
    hotel: HotelId,
    code: &str,
    stay: Stay,
    now: DateTime<Utc>,
    terms: Terms,
) -> Result<(Promotion, Discount)> {
    let refused = |problem: types::rates::PromotionProblem| {
        Error::from(FieldErrors::one("/promotion_code", problem.code(), problem.detail()))
    };
    let (promotion, by_guest) = store::promotion_by_code(tx, hotel, code, terms.guest, terms.lock)
        .await?
        .ok_or_else(|| refused(types::rates::PromotionProblem::Unknown))?;
    let discount = promotion.discount(&PromotionUse { stay, now, by_guest }).map_err(refused)?;
    Ok((promotion, discount))
}

/// Whether the rules of sale allow the stay in such a room.
///
/// # Errors
/// As [`refused`].
pub(super) fn allowed(rates: &HotelRates, room: &Candidate, stay: Stay) -> Result<()> {
    refused(room, &rates.book.refusals(room.room_type_id, stay))
}

/// Fine, if there are no refusals.
///
/// # Errors
/// [`Error::Conflict`] `restricted`, with each day and rule.
pub(super) fn refused(room: &Candidate, refusals: &[Refusal]) -> Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let details: Vec<String> = refusals.iter().map(Refusal::detail).collect();
    Err(Error::Conflict {
        code: "restricted",
        detail: format!("{}: {}", room.room_type_name, details.join(" ")),
        extra: Some(json!({ "reasons": refusals })),
    })
}

/// A room for each wish, the cheapest that is free and large enough. Among rooms
/// of one price the choice is random, so that guests who book at the same moment
/// seldom want the same one.
pub(crate) fn choose<'a>(
    wishes: &[RoomRequest],
    candidates: &'a [Candidate],
) -> Result<Vec<&'a Candidate>> {
    let mut chosen: Vec<&Candidate> = Vec::new();
    let mut errors = FieldErrors::new();
    // Wishes for a certain room come first: they have no second choice.
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|index| wishes[*index].room_id.is_none());
    let mut picked: Vec<Option<&Candidate>> = vec![None; wishes.len()];
    let mut sold_out = None;
    for index in order {
        let wish = &wishes[index];
        let mut of_wish = candidates.iter().filter(|room| room.is_for(wish)).peekable();
        let Some(any) = of_wish.peek().copied() else {
            let field = if wish.room_id.is_some() { "room_id" } else { "room_type_id" };
            let detail = "The hotel has no such room.";
            errors.add(&format!("/rooms/{index}/{field}"), "invalid", detail);
            continue;
        };
        let people = wish.adults + wish.children;
        if people > any.capacity {
            let detail = format!("{} sleeps at most {}.", any.room_type_name, any.capacity);
            errors.add(&format!("/rooms/{index}/adults"), "too_many", detail);
            continue;
        }
        let free: Vec<&Candidate> = of_wish
            .filter(|room| room.free && !chosen.iter().any(|other| other.room_id == room.room_id))
            .collect();
        let Some(cheapest) = free.iter().map(|room| room.base).min() else {
            sold_out.get_or_insert((wish, any));
            continue;
        };
        let mut equal = free.into_iter().filter(|room| room.base == cheapest);
        let count = equal.clone().count();
        if let Some(room) = equal.nth(random_below(count)) {
            picked[index] = Some(room);
            chosen.push(room);
        }
    }
    errors.into_result(())?;
    if let Some((wish, any)) = sold_out {
        return Err(taken(wish, any, candidates));
    }
    picked.into_iter().collect::<Option<_>>().ok_or_else(|| Error::internal("a wish has no room"))
}

fn random_below(count: usize) -> usize {
    let mut random = [0u8; 4];
    random_bytes(&mut random);
    usize::try_from(u32::from_le_bytes(random)).unwrap_or_default() % count.max(1)
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

pub(super) fn not_available(detail: &str, extra: Option<serde_json::Value>) -> Error {
    Error::Conflict { code: "not_available", detail: detail.to_owned(), extra }
}

pub(super) fn price_changed(total: types::Money, nothing: &str) -> Error {
    Error::Conflict {
        code: "price_changed",
        detail: format!("The price is {total} now. Nothing was {nothing}."),
        extra: Some(json!({ "total": total })),
    }
}
