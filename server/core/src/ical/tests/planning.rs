use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{
    parse::Nights,
    plan::{Taken, plan, relevant, window},
    *,
};

fn nights(from: &str, to: &str) -> Nights {
    Nights { from: date(from), to: date(to) }
}

#[test]
fn what_is_over_or_far_away_is_left_out() {
    let today = date("2027-03-15");
    assert_eq!(window(today), nights("2026-03-01", "2029-04-01"));
    let events = [
        nights("2027-03-10", "2027-03-15"),
        nights("2027-03-10", "2027-03-16"),
        nights("2027-03-10", "2027-03-16"),
        nights("2000-01-01", "2199-01-01"),
        nights("2040-01-01", "2040-01-05"),
    ];
    let wanted = [nights("2026-03-01", "2029-04-01"), nights("2027-03-10", "2027-03-16")];
    assert_eq!(relevant(&events, today).into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn no_block_is_longer_than_a_stay_can_be() {
    let today = date("2027-03-15");
    let events = relevant(&[nights("2027-03-15", "2199-01-01")], today);
    let found = plan(&events, &[], &[], today);
    assert!(found.conflicts.is_empty() && found.blocks.len() == 3, "{found:?}");
    assert!(found.blocks.iter().all(|block| (block.to - block.from).num_days() <= 365));
    assert!(found.blocks.windows(2).all(|two| two[0].to == two[1].from));
}

fn some_nights() -> impl Strategy<Value = Nights> {
    (0_u64..40, 1_u64..9).prop_map(|(from, length)| {
        let from = date("2027-03-01") + Days::new(from);
        Nights { from, to: from + Days::new(length) }
    })
}

fn set(all: impl IntoIterator<Item = Nights>) -> HashSet<NaiveDate> {
    all.into_iter().flat_map(|n| n.from.iter_days().take_while(move |day| *day < n.to)).collect()
}

proptest! {
    /// Every night of every event is taken afterwards, none twice, and none from somebody else.
    #[test]
    fn nothing_is_sold_twice_and_nothing_forgotten(
        events in prop::collection::vec(some_nights(), 0..12),
        taken in prop::collection::vec(some_nights(), 0..6),
        kept in prop::option::of(some_nights()),
        day in 0_u64..20,
    ) {
        let today = date("2027-03-01") + Days::new(day);
        let events: BTreeSet<Nights> = relevant(&events, today);
        // What is there already is apart from one another, as the database sees to.
        let mut seen = HashSet::new();
        let mut apart = |n: &Nights| set([*n]).is_disjoint(&seen) && { seen.extend(set([*n])); true };
        let kept: Vec<Nights> = kept.into_iter().filter(&mut apart).collect();
        let taken: Vec<Nights> = taken.into_iter().filter(&mut apart).collect();
        let others: Vec<Taken> =
            taken.iter().map(|n| Taken { nights: *n, code: Some("A".to_owned()) }).collect();
        let found = plan(&events, &others, &kept, today);
        let blocked: usize = found.blocks.iter().map(|b| set([*b]).len()).sum();
        let blocks = set(found.blocks.iter().copied());
        prop_assert_eq!(blocks.len(), blocked);
        prop_assert!(blocks.is_disjoint(&set(taken.iter().copied())));
        prop_assert!(blocks.is_disjoint(&set(kept.iter().copied())));
        prop_assert!(blocks.is_subset(&set(events.iter().copied())));
        let all: HashSet<NaiveDate> =
            &(&blocks | &set(taken.iter().copied())) | &set(kept.iter().copied());
        for night in set(events.iter().copied()).into_iter().filter(|night| *night >= today) {
            prop_assert!(all.contains(&night), "{} can be sold", night);
        }
        for event in &events {
            let wanted: HashSet<NaiveDate> =
                set([*event]).into_iter().filter(|night| *night >= today).collect();
            let meets = !wanted.is_disjoint(&set(taken.iter().copied()));
            let told = found.conflicts.iter().any(|conflict| conflict.nights == *event);
            prop_assert_eq!(told, meets);
        }
    }
}
