//! Putting pages together from use cases.

mod calendar;
mod trips;

use pousada_core::{
    Actor, Error, Services, accounts, availability, bookings, catalog, local_time, reviews, token,
};
use types::{
    FieldErrors, HotelId, Page, RoomId, RoomTypeId,
    booking::{BookingFilter, BookingState},
    listing::Hotel,
    page::PageRequest,
    search::{HotelSearch, Sort},
};

pub use self::calendar::calendar;
pub use self::trips::{booking, cancel, edit, trips};
use crate::{
    articles::Article,
    error::ApiError,
    forms::{BookQuery, SearchQuery, StayQuery, to_fields},
    i18n,
    model::{
        ArticlePage, BookPage, BookingsPage, DeskPage, GuestLine, HomePage, HotelPage, ReviewsPage,
        RoomPage, RoomTypePage, RoomsPage, SearchPage,
    },
};

type Result<T, E = ApiError> = std::result::Result<T, E>;

/// How many bookings a page of a list has.
const LIST: u32 = 20;

/// Of how many hotels other dates are told when a search finds nothing.
const NEAREST: u32 = 3;

/// How many reviews a hotel's page shows.
const REVIEWS: u32 = 6;

fn refused(error: Error) -> Result<types::AppError> {
    let ApiError(error) = error.into();
    if error.status < 500 { Ok(i18n::translated(to_fields(error))) } else { Err(ApiError(error)) }
}

/// An id of an address; rubbish is an address of nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn id<T: std::str::FromStr>(text: &str, what: &'static str) -> Result<T> {
    Ok(text.parse().map_err(|_| Error::NotFound(what))?)
}

/// A longer text.
///
/// # Errors
/// [`Error::NotFound`].
pub fn article(name: &str) -> Result<ArticlePage> {
    let article = Article::of(name).ok_or(Error::NotFound("page"))?;
    Ok(ArticlePage { html: article.html(i18n::locale()) })
}

/// The home page.
///
/// # Errors
/// If the database does not answer.
pub async fn home(svc: &Services) -> Result<HomePage> {
    let places = availability::places(svc, "", 40).await?;
    let stars = HotelSearch { sort: Some(Sort::Stars), limit: Some(6), ..HotelSearch::default() };
    let featured = availability::search(svc, &stars).await?.data;
    let featured = featured.into_iter().map(Into::into).collect();
    Ok(HomePage { places, featured })
}

/// The results of a search.
///
/// # Errors
/// If the database does not answer; what is wrong with the query is part of the page.
pub async fn search(svc: &Services, query: &SearchQuery) -> Result<SearchPage> {
    let places = availability::places(svc, "", 40).await?;
    let found = match query.read() {
        Ok(search) => availability::search(svc, &search).await,
        Err(errors) => Err(errors.into()),
    };
    let found = match found {
        Ok(Page { data, next_cursor, has_more }) => {
            let data = data.into_iter().map(Into::into).collect();
            Ok(Page { data, next_cursor, has_more })
        }
        Err(error) => Err(refused(error)?),
    };
    let empty = found.as_ref().is_ok_and(|page| page.data.is_empty()) && query.cursor.is_empty();
    let nearest = match query.read() {
        Ok(search) if empty => availability::nearest(svc, &search, NEAREST).await?,
        _ => Vec::new(),
    };
    Ok(SearchPage { places, found, nearest })
}

/// The results of a search for rooms.
///
/// # Errors
/// If the database does not answer; what is wrong with the query is part of the page.
pub async fn rooms(svc: &Services, query: &SearchQuery) -> Result<RoomsPage> {
    let places = availability::places(svc, "", 40).await?;
    let found = match query.read() {
        Ok(search) => availability::search_rooms(svc, &search).await,
        Err(errors) => Err(errors.into()),
    };
    let found = match found {
        Ok(found) => Ok(found),
        Err(error) => Err(refused(error)?),
    };
    Ok(RoomsPage { places, found })
}

/// A hotel, with what is free if dates are given.
///
/// # Errors
/// [`Error::NotFound`]; what is wrong with the dates is part of the page.
pub async fn hotel(
    svc: &Services,
    actor: &Actor,
    slug: &str,
    query: &StayQuery,
) -> Result<HotelPage> {
    let hotel = catalog::hotel_by_slug(svc, actor, slug).await?;
    let asked = match query.read() {
        Ok(asked) => asked.stay.map(|stay| {
            let today = local_time::today(&hotel.time_zone, svc.clock.now());
            stay.bookable_on(today)
        }),
        Err(errors) => Some(Err(errors)),
    };
    let found = match asked {
        None => None,
        Some(Err(errors)) => Some(Err(errors.into())),
        Some(Ok(stay)) => {
            let (from, to) = (stay.check_in(), stay.check_out());
            Some(availability::availability(svc, actor, hotel.id, from, to, None).await)
        }
    };
    let availability = match found {
        None => None,
        Some(Ok(availability)) => Some(Ok(availability)),
        Some(Err(error)) => Some(Err(refused(error)?)),
    };
    let room_types = match &availability {
        Some(Ok(found)) => found.room_types.iter().map(|found| found.room_type.clone()).collect(),
        _ => catalog::room_types(svc, actor, hotel.id).await?,
    };
    let scores = reviews::summary(svc, actor, hotel.id).await?;
    let latest = PageRequest { limit: Some(REVIEWS), cursor: None };
    let reviews = reviews::of_hotel(svc, actor, hotel.id, &latest).await?;
    Ok(HotelPage { hotel, room_types, availability, scores, reviews })
}

