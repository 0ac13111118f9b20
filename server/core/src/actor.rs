//! Who acts.

use types::{AccountId, SessionId, account::Role};

use crate::error::{Error, Result};

/// Who acts. A use case takes it first and decides by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Anonymous,
    /// Someone who signed in.
    Account {
        /// Whose account.
        id: AccountId,
        /// What it may do.
        role: Role,
        /// The session it came by; the id of none, if it came by an API key.
        session: SessionId,
    },
    /// The platform itself: sweeps and jobs.
    System,
}

impl Actor {
    /// The account, if there is one.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The account.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], if nobody signed in.
    pub fn signed_in(&self) -> Result<AccountId> {
        self.account().ok_or(Error::Unauthenticated)
    }

    /// The account, which must be a hotelier's.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], or [`Error::Forbidden`] for others.
    pub fn hotelier(&self) -> Result<AccountId> {
        self.with_role(Role::Hotelier, "Only hoteliers can do this.")
    }

    /// The account, which must be a guest's.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`], or [`Error::Forbidden`] for others.
    pub fn guest(&self) -> Result<AccountId> {
        self.with_role(Role::Guest, "Only guests can do this.")
    }

    /// Whether hotels that are not published yet may be this actor's: then an answer
    /// that everybody gets is not for it.
    #[must_use]
    pub fn may_own_hotels(&self) -> bool {
        matches!(self, Self::Account { role: Role::Hotelier | Role::Admin, .. })
    }

    fn with_role(&self, wanted: Role, otherwise: &'static str) -> Result<AccountId> {
        match self {
            Self::Account { id, role, .. } if *role == wanted => Ok(*id),
            Self::Account { .. } => Err(Error::Forbidden(otherwise)),
            Self::Anonymous | Self::System => Err(Error::Unauthenticated),
        }
    }

    /// What a log of events calls it.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Account { role, .. } => role.as_str(),
            Self::System => "system",
            Self::Anonymous => "anonymous",
        }
    }
}
