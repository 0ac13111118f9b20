//! Work that can never be done, beside work that can. To fail: `strict` (the mail
//! server goes on refusing after the retry), `lose`, `double`.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::time::sleep;
use types::account::SignUpRole;

use crate::{check, guests::person, place::Place, process::until, report::Report, stage::Stage};

/// Two that no handler can read, and one that no handler is for.
const MALFORMED: i64 = 3;

/// After so many failures work is given up here.
const ATTEMPTS: i64 = 3;

/// So many guests have an address that the mail server refuses, and as many one
/// that it refuses for now.
const REFUSED: i64 = 4;

pub async fn play(place: &Arc<Place>, report: &mut Report) {
    let mut stage = Stage::set(place, "poison").await;
    stage.settings = vec![("POUSADA_MAX_ATTEMPTS", ATTEMPTS.to_string())];
    stage.post.strict.store(true, Ordering::SeqCst);
    let server = stage.start("all").await;
    let house = Arc::new(stage.house(&server, 4).await);
    let load = house.load(&stage.target(&[&server]), Duration::from_millis(place.pick(400, 100)));
    insert_malformed(&stage).await;
    let mut waiting = vec![];
    for n in 0..REFUSED * 2 {
        let prefix = if n % 2 == 0 { "refused-" } else { "later-" };
        waiting.push(person(server.address, SignUpRole::Guest, prefix).await.0);
    }
    let wanted = MALFORMED + 2 * REFUSED;
    let dead = "SELECT count(*) FROM outbox WHERE state = 'dead'";
    let buried =
        until(Duration::from_secs(120), || async { stage.count(dead).await == wanted }).await;
    report.must(buried.is_some(), "what cannot be done is given up");
    report.figure("given up", stage.count(dead).await);
    attempts(&stage, report).await;
    let told = load.end().await;
    visible(&stage, usize::try_from(wanted).expect("small"), report).await;

    stage.post.strict.store(place.is_broken("strict"), Ordering::SeqCst);
    retry(&stage, report).await;
    check::settled(&stage, Instant::now(), report).await;
    report.must(stage.count(dead).await == MALFORMED, "only the malformed is given up again");
    let mails = stage.mail.all().await;
    let greeted = waiting.iter().filter(|address| {
        mails.iter().any(|mail| mail["to"][0]["address"].as_str() == Some(address.as_str()))
    });
    report.none("never greeted", waiting.len() - greeted.count());
    check::answers(&told, report);
    check::everything(&stage, &house, 0, report).await;
}

async fn insert_malformed(stage: &Stage) {
    sqlx::query(
        "INSERT INTO outbox (id, kind, payload, dedupe_key, state, run_at, created_at, updated_at)
         SELECT gen_random_uuid(), kind, payload, kind || payload, 'pending', now(), now(), now()
         FROM (VALUES ('mail.booking', '{}'::jsonb), ('no.such.thing', '{}'),
                      ('mail.booking', '{\"booking_id\": 7, \"event\": []}')) AS p (kind, payload)",
    )
    .execute(&stage.db)
    .await
    .expect("inserted");
}

/// What is refused for good is tried once, what is refused for now as often as set.
async fn attempts(stage: &Stage, report: &mut Report) {
    let once = "SELECT count(*) FROM outbox WHERE state = 'dead' AND attempts = 1";
    report.must(stage.count(once).await == MALFORMED + REFUSED, "hopeless work is tried once");
    let often = "SELECT count(*) FROM outbox WHERE state = 'dead' AND attempts = 3";
    report.must(stage.count(often).await == REFUSED, "other work is tried three times");
}

/// Whoever looks after the system sees it.
async fn visible(stage: &Stage, wanted: usize, report: &mut Report) {
    let (content, words) = stage.say(&["doctor"]).await;
    report.must(!content && words.contains(&format!("{wanted} given up")), "the doctor says so");
    let (content, words) = stage.say(&["dead-letters"]).await;
    report.must(content && words.lines().count() == wanted, "each is listed");
    report.must(words.contains("550") && words.contains("451"), "the list says why");
}

async fn retry(stage: &Stage, report: &mut Report) {
    let one = "SELECT id::text FROM outbox WHERE state = 'dead' AND kind = 'mail.welcome' LIMIT 1";
    let id: String = sqlx::query_scalar(one).fetch_one(&stage.db).await.expect("read");
    report.must(stage.say(&["dead-letters", "retry", &id]).await.0, "one is retried");
    sleep(Duration::from_secs(1)).await;
    report.must(!stage.say(&["dead-letters", "retry", &id]).await.0, "it is not there any more");
    report.must(stage.say(&["dead-letters", "retry", "--all"]).await.0, "all are retried");
}
