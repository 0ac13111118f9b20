//! Personal data in the database: every table that holds some is named here twice,
//! in the copy and in the erasure.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use types::AccountId;

use crate::error::Result;

/// All that is kept about an account, but for hashes.
pub(super) async fn export(connection: &mut PgConnection, account: AccountId) -> Result<Value> {
    Ok(sqlx::query_scalar(
        "SELECT jsonb_build_object(
            'account', (SELECT to_jsonb(a) - 'password_hash' FROM account a WHERE a.id = $1),
            'guest', (SELECT to_jsonb(g) FROM guest g WHERE g.account_id = $1),
            'hotelier', (SELECT to_jsonb(h) FROM hotelier h WHERE h.account_id = $1),
            'sessions', (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'token_hash'), '[]')
                         FROM session s WHERE s.account_id = $1),
            'api_keys', (SELECT coalesce(jsonb_agg(to_jsonb(k) - 'token_hash'), '[]')
                         FROM api_key k WHERE k.account_id = $1),
            'bookings', (SELECT coalesce(jsonb_agg(to_jsonb(b) || jsonb_build_object(
                    'rooms', (SELECT coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                                  'nights', (SELECT coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.night), '[]')
                                             FROM stay_night n WHERE n.room_stay_id = r.id))), '[]')
                              FROM room_stay r WHERE r.booking_id = b.id),
                    'events', (SELECT coalesce(jsonb_agg(to_jsonb(e) - 'snapshot' ORDER BY e.version), '[]')
                               FROM booking_event e WHERE e.booking_id = b.id),
                    'staff_notes', (SELECT coalesce(jsonb_agg(n.text ORDER BY n.created_at), '[]')
                                    FROM booking_note n WHERE n.booking_id = b.id)
                 ) ORDER BY b.check_in), '[]') FROM booking b WHERE b.guest_id = $1),
            'letters', (SELECT coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.created_at), '[]')
                        FROM notice n LEFT JOIN booking b ON b.id = n.booking_id
                        WHERE n.account_id = $1 OR (b.guest_id = $1 AND n.recipient = 'guest')),
            'reviews', (SELECT coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.created_at), '[]')
                        FROM review r WHERE r.author_id = $1),
            'review_answers', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'review_id', r.id, 'hotel_id', r.hotel_id, 'text', r.answer,
                        'answered_at', r.answered_at) ORDER BY r.answered_at), '[]')
                    FROM review r JOIN hotel h ON h.id = r.hotel_id
                    WHERE h.owner_id = $1 AND r.answer IS NOT NULL),
            'second_factor', (SELECT to_jsonb(s) - 'secret' FROM second_factor s
                              WHERE s.account_id = $1),
            'favourites', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'hotel_id', f.hotel_id, 'since', f.created_at) ORDER BY f.created_at), '[]')
                    FROM favourite f WHERE f.account_id = $1),
            'hotels', (SELECT coalesce(jsonb_agg(to_jsonb(h) ORDER BY h.created_at), '[]')
                       FROM hotel h WHERE h.owner_id = $1))",
    )
    .bind(account.0)
    .fetch_one(connection)
    .await?)
}

/// Nobody books or changes with the account meanwhile.
pub(super) async fn lock(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query("SELECT 1 FROM account WHERE id = $1 FOR UPDATE")
        .bind(account.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// How many open bookings and how many hotels stand against erasing.
pub(super) async fn open_matters(tx: &mut PgConnection, account: AccountId) -> Result<(i64, i64)> {
    Ok(sqlx::query_as(
        "SELECT (SELECT count(*) FROM booking
                 WHERE guest_id = $1 AND state IN ('held', 'confirmed', 'checked_in')),
                (SELECT count(*) FROM hotel WHERE owner_id = $1 AND archived_at IS NULL)",
    )
    .bind(account.0)
    .fetch_one(tx)
    .await?)
}

/// Takes out of every table what tells who the account was.
pub(super) async fn erase(
    tx: &mut PgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("SELECT set_config('pousada.erasing', 'on', true)").execute(&mut *tx).await?;
    const STATEMENTS: [&str; 16] = [
        "UPDATE account SET email = 'erased-' || id || '@erased.invalid', password_hash = '',
                new_email = NULL, email_verified = false WHERE id = $1",
        "UPDATE guest SET first_name = 'Erased', last_name = 'guest', phone = '',
                document_kind = 'other', document_number = '', birth_date = NULL
         WHERE account_id = $1",
        "UPDATE hotelier SET first_name = 'Erased', last_name = 'hotelier', phone = '', cnpj = ''
         WHERE account_id = $1",
        "DELETE FROM session WHERE account_id = $1",
        "DELETE FROM account_token WHERE account_id = $1",
        "DELETE FROM api_key WHERE account_id = $1",
        "DELETE FROM second_factor WHERE account_id = $1",
        "DELETE FROM sign_in_challenge WHERE account_id = $1",
        "DELETE FROM favourite WHERE account_id = $1",
        // Answers to requests hold whole bookings, with the name.
        "DELETE FROM idempotency WHERE account_id = $1",
        "UPDATE booking SET guest_name = 'Erased guest', guest_email = '', guest_phone = '',
                guest_note = '' WHERE guest_id = $1",
        "UPDATE booking_event SET reason = '' FROM booking b
         WHERE b.id = booking_event.booking_id AND b.guest_id = $1 AND reason <> ''",
        "DELETE FROM booking_note USING booking b
         WHERE b.id = booking_note.booking_id AND b.guest_id = $1",
        "DELETE FROM notice WHERE account_id = $1 OR (recipient = 'guest' AND booking_id IN
                (SELECT id FROM booking WHERE guest_id = $1))",
        // Letters to hotels name the guest above all else.
        "UPDATE notice SET subject = '' WHERE recipient = 'hotel' AND booking_id IN
                (SELECT id FROM booking WHERE guest_id = $1)",
        // People write of themselves, and are answered by name. What is left, the scores, is
        // nobody's any more: hotels keep their rating.
        "UPDATE review SET title = NULL, text = '', answer = NULL, answered_at = NULL,
                answer_edited_at = NULL WHERE author_id = $1",
    ];
    for statement in STATEMENTS {
        sqlx::query(statement).bind(account.0).execute(&mut *tx).await?;
    }
    sqlx::query("UPDATE account SET erased_at = $2, updated_at = $2 WHERE id = $1")
        .bind(account.0)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    sqlx::query("SELECT set_config('pousada.erasing', 'off', true)").execute(tx).await?;
    Ok(())
}
