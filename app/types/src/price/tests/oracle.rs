//! Prices against a second reckoning, that knows the rules of the trade and nothing of
//! the code. `PROPTEST_CASES` sets how many stays are reckoned.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::*;
use crate::{
    Stay,
    ids::{HotelId, PromotionId, RateRuleId, RoomTypeId},
    rates::{Limits, RateBook, RatePrice, RateRule, RateRuleInput, Weekdays},
};

/// A rule before it is one: for which type, from which day, for how many, weekdays,
/// whether it overrides, and its price.
type Draft = (Option<u128>, Option<(u64, u64)>, u8, bool, Option<RatePrice>);

fn day(number: u64) -> NaiveDate {
    // Over a new year and a 29 February.
    NaiveDate::from_ymd_opt(2027, 12, 20).expect("a date") + Days::new(number)
}

fn draft() -> impl Strategy<Value = Draft> {
    let price = prop_oneof![
        1 => Just(None),
        4 => (0i64..200_000).prop_map(|price| Some(RatePrice::Fixed(price))),
        4 => (1i32..40_000).prop_map(|part| Some(RatePrice::Percent(part))),
    ];
    let weekdays = prop_oneof![Just(127u8), 1u8..127];
    let season = prop::option::of((0u64..80, 1u64..30));
    (prop::option::of(1u128..3), season, weekdays, any::<bool>(), price)
}

fn rule(id: usize, draft: &Draft) -> RateRule {
    let (room_type, season, weekdays, date_override, price) = *draft;
    let input = RateRuleInput {
        name: format!("rule {id}"),
        room_type_id: room_type.map(|id| RoomTypeId(Uuid::from_u128(id))),
        from: season.map(|(from, _)| day(from)),
        to: season.map(|(from, nights)| day(from + nights)),
        weekdays: Weekdays(weekdays),
        date_override: date_override && season.is_some(),
        price,
        limits: Limits::default(),
    };
    let level = input.level();
    let RateRuleInput { name, room_type_id, from, to, weekdays, price, limits, .. } = input;
    let (id, hotel_id) = (RateRuleId(Uuid::from_u128(id as u128)), HotelId(Uuid::nil()));
    let version = 1;
    RateRule { id, hotel_id, name, room_type_id, from, to, weekdays, level, price, limits, version }
}

/// How strong a draft is for this night, and what it says; none, if it says nothing.
fn strength(draft: &Draft, room_type: u128, night: NaiveDate) -> Option<(u8, bool, RatePrice)> {
    let (only, season, weekdays, date_override, price) = *draft;
    let of_type = only.is_none_or(|only| only == room_type);
    let in_season =
        season.is_none_or(|(from, nights)| (day(from)..day(from + nights)).contains(&night));
    let on_day = weekdays >> night.weekday().num_days_from_monday() & 1 == 1;
    let level = match (season.is_some(), date_override, weekdays != 127) {
        (true, true, _) => 3,
        (true, false, true) => 2,
        (true, false, false) => 1,
        (false, ..) => 0,
    };
    (of_type && in_season && on_day).then_some((level, only.is_some(), price?))
}

/// Hundredths of a centavo, rounded half up.
fn rounded(amount: i64, part: i64) -> i64 {
    let exact = amount * part;
    exact / 10_000 + i64::from(exact % 10_000 >= 5_000)
}

fn reckoned(drafts: &[Draft], room_type: u128, base: i64, night: NaiveDate) -> i64 {
    let mut best: Option<(u8, bool, RatePrice)> = None;
    for draft in drafts {
        let Some(this) = strength(draft, room_type, night) else { continue };
        // Of two alike, the later one.
        if best.is_none_or(|best| (this.0, this.1) >= (best.0, best.1)) {
            best = Some(this);
        }
    }
    match best {
        None => base,
        Some((.., RatePrice::Fixed(price))) => price,
        Some((.., RatePrice::Percent(part))) => rounded(base, part.into()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn a_second_reckoning_finds_the_same_lines_and_the_same_total(
        drafts in prop::collection::vec(draft(), 0..12),
        (from, nights, room_type) in (0u64..80, 1u64..15, 1u128..3),
        (base, included, extra_adult, extra_child) in
            (1i64..300_000, 1i16..4, 0i64..20_000, 0i64..20_000),
        (adults, children) in (1i16..6, 0i16..4),
        discount in prop_oneof![
            (0..=WHOLE).prop_map(Discount::Percent),
            (0i64..500_000).prop_map(Discount::Amount),
        ],
        fees in prop::collection::vec((0usize..5, 1i64..5_000), 0..5),
    ) {
        let book = RateBook::new(drafts.iter().enumerate().map(|(id, d)| rule(id, d)).collect());
        let room = PricedRoom {
            room_type_id: RoomTypeId(Uuid::from_u128(room_type)),
            base_of: BaseOf::Type,
            base, included, extra_adult, extra_child, adults, children,
        };
        let stay = Stay::new(day(from), day(from + nights)).expect("a stay");
        let mut lines = price_nights(&book, &room, stay);

        let paying_adults = (adults - included).max(0);
        let paying_children = (adults + children - included).max(0) - paying_adults;
        let extra = i64::from(paying_adults) * extra_adult
            + i64::from(paying_children) * extra_child;
        let expected: Vec<i64> = (from..from + nights)
            .map(|number| reckoned(&drafts, room_type, base, day(number)) + extra)
            .collect();
        let before: Vec<i64> = lines.iter().map(|(_, night)| night.before_discount()).collect();
        prop_assert_eq!(&before, &expected);

        let sum: i64 = before.iter().sum();
        let off = match discount {
            Discount::Percent(part) => rounded(sum, part),
            Discount::Amount(amount) => amount.min(sum),
        };
        let parts = discounts(discount, &before);
        prop_assert_eq!(parts.iter().sum::<i64>(), if sum == 0 { 0 } else { off });
        for ((_, night), amount) in lines.iter_mut().zip(parts) {
            let promotion_id = PromotionId(Uuid::from_u128(7));
            night.discount = Some(AppliedDiscount { promotion_id, code: "X".into(), amount });
        }
        let prices: Vec<i64> = lines.iter().map(|(_, night)| night.price()).collect();
        prop_assert!(prices.iter().all(|price| *price >= 0), "{prices:?}");
        let net = prices.iter().sum::<i64>();
        prop_assert_eq!(net, sum - off.min(sum));

        // Made again from what is kept of it, a night costs the same.
        for (_, night) in &lines {
            let kept = serde_json::to_string(night).expect("written");
            let again: NightRules = serde_json::from_str(&kept).expect("read");
            prop_assert_eq!(again.price(), night.price());
        }

        let people = adults + children;
        let rules = fees.iter().map(|(basis, value)| ("fee", ChargeBasis::ALL[*basis], *value));
        let charged = charges(rules, &prices, people);
        let (count, people) = (i64::try_from(nights).expect("few"), i64::from(people));
        let expected: Vec<i64> = fees.iter().map(|(basis, value)| match basis {
            0 => rounded(net, *value),
            1 => value * count,
            2 => value * count * people,
            3 => value * people,
            _ => *value,
        }).collect();
        prop_assert_eq!(charged.iter().map(|fee| fee.amount).collect::<Vec<_>>(), expected);
    }
}

/// So many as are asked for, and 2,000 at least.
fn cases() -> u32 {
    ProptestConfig::default().cases.max(2_000)
}
