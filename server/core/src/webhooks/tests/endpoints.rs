use sqlx::Row;
use types::{booking::BookingSource, page::PageRequest, webhook::WebhookEndpointPatch};

use super::*;
use crate::{catalog, once::Idempotency};

#[tokio::test]
async fn an_owner_makes_changes_and_deletes() {
    let scene = Scene::new("200 OK").await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    let secret = scene.endpoint.secret.as_deref().expect("shown");
    assert!(secret.starts_with("whsec_") && secret.len() == 50, "{secret}");
    let listed = endpoints(svc, owner, scene.hotel.id).await.expect("listed");
    assert_eq!(listed, [WebhookEndpoint { secret: None, ..scene.endpoint.clone() }]);
    let patch = WebhookEndpointPatch {
        event_types: Some(vec![WebhookKind::Held, WebhookKind::Confirmed, WebhookKind::Held]),
        ..WebhookEndpointPatch::default()
    };
    let id = scene.endpoint.id;
    let edited = edit(svc, owner, id, 1, patch.clone()).await.expect("edited");
    assert_eq!(edited.event_types, [WebhookKind::Held, WebhookKind::Confirmed]);
    assert_eq!((edited.version, edited.enabled), (2, true));
    assert!(matches!(edit(svc, owner, id, 1, patch).await, Err(Error::Stale)));
    assert!(matches!(delete(svc, owner, id, 1).await, Err(Error::Stale)));
    delete(svc, owner, id, 2).await.expect("deleted");
    assert!(matches!(endpoint(svc, owner, id).await, Err(Error::NotFound("webhook endpoint"))));
    assert!(endpoints(svc, owner, scene.hotel.id).await.expect("listed").is_empty());
    scene.world.db.drop().await;
}

fn key(key: &str) -> Option<Idempotency> {
    Some(Idempotency { key: key.to_owned(), route: "POST /x", source: BookingSource::Api })
}

/// What is asked for again has one answer, and secrets are kept in one place only.
#[tokio::test]
async fn a_repeated_request_makes_one_secret() {
    let scene = Scene::new("200 OK").await;
    let (svc, owner, hotel) = (&scene.world.svc, &scene.owner, scene.hotel.id);
    let make = |url: &str| create_once(svc, owner, hotel, input(url, &[]), key("make"));
    let (first, again) = make("http://127.0.0.1:9/").await.expect("made");
    assert!(!again && first.secret.is_some());
    assert_eq!(make("http://127.0.0.1:9/").await.expect("again"), (first.clone(), true));
    let other = make("http://127.0.0.1:9/other").await;
    assert!(matches!(other, Err(Error::Conflict { code: "idempotency_key_reused", .. })));
    assert_eq!(endpoints(svc, owner, hotel).await.expect("listed").len(), 2);

    let rotate = || rotate_secret_once(svc, owner, first.id, key("rotate"));
    let (rotated, again) = rotate().await.expect("rotated");
    assert!(!again && rotated.secret != first.secret);
    assert_eq!(rotate().await.expect("again"), (rotated.clone(), true));
    assert_eq!(endpoint(svc, owner, first.id).await.expect("found").version, 2);
    let kept = sqlx::query("SELECT string_agg(answer::text, ' ') FROM idempotency");
    let kept: String = kept.fetch_one(&svc.db).await.expect("read").get(0);
    assert!(kept.contains("127.0.0.1:9") && !kept.contains("whsec_"), "{kept}");
    // Of one that is deleted, there is none any more.
    delete(svc, owner, first.id, 2).await.expect("deleted");
    assert_eq!(make("http://127.0.0.1:9/").await.expect("again").0.secret, None);
    scene.world.db.drop().await;
}

/// With a hotel go its webhooks, and what was on its way to them.
#[tokio::test]
async fn a_closed_hotel_tells_nothing() {
    let scene = Scene::new("200 OK").await;
    let (svc, owner) = (&scene.world.svc, &scene.owner);
    test(svc, owner, scene.endpoint.id).await.expect("sent");
    catalog::delete_hotel(svc, owner, scene.hotel.id, 1).await.expect("closed");
    scene.work().await;
    assert!(scene.hook.got().is_empty());
    let left: (i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE enabled OR secret <> ''), count(*) FROM webhook_endpoint",
    )
    .fetch_one(&svc.db)
    .await
    .expect("counted");
    assert_eq!(left, (0, 1));
    scene.world.db.drop().await;
}

#[tokio::test]
async fn there_is_an_end_to_them() {
    let scene = Scene::new("200 OK").await;
    let svc = &scene.world.svc;
    for _ in 1..MOST_ENDPOINTS {
        add(&scene.world, &scene.owner, scene.hotel.id, &scene.hook.url, &[]).await;
    }
    let more = create(svc, &scene.owner, scene.hotel.id, input(&scene.hook.url, &[])).await;
    assert!(matches!(more, Err(Error::Conflict { code: "limit_reached", .. })), "{more:?}");
    delete(svc, &scene.owner, scene.endpoint.id, 1).await.expect("deleted");
    add(&scene.world, &scene.owner, scene.hotel.id, &scene.hook.url, &[]).await;
    scene.world.db.drop().await;
}

#[tokio::test]
async fn addresses_are_checked_when_they_are_given() {
    let scene = Scene::new("200 OK").await;
    let mut svc = scene.world.svc.clone();
    svc.web = crate::web::Web::new(false);
    for url in ["", "x", "http://example.com/", "https://127.0.0.1/", "https://u:p@example.com/"] {
        let refused = create(&svc, &scene.owner, scene.hotel.id, input(url, &[])).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{url}: {refused:?}") };
        assert_eq!(errors.0[0].pointer, "/url", "{url}");
    }
    let fine = input("https://Example.com/hook", &[]);
    let made = create(&svc, &scene.owner, scene.hotel.id, fine).await.expect("made");
    assert_eq!(made.url, "https://example.com/hook");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn what_is_foreign_is_missing() {
    let scene = Scene::new("200 OK").await;
    let svc = &scene.world.svc;
    test(svc, &scene.owner, scene.endpoint.id).await.expect("sent");
    let delivery = scene.deliveries().await[0].id;
    let (_, other) = scene.world.account(SignUpRole::Hotelier).await;
    let (id, page) = (scene.endpoint.id, PageRequest::default());
    let patch = WebhookEndpointPatch::default();
    let new = input("http://127.0.0.1:9/", &[]);
    let answers = [
        create(svc, &other, scene.hotel.id, new).await.map(drop),
        endpoints(svc, &other, scene.hotel.id).await.map(drop),
        endpoint(svc, &other, id).await.map(drop),
        edit(svc, &other, id, 1, patch).await.map(drop),
        delete(svc, &other, id, 1).await,
        rotate_secret(svc, &other, id).await.map(drop),
        test(svc, &other, id).await.map(drop),
        deliveries(svc, &other, id, &page).await.map(drop),
        replay(svc, &other, delivery).await.map(drop),
    ];
    for (index, answer) in answers.into_iter().enumerate() {
        assert!(matches!(answer, Err(Error::NotFound(_))), "{index}: {answer:?}");
    }
    let guest = endpoint(svc, &scene.guest, id).await;
    assert!(matches!(guest, Err(Error::Forbidden(_))), "{guest:?}");
    scene.world.db.drop().await;
}
