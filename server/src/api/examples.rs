//! What answers look like, for the document. A test reads each back as its type.

mod exchange;
mod guests;
mod rates;
mod reports;

use serde_json::{Value, json};

/// An example of the schema of that name, if it is one that is sent back.
#[must_use]
pub fn of(schema: &str) -> Option<Value> {
    Some(match schema {
        "Account" => account(),
        "NewSession" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9c00",
            "token": "f3Zr0wB8mE5xq1YvJk7dT2nLhAcS9uPiGo4RbVtXe6M",
            "expires_at": "2027-03-31T12:00:00Z", "account": account(),
        }),
        "Session" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9c00", "current": true, "user_agent": "curl/8.5.0",
            "created_at": "2027-03-01T12:00:00Z", "last_used_at": "2027-03-01T12:00:00Z",
            "expires_at": "2027-03-31T12:00:00Z",
        }),
        "Hotel" => hotel(),
        "Photo" => photo(),
        "FoundHotel" => found_hotel(),
        "RoomType" => room_type(),
        "Room" => json!({
            "id": ROOM, "hotel_id": HOTEL, "room_type_id": ROOM_TYPE,
            "room_type_name": "Double with balcony", "number": "101", "floor": "1", "description": "",
            "price": null, "status": "active", "available": true, "version": 1,
        }),
        "Availability" => availability(),
        "Booking" => booking(),
        "BookingEvent" => json!({
            "kind": "confirmed", "version": 1, "actor": "guest", "actor_name": "Ana Lima",
            "reason": "", "data": { "source": "web" }, "at": "2027-03-01T12:00:00Z",
        }),
        "RoomOccupancy" => occupancy(),
        "ApiKey" => api_key(),
        "NewApiKey" => {
            let mut key = api_key();
            key["account_id"] = GUEST.into();
            key["secret"] = "pk_f3Zr0wB8mE5xq1YvJk7dT2nLhAcS9uPiGo4RbVtXe6M".into();
            key
        }
        "GuestOverview" => json!({
            "account": account(), "current": [], "upcoming": [booking()], "history": [],
        }),
        "HotelierOverview" => json!({
            "account": hotelier(), "hotels": [{ "hotel": hotel(), "rooms": [occupancy()] }],
            "in_progress": [],
        }),
        "FoundRoom" => json!({
            "room_type": room_type(),
            "hotel": {
                "id": HOTEL, "slug": "pousada-do-cais", "name": "Pousada do Cais", "stars": 4,
                "city": "Paraty", "state": "RJ",
            },
            "offer": offer(),
        }),
        "Block" => json!({
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e00", "room_id": ROOM, "from": "2027-03-10",
            "to": "2027-03-12", "reason": "New carpet",
        }),
        "Quote" => quote(),
        "ChangePreview" => json!({
            "nights": [
                { "date": "2027-03-12", "room": "101", "change": "kept", "price": reais(32_000) },
                { "date": "2027-03-13", "room": "101", "change": "added", "price": reais(35_000) },
            ],
            "total": reais(134_000), "difference": reais(35_000), "fee": reais(0),
        }),
        "CancelPreview" => json!({ "fee": reais(32_000) }),
        "BookingNote" => json!({
            "author": "Rui Prado", "text": "Arrives late, by bus", "created_at": "2027-03-01T12:00:00Z",
        }),
        "Notice" => notice(),
        "HotelNotice" => {
            let mut notice = notice();
            notice["booking_id"] = BOOKING.into();
            notice["booking_code"] = "K7MR2XQH".into();
            notice
        }
        _ => {
            return rates::of(schema)
                .or_else(|| exchange::of(schema))
                .or_else(|| guests::of(schema))
                .or_else(|| reports::of(schema));
        }
    })
}

const HOTEL: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00";
const ROOM_TYPE: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10";
const ROOM: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b20";
const BOOKING: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9d00";
const GUEST: &str = "01936f2e-7c1a-7b60-8a53-5d1e7f6a9a00";

fn reais(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "BRL" })
}

fn account() -> Value {
    json!({
        "id": GUEST, "role": "guest", "email": "ana@example.com", "email_verified": false,
        "pending_email": null,
        "locale": "pt-BR", "second_factor": false,
        "notifications": { "reminder": true, "review_invitation": true, "offers": false },
        "profile": {
            "first_name": "Ana", "last_name": "Lima", "phone": "+5511987654321",
            "document": { "kind": "cpf", "number": "52998224725" }, "birth_date": null,
        },
        "created_at": "2027-03-01T12:00:00Z",
    })
}

