//! The same for the server functions that pages call: each of them, asked by everybody with the
//! cookie that their browser would send. That this can fail was seen with the owner left out of
//! `load::own_hotel`, and with the guest left out of `store::may_see`.

use std::collections::BTreeSet;

use leptos::server_fn::axum::server_fn_paths;
use pousada_core::accounts::{self, Door};
use serde_json::Value;

use super::{
    access::{Access, Verdict},
    asking::MISSING,
    scene::{Principal, Scene, Target},
};
use crate::support::Answer;

/// Whose business each function is, and what is sent to it. Names in braces are those of the scene's
/// things; a version or a fee is one that never is, so that who may is told so and changes nothing.
const FUNCTIONS: [(&str, Access, &str); 47] = [
    ("current-account", Access::Oneself, ""),
    ("sign-in", Access::Open, "email=nobody@example.com&password=correct+horse+battery"),
    ("sign-up", Access::Open, "role=guest&email=taken&password=short"),
    ("sign-out", Access::Open, ""),
    ("link-page", Access::Open, "reset=true&token={token}"),
    ("verify-address", Access::Open, "token={token}"),
    ("forgot-password", Access::Open, "email=nobody@example.com"),
    ("reset-password", Access::Open, "token={token}&password=correct+horse+battery"),
    ("send-verification", Access::Account, ""),
    ("home-page", Access::Published, ""),
    ("search-page", Access::Published, "query[place]=Hospedaria"),
    (
        "hotel-page",
        Access::Listing,
        "slug={slug}&query[check_in]=2027-03-20&query[check_out]=2027-03-21",
    ),
    (
        "book-page",
        Access::GuestAtHotel,
        "query[hotel]={slug}&query[room_type]={room_type_id}&query[check_in]=2027-03-20\
         &query[check_out]=2027-03-21",
    ),
    (
        "book",
        Access::GuestAtHotel,
        "hotel_id={hotel_id}&room_type_id={room_type_id}&check_in=2027-03-20\
         &check_out=2027-03-21&rooms=1&adults=2&children=0&expected_total=30000&currency=BRL\
         &idempotency_key=matrix",
    ),
    ("set-language", Access::Open, "lang=en"),
    ("set-theme", Access::Open, "theme=dark"),
    ("article-page", Access::Published, "name=help"),
    ("rooms-page", Access::Published, "query[place]=Hospedaria"),
    ("calendar-page", Access::Listing, "slug={slug}"),
    ("reviews-page", Access::Listing, "slug={slug}"),
    ("account-page", Access::Account, ""),
    ("edit-account", Access::Account, "phone=1"),
    ("sessions-page", Access::Account, ""),
    ("end-session", Access::OwnThing, "id={session_id}"),
    ("keys-page", Access::Account, ""),
    ("create-key", Access::Account, "name=&days=30"),
    ("revoke-key", Access::OwnThing, "id={api_key_id}"),
    ("erase-account", Access::Account, "password=wrong"),
    ("edit-page", Access::Booking, "id={booking_id}"),
    ("edit-booking", Access::Booking, "id={booking_id}&version=999&guest_note=Late"),
    ("write-review", Access::BookingGuest, "id={booking_id}&overall=9&text=Quiet"),
    ("trips-page", Access::Guest, ""),
    ("booking-page", Access::Booking, "id={booking_id}"),
    ("confirm-booking", Access::Booking, "id={booking_id}"),
    ("cancel-page", Access::Booking, "id={booking_id}"),
    ("cancel-booking", Access::Booking, "id={booking_id}&fee=1&currency=BRL"),
    ("manage-page", Access::Hotelier, ""),
    ("desk-page", Access::HotelOwner, "hotel={hotel_id}"),
    ("room-type-page", Access::HotelOwner, "id={room_type_id}"),
    ("room-page", Access::HotelOwner, "id={room_id}"),
    ("bookings-page", Access::HotelOwner, "hotel={hotel_id}"),
    ("create-hotel", Access::Hotelier, HOTEL),
    ("edit-hotel", Access::HotelOwner, EDITED_HOTEL),
    (
        "create-room-type",
        Access::HotelOwner,
        "hotel={hotel_id}&name=Other&kind=double&capacity=2&base_price=300",
    ),
    (
        "edit-room-type",
        Access::HotelOwner,
        "id={room_type_id}&version=999&name=Other&kind=double&capacity=2&base_price=300",
    ),
    ("create-rooms", Access::HotelOwner, "hotel={hotel_id}&number=901&room_type_id={room_type_id}"),
    (
        "edit-room",
        Access::HotelOwner,
        "id={room_id}&version=999&number=901&room_type_id={room_type_id}&status=active",
    ),
];

macro_rules! hotel {
    ($before:literal) => {
        concat!(
            $before,
            "name=Elsewhere&stars=3&street=Rua+Um&number=1&district=Centro&city=Paraty&state=RJ",
            "&postal_code=23970-000&time_zone=America/Sao_Paulo&currency=BRL&check_in_time=14:00",
            "&check_out_time=12:00"
        )
    };
}

const HOTEL: &str = hotel!("");
const EDITED_HOTEL: &str = hotel!("id={hotel_id}&version=999&");

/// Who sends a form.
#[derive(Debug, Clone, Copy)]
enum Visitor {
    /// Somebody with the cookie of their browser, if they have one.
    Browser(Principal),
    /// The hotelier's token of the API, as a cookie and as a bearer token: good for nothing here.
    ApiToken,
}

