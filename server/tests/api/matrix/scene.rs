//! Who is there, and what is whose.

use std::sync::atomic::{AtomicUsize, Ordering};

use pousada_core::{
    accounts::{self, Door},
    testing::PASSWORD,
};
use serde_json::{Value, json};
use types::{
    AccountId,
    account::SignUpRole,
    api_key::{ApiKeyInput, Scope},
};

use super::{
    access::{self, Access},
    operations::Operation,
};
use crate::support::{Answer, House, TestApp, text};

/// Ids that nothing has, where the document's examples have some.
const MISSING: &str = "01936f2e-7c1a-7b60-8a53-00000000dead";

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
    app: TestApp,
    accounts: Accounts,
    house: House,
    booking: String,
    code: String,
    block: String,
    notice: String,
    session: String,
    api_key: String,
    /// What there was before anybody asked.
    pub before: Vec<String>,
    asked: AtomicUsize,
}

struct Accounts {
    guest: AccountId,
    other_guest: AccountId,
    hotelier: AccountId,
    other_hotelier: AccountId,
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
        };
        scene.before = scene.state().await;
        scene
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

    /// Asks, with a token of its own each time: one operation ends the session it came by.
    pub async fn ask(&self, operation: &Operation, who: Principal, target: Target) -> Answer {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        let path = self.filled(&operation.path, target);
        let mut call = self
            .app
            .call(&operation.method, &format!("{path}{}", operation.query))
            .header("x-request-id", "same")
            .header("idempotency-key", &format!("matrix-{number}"));
        // A version that never is: who may change it is told so, and nothing is changed.
        // That a step is the staff's alone is said only of the right version.
        if access::of(&operation.id) != Access::BookingStaff {
            call = call.header("if-match", "\"v999\"");
        }
        if operation.id == "deleteBlock" {
            self.put_block().await;
        }
        if let Some(token) = self.token(operation, who).await {
            call = call.bearer(&token);
        }
        if let Some(body) = &operation.body {
            call = call.json(&self.body(operation, body, target));
        }
        call.send().await
    }

    /// The block, should somebody who may have ended it.
    async fn put_block(&self) {
        sqlx::query(
            "INSERT INTO room_stay (id, hotel_id, room_id, room_type_id, stay, state, adults)
             SELECT $1::uuid, hotel_id, id, room_type_id, '[2027-05-10,2027-05-12)', 'blocked', 0
             FROM room WHERE id = $2::uuid ON CONFLICT (id) DO NOTHING",
        )
        .bind(&self.block)
        .bind(&self.house.rooms[1])
        .execute(&self.app.world.db.pool)
        .await
        .expect("there");
    }

    async fn token(&self, operation: &Operation, who: Principal) -> Option<String> {
        let svc = &self.app.world.svc;
        let account = match who {
            Principal::Anonymous => return None,
            Principal::Guest => self.accounts.guest,
            Principal::OtherGuest => self.accounts.other_guest,
            Principal::OtherHotelier => self.accounts.other_hotelier,
            Principal::Hotelier | Principal::KeyWith | Principal::KeyWithout => {
                self.accounts.hotelier
            }
        };
        let session = accounts::begin_session(svc, account, Door::Api, None).await.expect("begun");
        let scopes: Vec<Scope> = Scope::ALL
            .into_iter()
            .filter(|scope| match who {
                Principal::KeyWithout => operation.scope != Some(*scope),
                // Where none is needed, all of them are of no use.
                Principal::KeyWith => operation.scope.is_none_or(|needed| needed == *scope),
                _ => false,
            })
            .collect();
        if scopes.is_empty() {
            return Some(session.token);
        }
        // An account has only so many.
        sqlx::query("DELETE FROM api_key WHERE account_id = $1")
            .bind(account.0)
            .execute(&self.app.world.db.pool)
            .await
            .expect("deleted");
        let actor = accounts::authenticate(svc, &session.token, Door::Api).await.expect("known");
        let input = ApiKeyInput { name: "A key".to_owned(), scopes, expires_at: None };
        Some(accounts::create_api_key(svc, &actor, input).await.expect("a key").secret)
    }

    /// The path with ids in the place of names.
    fn filled(&self, path: &str, target: Target) -> String {
        let mut filled = path.to_owned();
        while let (Some(from), Some(to)) = (filled.find('{'), filled.find('}')) {
            let name = filled[from + 1..to].to_owned();
            let id = match target {
                Target::Missing => MISSING,
                Target::Scene => self.id(&name),
            };
            filled.replace_range(from..=to, id);
        }
        filled
    }

    fn id(&self, name: &str) -> &str {
        match name {
            "hotel_id" => &self.house.id,
            "room_type_id" => &self.house.room_type,
            "room_id" => &self.house.rooms[0],
            "booking_id" => &self.booking,
            "block_id" => &self.block,
            "notice_id" => &self.notice,
            "session_id" => &self.session,
            "api_key_id" => &self.api_key,
            // Nobody's: letters have them, and nothing else.
            "token" => "f3Zr0wB8mE5xq1YvJk7dT2nLhAcS9uPiGo4RbVtXe6M",
            other => panic!("say what the scene has as {other}"),
        }
    }

    /// The document's example, about the target.
    fn body(&self, operation: &Operation, example: &Value, target: Target) -> Value {
        let (hotel, room_type) = match target {
            Target::Scene => (self.house.id.as_str(), self.house.room_type.as_str()),
            Target::Missing => (MISSING, MISSING),
        };
        let mut text = example.to_string();
        text = text.replace("01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00", hotel);
        text = text.replace("01936f2e-7c1a-7b60-8a53-5d1e7f6a9b10", room_type);
        if operation.id == "eraseMe" {
            // Nobody is erased here: they are needed.
            text = text.replace(PASSWORD, "not the password");
        }
        serde_json::from_str(&text).expect("json")
    }

    /// The answer's body without the ids that were asked for.
    pub fn anonymized(&self, answer: &Answer) -> String {
        let names = [
            "hotel_id",
            "room_type_id",
            "room_id",
            "booking_id",
            "block_id",
            "notice_id",
            "session_id",
            "api_key_id",
            "token",
        ];
        let mut body = answer.lossy().replace(MISSING, "{}");
        for name in names {
            body = body.replace(self.id(name), "{}");
        }
        body
    }

    pub async fn close(self) {
        self.app.close().await;
    }
}
