//! Random histories, each step compared with a model of a few lines that knows no
//! database. That this can fail was seen with the hour of no-shows taken away.

use chrono::{Days, NaiveDate};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use types::{
    BookingId, RoomStayId,
    booking::{BookingPatch, BookingState, CancelRequest, NewBlock, RoomRequest},
};

use super::Scene;
use crate::{Error, Result, bookings, bookings::tests::scale, sweep, testing::date};

const ROOMS: usize = 3;

#[derive(Debug, Clone)]
enum Op {
    Book { room: usize, from: u64, nights: u64, hold: bool },
    Confirm(usize),
    Cancel(usize),
    Change { which: usize, from: u64, nights: u64 },
    CheckIn(usize),
    CheckOut(usize),
    NoShow(usize),
    Undo(usize),
    Block { room: usize, from: u64, nights: u64 },
    Unblock(usize),
    Days(u64),
}

fn ops() -> impl Strategy<Value = Op> {
    let which = 0usize..30;
    prop_oneof![
        6 => (0..ROOMS, 0u64..8, 1u64..5, any::<bool>())
            .prop_map(|(room, from, nights, hold)| Op::Book { room, from, nights, hold }),
        3 => which.clone().prop_map(Op::Confirm),
        2 => which.clone().prop_map(Op::Cancel),
        4 => (which.clone(), 0u64..8, 1u64..5)
            .prop_map(|(which, from, nights)| Op::Change { which, from, nights }),
        3 => which.clone().prop_map(Op::CheckIn),
        2 => which.clone().prop_map(Op::CheckOut),
        2 => which.clone().prop_map(Op::NoShow),
        3 => which.clone().prop_map(Op::Undo),
        1 => (0..ROOMS, 0u64..8, 1u64..4)
            .prop_map(|(room, from, nights)| Op::Block { room, from, nights }),
        1 => which.prop_map(Op::Unblock),
        2 => (1u64..3).prop_map(Op::Days),
    ]
}

#[derive(Debug, Clone)]
struct Entry {
    room: usize,
    from: NaiveDate,
    to: NaiveDate,
    state: BookingState,
    /// The last thing that happened, on which day, and what it was before.
    last: (&'static str, NaiveDate, BookingState),
}

/// The model. Every day it is five in the afternoon at the hotel.
#[derive(Default)]
struct Model {
    day: NaiveDate,
    bookings: Vec<Entry>,
    blocks: Vec<Option<(usize, NaiveDate, NaiveDate)>>,
}

impl Model {
    fn free(&self, room: usize, from: NaiveDate, to: NaiveDate, but: Option<usize>) -> bool {
        let apart = |a: NaiveDate, b: NaiveDate| to <= a || b <= from;
        self.bookings.iter().enumerate().all(|(index, entry)| {
            Some(index) == but
                || entry.room != room
                || !entry.state.occupies()
                || apart(entry.from, entry.to)
        }) && self.blocks.iter().flatten().all(|(of, a, b)| *of != room || apart(*a, *b))
    }

    fn step(&mut self, which: usize, kind: &'static str, next: BookingState) {
        let day = self.day;
        let entry = &mut self.bookings[which];
        entry.last = (kind, day, entry.state);
        entry.state = next;
    }

    /// Whether the step succeeds; if so, it is taken.
    fn take(&mut self, op: &Op) -> bool {
        use BookingState::{Cancelled, CheckedIn, Completed, Confirmed, Expired, Held, NoShow};
        let day = self.day;
        let entry = |which: usize| self.bookings.get(which).cloned();
        match *op {
            Op::Book { room, from, nights, hold } => {
                let from = day + Days::new(from);
                let to = from + Days::new(nights);
                let fine = self.free(room, from, to, None);
                if fine {
                    let state = if hold { Held } else { Confirmed };
                    self.bookings.push(Entry {
                        room,
                        from,
                        to,
                        state,
                        last: ("booked", day, state),
                    });
                }
                fine
            }
            Op::Confirm(which) => self.when(which, "confirmed", Confirmed, |e| e.state == Held),
            Op::Cancel(which) => {
                self.when(which, "cancelled", Cancelled, |e| matches!(e.state, Held | Confirmed))
            }
            Op::CheckIn(which) => {
                self.when(which, "checked_in", CheckedIn, |e| e.state == Confirmed && e.from <= day)
            }
            Op::NoShow(which) => {
                self.when(which, "no_show", NoShow, |e| e.state == Confirmed && e.from < day)
            }
            Op::CheckOut(which) => {
                let fine = self.when(which, "completed", Completed, |e| e.state == CheckedIn);
                if fine {
                    let entry = &mut self.bookings[which];
                    entry.to = entry.to.min(day.max(entry.from + Days::new(1)));
                }
                fine
            }
            Op::Undo(which) => {
                let Some(e) = entry(which) else { return false };
                let fine = match e.state {
                    CheckedIn => e.last.0 == "checked_in" && e.last.1 == day,
                    Cancelled => e.last.2 == Confirmed && self.can_return(which, &e),
                    NoShow => self.can_return(which, &e),
                    _ => false,
                };
                if fine {
                    self.step(which, "undone", Confirmed);
                }
                fine
            }
            Op::Change { which, from, nights } => {
                let Some(e) = entry(which) else { return false };
                let from = day + Days::new(from);
                let to = from + Days::new(nights);
                if !matches!(e.state, Held | Confirmed) || (from != e.from && e.from < day) {
                    return false;
                }
                let needed = if e.from < day { day.min(to - Days::new(1)) } else { from };
                if !self.free(e.room, needed, to, Some(which)) {
                    return false;
                }
                if (from, to) != (e.from, e.to) {
                    let state = e.state;
                    self.step(which, "changed", state);
                    let entry = &mut self.bookings[which];
                    (entry.from, entry.to) = (from, to);
                }
                true
            }
            Op::Block { room, from, nights } => {
                let from = day + Days::new(from);
                let to = from + Days::new(nights);
                let fine = self.free(room, from, to, None);
                if fine {
                    self.blocks.push(Some((room, from, to)));
                }
                fine
            }
            Op::Unblock(which) => {
                self.blocks.get_mut(which).is_some_and(|block| block.take().is_some())
            }
            Op::Days(days) => {
                self.day = day + Days::new(days);
                for which in 0..self.bookings.len() {
                    let entry = &self.bookings[which];
                    match entry.state {
                        Held => self.step(which, "expired", Expired),
                        Confirmed | CheckedIn if entry.to <= self.day => {
                            self.step(which, "completed", Completed);
                        }
                        _ => {}
                    }
                }
                true
            }
        }
    }

