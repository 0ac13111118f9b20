//! What decides the price of a night, and whether it can be sold.

mod book;
mod promotion;
mod rule;

pub use book::{RateBook, Refusal, RefusalRule};
pub use promotion::{Promotion, PromotionInput, PromotionProblem, PromotionUse};
pub use rule::{Limits, RateLevel, RatePrice, RateRule, RateRuleInput, Weekdays};
