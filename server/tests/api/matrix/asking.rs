//! Asking as somebody, for what is there or is not.

use std::sync::atomic::Ordering;

use image::ImageFormat;
use pousada_core::{
    accounts::{self, Door},
    testing::PASSWORD,
};
use serde_json::Value;
use types::api_key::{ApiKeyInput, Scope};

use super::{
    access::{self, Access},
    operations::Operation,
    scene::{Principal, Scene, Target},
};
use crate::{
    photos::picture,
    support::{Answer, form},
};

/// The scene's photograph.
const PHOTO: &str = "01936f2e-7c1a-7b60-8a53-0000000f0700";

/// The id of a feed, and of an import.
const CALENDAR: &str = "01936f2e-7c1a-7b60-8a53-0000ca1e4da2";

/// What the guest said of the stay.
pub(super) const REVIEW: &str = "01936f2e-7c1a-7b60-8a53-0000000e71e0";

/// Ids that nothing has, where the document's examples have some.
pub(super) const MISSING: &str = "01936f2e-7c1a-7b60-8a53-00000000dead";

impl Scene {
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
        if operation.id == "deletePhoto" {
            self.put_photo().await;
        }
        if operation.id == "deleteBlock" {
            self.put_block().await;
        } else if operation.path.contains("/ical-") {
            self.put_calendars().await;
        }
        if let Some(token) = self.token(operation, who).await {
            call = call.bearer(&token);
        }
        if operation.form {
            let picture = picture(8, 8, ImageFormat::Png);
            let (kind, body) = form(&[("photo", &picture), ("alt", b"A view")]);
            call = call.raw(&kind, body);
        }
        if let Some(body) = &operation.body {
            call = call.json(&self.body(operation, body, target));
        }
        call.send().await
    }

    /// The photograph, should somebody who may have deleted it.
    pub async fn put_photo(&self) {
        sqlx::query(
            "INSERT INTO photo (id, hotel_id, file, alt, width, height, position)
             VALUES ($1::uuid, $2::uuid, 'none.jpg', 'A view', 8, 8, 0) ON CONFLICT (id) DO NOTHING",
        )
        .bind(PHOTO)
        .bind(&self.house.id)
        .execute(&self.app.world.db.pool)
        .await
        .expect("there");
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

    /// The calendars, should somebody who may have deleted them.
    pub(super) async fn put_calendars(&self) {
        for statement in [
            "INSERT INTO ical_feed (id, hotel_id, name, token_hash, created_at)
             SELECT $1::uuid, hotel_id, 'all', sha256('a secret'), created_at
             FROM room WHERE id = $2::uuid ON CONFLICT (id) DO NOTHING",
            "INSERT INTO ical_import (id, hotel_id, room_id, channel, url, next_at, created_at)
             SELECT $1::uuid, hotel_id, id, 'other', 'http://127.0.0.1:9/x.ics', created_at,
                    created_at
             FROM room WHERE id = $2::uuid ON CONFLICT (id) DO NOTHING",
        ] {
            sqlx::query(statement)
                .bind(CALENDAR)
                .bind(&self.house.rooms[0])
                .execute(&self.app.world.db.pool)
                .await
                .expect("there");
        }
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

    pub(super) fn id(&self, name: &str) -> &str {
        match name {
            "hotel_id" => &self.house.id,
            "room_type_id" => &self.house.room_type,
            "room_id" => &self.house.rooms[0],
            "booking_id" => &self.booking,
            "block_id" => &self.block,
            "photo_id" => PHOTO,
            "notice_id" => &self.notice,
            "review_id" => REVIEW,
            "rate_rule_id" => &self.rates[0],
            "promotion_id" => &self.rates[1],
            "charge_id" => &self.rates[2],
            "webhook_endpoint_id" => &self.webhook[0],
            "webhook_delivery_id" => &self.webhook[1],
            "ical_feed_id" | "ical_import_id" => CALENDAR,
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
        if matches!(operation.id.as_str(), "eraseMe" | "changePassword") {
            // Nobody is erased here, nor ends their sessions: they are needed.
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
            "review_id",
            "photo_id",
            "rate_rule_id",
            "promotion_id",
            "charge_id",
            "webhook_endpoint_id",
            "webhook_delivery_id",
            "ical_feed_id",
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
}
