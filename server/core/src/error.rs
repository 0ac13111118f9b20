//! What can go wrong in a use case.

use types::{AppError, FieldErrors, second_factor::Challenge};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is none of the actor's business: the two
    /// look the same.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// Somebody must sign in first.
    #[error("not signed in")]
    Unauthenticated,
    /// The e-mail address or the password is wrong; which one is not said.
    #[error("wrong e-mail address or password")]
    WrongCredentials,
    /// The password is right, and a code has to follow.
    #[error("a second factor is needed")]
    SecondFactorRequired(Challenge),
    /// What the code was to follow is unknown, too old, or had too many wrong codes.
    #[error("the challenge is over")]
    ChallengeOver,
    /// The actor's role does not allow it.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// Fields of the input are wrong.
    #[error("invalid input: {0:?}")]
    Invalid(FieldErrors),
    /// It contradicts what is there.
    #[error("conflict: {code}")]
    Conflict {
        /// A stable code.
        code: &'static str,
        /// A sentence for people.
        detail: String,
        /// Facts that help to go on, by the code.
        extra: Option<serde_json::Value>,
    },
    /// The thing has changed since the client read it.
    #[error("version is stale")]
    Stale,
    /// Something this depends on does not answer; later it may.
    #[error("unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A defect. The cause is for the log, never for a client.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A conflict without further facts.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict { code, detail: detail.into(), extra: None }
    }

    /// A defect.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The same, with another word for what was not found: whoever asked for a room
    /// is not told about a hotel.
    #[must_use]
    pub fn renamed(self, what: &'static str) -> Self {
        match self {
            Self::NotFound(_) => Self::NotFound(what),
            other => other,
        }
    }

    /// Whether the cause is the platform's own, and belongs into its log.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Internal(_))
    }

    /// The name of the constraint that the database says is violated.
    #[must_use]
    pub fn constraint(error: &sqlx::Error) -> Option<&str> {
        error.as_database_error().and_then(|e| e.constraint())
    }

    /// The SQLSTATE of what the database says, if this comes from there.
    #[must_use]
    pub fn sqlstate(&self) -> Option<String> {
        let (Self::Internal(cause) | Self::Unavailable(cause)) = self else { return None };
        let database = cause.downcast_ref::<sqlx::Error>()?.as_database_error()?;
        database.code().map(std::borrow::Cow::into_owned)
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        // A character that text columns cannot hold (NUL) is the client's doing.
        if matches!(code.as_deref(), Some("22021" | "22P05")) {
            let detail = "The text has a character that cannot be kept.";
            return FieldErrors::one("", "invalid", detail).into();
        }
        let unavailable = match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(database) => match database.code().as_deref() {
                // Connection lost (08…), resources out (53…), shutting down or
                // starting (57P0x), cancelled by a timeout (57014, 55P03, 25P03), and
                // what retrying did not cure (40001, 40P01).
                Some(code) => {
                    code.starts_with("08")
                        || code.starts_with("53")
                        || code.starts_with("57P0")
                        || matches!(code, "57014" | "55P03" | "25P03" | "40001" | "40P01")
                }
                None => false,
            },
            _ => false,
        };
        if unavailable { Self::Unavailable(error.into()) } else { Self::Internal(error.into()) }
    }
}

/// What a client may see of it, whichever door it came by.
impl From<&Error> for AppError {
    fn from(error: &Error) -> Self {
        match error {
            Error::NotFound(what) => {
                Self::new(404, "not_found", format!("This {what} does not exist."))
            }
            Error::Unauthenticated => Self::new(401, "unauthenticated", "Please sign in first."),
            Error::WrongCredentials => {
                Self::new(401, "wrong_credentials", "The e-mail address or the password is wrong.")
            }
            Error::SecondFactorRequired(challenge) => Self {
                extra: serde_json::to_value(challenge).ok(),
                ..Self::new(
                    401,
                    "second_factor_required",
                    "Enter the code of your authenticator app.",
                )
            },
            Error::ChallengeOver => Self::new(
                401,
                "challenge_over",
                "This took too long, or there were too many wrong codes. Please sign in again.",
            ),
            Error::Forbidden(why) => Self::new(403, "forbidden", *why),
            Error::Invalid(errors) => Self {
                errors: errors.0.clone(),
                ..Self::new(422, "invalid_input", "Some fields need another look.")
            },
            Error::Conflict { code, detail, extra } => {
                Self { extra: extra.clone(), ..Self::new(409, code, detail.clone()) }
            }
            Error::Stale => Self::new(
                412,
                "stale_version",
                "Somebody changed this in the meantime. Load it again and repeat the change.",
            ),
            Error::Unavailable(_) => Self::new(
                503,
                "unavailable",
                "We cannot reach a part of the system right now. Please try again in a moment.",
            ),
            Error::Internal(_) => {
                Self::new(500, "internal", "Something went wrong on our side. We have noted it.")
            }
        }
    }
}
