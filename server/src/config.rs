//! What is set from outside, by environment variables. They are read once, here,
//! and checked together: a start that fails names everything that is wrong.

mod values;

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr, sync::Arc, time::Duration};

use pousada_core::{
    Clock, Services, Settings, cache::Cache, db, limits::Limits, mail::Mailer, password::Passwords,
    sweep, web::Web,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{PgPool, postgres::PgConnectOptions};

use self::values::Reader;
pub use self::values::{Environment, LogFormat};
use crate::{jobs::AUDIT_EVERY_SECONDS, layers::limits::Quotas};

/// What the keys of the cache begin with in Redis.
const REDIS_NAME: &str = "pousada";

/// What a command needs to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Only where the database is.
    Database,
    /// Where Redis and the mail server are, too.
    Everything,
}

/// What is set from outside. Secrets do not show in its `Debug` form.
#[derive(Debug, Clone)]
pub struct Config {
    /// `DATABASE_URL`: the PostgreSQL server, with user, password and database.
    pub database_url: SecretString,
    /// `REDIS_URL`: the queue of the worker, and the cache.
    pub redis_url: SecretString,
    /// `SMTP_URL`: the mail server.
    pub smtp_url: SecretString,
    /// `POUSADA_MAIL_FROM`: the sender of e-mails, `Name <address>`.
    pub mail_from: String,
    /// `POUSADA_LISTEN`: where to listen.
    pub listen: SocketAddr,
    /// `POUSADA_PUBLIC_URL`: where guests reach the site, without a slash at the end.
    pub public_url: String,
    /// `POUSADA_SITE_DIR`: the built site.
    pub site_dir: PathBuf,
    /// `POUSADA_DATA_DIR`: what people upload; photographs are in `photos` below it.
    pub data_dir: PathBuf,
    /// `POUSADA_ENV`.
    pub environment: Environment,
    /// `POUSADA_LOG`: which events are logged, as an `EnvFilter`.
    pub log: String,
    /// `POUSADA_LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `POUSADA_DB_CONNECTIONS`: the most connections to the database.
    pub db_connections: u32,
    /// `POUSADA_MAX_BODY_KIB`: the largest body of a request, in bytes here.
    pub max_body: usize,
    /// `POUSADA_MAX_PHOTO_KIB`: the largest photograph that is sent, in bytes here.
    pub max_photo: usize,
    /// `POUSADA_REQUEST_TIMEOUT_MS`: how long a request may take.
    pub request_timeout: Duration,
    /// `POUSADA_WORKER_CONCURRENCY`: how many jobs run at a time.
    pub worker_concurrency: usize,
    /// `POUSADA_MAX_ATTEMPTS`: after how many failures a job is given up.
    pub max_attempts: i32,
    /// How many requests are allowed, per minute: `POUSADA_LIMIT_TOKEN` for each bearer
    /// token, `POUSADA_LIMIT_ADDRESS` for each address without one,
    /// `POUSADA_LIMIT_SIGN_IN` for each address to sign in or up. With
    /// `POUSADA_BEHIND_PROXY`, addresses are read from `X-Forwarded-For`.
    pub quotas: Quotas,
    /// `POUSADA_SWEEP_SECONDS`: how many seconds are between two sweeps.
    pub sweep_every: u32,
    /// `POUSADA_AUDIT_SECONDS`: how many seconds are between two looks of a worker at
    /// what must hold of the data.
    pub audit_every: u32,
    /// `POUSADA_WORKER_LISTEN`: where a worker without a server answers probes, if it shall.
    pub worker_listen: Option<SocketAddr>,
    /// `POUSADA_WEBHOOKS_ALLOW_PRIVATE`: whether webhooks and calendars may be on private
    /// networks and this machine, and without TLS: for tests and demonstrations.
    pub webhooks_allow_private: bool,
    /// `POUSADA_DRAIN_DELAY_MS`: how long the server goes on taking connections
    /// after it was told to stop, for a proxy to notice.
    pub drain_delay: Duration,
}

