//! What is refused, and what is read of an answer.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use hyper::Method;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::*;

/// Listens on this machine and hands each connection to `talk`.
async fn listen<F>(talk: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream));
        }
    });
    address
}

async fn replying(reply: impl Into<Vec<u8>>) -> SocketAddr {
    let reply: Arc<Vec<u8>> = Arc::new(reply.into());
    listen(move |mut stream| {
        let reply = reply.clone();
        async move {
            let mut request = [0u8; 4096];
            let _ = stream.read(&mut request).await?;
            stream.write_all(&reply).await
        }
    })
    .await
}

fn get(target: Target, read: usize) -> Outgoing {
    Outgoing { method: Method::GET, target, headers: vec![], body: String::new(), read }
}

async fn fetch(web: &Web, url: &str, read: usize) -> Result<Answer, WebError> {
    web.send(get(web.target(url)?, read)).await
}

#[test]
fn addresses_that_are_not_public() {
    let hidden = "
        0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255
        127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255
        192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7
        203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1
        ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:2::1
        2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1
        febf::1 fec0::1 ff02::1 4000::1";
    for text in hidden.split_whitespace() {
        let ip: IpAddr = text.parse().expect(text);
        assert!(!is_public(ip), "{text}");
    }
    let open = "
        1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
        128.0.0.1 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.167.255.255
        192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2606:4700::1111
        2a00:1450:4009::200e 2001:4860:4860::8888";
    for text in open.split_whitespace() {
        let ip: IpAddr = text.parse().expect(text);
        assert!(is_public(ip), "{text}");
    }
}

/// Refused before anything is resolved, however an address is dressed up.
#[test]
fn hostile_urls() {
    let web = Web::new(false);
    let hostile = "
        nonsense /path //example.com/ http://example.com/ ftp://example.com/ file:///etc/passwd
        gopher://example.com/ javascript:alert(1) data:text/plain,x https://
        https://user@example.com/ https://user:pass@example.com/ https://example.com:0/
        https://127.0.0.1/ https://127.1/ https://2130706433/ https://0x7f000001/
        https://0x7f.0.0.1/ https://0177.0.0.1/ https://0/ https://127.0.0.1.:443/
        https://[::1]/ https://[::]/ https://[::ffff:127.0.0.1]/ https://[::ffff:a9fe:a9fe]/
        https://[fd00:ec2::254]/ https://[fe80::1]/ https://[64:ff9b::7f00:1]/
        https://169.254.169.254/latest/meta-data/ https://10.0.0.8/ https://192.168.0.1:8443/
        https://172.20.1.1/ https://100.100.100.200/ https://168.63.129.16/
        https://255.255.255.255/ https://localhost/ https://LOCALHOST./ https://a.localhost/
        https://db.internal/ https://metadata.google.internal/ https://printer.local/
        https://nas.home.arpa/ https://１２７.０.０.１/ https://①②⑦.0.0.1/ https://127。0。0。1/";
    for url in hostile.split_whitespace().chain(["", "https:// /"]) {
        let refused = web.target(url);
        assert!(matches!(refused, Err(WebError::Refused(_))), "{url}: {refused:?}");
    }
    assert!(web.target(&format!("https://example.com/{}", "x".repeat(2000))).is_err());
    let fine = web.target("https://Example.COM:8443/a?b=c#d").expect("fine");
    assert_eq!(fine.as_str(), "https://example.com:8443/a?b=c");
    assert_eq!((fine.authority().as_str(), fine.path_and_query()), ("example.com:8443", "/a?b=c"));
}

/// Where private networks are allowed, what no demonstration needs is still forbidden.
#[test]
fn the_exception_for_tests_has_bounds() {
    let web = Web::new(true);
    for url in ["http://127.0.0.1:9/x", "http://localhost:9/", "https://[::1]/", "http://10.0.0.8/"]
    {
        assert!(web.target(url).is_ok(), "{url}");
    }
    for url in [
        "http://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://224.0.0.1/",
        "ftp://127.0.0.1/",
        "http://u:p@127.0.0.1/",
    ] {
        assert!(web.target(url).is_err(), "{url}");
    }
}

