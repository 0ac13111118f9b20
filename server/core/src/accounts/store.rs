//! Accounts in the database.

mod api_keys;
mod profile;
mod second_factor;
mod tokens;

pub(crate) use api_keys::delete_ended_keys;
pub(super) use api_keys::{delete_key, find_key, insert_key, list_keys, touch_key};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
pub(crate) use profile::lock_alive;
pub(super) use profile::update_profile;
pub(crate) use second_factor::delete_ended_challenges;
pub(super) use second_factor::{
    NewChallenge, confirm_second_factor, delete_second_factor, has_second_factor, insert_challenge,
    lock_second_factor, pending_secret, put_second_factor, replace_recovery_codes, set_last_step,
    try_challenge, use_challenge, use_recovery_code,
};
use sqlx::{FromRow, PgConnection, PgPool};
pub(crate) use tokens::delete_ended_tokens;
pub(super) use tokens::{
    NewToken, find_token, has_address, replace_token, set_new_address, set_password, set_verified,
    take_address, use_token,
};
use types::{
    AccountId, FieldErrors, SessionId,
    account::{Account, Profile, Role, Session, SignUp, SignUpRole},
    document::{Document, DocumentKind},
    notifications::Notifications,
};
use uuid::Uuid;

use super::{Door, SESSION_IDLE};
use crate::{
    error::{Error, Result},
    row::word,
};

pub(super) struct NewAccount<'a> {
    pub id: AccountId,
    pub email: &'a str,
    pub password_hash: &'a str,
    pub role: Role,
    pub locale: &'a str,
    pub now: DateTime<Utc>,
}

pub(super) async fn insert_account(tx: &mut PgConnection, account: &NewAccount<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO account (id, email, password_hash, role, locale, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(account.id.0)
    .bind(account.email)
    .bind(account.password_hash)
    .bind(account.role.as_str())
    .bind(account.locale)
    .bind(account.now)
    .execute(tx)
    .await
    .map_err(|error| match Error::constraint(&error) {
        Some("account_email_unique") => FieldErrors::one(
            "/email",
            "taken",
            "There is an account with this address already. Sign in instead.",
        )
        .into(),
        _ => Error::from(error),
    })?;
    Ok(())
}

pub(super) async fn insert_profile(
    tx: &mut PgConnection,
    id: AccountId,
    request: &SignUp,
) -> Result<()> {
    let query = match request.role {
        SignUpRole::Guest => sqlx::query(
            "INSERT INTO guest (account_id, first_name, last_name, phone, document_number,
                                document_kind, birth_date)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ),
        SignUpRole::Hotelier => sqlx::query(
            "INSERT INTO hotelier (account_id, first_name, last_name, phone, cnpj)
             VALUES ($1, $2, $3, $4, $5)",
        ),
    };
    let query = query
        .bind(id.0)
        .bind(&request.first_name)
        .bind(&request.last_name)
        .bind(&request.phone)
        .bind(&request.document.number);
    let query = match request.role {
        SignUpRole::Guest => query.bind(request.document.kind.as_str()).bind(request.birth_date),
        SignUpRole::Hotelier => query,
    };
    query.execute(tx).await?;
    Ok(())
}

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    role: String,
    email: String,
    email_verified: bool,
    new_email: Option<String>,
    locale: String,
    second_factor: bool,
    notify_reminder: bool,
    notify_review_invitation: bool,
    notify_offers: bool,
    created_at: DateTime<Utc>,
    first_name: Option<String>,
    last_name: Option<String>,
    phone: Option<String>,
    document_kind: Option<String>,
    document_number: Option<String>,
    birth_date: Option<NaiveDate>,
}

pub(crate) async fn find_account(db: &PgPool, id: AccountId) -> Result<Option<Account>> {
    let row: Option<AccountRow> = sqlx::query_as(
        "SELECT a.id, a.role, a.email, a.email_verified, a.new_email, a.locale, a.created_at,
                EXISTS (SELECT 1 FROM second_factor s WHERE s.account_id = a.id
                          AND s.confirmed_at IS NOT NULL) AS second_factor,
                a.notify_reminder, a.notify_review_invitation, a.notify_offers,
                coalesce(g.first_name, h.first_name) AS first_name,
                coalesce(g.last_name, h.last_name) AS last_name,
                coalesce(g.phone, h.phone) AS phone,
                coalesce(g.document_kind, CASE WHEN h.cnpj IS NOT NULL THEN 'cnpj' END)
                    AS document_kind,
                coalesce(g.document_number, h.cnpj) AS document_number,
                g.birth_date
         FROM account a
         LEFT JOIN guest g ON g.account_id = a.id
         LEFT JOIN hotelier h ON h.account_id = a.id
         WHERE a.id = $1",
    )
    .bind(id.0)
    .fetch_optional(db)
    .await?;
    row.map(Account::try_from).transpose()
}

