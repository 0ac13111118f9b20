//! API keys in the database.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgPool};
use types::{
    AccountId, ApiKeyId,
    account::Role,
    api_key::{ApiKey, Scope},
};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    row::word,
};

fn scopes(words: &[String]) -> Result<Vec<Scope>> {
    words.iter().map(|text| word("scopes", text)).collect()
}

/// Adds a key, unless the account has `most` that are good still. Whether it is added.
pub(in crate::accounts) async fn insert_key(
    db: &PgPool,
    account: AccountId,
    key: &ApiKey,
    token_hash: &[u8],
    most: i64,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO api_key (id, account_id, name, prefix, token_hash, scopes, created_at,
                              expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM api_key WHERE account_id = $2 AND expires_at > $7) < $9",
    )
    .bind(key.id.0)
    .bind(account.0)
    .bind(&key.name)
    .bind(&key.prefix)
    .bind(token_hash)
    .bind(key.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>())
    .bind(key.created_at)
    .bind(key.expires_at)
    .bind(most)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(FromRow)]
struct KeyRow {
    id: Uuid,
    name: String,
    prefix: String,
    scopes: Vec<String>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
}

impl TryFrom<KeyRow> for ApiKey {
    type Error = Error;

    fn try_from(row: KeyRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            name: row.name,
            prefix: row.prefix,
            scopes: scopes(&row.scopes)?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    }
}

/// The account's keys that are good at `now`, the newest first.
pub(in crate::accounts) async fn list_keys(
    db: &PgPool,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<ApiKey>> {
    let rows: Vec<KeyRow> = sqlx::query_as(
        "SELECT id, name, prefix, scopes, created_at, expires_at, last_used_at FROM api_key
         WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC",
    )
    .bind(account.0)
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.into_iter().map(ApiKey::try_from).collect()
}

/// Ends a key. Whether the account had it.
pub(in crate::accounts) async fn delete_key(
    db: &PgPool,
    account: AccountId,
    key: ApiKeyId,
) -> Result<bool> {
    let done = sqlx::query("DELETE FROM api_key WHERE id = $1 AND account_id = $2")
        .bind(key.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A key that is good, and whose it is.
pub(in crate::accounts) struct FoundKey {
    pub id: ApiKeyId,
    pub account: AccountId,
    pub role: Role,
    pub scopes: Vec<Scope>,
    pub last_used_at: Option<DateTime<Utc>>,
}

type FoundRow = (Uuid, Uuid, String, Vec<String>, Option<DateTime<Utc>>);

pub(in crate::accounts) async fn find_key(
    db: &PgPool,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<FoundKey>> {
    let row: Option<FoundRow> = sqlx::query_as(
        "SELECT k.id, k.account_id, a.role, k.scopes, k.last_used_at
         FROM api_key k JOIN account a ON a.id = k.account_id
         WHERE k.token_hash = $1 AND k.expires_at > $2 AND a.erased_at IS NULL",
    )
    .bind(token_hash)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.map(|(id, account, role, words, last_used_at)| {
        let (id, account) = (id.into(), account.into());
        Ok(FoundKey {
            id,
            account,
            role: word("role", &role)?,
            scopes: scopes(&words)?,
            last_used_at,
        })
    })
    .transpose()
}

pub(in crate::accounts) async fn touch_key(
    db: &PgPool,
    id: ApiKeyId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE api_key SET last_used_at = $2
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)",
    )
    .bind(id.0)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes keys that have ended. Returns how many.
pub(crate) async fn delete_ended_keys(db: &PgPool, now: DateTime<Utc>) -> Result<u64> {
    let done =
        sqlx::query("DELETE FROM api_key WHERE expires_at <= $1").bind(now).execute(db).await?;
    Ok(done.rows_affected())
}
