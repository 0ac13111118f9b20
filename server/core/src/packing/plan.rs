//! Which stays go where, for rooms and dates as the database has them.

use types::Stay;

use super::{
    LOOKS,
    solve::{Solution, Taken, Wanted, solve},
    store::{PackRoom, TypeRooms},
};

/// A way to have as many rooms free as are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Which stay (of [`TypeRooms::stays`]) goes to which room (of [`TypeRooms::rooms`]).
    pub moves: Vec<(usize, usize)>,
    /// The rooms that are free then for all of the stay, the cheapest first.
    pub free: Vec<usize>,
}

/// How `wanted` rooms of a type can be free for all of `stay`, if they can.
///
/// A stay only goes to a room of the same price as its own, the room's or the type's:
/// nobody who paid for a room with a price of its own gets another, and nobody gets
/// such a room for less. So rooms of one price are packed among themselves, the
/// cheapest first, and the new booking pays for the room that it gets.
pub(crate) fn plan(of_type: &TypeRooms, stay: Stay, wanted: usize) -> Option<Plan> {
    let is_free = |room: &usize| {
        !of_type.stays.iter().any(|other| {
            other.room == *room && other.from < stay.check_out() && stay.check_in() < other.to
        })
    };
    let mut moves = Vec::new();
    let mut free = Vec::new();
    let groups = by_price(&of_type.rooms);
    let already = |group: &Vec<usize>| group.iter().filter(|room| is_free(room)).count();
    let mut missing = wanted.saturating_sub(groups.iter().map(already).sum());
    for group in groups {
        let now_free: Vec<usize> = group.iter().copied().filter(is_free).collect();
        let packed = (1..=missing).rev().find_map(|more| {
            let found = pack(of_type, &group, stay, now_free.len() + more)?;
            Some((more, found))
        });
        match packed {
            Some((more, found)) => {
                missing -= more;
                moves.extend(found.moves);
                free.extend(found.free);
            }
            None => free.extend(now_free),
        }
    }
    (missing == 0).then_some(Plan { moves, free })
}

/// The rooms of each price, the cheapest first.
fn by_price(rooms: &[PackRoom]) -> Vec<Vec<usize>> {
    let mut groups = std::collections::BTreeMap::<i64, Vec<usize>>::new();
    for (index, room) in rooms.iter().enumerate() {
        groups.entry(room.base).or_default().push(index);
    }
    groups.into_values().collect()
}

/// How `wanted` of the rooms in `group` can be free.
fn pack(of_type: &TypeRooms, group: &[usize], stay: Stay, wanted: usize) -> Option<Plan> {
    if wanted > group.len() {
        return None;
    }
    let day = |date: chrono::NaiveDate| {
        i32::try_from((date - stay.check_in()).num_days()).unwrap_or(i32::MAX)
    };
    let mut ours = Vec::new();
    let mut taken = Vec::new();
    for (index, other) in of_type.stays.iter().enumerate() {
        if let Some(room) = group.iter().position(|room| *room == other.room) {
            let (from, to) = (day(other.from), day(other.to));
            taken.push(Taken { room, from, to, movable: other.movable });
            ours.push(index);
        }
    }
    let wish = Wanted { from: 0, to: day(stay.check_out()), rooms: wanted };
    match solve(group.len(), &taken, wish, LOOKS) {
        Solution::Found { moves, free } => Some(Plan {
            moves: moves.into_iter().map(|(span, room)| (ours[span], group[room])).collect(),
            free: free.into_iter().map(|room| group[room]).collect(),
        }),
        Solution::Impossible => None,
        Solution::GivenUp => {
            tracing::info!(rooms = group.len(), stays = taken.len(), "packing given up");
            None
        }
    }
}
