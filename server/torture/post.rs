//! A way to the mail catcher that can be slow, and turn letters away.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// The way.
#[derive(Clone)]
pub struct Post {
    /// Where it begins.
    pub address: SocketAddr,
    /// How long each command waits, in milliseconds.
    pub delay: Arc<AtomicU64>,
    /// Whether letters to `refused…` and `later…` are turned away, the first for good.
    pub strict: Arc<AtomicBool>,
}

impl Post {
    pub async fn before(catcher: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let post = Self { address, delay: Arc::default(), strict: Arc::default() };
        let own = post.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let post = own.clone();
                tokio::spawn(async move { post.carry(stream, catcher).await });
            }
        });
        post
    }

    async fn carry(self, client: TcpStream, catcher: SocketAddr) -> io::Result<()> {
        let mut client = BufReader::new(client);
        let mut catcher = BufReader::new(TcpStream::connect(catcher).await?);
        answer(&mut catcher, &mut client).await?;
        let mut in_letter = false;
        let mut line = Vec::new();
        loop {
            line.clear();
            if client.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            if in_letter && line != b".\r\n" {
                catcher.write_all(&line).await?;
                continue;
            }
            tokio::time::sleep(Duration::from_millis(self.delay.load(Ordering::Relaxed))).await;
            if let Some(refusal) = self.refusal(&line).filter(|_| !in_letter) {
                client.write_all(refusal).await?;
                continue;
            }
            in_letter = !in_letter && line.eq_ignore_ascii_case(b"DATA\r\n");
            catcher.write_all(&line).await?;
            answer(&mut catcher, &mut client).await?;
        }
    }

    fn refusal(&self, line: &[u8]) -> Option<&'static [u8]> {
        let line = String::from_utf8_lossy(line).to_lowercase();
        if !self.strict.load(Ordering::Relaxed) {
            None
        } else if line.starts_with("rcpt to:<refused") {
            Some(b"550 no such person\r\n")
        } else if line.starts_with("rcpt to:<later") {
            Some(b"451 come again\r\n")
        } else {
            None
        }
    }
}

/// Hands on one answer, which may have several lines.
async fn answer(from: &mut BufReader<TcpStream>, to: &mut BufReader<TcpStream>) -> io::Result<()> {
    loop {
        let mut line = Vec::new();
        if from.read_until(b'\n', &mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        to.write_all(&line).await?;
        if line.get(3) != Some(&b'-') {
            return Ok(());
        }
    }
}