    fn when(
        &mut self,
        which: usize,
        kind: &'static str,
        next: BookingState,
        may: impl Fn(&Entry) -> bool,
    ) -> bool {
        let fine = self.bookings.get(which).is_some_and(may);
        if fine {
            self.step(which, kind, next);
        }
        fine
    }

    fn can_return(&self, which: usize, entry: &Entry) -> bool {
        entry.to > self.day && self.free(entry.room, entry.from, entry.to, Some(which))
    }
}

/// The real thing, beside the model.
struct Real {
    scene: Scene,
    bookings: Vec<BookingId>,
    blocks: Vec<RoomStayId>,
}

impl Real {
    async fn take(&mut self, op: &Op, day: NaiveDate) -> Result<()> {
        let (svc, owner) = (self.scene.world.svc.clone(), self.scene.owner);
        let rooms: Vec<_> = self.scene.hotel.rooms.iter().map(|room| room.id).collect();
        let id = |which: usize| self.bookings.get(which).copied().ok_or(Error::NotFound("booking"));
        match *op {
            Op::Book { room, from, nights, hold } => {
                let mut request = self.scene.hotel.request("2027-01-01", "2027-01-02");
                request.check_in = day + Days::new(from);
                request.check_out = request.check_in + Days::new(nights);
                request.hold = hold;
                let room_id = Some(rooms[room]);
                request.rooms =
                    vec![RoomRequest { room_type_id: None, room_id, adults: 1, children: 0 }];
                let booking = self.scene.order(request).await?;
                self.bookings.push(booking.id);
            }
            Op::Confirm(which) => {
                bookings::confirm(&svc, &self.scene.guest, id(which)?, None).await?;
            }
            Op::Cancel(which) => {
                let request = CancelRequest::default();
                bookings::cancel(&svc, &self.scene.guest, id(which)?, None, request).await?;
            }
            Op::Change { which, from, nights } => {
                let from = day + Days::new(from);
                let patch = BookingPatch {
                    check_in: Some(from),
                    check_out: Some(from + Days::new(nights)),
                    ..BookingPatch::default()
                };
                bookings::change(&svc, &self.scene.guest, id(which)?, None, patch).await?;
            }
            Op::CheckIn(which) => {
                bookings::check_in(&svc, &owner, id(which)?, None).await?;
            }
            Op::CheckOut(which) => {
                bookings::check_out(&svc, &owner, id(which)?, None, 0).await?;
            }
            Op::NoShow(which) => {
                bookings::no_show(&svc, &owner, id(which)?, None).await?;
            }
            Op::Undo(which) => {
                bookings::undo(&svc, &owner, id(which)?, None, "a mistake").await?;
            }
            Op::Block { room, from, nights } => {
                let from = day + Days::new(from);
                let block = NewBlock { from, to: from + Days::new(nights), reason: String::new() };
                let block = bookings::block_room(&svc, &owner, rooms[room], block).await?;
                self.blocks.push(block.id);
            }
            Op::Unblock(which) => {
                let block = self.blocks.get(which).copied().ok_or(Error::NotFound("block"))?;
                bookings::unblock(&svc, &owner, block).await?;
            }
            Op::Days(days) => {
                self.scene.at(&format!("{}T20:00:00Z", day + Days::new(days)));
                sweep::run(&svc).await?;
            }
        }
        Ok(())
    }
}

#[tokio::test]
async fn random_histories_go_as_the_model_says() {
    let mut runner = TestRunner::default();
    for _ in 0..scale(8, 250) {
        let history =
            prop::collection::vec(ops(), 60).new_tree(&mut runner).expect("made").current();
        let scene = Scene::new(ROOMS).await;
        scene.at("2027-03-01T20:00:00Z");
        let mut model = Model { day: date("2027-03-01"), ..Model::default() };
        let mut real = Real { scene, bookings: Vec::new(), blocks: Vec::new() };
        for (at, op) in history.iter().enumerate() {
            let day = model.day;
            let expected = model.take(op);
            let found = real.take(op, day).await;
            let fine = match &found {
                Ok(()) => expected,
                Err(error) => !expected && !error.is_ours(),
            };
            assert!(
                fine,
                "step {at}, {op:?} on {day}: {found:?}, expected {expected}\n{history:?}"
            );
        }
        for (id, entry) in real.bookings.iter().zip(&model.bookings) {
            let svc = &real.scene.world.svc;
            let booking = bookings::booking(svc, &real.scene.guest, *id).await.expect("read");
            let found = (booking.state, booking.check_in, booking.check_out);
            assert_eq!(found, (entry.state, entry.from, entry.to), "{history:?}");
            let events = bookings::events(svc, &real.scene.guest, *id).await.expect("read");
            assert_eq!(events.len(), usize::try_from(booking.version).expect("small"));
        }
        real.scene.done().await;
    }
}