impl TryFrom<AccountRow> for Account {
    type Error = Error;

    fn try_from(row: AccountRow) -> Result<Self> {
        let profile = match (row.first_name, row.document_kind) {
            (Some(first_name), Some(kind)) => Some(Profile {
                first_name,
                last_name: row.last_name.unwrap_or_default(),
                phone: row.phone.unwrap_or_default(),
                document: Document {
                    kind: word::<DocumentKind>("document_kind", &kind)?,
                    number: row.document_number.unwrap_or_default(),
                },
                birth_date: row.birth_date,
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            role: word("role", &row.role)?,
            email: row.email,
            email_verified: row.email_verified,
            pending_email: row.new_email,
            locale: row.locale,
            second_factor: row.second_factor,
            notifications: Notifications {
                reminder: row.notify_reminder,
                review_invitation: row.notify_review_invitation,
                offers: row.notify_offers,
            },
            profile,
            created_at: row.created_at,
        })
    }
}

pub(super) async fn find_credentials(
    db: &PgPool,
    email: &str,
) -> Result<Option<(AccountId, String)>> {
    let row: Option<(Uuid, String)> =
        sqlx::query_as("SELECT id, password_hash FROM account WHERE email = $1")
            .bind(email)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(id, hash)| (AccountId(id), hash)))
}

pub(super) struct NewSessionRow {
    pub id: SessionId,
    pub account_id: AccountId,
    pub token_hash: Vec<u8>,
    pub door: Door,
    pub user_agent: Option<String>,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub(super) async fn insert_session(db: &PgPool, session: &NewSessionRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO session (id, account_id, token_hash, door, user_agent, created_at,
                              last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(session.id.0)
    .bind(session.account_id.0)
    .bind(&session.token_hash)
    .bind(session.door.as_str())
    .bind(&session.user_agent)
    .bind(session.now)
    .bind(session.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) struct FoundSession {
    pub session: SessionId,
    pub account: AccountId,
    pub role: Role,
    pub last_used_at: DateTime<Utc>,
}

pub(super) async fn find_session(
    db: &PgPool,
    token_hash: &[u8],
    door: Door,
    now: DateTime<Utc>,
) -> Result<Option<FoundSession>> {
    let row: Option<(Uuid, Uuid, String, DateTime<Utc>)> = sqlx::query_as(
        "SELECT s.id, s.account_id, a.role, s.last_used_at
         FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = $1 AND s.door = $2 AND s.expires_at > $3 AND s.last_used_at > $4",
    )
    .bind(token_hash)
    .bind(door.as_str())
    .bind(now)
    .bind(now - SESSION_IDLE)
    .fetch_optional(db)
    .await?;
    row.map(|(session, account, role, last_used_at)| {
        Ok(FoundSession {
            session: session.into(),
            account: account.into(),
            role: word("role", &role)?,
            last_used_at,
        })
    })
    .transpose()
}

pub(super) async fn touch_session(db: &PgPool, id: SessionId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query("UPDATE session SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2")
        .bind(id.0)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn delete_session(
    db: &PgPool,
    account: AccountId,
    session: SessionId,
) -> Result<bool> {
    let done = sqlx::query("DELETE FROM session WHERE id = $1 AND account_id = $2")
        .bind(session.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn delete_ended_sessions(db: &PgPool, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query("DELETE FROM session WHERE expires_at < $1 OR last_used_at < $2")
        .bind(now)
        .bind(now - SESSION_IDLE - TimeDelta::days(1))
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

type SessionRow = (Uuid, Option<String>, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>);

pub(super) async fn list_sessions(
    db: &PgPool,
    account: AccountId,
    current: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    let rows: Vec<SessionRow> = sqlx::query_as(
        "SELECT id, user_agent, created_at, last_used_at, expires_at FROM session
         WHERE account_id = $1 AND expires_at > $2 AND last_used_at > $3
         ORDER BY last_used_at DESC, id DESC LIMIT 200",
    )
    .bind(account.0)
    .bind(now)
    .bind(now - SESSION_IDLE)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, user_agent, created_at, last_used_at, expires_at)| Session {
            id: id.into(),
            current: id == current.0,
            user_agent,
            created_at,
            last_used_at,
            expires_at,
        })
        .collect())
}
