//! What a booking would cost.

use types::{
    Money,
    booking::{NewBooking, Night, Quote, QuotedRoom},
};

use super::prepare::{Terms, prepare};
use crate::{Services, actor::Actor, error::Result};

/// What `request` would cost now. Nothing is kept by asking.
///
/// # Errors
/// As [`super::book`], but for `price_changed`.
pub async fn quote(svc: &Services, actor: &Actor, request: NewBooking) -> Result<Quote> {
    let (request, stay) = request.validated()?;
    let guest = actor.guest().ok();
    let terms = Terms { guest, staff: false, ignore_limits: false, lock: false };
    let mut connection = svc.db.acquire().await?;
    let prepared = prepare(&mut connection, &svc.clock, &request, stay, terms).await?;
    let currency = prepared.hotel.currency;
    let money = |amount| Money::new(amount, currency);
    let rooms = prepared
        .rooms
        .iter()
        .zip(&request.rooms)
        .map(|((room, priced), wish)| QuotedRoom {
            room_type_id: room.room_type_id,
            room_type_name: room.room_type_name.clone(),
            adults: wish.adults,
            children: wish.children,
            nights: priced
                .nights
                .iter()
                .map(|(date, rules)| Night { date: *date, price: money(rules.price()) })
                .collect(),
            charges: priced.charges.clone(),
        })
        .collect();
    Ok(Quote {
        hotel_id: request.hotel_id,
        check_in: stay.check_in(),
        check_out: stay.check_out(),
        nights: stay.nights(),
        rooms,
        discount: money(prepared.rooms.iter().map(|(_, priced)| priced.discounted()).sum()),
        taxes: money(prepared.taxes()),
        total: money(prepared.total()?),
        cancellation_policy: prepared.policy().clone(),
        free_cancellation_until: prepared.policy().free_until(prepared.starts_at(stay)),
    })
}
