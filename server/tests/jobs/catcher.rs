//! Asking the mail catcher what has arrived.

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The mails that have arrived for `address`, the oldest first.
pub async fn mails_to(address: &str) -> Vec<Value> {
    let all = get("/api/email").await;
    let all: Vec<Value> = serde_json::from_str(&all).expect("a list of mails");
    let is_to = |mail: &Value| {
        mail["to"].as_array().is_some_and(|to| to.iter().any(|one| one["address"] == address))
    };
    all.into_iter().filter(is_to).collect()
}

/// The body of `path`, by HTTP/1.0: no chunks, and the end of it is the end.
async fn get(path: &str) -> String {
    let api = crate::setting("MAIL_API_URL");
    let host = api.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).await.expect("the catcher answers");
    let request = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
    assert!(head.lines().next().is_some_and(|line| line.contains(" 200 ")), "{head}");
    body.to_owned()
}
