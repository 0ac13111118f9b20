//! What is to be booked, as it stands in addresses.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use types::{Stay, listing::Hotel};

use super::{BookForm, StayQuery};
use crate::{format, routes};

/// What is to be booked, as the address has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookQuery {
    /// The hotel's place in addresses.
    pub hotel: String,
    /// The room type's id.
    pub room_type: String,
    /// Date of arrival.
    pub check_in: String,
    /// Date of departure.
    pub check_out: String,
    /// How many adults.
    pub adults: String,
    /// How many children.
    pub children: String,
    /// How many rooms.
    pub rooms: String,
    /// A promotion's code.
    pub code: String,
}

impl From<&ParamsMap> for BookQuery {
    fn from(map: &ParamsMap) -> Self {
        let get = |name| map.get(name).unwrap_or_default();
        Self {
            hotel: get("hotel"),
            room_type: get("type"),
            check_in: get("check_in"),
            check_out: get("check_out"),
            adults: get("adults"),
            children: get("children"),
            rooms: get("rooms"),
            code: get("code"),
        }
    }
}

impl BookQuery {
    /// The address of the page that books this.
    #[must_use]
    pub fn href(&self) -> String {
        routes::with_query(
            "/book",
            &[
                ("hotel", &self.hotel),
                ("type", &self.room_type),
                ("check_in", &self.check_in),
                ("check_out", &self.check_out),
                ("adults", &self.adults),
                ("children", &self.children),
                ("rooms", &self.rooms),
                ("code", &self.code),
            ],
        )
    }

    /// The form that would book this, filled in.
    #[must_use]
    pub fn form(&self, hotel: &Hotel, stay: Stay) -> BookForm {
        let some = |text: &str, otherwise: &str| match text.trim() {
            "" => otherwise.to_owned(),
            text => text.to_owned(),
        };
        BookForm {
            hotel_id: hotel.id.to_string(),
            room_type_id: self.room_type.clone(),
            check_in: format::iso(stay.check_in()),
            check_out: format::iso(stay.check_out()),
            rooms: some(&self.rooms, "1"),
            adults: some(&self.adults, &some(&self.rooms, "1")),
            children: self.children.clone(),
            promotion_code: self.code.clone(),
            currency: hotel.currency.to_string(),
            ..BookForm::default()
        }
    }

    /// The people and rooms that the hotel's page is asked for.
    #[must_use]
    pub fn stay(&self) -> StayQuery {
        let number = |text: &str| text.trim().parse::<i16>().unwrap_or(0).clamp(0, 50);
        StayQuery {
            check_in: self.check_in.clone(),
            check_out: self.check_out.clone(),
            guests: (number(&self.adults) + number(&self.children)).max(1).to_string(),
            rooms: number(&self.rooms).clamp(1, 10).to_string(),
        }
    }
}
