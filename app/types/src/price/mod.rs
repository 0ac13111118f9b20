//! How a price is made. One function rounds, one spreads a discount, and each
//! night keeps what made its price, so that it can be made again to the centavo.

mod charges;
mod night;
#[cfg(test)]
mod tests;

pub use charges::{Charge, ChargeBasis, ChargeRule, ChargeRuleInput, ChargeRulePatch, charges};
pub use night::{
    AppliedDiscount, AppliedRate, BaseOf, NightRules, PricedRoom, price_night, price_nights,
};

/// The whole, in basis points.
pub const WHOLE: i64 = 10_000;

/// `part` basis points of `amount` minor units, rounded half up.
#[must_use]
pub fn share(amount: i64, part: i64) -> i64 {
    rounded(i128::from(amount) * i128::from(part), i128::from(WHOLE))
}

/// `part` for each of `whole`, times `scale`, rounded half up: an average with a scale of 1, a
/// rate in basis points with one of [`WHOLE`]. Nothing, where there is nothing to divide by.
#[must_use]
pub fn ratio(part: i64, whole: i64, scale: i64) -> Option<i64> {
    (whole > 0).then(|| rounded(i128::from(part) * i128::from(scale), i128::from(whole)))
}

/// The only place where money and rates are rounded: half up.
fn rounded(dividend: i128, divisor: i128) -> i64 {
    let rounded = (dividend * 2 + divisor).div_euclid(divisor * 2);
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

/// Splits `total` in proportion to `weights` by largest remainder: the parts sum to
/// `total`, each within one unit of its exact share. Equal remainders go to the
/// earlier part. Without any weight nothing is given to anybody.
#[must_use]
pub fn spread(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().copied().map(i128::from).sum();
    if sum <= 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(total) * i128::from(weight);
    let mut parts: Vec<i64> = weights
        .iter()
        .map(|weight| i64::try_from(exact(*weight).div_euclid(sum)).unwrap_or_default())
        .collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(exact(weights[*index]).rem_euclid(sum)));
    let missing = total - parts.iter().sum::<i64>();
    for index in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or_default()) {
        parts[index] += 1;
    }
    parts
}

/// A discount on nights, before it is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// Basis points of the sum of the nights.
    Percent(i64),
    /// Minor units, at most the sum of the nights.
    Amount(i64),
}

/// What the discount takes off each night of `before`.
#[must_use]
pub fn discounts(discount: Discount, before: &[i64]) -> Vec<i64> {
    let sum: i64 = before.iter().sum();
    let total = match discount {
        Discount::Percent(part) => share(sum, part),
        Discount::Amount(amount) => amount,
    };
    spread(total.clamp(0, sum), before)
}
