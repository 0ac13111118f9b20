//! Reading what the database keeps as text into the types it stands for.

use std::str::FromStr;

use types::{Currency, Money};

use crate::error::{Error, Result};

/// A word out of a fixed list, as its type.
pub(crate) fn word<T: FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::internal(format!("{column} holds {text:?}")))
}

/// An amount in the currency of that code.
pub(crate) fn money(amount: i64, currency: &str) -> Result<Money> {
    Ok(Money::new(amount, word::<Currency>("currency", currency)?))
}
