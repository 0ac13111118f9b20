mod recovery;
mod second_factor;

use types::{
    account::{SignUp, SignUpRole},
    api_key::{ApiKeyInput, Scope},
};

use super::*;
use crate::testing::{PASSWORD, World, sign_in_request, sign_up_request};

#[tokio::test]
async fn signing_up_makes_account_and_profile_together() {
    let world = World::new().await;
    for role in [SignUpRole::Guest, SignUpRole::Hotelier] {
        let request = sign_up_request(role);
        let email = request.email.clone();
        let account = sign_up(&world.svc, request).await.expect("signed up");
        assert_eq!(account.role, Role::from(role));
        assert_eq!(account.email, email);
        let profile = account.profile.expect("a profile");
        assert_eq!(profile.first_name, "Ana");
        assert!(!account.email_verified);
    }
    let stored: Vec<String> = sqlx::query_scalar("SELECT password_hash FROM account")
        .fetch_all(&world.db.pool)
        .await
        .expect("read");
    assert!(stored.iter().all(|hash| hash.starts_with("$argon2id$") && !hash.contains(PASSWORD)));
    world.db.drop().await;
}

#[tokio::test]
async fn a_failing_profile_leaves_no_account() {
    let world = World::new().await;
    sqlx::query("ALTER TABLE guest ADD CHECK (last_name <> 'Lima')")
        .execute(&world.db.pool)
        .await
        .expect("altered");
    let failed = sign_up(&world.svc, sign_up_request(SignUpRole::Guest)).await;
    assert!(matches!(failed, Err(Error::Internal(_))), "{failed:?}");
    for table in ["account", "guest", "outbox"] {
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
                .fetch_one(&world.db.pool)
                .await
                .expect("counted");
        assert_eq!(count, 0, "{table}");
    }
    world.db.drop().await;
}

#[tokio::test]
async fn an_address_has_one_account_whatever_its_case() {
    let world = World::new().await;
    let request = sign_up_request(SignUpRole::Guest);
    sign_up(&world.svc, request.clone()).await.expect("signed up");
    let again = SignUp { email: request.email.to_uppercase(), ..request };
    let Err(Error::Invalid(errors)) = sign_up(&world.svc, again).await else {
        panic!("a second account");
    };
    assert_eq!((errors.0[0].pointer.as_str(), errors.0[0].code.as_str()), ("/email", "taken"));
    world.db.drop().await;
}

#[tokio::test]
async fn a_session_opens_one_door_until_it_ends() {
    let world = World::new().await;
    let account = sign_up(&world.svc, sign_up_request(SignUpRole::Guest)).await.expect("signed up");
    let session = sign_in(&world.svc, sign_in_request(&account.email), Door::Api, Some("curl"))
        .await
        .expect("signed in");
    let actor = authenticate(&world.svc, &session.token, Door::Api).await.expect("asked");
    assert_eq!(actor.account(), Some(account.id));
    let other = authenticate(&world.svc, &session.token, Door::Page).await.expect("asked");
    assert_eq!(other, Actor::Anonymous);
    let kept: Vec<u8> = sqlx::query_scalar("SELECT token_hash FROM session")
        .fetch_one(&world.db.pool)
        .await
        .expect("read");
    assert_ne!(kept, session.token.as_bytes());
    assert_eq!(sessions(&world.svc, &actor).await.expect("listed").len(), 1);

    sign_out(&world.svc, &actor).await.expect("signed out");
    let gone = authenticate(&world.svc, &session.token, Door::Api).await.expect("asked");
    assert_eq!(gone, Actor::Anonymous);
    world.db.drop().await;
}

