//! Links of letters: confirming an address, and getting a new password.

use types::account::{SignIn, SignUpRole};

use super::*;
use crate::testing::{PASSWORD, World, sign_in_request};

const NEW: &str = "a much better one";

async fn tokens(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM account_token")
        .fetch_one(&world.db.pool)
        .await
        .expect("counted")
}

async fn token_of(world: &World, account: &Account, purpose: Purpose) -> String {
    new_token(&world.svc, account.id, purpose, None).await.expect("made").expect("there")
}

fn is_useless<T: std::fmt::Debug>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::Invalid(errors)) if errors.0[0].pointer == "/token")
}

/// The kinds and keys of work that waits, without greetings.
async fn waiting(world: &World) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT kind, dedupe_key FROM outbox WHERE kind <> 'mail.welcome' ORDER BY created_at, id",
    )
    .fetch_all(&world.db.pool)
    .await
    .expect("read")
}

#[tokio::test]
async fn a_link_confirms_an_address_once() {
    let world = World::new().await;
    let (account, actor) = world.account(SignUpRole::Guest).await;
    let secret = token_of(&world, &account, Purpose::Verify).await;
    let kept: Vec<u8> = sqlx::query_scalar("SELECT token_hash FROM account_token")
        .fetch_one(&world.db.pool)
        .await
        .expect("read");
    assert_eq!((kept.len(), kept == secret.as_bytes()), (32, false));
    assert!(is_useless(&reset(&world.svc, &secret, NEW).await), "it is for another purpose");
    assert!(!me(&world.svc, &actor).await.expect("read").email_verified);
    let works = |purpose| link_works(&world.svc, &secret, purpose);
    assert!(works(Purpose::Verify).await.expect("asked"), "asking does not use it up");
    assert!(works(Purpose::Verify).await.expect("asked"));
    assert!(!works(Purpose::Reset).await.expect("asked"));
    assert_eq!(verify(&world.svc, &secret).await.expect("confirmed"), account.id);
    assert!(me(&world.svc, &actor).await.expect("read").email_verified);
    assert!(is_useless(&verify(&world.svc, &secret).await));
    assert!(!works(Purpose::Verify).await.expect("asked"));
    assert!(is_useless(&verify(&world.svc, "anything").await));
    world.db.drop().await;
}

#[tokio::test]
async fn links_end_by_time_and_by_newer_ones() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    for (purpose, length) in [(Purpose::Verify, VERIFY_LENGTH), (Purpose::Reset, RESET_LENGTH)] {
        let old = token_of(&world, &account, purpose).await;
        let new = token_of(&world, &account, purpose).await;
        let use_up = async |secret: &str| match purpose {
            Purpose::Verify | Purpose::Address => verify(&world.svc, secret).await,
            Purpose::Reset => reset(&world.svc, secret, NEW).await,
        };
        assert!(is_useless(&use_up(&old).await), "{purpose:?}");
        world.clock.advance(length);
        assert!(is_useless(&use_up(&new).await), "{purpose:?}");
        let timely = token_of(&world, &account, purpose).await;
        world.clock.advance(length - TimeDelta::seconds(1));
        assert!(use_up(&timely).await.is_ok(), "{purpose:?}");
    }
    assert_eq!(RESET_LENGTH, TimeDelta::minutes(30));
    // What was for a password went with it; the sweep takes the other, when it is too old.
    assert_eq!(tokens(&world).await, 1);
    crate::sweep::run(&world.svc).await.expect("swept");
    assert_eq!(tokens(&world).await, 0);
    world.db.drop().await;
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    let page = begin_session(&world.svc, account.id, Door::Page, None).await.expect("begun");
    let (_, other) = world.account(SignUpRole::Guest).await;
    let secret = token_of(&world, &account, Purpose::Reset).await;

    let weak = reset(&world.svc, &secret, "aaaaaaaa").await;
    assert!(matches!(&weak, Err(Error::Invalid(e)) if e.0[0].pointer == "/password"), "{weak:?}");
    let own = reset(&world.svc, &secret, &account.email).await;
    assert!(matches!(&own, Err(Error::Invalid(e)) if e.0[0].code == "too_weak"), "{own:?}");
    // The token is not lost by that.
    assert_eq!(reset(&world.svc, &secret, NEW).await.expect("reset"), account.id);

    let gone = authenticate(&world.svc, &page.token, Door::Page).await.expect("asked");
    assert_eq!(gone, Actor::Anonymous);
    assert_eq!(sessions(&world.svc, &other).await.expect("listed").len(), 1, "another's stays");
    let old = sign_in(&world.svc, sign_in_request(&account.email), Door::Page, None).await.err();
    assert!(matches!(old, Some(Error::WrongCredentials)), "{old:?}");
    let new = SignIn { email: account.email.clone(), password: NEW.to_owned() };
    let session = sign_in(&world.svc, new, Door::Page, None).await.expect("signed in");
    assert!(session.account.email_verified, "whoever has the letter has the address");
    assert!(is_useless(&reset(&world.svc, &secret, PASSWORD).await));
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_use_one_link_at_once_one_wins() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    for purpose in [Purpose::Verify, Purpose::Reset] {
        let secret = token_of(&world, &account, purpose).await;
        let attempts: Vec<_> = (0..12)
            .map(|n| {
                let (svc, secret) = (world.svc.clone(), secret.clone());
                tokio::spawn(async move {
                    match purpose {
                        Purpose::Verify | Purpose::Address => verify(&svc, &secret).await,
                        Purpose::Reset => reset(&svc, &secret, &format!("password of {n}")).await,
                    }
                })
            })
            .collect();
        let mut won = 0;
        for attempt in attempts {
            match attempt.await.expect("ran") {
                Ok(_) => won += 1,
                lost => assert!(is_useless(&lost), "{lost:?}"),
            }
        }
        assert_eq!(won, 1, "{purpose:?}");
    }
    world.db.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_links_made_at_once_one_works() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    let made: Vec<_> = (0..8)
        .map(|_| {
            let (svc, id) = (world.svc.clone(), account.id);
            tokio::spawn(async move { new_token(&svc, id, Purpose::Verify, None).await })
        })
        .collect();
    let mut works = 0;
    let mut secrets = Vec::new();
    for one in made {
        secrets.push(one.await.expect("ran").expect("made").expect("there"));
    }
    for secret in secrets {
        works += usize::from(verify(&world.svc, &secret).await.is_ok());
    }
    assert_eq!(works, 1);
    world.db.drop().await;
}

