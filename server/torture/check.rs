//! Comparing what clients were told with what is there.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use pousada_core::invariants;
use serde_json::Value;
use sqlx::Row;
use uuid::Uuid;

use crate::{
    guests::{House, Told},
    history::Acknowledgement,
    process::until,
    report::Report,
    stage::Stage,
};

/// How long work that is due may take after everything is there again.
const SETTLED_WITHIN: Duration = Duration::from_secs(60);

/// Waits until no work is due, and notes how long that took after `recovered`.
pub async fn settled(stage: &Stage, recovered: Instant, report: &mut Report) {
    let left = SETTLED_WITHIN.saturating_sub(recovered.elapsed());
    let done = until(left, || async { due(stage).await == 0 }).await;
    let seconds = recovered.elapsed().as_secs_f64();
    let due = due(stage).await;
    report.must(done.is_some(), &format!("{due} pieces of work are due a minute after recovery"));
    report.figure("settled in", format_args!("{seconds:.0} s"));
}

/// The same, for in between: only what is wrong is noted.
pub async fn settled_once(stage: &Stage, recovered: Instant, report: &mut Report) {
    // Under load there is always some work due; that of before must not be.
    let mut old = 1_i64;
    while old > 0 && recovered.elapsed() < SETTLED_WITHIN {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let count = "SELECT count(*) FROM outbox
                     WHERE state IN ('pending', 'queued', 'running') AND run_at <= now()
                       AND created_at <= now() - make_interval(secs => $1)";
        let count = sqlx::query_scalar(count).bind(recovered.elapsed().as_secs_f64());
        old = count.fetch_one(&stage.db).await.expect("counted");
    }
    report.must(old == 0, &format!("{old} pieces of work are due a minute after recovery"));
    let seconds = recovered.elapsed().as_secs_f64();
    report.figure("settled in", format_args!("{seconds:.0} s"));
}

async fn due(stage: &Stage) -> i64 {
    stage
        .count(
            "SELECT count(*) FROM outbox
             WHERE state IN ('pending', 'queued', 'running') AND run_at <= now()",
        )
        .await
}

/// What clients saw.
pub fn answers(told: &Told, report: &mut Report) {
    use std::sync::atomic::Ordering::SeqCst;
    report.figure("503", told.unavailable.load(SeqCst));
    report.figure("cut", told.lost.load(SeqCst));
    report.figure("slowest", told.slowest());
    report.none("over 5 s", told.hung.load(SeqCst));
    report.none("503 without Retry-After", told.rude.load(SeqCst));
    report.none("unresolved", told.unresolved.load(SeqCst));
    let odd = told.odd.load(SeqCst);
    report.none("other failures", odd);
    if odd > 0 {
        report.note(&told.words());
    }
}

/// Bookings, as they were acknowledged, against the database and the mail. `spared`
/// is how many letters may have come twice because a worker died over them.
pub async fn everything(stage: &Stage, house: &House, spared: usize, report: &mut Report) {
    let told = stage.history.read();
    if stage.place.is_broken("lose") {
        lose(stage, &told[told.len() / 2]).await;
    }
    report.must(told.len() >= 10, "there was load");
    report.figure("acknowledged", told.len());
    bookings(stage, &told, report).await;
    let checks = invariants::check(&stage.db, stage.services().clock.now()).await.expect("asked");
    for check in checks.iter().filter(|check| check.violations > 0) {
        report.must(false, &format!("{}: {}", check.what, check.violations));
    }
    letters(stage, house, &told, spared, report).await;
}

