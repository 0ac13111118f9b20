//! The parts that letters about bookings are made of.

use super::Draft;
use crate::mail::{
    facts::{RoomFacts, Seen},
    one_line,
    page::{Block, Row},
    words::Names,
};

impl Draft<'_> {
    fn table(rows: Vec<Row>) -> Block {
        Block::Table { title: String::new(), rows }
    }

    fn money(&self, amount: i64) -> String {
        (self.words.money)(self.facts.money(amount))
    }

    pub(super) fn code(&self) -> Block {
        let label = self.words.guest.show_code.to_owned();
        Block::Code { label, code: self.names.code.clone() }
    }

    /// Hotel, dates and rooms, as a guest wants them, below a code that stands out.
    pub(super) fn stay(&self) -> Block {
        let labels = &self.words.labels;
        let mut rows = vec![
            Row::new(labels.hotel, &self.names.hotel),
            Row::new(labels.address, one_line(&self.facts.address.line())),
        ];
        rows.extend(self.dates_and_rooms());
        Self::table(rows)
    }

    /// The same with the code among it.
    pub(super) fn stay_and_code(&self) -> Block {
        let code = Row::new(self.words.labels.code, &self.names.code);
        match self.stay() {
            Block::Table { title, mut rows } => {
                rows.insert(0, code);
                Block::Table { title, rows }
            }
            other => other,
        }
    }

    /// Guest, dates and rooms, as a hotel wants them.
    pub(super) fn booking(&self) -> Block {
        let labels = &self.words.labels;
        let facts = self.facts;
        let mut rows = vec![
            Row::new(labels.code, &self.names.code),
            Row::new(labels.hotel, &self.names.hotel),
            Row::new(labels.guest, &self.names.guest),
        ];
        for (label, value) in
            [(labels.email, &facts.guest_email), (labels.phone, &facts.guest_phone)]
        {
            if !value.trim().is_empty() {
                rows.push(Row::new(label, one_line(value)));
            }
        }
        rows.extend(self.dates_and_rooms());
        Self::table(rows)
    }

    fn dates_and_rooms(&self) -> Vec<Row> {
        let (words, labels, facts) = (self.words, &self.words.labels, self.facts);
        let nights = (words.nights)((facts.check_out - facts.check_in).num_days());
        let Names { check_in, check_out, from, out_until, .. } = &self.names;
        let mut rows = vec![
            Row::new(labels.arrival, format!("{check_in}, {from}")),
            Row::new(labels.departure, format!("{check_out}, {out_until} ({nights})")),
        ];
        let rooms = facts.live_rooms();
        for room in &rooms {
            rows.push(Row::new((labels.room)(&one_line(&room.number)), one_line(&room.type_name)));
        }
        let adults = rooms.iter().map(|room| room.adults).sum();
        let children = rooms.iter().map(|room| room.children).sum();
        let mut people = (words.adults)(adults);
        if children > 0 {
            people = format!("{people}, {}", (words.children)(children));
        }
        rows.push(Row::new(labels.guests, people));
        rows
    }

    pub(super) fn price(&self) -> Block {
        let labels = &self.words.labels;
        let mut rows = Vec::new();
        if self.facts.taxes > 0 {
            rows.push(Row::new(labels.taxes, self.money(self.facts.taxes)));
        }
        rows.push(Row::new(labels.total, self.money(self.facts.total)).strong());
        Self::table(rows)
    }

    /// Until when cancelling is free, if that is still ahead.
    pub(super) fn free_until(&self) -> Option<Block> {
        let facts = self.facts;
        let free = facts.cancellation.as_ref()?.free_until(facts.cancellation_anchor)?;
        let moment = super::moment(facts, self.words, free);
        (free > self.svc.clock.now()).then(|| Block::Text((self.words.guest.free_until)(&moment)))
    }

    pub(super) fn note(&self) -> Option<Block> {
        let text = self.facts.guest_note.trim();
        let label = self.words.labels.note.to_owned();
        (!text.is_empty()).then(|| Block::Quote { label, text: text.to_owned() })
    }

    /// What was cancelled, if only a part was, and what that costs.
    pub(super) fn cancellation(&self) -> Option<Block> {
        let labels = &self.words.labels;
        let mut rows = Vec::new();
        if let Some(rooms) = &self.event.rooms {
            rows.push(Row::new((labels.cancelled_rooms)(rooms.len()), listed(rooms)));
        }
        rows.extend(self.fee_row());
        if self.event.rooms.is_some() {
            rows.push(Row::new(labels.total, self.money(self.facts.total)).strong());
        }
        (!rows.is_empty()).then(|| Self::table(rows))
    }

    pub(super) fn fee(&self) -> Option<Block> {
        self.fee_row().map(|row| Self::table(vec![row]))
    }

    /// The fee that the event tells, or else the one that the rooms owe.
    fn fee_row(&self) -> Option<Row> {
        let owed = Some(self.facts.fees()).filter(|fee| *fee > 0);
        let fee = self.event.fee.or(owed)?;
        let labels = &self.words.labels;
        let value = if fee == 0 { labels.no_fee.to_owned() } else { self.money(fee) };
        Some(Row::new(labels.fee, value).strong())
    }

    /// What differs between before and after, as far as the event tells.
    pub(super) fn changes(&self) -> Option<Block> {
        let before = self.event.before.as_ref()?;
        let after = self.event.after.as_ref()?;
        let (words, labels) = (self.words, &self.words.labels);
        let date = |date: &chrono::NaiveDate| (words.date)(*date);
        let rooms = after.rooms.as_ref().map_or(1, Vec::len);
        let number = |n: &i64| n.to_string();
        let total = |amount: &i64| self.money(*amount);
        let note = |text: &String| match one_line(text) {
            text if text.is_empty() => labels.none.to_owned(),
            text => text,
        };
        let rows: Vec<Row> = [
            changed(before, after, labels.arrival, |seen| seen.check_in.as_ref(), date),
            changed(before, after, labels.departure, |seen| seen.check_out.as_ref(), date),
            changed(
                before,
                after,
                (labels.rooms)(rooms),
                |seen| seen.rooms.as_ref(),
                |rooms| listed(rooms),
            ),
            changed(before, after, labels.adults, |seen| seen.adults.as_ref(), number),
            changed(before, after, labels.children, |seen| seen.children.as_ref(), number),
            changed(before, after, labels.note, |seen| seen.guest_note.as_ref(), note),
            changed(before, after, labels.total, |seen| seen.total.as_ref(), total)
                .map(Row::strong),
        ]
        .into_iter()
        .flatten()
        .collect();
        let title = labels.whats_new.to_owned();
        (!rows.is_empty()).then_some(Block::Table { title, rows })
    }

    /// Every night, tax and fee, room by room, and what they come to.
    pub(super) fn receipt(&self) -> Vec<Block> {
        let labels = &self.words.labels;
        let rooms = self.facts.live_rooms();
        let mut blocks: Vec<Block> = rooms.iter().map(|room| self.receipt_of(room)).collect();
        let nights: i64 = rooms.iter().flat_map(|r| &r.nights).map(|night| night.price).sum();
        let charges: i64 = rooms.iter().map(|room| room.charged()).sum();
        let mut rows = Vec::new();
        // Bookings from before charges were kept by line know only their sum.
        let listed: i64 = self.facts.rooms.iter().map(RoomFacts::charged).sum();
        let unlisted = (self.facts.taxes - listed).max(0);
        if unlisted > 0 {
            rows.push(Row::new(labels.taxes, self.money(unlisted)));
        }
        let fees = self.facts.fees();
        if fees > 0 {
            rows.push(Row::new(labels.fee, self.money(fees)));
        }
        let sum = nights + charges + unlisted + fees;
        rows.push(Row::new(labels.total, self.money(sum)).strong());
        blocks.push(Self::table(rows));
        blocks
    }

    fn receipt_of(&self, room: &RoomFacts) -> Block {
        let (words, labels) = (self.words, &self.words.labels);
        let number = (labels.room)(&one_line(&room.number));
        let nights = room
            .nights
            .iter()
            .map(|night| Row::new((words.date)(night.date), self.money(night.price)));
        let charges = room.charges.iter().map(|charge| {
            let name = one_line(&charge.name);
            let name = if name.is_empty() { labels.taxes.to_owned() } else { name };
            Row::new(name, self.money(charge.amount))
        });
        let title = format!("{number} · {}", one_line(&room.type_name));
        Block::Table { title, rows: nights.chain(charges).collect() }
    }
}

/// A row for a fact that both sides tell, and tell differently.
fn changed<'a, T: PartialEq + 'a>(
    before: &'a Seen,
    after: &'a Seen,
    label: &str,
    fact: impl Fn(&'a Seen) -> Option<&'a T>,
    write: impl Fn(&T) -> String,
) -> Option<Row> {
    let (old, new) = (fact(before)?, fact(after)?);
    (old != new).then(|| Row::new(label, write(new)).instead_of(write(old)))
}

fn listed(rooms: &[String]) -> String {
    one_line(&rooms.join(", "))
}