#[tokio::test]
async fn asking_for_a_new_password_tells_nothing_about_the_address() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    for email in [account.email.as_str(), "Nobody@Example.com"] {
        // Twice within the minute is once, for both.
        for _ in 0..2 {
            request_reset(&world.svc, email).await.expect("asked");
        }
    }
    let rows = waiting(&world).await;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|(kind, _)| kind == "mail.reset"));
    assert!(rows.iter().all(|(_, key)| key.len() == rows[0].1.len()));
    world.clock.advance(TimeDelta::minutes(1));
    request_reset(&world.svc, &account.email).await.expect("asked");
    assert_eq!(waiting(&world).await.len(), 3);
    let wrong = request_reset(&world.svc, "nope").await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");

    let done = crate::work::drain(&world.svc).await.expect("drained");
    assert_eq!(done, 4, "the greeting, two links, and nothing for nobody");
    let letters: Vec<(String, String)> =
        sqlx::query_as("SELECT kind, address FROM notice WHERE kind = 'reset'")
            .fetch_all(&world.db.pool)
            .await
            .expect("read");
    assert_eq!(letters, vec![("reset".to_owned(), account.email.clone()); 2]);
    world.db.drop().await;
}

#[tokio::test]
async fn the_outbox_never_holds_a_token() {
    let world = World::new().await;
    let (account, actor) = world.account(SignUpRole::Guest).await;
    request_verification(&world.svc, &actor).await.expect("asked");
    request_reset(&world.svc, &account.email).await.expect("asked");
    assert_eq!(tokens(&world).await, 0, "made only when the letter is written");
    crate::work::drain(&world.svc).await.expect("drained");
    assert_eq!(tokens(&world).await, 2, "one for each purpose, the greeting's is void");
    let payloads: Vec<serde_json::Value> = sqlx::query_scalar("SELECT payload FROM outbox")
        .fetch_all(&world.db.pool)
        .await
        .expect("read");
    assert!(payloads.iter().all(|payload| {
        payload.as_object().is_some_and(|fields| fields.keys().eq(["account_id"]))
    }));

    // Who has confirmed the address is asked no more.
    let secret = token_of(&world, &account, Purpose::Verify).await;
    verify(&world.svc, &secret).await.expect("confirmed");
    world.clock.advance(TimeDelta::minutes(2));
    request_verification(&world.svc, &actor).await.expect("asked");
    assert_eq!(waiting(&world).await.len(), 2);
    world.db.drop().await;
}

#[tokio::test]
async fn a_letter_done_again_does_not_void_the_link_that_went_out() {
    let world = World::new().await;
    let (account, _) = world.account(SignUpRole::Guest).await;
    request_reset(&world.svc, &account.email).await.expect("asked");
    crate::work::drain(&world.svc).await.expect("drained");
    let hash = async || -> Vec<u8> {
        sqlx::query_scalar("SELECT token_hash FROM account_token WHERE purpose = 'reset'")
            .fetch_one(&world.db.pool)
            .await
            .expect("read")
    };
    let sent = hash().await;
    sqlx::query("UPDATE outbox SET state = 'pending'").execute(&world.db.pool).await.expect("set");
    crate::work::drain(&world.svc).await.expect("drained");
    assert_eq!(hash().await, sent);
    world.db.drop().await;
}
