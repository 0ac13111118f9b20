//! Taking connections, and stopping without dropping any.
//!
//! `axum::serve` sets no limit on how long a client may take to send its headers,
//! and none on their size; this does.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tower_http::add_extension::AddExtension;

use crate::{layers::limits::Peer, state::AppState};

/// How long a client may take to send a request's headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// The most bytes of a request's headers.
const HEADER_BYTES: usize = 16 * 1024;

/// The most headers of a request.
const HEADER_COUNT: usize = 100;

/// How long open requests may take to end after the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves `router` until `shutdown` comes, then says it is not ready, goes on for
/// `drain_delay`, takes no more connections and waits for the open ones.
pub async fn run(
    listener: TcpListener,
    router: Router,
    state: AppState,
    drain_delay: Duration,
    shutdown: impl Future<Output = ()>,
) {
    let open = GracefulShutdown::new();
    let told = async {
        shutdown.await;
        tracing::info!("stopping");
        state.drain();
        tokio::time::sleep(drain_delay).await;
    };
    tokio::pin!(told);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => connect(stream, address, &router, &open),
                Err(error) => pause_after(&error).await,
            },
            () = &mut told => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    tracing::info!("stopped");
}

fn connect(stream: TcpStream, address: SocketAddr, router: &Router, open: &GracefulShutdown) {
    // Answers are small and must not wait for one another.
    let _ = stream.set_nodelay(true);
    let service = AddExtension::new(router.clone(), Peer(address));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADER_COUNT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = open.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            // A client that went away, or talks no HTTP: its own affair.
            tracing::debug!(%error, "connection ended");
        }
    });
}

/// A connection that was gone before it was taken needs no pause; a machine without
/// a free file needs one.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot take connections");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Waits for SIGINT or SIGTERM.
///
/// # Errors
/// If the system gives no notice of signals.
pub fn signals() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
