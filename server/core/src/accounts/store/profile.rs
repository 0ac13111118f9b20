//! Changing personal data in the database.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use types::{AccountId, profile::ProfilePatch};
use uuid::Uuid;

use crate::error::Result;

/// Keeps the account from being erased meanwhile, and other requests that ask the same
/// waiting. False, if it has been erased.
pub(crate) async fn lock_alive(tx: &mut PgConnection, id: AccountId) -> Result<bool> {
    let found: Option<Uuid> = sqlx::query_scalar(
        "SELECT id FROM account WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE",
    )
    .bind(id.0)
    .fetch_optional(tx)
    .await?;
    Ok(found.is_some())
}

/// Writes what the patch has; the rest stays, whoever else changes it at the time. False,
/// if the account has been erased meanwhile: nothing of a person is written into it again.
pub(in crate::accounts) async fn update_profile(
    tx: &mut PgConnection,
    id: AccountId,
    patch: &ProfilePatch,
    now: DateTime<Utc>,
) -> Result<bool> {
    let notifications = patch.notifications.unwrap_or_default();
    let done = sqlx::query(
        "UPDATE account SET locale = coalesce($2, locale), updated_at = $3,
                notify_reminder = coalesce($4, notify_reminder),
                notify_review_invitation = coalesce($5, notify_review_invitation),
                notify_offers = coalesce($6, notify_offers)
         WHERE id = $1 AND erased_at IS NULL",
    )
    .bind(id.0)
    .bind(&patch.locale)
    .bind(now)
    .bind(notifications.reminder)
    .bind(notifications.review_invitation)
    .bind(notifications.offers)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let (kind, number) = match &patch.document {
        Some(document) => (Some(document.kind.as_str()), Some(&document.number)),
        None => (None, None),
    };
    sqlx::query(
        "UPDATE guest SET first_name = coalesce($2, first_name),
                last_name = coalesce($3, last_name), phone = coalesce($4, phone),
                document_kind = coalesce($5, document_kind),
                document_number = coalesce($6, document_number),
                birth_date = coalesce($7, birth_date)
         WHERE account_id = $1",
    )
    .bind(id.0)
    .bind(&patch.first_name)
    .bind(&patch.last_name)
    .bind(&patch.phone)
    .bind(kind)
    .bind(number)
    .bind(patch.birth_date)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "UPDATE hotelier SET first_name = coalesce($2, first_name),
                last_name = coalesce($3, last_name), phone = coalesce($4, phone),
                cnpj = coalesce($5, cnpj)
         WHERE account_id = $1",
    )
    .bind(id.0)
    .bind(&patch.first_name)
    .bind(&patch.last_name)
    .bind(&patch.phone)
    .bind(number)
    .execute(tx)
    .await?;
    Ok(true)
}
