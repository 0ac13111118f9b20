//! What decides the price of a night, and whether it can be sold.

mod book;
mod bulk;
mod calendar;
mod explain;
mod filter;
mod patch;
mod promotion;
mod rule;
#[cfg(test)]
mod tests;

pub use book::{RateBook, Refusal, RefusalRule};
pub use bulk::{BulkRates, CALENDAR};
pub use calendar::{CalendarNight, DecidingRules, RateCalendar, TypeCalendar};
pub use explain::{ConsideredRule, ExplainedNight, PriceExplanation, PriceQuestion, RuleReason};
pub use filter::RateRuleFilter;
pub use patch::{PromotionPatch, RateRulePatch};
pub use promotion::{Promotion, PromotionInput, PromotionProblem, PromotionUse};
pub use rule::{Limits, RateLevel, RatePrice, RateRule, RateRuleInput, Weekdays};