/// What guests say of a hotel.
///
/// # Errors
/// [`Error::NotFound`]; a cursor that is not one.
pub async fn reviews(
    svc: &Services,
    actor: &Actor,
    slug: &str,
    cursor: Option<String>,
) -> Result<ReviewsPage> {
    let hotel = catalog::hotel_by_slug(svc, actor, slug).await?;
    let scores = reviews::summary(svc, actor, hotel.id).await?;
    let page = PageRequest { limit: Some(LIST), cursor };
    let reviews = reviews::of_hotel(svc, actor, hotel.id, &page).await?;
    Ok(ReviewsPage { hotel, scores, reviews })
}

/// What a booking would be.
///
/// # Errors
/// [`Error::Unauthenticated`] and [`Error::Forbidden`] before anything else;
/// [`Error::NotFound`]; [`Error::Invalid`] for dates that make no stay.
pub async fn book(svc: &Services, actor: &Actor, query: &BookQuery) -> Result<BookPage> {
    actor.guest()?;
    let hotel = catalog::hotel_by_slug(svc, actor, &query.hotel).await?;
    let room_type: RoomTypeId = id(&query.room_type, "room type")?;
    let asked = query.stay().read()?;
    let Some(stay) = asked.stay else {
        return Err(FieldErrors::one("/check_in", "required", "Choose your dates first.").into());
    };
    let stay = stay.bookable_on(local_time::today(&hotel.time_zone, svc.clock.now()))?;
    let room_type = catalog::room_type(svc, actor, room_type).await?;
    let quote = match query.form(&hotel, stay).read() {
        Ok(request) => bookings::quote(svc, actor, request).await,
        Err(errors) => Err(errors.into()),
    };
    let quote = match quote {
        Ok(quote) => Ok(quote),
        Err(error) => Err(refused(error)?),
    };
    let free_until = quote.as_ref().ok().and_then(|quote| quote.free_cancellation_until);
    let free_until = free_until.filter(|until| *until > svc.clock.now());
    let account = accounts::me(svc, actor).await?;
    let name = account.profile.map(|p| format!("{} {}", p.first_name, p.last_name));
    Ok(BookPage {
        free_until: free_until.map(|until| local_time::local(&hotel.time_zone, until)),
        room_type,
        stay,
        quote,
        hotel,
        idempotency_key: token::new_secret(),
        guest: GuestLine { name: name.unwrap_or_default(), email: account.email },
    })
}

/// A hotel of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn own_hotel(svc: &Services, actor: &Actor, wanted: HotelId) -> Result<Hotel> {
    let mut hotels = catalog::my_hotels(svc, actor).await?.into_iter();
    Ok(hotels.find(|hotel| hotel.id == wanted).ok_or(Error::NotFound("hotel"))?)
}

/// A hotel of the actor's with its room types and rooms.
///
/// # Errors
/// As [`own_hotel`].
pub async fn desk(svc: &Services, actor: &Actor, hotel: &str) -> Result<DeskPage> {
    actor.hotelier()?;
    let hotel = own_hotel(svc, actor, id(hotel, "hotel")?).await?;
    let room_types = catalog::room_types(svc, actor, hotel.id).await?;
    let rooms = catalog::rooms(svc, actor, hotel.id).await?;
    Ok(DeskPage { hotel, room_types, rooms })
}

/// A room type of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn room_type(svc: &Services, actor: &Actor, text: &str) -> Result<RoomTypePage> {
    actor.hotelier()?;
    let wanted: RoomTypeId = id(text, "room type")?;
    let room_type = catalog::room_type(svc, actor, wanted).await?;
    let hotel = own_hotel(svc, actor, room_type.hotel_id).await?;
    Ok(RoomTypePage { hotel, room_type })
}

/// A room of the actor's.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn room(svc: &Services, actor: &Actor, text: &str) -> Result<RoomPage> {
    actor.hotelier()?;
    let wanted: RoomId = id(text, "room")?;
    let room = catalog::room(svc, actor, wanted).await?;
    let hotel = own_hotel(svc, actor, room.hotel_id).await?;
    let room_types = catalog::room_types(svc, actor, hotel.id).await?;
    Ok(RoomPage { hotel, room_types, room })
}

/// The bookings of a hotel of the actor's, and its rooms today.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel; a cursor that is not one.
pub async fn hotel_bookings(
    svc: &Services,
    actor: &Actor,
    hotel: &str,
    state: &str,
    cursor: Option<String>,
) -> Result<BookingsPage> {
    actor.hotelier()?;
    let hotel = own_hotel(svc, actor, id(hotel, "hotel")?).await?;
    // A word that is no state limits nothing.
    let state: Option<BookingState> = state.parse().ok();
    let filter = BookingFilter { state, ..BookingFilter::default() };
    let page = PageRequest { limit: Some(LIST), cursor };
    let bookings = bookings::hotel_bookings(svc, actor, hotel.id, &filter, &page).await?;
    let rooms = bookings::occupancy(svc, actor, hotel.id, None).await?;
    let today = local_time::today(&hotel.time_zone, svc.clock.now());
    Ok(BookingsPage { hotel, today, state, bookings, rooms })
}
