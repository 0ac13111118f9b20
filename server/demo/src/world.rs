//! Everything but the bookings: people, hotels, rooms. Made in memory, always alike
//! for the same options.

use std::collections::HashSet;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use types::{listing::RoomKind, text};
use uuid::Uuid;

use crate::{
    Options, amenities,
    calendar::Demand,
    draw::Picture,
    people::{self, Person},
    photos,
    places::{self, Kind, Place},
    random::Random,
    words::{
        describe,
        hotels::{HOUSES, names},
        rooms::{MIX, ROOMS, corner},
    },
};

/// A kind of room of a hotel.
pub(crate) struct RoomType {
    pub id: Uuid,
    pub name: &'static str,
    pub kind: RoomKind,
    pub capacity: i16,
    pub beds: &'static str,
    pub price: i64,
    pub description: &'static str,
    pub amenities: Vec<&'static str>,
    pub photos: Vec<&'static Picture>,
}

/// A room of a hotel.
pub(crate) struct Room {
    pub id: Uuid,
    /// Place of its type in the hotel's list.
    pub kind: usize,
    pub number: String,
    pub floor: String,
    pub description: &'static str,
    pub price: Option<i64>,
    pub active: bool,
}

/// A hotel.
pub(crate) struct Hotel {
    pub id: Uuid,
    pub place: &'static Place,
    /// Place of its owner in the list of hoteliers.
    pub owner: usize,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub stars: i16,
    pub street: &'static str,
    pub number: String,
    pub district: &'static str,
    pub postal_code: String,
    pub check_in: NaiveTime,
    pub check_out: NaiveTime,
    pub amenities: Vec<&'static str>,
    pub photos: Vec<&'static Picture>,
    pub types: Vec<RoomType>,
    pub rooms: Vec<Room>,
    /// How wanted it is: 1 is usual.
    pub fame: f64,
    pub created_at: DateTime<Utc>,
}

/// Everything but the bookings.
pub(crate) struct World {
    pub now: DateTime<Utc>,
    pub today: chrono::NaiveDate,
    pub guests: Vec<Person>,
    pub hoteliers: Vec<Person>,
    pub hotels: Vec<Hotel>,
    /// How many bookings each hotel gets.
    pub quotas: Vec<u64>,
    pub demand: Demand,
}

/// Hotels of the demonstration's hotelier: place, name, and how grand.
const OWN: [(&str, &str, usize); 3] = [
    ("Paraty", "Pousada do Cais Velho", 2),
    ("Ouro Preto", "Solar da Ladeira Alta", 1),
    ("Jericoacoara", "Pousada Vento e Areia", 2),
];

