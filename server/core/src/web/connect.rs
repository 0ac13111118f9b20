//! Connections to addresses that were checked.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{Target, WebError};

/// How many of a name's addresses are tried.
const MOST_ADDRESSES: usize = 3;

/// How long one of them may take to be connected to.
const CONNECT: Duration = Duration::from_secs(4);

type Found = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// What resolves a name.
pub(super) type Resolve = Arc<dyn Fn(String, u16) -> Found + Send + Sync>;

/// The machine's own.
pub(super) fn system_resolver() -> Resolve {
    Arc::new(|name, port| {
        Box::pin(async move { Ok(tokio::net::lookup_host((name, port)).await?.collect()) })
    })
}

/// A connection to the first of the addresses that takes one.
pub(super) async fn open(addresses: &[SocketAddr]) -> Result<Stream, WebError> {
    for address in addresses.iter().take(MOST_ADDRESSES) {
        if let Ok(Ok(stream)) = tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
            // A request is one small write.
            let _ = stream.set_nodelay(true);
            return Ok(Stream::Plain(stream));
        }
    }
    Err(WebError::Broken("No connection could be made to the host.".to_owned()))
}

/// The same connection with TLS; whoever answers must prove to be the target's host.
pub(super) async fn secure(
    tls: &Arc<ClientConfig>,
    target: &Target,
    stream: Stream,
) -> Result<Stream, WebError> {
    let Stream::Plain(stream) = stream else { return Ok(stream) };
    let name = ServerName::try_from(target.host().trim_end_matches('.').to_owned())
        .map_err(|_| WebError::Refused("The address names no host that TLS can check."))?;
    let connector = TlsConnector::from(tls.clone());
    match connector.connect(name, stream).await {
        Ok(stream) => Ok(Stream::Secure(Box::new(stream))),
        Err(error) => {
            let rustls = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
            let why = match rustls {
                Some(rustls::Error::InvalidCertificate(_)) => {
                    "The host's certificate is not valid for it."
                }
                _ => "No secure connection could be made to the host.",
            };
            Err(WebError::Broken(why.to_owned()))
        }
    }
}

/// A connection with or without TLS.
pub(super) enum Stream {
    Plain(TcpStream),
    Secure(Box<TlsStream<TcpStream>>),
}

macro_rules! either {
    ($self:expr, $stream:ident => $call:expr) => {
        match $self.get_mut() {
            Stream::Plain($stream) => $call,
            Stream::Secure($stream) => $call,
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_read(cx, buffer))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        either!(self, stream => Pin::new(stream).poll_write(cx, bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_shutdown(cx))
    }
}
