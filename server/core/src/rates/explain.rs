//! Why a stay costs what it costs.

use sqlx::PgConnection;
use types::{
    FieldErrors, HotelId, Money, Stay,
    booking::RoomRequest,
    listing::RoomType,
    price::{BaseOf, PricedRoom},
    rates::{ExplainedNight, PriceExplanation, PriceQuestion},
};

use crate::{
    Services,
    actor::Actor,
    bookings::{PricedStay, Terms, choose, price_rooms, store as shop, usable},
    catalog,
    error::{Error, Result},
    local_time, packing,
};

/// Why a stay in one room costs what it costs now, at a hotel of the actor's: each night
/// with the rules that were considered, the discount, taxes and fees. It says the same
/// as a quote to a guest who has used no promotion yet; but it also answers where a
/// quote refuses because rules of sale forbid the stay or no room is free.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; [`Error::Invalid`], also at
/// `/promotion_code`, with the reason why the code cannot be used.
pub async fn explain(
    svc: &Services,
    actor: &Actor,
    hotel_id: HotelId,
    question: PriceQuestion,
) -> Result<PriceExplanation> {
    let hotel = catalog::owned(svc, actor, hotel_id).await?;
    let (question, stay) = question.validated()?;
    let room_type = room_type(svc, hotel_id, &question).await?;
    let mut connection = svc.db.acquire().await?;
    let (selling, rates) = shop::selling_hotel(&mut connection, hotel_id, true)
        .await?
        .ok_or(Error::NotFound("hotel"))?;
    let now = svc.clock.or_database(selling.now);
    let stay = stay.bookable_on(local_time::today(&selling.time_zone, now))?;
    let terms = Terms { guest: None, staff: true, ignore_limits: true, lock: false };
    let promotion = match &question.promotion_code {
        None => None,
        Some(code) => Some(usable(&mut connection, hotel_id, code, stay, now, terms).await?),
    };
    let (room, available) =
        room(&mut connection, hotel_id, &room_type, &question, stay, now).await?;
    let priced = price_rooms(&rates, &[room], stay, promotion.as_ref());
    let priced = priced.into_iter().next().ok_or_else(|| Error::internal("no price was made"))?;
    let money = |amount| Money::new(amount, hotel.currency);
    let PricedStay { nights, charges } = priced.clone();
    let nights: Vec<ExplainedNight> = nights
        .into_iter()
        .map(|(date, made_of)| ExplainedNight {
            date,
            considered: rates.book.considered(room_type.id, date),
            before_discount: money(made_of.before_discount()),
            price: money(made_of.price()),
            made_of,
        })
        .collect();
    let sum: i64 = priced.prices().iter().sum();
    Ok(PriceExplanation {
        hotel_id,
        room_type_id: room_type.id,
        room_type_name: room_type.name,
        check_in: stay.check_in(),
        check_out: stay.check_out(),
        available,
        refusals: rates.book.refusals(room_type.id, stay),
        nights,
        discount: money(priced.discounted()),
        taxes: money(priced.charged()),
        total: money(sum + priced.charged()),
        charges,
    })
}

/// The room type that is asked after.
async fn room_type(svc: &Services, hotel: HotelId, question: &PriceQuestion) -> Result<RoomType> {
    let types = catalog::room_types_of(&svc.db, hotel).await?;
    let wrong = |pointer, code, detail| Error::from(FieldErrors::one(pointer, code, detail));
    let found = types.into_iter().find(|room_type| room_type.id == question.room_type_id);
    let found = found.ok_or_else(|| {
        wrong("/room_type_id", "invalid", "The hotel has no such room type.".to_owned())
    })?;
    if question.adults + question.children > found.capacity {
        let detail = format!("{} sleeps at most {}.", found.name, found.capacity);
        return Err(wrong("/adults", "too_many", detail));
    }
    Ok(found)
}

/// The room that a quote would choose, and true; the cheapest of its type and false, if
/// none is free.
async fn room(
    connection: &mut PgConnection,
    hotel: HotelId,
    room_type: &RoomType,
    question: &PriceQuestion,
    stay: Stay,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(PricedRoom, bool)> {
    let wishes = [RoomRequest {
        room_type_id: Some(room_type.id),
        room_id: None,
        adults: question.adults,
        children: question.children,
    }];
    let mut candidates = shop::candidates(connection, hotel, stay, now, &[]).await?;
    packing::make_room(connection, hotel, &wishes, &mut candidates, stay, now, false).await?;
    let (adults, children) = (question.adults, question.children);
    // That none is on sale or free is no failure here.
    if let Some(room) = choose(&wishes, &candidates).ok().and_then(|rooms| rooms.first().copied()) {
        return Ok((room.priced(adults, children), true));
    }
    let of_type = candidates.iter().filter(|room| room.room_type_id == room_type.id);
    let cheapest = of_type.min_by_key(|room| room.base).map(|room| room.priced(adults, children));
    let of_type = PricedRoom {
        room_type_id: room_type.id,
        base: room_type.base_price.amount,
        base_of: BaseOf::Type,
        included: room_type.included,
        extra_adult: room_type.extra_adult,
        extra_child: room_type.extra_child,
        adults,
        children,
    };
    Ok((cheapest.unwrap_or(of_type), false))
}
