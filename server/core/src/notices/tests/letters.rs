//! Letters as the catcher gets them.

use super::{mail::*, *};
use crate::accounts;

#[tokio::test]
async fn a_letter_arrives_with_both_parts_and_a_calendar_under_its_own_name() {
    let stage = Stage::new().await;
    let svc = &stage.world.svc;
    let mails = mails_to(&stage.guest.0.email).await;
    let confirmed = mails
        .iter()
        .find(|mail| mail["subject"].as_str().is_some_and(|s| s.starts_with("Reserva confirmada")))
        .expect("the letter");
    let code = stage.booking.code.as_str();
    for part in ["subject", "text", "html"] {
        let part = confirmed[part].as_str().expect("the part");
        assert!(part.contains(code), "{part}");
    }
    let source = source(confirmed).await;
    let key = format!("mail.booking:{}:confirmed:1", stage.booking.id);
    let id = svc.mailer.message_id(&key, &stage.guest.0.email);
    assert!(source.contains(&format!("Message-ID: {id}")), "{source}");
    assert!(source.contains("Auto-Submitted: auto-generated"), "{source}");
    assert!(
        source.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST"),
        "{source}"
    );
    let file = &confirmed["attachments"][0];
    assert_eq!(file["contentType"], "text/calendar", "{file}");
    assert_eq!(file["filename"], "pousada.ics", "{file}");

    let hotel = mails_to(&stage.owner.0.email).await;
    let new = hotel.iter().find(|m| m["subject"].as_str().is_some_and(|s| s.starts_with("Nova")));
    let new = new.expect("the letter");
    assert!(new["text"].as_str().is_some_and(|text| text.contains(&stage.guest.0.email)));
    assert!(new["attachments"].as_array().is_none_or(Vec::is_empty), "for the guest only");
    stage.end().await;
}

#[tokio::test]
async fn each_reader_gets_a_language_of_their_own() {
    let world = World::new().await;
    let sign_up = async |role, locale: &str| {
        let mut request = sign_up_request(role);
        request.locale = Some(locale.to_owned());
        let account = accounts::sign_up(&world.svc, request).await.expect("signed up");
        let session = accounts::begin_session(&world.svc, account.id, accounts::Door::Api, None);
        let session = session.await.expect("begun").id;
        let actor = Actor::Account { id: account.id, role: account.role, session };
        (account, actor)
    };
    let owner = sign_up(SignUpRole::Hotelier, "es").await;
    let guest = sign_up(SignUpRole::Guest, "pt-BR").await;
    let hotel = world.hotel(&owner.1, 1).await;
    let stage = Stage::booked(world, owner, guest, hotel).await;
    // The booking's language counts, not that of the guest's account.
    stage.set("locale = 'en'").await;
    assert_eq!(stage.drain().await, 3);
    let subjects = async |address: &str| {
        let mails = mails_to(address).await;
        let mut all: Vec<String> =
            mails.iter().filter_map(|m| m["subject"].as_str().map(str::to_owned)).collect();
        all.sort();
        all
    };
    let code = &stage.booking.code;
    assert_eq!(
        subjects(&stage.guest.0.email).await,
        [
            "Boas-vindas à Pousada".to_owned(),
            format!("Confirmed: Pousada do Cais, 10–12 March 2027 ({code})"),
        ]
    );
    assert_eq!(
        subjects(&stage.owner.0.email).await,
        [
            format!(
                "Nueva reserva: Ana Lima, Pousada do Cais, del 10 al 12 de marzo de 2027 ({code})"
            ),
            "Te damos la bienvenida a Pousada".to_owned(),
        ]
    );
    stage.end().await;
}

#[tokio::test]
async fn a_hostile_name_is_text_in_the_letter_and_no_header() {
    let stage = Stage::quiet().await;
    sqlx::query("UPDATE booking SET guest_name = $2 WHERE id = $1")
        .bind(stage.booking.id.0)
        .bind("Eve\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>")
        .execute(&stage.world.db.pool)
        .await
        .expect("set");
    assert_eq!(stage.drain().await, 3);
    for address in [&stage.guest.0.email, &stage.owner.0.email] {
        let mails = mails_to(address).await;
        let mail = mails
            .iter()
            .find(|mail| mail["html"].as_str().is_some_and(|html| html.contains("Eve")))
            .expect("the letter");
        let html = mail["html"].as_str().unwrap_or_default();
        assert!(html.contains("&#60;script&#62;") && !html.contains("<script"), "{html}");
        assert!(
            mail["headers"]["bcc"].is_null() && mail["bcc"].as_array().is_none_or(Vec::is_empty)
        );
        assert!(!source(mail).await.contains("\nBcc:"));
    }
    assert!(mails_to("all@example.com").await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_letter_tells_the_event_it_was_asked_for() {
    let stage = Stage::new().await;
    let change =
        |from: i64, to: i64| json!({ "before": { "total": from }, "after": { "total": to } });
    stage.happen("changed", 2, change(60_000, 70_000)).await;
    stage.happen("changed", 3, change(70_000, 80_000)).await;
    // A row from before versions were kept.
    sqlx::query(
        "UPDATE outbox SET payload = payload - 'version' WHERE dedupe_key LIKE '%:changed:3'",
    )
    .execute(&stage.world.db.pool)
    .await
    .expect("aged");
    assert_eq!(stage.drain().await, 2);
    let mails = mails_to(&stage.guest.0.email).await;
    let mut told: Vec<String> = mails
        .iter()
        .filter_map(|mail| mail["text"].as_str()?.lines().find(|line| line.contains('→')))
        .map(|line| line.replace('\u{a0}', " "))
        .collect();
    told.sort();
    assert_eq!(told, ["Total: R$ 600,00 → R$ 700,00", "Total: R$ 700,00 → R$ 800,00"]);
    stage.end().await;
}

#[tokio::test]
async fn the_calendar_of_a_booking_is_for_those_who_may_see_it() {
    let stage = Stage::quiet().await;
    let svc = &stage.world.svc;
    for actor in [&stage.guest.1, &stage.owner.1] {
        let file = crate::mail::calendar_of(svc, actor, stage.booking.id).await.expect("a file");
        assert!(file.text.contains("METHOD:PUBLISH") && !file.text.contains("ATTENDEE"));
        assert!(file.text.contains("DTEND;VALUE=DATE:20270312"), "{}", file.text);
    }
    let (_, stranger) = stage.world.account(SignUpRole::Guest).await;
    let refused = crate::mail::calendar_of(svc, &stranger, stage.booking.id).await;
    assert!(matches!(refused, Err(Error::NotFound("booking"))), "{refused:?}");
    assert_eq!(stage.hotel.rooms.len(), 1);
    stage.end().await;
}
