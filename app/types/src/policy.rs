//! What cancelling costs.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{price::share, validate::FieldErrors};

/// The most tiers that a policy has.
const MAX_TIERS: usize = 6;

/// The longest time before check-in that a tier can begin, in hours: more than
/// any booking is made ahead, so that it holds from the first moment.
pub const ALWAYS: i32 = 24 * 1100;

/// Names of policies that guests know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// Free until the day before, then the first night.
    Flexible,
    /// Free until five days before, then half, on the last day all.
    Moderate,
    /// Free until two weeks before, then half, in the last week all.
    Strict,
    /// Never free.
    NonRefundable,
    /// The hotel's own tiers.
    Custom,
}

/// What a cancellation in a tier costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CancellationFee {
    /// The price of so many nights, from the first on.
    Nights(i16),
    /// A share of the whole price, in basis points (10000 is all).
    Percent(i32),
}

/// From a moment before check-in on, cancelling costs a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// How many hours before check-in the tier begins.
    pub hours_before: i32,
    /// What cancelling costs from then on.
    pub fee: CancellationFee,
}

/// What cancelling costs and when. Before the first tier it is free.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancellationPolicy {
    /// Which one.
    pub kind: PolicyKind,
    /// Its tiers, the earliest first. Given for `custom` only; the others have their own.
    #[serde(default)]
    pub tiers: Vec<Tier>,
}

impl Default for CancellationPolicy {
    fn default() -> Self {
        Self::of(PolicyKind::Flexible)
    }
}

impl CancellationPolicy {
    /// The policy of that name; a custom one without tiers is always free.
    #[must_use]
    pub fn of(kind: PolicyKind) -> Self {
        let percent =
            |hours_before, percent| Tier { hours_before, fee: CancellationFee::Percent(percent) };
        let tiers = match kind {
            PolicyKind::Flexible => {
                vec![Tier { hours_before: 24, fee: CancellationFee::Nights(1) }]
            }
            PolicyKind::Moderate => vec![percent(120, 5000), percent(24, 10_000)],
            PolicyKind::Strict => vec![percent(336, 5000), percent(168, 10_000)],
            PolicyKind::NonRefundable => vec![percent(ALWAYS, 10_000)],
            PolicyKind::Custom => Vec::new(),
        };
        Self { kind, tiers }
    }

    /// The policy with its tiers in order; those of a named one are its own.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        if self.kind != PolicyKind::Custom {
            return Ok(Self::of(self.kind));
        }
        let mut errors = FieldErrors::new();
        if self.tiers.len() > MAX_TIERS {
            errors.add("/tiers", "too_many", format!("Use at most {MAX_TIERS} tiers."));
        }
        for (index, tier) in self.tiers.iter().enumerate() {
            let pointer = format!("/tiers/{index}");
            errors.range(&format!("{pointer}/hours_before"), &tier.hours_before, &0, &ALWAYS);
            match tier.fee {
                CancellationFee::Nights(nights) => {
                    errors.range(&format!("{pointer}/fee/nights"), &nights, &1, &365);
                }
                CancellationFee::Percent(percent) => {
                    errors.range(&format!("{pointer}/fee/percent"), &percent, &1, &10_000);
                }
            }
            if self.tiers[..index].iter().any(|other| other.hours_before == tier.hours_before) {
                let detail = "Another tier begins at the same time.";
                errors.add(&format!("{pointer}/hours_before"), "duplicate", detail);
            }
        }
        let mut tiers = self.tiers;
        tiers.sort_by_key(|tier| std::cmp::Reverse(tier.hours_before));
        errors.into_result(Self { kind: self.kind, tiers })
    }

    /// The tier in force at `now` for a stay that begins at `anchor`.
    #[must_use]
    pub fn tier_at(&self, anchor: DateTime<Utc>, now: DateTime<Utc>) -> Option<&Tier> {
        let begun = |tier: &&Tier| anchor - TimeDelta::hours(tier.hours_before.into()) <= now;
        self.tiers.iter().filter(begun).min_by_key(|tier| tier.hours_before)
    }

    /// What cancelling at `now` costs, in minor units: `nights` are the agreed prices
    /// of the nights in order, `charges` the taxes and fees on them. Never more than both.
    #[must_use]
    pub fn fee(
        &self,
        anchor: DateTime<Utc>,
        now: DateTime<Utc>,
        nights: &[i64],
        charges: i64,
    ) -> i64 {
        let whole = nights.iter().sum::<i64>() + charges;
        match self.tier_at(anchor, now).map(|tier| tier.fee) {
            None => 0,
            Some(CancellationFee::Nights(count)) => {
                let count = usize::try_from(count).unwrap_or_default();
                if count >= nights.len() { whole } else { nights[..count].iter().sum() }
            }
            Some(CancellationFee::Percent(percent)) => share(whole, percent.into()),
        }
    }

    /// Until when cancelling is free; absent if it always or never is.
    #[must_use]
    pub fn free_until(&self, anchor: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let first = self.tiers.iter().map(|tier| tier.hours_before).max()?;
        (first < ALWAYS).then(|| anchor - TimeDelta::hours(first.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn each_tier_begins_at_its_hour() {
        let anchor = at("2027-03-10T17:00:00Z");
        let nights = [30_000, 30_001, 40_000];
        let policy = CancellationPolicy::of(PolicyKind::Moderate);
        let fee = |now| policy.fee(anchor, at(now), &nights, 500);
        assert_eq!(fee("2027-03-05T16:59:59Z"), 0);
        assert_eq!(fee("2027-03-05T17:00:00Z"), 50_251); // half of 100,501, rounded up
        assert_eq!(fee("2027-03-09T16:59:59Z"), 50_251);
        assert_eq!(fee("2027-03-09T17:00:00Z"), 100_501);
        assert_eq!(policy.free_until(anchor), Some(at("2027-03-05T17:00:00Z")));

        let flexible = CancellationPolicy::default();
        assert_eq!(flexible.fee(anchor, at("2027-03-10T00:00:00Z"), &nights, 500), 30_000);
        assert_eq!(flexible.fee(anchor, at("2027-03-10T00:00:00Z"), &nights[..1], 500), 30_500);
        let never = CancellationPolicy::of(PolicyKind::NonRefundable);
        assert_eq!(never.fee(anchor, at("2025-01-01T00:00:00Z"), &nights, 0), 100_001);
        assert_eq!(never.free_until(anchor), None);
        assert_eq!(CancellationPolicy::of(PolicyKind::Custom).fee(anchor, anchor, &nights, 9), 0);
    }

    #[test]
    fn tiers_are_put_in_order_and_wrong_ones_told() {
        let tier = |hours_before, fee| Tier { hours_before, fee };
        let good = CancellationPolicy {
            kind: PolicyKind::Custom,
            tiers: vec![
                tier(0, CancellationFee::Percent(10_000)),
                tier(48, CancellationFee::Nights(1)),
            ],
        };
        let good = good.validated().expect("good");
        assert_eq!(good.tiers[0].hours_before, 48);
        let bad = CancellationPolicy {
            kind: PolicyKind::Custom,
            tiers: vec![
                tier(-1, CancellationFee::Percent(0)),
                tier(-1, CancellationFee::Nights(0)),
            ],
        };
        let errors = bad.validated().expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/tiers/0/hours_before",
                "/tiers/0/fee/percent",
                "/tiers/1/hours_before",
                "/tiers/1/fee/nights",
                "/tiers/1/hours_before"
            ]
        );
    }
}
