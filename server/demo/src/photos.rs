//! Which pictures belong to which hotel.

use types::listing::RoomKind;

use crate::{
    draw::{Picture, pictures},
    places::{Kind, Place},
    random::Random,
};

/// The picture in a file, if there is one.
fn find(file: &str) -> Option<&'static Picture> {
    pictures().find(|picture| picture.file.strip_suffix(".jpg") == Some(file))
}

fn of_place(place: &Place) -> &'static [&'static str] {
    match (place.kind, place.city) {
        (Kind::Colonial, "Paraty") => &["colonial-1", "colonial-2"],
        (Kind::Colonial, "Ouro Preto" | "Tiradentes") => &["town-1", "town-2"],
        (Kind::Colonial, _) => &["colonial-3", "colonial-4"],
        (Kind::City, "Rio de Janeiro") => &["city-2", "city-5"],
        (Kind::City, "Brasília") => &["city-3"],
        (Kind::City, _) => &["city-1", "city-4"],
        (Kind::Beach, _) => &["beach-1", "beach-2", "beach-3", "beach-4"],
        (Kind::Mountain, _) => &["mountain-1", "mountain-2", "mountain-3", "mountain-4"],
        (Kind::River, _) => &["river-1", "river-2", "river-3"],
        (Kind::Dunes, _) => &["dunes-1", "dunes-2", "dunes-3"],
        (Kind::Canyon, _) => &["canyon-1", "canyon-2"],
        (Kind::Island, _) => &["island-1", "island-2"],
    }
}

fn houses(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Beach | Kind::Island | Kind::Dunes => &["house-bungalow", "house-bungalow-evening"],
        Kind::Colonial => &["house-manor", "house-manor-ochre"],
        Kind::Mountain => &["house-chalet"],
        Kind::River => &["house-lodge"],
        Kind::City => &["lobby-city"],
        Kind::Canyon => &["house-manor-ochre"],
    }
}

/// What else there is: the best of it, then balcony, breakfast and reception.
fn grounds(place: &Place, pool: bool) -> [&'static str; 4] {
    let [bathing, balcony, breakfast, lobby] = match place.kind {
        _ if place.by_the_sea() => ["pool-sea", "balcony-sea", "breakfast-sea", "lobby-tiles"],
        Kind::City => ["pool-city", "room-city", "breakfast-hills", "lobby-city"],
        Kind::River => ["balcony-river", "balcony-river", "breakfast-hills", "lobby-green"],
        _ => ["pool-hills", "balcony-hills", "breakfast-hills", "lobby-green"],
    };
    [if pool { bathing } else { balcony }, balcony, breakfast, lobby]
}

/// The pictures of the `n`th hotel of a kind, the best first, each once.
pub(crate) fn of_hotel(
    place: &Place,
    n: usize,
    pool: bool,
    random: &mut Random,
) -> Vec<&'static Picture> {
    let (scenes, houses) = (of_place(place), houses(place.kind));
    let (scene, house) = (scenes[n % scenes.len()], houses[n / 2 % houses.len()]);
    let grounds = grounds(place, pool);
    // Neighbours in a list should not all begin with the same picture.
    let mut files = match n % 3 {
        0 => vec![scene, house, grounds[0]],
        1 => vec![house, scene, grounds[0]],
        _ => vec![grounds[0], house, scene],
    };
    files.extend(&grounds[1..]);
    if scenes.len() > 1 && (random.chance(0.5) || place.kind == Kind::City) {
        files.push(scenes[(n + 1) % scenes.len()]);
    }
    chosen(&files)
}

/// The pictures of a kind of room in a kind of place.
pub(crate) fn of_room(place: &Place, room: RoomKind, n: usize) -> Vec<&'static Picture> {
    let (kind, seaside) = (place.kind, place.by_the_sea());
    let files: &[&str] = match room {
        RoomKind::Single if kind == Kind::City => &["room-single"],
        RoomKind::Single => &["room-single-day"],
        RoomKind::Triple => &["room-triple"],
        RoomKind::Quadruple => &["room-family"],
        RoomKind::Dormitory => &["room-dorm"],
        RoomKind::Suite if seaside => &["suite-sea"],
        RoomKind::Suite if kind == Kind::City => &["suite-city"],
        RoomKind::Suite => &["suite-hills"],
        _ => match kind {
            Kind::Beach | Kind::Island | Kind::Dunes => &["room-sea", "room-sea-evening"],
            Kind::Colonial => &["room-colonial", "room-single-day"],
            Kind::Mountain => &["room-hills", "room-twin"],
            Kind::River => &["room-river"],
            Kind::City => &["room-city", "suite-city"],
            Kind::Canyon => &["room-twin", "room-river"],
        },
    };
    let first = files[n % files.len()];
    let balcony = if seaside { "balcony-sea" } else { "balcony-hills" };
    let second = if kind == Kind::City || n == 0 { first } else { balcony };
    chosen(&[first, second])
}

fn chosen(files: &[&str]) -> Vec<&'static Picture> {
    let mut all: Vec<&Picture> = Vec::new();
    for picture in files.iter().filter_map(|file| find(file)) {
        if all.iter().all(|other| other.file != picture.file) {
            all.push(picture);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn every_name_is_of_a_picture() {
        for place in places::all() {
            for file in of_place(place).iter().chain(houses(place.kind)) {
                assert!(find(file).is_some(), "{file}");
            }
            for file in [true, false].into_iter().flat_map(|pool| grounds(place, pool)) {
                assert!(find(file).is_some(), "{file}");
            }
            for room in RoomKind::ALL {
                assert!((0..4).all(|n| !of_room(place, room, n).is_empty()));
            }
        }
    }

    #[test]
    fn pictures_have_files_and_words_of_their_own() {
        let mut files: Vec<&str> = pictures().map(|picture| picture.file).collect();
        assert!((50..=65).contains(&files.len()), "{}", files.len());
        files.sort_unstable();
        files.dedup();
        assert_eq!(files.len(), pictures().count());
        assert!(pictures().all(|picture| picture.alt.chars().count() > 20));
    }
}
