//! A way to Redis that can be frozen: what is sent waits, and no connection is closed.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

/// A relay to Redis of the test's own.
pub struct Freezer {
    /// Redis, by this way.
    pub url: String,
    frozen: watch::Sender<bool>,
}

impl Freezer {
    /// A way to the Redis of `url`.
    pub async fn before(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").expect("an address");
        let (login, place) = rest.rsplit_once('@').unwrap_or(("", rest));
        let (host, path) = place.split_once('/').unwrap_or((place, ""));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let here = listener.local_addr().expect("bound");
        let login = if login.is_empty() { String::new() } else { format!("{login}@") };
        let url = format!("{scheme}://{login}{here}/{path}");
        let (frozen, state) = watch::channel(false);
        let host = host.to_owned();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(redis) = TcpStream::connect(&host).await else { continue };
                let ((from_client, to_client), (from_redis, to_redis)) =
                    (client.into_split(), redis.into_split());
                tokio::spawn(carry(from_client, to_redis, state.clone()));
                tokio::spawn(carry(from_redis, to_client, state.clone()));
            }
        });
        Self { url, frozen }
    }

    /// Freezes it, or lets it go on.
    pub fn set_frozen(&self, frozen: bool) {
        self.frozen.send_replace(frozen);
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut frozen: watch::Receiver<bool>) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if frozen.wait_for(|frozen| !*frozen).await.is_err()
            || to.write_all(&buffer[..count]).await.is_err()
        {
            return;
        }
    }
}