/// A name is as good as the worst address it leads to.
#[tokio::test]
async fn names_that_lead_inside() {
    let mut web = Web::new(false);
    for bad in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1"] {
        let found = ["93.184.216.34", bad].map(|ip| SocketAddr::new(ip.parse().expect(ip), 443));
        web.resolve = Arc::new(move |_, _| Box::pin(async move { Ok(found.to_vec()) }));
        let refused = fetch(&web, "https://rebind.example/", 10).await;
        assert_eq!(refused, Err(WebError::Refused(guard::REFUSAL)), "{bad}");
    }
    web.resolve = Arc::new(|_, _| Box::pin(async { Ok(vec![]) }));
    assert_eq!(fetch(&web, "https://rebind.example/", 10).await, Err(WebError::NoSuchHost));
}

/// A name is resolved once: what it leads to a moment later does not count.
#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_reached() {
    let good = replying("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ngood").await;
    let bad = replying("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad").await;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let mut web = Web::new(true);
    web.resolve = Arc::new(move |_, _| {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(async move { Ok(vec![if first { good } else { bad }]) })
    });
    let answer = fetch(&web, "http://rebind.example/", 100).await.expect("an answer");
    assert_eq!((answer.body.as_slice(), asked.load(Ordering::SeqCst)), (&b"good"[..], 1));
}

#[tokio::test]
async fn redirects_are_answers() {
    let inside = replying("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret").await;
    let outside = replying(format!(
        "HTTP/1.1 302 Found\r\nlocation: http://{inside}/\r\ncontent-length: 0\r\n\r\n"
    ))
    .await;
    let answer =
        fetch(&Web::new(true), &format!("http://{outside}/"), 100).await.expect("answered");
    assert_eq!((answer.status, answer.body.len()), (302, 0));
}

#[tokio::test]
async fn answers_are_read_up_to_a_limit() {
    let web = Web::new(true);
    let endless = listen(|mut stream| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        loop {
            stream.write_all(&[b'x'; 4096]).await?;
        }
    })
    .await;
    let answer = fetch(&web, &format!("http://{endless}/"), 10_000).await.expect("an answer");
    assert_eq!((answer.body.len(), answer.cut), (10_000, true));
    let head = listen(|mut stream| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
        loop {
            stream.write_all(b"x-filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").await?;
        }
    })
    .await;
    let broken = fetch(&web, &format!("http://{head}/"), 10).await;
    assert!(matches!(broken, Err(WebError::Broken(_))), "{broken:?}");
    let nonsense = replying("SSH-2.0-OpenSSH_9.2\r\n").await;
    let broken = fetch(&web, &format!("http://{nonsense}/"), 10).await;
    assert!(matches!(broken, Err(WebError::Broken(_))), "{broken:?}");
}

#[tokio::test]
async fn who_says_nothing_is_not_waited_for() {
    let silent = listen(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
        Ok(())
    })
    .await;
    let begin = std::time::Instant::now();
    let slow = fetch(&Web::new(true), &format!("http://{silent}/"), 10).await;
    assert_eq!(slow, Err(WebError::TooSlow));
    assert!(begin.elapsed() < LIMIT + Duration::from_secs(5));
}

/// Over TLS the host must prove its name, to somebody whose word counts.
#[tokio::test]
async fn certificates_are_checked() {
    let cert = CertificateDer::from(include_bytes!("tests/cert.der").to_vec());
    let key =
        PrivateKeyDer::from(PrivatePkcs8KeyDer::from(include_bytes!("tests/key.der").to_vec()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![cert.clone()], key)
        .expect("a pair");
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
    let address = listen(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut stream = acceptor.accept(stream).await?;
            let mut request = [0u8; 4096];
            let _ = stream.read(&mut request).await?;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecure").await?;
            stream.shutdown().await
        }
    })
    .await;
    let mut roots = RootCertStore::empty();
    roots.add(cert).expect("a root");
    let mut web = Web::trusting(true, roots);
    web.resolve = Arc::new(move |_, _| Box::pin(async move { Ok(vec![address]) }));
    let answer = fetch(&web, "https://hooks.pousada.test/", 100).await.expect("an answer");
    assert_eq!(answer.body, b"secure");
    let other = fetch(&web, "https://other.pousada.test/", 100).await;
    let invalid = WebError::Broken("The host's certificate is not valid for it.".to_owned());
    assert_eq!(other, Err(invalid.clone()));
    let stranger = fetch(&Web::new(true), &format!("https://{address}/"), 100).await;
    assert_eq!(stranger, Err(invalid));
}
