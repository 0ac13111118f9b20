//! Which letters somebody wants, beside those that have to be.

use serde::{Deserialize, Serialize};

/// Which letters an account gets. Letters about what happens to a booking or to the account
/// itself always go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notifications {
    /// The reminder on the day before arrival.
    pub reminder: bool,
    /// The invitation to review, in the letter at the end of a stay.
    pub review_invitation: bool,
    /// Offers. Nobody gets any without asking for them.
    pub offers: bool,
}

impl Default for Notifications {
    fn default() -> Self {
        Self { reminder: true, review_invitation: true, offers: false }
    }
}

/// A change of what is wanted: fields that are absent stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"offers": true})))]
#[serde(deny_unknown_fields, default)]
pub struct NotificationsPatch {
    /// See [`Notifications::reminder`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<bool>,
    /// See [`Notifications::review_invitation`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_invitation: Option<bool>,
    /// See [`Notifications::offers`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<bool>,
}
