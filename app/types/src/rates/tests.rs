use chrono::{NaiveDate, Weekday};
use uuid::Uuid;

use super::*;
use crate::{
    Stay,
    ids::{HotelId, RateRuleId, RoomTypeId},
};

const TYPE: RoomTypeId = RoomTypeId(Uuid::from_u128(1));
const OTHER: RoomTypeId = RoomTypeId(Uuid::from_u128(2));

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn rule(id: u128, input: RateRuleInput) -> RateRule {
    let input = input.validated().expect("a good rule");
    let level = input.level();
    let RateRuleInput { name, room_type_id, from, to, weekdays, price, limits, .. } = input;
    let (id, hotel_id) = (RateRuleId(Uuid::from_u128(id)), HotelId(Uuid::nil()));
    let version = 1;
    RateRule { id, hotel_id, name, room_type_id, from, to, weekdays, level, price, limits, version }
}

fn input(name: &str, season: Option<(&str, &str)>, days: Weekdays) -> RateRuleInput {
    RateRuleInput {
        name: name.into(),
        room_type_id: None,
        from: season.map(|(from, _)| date(from)),
        to: season.map(|(_, to)| date(to)),
        weekdays: days,
        date_override: false,
        price: Some(RatePrice::Percent(10_000)),
        limits: Limits::default(),
    }
}

fn named(book: &RateBook, room_type: RoomTypeId, day: &str) -> String {
    let found = book.price_rule(room_type, date(day));
    found.map_or_else(|| "none".to_owned(), |(rule, _)| rule.name.clone())
}

/// The names of the rules with a price, and why the first of them wins.
fn reasons<'a>(book: &'a RateBook, room_type: RoomTypeId, day: &str) -> Vec<(&'a str, RuleReason)> {
    let considered = book.considered(room_type, date(day));
    assert!(considered.iter().enumerate().all(|(index, rule)| rule.wins == (index == 0)));
    let name = |id| book.rules().iter().find(|rule| rule.id == id).map(|r| r.name.as_str());
    considered.iter().map(|rule| (name(rule.rule_id).expect("known"), rule.reason)).collect()
}

#[test]
fn the_stronger_rule_wins_whatever_the_order() {
    let summer = Some(("2027-01-01", "2027-02-01"));
    let weekend = Weekdays::of(&[Weekday::Fri, Weekday::Sat]);
    let for_type =
        RateRuleInput { room_type_id: Some(TYPE), ..input("summer suite", summer, Weekdays::ALL) };
    let holiday = RateRuleInput {
        date_override: true,
        ..input("new year", Some(("2027-01-01", "2027-01-02")), Weekdays::ALL)
    };
    let mut rules = vec![
        rule(1, input("weekend", None, weekend)),
        rule(2, input("summer", summer, Weekdays::ALL)),
        rule(3, for_type),
        rule(4, input("summer weekend", summer, weekend)),
        rule(5, holiday),
        rule(6, input("later summer", summer, Weekdays::ALL)),
    ];
    for _ in 0..rules.len() {
        rules.rotate_left(1);
        let book = RateBook::new(rules.clone());
        assert_eq!(named(&book, TYPE, "2027-01-01"), "new year"); // a Friday
        assert_eq!(named(&book, TYPE, "2027-01-08"), "summer weekend");
        assert_eq!(named(&book, TYPE, "2027-01-07"), "summer suite");
        assert_eq!(named(&book, OTHER, "2027-01-07"), "later summer");
        assert_eq!(named(&book, OTHER, "2027-02-05"), "weekend");
        assert_eq!(named(&book, OTHER, "2027-02-01"), "none");
        // The same is said with reasons.
        assert_eq!(
            reasons(&book, TYPE, "2027-01-08"),
            [
                ("summer weekend", RuleReason::StrongestLevel),
                ("summer suite", RuleReason::WeakerLevel),
                ("later summer", RuleReason::WeakerLevel),
                ("summer", RuleReason::WeakerLevel),
                ("weekend", RuleReason::WeakerLevel),
            ]
        );
        assert_eq!(
            reasons(&book, TYPE, "2027-01-07"),
            [
                ("summer suite", RuleReason::ForThisType),
                ("later summer", RuleReason::ForAllTypes),
                ("summer", RuleReason::ForAllTypes),
            ]
        );
        assert_eq!(
            reasons(&book, OTHER, "2027-01-07"),
            [("later summer", RuleReason::MadeLast), ("summer", RuleReason::MadeEarlier)]
        );
        assert_eq!(reasons(&book, OTHER, "2027-02-05"), [("weekend", RuleReason::OnlyRule)]);
        assert!(book.considered(OTHER, date("2027-02-01")).is_empty());
    }
}

#[test]
fn a_stay_is_refused_with_the_day_and_the_rule() {
    let limits = |limits: Limits, name: &str, from: &str, to: &str| RateRuleInput {
        price: None,
        limits,
        ..input(name, Some((from, to)), Weekdays::ALL)
    };
    let carnival =
        Limits { min_stay: Some(4), closed_to_departure: Some(true), ..Limits::default() };
    let works = Limits { stop_sell: Some(true), ..Limits::default() };
    let open = Limits { stop_sell: Some(false), ..Limits::default() };
    let book = RateBook::new(vec![
        rule(1, limits(carnival, "carnival", "2027-02-05", "2027-02-10")),
        rule(2, limits(works, "works", "2027-03-01", "2027-03-11")),
        rule(
            3,
            RateRuleInput {
                date_override: true,
                ..limits(open, "but not then", "2027-03-05", "2027-03-06")
            },
        ),
    ]);
    let refused = |from: &str, to: &str| -> Vec<String> {
        let stay = Stay::new(date(from), date(to)).expect("a stay");
        let refusals = book.refusals(TYPE, stay);
        refusals.iter().map(|r| format!("{} {} {}", r.date, r.rule.as_str(), r.name)).collect()
    };
    assert_eq!(
        refused("2027-02-06", "2027-02-08"),
        ["2027-02-06 min_stay carnival", "2027-02-08 closed_to_departure carnival"]
    );
    assert!(refused("2027-02-06", "2027-02-10").is_empty());
    assert_eq!(
        refused("2027-03-04", "2027-03-07"),
        ["2027-03-04 stop_sell works", "2027-03-06 stop_sell works"]
    );
    assert!(refused("2027-03-05", "2027-03-06").is_empty());
}

#[test]
fn a_rule_that_says_nothing_is_refused() {
    let errors = RateRuleInput {
        price: None,
        from: Some(date("2027-01-02")),
        to: Some(date("2027-01-02")),
        weekdays: Weekdays(0),
        ..input(" ", None, Weekdays::ALL)
    }
    .validated()
    .expect_err("refused");
    let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(pointers, ["/name", "/to", "/weekdays", "/price"]);
}
