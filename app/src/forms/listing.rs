//! Hotels, room types and rooms.

use serde::{Deserialize, Serialize};
use types::{
    Currency, FieldErrors, Money, RoomTypeId,
    listing::{
        Address, EVERYBODY, HotelInput, NewRooms, RoomInput, RoomKind, RoomStatus, RoomTypeInput,
    },
};

/// The form of a hotel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::listing::HotelInput`")]
pub struct HotelForm {
    pub name: String,
    pub description: String,
    pub stars: String,
    pub street: String,
    pub number: String,
    pub district: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub time_zone: String,
    pub currency: String,
    pub check_in_time: String,
    pub check_out_time: String,
    pub amenities: Vec<String>,
    pub published: String,
}

impl HotelForm {
    /// The input, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(self) -> Result<HotelInput, FieldErrors> {
        let mut errors = FieldErrors::new();
        let stars = super::number(&mut errors, "/stars", &self.stars).unwrap_or(0);
        let currency = super::chosen(&mut errors, "/currency", &self.currency);
        let check_in_time = super::time(&mut errors, "/check_in_time", &self.check_in_time);
        let check_out_time = super::time(&mut errors, "/check_out_time", &self.check_out_time);
        let usual = HotelInput::default();
        let input = HotelInput {
            name: self.name,
            description: self.description,
            stars,
            address: Address {
                street: self.street,
                number: self.number,
                district: self.district,
                city: self.city,
                state: self.state,
                postal_code: self.postal_code,
                country: usual.address.country,
            },
            time_zone: self.time_zone,
            currency: currency.unwrap_or_default(),
            check_in_time: check_in_time.unwrap_or(usual.check_in_time),
            check_out_time: check_out_time.unwrap_or(usual.check_out_time),
            amenities: self.amenities,
            published: !self.published.is_empty(),
            cancellation: usual.cancellation,
            auto_no_show: usual.auto_no_show,
            no_show_time: usual.no_show_time,
        };
        if !errors.is_empty() {
            errors.take("", input.clone().validated());
        }
        errors.into_result(input)
    }
}

/// The form of a room type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::listing::RoomTypeInput`")]
pub struct RoomTypeForm {
    pub name: String,
    pub kind: String,
    pub capacity: String,
    pub beds: String,
    pub base_price: String,
    pub description: String,
    pub amenities: Vec<String>,
}

impl RoomTypeForm {
    /// The input, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(self, currency: Currency) -> Result<RoomTypeInput, FieldErrors> {
        let mut errors = FieldErrors::new();
        let kind = super::chosen(&mut errors, "/kind", &self.kind);
        let capacity = super::number(&mut errors, "/capacity", &self.capacity);
        if self.capacity.trim().is_empty() {
            errors.add("/capacity", "required", "This field is required.");
        }
        let price = super::price(&mut errors, "/base_price", &self.base_price, currency);
        if self.base_price.trim().is_empty() {
            errors.add("/base_price", "required", "This field is required.");
        }
        let input = RoomTypeInput {
            name: self.name,
            kind: kind.unwrap_or(RoomKind::Other),
            capacity: capacity.unwrap_or(1),
            beds: self.beds,
            base_price: price.unwrap_or(Money::new(1, currency)),
            included: EVERYBODY,
            extra_adult: 0,
            extra_child: 0,
            description: self.description,
            amenities: self.amenities,
        };
        if !errors.is_empty() {
            errors.take("", input.clone().validated(currency));
        }
        errors.into_result(input)
    }
}

/// The form that creates many rooms at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::listing::RoomInput`")]
pub struct RoomsForm {
    /// Such as `101-110, 201`.
    pub number: String,
    pub room_type_id: String,
    pub floor: String,
}

impl RoomsForm {
    /// The rooms, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<NewRooms, FieldErrors> {
        let mut errors = FieldErrors::new();
        let numbers = match expand_numbers(&self.number) {
            Ok(numbers) => numbers,
            Err(detail) => {
                errors.add("/number", "invalid", detail);
                Vec::new()
            }
        };
        let id: Option<RoomTypeId> =
            super::chosen(&mut errors, "/room_type_id", &self.room_type_id);
        let rooms = numbers.into_iter().zip(std::iter::repeat(id)).filter_map(|(number, id)| {
            Some(RoomInput {
                number,
                room_type_id: id?,
                floor: self.floor.clone(),
                description: String::new(),
                price: None,
                status: RoomStatus::Active,
            })
        });
        let rooms = rooms.collect();
        errors.into_result(NewRooms { rooms })
    }
}

/// The room numbers that a text such as `101-110, 201` stands for: 1 to 200.
///
/// # Errors
/// A sentence for people.
pub fn expand_numbers(text: &str) -> Result<Vec<String>, &'static str> {
    const MOST: usize = 200;
    let mut numbers = Vec::new();
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let digits = |s: &str| (1..=6).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
        match part.split_once(['-', '–']).map(|(from, to)| (from.trim(), to.trim())) {
            Some((from, to)) if digits(from) && digits(to) => {
                let width = from.len();
                let (from, to): (u32, u32) =
                    (from.parse().unwrap_or_default(), to.parse().unwrap_or_default());
                if from > to {
                    return Err("A range goes from the lower number to the higher one: 101-110.");
                }
                if (to - from) as usize >= MOST {
                    return Err("Create at most 200 rooms at a time.");
                }
                numbers.extend((from..=to).map(|number| format!("{number:0width$}")));
            }
            _ => numbers.push(part.to_owned()),
        }
        if numbers.len() > MOST {
            return Err("Create at most 200 rooms at a time.");
        }
    }
    if numbers.is_empty() { Err("Give at least one room number.") } else { Ok(numbers) }
}

/// The form of one room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::listing::RoomInput`")]
pub struct RoomForm {
    pub number: String,
    pub room_type_id: String,
    pub floor: String,
    pub price: String,
    pub status: String,
    pub description: String,
}

impl RoomForm {
    /// The input, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(self, currency: Currency) -> Result<RoomInput, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id: Option<RoomTypeId> =
            super::chosen(&mut errors, "/room_type_id", &self.room_type_id);
        let price = super::price(&mut errors, "/price", &self.price, currency);
        let status = super::chosen(&mut errors, "/status", &self.status);
        let Some((room_type_id, status)) = id.zip(status) else { return Err(errors) };
        let (number, floor, description) = (self.number, self.floor, self.description);
        let input = RoomInput { number, room_type_id, floor, description, price, status };
        if !errors.is_empty() {
            errors.take("", input.clone().validated(currency));
        }
        errors.into_result(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_numbers_are_expanded() {
        let all = |text: &str| expand_numbers(text).map(|numbers| numbers.join(" "));
        assert_eq!(all("101-103, 201").as_deref(), Ok("101 102 103 201"));
        assert_eq!(all("08–11;\nSuite A").as_deref(), Ok("08 09 10 11 Suite A"));
        assert_eq!(all("A-1").as_deref(), Ok("A-1"));
        assert!(all(" , ").is_err());
        assert!(all("110-101").is_err());
        assert!(all("1-201").is_err());
        assert!(all("1-150,1-150").is_err());
        assert_eq!(expand_numbers("1-200").map(|numbers| numbers.len()), Ok(200));
    }

    #[test]
    fn all_that_is_wrong_with_a_room_type_is_told_at_once() {
        let form = RoomTypeForm { capacity: "two".into(), ..RoomTypeForm::default() };
        let errors = form.read(Currency::Brl).expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/kind", "/capacity", "/base_price", "/name"]);
    }
}
