//! Another place where rooms are sold, with a calendar.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

/// A server that gives everybody the same file.
pub struct Place {
    pub url: String,
    reply: Arc<Mutex<(String, Vec<u8>)>>,
    server: JoinHandle<()>,
}

impl Place {
    pub async fn serving(file: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/calendar.ics", listener.local_addr().expect("bound"));
        let reply = Arc::new(Mutex::new(("200 OK".to_owned(), file.into())));
        let replies = reply.clone();
        let server = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (status, file) = replies.lock().expect("unharmed").clone();
                tokio::spawn(async move {
                    let mut request = [0u8; 4096];
                    let _ = stream.read(&mut request).await;
                    let head = format!(
                        "HTTP/1.1 {status}\r\ncontent-type: text/calendar\r\ncontent-length: {}\r\n\r\n",
                        file.len()
                    );
                    // Whoever has read enough may be gone.
                    let _ = stream.write_all(head.as_bytes()).await;
                    let _ = stream.write_all(&file).await;
                });
            }
        });
        Self { url, reply, server }
    }

    pub fn serve(&self, file: impl Into<Vec<u8>>) {
        *self.reply.lock().expect("unharmed") = ("200 OK".to_owned(), file.into());
    }

    pub fn answer(&self, status: &str) {
        *self.reply.lock().expect("unharmed") = (status.to_owned(), b"sorry".to_vec());
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.server.abort();
    }
}
