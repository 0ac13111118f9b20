//! Booking.

use serde::{Deserialize, Serialize};
use types::{
    FieldErrors, HotelId, Money, RoomTypeId,
    booking::{CancelRequest, NewBooking, RoomRequest},
};

/// The form that books rooms of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::booking::NewBooking`")]
pub struct BookForm {
    pub hotel_id: String,
    pub room_type_id: String,
    pub check_in: String,
    pub check_out: String,
    /// How many rooms.
    pub rooms: String,
    /// How many adults, in all rooms.
    pub adults: String,
    /// How many children, in all rooms.
    pub children: String,
    pub guest_note: String,
    /// A promotion's code; may be empty.
    pub promotion_code: String,
    /// `yes`, to hold the rooms for a while instead of booking them.
    pub hold: String,
    /// In minor units.
    pub expected_total: String,
    pub currency: String,
    /// What makes sending the form twice harmless.
    pub idempotency_key: String,
}

impl BookForm {
    /// The request, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<NewBooking, FieldErrors> {
        let mut errors = FieldErrors::new();
        let hotel_id: Option<HotelId> = super::chosen(&mut errors, "/hotel_id", &self.hotel_id);
        let room_type_id: Option<RoomTypeId> =
            super::chosen(&mut errors, "/room_type_id", &self.room_type_id);
        let check_in = super::date(&mut errors, "/check_in", &self.check_in);
        let check_out = super::date(&mut errors, "/check_out", &self.check_out);
        let rooms = super::number::<i16>(&mut errors, "/rooms", &self.rooms).unwrap_or(1);
        let adults = super::number::<i16>(&mut errors, "/adults", &self.adults).unwrap_or(1);
        let children = super::number::<i16>(&mut errors, "/children", &self.children).unwrap_or(0);
        errors.range("/rooms", &rooms, &1, &10);
        errors.range("/adults", &adults, &rooms.clamp(1, 10), &200);
        errors.range("/children", &children, &0, &200);
        let currency = super::chosen(&mut errors, "/currency", &self.currency);
        let expected = super::number::<i64>(&mut errors, "/expected_total", &self.expected_total);
        let (Some(hotel_id), Some(check_in), Some(check_out), true) =
            (hotel_id, check_in, check_out, errors.is_empty())
        else {
            errors.require(check_in.is_some(), "/check_in", "required", "Choose a date.");
            errors.require(check_out.is_some(), "/check_out", "required", "Choose a date.");
            return Err(errors);
        };
        let share = |all: i16, index: i16| all / rooms + i16::from(index < all % rooms);
        let rooms = (0..rooms).map(|index| RoomRequest {
            room_type_id,
            room_id: None,
            adults: share(adults, index),
            children: share(children, index),
        });
        Ok(NewBooking {
            hotel_id,
            check_in,
            check_out,
            rooms: rooms.collect(),
            guest_note: self.guest_note.clone(),
            expected_total: expected.zip(currency).map(|(total, c)| Money::new(total, c)),
            hold: self.hold == "yes",
            promotion_code: Some(self.promotion_code.trim().to_owned())
                .filter(|code| !code.is_empty()),
        })
    }
}

/// The form that cancels a booking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelForm {
    /// Which booking.
    pub id: String,
    /// Why; may be empty.
    pub reason: String,
    /// The fee that the guest was told, in minor units.
    pub fee: String,
    /// That fee's currency.
    pub currency: String,
}

impl CancelForm {
    /// The request, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<CancelRequest, FieldErrors> {
        let mut errors = FieldErrors::new();
        let currency = super::chosen(&mut errors, "/currency", &self.currency);
        let fee: Option<i64> = super::chosen(&mut errors, "/fee", &self.fee);
        let expected_fee = fee.zip(currency).map(|(fee, currency)| Money::new(fee, currency));
        let reason = self.reason.clone();
        errors.into_result(CancelRequest { rooms: None, reason, expected_fee })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_spread_over_the_rooms() {
        let id = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00";
        let form = BookForm {
            hotel_id: id.into(),
            room_type_id: id.into(),
            check_in: "2027-03-10".into(),
            check_out: "2027-03-12".into(),
            rooms: "2".into(),
            adults: "3".into(),
            children: "1".into(),
            expected_total: "1000".into(),
            currency: "BRL".into(),
            ..BookForm::default()
        };
        let request = form.read().expect("readable");
        let people: Vec<_> = request.rooms.iter().map(|r| (r.adults, r.children)).collect();
        assert_eq!(people, [(2, 1), (1, 0)]);
        assert_eq!(request.expected_total.map(|total| total.amount), Some(1000));
        let bad = BookForm { adults: "1".into(), check_in: String::new(), ..form };
        let pointers: Vec<String> =
            bad.read().expect_err("refused").0.into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/adults", "/check_in"]);
    }

    #[test]
    fn nothing_is_cancelled_without_a_fee_that_was_told() {
        let form = CancelForm { fee: "0".into(), currency: "BRL".into(), ..CancelForm::default() };
        let fee = form.read().expect("readable").expected_fee;
        assert_eq!(fee.map(|fee| fee.amount), Some(0));
        for form in [CancelForm::default(), CancelForm { fee: String::new(), ..form }] {
            let pointers: Vec<String> =
                form.read().expect_err("refused").0.into_iter().map(|e| e.pointer).collect();
            assert_eq!(pointers.last().map(String::as_str), Some("/fee"));
        }
    }
}