fn hotel() -> Value {
    json!({
        "id": HOTEL, "slug": "pousada-do-cais", "name": "Pousada do Cais",
        "description": "By the old harbour.", "stars": 4, "rating": 4.5, "review_score": 8.9,
        "review_count": 128,
        "address": {
            "street": "Rua do Comércio", "number": "12", "district": "Centro", "city": "Paraty",
            "state": "RJ", "postal_code": "23970-000", "country": "BR",
        },
        "time_zone": "America/Sao_Paulo", "currency": "BRL", "check_in_time": "14:00:00",
        "check_out_time": "12:00:00", "amenities": ["breakfast", "wifi"],
        "photos": [photo()],
        "published": true,
        "cancellation": { "kind": "flexible", "tiers": [{ "hours_before": 24, "fee": { "nights": 1 } }] },
        "auto_no_show": false, "no_show_time": "12:00:00", "rooms": { "total": 12, "free_now": 5 }, "version": 1,
        "created_at": "2027-01-10T09:30:00Z",
    })
}

fn found_hotel() -> Value {
    let mut found = hotel();
    found["from_price"] = reais(32_000);
    found["offer"] = offer();
    found
}

fn offer() -> Value {
    json!({
        "total": reais(96_000), "nights": 3, "rooms_left": 2, "room_type_id": ROOM_TYPE,
        "room_type_name": "Double with balcony",
    })
}

fn hotelier() -> Value {
    let mut account = account();
    account["role"] = "hotelier".into();
    account["profile"]["document"] = json!({ "kind": "cnpj", "number": "12ABC34501DE35" });
    account
}

fn api_key() -> Value {
    json!({
        "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9f00", "name": "Channel manager",
        "prefix": "pk_f3Zr0w", "scopes": ["hotels:read", "bookings:read"],
        "created_at": "2027-03-01T12:00:00Z", "expires_at": "2028-02-29T12:00:00Z",
        "last_used_at": null,
    })
}

fn occupancy() -> Value {
    json!({
        "room_id": ROOM, "room_number": "101", "room_type_name": "Double with balcony",
        "status": "arriving", "booking_id": BOOKING, "booking_code": "K7MR2XQH",
        "guest_name": "Ana Lima",
    })
}

fn notice() -> Value {
    json!({
        "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9e10", "kind": "confirmed", "recipient": "guest",
        "address": "ana@example.com", "locale": "pt-BR", "subject": "Reserva confirmada: Pousada do Cais",
        "state": "sent", "attempts": 1, "error": null, "sent_at": "2027-03-01T12:00:01Z",
        "created_at": "2027-03-01T12:00:01Z",
    })
}

fn policy() -> Value {
    json!({ "kind": "flexible", "tiers": [{ "hours_before": 24, "fee": { "nights": 1 } }] })
}

fn quote() -> Value {
    json!({
        "hotel_id": HOTEL, "check_in": "2027-03-10", "check_out": "2027-03-13", "nights": 3,
        "rooms": [{
            "room_type_id": ROOM_TYPE, "room_type_name": "Double with balcony", "adults": 2,
            "children": 0, "nights": nights(), "charges": charges(),
        }],
        "discount": reais(0), "taxes": reais(3_000), "total": reais(99_000),
        "cancellation_policy": policy(), "free_cancellation_until": "2027-03-09T17:00:00Z",
    })
}

fn nights() -> Vec<Value> {
    ["2027-03-10", "2027-03-11", "2027-03-12"]
        .iter()
        .map(|date| json!({ "date": date, "price": reais(32_000) }))
        .collect()
}

fn charges() -> Value {
    json!([{ "name": "Tourism fee", "basis": "per_night", "value": 1_000, "amount": 3_000 }])
}

fn room_type() -> Value {
    json!({
        "id": ROOM_TYPE, "hotel_id": HOTEL, "name": "Double with balcony", "kind": "double",
        "capacity": 2, "beds": "1 queen bed", "base_price": reais(32_000), "included": 2,
        "extra_adult": 8_000, "extra_child": 4_000, "description": "",
        "amenities": ["balcony"], "photos": [], "room_count": 8, "version": 1,
    })
}

