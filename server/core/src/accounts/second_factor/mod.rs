//! The second factor of signing in, for those who want one: codes of an authenticator app,
//! and recovery codes for when it is lost.
//!
//! Guessing is bounded by what needs the password first: a challenge takes five codes, and
//! a new one costs a sign-in, which is counted by address. Nothing is counted against the
//! account alone, so that nobody can lock its owner out.

mod setup;
mod totp;

use chrono::TimeDelta;
use sqlx::PgConnection;
use types::{
    AccountId, FieldErrors,
    account::NewSession,
    second_factor::{Challenge, RecoveryCodes, SecondFactorProof, SecondFactorSetup, SecondStep},
};

use super::{Door, begin_session, is_password, store};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    ids::{new_code, random_bytes},
    token,
};

/// How long after the password the code may come.
pub const CHALLENGE_LENGTH: TimeDelta = TimeDelta::minutes(5);

/// How long the secret is shown that waits for its first code.
pub const SETUP_LENGTH: TimeDelta = TimeDelta::minutes(30);

/// How many codes a challenge takes.
const ATTEMPTS: i16 = 5;

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// Makes a secret for the actor's authenticator app, in the place of one that was not
/// confirmed. It counts for nothing before [`confirm_second_factor`].
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Conflict`] `second_factor_on`.
pub async fn begin_second_factor(svc: &Services, actor: &Actor) -> Result<SecondFactorSetup> {
    let account = super::me(svc, actor).await?;
    let mut secret = [0u8; 20];
    random_bytes(&mut secret);
    let mut tx = svc.db.begin().await?;
    let result = async {
        alive(&mut tx, account.id).await?;
        if !store::put_second_factor(&mut tx, account.id, &secret, svc.clock.now()).await? {
            let detail = "Your account has a second factor. Disable it before you set up another.";
            return Err(Error::conflict("second_factor_on", detail));
        }
        setup::setup(&secret, &account.email)
    }
    .await;
    db::end(tx, result).await
}

/// What [`begin_second_factor`] gave, while it waits for its first code. What was begun long
/// ago is not shown: somebody else may have seen it meanwhile.
///
/// # Errors
/// [`Error::Unauthenticated`].
pub async fn pending_second_factor(
    svc: &Services,
    actor: &Actor,
) -> Result<Option<SecondFactorSetup>> {
    let account = super::me(svc, actor).await?;
    let since = svc.clock.now() - SETUP_LENGTH;
    let secret = store::pending_secret(&svc.db, account.id, since).await?;
    secret.map(|secret| setup::setup(&secret, &account.email)).transpose()
}

/// Switches the second factor on, by a code that shows that the app has the secret.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Conflict`] `second_factor_off` without a secret that
/// waits for it; [`Error::Invalid`] at `/code`.
pub async fn confirm_second_factor(
    svc: &Services,
    actor: &Actor,
    code: &str,
) -> Result<RecoveryCodes> {
    let account = actor.signed_in()?;
    let now = svc.clock.now();
    let mut tx = svc.db.begin().await?;
    let result = async {
        alive(&mut tx, account).await?;
        let found = store::lock_second_factor(&mut tx, account).await?;
        let found = found.filter(|found| !found.confirmed).ok_or_else(off)?;
        let step = totp::matching(&found.secret, totp::step(now), code).ok_or_else(wrong_code)?;
        store::confirm_second_factor(&mut tx, account, step, now).await?;
        new_recovery_codes(&mut tx, account).await
    }
    .await;
    db::end(tx, result).await
}

/// Switches the second factor off. The password is asked again.
///
/// # Errors
/// [`Error::Invalid`] at `/password` or `/code`; [`Error::Conflict`] `second_factor_off`.
pub async fn disable_second_factor(
    svc: &Services,
    actor: &Actor,
    proof: &SecondFactorProof,
) -> Result<()> {
    let account = actor.signed_in()?;
    proved_password(svc, account, proof).await?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        prove(svc, &mut tx, account, &proof.code).await?;
        store::delete_second_factor(&mut tx, account).await
    }
    .await;
    db::end(tx, result).await
}

