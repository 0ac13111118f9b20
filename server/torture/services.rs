//! PostgreSQL, Redis and the mail catcher of a scenario's own.

use std::{
    net::SocketAddr,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use redis::RedisError;
use serde_json::Value;
use sqlx::{Connection, PgConnection};

use crate::{
    http::Client,
    place::{Place, folder},
    process::{Process, children_of, run_to_end, signal_to, until},
};

/// How long a service may take to start on a busy machine.
const START: Duration = Duration::from_secs(60);

/// PostgreSQL, with fsync on.
pub struct Postgres {
    process: Process,
    command: Box<dyn Fn() -> Command + Send + Sync>,
    log: PathBuf,
    server_url: String,
    /// The database.
    pub url: String,
}

impl Postgres {
    /// A copy of the prepared cluster below `dir`.
    pub async fn copy(place: &Place, dir: &Path) -> Self {
        let data = dir.join("data");
        let mut copy = Command::new("cp");
        copy.arg("-a").arg(place.template()).arg(&data);
        let (done, words) = run_to_end(copy).await;
        assert!(done, "{words}");
        Self::start(place, &data, dir).await
    }

    /// The cluster in `data`, with its log in `dir`.
    pub async fn start(place: &Place, data: &Path, dir: &Path) -> Self {
        let address = place.address();
        let (program, data, user) = (place.pg_bin.join("postgres"), data.to_owned(), place.pg_user);
        let command = Box::new(move || {
            let mut command = Command::new(&program);
            command.arg("-D").arg(&data).arg("-p").arg(address.port().to_string());
            command.current_dir("/");
            if let Some((user, group)) = user {
                command.uid(user).gid(group);
            }
            command
        });
        let server_url = format!("postgres://pousada:{}@{address}/", place.pg_password);
        let log = dir.join("postgres.log");
        let process = Process::start(command(), &log, "QUIT");
        let url = format!("{server_url}pousada");
        let mut postgres = Self { process, command, log, server_url, url };
        postgres.wait().await;
        postgres
    }

    async fn wait(&mut self) {
        let url = format!("{}postgres", self.server_url);
        let began = std::time::Instant::now();
        while PgConnection::connect(&url).await.is_err() {
            assert!(began.elapsed() < START, "PostgreSQL does not start: {}", self.log.display());
            tokio::time::sleep(Duration::from_millis(100)).await;
            // Right after a kill the memory that the old one shared may still be in use.
            if !self.process.is_running() {
                self.process = Process::start((self.command)(), &self.log, "QUIT");
            }
        }
    }

    /// Makes the database `pousada`.
    pub async fn create_database(&mut self) {
        let url = format!("{}postgres", self.server_url);
        let mut server = PgConnection::connect(&url).await.expect("it answers");
        sqlx::raw_sql("CREATE DATABASE pousada").execute(&mut server).await.expect("created");
    }

    /// Ends it in order.
    pub async fn shut_down(&mut self) {
        self.process.signal("INT");
        assert!(self.process.exit(START).await.is_some(), "PostgreSQL stops");
    }

    /// Kills the postmaster; its children notice and end.
    pub async fn kill(&mut self) {
        self.process.kill().await;
    }

    /// Starts it again after it was killed.
    pub async fn restart(&mut self) {
        self.process = Process::start((self.command)(), &self.log, "QUIT");
        self.wait().await;
    }

    /// Freezes it with all its children, or lets it go on.
    pub fn set_frozen(&self, frozen: bool) {
        let signal = if frozen { "STOP" } else { "CONT" };
        self.process.signal(signal);
        for child in children_of(self.process.id()) {
            signal_to(child, signal);
        }
    }
}

/// Redis, with an append-only file.
pub struct Redis {
    pub process: Process,
    program: PathBuf,
    dir: PathBuf,
    address: SocketAddr,
    /// How to reach it.
    pub url: String,
}

impl Redis {
    pub async fn start(place: &Place, dir: &Path) -> Self {
        let (address, dir) = (place.address(), folder(dir, "redis"));
        let url = format!("redis://{address}/0");
        let program = place.redis.clone();
        let process = Self::spawn(&program, &dir, address);
        let redis = Self { process, program, dir, address, url };
        redis.wait().await;
        redis
    }

    fn spawn(program: &Path, dir: &Path, address: SocketAddr) -> Process {
        let mut command = Command::new(program);
        command.current_dir(dir).args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"]);
        command.args(["--appendfsync", "everysec", "--port", &address.port().to_string()]);
        Process::start(command, &dir.join("redis.log"), "TERM")
    }

    async fn wait(&self) {
        let up = until(START, || async { self.command("PING").await.is_ok() }).await;
        assert!(up.is_some(), "Redis does not start");
    }

    /// Sends it a command without arguments.
    pub async fn command(&self, command: &str) -> Result<(), RedisError> {
        let client = redis::Client::open(self.url.as_str())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        redis::cmd(command).query_async(&mut connection).await
    }

    /// Starts it again after it was killed; with an empty memory, if so wished.
    pub async fn restart(&mut self, empty: bool) {
        if empty {
            std::fs::remove_dir_all(self.dir.join("appendonlydir")).expect("removed");
        }
        self.process = Self::spawn(&self.program, &self.dir, self.address);
        self.wait().await;
    }
}

/// The mail catcher.
pub struct Mail {
    pub process: Process,
    web: SocketAddr,
    /// Where it takes mail.
    pub smtp: SocketAddr,
}

impl Mail {
    pub async fn start(place: &Place, dir: &Path) -> Self {
        let (smtp, web) = (place.address(), place.address());
        let mut command = Command::new("node");
        command.current_dir(dir).arg(&place.maildev).args(["--ip", "127.0.0.1", "--web-ip"]);
        command.args(["127.0.0.1", "--smtp", &smtp.port().to_string(), "--web"]);
        command.args([&web.port().to_string(), "--max-emails", "100000", "--silent"]);
        let process = Process::start(command, &dir.join("mail.log"), "TERM");
        let up = until(START, || async { Client::to(web).get("/api/healthz").await.is_ok() }).await;
        assert!(up.is_some(), "the mail catcher does not start");
        Self { process, web, smtp }
    }

    /// All mails that have arrived.
    pub async fn all(&self) -> Vec<Value> {
        let answer = Client::to(self.web).get("/api/email").await.expect("the catcher answers");
        serde_json::from_slice(&answer.body).expect("a list of mails")
    }
}
