//! Making rooms free by moving the fewest stays. Pure: days are numbers, rooms are
//! places in a list.

/// Nights on which a room is taken: from the first day up to but not including the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub room: usize,
    pub from: i32,
    pub to: i32,
    /// Whether it may be in any other room just as well.
    pub movable: bool,
}

/// What is to be made free: so many rooms, on all of these nights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub from: i32,
    pub to: i32,
    pub rooms: usize,
}

/// A room that a span can be put into, and the spans in its way there.
type Way = (usize, Vec<usize>);

/// How it can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Solution {
    Found {
        /// Which of the taken spans goes to which room.
        moves: Vec<(usize, usize)>,
        /// The rooms that are free then, as many as are wanted.
        free: Vec<usize>,
    },
    Impossible,
    /// The work that was allowed is done, and nothing was found.
    GivenUp,
}

/// Finds the fewest moves after which `wanted` is free. `looks` bounds the work: it
/// is how often the taken spans of one room may be looked through.
///
/// A new span is put into a room and everything in its way there is put elsewhere,
/// where it may be in the way of more. First without any move, then with one, and so
/// on: the first way found is one with the fewest.
pub(super) fn solve(rooms: usize, taken: &[Taken], wanted: Wanted, looks: u32) -> Solution {
    if !enough(rooms, taken, wanted) {
        return Solution::Impossible;
    }
    let mut by_room = vec![Vec::new(); rooms];
    for (index, span) in taken.iter().enumerate() {
        by_room[span.room].push(index);
    }
    let movable = taken.iter().filter(|span| span.movable).count();
    let mut search = Search {
        taken,
        by_room,
        place: taken.iter().map(|span| Place::In(span.room)).collect(),
        guests: vec![Vec::new(); rooms],
        wanted,
        free: Vec::new(),
        limit: 0,
        looks,
        cut: false,
    };
    for limit in 0..=movable {
        search.limit = limit;
        search.cut = false;
        match search.go(0) {
            Some(true) => return search.solution(),
            Some(false) if !search.cut => return Solution::Impossible,
            Some(false) => {}
            None => return Solution::GivenUp,
        }
    }
    Solution::Impossible
}