impl Visitor {
    const ALL: [Self; 6] = [
        Self::Browser(Principal::Anonymous),
        Self::ApiToken,
        Self::Browser(Principal::OtherGuest),
        Self::Browser(Principal::OtherHotelier),
        Self::Browser(Principal::Guest),
        Self::Browser(Principal::Hotelier),
    ];

    /// As whom they count.
    fn principal(self) -> Principal {
        match self {
            Self::Browser(principal) => principal,
            Self::ApiToken => Principal::Anonymous,
        }
    }
}

/// Whoever adds a server function says here whose business it is, or this fails.
#[test]
fn every_function_is_in_the_list() {
    let served: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();
    let listed: BTreeSet<String> =
        FUNCTIONS.iter().map(|(name, ..)| format!("/rpc/{name}")).collect();
    assert_eq!(listed.len(), FUNCTIONS.len(), "a function is in the list twice");
    assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), served);
    assert!(
        server_fn_paths().all(|(_, method)| method == "POST"),
        "all are behind the check of the origin"
    );
}

#[tokio::test]
async fn no_function_gets_at_what_is_not_the_askers() {
    let scene = Scene::new().await;
    let slug: String = sqlx::query_scalar("SELECT slug FROM hotel WHERE id = $1::uuid")
        .bind(scene.id("hotel_id"))
        .fetch_one(&scene.app.world.db.pool)
        .await
        .expect("a name");
    let mut wrong = Vec::new();
    let mut cells = 0;
    for visitor in Visitor::ALL {
        let principal = visitor.principal();
        for (name, access, fields) in FUNCTIONS {
            let mut answers = Vec::new();
            for target in Target::ALL {
                if target == Target::Missing && !fields.contains('{') {
                    continue;
                }
                cells += 1;
                let form = filled(&scene, &slug, fields, target);
                let answer = scene.send(name, form, visitor).await;
                let status = refusal(&answer);
                let fine = status < 500
                    && match access.expected(principal, target) {
                        Verdict::Is(expected) => expected.contains(&status),
                        Verdict::Passes => !matches!(status, 401 | 403 | 404),
                        Verdict::Anything => true,
                    };
                let cell = format!("{name} {visitor:?} {target:?}");
                if !fine {
                    wrong.push(format!("{cell}: {status}: {}", answer.lossy()));
                }
                if !access.may_know(principal) {
                    let told = scene.secrets().find(|secret| answer.lossy().contains(*secret));
                    wrong.extend(told.map(|secret| format!("{cell}: it tells {secret:?}")));
                }
                let body = scene.anonymized(&answer).replace(&slug, "{}");
                answers.push((answer.status, body.replace("nothing-of-this-name", "{}")));
            }
            if let [foreign, missing] = answers.as_slice()
                && !access.may_know(principal)
                && foreign != missing
            {
                wrong.push(format!(
                    "{name} {visitor:?}: foreign is told from missing: {foreign:?} {missing:?}"
                ));
            }
        }
        if !principal.is_owner() {
            assert_eq!(scene.state().await, scene.before, "{visitor:?} changed something");
        }
    }
    println!("{} functions, {cells} cells, {} leaks", FUNCTIONS.len(), wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    scene.close().await;
}

/// The status of what was answered. Refusals in the ordinary course of things are answers like any
/// other: a page of its own shows them.
fn refusal(answer: &Answer) -> u16 {
    let status = answer.status.as_u16();
    let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match said["Err"]["status"].as_u64() {
        Some(refused) if status == 200 => u16::try_from(refused).expect("a status"),
        _ => status,
    }
}

fn filled(scene: &Scene, slug: &str, fields: &str, target: Target) -> String {
    let mut filled = fields.to_owned();
    while let (Some(from), Some(to)) = (filled.find('{'), filled.find('}')) {
        let name = filled[from + 1..to].to_owned();
        let value = match (name.as_str(), target) {
            ("slug", Target::Scene) => slug,
            ("slug", Target::Missing) => "nothing-of-this-name",
            (_, Target::Missing) => MISSING,
            (name, Target::Scene) => scene.id(name),
        };
        filled.replace_range(from..=to, value);
    }
    filled.replace('[', "%5B").replace(']', "%5D")
}

impl Scene {
    /// Sends a form as the browser's code does, with a session of its own each time.
    async fn send(&self, name: &str, form: String, visitor: Visitor) -> Answer {
        let (account, door) = match visitor {
            Visitor::Browser(Principal::Guest) => (Some(self.accounts.guest), Door::Page),
            Visitor::Browser(Principal::OtherGuest) => {
                (Some(self.accounts.other_guest), Door::Page)
            }
            Visitor::Browser(Principal::Hotelier) => (Some(self.accounts.hotelier), Door::Page),
            Visitor::Browser(Principal::OtherHotelier) => {
                (Some(self.accounts.other_hotelier), Door::Page)
            }
            Visitor::Browser(_) => (None, Door::Page),
            Visitor::ApiToken => (Some(self.accounts.hotelier), Door::Api),
        };
        let mut call = self
            .app
            .call("POST", &format!("/rpc/{name}"))
            .header("x-request-id", "same")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "application/json")
            .raw("application/x-www-form-urlencoded", form);
        if let Some(account) = account {
            let svc = &self.app.world.svc;
            let session = accounts::begin_session(svc, account, door, None).await.expect("begun");
            call = call.header("cookie", &format!("__Host-pousada={}", session.token));
            if door == Door::Api {
                call = call.bearer(&session.token);
            }
        }
        call.send().await
    }
}
