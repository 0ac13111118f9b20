//! Bookings, their nights and their history.

use chrono::TimeDelta;

use super::Table;
use crate::{
    bookings::Booking,
    random::Random,
    reviews::Review,
    world::{Hotel, World},
};

/// Empty tables for [`Sales::add`], in an order that keys allow.
pub(crate) fn sales() -> Sales {
    Sales {
        booking: Table::new(
            "booking (id, code, hotel_id, guest_id, state, version, check_in, check_out, starts_at, \
             ends_at, currency, total, guest_name, guest_email, guest_phone, guest_note, created_at, \
             updated_at, cancellation_anchor)",
        ),
        room_stay: Table::new(
            "room_stay (id, booking_id, hotel_id, room_id, room_type_id, stay, state, adults, children, \
             fee)",
        ),
        stay_night: Table::new("stay_night (room_stay_id, night, price, rules)"),
        event: Table::new(
            "booking_event (id, booking_id, version, kind, actor, actor_id, data, at)",
        ),
        outbox: Table::new(
            "outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)",
        ),
        review: Table::new(
            "review (id, booking_id, hotel_id, author_id, overall, cleanliness, comfort, location, staff, \
             value, title, text, answer, answered_at, created_at)",
        ),
    }
}

/// Rows of bookings that are not written yet.
pub(crate) struct Sales {
    booking: Table,
    room_stay: Table,
    stay_night: Table,
    event: Table,
    outbox: Table,
    review: Table,
}

impl Sales {
    /// The tables, in an order that keys allow.
    pub(crate) fn tables(&mut self) -> [&mut Table; 6] {
        let Self { booking, room_stay, stay_night, event, outbox, review } = self;
        [booking, room_stay, stay_night, event, outbox, review]
    }

    /// How many bytes they hold.
    pub(crate) fn size(&mut self) -> usize {
        self.tables().iter().map(|table| table.rows.len()).sum()
    }

    /// Adds a booking of `hotel`, and what its guest said of it.
    pub(crate) fn add(
        &mut self,
        world: &World,
        hotel: &Hotel,
        booking: &Booking,
        review: Option<&Review>,
    ) {
        let guest = &world.guests[booking.guest];
        let (created_at, updated_at) = booking.times();
        let version = booking.events.last().map_or(1, |event| event.version);
        let state = booking.state.as_str();
        let row = self.booking.row().put(booking.id).put(&booking.code).put(hotel.id).put(guest.id);
        let row = row.put(state).put(version).put(booking.check_in).put(booking.check_out);
        let row = row.at(booking.starts_at).at(booking.ends_at).put("BRL").put(booking.total());
        let row = row.text(&guest.name()).put(&guest.email).put(&guest.phone).text(booking.note);
        drop(row.at(created_at).at(updated_at).at(booking.starts_at));
        for stay in &booking.stays {
            let room = &hotel.rooms[stay.room];
            let row = self.room_stay.row().put(stay.id).put(booking.id).put(hotel.id).put(room.id);
            let row = row.put(hotel.types[room.kind].id);
            let row = row.put(format_args!("[{},{})", booking.check_in, booking.check_out));
            drop(row.put(state).put(stay.adults).put(stay.children).put(booking.fee(stay)));
            let base_of = if room.price.is_some() { "room" } else { "type" };
            for night in 0..booking.nights() {
                let row = self.stay_night.row().put(stay.id);
                let row = row.put(booking.check_in + TimeDelta::days(night)).put(stay.price);
                let price = stay.price;
                drop(row.put(format_args!("{{\"base\": {price}, \"base_of\": \"{base_of}\"}}")));
            }
        }
        for event in &booking.events {
            let row = self.event.row().put(event.id).put(booking.id).put(event.version);
            let row = row.put(event.kind.as_str()).put(event.actor).maybe(event.actor_id);
            let row = match event.from {
                Some(from) => row.put(format_args!("{{\"from\": \"{}\"}}", from.as_str())),
                None => row.put("{}"),
            };
            drop(row.at(event.at));
        }
        self.outbox_rows(booking);
        if let Some(review) = review {
            let row = self.review.row().put(review.id).put(booking.id).put(hotel.id);
            let scores = &review.scores;
            let mut row = row.put(guest.id).put(scores.overall);
            for (_, score) in scores.parts() {
                row = row.maybe(score);
            }
            let row = row.maybe_text(review.title).text(&review.text);
            let (answer, answered_at) = match &review.answer {
                Some((text, at)) => (Some(text.as_str()), Some(*at)),
                None => (None, None),
            };
            let row = row.maybe_text(answer);
            let row = match answered_at {
                Some(at) => row.at(at),
                None => row.maybe(None::<i64>),
            };
            drop(row.at(review.at));
        }
    }

    /// What is still to be done for a booking: finalizing it when its stay ends. Past
    /// e-mails are taken as sent.
    fn outbox_rows(&mut self, booking: &Booking) {
        if !booking.state.occupies() {
            return;
        }
        let (id, (_, made)) = (booking.id, booking.times());
        let own = Random::new(id.as_u128() as u64).id(made);
        let row = self.outbox.row().put(own).put("booking.finalize");
        let row = row.put(format_args!("{{\"booking_id\": \"{id}\"}}"));
        let row = row.put(format_args!("booking.finalize:{id}:{}", booking.ends_at.timestamp()));
        drop(row.put("pending").at(booking.ends_at).at(made).at(made));
    }
}
