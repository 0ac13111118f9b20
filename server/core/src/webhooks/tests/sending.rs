use chrono::TimeDelta;
use serde_json::json;
use types::{
    booking::{BookingState, CancelRequest},
    webhook::{DeliveryState, WebhookEndpointPatch},
};

use super::*;
use crate::{
    bookings::{self, book},
    webhooks::{send, sign},
};

/// Every step in the life of a booking comes, in order, and none of it says who booked.
#[tokio::test]
async fn each_event_is_told_once_and_without_the_guest() {
    let scene = Scene::new("204 No Content").await;
    let svc = &scene.world.svc;
    let only =
        add(&scene.world, &scene.owner, scene.hotel.id, &scene.hook.url, &[WebhookKind::NoShow]);
    let only = only.await;
    let mut request = scene.hotel.request("2027-03-10", "2027-03-12");
    request.guest_note = "allergic to nuts".to_owned();
    let (booking, _) = book(svc, &scene.guest, request, None).await.expect("booked");
    scene.work().await;
    let mut hold = scene.hotel.request("2027-03-10", "2027-03-12");
    hold.hold = true;
    book(svc, &scene.guest, hold, None).await.expect("held");
    let reason = "my mother Maria is ill".to_owned();
    let request = CancelRequest { reason, ..CancelRequest::default() };
    bookings::cancel(svc, &scene.guest, booking.id, None, request).await.expect("cancelled");
    scene.work().await;
    scene.world.clock.advance(TimeDelta::minutes(20));
    bookings::expire_due(svc).await.expect("expired");
    scene.work().await;
    let mut types = scene.hook.types();
    types[1..3].sort();
    assert_eq!(
        types,
        ["booking.confirmed", "booking.cancelled", "booking.held", "booking.expired"]
    );
    let first = &scene.hook.got()[0].json();
    assert_eq!(first["data"]["hotel_id"], json!(scene.hotel.id));
    assert_eq!(first["data"]["booking"]["id"], json!(booking.id));
    assert_eq!(first["data"]["booking"]["state"], BookingState::Confirmed.as_str());
    assert_eq!(first["timestamp"], "2027-03-01T12:00:00.000Z");
    for got in scene.hook.got() {
        for personal in ["Ana", "Lima", "example.com", "98765", "nuts", "Maria", "\"guest"] {
            assert!(!got.body.contains(personal), "{personal}: {}", got.body);
        }
    }
    let page = types::page::PageRequest::default();
    let none = deliveries(svc, &scene.owner, only.id, &page).await.expect("listed");
    assert!(none.data.is_empty(), "nobody failed to come");
    scene.world.db.drop().await;
}

/// A hotel without webhooks has no more statements and no more rows than before.
#[tokio::test]
async fn nobody_is_told_who_does_not_want_it() {
    let scene = Scene::new("200 OK").await;
    let svc = &scene.world.svc;
    let patch = WebhookEndpointPatch { enabled: Some(false), ..WebhookEndpointPatch::default() };
    edit(svc, &scene.owner, scene.endpoint.id, 1, patch).await.expect("disabled");
    let request = scene.hotel.request("2027-03-10", "2027-03-12");
    book(svc, &scene.guest, request, None).await.expect("booked");
    let other = scene.world.hotel(&scene.owner, 1).await;
    book(svc, &scene.guest, other.request("2027-03-10", "2027-03-12"), None).await.expect("booked");
    let rows: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM webhook_delivery)
              + (SELECT count(*) FROM outbox WHERE kind = 'webhook.deliver')",
    )
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(rows, 0);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn signatures_are_of_both_secrets_for_a_day() {
    let scene = Scene::new("200 OK").await;
    let svc = &scene.world.svc;
    let secret = scene.endpoint.secret.clone().expect("shown");
    let rotated = rotate_secret(svc, &scene.owner, scene.endpoint.id).await.expect("rotated");
    let fresh = rotated.secret.expect("shown");
    assert_ne!(secret, fresh);
    assert_eq!(scene.again().await.secret, None, "it is shown once");
    for hours in [0, 23, 2] {
        scene.world.clock.advance(TimeDelta::hours(hours));
        test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
        scene.work().await;
    }
    let got = scene.hook.got();
    for (index, got) in got.iter().enumerate() {
        let (id, timestamp) = (got.header("webhook-id"), got.header("webhook-timestamp"));
        let sign = |secret: &str| {
            use base64::{Engine, engine::general_purpose::STANDARD};
            let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
            sign::signatures(&[&key], &id, timestamp.parse().expect("seconds"), &got.body)
        };
        let both = format!("{} {}", sign(&fresh), sign(&secret));
        let wanted = if index < 2 { both } else { sign(&fresh) };
        assert_eq!(got.header("webhook-signature"), wanted, "{index}");
        assert_eq!(got.header("content-type"), "application/json");
    }
    assert_eq!(got.len(), 3);
    scene.world.db.drop().await;
}

