//! Mail servers of tests: the catcher's inbox, and a server that refuses.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::testing::setting;

/// The mails that have arrived for `address`, the oldest first.
pub async fn mails_to(address: &str) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(&get("/api/email").await).expect("a list of mails");
    let is_to = |mail: &Value| {
        mail["to"].as_array().is_some_and(|to| to.iter().any(|one| one["address"] == address))
    };
    all.into_iter().filter(is_to).collect()
}

/// A mail as it came.
pub async fn source(mail: &Value) -> String {
    get(&format!("/api/email/{}/source", mail["id"].as_str().expect("an id"))).await
}

/// The body of `path`, by HTTP/1.0: no chunks, and the end of it is the end.
async fn get(path: &str) -> String {
    let api = setting("MAIL_API_URL").expect("MAIL_API_URL names the mail catcher of tests");
    let host = api.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let mut stream = TcpStream::connect(&host).await.expect("the catcher answers");
    let request = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
    assert!(head.lines().next().is_some_and(|line| line.contains(" 200 ")), "{head}");
    body.to_owned()
}

/// A mail server that refuses some receivers and takes letters to all others.
pub struct Picky {
    pub url: String,
    refused: Arc<Mutex<Option<(String, &'static str)>>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Picky {
    /// A server that answers `reply` to letters for `address`.
    pub async fn refusing(address: &str, reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("bound"));
        let refused = Arc::new(Mutex::new(Some((address.to_owned(), reply))));
        let taken = Arc::new(Mutex::new(Vec::new()));
        let (rule, list) = (refused.clone(), taken.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, rule.clone(), list.clone()));
            }
        });
        Self { url, refused, taken }
    }

    /// From now on it takes everything.
    pub fn relent(&self) {
        *self.refused.lock().expect("unpoisoned") = None;
    }

    /// Whom it took letters for.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("unpoisoned").clone()
    }
}

async fn talk(
    stream: TcpStream,
    refused: Arc<Mutex<Option<(String, &'static str)>>>,
    taken: Arc<Mutex<Vec<String>>>,
) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    let mut in_letter = false;
    let mut answer = "220 picky".to_owned();
    loop {
        if !answer.is_empty() && write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err()
        {
            return;
        }
        let Ok(Some(line)) = lines.next_line().await else { return };
        answer = match line.to_uppercase() {
            _ if in_letter && line != "." => String::new(),
            _ if in_letter => {
                in_letter = false;
                taken.lock().expect("unpoisoned").push(to.clone());
                "250 taken".to_owned()
            }
            upper if upper.starts_with("RCPT TO:") => {
                to = line[8..].trim_matches(['<', '>', ' ']).to_owned();
                match &*refused.lock().expect("unpoisoned") {
                    Some((address, reply)) if *address == to => (*reply).to_owned(),
                    _ => "250 fine".to_owned(),
                }
            }
            upper if upper.starts_with("DATA") => {
                in_letter = true;
                "354 go on".to_owned()
            }
            _ => "250 fine".to_owned(),
        };
    }
}
