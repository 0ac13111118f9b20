//! Requests to addresses that hoteliers give: their webhooks, and others' calendars.
//!
//! Such an address must not lead to where only this server gets to. It is read and checked
//! ([`Target`]), its name is resolved once, each address found is checked (`guard`), and the
//! connection goes to an address that was checked: a name that resolves to something else a
//! moment later changes nothing. Redirects are not followed, answers are read up to a limit.

mod connect;
mod guard;
mod target;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1,
    header,
};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

use self::connect::{Resolve, Stream};
pub use self::{guard::is_public, target::Target};

/// The longest that a request may take, from resolving its name to the end of its answer.
pub const LIMIT: Duration = Duration::from_secs(10);

/// The most bytes of an answer's head.
const HEAD_BYTES: usize = 32 * 1024;

/// How many requests this process has on their way at a time. Whoever is slow to answer holds
/// up others of this kind, and not the rest of the work.
const LANES: usize = 2;

/// How long to wait for one of them to end.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why there was no answer. The words may be shown to whoever gave the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// The address is none that requests are sent to.
    #[error("{0}")]
    Refused(&'static str),
    /// The name could not be resolved.
    #[error("The name of the host cannot be resolved.")]
    NoSuchHost,
    /// There was no connection, or it broke.
    #[error("{0}")]
    Broken(String),
    /// It took too long.
    #[error("There was no answer within {} s.", LIMIT.as_secs())]
    TooSlow,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// `GET` or `POST`.
    pub method: Method,
    /// Where to.
    pub target: Target,
    /// Headers beside `Host` and `User-Agent`.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub body: String,
    /// How many bytes of the answer are read.
    pub read: usize,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its body, as far as it was to be read.
    pub body: Vec<u8>,
    /// Whether there was more of it.
    pub cut: bool,
}

/// The way out. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    allow_private: bool,
    tls: Arc<ClientConfig>,
    resolve: Resolve,
    lanes: Arc<Semaphore>,
}

impl fmt::Debug for Web {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Web").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}

impl Web {
    /// A way out to the public internet by `https`; with `allow_private`, for tests and
    /// demonstrations, also to private networks and this machine, and by `http`.
    #[must_use]
    pub fn new(allow_private: bool) -> Self {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        Self::trusting(allow_private, roots)
    }

    /// The same, with `roots` to vouch for servers.
    ///
    /// # Panics
    /// Never: ring has ciphers for the protocol's versions.
    pub(crate) fn trusting(allow_private: bool, roots: RootCertStore) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has ciphers for TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self {
            allow_private,
            tls: Arc::new(tls),
            resolve: connect::system_resolver(),
            lanes: Arc::new(Semaphore::new(LANES)),
        }
    }

    /// Reads an address that somebody gave.
    ///
    /// # Errors
    /// [`WebError::Refused`] with a sentence for people. Where its name leads is looked at only
    /// when something is sent.
    pub fn target(&self, url: &str) -> Result<Target, WebError> {
        Target::parse(url, self.allow_private)
    }

    /// A turn to send something, unless too much is on its way already.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(PATIENCE, self.lanes.clone().acquire_owned()).await.ok()?.ok()
    }

    /// Sends a request and reads its answer, within [`LIMIT`].
    ///
    /// # Errors
    /// [`WebError`], if there was no answer. An answer of any status is one.
    pub async fn send(&self, outgoing: Outgoing) -> Result<Answer, WebError> {
        tokio::time::timeout(LIMIT, self.exchange(outgoing)).await.unwrap_or(Err(WebError::TooSlow))
    }

    async fn exchange(&self, outgoing: Outgoing) -> Result<Answer, WebError> {
        let stream = self.connect(&outgoing.target).await?;
        let read = outgoing.read;
        let request = request(outgoing)?;
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(HEAD_BYTES)
            .max_headers(100)
            .handshake::<_, Full<Bytes>>(TokioIo::new(stream))
            .await
            .map_err(|error| broken(&error))?;
        // Ends with this function, however that ends.
        let mut driver = JoinSet::new();
        driver.spawn(connection);
        let response = sender.send_request(request).await.map_err(|error| broken(&error))?;
        answer(response, read).await
    }

    async fn connect(&self, target: &Target) -> Result<Stream, WebError> {
        let found = match target.address() {
            Some(address) => vec![address],
            None => {
                let name = target.host().to_owned();
                let found = (self.resolve)(name, target.port()).await;
                found.map_err(|_| WebError::NoSuchHost)?
            }
        };
        if found.is_empty() {
            return Err(WebError::NoSuchHost);
        }
        // A name that leads inside with one of its addresses is not to be trusted with others.
        if !found.iter().all(|address| guard::may_be_reached(address.ip(), self.allow_private)) {
            return Err(WebError::Refused(guard::REFUSAL));
        }
        let stream = connect::open(&found).await?;
        if target.is_secure() {
            connect::secure(&self.tls, target, stream).await
        } else {
            Ok(stream)
        }
    }
}

fn request(outgoing: Outgoing) -> Result<Request<Full<Bytes>>, WebError> {
    let mut request = Request::builder()
        .method(outgoing.method)
        .uri(outgoing.target.path_and_query())
        .header(header::HOST, outgoing.target.authority())
        .header(header::USER_AGENT, concat!("Pousada/", env!("CARGO_PKG_VERSION")))
        .header(header::CONNECTION, "close");
    for (name, value) in outgoing.headers {
        request = request.header(name, value);
    }
    request
        .body(Full::new(Bytes::from(outgoing.body)))
        .map_err(|_| WebError::Refused("The address cannot be sent to."))
}

async fn answer(response: Response<Incoming>, read: usize) -> Result<Answer, WebError> {
    let status = response.status().as_u16();
    let mut incoming = response.into_body();
    let mut body = Vec::new();
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| broken(&error))?;
        let Some(data) = frame.data_ref() else { continue };
        let room = read - body.len();
        if data.len() > room {
            body.extend_from_slice(&data[..room]);
            return Ok(Answer { status, body, cut: true });
        }
        body.extend_from_slice(data);
    }
    Ok(Answer { status, body, cut: false })
}

fn broken(error: &hyper::Error) -> WebError {
    WebError::Broken(if error.is_parse() {
        "The answer is no HTTP.".to_owned()
    } else {
        "The connection broke before the answer was there.".to_owned()
    })
}
