//! What a calendar's events mean for a room: which nights are blocked, and which events want
//! nights that somebody has.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use types::stay::{MAX_DAYS_AHEAD, MAX_NIGHTS};

use super::parse::Nights;

/// The most conflicts that are told of.
const MOST_CONFLICTS: usize = 200;

/// What takes the room without this calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub nights: Nights,
    /// The booking's code; none for a block.
    pub code: Option<String>,
}

/// An event that wants nights that are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub nights: Nights,
    pub bookings: Vec<String>,
}

/// What is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Nights to be blocked: apart from one another and from what takes the room.
    pub blocks: Vec<Nights>,
    pub conflicts: Vec<Conflict>,
}

/// The nights that are looked at: as far ahead as bookings can be, and a year back. Both ends
/// are firsts of a month, so that what reaches beyond them does not change every day.
pub(super) fn window(today: NaiveDate) -> Nights {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let ahead = Days::new(MAX_DAYS_AHEAD.unsigned_abs());
    Nights {
        from: first(today.checked_sub_months(Months::new(12)).unwrap_or(today)),
        to: first(
            today
                .checked_add_days(ahead)
                .and_then(|day| day.checked_add_months(Months::new(1)))
                .unwrap_or(today),
        ),
    }
}

/// The part of each event that is not over and within `window`, each once, in order.
pub(super) fn relevant(events: &[Nights], today: NaiveDate) -> BTreeSet<Nights> {
    let window = window(today);
    let within =
        |event: &Nights| Nights { from: event.from.max(window.from), to: event.to.min(window.to) };
    events.iter().map(within).filter(|event| event.from < event.to && event.to > today).collect()
}

/// Plans for `events`. Whoever has a night keeps it; the other nights of the same event are
/// blocked all the same, since the other guest believes to have those, too. `kept` are blocks
/// of this calendar that stay as they are.
pub(super) fn plan(
    events: &BTreeSet<Nights>,
    taken: &[Taken],
    kept: &[Nights],
    today: NaiveDate,
) -> Plan {
    let mut by_night: BTreeMap<NaiveDate, Vec<&Taken>> = BTreeMap::new();
    let window = window(today);
    for one in taken {
        for night in dates(one.nights.from.max(window.from), one.nights.to.min(window.to)) {
            by_night.entry(night).or_default().push(one);
        }
    }
    let mut claimed: HashSet<NaiveDate> =
        kept.iter().flat_map(|nights| dates(nights.from, nights.to)).collect();
    let mut plan = Plan::default();
    for event in events {
        let mut bookings: BTreeSet<&str> = BTreeSet::new();
        let mut meets = false;
        let mut open: Option<Nights> = None;
        for night in dates(event.from, event.to) {
            let others = by_night.get(&night).map(Vec::as_slice).unwrap_or_default();
            if night >= today {
                meets |= !others.is_empty();
                bookings.extend(others.iter().filter_map(|one| one.code.as_deref()));
            }
            let after = night + Days::new(1);
            if others.is_empty() && claimed.insert(night) {
                match &mut open {
                    Some(block) if (after - block.from).num_days() <= MAX_NIGHTS => {
                        block.to = after;
                    }
                    _ => plan.blocks.extend(open.replace(Nights { from: night, to: after })),
                }
            } else {
                plan.blocks.extend(open.take());
            }
        }
        plan.blocks.extend(open);
        if meets && plan.conflicts.len() < MOST_CONFLICTS {
            let bookings = bookings.into_iter().map(str::to_owned).collect();
            plan.conflicts.push(Conflict { nights: *event, bookings });
        }
    }
    plan.blocks.retain(|block| block.to > today);
    plan
}

fn dates(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day < to)
}
