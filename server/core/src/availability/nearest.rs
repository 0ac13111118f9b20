//! What to say when a search finds nothing: why, and when there is something.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use types::{
    RoomTypeId, Stay,
    booking::RoomRequest,
    rates::Refusal,
    search::{HotelBrief, HotelSearch, Nearest, OtherDates},
};

use super::{search::search, suggest::Look};
use crate::{Services, error::Result};

/// The most other dates that are told of a hotel.
const MOST_DATES: usize = 3;

/// The hotels that a search would find without its dates, people and prices, at most
/// `most`: why each has nothing, and the nearest dates on which it has. Nothing without
/// dates.
///
/// # Errors
/// [`crate::Error::Invalid`] with every wrong field.
pub async fn nearest(svc: &Services, wanted: &HotelSearch, most: u32) -> Result<Vec<Nearest>> {
    let checked = wanted.validated()?;
    let Some(stay) = checked.stay else { return Ok(Vec::new()) };
    let people: Vec<i16> = checked.people().collect();
    let anywhere = HotelSearch {
        check_in: None,
        check_out: None,
        guests: None,
        rooms: None,
        min_price: None,
        max_price: None,
        cursor: None,
        limit: Some(most),
        ..wanted.clone()
    };
    let hotels = search(svc, &anywhere).await?.data;
    let mut connection = svc.db.acquire().await?;
    let mut found = Vec::new();
    for hotel in hotels {
        let hotel = hotel.hotel;
        let now = svc.clock.now();
        let Some(look) = Look::around(&mut connection, hotel.id, stay, &[], now).await? else {
            continue;
        };
        let brief = HotelBrief {
            id: hotel.id,
            slug: hotel.slug,
            name: hotel.name,
            stars: hotel.stars,
            city: hotel.address.city,
            state: hotel.address.state,
        };
        found.push(look.nearest(brief, stay, &people));
    }
    Ok(found)
}

impl Look<'_> {
    fn nearest(&self, hotel: HotelBrief, stay: Stay, people: &[i16]) -> Nearest {
        let most = people.iter().copied().max().unwrap_or(1);
        // Each type that is large enough, with how many rooms it has.
        let mut types: BTreeMap<RoomTypeId, usize> = BTreeMap::new();
        for room in self.rooms.iter().filter(|room| room.room.capacity >= most) {
            *types.entry(room.room.room_type_id).or_default() += 1;
        }
        types.retain(|_, rooms| *rooms >= people.len());
        let too_small = types.is_empty();
        let mut dates: Vec<OtherDates> =
            types.keys().flat_map(|id| self.dates_for(&wishes(*id, people))).collect();
        let distance = |other: &OtherDates| (other.check_in - stay.check_in()).num_days().abs();
        dates.sort_by_key(|other| (distance(other), other.check_in, other.total.amount));
        dates.dedup_by_key(|other| other.check_in);
        dates.truncate(MOST_DATES);
        dates.sort_by_key(|other| other.check_in);
        let full = |date: &NaiveDate| {
            !too_small && types.keys().all(|id| self.free_of(*id, *date) < people.len())
        };
        let sold_out: Vec<NaiveDate> = stay.dates().filter(full).collect();
        let refusals: Vec<Refusal> = match types.keys().next() {
            Some(id) if sold_out.is_empty() => self.rates.book.refusals(*id, stay),
            _ => Vec::new(),
        };
        Nearest { hotel, too_small, sold_out, refusals, dates }
    }

    fn free_of(&self, id: RoomTypeId, date: NaiveDate) -> usize {
        self.rooms.iter().filter(|room| room.is_of(id) && !room.is_taken(date)).count()
    }
}

fn wishes(id: RoomTypeId, people: &[i16]) -> Vec<RoomRequest> {
    let wish = |adults: &i16| RoomRequest {
        room_type_id: Some(id),
        room_id: None,
        adults: *adults,
        children: 0,
    };
    people.iter().map(wish).collect()
}
