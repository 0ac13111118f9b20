//! What a scenario plays on: services, servers and workers of its own.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::Command,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use pousada_core::{
    Clock, Services, Settings, cache::Cache, limits::Limits, mail::Mailer, password::Passwords,
    web::Web,
};
use sqlx::{PgPool, postgres::PgPoolOptions};

use crate::{
    guests::{House, Target},
    history::History,
    http::Client,
    place::{POUSADA, Place, folder},
    post::Post,
    process::{Process, run_to_end, until},
    services::{Mail, Postgres, Redis},
};

/// What a scenario plays on.
pub struct Stage {
    pub place: Arc<Place>,
    pub dir: PathBuf,
    pub postgres: Postgres,
    pub redis: Redis,
    pub mail: Mail,
    pub post: Post,
    pub history: Arc<History>,
    /// The scenario's own look into the database.
    pub db: PgPool,
    /// Further settings of its servers and workers.
    pub settings: Vec<(&'static str, String)>,
}

/// A `pousada serve`, `worker` or `all`.
pub struct Pousada {
    pub process: Process,
    part: &'static str,
    pub address: SocketAddr,
}

impl Stage {
    pub async fn set(place: &Arc<Place>, name: &str) -> Self {
        let dir = folder(&place.dir, name);
        let postgres_dir = folder(&dir, "postgres");
        if let Some((user, group)) = place.pg_user {
            std::os::unix::fs::chown(&postgres_dir, Some(user), Some(group)).expect("its own");
        }
        let (postgres, redis, mail) = tokio::join!(
            Postgres::copy(place, &postgres_dir),
            Redis::start(place, &dir),
            Mail::start(place, &dir)
        );
        let post = Post::before(mail.smtp).await;
        let history = Arc::new(History::at(&dir.join("history.jsonl")));
        let pool = PgPoolOptions::new().max_connections(4).acquire_timeout(Duration::from_secs(30));
        let db = pool.connect_lazy(&postgres.url).expect("an address");
        let place = place.clone();
        Self { place, dir, postgres, redis, mail, post, history, db, settings: vec![] }
    }

    /// A command of the program, set for this stage.
    pub fn pousada(&self, part: &str) -> Command {
        let mut command = Command::new(POUSADA);
        command.current_dir(&self.dir).arg(part).env("DATABASE_URL", &self.postgres.url);
        command.env("REDIS_URL", &self.redis.url);
        command.env("SMTP_URL", format!("smtp://{}", self.post.address));
        command.env("POUSADA_SITE_DIR", &self.dir).env("POUSADA_DATA_DIR", &self.dir);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts a `serve`, `worker` or `all`, at `address`.
    fn spawn(&self, part: &'static str, address: SocketAddr) -> Process {
        let mut command = self.pousada(part);
        let listen = if part == "worker" { "POUSADA_WORKER_LISTEN" } else { "POUSADA_LISTEN" };
        command.env(listen, address.to_string());
        Process::start(command, &self.dir.join(format!("{part}-{}.log", address.port())), "KILL")
    }

    /// Starts a `serve`, `worker` or `all`, and waits until it is ready.
    pub async fn start(&self, part: &'static str) -> Pousada {
        let address = self.place.address();
        let pousada = Pousada { process: self.spawn(part, address), part, address };
        pousada.wait().await;
        pousada
    }

    /// Starts again what has ended.
    pub async fn restart(&self, pousada: &mut Pousada) {
        pousada.process = self.spawn(pousada.part, pousada.address);
        pousada.wait().await;
    }

    /// A hotel with rooms, and guests who may book there, over HTTP.
    pub async fn house(&self, server: &Pousada, guests: usize) -> House {
        House::open(server.address, guests, self.history.clone()).await
    }

    /// What the clients of `servers` aim at.
    pub fn target(&self, servers: &[&Pousada]) -> Target {
        servers.iter().map(|server| server.address).collect()
    }

    /// Slows the mail server down.
    pub fn slow_mail(&self, millis: u64) {
        self.post.delay.store(millis, Ordering::Relaxed);
    }

    /// What the command line says, and whether it was content.
    pub async fn say(&self, words: &[&str]) -> (bool, String) {
        let mut command = self.pousada(words[0]);
        command.args(&words[1..]);
        run_to_end(command).await
    }

    /// The use cases, for sending letters and looking around.
    pub fn services(&self) -> Services {
        let smtp = format!("smtp://{}", self.post.address);
        Services {
            db: self.db.clone(),
            clock: Clock::system(),
            passwords: Passwords::default(),
            mailer: Mailer::new(&smtp, "Pousada <no-reply@pousada.example>").expect("a mailer"),
            cache: Cache::default(),
            limits: Limits::default(),
            web: Web::new(true),
            settings: Arc::new(Settings::default()),
        }
    }

    /// A number from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db).await.expect("counted")
    }
}

impl Pousada {
    /// Whether its `/readyz` says so, with its word.
    pub async fn readiness(&self) -> Option<(u16, String)> {
        let answer = Client::to(self.address).get("/readyz").await.ok()?;
        let word = answer.json()["status"].as_str().unwrap_or_default().to_owned();
        Some((answer.status, word))
    }

    /// A number from its `/metrics`; all lines that begin so are summed up.
    pub async fn number(&self, name: &str) -> f64 {
        let answer = Client::to(self.address).get("/metrics").await.expect("it answers");
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let lines = text.lines().filter(|line| line.starts_with(name));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
    }

    async fn wait(&self) {
        let ready = until(Duration::from_secs(60), || async {
            self.readiness().await.is_some_and(|(status, _)| status == 200)
        });
        assert!(ready.await.is_some(), "{} at {} is not ready", self.part, self.address);
    }
}
