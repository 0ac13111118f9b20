use chrono::TimeDelta;
use types::{
    AppError,
    account::SignUpRole,
    second_factor::{Challenge, RecoveryCodes, SecondFactorProof, SecondStep},
};

use super::*;
use crate::{
    privacy,
    testing::{PASSWORD, World, codes::code_at, sign_in_request},
};

/// Somebody whose app has a secret.
struct Scene {
    world: World,
    actor: Actor,
    email: String,
    secret: String,
    recovery: RecoveryCodes,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let (account, actor) = world.account(SignUpRole::Guest).await;
        let svc = &world.svc;
        let setup = begin_second_factor(svc, &actor).await.expect("begun");
        let open = sign_in(svc, sign_in_request(&account.email), Door::Api, None).await;
        open.map(|_| ()).expect("nothing is asked for before a code was confirmed");
        let code = code_at(&setup.secret, svc.clock.now());
        let recovery = confirm_second_factor(svc, &actor, &code).await.expect("confirmed");
        // The next step has a code that was not used yet.
        world.clock.advance(TimeDelta::seconds(30));
        Self { world, actor, email: account.email, secret: setup.secret, recovery }
    }

    fn code(&self) -> String {
        code_at(&self.secret, self.world.svc.clock.now())
    }

    async fn challenge(&self, door: Door) -> Challenge {
        match sign_in(&self.world.svc, sign_in_request(&self.email), door, None).await {
            Err(Error::SecondFactorRequired(challenge)) => challenge,
            Err(error) => panic!("{error:?}"),
            Ok(_) => panic!("the password alone was enough"),
        }
    }

    async fn second(&self, challenge: &Challenge, code: &str) -> Result<NewSession> {
        let step = SecondStep { challenge: challenge.challenge.clone(), code: code.to_owned() };
        sign_in_second(&self.world.svc, step, Door::Api, None).await
    }

    fn proof(&self, code: &str) -> SecondFactorProof {
        SecondFactorProof { password: PASSWORD.to_owned(), code: code.to_owned() }
    }
}

#[track_caller]
fn wrong_code<T>(result: Result<T>) {
    match result {
        Err(Error::Invalid(errors)) if errors.0[0].pointer == "/code" => {}
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was taken"),
    }
}

#[track_caller]
fn over<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::ChallengeOver)));
}

#[tokio::test]
async fn signing_in_takes_two_steps() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    assert!(me(svc, &scene.actor).await.expect("asked").second_factor);
    let wrong = SignIn { email: scene.email.clone(), password: "not it at all".to_owned() };
    let wrong = sign_in(svc, wrong, Door::Api, None).await.map(|_| ());
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "nothing is told without the password");

    let challenge = scene.challenge(Door::Api).await;
    let shown = AppError::from(&Error::SecondFactorRequired(challenge.clone()));
    assert_eq!((shown.status, shown.code.as_str()), (401, "second_factor_required"));
    let extra = shown.extra.expect("the challenge");
    assert_eq!(extra["challenge"], challenge.challenge.as_str());
    assert!(!format!("{challenge:?}").contains(&challenge.challenge), "logs do not have it");
    let kept: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sign_in_challenge WHERE token_hash = convert_to($1, 'UTF8')",
    )
    .bind(&challenge.challenge)
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("read");
    assert_eq!(kept, 0, "only its hash is kept");

    wrong_code(scene.second(&challenge, "000000").await);
    let code = scene.code();
    let session = scene.second(&challenge, &code).await.expect("signed in");
    let actor = authenticate(svc, &session.token, Door::Api).await.expect("asked");
    assert_eq!(actor.account(), scene.actor.account());
    over(scene.second(&challenge, &code).await);
    let next = scene.challenge(Door::Api).await;
    wrong_code(scene.second(&next, &code).await);
    scene.world.clock.advance(TimeDelta::seconds(-30));
    wrong_code(scene.second(&next, &scene.code()).await);
    scene.world.clock.advance(TimeDelta::seconds(60));
    scene.second(&next, &scene.code()).await.expect("the next code");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn a_challenge_ends() {
    let scene = Scene::new().await;
    let old = scene.challenge(Door::Api).await;
    scene.world.clock.advance(CHALLENGE_LENGTH);
    over(scene.second(&old, &scene.code()).await);
    over(scene.second(&Challenge { challenge: "x".to_owned(), ..old }, &scene.code()).await);
    let other_door = scene.challenge(Door::Page).await;
    over(scene.second(&other_door, &scene.code()).await);

    let guessed = scene.challenge(Door::Api).await;
    for _ in 0..5 {
        wrong_code(scene.second(&guessed, "000000").await);
    }
    over(scene.second(&guessed, &scene.code()).await);
    // Its owner is not locked out by what somebody else guesses at.
    let fresh = scene.challenge(Door::Api).await;
    scene.second(&fresh, &scene.code()).await.expect("signed in");

    // Another password ends what was half begun.
    let half = scene.challenge(Door::Api).await;
    let id = scene.actor.account().expect("an account");
    let token = new_token(&scene.world.svc, id, Purpose::Reset, None).await.expect("asked");
    let token = token.expect("a token");
    reset(&scene.world.svc, &token, "another good password").await.expect("reset");
    over(scene.second(&half, &scene.code()).await);
    scene.world.db.drop().await;
}

