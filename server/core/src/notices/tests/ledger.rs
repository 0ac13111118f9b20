//! What the ledger says, and what it prevents.

use types::account::Role;

use super::{mail::*, *};
use crate::outbox::RUNNING_TOO_LONG;

use NoticeState::{Failed, Sent, Skipped};
use Recipient::{Guest, Hotel};

fn line(
    kind: &str,
    to: Recipient,
    state: NoticeState,
    n: i32,
) -> (String, Recipient, NoticeState, i32) {
    (kind.to_owned(), to, state, n)
}

#[tokio::test]
async fn every_letter_is_in_the_ledger_and_the_guest_sees_the_guests() {
    let stage = Stage::new().await;
    let svc = &stage.world.svc;
    assert_eq!(
        stage.ledger().await,
        [line("confirmed", Guest, Sent, 1), line("confirmed", Hotel, Sent, 1)]
    );
    let own = of_booking(svc, &stage.guest.1, stage.booking.id).await.expect("read");
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].address.as_str(), own[0].locale.as_str()),
        (stage.guest.0.email.as_str(), "pt-BR")
    );
    assert!(own[0].subject.contains(&stage.booking.code));
    assert_eq!(own[0].sent_at, Some(svc.clock.now()));
    let (_, stranger) = stage.world.account(SignUpRole::Hotelier).await;
    let refused = of_booking(svc, &stranger, stage.booking.id).await;
    assert!(matches!(refused, Err(Error::NotFound("booking"))), "{refused:?}");
    let of_accounts: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM notice WHERE booking_id IS NULL AND state = 'sent'")
            .fetch_all(&stage.world.db.pool)
            .await
            .expect("read");
    assert_eq!(of_accounts, ["welcome", "welcome"]);
    stage.end().await;
}

#[tokio::test]
async fn a_letter_that_went_out_is_not_sent_again_when_the_other_failed() {
    let mut stage = Stage::quiet().await;
    let server = Picky::refusing(&stage.owner.0.email, "451 later").await;
    stage.send_by(&server.url);
    stage.drain().await;
    assert_eq!(
        stage.ledger().await,
        [line("confirmed", Guest, Sent, 1), line("confirmed", Hotel, Failed, 1)]
    );
    for attempt in 2..4 {
        stage.world.clock.advance(chrono::TimeDelta::minutes(5));
        stage.drain().await;
        assert_eq!(stage.ledger().await[1], line("confirmed", Hotel, Failed, attempt));
    }
    server.relent();
    stage.world.clock.advance(chrono::TimeDelta::minutes(5));
    assert_eq!(stage.drain().await, 2, "the booking's letters and the owner's welcome");
    assert_eq!(stage.ledger().await[1], line("confirmed", Hotel, Sent, 4));
    // The guest's welcome and confirmation, once each, and then the owner's.
    let (guest, owner) = (&stage.guest.0.email, &stage.owner.0.email);
    let count = |who: &String| server.taken().iter().filter(|to| *to == who).count();
    assert_eq!((count(guest), count(owner)), (2, 2));
    stage.end().await;
}

#[tokio::test]
async fn work_done_twice_by_mishap_sends_once() {
    let stage = Stage::new().await;
    // A worker that was taken for dead: its row is done again from the start.
    sqlx::query("UPDATE outbox SET state = 'running' WHERE state = 'done'")
        .execute(&stage.world.db.pool)
        .await
        .expect("set");
    stage.world.clock.advance(RUNNING_TOO_LONG + chrono::TimeDelta::seconds(1));
    let svc = &stage.world.svc;
    outbox::revive_lost(&svc.db, svc.clock.now(), svc.settings.max_attempts)
        .await
        .expect("revived");
    assert_eq!(stage.drain().await, 3);
    assert_eq!(mails_to(&stage.guest.0.email).await.len(), 2);
    assert_eq!(mails_to(&stage.owner.0.email).await.len(), 2);
    stage.end().await;
}