impl World {
    /// A world for those options.
    pub(crate) fn new(options: &Options) -> Self {
        let wanted = usize::try_from(options.bookings / 10).unwrap_or(usize::MAX);
        let mut maker = Maker { random: Random::new(303), slugs: HashSet::new(), counts: [0; 8] };
        let first: Vec<&'static Place> =
            places::all().flat_map(|place| (0..place.share).map(move |_| place)).collect();
        let shares: Vec<(&'static Place, u32)> =
            places::all().map(|place| (place, place.share)).collect();
        let (mut hotels, mut rooms) = (Vec::<Hotel>::new(), 0);
        while hotels.len() < first.len() || rooms < wanted {
            let place =
                first.get(hotels.len()).copied().unwrap_or_else(|| maker.random.weighted(&shares));
            let new = !hotels.iter().take(first.len()).any(|hotel| hotel.place.city == place.city);
            let own = OWN.iter().find(|own| own.0 == place.city).filter(|_| new);
            let hotel = maker.hotel(place, own.map(|own| (own.1, own.2)), options.now);
            rooms += hotel.rooms.len();
            hotels.push(hotel);
        }
        let hoteliers = people::hoteliers((hotels.len() / 8).max(24), options.now);
        for (n, hotel) in hotels.iter_mut().enumerate() {
            let own = OWN.iter().any(|own| own.1 == hotel.name && own.0 == hotel.place.city);
            hotel.owner = if own { 0 } else { 1 + n % (hoteliers.len() - 1) };
        }
        let count = usize::try_from(options.bookings / 20).unwrap_or(usize::MAX).max(300);
        let quotas = shares_of(options.bookings, &hotels);
        Self {
            now: options.now,
            today: options.today,
            guests: people::guests(count, options.now),
            hoteliers,
            hotels,
            quotas,
            demand: Demand::new(options.today),
        }
    }

    /// How many rooms there are.
    pub(crate) fn rooms(&self) -> usize {
        self.hotels.iter().map(|hotel| hotel.rooms.len()).sum()
    }
}

/// `total` spread over the hotels by size and fame, by the largest remainder.
fn shares_of(total: u64, hotels: &[Hotel]) -> Vec<u64> {
    let weight = |hotel: &Hotel| hotel.rooms.len() as f64 * hotel.fame;
    let all: f64 = hotels.iter().map(weight).sum();
    let exact: Vec<f64> = hotels.iter().map(|hotel| weight(hotel) / all * total as f64).collect();
    let mut shares: Vec<u64> = exact.iter().map(|share| share.floor() as u64).collect();
    let mut order: Vec<usize> = (0..hotels.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    let rest = total.saturating_sub(shares.iter().sum());
    for n in 0..usize::try_from(rest).unwrap_or_default() {
        shares[order[n % order.len()]] += 1;
    }
    shares
}

struct Maker {
    random: Random,
    slugs: HashSet<String>,
    counts: [usize; 8],
}

impl Maker {
    fn hotel(
        &mut self,
        place: &'static Place,
        own: Option<(&str, usize)>,
        now: DateTime<Utc>,
    ) -> Hotel {
        let count = &mut self.counts[place.kind.index()];
        let n = *count;
        *count += 1;
        let random = &mut self.random;
        let grade = own.map_or_else(|| grade(place.kind, random), |own| own.1);
        let created_at = now - TimeDelta::minutes(random.between(2_100_000, 2_600_000));
        let id = random.id(created_at);
        let (name, slug) = self.name(place, grade, n, own.map(|own| own.0));
        let random = &mut self.random;
        let amenities = amenities::of_hotel(place.kind, grade, random);
        let types = room_types(place, grade, n, &amenities, created_at, random);
        let rooms = rooms(place, grade, &types, created_at, random);
        let (check_in, check_out) =
            random.pick(&[(14, 12), (14, 12), (15, 11), (14, 11), (13, 11)]);
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let number = if place.state == "DF" {
            char::from(b'A' + random.index(8) as u8).to_string()
        } else {
            random.between(7, 980).to_string()
        };
        let street = random.index(place.streets.len());
        let code = random.between(i64::from(place.codes.0), i64::from(place.codes.1));
        Hotel {
            id,
            place,
            owner: 0,
            description: describe::hotel(&name, place.kind, grade, place.lines, n, random),
            slug,
            name,
            stars: random.pick(&[[0, 1, 2], [3, 3, 3], [4, 4, 4], [4, 5, 5]][grade]),
            street: place.streets[street],
            number,
            district: place.districts[street % place.districts.len()],
            postal_code: format!("{:05}-{:03}", code / 1000, code % 1000),
            check_in: hour(check_in),
            check_out: hour(check_out),
            photos: photos::of_hotel(place, n, amenities.contains(&"pool"), random),
            amenities,
            types,
            rooms,
            fame: if own.is_some() { 1.6 } else { 0.45 + random.unit() * random.unit() * 1.7 },
            created_at,
        }
    }

    /// A name that no other hotel has in its city, and its slug.
    fn name(
        &mut self,
        place: &Place,
        grade: usize,
        n: usize,
        own: Option<&str>,
    ) -> (String, String) {
        let (houses, names) = (HOUSES[grade], names(place.kind));
        for attempt in 0.. {
            let house = houses[(n + attempt + self.random.index(houses.len())) % houses.len()];
            let core = names[(n + attempt) % names.len()];
            let mut name = own.map_or_else(|| format!("{house} {core}"), str::to_owned);
            // Only a very large world runs out of names.
            if attempt > 12 {
                name = format!("{name} {}", attempt - 11);
            }
            let slug = text::slug(&format!("{name} {}", place.city));
            if self.slugs.insert(slug.clone()) {
                return (name, slug);
            }
        }
        Default::default()
    }
}

/// How grand a house is.
fn grade(kind: Kind, random: &mut Random) -> usize {
    match kind {
        Kind::City => random.weighted(&[(0, 2), (1, 1), (2, 2), (3, 5)]),
        Kind::Island => random.weighted(&[(1, 4), (2, 4), (3, 2)]),
        Kind::Colonial => random.weighted(&[(0, 2), (1, 4), (2, 4), (3, 1)]),
        _ => random.weighted(&[(0, 2), (1, 4), (2, 3), (3, 2)]),
    }
}

fn room_types(
    place: &'static Place,
    grade: usize,
    n: usize,
    house: &[&'static str],
    created_at: DateTime<Utc>,
    random: &mut Random,
) -> Vec<RoomType> {
    let base = [125, 245, 430, 520][grade] * place.level * random.between(88, 118) / 10_000;
    MIX[grade]
        .iter()
        .enumerate()
        .map(|(at, (words, _))| {
            let words = &ROOMS[*words];
            // Whole reais, in fives.
            let price = (base * words.price / 100 / 5).max(8) * 5 * 100;
            RoomType {
                id: random.id(created_at),
                name: words.names[grade],
                kind: words.kind,
                capacity: words.capacity,
                beds: words.beds,
                price,
                description: random.pick(words.lines),
                amenities: amenities::of_room(words.kind, place.kind, house, words.price, random),
                photos: photos::of_room(place, words.kind, n + at),
            }
        })
        .collect()
}

fn rooms(
    place: &'static Place,
    grade: usize,
    types: &[RoomType],
    created_at: DateTime<Utc>,
    random: &mut Random,
) -> Vec<Room> {
    let (least, most) = [(8, 13), (11, 18), (11, 17), (20, 30)][grade];
    let wanted = random.between(least, most);
    let mix = MIX[grade];
    let all: i64 = mix.iter().map(|(_, weight)| i64::from(*weight)).sum();
    let mut kinds: Vec<usize> = Vec::new();
    for (kind, (_, weight)) in mix.iter().enumerate() {
        let count = (wanted * i64::from(*weight) + all / 2) / all;
        kinds.extend((0..count.max(1)).map(|_| kind));
    }
    let per_floor = if grade == 3 { 8 } else { 6 };
    let corners = corner(place.kind);
    kinds
        .into_iter()
        .enumerate()
        .map(|(n, kind)| {
            let floor = n / per_floor;
            let own = random.chance(0.06);
            Room {
                id: random.id(created_at),
                kind,
                number: format!("{}{:02}", floor + 1, n % per_floor + 1),
                floor: if floor == 0 { "Térreo".to_owned() } else { format!("{floor}º andar") },
                description: if own || random.chance(0.16) { random.pick(corners) } else { "" },
                price: own.then(|| types[kind].price * 112 / 100 / 500 * 500),
                active: !random.chance(0.012),
            }
        })
        .collect()
}
