//! The connection to PostgreSQL.

use std::{future::Future, time::Duration};

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::task::JoinSet;

use crate::error::{Error, Result};

/// The migrations, built into the program.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// How the pool of connections is set.
#[derive(Debug, Clone)]
pub struct PoolSettings {
    /// The most connections.
    pub max_connections: u32,
    /// How many are kept open, needed or not. Opening one takes long on a busy process: sqlx lets
    /// everything else go first, some 800 times, while it proves the password.
    pub kept_connections: u32,
    /// How long a request waits for one before it is answered 503.
    pub acquire_timeout: Duration,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self { max_connections: 20, kept_connections: 0, acquire_timeout: Duration::from_secs(2) }
    }
}

/// A pool of connections to the database of `options`. None is opened yet, so
/// that the server starts, and says what is wrong, while the database is away.
#[must_use]
pub fn pool(options: PgConnectOptions, settings: &PoolSettings) -> PgPool {
    let options = options.application_name("pousada").options([
        ("statement_timeout", "10s"),
        // Below the time that a request has.
        ("lock_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "30s"),
        ("timezone", "UTC"),
    ]);
    PgPoolOptions::new()
        .max_connections(settings.max_connections)
        .min_connections(settings.kept_connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(Duration::from_secs(300))
        .connect_lazy_with(options)
}

/// Opens the connections that are to be kept open, so that the first requests need not
/// wait for them. Does nothing if the database does not answer: then requests will say so.
pub async fn warm_up(pool: &PgPool) {
    let mut opening = JoinSet::new();
    for _ in 0..pool.options().get_min_connections() {
        let pool = pool.clone();
        opening.spawn(async move { pool.acquire().await });
    }
    // All are held until all are there; else one would serve for two.
    let opened = opening.join_all().await;
    if let Some(Err(error)) = opened.first() {
        tracing::warn!(%error, "the database does not answer");
    }
}

/// Brings the schema up to date.
///
/// # Errors
/// If the database does not answer, or has a schema that is not ours.
pub async fn migrate(pool: &PgPool) -> Result<()> {
    MIGRATIONS.run(pool).await.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(error) => error.into(),
        other => Error::internal(other),
    })
}

/// Whether the database answers and has the schema this program was built for.
///
/// # Errors
/// If it does not.
pub async fn check(pool: &PgPool) -> Result<()> {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    let found: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(pool)
            .await?;
    if found >= Some(newest) {
        Ok(())
    } else {
        Err(Error::internal(format!("the schema is at {found:?}, this program needs {newest}")))
    }
}

/// Ends a transaction by what came of it. Rolled back here and not by dropping it, which
/// leaves that to whoever gets the connection next: another attempt must find its locks
/// gone.
///
/// # Errors
/// Those of `result`, and if what was done could not be kept.
pub(crate) async fn end<T>(
    tx: sqlx::Transaction<'_, sqlx::Postgres>,
    result: Result<T>,
) -> Result<T> {
    if result.is_ok() {
        tx.commit().await?;
    } else if let Err(error) = tx.rollback().await {
        tracing::debug!(%error, "the transaction could not be rolled back");
    }
    result
}

/// Runs `work`, a whole transaction, and runs it again when the database broke it
/// off for the sake of others (deadlock 40P01, serialization 40001): at most three
/// times more, after a short random wait.
///
/// # Errors
/// Those of `work`.
pub async fn retrying<T, F: Future<Output = Result<T>>>(mut work: impl FnMut() -> F) -> Result<T> {
    let mut tries = 0;
    loop {
        let result = work().await;
        match &result {
            Err(error)
                if tries < 3 && matches!(error.sqlstate().as_deref(), Some("40P01" | "40001")) =>
            {
                tries += 1;
                let mut random = [0u8; 1];
                crate::ids::random_bytes(&mut random);
                let wait = Duration::from_millis(u64::from(random[0]) / 4 * tries);
                tracing::warn!(%error, tries, "transaction broken off, trying again");
                tokio::time::sleep(wait).await;
            }
            _ => return result,
        }
    }
}
