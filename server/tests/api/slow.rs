//! Clients that take their time, many at once, against the server as it is set when nothing is set. That
//! these can fail was seen with the limit of time taken off requests, and off headers.

use std::time::{Duration, Instant};

use server::{router::router, state::HttpSettings};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    sockets::{Running, exchange, serve},
    support::TestApp,
};

/// The longest that a client may hold a connection without saying anything of use.
const LIMIT: Duration = Duration::from_secs(15);

/// A server with the time limits of a real one.
async fn start(app: &TestApp) -> Running {
    let state = app.with_time_limits();
    assert!(HttpSettings::clone(state.settings()).request_timeout < LIMIT);
    serve(router(state.clone()), state, Duration::ZERO).await
}

/// How long another's request takes meanwhile.
async fn others(running: &Running) -> Duration {
    let begun = Instant::now();
    let ask = "GET /api/v1/hotels HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = exchange(running, ask).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    begun.elapsed()
}

#[tokio::test]
async fn slow_bodies_are_not_waited_for() {
    let app = TestApp::new().await;
    let running = start(&app).await;
    let begun = Instant::now();
    let mut slow = Vec::new();
    for _ in 0..30 {
        let mut stream = TcpStream::connect(running.address).await.expect("connected");
        let head = "POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                    content-length: 1000\r\n\r\n{";
        stream.write_all(head.as_bytes()).await.expect("sent");
        slow.push(tokio::spawn(async move {
            let (mut read, mut write) = stream.into_split();
            let drip = tokio::spawn(async move {
                while write.write_all(b" ").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            });
            let mut answer = Vec::new();
            let _ = read.read_to_end(&mut answer).await;
            drip.abort();
            String::from_utf8_lossy(&answer).into_owned()
        }));
    }
    assert!(others(&running).await < Duration::from_secs(3));
    for client in slow {
        let answer = tokio::time::timeout(LIMIT, client).await.expect("let go").expect("ended");
        assert!(
            answer.starts_with("HTTP/1.1 503") || answer.starts_with("HTTP/1.1 408"),
            "{answer}"
        );
    }
    assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
    app.close().await;
}

/// Half of them never say a word; half have had an answer, and keep their connection.
#[tokio::test]
async fn a_thousand_idle_clients_harm_nobody_and_are_let_go() {
    let app = TestApp::new().await;
    let running = start(&app).await;
    let begun = Instant::now();
    let mut idle = tokio::task::JoinSet::new();
    for number in 0..1_000 {
        let mut stream = TcpStream::connect(running.address).await.expect("connected");
        if number % 2 == 0 {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
        }
        idle.spawn(async move {
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            (number % 2 == 0) == answer.starts_with(b"HTTP/1.1 200")
        });
    }
    let mut slowest = Duration::ZERO;
    for _ in 0..20 {
        slowest = slowest.max(others(&running).await);
    }
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    // The first were there first.
    let all = tokio::time::timeout(LIMIT + begun.elapsed(), idle.join_all()).await;
    let answered = all.expect("all of them are let go");
    assert!(answered.len() == 1_000 && answered.into_iter().all(|fine| fine));
    app.close().await;
}
