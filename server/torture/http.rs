//! A small HTTP client that tells every way in which an answer can fail to come.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// How long an answer is waited for; much longer than it may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer.
pub struct Answer {
    pub status: u16,
    pub retry_after: bool,
    pub took: Duration,
    pub body: Vec<u8>,
    keep: bool,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The code of a problem.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A client of one server, on one connection as long as that lasts.
pub struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    /// Whom the server takes it for.
    pub token: Option<String>,
}

impl Client {
    pub fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, token: None }
    }

    /// The same person, on a connection of its own.
    pub fn again(&self) -> Self {
        Self { token: self.token.clone(), ..Self::to(self.address) }
    }

    /// The same person at another server.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { token: self.token.clone(), ..Self::to(address) }
    }

    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, "", None).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> io::Result<Answer> {
        self.send("POST", path, "", Some(body)).await
    }

    /// Posts with an `Idempotency-Key`.
    pub async fn post_once(&mut self, path: &str, key: &str, body: &Value) -> io::Result<Answer> {
        self.send("POST", path, &format!("idempotency-key: {key}\r\n"), Some(body)).await
    }

    pub async fn delete(&mut self, path: &str) -> io::Result<Answer> {
        self.send("DELETE", path, "", None).await
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: Option<&Value>,
    ) -> io::Result<Answer> {
        let began = Instant::now();
        let body = body.map(Value::to_string).unwrap_or_default();
        let who = self
            .token
            .as_ref()
            .map(|t| format!("authorization: Bearer {t}\r\n"))
            .unwrap_or_default();
        let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\n{who}{headers}{kind}content-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        match tokio::time::timeout(PATIENCE, self.exchange(&request)).await {
            Ok(Ok(mut answer)) => {
                answer.took = began.elapsed();
                if !answer.keep {
                    self.stream = None;
                }
                Ok(answer)
            }
            Ok(Err(error)) => {
                self.stream = None;
                Err(error)
            }
            Err(_) => {
                self.stream = None;
                Err(io::ErrorKind::TimedOut.into())
            }
        }
    }

    async fn exchange(&mut self, request: &str) -> io::Result<Answer> {
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                none.insert(BufReader::new(stream))
            }
        };
        stream.write_all(request.as_bytes()).await?;
        read(stream).await
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let first = line(stream).await?;
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let mut answer =
        Answer { status, retry_after: false, took: Duration::ZERO, body: vec![], keep: true };
    let (mut length, mut chunked) = (None, false);
    loop {
        let header = line(stream).await?.to_ascii_lowercase();
        let Some((name, value)) = header.split_once(':') else { break };
        match (name, value.trim()) {
            ("content-length", value) => length = value.parse().ok(),
            ("transfer-encoding", "chunked") => chunked = true,
            ("retry-after", _) => answer.retry_after = true,
            ("connection", "close") => answer.keep = false,
            _ => {}
        }
    }
    if chunked {
        while let size @ 1.. = chunk_size(stream).await? {
            take(stream, size, &mut answer.body).await?;
            line(stream).await?;
        }
        line(stream).await?;
    } else if status != 204 {
        take(stream, length.unwrap_or(0), &mut answer.body).await?;
    }
    Ok(answer)
}

async fn chunk_size(stream: &mut BufReader<TcpStream>) -> io::Result<usize> {
    let size = line(stream).await?;
    usize::from_str_radix(&size, 16).map_err(|_| io::ErrorKind::InvalidData.into())
}

async fn take(
    stream: &mut BufReader<TcpStream>,
    length: usize,
    into: &mut Vec<u8>,
) -> io::Result<()> {
    let from = into.len();
    into.resize(from + length, 0);
    stream.read_exact(&mut into[from..]).await.map(drop)
}

async fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}