#[tokio::test]
async fn a_refused_address_is_a_failure_in_the_ledger_and_dead_work() {
    let mut stage = Stage::quiet().await;
    let server = Picky::refusing(&stage.guest.0.email, "550 no such user").await;
    stage.send_by(&server.url);
    stage.drain().await;
    assert_eq!(
        stage.ledger().await,
        [line("confirmed", Guest, Failed, 1), line("confirmed", Hotel, Sent, 1)]
    );
    assert_eq!(stage.outbox("dead").await, 2, "the booking's letter and the guest's welcome");
    let svc = &stage.world.svc;
    let seen = of_booking(svc, &stage.owner.1, stage.booking.id).await.expect("read");
    assert!(seen[0].error.as_deref().is_some_and(|error| error.contains("no such user")));
    let seen = of_booking(svc, &stage.guest.1, stage.booking.id).await.expect("read");
    assert_eq!(seen[0].error, None);
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_or_need_not_be_sent_is_skipped() {
    let stage = Stage::new().await;
    let svc = &stage.world.svc;
    let (id, now) = (stage.booking.id, svc.clock.now());
    stage.set("guest_id = NULL, guest_email = ''").await;
    stage.happen("checked_in", 2, json!({ "rooms": ["101"] })).await;
    assert_eq!(stage.drain().await, 1);
    let (booked, other) = (stage.booking.check_in, stage.booking.check_out);
    stage.set("guest_email = 'walk.in@example.com'").await;
    stage.set("guest_id = (SELECT account_id FROM guest LIMIT 1)").await;
    // Planned for another arrival, and a hold that is none any more.
    stage.add(Work::reminder(id, other, now)).await;
    stage.add(Work::hold_expiring(id, now)).await;
    assert_eq!(stage.drain().await, 2);
    // The one that is still true.
    stage.add(Work::reminder(id, booked, now)).await;
    assert_eq!(stage.drain().await, 1);
    let mut lines = stage.ledger().await;
    lines.retain(|line| line.0 != "confirmed");
    lines.sort_by(|a, b| (&a.0, a.3).cmp(&(&b.0, b.3)));
    assert_eq!(
        lines,
        [
            line("checked_in", Guest, Skipped, 0),
            line("hold_expiring", Guest, Skipped, 0),
            line("reminder", Guest, Skipped, 0),
            line("reminder", Guest, Sent, 1),
        ]
    );
    let mails = mails_to("walk.in@example.com").await;
    let mine = |mail: &&serde_json::Value| {
        mail["text"].as_str().is_some_and(|text| text.contains(&stage.booking.code))
    };
    assert_eq!(mails.iter().filter(mine).count(), 1);
    stage.end().await;
}

#[tokio::test]
async fn an_event_without_a_letter_is_dead_work_with_a_clear_error() {
    let stage = Stage::new().await;
    stage.happen("repainted", 2, json!({})).await;
    assert_eq!(stage.drain().await, 0);
    let error: String = sqlx::query_scalar("SELECT last_error FROM outbox WHERE state = 'dead'")
        .fetch_one(&stage.world.db.pool)
        .await
        .expect("dead");
    assert_eq!(error, "no letter for the event \"repainted\"");
    stage.end().await;
}

#[tokio::test]
async fn the_owner_sends_a_letter_again_and_nobody_else_does() {
    let stage = Stage::new().await;
    let svc = &stage.world.svc;
    let notices = of_booking(svc, &stage.owner.1, stage.booking.id).await.expect("read");
    let to_guest = notices.iter().find(|n| n.recipient == Guest).expect("the guest's").id;
    let (_, stranger) = stage.world.account(SignUpRole::Hotelier).await;
    stage.drain().await;
    for actor in [&stage.guest.1, &stranger] {
        let refused = resend(svc, actor, to_guest).await;
        assert!(matches!(refused, Err(Error::NotFound("notice"))), "{refused:?}");
    }
    let refused = resend(svc, &Actor::Anonymous, to_guest).await;
    assert!(matches!(refused, Err(Error::Unauthenticated)), "{refused:?}");

    // Two clicks, one letter; a third after it went out is another.
    for _ in 0..2 {
        resend(svc, &stage.owner.1, to_guest).await.expect("asked");
    }
    assert_eq!(stage.drain().await, 1);
    resend(svc, &stage.owner.1, to_guest).await.expect("asked");
    assert_eq!(stage.drain().await, 1);
    assert_eq!(mails_to(&stage.guest.0.email).await.len(), 4);
    assert_eq!(mails_to(&stage.owner.0.email).await.len(), 2, "the owner's is not sent along");
    assert_eq!(stage.ledger().await.len(), 4);

    stage.set("guest_email = ''").await;
    let nowhere = resend(svc, &stage.owner.1, to_guest).await;
    assert!(matches!(nowhere, Err(Error::Conflict { code: "no_address", .. })), "{nowhere:?}");
    assert_eq!(stage.owner.0.role, Role::Hotelier);
    stage.end().await;
}
