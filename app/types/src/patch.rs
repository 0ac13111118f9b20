//! Reading changes of things.

use serde::{Deserialize, Deserializer};

/// Tells `null` (`Some(None)`) from an absent field (`None`).
///
/// # Errors
/// If what is there is no `T`.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
