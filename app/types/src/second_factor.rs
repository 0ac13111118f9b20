//! The second factor of signing in: codes that an authenticator app makes (RFC 6238), and
//! recovery codes for when it is lost.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an authenticator app needs. Nothing is asked for at sign-in before a code of it has
/// been confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSetup {
    /// The secret in base 32, for typing it in.
    pub secret: String,
    /// The same as an address that apps understand.
    pub uri: String,
    /// The address as a QR code, an SVG of its own.
    pub qr_svg: String,
}

/// A code of the authenticator app.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"code": "287082"})))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits.
    pub code: String,
}

/// What proves once more who asks.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "password": "correct horse battery", "code": "287082"
})))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorProof {
    /// The account's password.
    pub password: String,
    /// Six digits of the app, or a recovery code.
    pub code: String,
}

/// The second step of signing in.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "challenge": "f3Zr0wB8mE5xq1YvJk7dT2nLhAcS9uPiGo4RbVtXe6M", "code": "287082"
})))]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    /// The member `challenge` of the first step's answer.
    pub challenge: String,
    /// Six digits of the app, or a recovery code.
    pub code: String,
}

/// What the first step of signing in leads to: the members of the problem
/// `second_factor_required`, and `extra` of the error that pages see.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// What to send with the code.
    pub challenge: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// Codes that each sign in once in place of the app. They are shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten of them; hyphens and case do not matter.
    pub codes: Vec<String>,
}

impl fmt::Debug for Challenge {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}
