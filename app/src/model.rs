//! What each page shows: the answers of the server functions that load pages.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use types::{
    AppError, Money, Page, Stay,
    api_key::ApiKey,
    booking::{Booking, BookingState, ChangePreview, Quote, RoomOccupancy},
    listing::{Hotel, Room, RoomType},
    review::{BookingReview, Review, ReviewSummary},
    search::{Availability, FoundHotel, FoundRoom, Nearest, Offer, Place},
};

use crate::components::form::Flash;

/// What the browser's code starts with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Boot {
    /// Where the site is reached, without a slash at the end.
    pub public_url: String,
    /// The first day that a stay can begin on.
    pub today: NaiveDate,
    /// The colours that the visitor has chosen: `light`, `dark` or nothing.
    pub theme: String,
    /// What a form without JavaScript brought back.
    pub flash: Option<Flash>,
}

/// A hotel that was found. Like [`FoundHotel`], but not flattened: what reads
/// flattened JSON is large, and pages need it nowhere else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    /// The hotel.
    pub hotel: Hotel,
    /// What a night costs at least.
    pub from_price: Option<Money>,
    /// What the dates looked for would cost.
    pub offer: Option<Offer>,
}

impl From<FoundHotel> for Found {
    fn from(found: FoundHotel) -> Self {
        let FoundHotel { hotel, from_price, offer } = found;
        Self { hotel, from_price, offer }
    }
}

/// The home page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HomePage {
    /// Places with hotels, those with most hotels first.
    pub places: Vec<Place>,
    /// Some hotels.
    pub featured: Vec<Found>,
}

/// The results of a search.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchPage {
    /// Places with hotels.
    pub places: Vec<Place>,
    /// One page of hotels, or what is wrong with the query.
    pub found: Result<Page<Found>, AppError>,
    /// If nothing was found: what there is on other dates.
    pub nearest: Vec<Nearest>,
}

/// The results of a search for rooms.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoomsPage {
    /// Places with hotels.
    pub places: Vec<Place>,
    /// One page of room types, or what is wrong with the query.
    pub found: Result<Page<FoundRoom>, AppError>,
}

/// A hotel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HotelPage {
    /// The hotel.
    pub hotel: Hotel,
    /// Its room types.
    pub room_types: Vec<RoomType>,
    /// What is free on the dates asked for, or what is wrong with them; absent
    /// without dates.
    pub availability: Option<Result<Availability, AppError>>,
    /// What all guests say together.
    pub scores: ReviewSummary,
    /// What the latest guests say.
    pub reviews: Page<Review>,
}

/// What guests say of a hotel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReviewsPage {
    /// The hotel.
    pub hotel: Hotel,
    /// What all say together.
    pub scores: ReviewSummary,
    /// One page of reviews, the latest first.
    pub reviews: Page<Review>,
}

/// A booking to be made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BookPage {
    /// Where.
    pub hotel: Hotel,
    /// What.
    pub room_type: RoomType,
    /// The dates.
    pub stay: Stay,
    /// What it would cost, or why it cannot be booked.
    pub quote: Result<Quote, AppError>,
    /// Until when cancelling would be free, on the hotel's clock.
    pub free_until: Option<NaiveDateTime>,
    /// What makes sending the form twice harmless.
    pub idempotency_key: String,
    /// Who books.
    pub guest: GuestLine,
}

/// Who books, as the form shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GuestLine {
    /// Full name.
    pub name: String,
    /// Where to write to.
    pub email: String,
}

/// A guest's bookings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TripsPage {
    /// Where the guest is now.
    pub current: Vec<Booking>,
    /// Where the guest goes next, the soonest first.
    pub upcoming: Vec<Booking>,
    /// What is over or was called off, the latest first.
    pub past: Vec<Booking>,
    /// Where the list goes on.
    pub next_cursor: Option<String>,
}

/// One booking, for its guest or its hotel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BookingPage {
    /// The booking.
    pub booking: Booking,
    /// Its hotel; absent if it is not on sale any more.
    pub hotel: Option<Hotel>,
    /// When the guest can come, on the hotel's clock.
    pub arrival: NaiveDateTime,
    /// When the guest must be gone, on the hotel's clock.
    pub departure: NaiveDateTime,
    /// Until when cancelling is free, on the hotel's clock; absent if it never, no more or always is.
    pub free_until: Option<NaiveDateTime>,
    /// Until when the rooms are held, on the hotel's clock; absent if it is no hold.
    pub held_until: Option<NaiveDateTime>,
    /// What happened to it.
    pub events: Vec<EventLine>,
    /// What its guest says of it.
    pub review: Option<BookingReview>,
}

/// Something that happened to a booking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EventLine {
    /// What.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// Why, where a reason was given.
    pub reason: String,
    /// When, on the hotel's clock.
    pub at: NaiveDateTime,
}

/// A booking to be cancelled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CancelPage {
    /// The booking.
    pub booking: Booking,
    /// What cancelling costs now.
    pub fee: Money,
    /// Until when it is free, on the hotel's clock; absent if it never, no more or always is.
    pub free_until: Option<NaiveDateTime>,
}

/// A booking to be changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EditPage {
    /// The booking as it is.
    pub booking: Booking,
    /// What the change would bring, or why it cannot be made; absent while nothing is asked.
    pub preview: Option<Result<ChangePreview, AppError>>,
}

/// An account's API keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeysPage {
    /// The keys.
    pub keys: Vec<ApiKey>,
    /// The secret of the key that was just made; it is shown once.
    pub secret: Option<String>,
}

/// A hotel as its owner works on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeskPage {
    /// The hotel.
    pub hotel: Hotel,
    /// Its room types.
    pub room_types: Vec<RoomType>,
    /// Its rooms.
    pub rooms: Vec<Room>,
}

/// A room type to be changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoomTypePage {
    /// Its hotel.
    pub hotel: Hotel,
    /// The type.
    pub room_type: RoomType,
}

/// A room to be changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoomPage {
    /// Its hotel.
    pub hotel: Hotel,
    /// The types it can be of.
    pub room_types: Vec<RoomType>,
    /// The room.
    pub room: Room,
}

/// A hotel's bookings and rooms today.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BookingsPage {
    /// The hotel.
    pub hotel: Hotel,
    /// Today at the hotel.
    pub today: NaiveDate,
    /// The state that the list is limited to.
    pub state: Option<BookingState>,
    /// One page of bookings, the latest arrival first.
    pub bookings: Page<Booking>,
    /// Each room today.
    pub rooms: Vec<RoomOccupancy>,
}

/// A longer text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArticlePage {
    /// The text, in the visitor's language.
    pub html: String,
}

/// A month of a hotel's nights.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CalendarPage {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The hotel's date today.
    pub today: NaiveDate,
    /// The days of the month and some after it, in order.
    pub days: Vec<CalendarDay>,
}

/// A night in a hotel's calendar.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The night that begins on this date.
    pub date: NaiveDate,
    /// What it costs at least, without taxes and fees; absent if it cannot be had.
    pub price: Option<Money>,
    /// How many nights stays that arrive on this date have at least, wherever they are.
    pub min_stay: Option<i16>,
    /// Whether anybody can arrive on it.
    pub arrival: bool,
}