#[test]
fn waits_get_longer_and_end() {
    let waits: Vec<i64> = (1..).map_while(send::wait).map(|wait| wait.num_seconds()).collect();
    assert_eq!(waits, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    assert_eq!(send::wait(0), None);
}

#[tokio::test]
async fn what_fails_is_tried_again_until_it_gets_through() {
    let scene = Scene::new("500 Oops").await;
    let svc = &scene.world.svc;
    let request = scene.hotel.request("2027-03-10", "2027-03-12");
    book(svc, &scene.guest, request, None).await.expect("booked");
    scene.work().await;
    let waiting = &scene.deliveries().await[0];
    let now = svc.clock.now();
    assert_eq!(waiting.state, DeliveryState::Pending);
    assert_eq!(waiting.next_attempt_at, Some(now + TimeDelta::seconds(5)));
    let [attempt] = waiting.attempts.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((attempt.status, attempt.error.as_deref()), (Some(500), None));
    assert!(attempt.answer.starts_with("500 Oops, I said.") && attempt.answer.len() == 1024);
    assert_eq!(scene.again().await.failing_since, Some(now));
    // Not early.
    scene.world.clock.advance(TimeDelta::seconds(4));
    scene.work().await;
    assert_eq!(scene.hook.got().len(), 1);
    scene.world.clock.advance(TimeDelta::seconds(1));
    scene.work().await;
    assert_eq!(scene.hook.got().len(), 2);
    scene.hook.reply("202 Accepted");
    scene.world.clock.advance(TimeDelta::minutes(5));
    scene.work().await;
    let done = &scene.deliveries().await[0];
    assert_eq!((done.state, done.next_attempt_at), (DeliveryState::Delivered, None));
    let statuses: Vec<Option<i16>> = done.attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(500), Some(500), Some(202)]);
    assert_eq!(scene.again().await.failing_since, None);
    let got = scene.hook.got();
    assert!(got.windows(2).all(|two| two[0].body == two[1].body), "each try says the same");
    assert!(got.iter().all(|got| got.header("webhook-id") == done.id.to_string()));
    scene.world.clock.advance(TimeDelta::days(2));
    scene.work().await;
    assert_eq!(scene.hook.got().len(), 3, "what was delivered is not sent again");
    scene.world.db.drop().await;
}

