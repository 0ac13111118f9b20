//! Password, second factor and sessions.

use leptos::prelude::*;
use types::second_factor::SecondFactorSetup;

use crate::{error::Answer, model::SecurityPage, packed::Packed};
#[cfg(feature = "ssr")]
use {
    crate::ssr::{Once, actor, go, load, page, services, show_once, take_once},
    pousada_core::accounts,
    types::{profile::PasswordChange, second_factor::SecondFactorProof},
};

/// Where the account is signed in, whether it has a second factor, and its recovery codes
/// if they were just made.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "security-page")]
pub async fn load_security() -> Answer<Packed<SecurityPage>> {
    let found = async {
        let (svc, actor) = (services()?, actor().await?);
        let sessions = accounts::sessions(&svc, &actor).await?;
        let second_factor = accounts::me(&svc, &actor).await?.second_factor;
        let codes = take_once(Once::Codes).unwrap_or_default();
        let codes = codes.split_terminator(BETWEEN_CODES).map(str::to_owned).collect();
        Ok(SecurityPage { sessions, second_factor, codes })
    };
    page(found.await)
}

/// Ends one of the account's sessions, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "end-session")]
pub async fn end_session(#[server(default)] id: String) -> Answer<String> {
    let done = async {
        let id = load::id(&id, "session")?;
        accounts::revoke_session(&services()?, &actor().await?, id).await?;
        Ok("/account/security?done=ended".to_owned())
    };
    go(done.await)
}

/// Gives the account another password, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "change-password")]
pub async fn change_password(
    #[server(default)] current_password: String,
    #[server(default)] password: String,
) -> Answer<String> {
    let done = async {
        let change = PasswordChange { current_password, password };
        accounts::change_password(&services()?, &actor().await?, change).await?;
        Ok("/account/security?done=password".to_owned())
    };
    go(done.await)
}

/// Makes a secret for an authenticator app, and says where it is shown.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "begin-second-factor")]
pub async fn begin_second_factor() -> Answer<String> {
    let done = async {
        accounts::begin_second_factor(&services()?, &actor().await?).await?;
        Ok("/account/second-factor".to_owned())
    };
    go(done.await)
}

/// What the authenticator app needs, if a second factor is being set up.
///
/// # Errors
/// If the database does not answer.
#[server(endpoint = "second-factor-page")]
pub async fn load_second_factor() -> Answer<Packed<Option<SecondFactorSetup>>> {
    page(async { Ok(accounts::pending_second_factor(&services()?, &actor().await?).await?) }.await)
}

/// Switches the second factor on, and says where to go. The recovery codes are shown there
/// once.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "confirm-second-factor")]
pub async fn confirm_second_factor(#[server(default)] otp: String) -> Answer<String> {
    let done = async {
        let made = accounts::confirm_second_factor(&services()?, &actor().await?, &otp).await?;
        show_once(Once::Codes, &made.codes.join(BETWEEN_CODES));
        Ok("/account/security?done=on".to_owned())
    };
    go(done.await)
}

/// Makes new recovery codes, and says where to go. They are shown there once.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "renew-recovery-codes")]
pub async fn renew_recovery_codes(
    #[server(default)] password: String,
    #[server(default)] otp: String,
) -> Answer<String> {
    let done = async {
        let proof = SecondFactorProof { password, code: otp };
        let made = accounts::renew_recovery_codes(&services()?, &actor().await?, &proof).await?;
        show_once(Once::Codes, &made.codes.join(BETWEEN_CODES));
        Ok("/account/security?done=codes".to_owned())
    };
    go(done.await)
}

/// Switches the second factor off, and says where to go.
///
/// # Errors
/// For a plain form, what is wrong.
#[server(endpoint = "disable-second-factor")]
pub async fn disable_second_factor(
    #[server(default)] password: String,
    #[server(default)] otp: String,
) -> Answer<String> {
    let done = async {
        let proof = SecondFactorProof { password, code: otp };
        accounts::disable_second_factor(&services()?, &actor().await?, &proof).await?;
        Ok("/account/security?done=off".to_owned())
    };
    go(done.await)
}

/// What is between recovery codes in a cookie.
#[cfg(feature = "ssr")]
const BETWEEN_CODES: &str = ".";
