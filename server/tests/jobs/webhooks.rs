//! A webhook's way through the worker to a receiver that uses the published library.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use axum::{Router, extract::State, http::HeaderMap, routing::post};
use pousada_core::{bookings::book, testing::World, webhooks};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use types::{account::SignUpRole, webhook::WebhookEndpointInput};

use crate::{eventually, setting, start};

type Got = Arc<Mutex<Vec<(HeaderMap, String)>>>;

async fn take(State(got): State<Got>, headers: HeaderMap, body: String) -> &'static str {
    got.lock().expect("unharmed").push((headers, body));
    "thank you"
}

/// A server of a hotelier's, and what has come to it.
async fn receiver() -> (String, Got) {
    let got = Got::default();
    let router = Router::new().route("/hook", post(take)).with_state(got.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("bound"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = hyper_util::service::TowerToHyperService::new(router.clone());
            let stream = hyper_util::rt::TokioIo::new(stream);
            tokio::spawn(async move {
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(stream, service)
                    .await;
            });
        }
    });
    (url, got)
}

/// What the library says: the type of a genuine message, or why it is none.
fn verify(secret: &str, headers: &HeaderMap, payload: &str, now: i64) -> Result<String, String> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/tools");
    let headers: Value = headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.into())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let input = json!({ "secret": secret, "headers": headers, "payload": payload, "now": now });
    let mut node = Command::new("node")
        .arg("verify-webhook.mjs")
        .current_dir(tools)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node, which the tools need anyway");
    let mut stdin = node.stdin.take().expect("piped");
    stdin.write_all(input.to_string().as_bytes()).expect("written");
    drop(stdin);
    let output = node.wait_with_output().expect("ended");
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_library_takes_what_is_sent() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 2).await;
    let (url, got) = receiver().await;
    let input = WebhookEndpointInput {
        url,
        description: String::new(),
        event_types: vec![],
        enabled: true,
    };
    let made = webhooks::create(&world.svc, &owner, hotel.id, input).await.expect("made");
    let old = made.secret.expect("shown");
    let worker = start(&world, &setting("REDIS_URL"));
    let request = hotel.request("2027-03-10", "2027-03-12");
    book(&world.svc, &guest, request.clone(), None).await.expect("booked");
    let count = || got.lock().expect("unharmed").len();
    eventually("a webhook", || async { (count() == 1).then_some(()) }).await;
    let rotated = webhooks::rotate_secret(&world.svc, &owner, made.id).await.expect("rotated");
    let new = rotated.secret.expect("shown");
    book(&world.svc, &guest, request, None).await.expect("booked");
    eventually("another webhook", || async { (count() == 2).then_some(()) }).await;

    let now = world.svc.clock.now().timestamp();
    let all = got.lock().expect("unharmed").clone();
    let genuine = Ok("booking.confirmed".to_owned());
    let [(headers, body), (later, other)] = all.as_slice() else { panic!("two") };
    assert_eq!(verify(&old, headers, body, now), genuine);
    assert!(verify(&new, headers, body, now).is_err(), "the secret was made after it");
    // While a secret takes another's place, receivers with either can go on.
    assert_eq!(verify(&old, later, other, now), genuine);
    assert_eq!(verify(&new, later, other, now), genuine);
    // A word of it changed, another message's signature, and an old message sent again.
    let forged = body.replacen("confirmed", "cancelled", 1);
    assert!(verify(&old, headers, &forged, now).is_err());
    assert!(verify(&old, later, body, now).is_err());
    assert!(verify(&old, headers, body, now + 3600).is_err());
    worker.stop().await;
    world.db.drop().await;
}
