//! A program of a hotelier's that takes webhooks.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Got {
    head: String,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> String {
        let start = format!("{name}: ");
        let line = self.head.lines().find(|line| line.to_lowercase().starts_with(&start));
        line.map(|line| line[start.len()..].to_owned()).unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("json")
    }
}

/// A server that answers every request with the same status line and a few words.
pub struct Hook {
    pub url: String,
    reply: Arc<Mutex<&'static str>>,
    got: Arc<Mutex<Vec<Got>>>,
    server: JoinHandle<()>,
}

impl Hook {
    pub async fn replying(reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("bound"));
        let (reply, got) = (Arc::new(Mutex::new(reply)), Arc::new(Mutex::new(Vec::new())));
        let (replies, all) = (reply.clone(), got.clone());
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let reply = *replies.lock().expect("unharmed");
                if let Some(request) = answer(stream, reply).await {
                    all.lock().expect("unharmed").push(request);
                }
            }
        });
        Self { url, reply, got, server }
    }

    /// What it answers from now on: a status and its reason.
    pub fn reply(&self, reply: &'static str) {
        *self.reply.lock().expect("unharmed") = reply;
    }

    /// What has come, in order.
    pub fn got(&self) -> Vec<Got> {
        self.got.lock().expect("unharmed").clone()
    }

    /// The types of the messages that have come, in order.
    pub fn types(&self) -> Vec<String> {
        let kind = |got: &Got| got.json()["type"].as_str().unwrap_or_default().to_owned();
        self.got().iter().map(kind).collect()
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(mut stream: TcpStream, reply: &str) -> Option<Got> {
    let mut bytes = Vec::new();
    let (head, length) = loop {
        let mut buffer = [0u8; 4096];
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, _)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            line.to_lowercase().strip_prefix("content-length: ").and_then(|n| n.parse().ok())
        });
        break (head.to_owned(), length.unwrap_or(0));
    };
    while bytes.len() < head.len() + 4 + length {
        let mut buffer = [0u8; 4096];
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
    }
    let body = String::from_utf8(bytes[head.len() + 4..].to_vec()).ok()?;
    let words = format!("{reply}, I said. {}", "x".repeat(2000));
    let reply = format!("HTTP/1.1 {reply}\r\ncontent-length: {}\r\n\r\n{words}", words.len());
    // Whoever has read enough may be gone.
    let _ = stream.write_all(reply.as_bytes()).await;
    Some(Got { head, body })
}