/// New recovery codes in the place of those there were. The password is asked again.
///
/// # Errors
/// As [`disable_second_factor`].
pub async fn renew_recovery_codes(
    svc: &Services,
    actor: &Actor,
    proof: &SecondFactorProof,
) -> Result<RecoveryCodes> {
    let account = actor.signed_in()?;
    proved_password(svc, account, proof).await?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        prove(svc, &mut tx, account, &proof.code).await?;
        new_recovery_codes(&mut tx, account).await
    }
    .await;
    db::end(tx, result).await
}

/// The second step of signing in, with the challenge that [`super::sign_in`] ended with.
///
/// # Errors
/// [`Error::ChallengeOver`], if the challenge is unknown, too old, another door's, used, or
/// had too many wrong codes; [`Error::Invalid`] at `/code`.
pub async fn sign_in_second(
    svc: &Services,
    request: SecondStep,
    door: Door,
    user_agent: Option<&str>,
) -> Result<NewSession> {
    let hash = token::hash(&request.challenge);
    let now = svc.clock.now();
    // Counted before the code is looked at: many at one time are as many attempts.
    let account = store::try_challenge(&svc.db, &hash, door, now).await?;
    let account = account.ok_or(Error::ChallengeOver)?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        prove(svc, &mut tx, account, &request.code).await?;
        // Two right codes at one time: one session.
        let first = store::use_challenge(&mut tx, &hash).await?;
        if first { Ok(()) } else { Err(Error::ChallengeOver) }
    }
    .await;
    db::end(tx, result).await?;
    begin_session(svc, account, door, user_agent).await
}

/// What the right password leads to: nothing more, or a challenge.
pub(super) async fn challenge(
    svc: &Services,
    account: AccountId,
    door: Door,
) -> Result<Option<Challenge>> {
    if !store::has_second_factor(&svc.db, account).await? {
        return Ok(None);
    }
    let now = svc.clock.now();
    let challenge = token::new_secret();
    let expires_at = now + CHALLENGE_LENGTH;
    let row = store::NewChallenge {
        account,
        token_hash: token::hash(&challenge),
        door,
        attempts: ATTEMPTS,
        now,
        expires_at,
    };
    store::insert_challenge(&svc.db, &row).await?;
    Ok(Some(Challenge { challenge, expires_at }))
}

async fn alive(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    if store::lock_alive(tx, account).await? { Ok(()) } else { Err(Error::Unauthenticated) }
}

async fn proved_password(
    svc: &Services,
    account: AccountId,
    proof: &SecondFactorProof,
) -> Result<()> {
    if is_password(svc, account, &proof.password).await? {
        return Ok(());
    }
    Err(FieldErrors::one("/password", "wrong", "The password is wrong.").into())
}

/// Accepts a code of the app or a recovery code, once.
async fn prove(
    svc: &Services,
    tx: &mut PgConnection,
    account: AccountId,
    code: &str,
) -> Result<()> {
    let now = svc.clock.now();
    let found = store::lock_second_factor(tx, account).await?;
    let found = found.filter(|found| found.confirmed).ok_or_else(off)?;
    if let Some(step) = totp::matching(&found.secret, totp::step(now), code) {
        if found.last_step.is_some_and(|last| step <= last) {
            return Err(wrong_code());
        }
        return store::set_last_step(tx, account, step).await;
    }
    let used = store::use_recovery_code(tx, account, &token::hash(&tidied(code)), now).await?;
    if used { Ok(()) } else { Err(wrong_code()) }
}

/// A recovery code as it is hashed.
fn tidied(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

async fn new_recovery_codes(tx: &mut PgConnection, account: AccountId) -> Result<RecoveryCodes> {
    let codes: Vec<String> =
        (0..RECOVERY_CODES).map(|_| format!("{}-{}", new_code(), new_code())).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| token::hash(&tidied(code))).collect();
    store::replace_recovery_codes(tx, account, &hashes).await?;
    Ok(RecoveryCodes { codes })
}

fn wrong_code() -> Error {
    FieldErrors::one("/code", "wrong", "This code is wrong, or was used already.").into()
}

fn off() -> Error {
    Error::conflict("second_factor_off", "There is no second factor to do this with.")
}
