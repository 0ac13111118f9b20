//! A mail server of few words, for the moods that the catcher does not have.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A mail server that answers every letter with `reply`.
pub struct SmtpSink {
    pub url: String,
    pub letters: Arc<AtomicUsize>,
    server: JoinHandle<()>,
}

impl SmtpSink {
    pub async fn replying(reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("bound"));
        let letters = Arc::new(AtomicUsize::new(0));
        let counter = letters.clone();
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, reply, counter.clone()));
            }
        });
        Self { url, letters, server }
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn talk(stream: TcpStream, reply: &'static str, letters: Arc<AtomicUsize>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if write.write_all(b"220 sink\r\n").await.is_err() {
        return;
    }
    let mut in_letter = false;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = if in_letter {
            if line != "." {
                continue;
            }
            in_letter = false;
            letters.fetch_add(1, Ordering::SeqCst);
            reply
        } else if line.to_uppercase().starts_with("DATA") {
            in_letter = true;
            "354 go on"
        } else if line.to_uppercase().starts_with("QUIT") {
            "221 bye"
        } else {
            "250 fine"
        };
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}