fn availability() -> Value {
    json!({
        "hotel_id": HOTEL, "from": "2027-03-10", "to": "2027-03-12",
        "room_types": [{
            "room_type": room_type(), "free": 0, "total": null, "refusals": [],
            "nights": [
                { "date": "2027-03-10", "free": 2, "price": reais(32_000), "why_not": null,
                  "limits": { "min_stay": 2 } },
                { "date": "2027-03-11", "free": 0, "price": reais(32_000), "why_not": "sold_out", "limits": {} },
            ],
        }],
    })
}

fn booking() -> Value {
    json!({
        "id": BOOKING, "code": "K7MR2XQH", "state": "confirmed", "version": 1, "hotel_id": HOTEL,
        "hotel_name": "Pousada do Cais", "hotel_slug": "pousada-do-cais",
        "time_zone": "America/Sao_Paulo", "check_in": "2027-03-10", "check_out": "2027-03-13",
        "nights": 3,
        "rooms": [{
            "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6a9d10", "room_id": ROOM, "room_number": "101",
            "room_type_id": ROOM_TYPE, "room_type_name": "Double with balcony",
            "state": "confirmed", "adults": 2, "children": 0, "check_in": "2027-03-10",
            "check_out": "2027-03-13", "pinned": false, "nights": nights(), "charges": charges(),
            "fee": reais(0),
        }],
        "guest": { "id": GUEST, "name": "Ana Lima", "email": "ana@example.com", "phone": "+5511987654321" },
        "guest_note": "", "source": "web", "taxes": reais(3_000), "fee": reais(0),
        "total": reais(99_000), "cancellation_policy": policy(),
        "free_cancellation_until": "2027-03-09T17:00:00Z", "hold_until": null,
        "starts_at": "2027-03-10T17:00:00Z", "ends_at": "2027-03-13T15:00:00Z",
        "created_at": "2027-03-01T12:00:00Z",
    })
}

fn photo() -> Value {
    json!({
        "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6aa000", "url": "/photos/cais.jpg",
        "alt": "The house from the water", "width": 1200, "height": 800,
        "thumbnails": [{ "url": "/photos/cais-640.jpg", "width": 640 }],
    })
}

#[cfg(test)]
mod tests {
    use serde::{Serialize, de::DeserializeOwned};
    use types::{
        account::{Account, NewSession, Session},
        api_key::{ApiKey, NewApiKey},
        booking::{
            Block, Booking, BookingEvent, BookingNote, CancelPreview, ChangePreview, Quote,
            RoomOccupancy,
        },
        listing::{Hotel, Room, RoomType},
        notice::{HotelNotice, Notice},
        profile::{GuestOverview, HotelierOverview},
        search::{Availability, FoundHotel, FoundRoom},
    };

    use super::*;

    pub(super) fn is_one<T: DeserializeOwned + Serialize>(schema: &str) {
        let example = of(schema).expect(schema);
        let read: T = serde_json::from_value(example.clone()).expect(schema);
        assert_eq!(serde_json::to_value(read).expect(schema), example);
    }

    #[test]
    fn examples_are_what_they_say() {
        is_one::<Account>("Account");
        is_one::<NewSession>("NewSession");
        is_one::<Session>("Session");
        is_one::<Hotel>("Hotel");
        is_one::<FoundHotel>("FoundHotel");
        is_one::<RoomType>("RoomType");
        is_one::<Room>("Room");
        is_one::<Availability>("Availability");
        is_one::<Booking>("Booking");
        is_one::<BookingEvent>("BookingEvent");
        is_one::<RoomOccupancy>("RoomOccupancy");
        is_one::<ApiKey>("ApiKey");
        is_one::<NewApiKey>("NewApiKey");
        is_one::<GuestOverview>("GuestOverview");
        is_one::<HotelierOverview>("HotelierOverview");
        is_one::<FoundRoom>("FoundRoom");
        is_one::<Block>("Block");
        is_one::<Quote>("Quote");
        is_one::<ChangePreview>("ChangePreview");
        is_one::<CancelPreview>("CancelPreview");
        is_one::<BookingNote>("BookingNote");
        is_one::<Notice>("Notice");
        is_one::<HotelNotice>("HotelNotice");
    }
}