/// Ten tries over some three days; then it has failed, without a dead letter for the platform.
#[tokio::test]
async fn what_never_gets_through_ends() {
    let scene = Scene::new("503 Busy").await;
    let svc = &scene.world.svc;
    let request = scene.hotel.request("2027-06-10", "2027-06-12");
    book(svc, &scene.guest, request, None).await.expect("booked");
    scene.work().await;
    for wait in (1..).map_while(send::wait) {
        scene.world.clock.advance(wait);
        scene.work().await;
    }
    scene.world.clock.advance(TimeDelta::days(1));
    scene.work().await;
    let failed = &scene.deliveries().await[0];
    assert_eq!((failed.state, failed.attempts.len()), (DeliveryState::Failed, 10));
    let dead: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM outbox WHERE kind = 'webhook.deliver' AND state <> 'done'",
    )
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(dead, 0);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn gone_is_gone() {
    let scene = Scene::new("410 Gone").await;
    let svc = &scene.world.svc;
    for from in ["2027-03-10", "2027-03-12"] {
        let mut request = scene.hotel.request(from, "2027-03-14");
        request.hold = true;
        book(svc, &scene.guest, request, None).await.expect("held");
    }
    scene.work().await;
    let endpoint = scene.again().await;
    assert_eq!((endpoint.enabled, endpoint.disabled_reason.as_deref()), (false, Some("gone")));
    assert_eq!(endpoint.version, 2);
    let states: Vec<DeliveryState> = scene.deliveries().await.iter().map(|d| d.state).collect();
    assert_eq!(scene.hook.got().len(), 1);
    assert!(states.contains(&DeliveryState::Failed) && states.contains(&DeliveryState::Dropped));
    let refused = replay(svc, &scene.owner, scene.deliveries().await[0].id).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "endpoint_disabled", .. })));
    // The owner says that it is back.
    scene.hook.reply("200 OK");
    let patch = WebhookEndpointPatch { enabled: Some(true), ..WebhookEndpointPatch::default() };
    let back = edit(svc, &scene.owner, endpoint.id, 2, patch).await.expect("enabled");
    assert_eq!((back.enabled, back.disabled_reason, back.failing_since), (true, None, None));
    for delivery in scene.deliveries().await {
        let pending = replay(svc, &scene.owner, delivery.id).await.expect("sent again");
        assert_eq!((pending.id, pending.state), (delivery.id, DeliveryState::Pending));
        let twice = replay(svc, &scene.owner, delivery.id).await;
        assert!(matches!(twice, Err(Error::Conflict { code: "delivery_pending", .. })));
    }
    scene.work().await;
    assert!(scene.deliveries().await.iter().all(|d| d.state == DeliveryState::Delivered));
    scene.world.db.drop().await;
}

#[tokio::test]
async fn who_fails_for_days_is_left_alone() {
    let scene = Scene::new("404 Not Found").await;
    let svc = &scene.world.svc;
    test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
    scene.work().await;
    scene.world.clock.advance(send::PATIENCE - TimeDelta::seconds(1));
    test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
    scene.work().await;
    assert!(scene.again().await.enabled, "a test is tried once, and five days are not over");
    scene.world.clock.advance(TimeDelta::seconds(1));
    test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
    let twice = test(svc, &scene.owner, scene.endpoint.id).await;
    assert!(matches!(twice, Err(Error::Conflict { code: "delivery_pending", .. })));
    scene.work().await;
    let endpoint = scene.again().await;
    assert_eq!((endpoint.enabled, endpoint.disabled_reason.as_deref()), (false, Some("failing")));
    assert_eq!(scene.hook.types(), ["webhook.test"; 3]);
    let refused = test(svc, &scene.owner, scene.endpoint.id).await;
    assert!(matches!(refused, Err(Error::Conflict { code: "endpoint_disabled", .. })));
    scene.world.db.drop().await;
}

/// Where private networks are forbidden, an endpoint that leads to one gets nothing, and its
/// owner reads why.
#[tokio::test]
async fn an_endpoint_that_leads_inside_gets_nothing() {
    let scene = Scene::new("200 OK").await;
    let mut svc = scene.world.svc.clone();
    test(&svc, &scene.owner, scene.endpoint.id).await.expect("noted");
    svc.web = crate::web::Web::new(false);
    crate::work::drain(&svc).await.expect("worked");
    let [delivery] = &scene.deliveries().await[..] else { panic!("one") };
    assert_eq!((delivery.state, delivery.attempts[0].status), (DeliveryState::Failed, None));
    assert!(delivery.attempts[0].error.is_some() && scene.hook.got().is_empty());
    scene.world.db.drop().await;
}

#[tokio::test]
async fn the_log_is_kept_for_thirty_days() {
    let scene = Scene::new("200 OK").await;
    let svc = &scene.world.svc;
    test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
    scene.work().await;
    delete(svc, &scene.owner, scene.endpoint.id, 1).await.expect("deleted");
    scene.world.clock.advance(TimeDelta::days(30));
    assert_eq!(store::forget(&svc.db, svc.clock.now() - TimeDelta::days(30)).await.expect("ok"), 0);
    scene.world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(store::forget(&svc.db, svc.clock.now() - TimeDelta::days(30)).await.expect("ok"), 2);
    scene.world.db.drop().await;
}
