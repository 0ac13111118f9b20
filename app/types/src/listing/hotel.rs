//! Hotels.

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Address, Photo, address::brazil, checked_amenities};
use crate::{ids::HotelId, money::Currency, policy::CancellationPolicy, validate::FieldErrors};

/// What a hotelier says of a hotel, on creating it or after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "name": "Pousada do Cais", "description": "By the old harbour.", "stars": 4,
    "address": {"street": "Rua do Comércio", "number": "12", "district": "Centro", "city": "Paraty",
                "state": "RJ", "postal_code": "23970-000"},
    "amenities": ["wifi", "breakfast"]
})))]
#[serde(deny_unknown_fields)]
pub struct HotelInput {
    /// Its name.
    pub name: String,
    /// What guests should know, in plain text.
    #[serde(default)]
    pub description: String,
    /// Official stars, 0 (none) to 5.
    #[serde(default)]
    pub stars: i16,
    /// Where it is.
    pub address: Address,
    /// IANA time zone; `America/Sao_Paulo` if absent.
    #[serde(default = "sao_paulo")]
    pub time_zone: String,
    /// ISO 4217 code; `BRL` if absent. Cannot change once there are bookings.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "BRL"))]
    pub currency: Currency,
    /// From when guests may arrive, local time; 14:00 if absent.
    #[serde(default = "two_pm")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "14:00:00"))]
    pub check_in_time: NaiveTime,
    /// Until when guests leave, local time; 12:00 if absent.
    #[serde(default = "noon")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "12:00:00"))]
    pub check_out_time: NaiveTime,
    /// Codes out of a fixed list, such as `wifi`.
    #[serde(default)]
    pub amenities: Vec<String>,
    /// Whether guests can find it; `true` if absent.
    #[serde(default = "yes")]
    pub published: bool,
    /// What cancelling costs; `flexible` if absent. Bookings already made keep theirs.
    #[serde(default)]
    pub cancellation: CancellationPolicy,
    /// Whether the night audit marks guests who never came; `false` if absent.
    #[serde(default)]
    pub auto_no_show: bool,
    /// From when on the day after arrival it does, local time; 12:00 if absent.
    #[serde(default = "noon")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "12:00:00"))]
    pub no_show_time: NaiveTime,
}

fn sao_paulo() -> String {
    "America/Sao_Paulo".to_owned()
}

fn two_pm() -> NaiveTime {
    NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default()
}

fn noon() -> NaiveTime {
    NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()
}

fn yes() -> bool {
    true
}

impl Default for HotelInput {
    /// An empty form, with the usual zone, currency and hours.
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            stars: 0,
            address: Address { country: brazil(), ..Address::default() },
            time_zone: sao_paulo(),
            currency: Currency::default(),
            check_in_time: two_pm(),
            check_out_time: noon(),
            amenities: Vec::new(),
            published: true,
            cancellation: CancellationPolicy::default(),
            auto_no_show: false,
            no_show_time: noon(),
        }
    }
}

impl HotelInput {
    /// The input with every field tidied. Whether the time zone exists is known
    /// only where the zones are: on the server.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.text("/name", &self.name, 2, 120);
        let description = errors.text("/description", &self.description, 0, 5000);
        errors.range("/stars", &self.stars, &0, &5);
        let address = errors.take("/address", self.address.validated()).unwrap_or_default();
        let time_zone = errors.text("/time_zone", &self.time_zone, 1, 64);
        let amenities = checked_amenities(&mut errors, &self.amenities);
        let cancellation =
            errors.take("/cancellation", self.cancellation.validated()).unwrap_or_default();
        errors.into_result(Self {
            name,
            description,
            address,
            time_zone,
            amenities,
            cancellation,
            ..self
        })
    }
}

/// A change of a hotel: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"stars": 5})))]
#[serde(deny_unknown_fields, default)]
pub struct HotelPatch {
    /// See [`HotelInput::name`].
    pub name: Option<String>,
    /// See [`HotelInput::description`].
    pub description: Option<String>,
    /// See [`HotelInput::stars`].
    pub stars: Option<i16>,
    /// The whole address.
    pub address: Option<Address>,
    /// See [`HotelInput::time_zone`].
    pub time_zone: Option<String>,
    /// See [`HotelInput::currency`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "BRL"))]
    pub currency: Option<Currency>,
    /// See [`HotelInput::check_in_time`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "14:00:00"))]
    pub check_in_time: Option<NaiveTime>,
    /// See [`HotelInput::check_out_time`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "12:00:00"))]
    pub check_out_time: Option<NaiveTime>,
    /// The whole list.
    pub amenities: Option<Vec<String>>,
    /// See [`HotelInput::published`].
    pub published: Option<bool>,
    /// The whole policy.
    pub cancellation: Option<CancellationPolicy>,
    /// See [`HotelInput::auto_no_show`].
    pub auto_no_show: Option<bool>,
    /// See [`HotelInput::no_show_time`].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "12:00:00"))]
    pub no_show_time: Option<NaiveTime>,
}

