//! People, hotels, rooms and pictures.

use types::text::fold;
use uuid::Uuid;

use super::Table;
use crate::{
    draw,
    people::Person,
    random::Random,
    world::{Hotel, World},
};

/// All rows but those of bookings, table by table in an order that keys allow.
pub(crate) fn catalog(world: &World, password_hash: &str) -> Vec<Table> {
    let mut account = Table::new(
        "account (id, email, password_hash, role, locale, email_verified, created_at, updated_at)",
    );
    let mut guest = Table::new(
        "guest (account_id, first_name, last_name, phone, document_kind, document_number, birth_date)",
    );
    let mut hotelier = Table::new("hotelier (account_id, first_name, last_name, phone, cnpj)");
    for person in &world.guests {
        account_row(&mut account, person, "guest", password_hash);
        let row = guest.row().put(person.id).text(person.first).text(&person.last);
        drop(row.put(&person.phone).put(person.kind).put(&person.number).maybe(person.born));
    }
    for person in &world.hoteliers {
        account_row(&mut account, person, "hotelier", password_hash);
        let row = hotelier.row().put(person.id).text(person.first).text(&person.last);
        drop(row.put(&person.phone).put(&person.number));
    }
    let mut hotel = Table::new(
        "hotel (id, owner_id, slug, name, description, stars, street, number, district, city, state, \
         postal_code, country, city_key, search_key, time_zone, currency, check_in_time, \
         check_out_time, amenities, published, created_at, updated_at)",
    );
    let mut room_type = Table::new(
        "room_type (id, hotel_id, name, kind, capacity, beds, base_price, description, amenities, \
         created_at, updated_at)",
    );
    let mut room = Table::new(
        "room (id, hotel_id, room_type_id, number, floor, description, price, status, created_at, updated_at)",
    );
    let mut photo =
        Table::new("photo (id, hotel_id, room_type_id, file, alt, width, height, position)");
    let mut random = Random::new(404);
    for house in &world.hotels {
        hotel_row(&mut hotel, house, world.hoteliers[house.owner].id);
        let mut position = 0;
        let mut picture = |of: Option<Uuid>, picture: &draw::Picture| {
            let row = photo.row().put(random.id(house.created_at)).put(house.id).maybe(of);
            let row = row.put(picture.file).text(picture.alt).put(draw::WIDTH).put(draw::HEIGHT);
            drop(row.put(position));
            position += 1;
        };
        house.photos.iter().for_each(|photo| picture(None, photo));
        for kind in &house.types {
            let row = room_type.row().put(kind.id).put(house.id).text(kind.name);
            let row =
                row.put(kind.kind.as_str()).put(kind.capacity).text(kind.beds).put(kind.price);
            let row = row.text(kind.description).list(&kind.amenities);
            drop(row.at(house.created_at).at(house.created_at));
            kind.photos.iter().for_each(|photo| picture(Some(kind.id), photo));
        }
        for one in &house.rooms {
            let status = if one.active { "active" } else { "out_of_service" };
            let row = room.row().put(one.id).put(house.id).put(house.types[one.kind].id);
            let row = row.put(&one.number).text(&one.floor).text(one.description).maybe(one.price);
            drop(row.put(status).at(house.created_at).at(house.created_at));
        }
    }
    vec![account, guest, hotelier, hotel, room_type, room, photo]
}

fn account_row(table: &mut Table, person: &Person, role: &str, password_hash: &str) {
    let row = table.row().put(person.id).put(&person.email).text(password_hash).put(role);
    drop(row.put(person.locale).put(true).at(person.created_at).at(person.created_at));
}

fn hotel_row(table: &mut Table, hotel: &Hotel, owner: Uuid) {
    let place = hotel.place;
    let search = fold(&format!("{} {} {}", hotel.name, place.city, hotel.district));
    let row = table.row().put(hotel.id).put(owner).put(&hotel.slug).text(&hotel.name);
    let row = row.text(&hotel.description).put(hotel.stars).text(hotel.street).put(&hotel.number);
    let row = row.text(hotel.district).text(place.city).put(place.state).put(&hotel.postal_code);
    let row = row.put("BR").put(fold(place.city)).text(&search).put(place.zone).put("BRL");
    let row = row.put(hotel.check_in).put(hotel.check_out).list(&hotel.amenities).put(true);
    drop(row.at(hotel.created_at).at(hotel.created_at));
}
