//! On a real socket: clients that are slow or say too much, and stopping. Without the
//! limits that `server::serve` sets, two of these fail.

use std::time::{Duration, Instant};

use axum::Router;
use server::state::AppState;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use crate::support::TestApp;

pub struct Running {
    pub address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

async fn start(app: &TestApp, drain_delay: Duration) -> Running {
    serve(app.router(), app.state.clone(), drain_delay).await
}

pub async fn serve(router: Router, state: AppState, drain_delay: Duration) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(async move {
        let told = async {
            let _ = stopped.await;
        };
        server::serve::run(listener, router, state, drain_delay, told).await;
    });
    Running { address, stop, server }
}

pub async fn exchange(running: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(running.address).await.expect("connected");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    // What a server that closes early has not read becomes a reset; the answer came before.
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn headers_have_limits() {
    let app = TestApp::new().await;
    let running = start(&app, Duration::ZERO).await;
    let head = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
    let fine = exchange(&running, &format!("{head}x: {}\r\n\r\n", "y".repeat(12_000))).await;
    assert!(fine.starts_with("HTTP/1.1 200"), "{fine}");
    let large = exchange(&running, &format!("{head}x: {}\r\n\r\n", "y".repeat(20_000))).await;
    assert!(large.starts_with("HTTP/1.1 431"), "{large}");
    let many = exchange(&running, &format!("{head}{}\r\n", "a: b\r\n".repeat(200))).await;
    assert!(many.starts_with("HTTP/1.1 431"), "{many}");
    let rubbish = exchange(&running, "\u{1}\u{2}\u{3}\r\n\r\n").await;
    assert!(rubbish.is_empty() || rubbish.starts_with("HTTP/1.1 400"), "{rubbish}");
    app.close().await;
}

/// Both a client that sends its headers byte by byte, and one that never says a word.
#[tokio::test]
async fn slow_clients_are_let_go() {
    let app = TestApp::new().await;
    let running = start(&app, Duration::ZERO).await;
    let started = Instant::now();
    let mut slow = TcpStream::connect(running.address).await.expect("connected");
    let mut silent = TcpStream::connect(running.address).await.expect("connected");
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: ").await.expect("sent");
    let slow = tokio::spawn(async move {
        let mut answer = [0u8; 512];
        loop {
            tokio::select! {
                read = slow.read(&mut answer) => break read.unwrap_or(0),
                () = tokio::time::sleep(Duration::from_secs(1)) => {
                    if slow.write_all(b"y").await.is_err() {
                        break 0;
                    }
                }
            }
        }
    });
    // Others are served meanwhile.
    let other =
        exchange(&running, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(other.starts_with("HTTP/1.1 200"));
    let limit = Duration::from_secs(15);
    let ended = tokio::time::timeout(limit, slow).await.expect("let go in time");
    let mut rest = Vec::new();
    let quiet = tokio::time::timeout(limit, silent.read_to_end(&mut rest)).await;
    assert!(quiet.is_ok(), "a silent client is kept");
    assert!(started.elapsed() < limit && ended.is_ok());
    app.close().await;
}

#[tokio::test]
async fn stopping_drops_nobody() {
    let app = TestApp::new().await;
    let running = start(&app, Duration::from_millis(300)).await;
    let mut open = TcpStream::connect(running.address).await.expect("connected");
    // A request that is only half sent when the server is told to stop.
    open.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n").await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let Running { address, stop, server } = running;
    stop.send(()).expect("told");
    tokio::time::sleep(Duration::from_millis(100)).await;
    // Still answering, and saying that it will not for long.
    let mut late = TcpStream::connect(address).await.expect("connected");
    late.write_all(b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .expect("sent");
    let mut answer = String::new();
    late.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("draining"), "{answer}");
    open.write_all(b"connection: close\r\n\r\n").await.expect("sent");
    let mut answer = String::new();
    open.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    tokio::time::timeout(Duration::from_secs(5), server).await.expect("in time").expect("ended");
    assert!(TcpStream::connect(address).await.is_err());
    app.close().await;
}