impl HotelPatch {
    /// `hotel` with the change made; not validated yet.
    #[must_use]
    pub fn apply(self, hotel: HotelInput) -> HotelInput {
        HotelInput {
            name: self.name.unwrap_or(hotel.name),
            description: self.description.unwrap_or(hotel.description),
            stars: self.stars.unwrap_or(hotel.stars),
            address: self.address.unwrap_or(hotel.address),
            time_zone: self.time_zone.unwrap_or(hotel.time_zone),
            currency: self.currency.unwrap_or(hotel.currency),
            check_in_time: self.check_in_time.unwrap_or(hotel.check_in_time),
            check_out_time: self.check_out_time.unwrap_or(hotel.check_out_time),
            amenities: self.amenities.unwrap_or(hotel.amenities),
            published: self.published.unwrap_or(hotel.published),
            cancellation: self.cancellation.unwrap_or(hotel.cancellation),
            auto_no_show: self.auto_no_show.unwrap_or(hotel.auto_no_show),
            no_show_time: self.no_show_time.unwrap_or(hotel.no_show_time),
        }
    }
}

/// How many rooms a hotel has, and has free at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoomCount {
    /// Rooms in all.
    pub total: i64,
    /// Rooms that nobody has for tonight.
    pub free_now: i64,
}

/// A hotel, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hotel {
    /// Its id.
    pub id: HotelId,
    /// Its place in addresses of pages.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What guests should know.
    pub description: String,
    /// Official stars, 0 (none) to 5.
    pub stars: i16,
    /// Mean of the guests' reviews, 1.0 to 5.0, in tenths; absent without reviews. It is half
    /// of `review_score`.
    pub rating: Option<f64>,
    /// The same mean as guests give it, 1.0 to 10.0, in tenths; absent without reviews.
    pub review_score: Option<f64>,
    /// How many reviews there are.
    pub review_count: i64,
    /// Where it is.
    pub address: Address,
    /// IANA time zone.
    pub time_zone: String,
    /// What it charges in (ISO 4217).
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "BRL"))]
    pub currency: Currency,
    /// From when guests may arrive, local time.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "14:00:00"))]
    pub check_in_time: NaiveTime,
    /// Until when guests leave, local time.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "12:00:00"))]
    pub check_out_time: NaiveTime,
    /// Codes of amenities.
    pub amenities: Vec<String>,
    /// Photographs, the best first.
    pub photos: Vec<Photo>,
    /// Whether guests can find it.
    pub published: bool,
    /// What cancelling costs.
    pub cancellation: CancellationPolicy,
    /// Whether the night audit marks guests who never came.
    pub auto_no_show: bool,
    /// From when on the day after arrival it does, local time.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "12:00:00"))]
    pub no_show_time: NaiveTime,
    /// How many rooms.
    pub rooms: RoomCount,
    /// Rises with every change; the `ETag` is made of it.
    pub version: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl Hotel {
    /// What the hotelier said of it, for changing it.
    #[must_use]
    pub fn to_input(&self) -> HotelInput {
        HotelInput {
            name: self.name.clone(),
            description: self.description.clone(),
            stars: self.stars,
            address: self.address.clone(),
            time_zone: self.time_zone.clone(),
            currency: self.currency,
            check_in_time: self.check_in_time,
            check_out_time: self.check_out_time,
            amenities: self.amenities.clone(),
            published: self.published,
            cancellation: self.cancellation.clone(),
            auto_no_show: self.auto_no_show,
            no_show_time: self.no_show_time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{CancellationFee, PolicyKind, Tier};

    #[test]
    fn a_policy_is_checked_in_its_place() {
        let tiers = vec![Tier { hours_before: -1, fee: CancellationFee::Nights(1) }];
        let cancellation = CancellationPolicy { kind: PolicyKind::Custom, tiers };
        let input = HotelInput { cancellation, ..HotelInput::default() };
        let errors = input.validated().expect_err("refused");
        let pointer = "/cancellation/tiers/0/hours_before";
        assert!(errors.0.iter().any(|error| error.pointer == pointer), "{errors:?}");
    }

    #[test]
    fn all_wrong_fields_of_a_hotel_are_reported_at_once() {
        let input = HotelInput {
            name: "x".into(),
            stars: 6,
            amenities: vec!["wifi".into(), "moat".into()],
            address: Address { state: "ZZ".into(), country: "BR".into(), ..Address::default() },
            ..HotelInput::default()
        };
        let errors = input.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/name",
                "/stars",
                "/address/street",
                "/address/number",
                "/address/city",
                "/address/postal_code",
                "/address/state",
                "/amenities/1"
            ]
        );
    }
}
