mod looks;
mod truth;

use serde_json::json;
use types::{
    AccountId, BookingId, Currency, HotelId,
    account::{Account, LOCALES, Profile, Role},
    booking::BookingState,
    document::{Document, DocumentKind},
    listing::Address,
    notice::Recipient,
    notifications::Notifications,
    policy::CancellationPolicy,
};
use uuid::Uuid;

use super::{
    facts::{BookingFacts, ChargeFacts, NightFacts, RoomFacts},
    *,
};
use crate::testing::{World, date, detached};

/// A family in two rooms at Pousada do Cais, for two nights.
fn facts(locale: &str) -> BookingFacts {
    let time = |text: &str| text.parse().expect("a time");
    let nights = |prices: [i64; 2]| {
        ["2027-03-10", "2027-03-11"]
            .into_iter()
            .zip(prices)
            .map(|(night, price)| NightFacts { date: date(night), price })
            .collect()
    };
    let room =
        |number: &str, type_name: &str, adults, children, prices: [i64; 2], amount| RoomFacts {
            number: number.to_owned(),
            type_name: type_name.to_owned(),
            state: BookingState::Confirmed,
            adults,
            children,
            nights: nights(prices),
            charges: vec![ChargeFacts { name: "ISS".to_owned(), amount }],
            fee: 0,
        };
    BookingFacts {
        id: BookingId(Uuid::from_u128(0x0193_6f2e_7c1a_7b60_8a53_5d1e_7f6a_9b00)),
        code: "QXTRA7D9".to_owned(),
        state: BookingState::Confirmed,
        sequence: 1,
        hotel_id: HotelId(Uuid::from_u128(1)),
        hotel_name: "Pousada do Cais".to_owned(),
        address: Address {
            street: "Rua do Comércio".to_owned(),
            number: "12".to_owned(),
            district: "Centro Histórico".to_owned(),
            city: "Paraty".to_owned(),
            state: "RJ".to_owned(),
            postal_code: "23970-000".to_owned(),
            country: "BR".to_owned(),
        },
        time_zone: "America/Sao_Paulo".to_owned(),
        check_in_time: time("14:00:00"),
        check_out_time: time("12:00:00"),
        check_in: date("2027-03-10"),
        check_out: date("2027-03-12"),
        currency: Currency::Brl,
        taxes: 6_230,
        total: 130_830,
        guest_id: Some(AccountId(Uuid::from_u128(2))),
        notifications: Notifications::default(),
        guest_name: "Ana Lima".to_owned(),
        guest_email: "ana@example.com".to_owned(),
        guest_phone: "+5511987654321".to_owned(),
        guest_note: "We arrive late.\nIs there a cot?".to_owned(),
        locale: locale.to_owned(),
        hold_until: None,
        cancellation: Some(CancellationPolicy::default()),
        cancellation_anchor: "2027-03-10T17:00:00Z".parse().expect("an instant"),
        updated_at: "2027-03-01T12:00:00Z".parse().expect("an instant"),
        rooms: vec![
            room("101", "Double with balcony", 2, 0, [30_000, 34_600], 3_230),
            room("205", "Twin", 1, 2, [30_000, 30_000], 3_000),
        ],
    }
}

fn account(role: Role, locale: &str) -> Account {
    Account {
        pending_email: None,
        id: AccountId(Uuid::from_u128(3)),
        role,
        email: "rui@example.com".to_owned(),
        email_verified: false,
        locale: locale.to_owned(),
        second_factor: false,
        notifications: Notifications::default(),
        profile: Some(Profile {
            first_name: "Rui".to_owned(),
            last_name: "Prado".to_owned(),
            phone: "+5524987654321".to_owned(),
            document: Document { kind: DocumentKind::Cnpj, number: "12ABC34501DE35".to_owned() },
            birth_date: None,
        }),
        created_at: "2027-03-01T12:00:00Z".parse().expect("an instant"),
    }
}

/// What the lifecycle writes of a change.
fn change() -> serde_json::Value {
    json!({
        "before": {
            "check_in": "2027-03-10", "check_out": "2027-03-13", "rooms": ["101"], "adults": 2,
            "children": 0, "total": 104_601, "guest_note": "",
        },
        "after": {
            "check_in": "2027-03-10", "check_out": "2027-03-12", "rooms": ["101", "205"],
            "adults": 3, "children": 2, "total": 130_830,
            "guest_note": "We arrive late.\nIs there a cot?",
        },
    })
}

/// The letter about `facts`, of which there must be one.
fn letter(facts: &BookingFacts, event: &str, data: &serde_json::Value, to: Recipient) -> Letter {
    let occasion = Occasion::of(event).expect("an occasion");
    let owner = account(Role::Hotelier, &facts.locale);
    let (svc, event) = (detached(), Event::read(data));
    booking_letter(&svc, facts, occasion, &event, to, &owner).expect("written").expect("a letter")
}