/// Everything that is wrong with the environment, a sentence per variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub Vec<String>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The configuration is wrong:")?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// [`ConfigError`] with every variable that is wrong.
    ///
    /// # Panics
    /// As [`Config::read`].
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    pub fn from_env(needs: Needs) -> Result<Self, ConfigError> {
        Self::read(&|name| std::env::var(name).ok(), needs)
    }

    /// Reads variables from `get`.
    ///
    /// # Errors
    /// [`ConfigError`] with every variable that is wrong.
    ///
    /// # Panics
    /// Outside of a Tokio runtime: the mail transport, which is tried, wants one.
    pub fn read(get: &dyn Fn(&str) -> Option<String>, needs: Needs) -> Result<Self, ConfigError> {
        let mut env = Reader::new(get);
        let services = needs == Needs::Everything;
        let settings = Settings::default();
        let listen = env.parsed(
            "POUSADA_LISTEN",
            "127.0.0.1:3000",
            "an address and port such as 127.0.0.1:3000",
        );
        let environment: Environment =
            env.parsed("POUSADA_ENV", "development", "development or production");
        let default_format = if environment.is_production() { "json" } else { "text" };
        let default_drain = if environment.is_production() { 3000 } else { 0 };
        // Load tools on one's own machine can be tried.
        let generous = if environment.is_production() { 1 } else { 100 };
        let mail_from = env.text("POUSADA_MAIL_FROM", "Pousada <no-reply@pousada.example>");
        let config = Self {
            database_url: env.database_url(),
            redis_url: env.redis_url(services),
            smtp_url: env.smtp_url(services, &mail_from),
            mail_from,
            public_url: env.public_url(listen),
            site_dir: env.text("POUSADA_SITE_DIR", "target/site").into(),
            data_dir: env.text("POUSADA_DATA_DIR", "data").into(),
            log: env.log_filter(),
            log_format: env.parsed("POUSADA_LOG_FORMAT", default_format, "text or json"),
            db_connections: env.number("POUSADA_DB_CONNECTIONS", 20, 1, 1000),
            max_body: env.number("POUSADA_MAX_BODY_KIB", 64_usize, 1, 64 * 1024) * 1024,
            max_photo: env.number("POUSADA_MAX_PHOTO_KIB", 10_240_usize, 1, 64 * 1024) * 1024,
            request_timeout: env.millis("POUSADA_REQUEST_TIMEOUT_MS", 3_500, 100),
            quotas: Quotas {
                token: env.number("POUSADA_LIMIT_TOKEN", 600 * generous, 1, 1_000_000),
                address: env.number("POUSADA_LIMIT_ADDRESS", 600 * generous, 1, 1_000_000),
                sign_in: env.number("POUSADA_LIMIT_SIGN_IN", 20 * generous, 1, 1_000_000),
                behind_proxy: env.parsed("POUSADA_BEHIND_PROXY", "false", "true or false"),
            },
            worker_concurrency: env.number("POUSADA_WORKER_CONCURRENCY", 4, 1, 256),
            max_attempts: env.number("POUSADA_MAX_ATTEMPTS", settings.max_attempts, 1, 100),
            sweep_every: env.number("POUSADA_SWEEP_SECONDS", sweep::EVERY_SECONDS, 1, 3600),
            audit_every: env.number("POUSADA_AUDIT_SECONDS", AUDIT_EVERY_SECONDS, 1, 86_400),
            worker_listen: env.address("POUSADA_WORKER_LISTEN"),
            webhooks_allow_private: env.parsed(
                "POUSADA_WEBHOOKS_ALLOW_PRIVATE",
                "false",
                "true or false",
            ),
            drain_delay: env.millis("POUSADA_DRAIN_DELAY_MS", default_drain, 0),
            listen,
            environment,
        };
        env.finish()?;
        Ok(config)
    }

    /// How to reach the database.
    #[must_use]
    pub fn database(&self) -> PgConnectOptions {
        // Read before, when the configuration was.
        PgConnectOptions::from_str(self.database_url.expose_secret()).unwrap_or_default()
    }

    /// A pool of connections to the database, opened as they are needed.
    #[must_use]
    pub fn pool(&self) -> PgPool {
        self.pool_keeping(0)
    }

    /// A pool for a process that serves, which keeps all its connections open.
    #[must_use]
    pub fn serving_pool(&self) -> PgPool {
        self.pool_keeping(self.db_connections)
    }

    fn pool_keeping(&self, kept_connections: u32) -> PgPool {
        let settings = db::PoolSettings {
            max_connections: self.db_connections,
            kept_connections,
            ..db::PoolSettings::default()
        };
        db::pool(self.database(), &settings)
    }

    /// What use cases work with. Nothing is connected yet.
    ///
    /// # Errors
    /// If the mail settings are wrong, which reading them would have found.
    pub fn services(&self) -> Result<Services, ConfigError> {
        let mailer = Mailer::new(self.smtp_url.expose_secret(), &self.mail_from)
            .map_err(|error| ConfigError(vec![error.to_string()]))?;
        let cache = Cache::new(self.redis_url.expose_secret(), REDIS_NAME)
            .map_err(|error| ConfigError(vec![error.to_string()]))?;
        Ok(Services {
            db: self.pool(),
            clock: Clock::system(),
            passwords: Passwords::default(),
            mailer,
            limits: Limits::new(cache.clone()),
            cache,
            web: Web::new(self.webhooks_allow_private),
            settings: Arc::new(Settings {
                public_url: self.public_url.clone(),
                max_attempts: self.max_attempts,
                photo_dir: self.photo_dir(),
            }),
        })
    }

    /// Where photographs are.
    #[must_use]
    pub fn photo_dir(&self) -> PathBuf {
        self.data_dir.join("photos")
    }
}

#[cfg(test)]
mod tests;
