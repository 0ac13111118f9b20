//! Searches as they stand in addresses.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use types::{
    Currency, FieldErrors, Stay,
    listing::STATES,
    search::{HotelSearch, Sort},
};

use crate::routes;

/// A search as its address has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::search::HotelSearch`")]
pub struct SearchQuery {
    /// A city with its state, or part of a name.
    pub place: String,
    pub check_in: String,
    pub check_out: String,
    pub guests: String,
    pub rooms: String,
    /// In whole units of the hotel's currency, as `max_price`.
    pub min_price: String,
    pub max_price: String,
    pub stars: String,
    pub kind: String,
    /// Codes.
    pub amenities: Vec<String>,
    pub sort: String,
    pub cursor: String,
}

impl From<&ParamsMap> for SearchQuery {
    fn from(map: &ParamsMap) -> Self {
        let get = |name| map.get(name).unwrap_or_default();
        Self {
            place: get("place"),
            check_in: get("check_in"),
            check_out: get("check_out"),
            guests: get("guests"),
            rooms: get("rooms"),
            min_price: get("min_price"),
            max_price: get("max_price"),
            stars: get("stars"),
            kind: get("kind"),
            amenities: map.get_all("amenities").unwrap_or_default(),
            sort: get("sort"),
            cursor: get("cursor"),
        }
    }
}

impl SearchQuery {
    /// The address of this search's results: hotels.
    #[must_use]
    pub fn href(&self) -> String {
        self.href_at("/search")
    }

    /// The address of this search's results at `path`.
    #[must_use]
    pub fn href_at(&self, path: &str) -> String {
        let mut query = self.pairs();
        query.push(("cursor", &self.cursor));
        routes::with_query(path, &query)
    }

    /// How many filters limit the results.
    #[must_use]
    pub fn filters(&self) -> usize {
        let texts = [&self.min_price, &self.max_price, &self.stars, &self.kind];
        texts.into_iter().filter(|text| !text.is_empty()).count() + self.amenities.len()
    }

    /// The same search without filters, from its start.
    #[must_use]
    pub fn unfiltered(self) -> Self {
        let Self { place, check_in, check_out, guests, rooms, sort, .. } = self;
        Self { place, check_in, check_out, guests, rooms, sort, ..Self::default() }
    }

    /// Names and values as they stand in the address, without the place in the list.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        let mut pairs: Vec<(&str, &str)> = vec![
            ("place", &self.place),
            ("check_in", &self.check_in),
            ("check_out", &self.check_out),
            ("guests", &self.guests),
            ("rooms", &self.rooms),
            ("min_price", &self.min_price),
            ("max_price", &self.max_price),
            ("stars", &self.stars),
            ("kind", &self.kind),
            ("sort", &self.sort),
        ];
        pairs.extend(self.amenities.iter().map(|code| ("amenities", code.as_str())));
        pairs
    }

    /// The address of a hotel, with what is looked for.
    #[must_use]
    pub fn hotel_href(&self, slug: &str) -> String {
        StayQuery::from(self.clone()).hotel_href(slug)
    }

    /// What is looked for, if every field can be read.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<HotelSearch, FieldErrors> {
        let mut errors = FieldErrors::new();
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (q, city, state) = match place(&self.place) {
            Some((city, state)) => (None, Some(city), Some(state)),
            None => (some(&self.place), None, None),
        };
        let sort = match self.sort.as_str() {
            "price" => Some(Sort::Price),
            "stars" => Some(Sort::Stars),
            "rating" => Some(Sort::Rating),
            _ => None,
        };
        let search = HotelSearch {
            q,
            city,
            state,
            check_in: super::date(&mut errors, "/check_in", &self.check_in),
            check_out: super::date(&mut errors, "/check_out", &self.check_out),
            guests: super::number(&mut errors, "/guests", &self.guests),
            rooms: super::number(&mut errors, "/rooms", &self.rooms),
            min_price: units(&mut errors, "/min_price", &self.min_price),
            max_price: units(&mut errors, "/max_price", &self.max_price),
            stars: super::number(&mut errors, "/stars", &self.stars),
            kind: self.kind.parse().ok(),
            amenities: some(&self.amenities.join(",")),
            sort,
            limit: Some(12),
            cursor: some(&self.cursor),
            ..HotelSearch::default()
        };
        errors.into_result(search)
    }
}

/// A price limit in minor units. Filters do not know the currency of what they will
/// find; all but one of ours have two decimals, and hotels are compared within one.
fn units(errors: &mut FieldErrors, pointer: &str, text: &str) -> Option<i64> {
    super::price(errors, pointer, text, Currency::Brl).map(|price| price.amount)
}

/// The city and the state of a text such as `Paraty, RJ`.
fn place(text: &str) -> Option<(String, String)> {
    let (city, state) = text.trim().rsplit_once(',')?;
    let (city, state) = (city.trim(), state.trim().to_uppercase());
    (!city.is_empty() && STATES.contains(&state.as_str())).then(|| (city.to_owned(), state))
}

/// The dates and people that a hotel's page is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::search::HotelSearch`")]
pub struct StayQuery {
    pub check_in: String,
    pub check_out: String,
    pub guests: String,
    pub rooms: String,
}

impl From<SearchQuery> for StayQuery {
    fn from(query: SearchQuery) -> Self {
        let SearchQuery { check_in, check_out, guests, rooms, .. } = query;
        Self { check_in, check_out, guests, rooms }
    }
}

/// A stay that was asked for, with how many people in how many rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The dates, if any were given.
    pub stay: Option<Stay>,
    /// How many people.
    pub guests: i16,
    /// In how many rooms.
    pub rooms: i16,
}

impl StayQuery {
    /// The address of a hotel, with what is looked for.
    #[must_use]
    pub fn hotel_href(&self, slug: &str) -> String {
        routes::with_query(
            &format!("/hotels/{slug}"),
            &[
                ("check_in", &self.check_in),
                ("check_out", &self.check_out),
                ("guests", &self.guests),
                ("rooms", &self.rooms),
            ],
        )
    }

    /// What is asked for, if every field can be read and makes sense.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(&self) -> Result<Asked, FieldErrors> {
        let query = self.clone();
        let search = SearchQuery {
            check_in: query.check_in,
            check_out: query.check_out,
            guests: query.guests,
            rooms: query.rooms,
            ..SearchQuery::default()
        };
        let checked = search.read()?.validated()?;
        Ok(Asked { stay: checked.stay, guests: checked.guests, rooms: checked.rooms })
    }

    /// The people and rooms, or 1 of what cannot be read.
    #[must_use]
    pub fn people(&self) -> (i16, i16) {
        let number = |text: &str, most| text.trim().parse().unwrap_or(1i16).clamp(1, most);
        let rooms = number(&self.rooms, 10);
        (number(&self.guests, 50).max(rooms), rooms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_city_with_its_state_or_part_of_a_name() {
        let read = |place: &str| {
            let query = SearchQuery { place: place.into(), ..SearchQuery::default() };
            let search = query.read().expect("readable");
            (search.q, search.city, search.state)
        };
        assert_eq!(read("Paraty, rj"), (None, Some("Paraty".into()), Some("RJ".into())));
        assert_eq!(read("Casa, Mar"), (Some("Casa, Mar".into()), None, None));
        assert_eq!(read(" "), (None, None, None));
    }

    #[test]
    fn rubbish_is_told_beside_its_field() {
        let query = SearchQuery {
            check_in: "soon".into(),
            guests: "many".into(),
            ..SearchQuery::default()
        };
        let errors = query.read().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/check_in", "/guests"]);
    }
}