async fn bookings(stage: &Stage, told: &[Acknowledgement], report: &mut Report) {
    let rows = sqlx::query("SELECT booking_id, key FROM idempotency").fetch_all(&stage.db).await;
    let mut by_key: HashMap<String, Vec<Uuid>> = HashMap::new();
    for row in rows.expect("read") {
        by_key.entry(row.get("key")).or_default().push(row.get("booking_id"));
    }
    let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM booking WHERE state = 'confirmed'")
        .fetch_all(&stage.db)
        .await
        .expect("read");
    let there: HashSet<Uuid> = ids.iter().copied().collect();
    let kept = |ack: &&Acknowledgement| {
        there.contains(&ack.booking.0) && by_key.get(&ack.key) == Some(&vec![ack.booking.0])
    };
    let acknowledged: HashSet<Uuid> = told.iter().map(|ack| ack.booking.0).collect();
    report.none("lost", told.len() - told.iter().filter(kept).count());
    let unasked = there.difference(&acknowledged).count();
    report.none("doubled", told.len() - acknowledged.len() + unasked);
    let overlaps = stage
        .count(
            "SELECT count(*) FROM room_stay a JOIN room_stay b
               ON a.room_id = b.room_id AND a.id < b.id AND a.stay && b.stay
             WHERE a.state = 'confirmed' AND b.state = 'confirmed'",
        )
        .await;
    report.none("overlaps", overlaps);
}

/// Guest and hotelier each get a letter about every booking.
async fn letters(
    stage: &Stage,
    house: &House,
    told: &[Acknowledgement],
    spared: usize,
    report: &mut Report,
) {
    if stage.place.is_broken("double") {
        double(stage).await;
    }
    let mut found: HashMap<(String, String), Vec<String>> = HashMap::new();
    let codes: HashSet<&str> = told.iter().map(|ack| ack.code.as_str()).collect();
    for mail in stage.mail.all().await {
        let subject = mail["subject"].as_str().unwrap_or_default();
        let words = subject.split(|c: char| !c.is_ascii_alphanumeric());
        for code in words.filter(|word| codes.contains(word)) {
            for to in receivers(&mail) {
                found.entry((code.to_owned(), to)).or_default().push(message_id(&mail));
            }
        }
    }
    let expected = told
        .iter()
        .flat_map(|ack| [&ack.guest, &house.owner_email].map(|to| (ack.code.clone(), to.clone())));
    let missing = expected.filter(|letter| !found.contains_key(letter)).count();
    let sent: usize = found.values().map(Vec::len).sum();
    let twice = sent - found.len();
    let other_ids = found.values().filter(|ids| ids.iter().any(|id| *id != ids[0])).count();
    report.figure("letters", sent);
    report.none("missing", missing);
    report.none("with another Message-ID", other_ids);
    report.must(twice <= spared.max(sent / 100), &format!("{twice} of {sent} letters came twice"));
    report.figure("came twice", twice);
}

fn receivers(mail: &Value) -> Vec<String> {
    let to = mail["to"].as_array().into_iter().flatten();
    to.filter_map(|one| one["address"].as_str().map(str::to_owned)).collect()
}

fn message_id(mail: &Value) -> String {
    mail["headers"]["message-id"].as_str().expect("a Message-ID").to_owned()
}

/// `FAULTS_BREAK=lose`: an acknowledged booking is not there.
async fn lose(stage: &Stage, ack: &Acknowledgement) {
    for sql in [
        "DELETE FROM idempotency WHERE booking_id = $1",
        "DELETE FROM booking_event WHERE booking_id = $1",
        "DELETE FROM stay_night WHERE room_stay_id IN
            (SELECT id FROM room_stay WHERE booking_id = $1)",
        "DELETE FROM room_stay WHERE booking_id = $1",
        "DELETE FROM booking WHERE id = $1",
    ] {
        let mut tx = stage.db.begin().await.expect("begun");
        sqlx::query("SET LOCAL session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .expect("set");
        sqlx::query(sql).bind(ack.booking.0).execute(&mut *tx).await.expect("deleted");
        tx.commit().await.expect("committed");
    }
}

/// `FAULTS_BREAK=double`: the ledger is lost, and every tenth notice is sent once more.
async fn double(stage: &Stage) {
    sqlx::query("DELETE FROM notice").execute(&stage.db).await.expect("deleted");
    let again = "UPDATE outbox SET state = 'pending', run_at = now()
                 WHERE id IN (SELECT id FROM outbox
                              WHERE kind = 'mail.booking' AND payload ->> 'event' = 'confirmed'
                              ORDER BY id
                              LIMIT (SELECT 5 + count(*) / 10 FROM booking))";
    sqlx::query(again).execute(&stage.db).await.expect("updated");
    tokio::time::sleep(Duration::from_secs(5)).await;
}