/// Without the lock on the row, both would find that the code was not used.
#[tokio::test]
async fn one_code_signs_in_once_however_many_try() {
    let scene = Scene::new().await;
    for code in [scene.code(), scene.recovery.codes[0].clone()] {
        let mut trying = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let challenge = scene.challenge(Door::Api).await.challenge;
            let (svc, code) = (scene.world.svc.clone(), code.clone());
            trying.spawn(async move {
                let step = SecondStep { challenge, code };
                sign_in_second(&svc, step, Door::Api, None).await.is_ok()
            });
        }
        let through = trying.join_all().await;
        assert_eq!(through.into_iter().filter(|through| *through).count(), 1);
    }
    scene.world.db.drop().await;
}

#[tokio::test]
async fn recovery_codes_are_used_once_and_can_be_renewed() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let codes = &scene.recovery.codes;
    assert_eq!(codes.len(), 10);
    let rows: String = sqlx::query_scalar("SELECT string_agg(r::text, ' ') FROM recovery_code r")
        .fetch_one(&scene.world.db.pool)
        .await
        .expect("read");
    assert!(!rows.contains(&codes[0]) && !rows.contains(&codes[0].replace('-', "")));
    let challenge = scene.challenge(Door::Api).await;
    let typed = codes[3].replace('-', " ").to_lowercase();
    scene.second(&challenge, &typed).await.expect("signed in");
    let challenge = scene.challenge(Door::Api).await;
    wrong_code(scene.second(&challenge, &codes[3]).await);

    let wrong = SecondFactorProof { password: "not it".to_owned(), ..scene.proof(&scene.code()) };
    let wrong = renew_recovery_codes(svc, &scene.actor, &wrong).await.map(|_| ());
    assert!(matches!(&wrong, Err(Error::Invalid(e)) if e.0[0].pointer == "/password"), "{wrong:?}");
    wrong_code(renew_recovery_codes(svc, &scene.actor, &scene.proof("123")).await);
    let proof = scene.proof(&scene.code());
    let renewed = renew_recovery_codes(svc, &scene.actor, &proof).await.expect("renewed");
    wrong_code(scene.second(&challenge, &codes[4]).await);
    scene.second(&challenge, &renewed.codes[9]).await.expect("signed in");
    scene.world.db.drop().await;
}

#[tokio::test]
async fn the_second_factor_is_switched_on_and_off_by_its_owner() {
    let scene = Scene::new().await;
    let svc = &scene.world.svc;
    let again = begin_second_factor(svc, &scene.actor).await.map(|_| ());
    assert!(matches!(again, Err(Error::Conflict { code: "second_factor_on", .. })), "{again:?}");
    let (_, other) = scene.world.account(SignUpRole::Guest).await;
    let none = confirm_second_factor(svc, &other, "123456").await.map(|_| ());
    assert!(matches!(none, Err(Error::Conflict { code: "second_factor_off", .. })), "{none:?}");
    let none = disable_second_factor(svc, &other, &scene.proof("123456")).await;
    assert!(matches!(none, Err(Error::Conflict { code: "second_factor_off", .. })), "{none:?}");
    let first = begin_second_factor(svc, &other).await.expect("begun");
    let second = begin_second_factor(svc, &other).await.expect("begun anew");
    let (old, new) = (&first.secret, &second.secret);
    wrong_code(confirm_second_factor(svc, &other, &code_at(old, svc.clock.now())).await);
    confirm_second_factor(svc, &other, &code_at(new, svc.clock.now()))
        .await
        .map(|_| ())
        .expect("on");

    let copy = privacy::export(svc, &scene.actor).await.expect("exported");
    assert!(copy["second_factor"]["confirmed_at"].is_string());
    assert!(copy["second_factor"].get("secret").is_none());
    wrong_code(disable_second_factor(svc, &scene.actor, &scene.proof("000000")).await);
    disable_second_factor(svc, &scene.actor, &scene.proof(&scene.code())).await.expect("off");
    let plain = sign_in(svc, sign_in_request(&scene.email), Door::Api, None).await;
    assert!(plain.is_ok(), "the password is enough");
    privacy::erase(svc, &other, PASSWORD).await.expect("erased");
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM second_factor) + (SELECT count(*) FROM recovery_code)
              + (SELECT count(*) FROM sign_in_challenge)",
    )
    .fetch_one(&scene.world.db.pool)
    .await
    .expect("counted");
    assert_eq!(left, 0);
    scene.world.db.drop().await;
}

#[tokio::test]
async fn what_is_being_set_up_is_shown_until_it_is_confirmed_or_old() {
    let world = World::new().await;
    let svc = &world.svc;
    let (_, actor) = world.account(SignUpRole::Guest).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let pending = async || {
        let setup = pending_second_factor(svc, &actor).await.expect("asked");
        setup.map(|setup| (setup.secret, setup.uri))
    };
    assert_eq!(pending().await, None, "nothing was begun");
    let begun = begin_second_factor(svc, &actor).await.expect("begun");
    assert_eq!(pending().await, Some((begun.secret, begun.uri)));
    assert!(pending_second_factor(svc, &other).await.expect("asked").is_none());
    let nobody = pending_second_factor(svc, &Actor::Anonymous).await.map(|_| ());
    assert!(matches!(nobody, Err(Error::Unauthenticated)), "{nobody:?}");
    world.clock.advance(SETUP_LENGTH);
    assert_eq!(pending().await, None, "it was begun too long ago");
    let begun = begin_second_factor(svc, &actor).await.expect("begun anew");
    let code = code_at(&begun.secret, svc.clock.now());
    confirm_second_factor(svc, &actor, &code).await.expect("confirmed");
    assert_eq!(pending().await, None, "it is on");
    world.db.drop().await;
}