/// Whether there are rooms enough on each night, wherever the stays are.
fn enough(rooms: usize, taken: &[Taken], wanted: Wanted) -> bool {
    (wanted.from..wanted.to).all(|day| {
        let busy = taken.iter().filter(|span| span.from <= day && day < span.to).count();
        busy + wanted.rooms <= rooms
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where it is from the beginning.
    In(usize),
    /// Put out, and nowhere yet.
    Out,
    /// Put elsewhere, for good.
    Moved(usize),
}

struct Search<'a> {
    taken: &'a [Taken],
    /// The spans that are in a room from the beginning.
    by_room: Vec<Vec<usize>>,
    place: Vec<Place>,
    /// The spans that were moved into a room.
    guests: Vec<Vec<usize>>,
    wanted: Wanted,
    /// Rooms made free so far, in rising order.
    free: Vec<usize>,
    /// The most moves allowed.
    limit: usize,
    looks: u32,
    /// Whether the limit stood in the way of something.
    cut: bool,
}

impl Search<'_> {
    fn solution(&self) -> Solution {
        let moved = |(index, place): (usize, &Place)| match place {
            Place::Moved(room) => Some((index, *room)),
            _ => None,
        };
        let moves = self.place.iter().enumerate().filter_map(moved).collect();
        Solution::Found { moves, free: self.free.clone() }
    }

    /// Places all that is not placed yet, after `out` spans were put out in all.
    /// `None` if the work is at its end.
    fn go(&mut self, out: usize) -> Option<bool> {
        if self.free.len() < self.wanted.rooms {
            return self.free_one_more(out);
        }
        let loose: Vec<usize> =
            (0..self.place.len()).filter(|index| self.place[*index] == Place::Out).collect();
        // The one with the fewest ways first: it fails soonest.
        let mut best: Option<(usize, Vec<Way>)> = None;
        for index in loose {
            let span = self.taken[index];
            let ways = self.ways(0, span.from, span.to, out)?;
            if best.as_ref().is_none_or(|(_, least)| ways.len() < least.len()) {
                best = Some((index, ways));
            }
        }
        let Some((index, ways)) = best else { return Some(true) };
        for (room, in_the_way) in ways {
            self.put_out(&in_the_way);
            self.place[index] = Place::Moved(room);
            self.guests[room].push(index);
            if self.go(out + in_the_way.len())? {
                return Some(true);
            }
            self.guests[room].pop();
            self.place[index] = Place::Out;
            self.put_back(&in_the_way);
        }
        Some(false)
    }

    fn free_one_more(&mut self, out: usize) -> Option<bool> {
        // All wanted spans are alike: rooms in rising order are enough.
        let first = self.free.last().map_or(0, |room| room + 1);
        let ways = self.ways(first, self.wanted.from, self.wanted.to, out)?;
        for (room, in_the_way) in ways {
            self.put_out(&in_the_way);
            self.free.push(room);
            if self.go(out + in_the_way.len())? {
                return Some(true);
            }
            self.free.pop();
            self.put_back(&in_the_way);
        }
        Some(false)
    }

    fn put_out(&mut self, spans: &[usize]) {
        for span in spans {
            self.place[*span] = Place::Out;
        }
    }

    fn put_back(&mut self, spans: &[usize]) {
        for span in spans {
            self.place[*span] = Place::In(self.taken[*span].room);
        }
    }

    /// The rooms from `first` on that can take the nights, each with the spans that
    /// would have to go, the fewest first.
    fn ways(&mut self, first: usize, from: i32, to: i32, out: usize) -> Option<Vec<Way>> {
        let mut ways = Vec::new();
        for room in first..self.by_room.len() {
            self.looks = self.looks.checked_sub(1)?;
            if let Some(in_the_way) = self.in_the_way(room, from, to) {
                if out + in_the_way.len() <= self.limit {
                    ways.push((room, in_the_way));
                } else {
                    self.cut = true;
                }
            }
        }
        ways.sort_by_key(|(_, in_the_way)| in_the_way.len());
        Some(ways)
    }

    /// What would have to leave the room; `None` if something there cannot.
    fn in_the_way(&self, room: usize, from: i32, to: i32) -> Option<Vec<usize>> {
        let meets = |index: &usize| self.taken[*index].from < to && from < self.taken[*index].to;
        let promised = self.free.contains(&room) && self.wanted.from < to && from < self.wanted.to;
        if promised || self.guests[room].iter().any(meets) {
            return None;
        }
        let mut found = Vec::new();
        for index in self.by_room[room].iter().filter(|index| meets(index)) {
            if self.place[*index] == Place::In(room) {
                if !self.taken[*index].movable {
                    return None;
                }
                found.push(*index);
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    fn meet(a: &Taken, b: &Taken) -> bool {
        a.room == b.room && a.from < b.to && b.from < a.to
    }

    fn overlapping(taken: &[Taken]) -> bool {
        taken.iter().enumerate().any(|(at, a)| taken[..at].iter().any(|b| meet(a, b)))
    }

    /// The fewest moves by trying every way to spread the movable spans over the rooms:
    /// `placed` are in their places, `rest` are not yet.
    fn by_force(
        rooms: usize,
        placed: &mut Vec<Taken>,
        rest: &[Taken],
        wanted: Wanted,
    ) -> Option<usize> {
        let Some((next, rest)) = rest.split_first() else {
            let span = |room| Taken { room, from: wanted.from, to: wanted.to, movable: false };
            let free = (0..rooms).filter(|r| !placed.iter().any(|other| meet(other, &span(*r))));
            return (free.count() >= wanted.rooms).then_some(0);
        };
        (0..rooms)
            .filter_map(|room| {
                let span = Taken { room, ..*next };
                if placed.iter().any(|other| meet(other, &span)) {
                    return None;
                }
                placed.push(span);
                let moves = by_force(rooms, placed, rest, wanted);
                placed.pop();
                Some(moves? + usize::from(room != next.room))
            })
            .min()
    }

    fn fewest_by_force(rooms: usize, taken: &[Taken], wanted: Wanted) -> Option<usize> {
        let (movable, mut fixed): (Vec<Taken>, Vec<Taken>) =
            taken.iter().partition(|span| span.movable);
        by_force(rooms, &mut fixed, &movable, wanted)
    }

    /// Rooms, what is taken in them without overlap, and what is wanted.
    fn random_case(dice: &mut Dice) -> (usize, Vec<Taken>, Wanted) {
        let rooms = dice.from_to(1, 4);
        let mut taken: Vec<Taken> = Vec::new();
        for _ in 0..dice.from_to(0, 24) {
            let from = i32::try_from(dice.below(9)).expect("small");
            let to = from + i32::try_from(dice.from_to(1, 3)).expect("small");
            let movable = dice.below(8) > 0 && taken.iter().filter(|span| span.movable).count() < 8;
            let span = Taken { room: dice.below(rooms), from, to, movable };
            taken.push(span);
            if overlapping(&taken) {
                taken.pop();
            }
        }
        let from = i32::try_from(dice.below(8)).expect("small");
        let to = from + i32::try_from(dice.from_to(1, 4)).expect("small");
        (rooms, taken, Wanted { from, to, rooms: dice.from_to(1, 2) })
    }

    #[test]
    fn the_fewest_moves_as_by_trying_every_way() {
        let mut dice = Dice::new(5);
        let (mut by_moves, mut impossible) = ([0; 8], 0);
        for case in 0..20_000 {
            let (rooms, taken, wanted) = random_case(&mut dice);
            let expected = fewest_by_force(rooms, &taken, wanted);
            match solve(rooms, &taken, wanted, u32::MAX) {
                Solution::Found { moves, free } => {
                    assert_eq!(Some(moves.len()), expected, "case {case}: {taken:?} {wanted:?}");
                    let mut after = taken.clone();
                    for (index, room) in &moves {
                        assert!(taken[*index].movable && taken[*index].room != *room);
                        after[*index].room = *room;
                    }
                    assert!(!overlapping(&after), "case {case}");
                    assert_eq!(free.len(), wanted.rooms);
                    for room in free {
                        after.push(Taken {
                            room,
                            from: wanted.from,
                            to: wanted.to,
                            movable: false,
                        });
                    }
                    assert!(!overlapping(&after), "case {case}: not free");
                    by_moves[moves.len()] += 1;
                }
                Solution::Impossible => {
                    assert_eq!(expected, None, "case {case}: {taken:?} {wanted:?}");
                    impossible += 1;
                }
                Solution::GivenUp => panic!("case {case}: gave up"),
            }
        }
        // The cases are worth something: several moves were needed now and then.
        assert!(by_moves[1] > 500 && by_moves[2] > 80 && by_moves[3] > 8, "{by_moves:?}");
        assert!(impossible > 500, "{impossible}");
    }

    #[test]
    fn it_gives_up_when_its_work_is_done() {
        let span = |room, from, to| Taken { room, from, to, movable: true };
        let taken = [span(0, 0, 1), span(1, 1, 2)];
        let wanted = Wanted { from: 0, to: 2, rooms: 1 };
        assert_eq!(solve(2, &taken, wanted, 3), Solution::GivenUp);
        let Solution::Found { moves, .. } = solve(2, &taken, wanted, 100) else {
            panic!("not found");
        };
        assert_eq!(moves.len(), 1);
    }

    #[test]
    fn what_is_given_up_can_have_been_possible_but_never_takes_long() {
        let mut dice = Dice::new(7);
        for _ in 0..20 {
            // A large, nearly full house.
            let mut taken = Vec::new();
            for room in 0..120 {
                let mut day = 0;
                while day < 120 {
                    let nights = i32::try_from(dice.from_to(1, 6)).expect("small");
                    if dice.below(12) > 0 {
                        let movable = dice.below(3) > 0;
                        taken.push(Taken { room, from: day, to: day + nights, movable });
                    }
                    day += nights;
                }
            }
            let wanted = Wanted { from: 50, to: 62, rooms: 2 };
            let begun = std::time::Instant::now();
            let _ = solve(120, &taken, wanted, super::super::LOOKS);
            assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
        }
    }
}
