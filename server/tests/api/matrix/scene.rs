//! Who is there, and what is whose.

use std::sync::atomic::AtomicUsize;

use pousada_core::accounts::{self, Door};
use serde_json::json;
use types::{AccountId, account::SignUpRole};

use super::asking::REVIEW;
use crate::{
    rates,
    support::{House, TestApp, text},
};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    Anonymous,
    OtherGuest,
    OtherHotelier,
    /// A key of the hotelier's with every scope but the one that is needed.
    KeyWithout,
    /// Whose the booking is.
    Guest,
    /// A key of the hotelier's with just the scope that is needed.
    KeyWith,
    /// Whose the hotel is.
    Hotelier,
}

impl Principal {
    pub const ALL: [Self; 7] = [
        Self::Anonymous,
        Self::OtherGuest,
        Self::OtherHotelier,
        Self::KeyWithout,
        Self::Guest,
        Self::KeyWith,
        Self::Hotelier,
    ];

    pub fn is_owner(self) -> bool {
        matches!(self, Self::Guest | Self::KeyWith | Self::Hotelier)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// What is there.
    Scene,
    /// What is not.
    Missing,
}

impl Target {
    pub const ALL: [Self; 2] = [Self::Scene, Self::Missing];
}

/// A hotel that is not published, and a booking made while it was.
pub struct Scene {
    pub(super) app: TestApp,
    pub(super) accounts: Accounts,
    pub(super) house: House,
    pub(super) booking: String,
    pub(super) code: String,
    pub(super) block: String,
    pub(super) notice: String,
    /// A rate rule, a promotion and a tax.
    pub(super) rates: [String; 3],
    /// A webhook endpoint, and a delivery on its way to it.
    pub(super) webhook: [String; 2],
    pub(super) session: String,
    pub(super) api_key: String,
    /// What there was before anybody asked.
    pub before: Vec<String>,
    pub(super) asked: AtomicUsize,
}

pub(super) struct Accounts {
    pub(super) guest: AccountId,
    pub(super) other_guest: AccountId,
    pub(super) hotelier: AccountId,
    pub(super) other_hotelier: AccountId,
}

const HOTEL: &str = "Hospedaria Encoberta";
const GUEST: &str = "Zwingenberger";
const NOTE: &str = "allergic to feathers";

impl Scene {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        let account = async |role, last_name: &str| {
            let mut request = pousada_core::testing::sign_up_request(role);
            request.last_name = last_name.to_owned();
            accounts::sign_up(&app.world.svc, request).await.expect("signed up").id
        };
        let accounts = Accounts {
            guest: account(SignUpRole::Guest, GUEST).await,
            other_guest: account(SignUpRole::Guest, "Lima").await,
            hotelier: account(SignUpRole::Hotelier, "Prado").await,
            other_hotelier: account(SignUpRole::Hotelier, "Reis").await,
        };
        let token = async |id| {
            let begun = accounts::begin_session(&app.world.svc, id, Door::Api, None).await;
            begun.expect("signed in")
        };
        let (owner, guest) = (token(accounts.hotelier).await, token(accounts.guest).await);
        let person =
            |token: &str| crate::support::Person { email: String::new(), token: token.to_owned() };
        let house = app.house(&person(&owner.token), 2, true).await;
        let path = format!("/api/v1/hotels/{}", house.id);
        let mut request = house.request(("2027-03-10", "2027-03-12"));
        request["guest_note"] = NOTE.into();
        request["rooms"][0] = json!({ "room_id": house.rooms[0], "adults": 2 });
        let call = app.post("/api/v1/bookings", &request).header("idempotency-key", "scene");
        let booking = call.bearer(&guest.token).ok(201).await;
        let hide = json!({ "published": false, "name": HOTEL });
        let call = app.call("PATCH", &path).json(&hide).header("if-match", "\"v1\"");
        call.bearer(&owner.token).ok(200).await;
        let block = json!({ "from": "2027-05-10", "to": "2027-05-12" });
        let blocks = format!("/api/v1/rooms/{}/blocks", house.rooms[1]);
        let block = app.post(&blocks, &block).bearer(&owner.token).ok(201).await;
        let (booking_id, code) = (text(&booking["id"]), text(&booking["code"]));
        let notice: String = sqlx::query_scalar(
            "INSERT INTO notice (id, booking_id, kind, recipient, address, locale, subject,
                                 message_id, state, attempts, created_at, updated_at)
             SELECT id, id, 'confirmed', 'guest', guest_email, 'pt-BR', 'About ' || code, code,
                    'sent', 1, created_at, created_at
             FROM booking WHERE id = $1::uuid RETURNING id::text",
        )
        .bind(&booking_id)
        .fetch_one(&app.world.db.pool)
        .await
        .expect("a notice");
        let rates = rates::made(&app, &person(&owner.token), &house).await;
        let hooks = format!("{path}/webhook-endpoints");
        let webhook = json!({ "url": "http://127.0.0.1:9/" });
        let webhook = app.post(&hooks, &webhook).bearer(&owner.token).ok(201).await;
        let test = format!("/api/v1/webhook-endpoints/{}/test", text(&webhook["id"]));
        let delivery = app.call("POST", &test).bearer(&owner.token).ok(202).await;
        let key = json!({ "name": "Mine", "scopes": ["profile:read"] });
        let key = app.post("/api/v1/api-keys", &key).bearer(&guest.token).ok(201).await;
        let mut scene = Self {
            booking: booking_id,
            block: text(&block["id"]),
            session: guest.id.to_string(),
            api_key: text(&key["id"]),
            asked: AtomicUsize::new(0),
            before: Vec::new(),
            app,
            accounts,
            house,
            code,
            notice,
            rates,
            webhook: [text(&webhook["id"]), text(&delivery["id"])],
        };
        scene.put_photo().await;
        scene.put_review().await;
        scene.put_calendars().await;
        scene.before = scene.state().await;
        scene
    }

    /// What the guest said of the stay, as if it had ended.
    async fn put_review(&self) {
        sqlx::query(
            "INSERT INTO review (id, booking_id, hotel_id, author_id, overall, text, created_at)
             SELECT $1::uuid, id, hotel_id, guest_id, 9, 'Good, says ' || guest_name, created_at
             FROM booking WHERE id = $2::uuid",
        )
        .bind(REVIEW)
        .bind(&self.booking)
        .execute(&self.app.world.db.pool)
        .await
        .expect("there");
    }

    /// What strangers must not learn.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        [HOTEL, GUEST, NOTE, &self.code].into_iter()
    }

    /// All that somebody could have changed.
    pub async fn state(&self) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT h::text FROM hotel h WHERE owner_id = $1
             UNION ALL SELECT t::text FROM room_type t UNION ALL SELECT r::text FROM room r
             UNION ALL SELECT b::text FROM booking b UNION ALL SELECT s::text FROM room_stay s
             UNION ALL SELECT e::text FROM booking_event e UNION ALL SELECT n::text FROM booking_note n
             UNION ALL SELECT (to_jsonb(k) - 'last_used_at')::text FROM api_key k WHERE account_id = $2
             UNION ALL SELECT (to_jsonb(s) - 'last_used_at')::text FROM session s WHERE id = $3::uuid
             UNION ALL SELECT r::text FROM rate_rule r UNION ALL SELECT c::text FROM charge_rule c
             UNION ALL SELECT p::text FROM promotion p UNION ALL SELECT f::text FROM photo f
             UNION ALL SELECT w::text FROM webhook_endpoint w UNION ALL SELECT v::text FROM review v
             UNION ALL SELECT d::text FROM webhook_delivery d
             UNION ALL SELECT f::text FROM ical_feed f UNION ALL SELECT i::text FROM ical_import i
             UNION ALL SELECT g::text FROM guest g WHERE account_id = $2
             UNION ALL SELECT (to_jsonb(a) - 'updated_at')::text FROM account a
                       WHERE id IN ($1, $2)
             ORDER BY 1",
        )
        .bind(self.accounts.hotelier.0)
        .bind(self.accounts.guest.0)
        .bind(&self.session)
        .fetch_all(&self.app.world.db.pool)
        .await
        .expect("read")
    }

    pub async fn close(self) {
        self.app.close().await;
    }
}