#[tokio::test]
async fn sessions_end_by_idleness_and_by_age() {
    let world = World::new().await;
    let account = sign_up(&world.svc, sign_up_request(SignUpRole::Guest)).await.expect("signed up");
    let begin = || begin_session(&world.svc, account.id, Door::Page, None);
    let idle = begin().await.expect("begun").token;
    let used = begin().await.expect("begun").token;
    let alive = async |token: &str| {
        authenticate(&world.svc, token, Door::Page).await.expect("asked") != Actor::Anonymous
    };
    for _ in 0..5 {
        world.clock.advance(TimeDelta::days(5));
        assert!(alive(&used).await);
    }
    assert!(!alive(&idle).await);
    world.clock.advance(TimeDelta::days(5) + TimeDelta::seconds(1));
    assert!(!alive(&used).await, "older than a session can be");
    world.db.drop().await;
}

#[tokio::test]
async fn unknown_address_and_wrong_password_get_the_same_answer() {
    let world = World::new().await;
    let account = sign_up(&world.svc, sign_up_request(SignUpRole::Guest)).await.expect("signed up");
    let wrong = SignIn { email: account.email, password: "not the password".into() };
    let unknown = sign_in_request("nobody@example.com");
    for request in [wrong, unknown] {
        let failed = sign_in(&world.svc, request, Door::Page, None).await.err();
        assert!(matches!(failed, Some(Error::WrongCredentials)), "{failed:?}");
    }
    world.db.drop().await;
}

#[tokio::test]
async fn nobody_ends_anothers_session() {
    let world = World::new().await;
    let (_, one) = world.account(SignUpRole::Guest).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let Actor::Account { session, .. } = one else { panic!("an account") };
    let failed = revoke_session(&world.svc, &other, session).await;
    assert!(matches!(failed, Err(Error::NotFound("session"))), "{failed:?}");
    revoke_session(&world.svc, &one, session).await.expect("revoked");
    world.db.drop().await;
}

#[tokio::test]
async fn an_administrator_has_no_profile() {
    let world = World::new().await;
    let id = create_admin(&world.svc, "Root@Example.com", "a long enough one").await.expect("made");
    let account = store::find_account(&world.db.pool, id).await.expect("read").expect("there");
    assert_eq!((account.role, account.profile), (Role::Admin, None));
    let failed = create_admin(&world.svc, "nope", "short").await;
    assert!(matches!(failed, Err(Error::Invalid(errors)) if errors.0.len() == 2));
    world.db.drop().await;
}

#[tokio::test]
async fn a_key_is_its_accounts_until_it_ends() {
    let world = World::new().await;
    let (account, actor) = world.account(SignUpRole::Hotelier).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let svc = &world.svc;
    let input = |days| ApiKeyInput {
        name: "A program".into(),
        scopes: vec![Scope::BookingsRead],
        expires_at: Some(svc.clock.now() + TimeDelta::days(days)),
    };
    let made = create_api_key(svc, &actor, input(10)).await.expect("made");
    let found = authenticate_key(svc, &made.secret).await.expect("asked").expect("known");
    assert_eq!((found.0.account(), found.1), (Some(account.id), vec![Scope::BookingsRead]));
    // It is no session's token, and ends none.
    let session = authenticate(svc, &made.secret, Door::Api).await.expect("asked");
    assert_eq!(session, Actor::Anonymous);
    sign_out(svc, &found.0).await.expect("nothing to end");
    assert_eq!(sessions(svc, &actor).await.expect("listed").len(), 1);
    let foreign = revoke_api_key(svc, &other, made.key.id).await;
    assert!(matches!(foreign, Err(Error::NotFound(_))), "{foreign:?}");
    assert!(api_keys(svc, &other).await.expect("listed").is_empty());
    world.clock.advance(TimeDelta::days(10));
    assert!(authenticate_key(svc, &made.secret).await.expect("asked").is_none());
    let next = create_api_key(svc, &actor, input(1)).await.expect("made");
    revoke_api_key(svc, &actor, next.key.id).await.expect("ended");
    assert!(authenticate_key(svc, &next.secret).await.expect("asked").is_none());
    assert!(create_api_key(svc, &Actor::Anonymous, input(1)).await.is_err());
    world.db.drop().await;
}
