//! What hotels and rooms offer, by place and by how grand the house is.

use types::listing::RoomKind;

use crate::{places::Kind, random::Random};

/// What a hotel offers, in order.
pub(crate) fn of_hotel(kind: Kind, grade: usize, random: &mut Random) -> Vec<&'static str> {
    let mut all = vec!["wifi"];
    let mut maybe = |code: &'static str, chance: f64| {
        if random.chance(chance) {
            all.push(code);
        }
    };
    let seaside = matches!(kind, Kind::Beach | Kind::Island);
    let warm = !matches!(kind, Kind::Mountain | Kind::Colonial);
    maybe("breakfast", [0.4, 1.0, 1.0, 1.0][grade]);
    maybe("parking", if kind == Kind::City { 0.5 } else { 0.75 });
    maybe("pool", [0.15, 0.45, 0.8, 0.9][grade]);
    maybe("beach_front", if seaside { 0.5 } else { 0.0 });
    maybe("sea_view", if seaside { 0.6 } else { 0.0 });
    maybe("air_conditioning", if warm { [0.4, 0.8, 1.0, 1.0][grade] } else { 0.3 });
    maybe("restaurant", [0.1, 0.25, 0.6, 0.95][grade]);
    maybe("bar", [0.4, 0.3, 0.6, 0.95][grade]);
    maybe("gym", [0.0, 0.05, 0.2, 0.9][grade]);
    maybe("spa", [0.0, 0.05, 0.4, 0.6][grade]);
    maybe("sauna", if kind == Kind::Mountain { 0.5 } else { [0.0, 0.05, 0.2, 0.6][grade] });
    maybe("fireplace", if kind == Kind::Mountain { 0.9 } else { 0.0 });
    maybe("pets", [0.5, 0.5, 0.35, 0.2][grade]);
    maybe("accessible", [0.3, 0.35, 0.5, 0.95][grade]);
    maybe("family", [0.2, 0.7, 0.5, 0.8][grade]);
    maybe("kitchen", [0.9, 0.2, 0.05, 0.05][grade]);
    maybe("balcony", 0.4);
    all.sort_unstable();
    all
}

/// What a kind of room offers, in order; `price` is its price, the double being 100.
pub(crate) fn of_room(
    room: RoomKind,
    place: Kind,
    house: &[&str],
    price: i64,
    random: &mut Random,
) -> Vec<&'static str> {
    let mut all = vec!["wifi"];
    if house.contains(&"air_conditioning") {
        all.push("air_conditioning");
    }
    if price >= 120 && room != RoomKind::Dormitory {
        all.push("minibar");
    }
    if matches!(room, RoomKind::Single | RoomKind::Suite) || place == Kind::City {
        all.push("work_desk");
    }
    if price >= 125 && room != RoomKind::Dormitory && random.chance(0.7) {
        all.push("balcony");
    }
    if house.contains(&"sea_view") && price >= 125 {
        all.push("sea_view");
    }
    if house.contains(&"fireplace") && (room == RoomKind::Suite || random.chance(0.3)) {
        all.push("fireplace");
    }
    if room == RoomKind::Quadruple {
        all.push("family");
    }
    all.sort_unstable();
    all
}
