//! Letters about bookings: to guests, and to the owners of hotels.

mod parts;

use types::{account::Account, booking::BookingState, notice::Recipient};

use super::{
    CalendarFile, Letter, account,
    calendar::{self, Entry, Method, Person},
    facts::{BookingFacts, Event, Occasion},
    one_line,
    page::{Block, Page},
    words::{self, Names, Opening, Words},
};
use crate::{Services, error::Result, local_time};

/// What a letter is written from.
struct Draft<'a> {
    svc: &'a Services,
    facts: &'a BookingFacts,
    event: &'a Event,
    words: &'static Words,
    names: Names,
}

/// The letter about an occasion to this recipient, if that one gets any.
pub(crate) fn booking_letter(
    svc: &Services,
    facts: &BookingFacts,
    occasion: Occasion,
    event: &Event,
    recipient: Recipient,
    owner: &Account,
) -> Result<Option<Letter>> {
    let locale = match recipient {
        Recipient::Guest => &facts.locale,
        Recipient::Hotel => &owner.locale,
    };
    let words = words::of(locale);
    let draft = Draft { svc, facts, event, words, names: names(facts, words) };
    let opening = match recipient {
        Recipient::Guest => Some(draft.guest_opening(occasion)),
        Recipient::Hotel => draft.hotel_opening(occasion),
    };
    let Some((opening, intro)) = opening else { return Ok(None) };
    let subject = (opening.subject)(&draft.names);
    let (name, to_name, to_address) = match recipient {
        Recipient::Guest => {
            let name = one_line(&facts.guest_name);
            (name.clone(), name, facts.guest_email.trim().to_owned())
        }
        Recipient::Hotel => {
            (account::first_name(owner), account::full_name(owner), owner.email.clone())
        }
    };
    let calendar = draft.calendar(occasion).filter(|_| recipient == Recipient::Guest);
    let blocks = match recipient {
        Recipient::Guest => draft.guest_blocks(occasion, calendar.as_ref()),
        Recipient::Hotel => draft.hotel_blocks(occasion),
    };
    let heading = opening.heading;
    let page = Page { words, subject: &subject, name, heading, intro, blocks };
    let (text, html) = (page.text()?, page.html()?);
    let locale = words.locale;
    Ok(Some(Letter { to_name, to_address, locale, subject, text, html, calendar }))
}

/// What sentences are made with, each on one line: subjects are among them.
fn names(facts: &BookingFacts, words: &Words) -> Names {
    let until = facts.hold_until.unwrap_or(facts.updated_at);
    Names {
        hotel: one_line(&facts.hotel_name),
        guest: one_line(&facts.guest_name),
        code: one_line(&facts.code),
        period: (words.period)(facts.check_in, facts.check_out),
        check_in: (words.date)(facts.check_in),
        check_out: (words.date)(facts.check_out),
        from: (words.labels.from)(&(words.time)(facts.check_in_time)),
        out_until: (words.labels.until)(&(words.time)(facts.check_out_time)),
        until: moment(facts, words, until),
    }
}

/// An instant as the hotel's clocks show it.
fn moment(facts: &BookingFacts, words: &Words, instant: chrono::DateTime<chrono::Utc>) -> String {
    let zone = local_time::zone(&facts.time_zone).unwrap_or(chrono_tz::Tz::UTC);
    let local = instant.with_timezone(&zone);
    (words.moment)(&(words.date)(local.date_naive()), &(words.time)(local.time()))
}

impl Draft<'_> {
    fn guest_opening(&self, occasion: Occasion) -> (&'static Opening, String) {
        let said = &self.words.guest;
        let opening = match occasion {
            Occasion::HoldExpiring => &said.hold_expiring,
            Occasion::Confirmed => &said.confirmed,
            Occasion::Changed => &said.changed,
            Occasion::Cancelled if self.event.rooms.is_some() => &said.part_cancelled,
            Occasion::Cancelled => {
                let intro = match self.event.by.as_deref() {
                    Some("guest") => said.cancelled.intro,
                    Some("hotelier") => said.cancelled_by_hotel,
                    _ => said.cancelled_by_system,
                };
                return (&said.cancelled, intro(&self.names));
            }
            Occasion::Reminder => &said.reminder,
            Occasion::CheckedIn => &said.checked_in,
            Occasion::Completed => &said.completed,
            Occasion::NoShow => &said.no_show,
        };
        (opening, (opening.intro)(&self.names))
    }

    fn hotel_opening(&self, occasion: Occasion) -> Option<(&'static Opening, String)> {
        let said = &self.words.hotel;
        let (opening, intro) = match occasion {
            Occasion::Confirmed => (&said.new, said.new.intro),
            Occasion::Changed => (&said.changed, said.changed.intro),
            Occasion::Cancelled if self.event.rooms.is_some() => {
                (&said.part_cancelled, said.part_cancelled.intro)
            }
            Occasion::Cancelled => match self.event.by.as_deref() {
                Some("guest") => (&said.cancelled, said.cancelled.intro),
                Some("hotelier") => (&said.cancelled, said.cancelled_by_hotel),
                _ => (&said.cancelled, said.cancelled_by_system),
            },
            _ => return None,
        };
        Some((opening, intro(&self.names)))
    }

    fn guest_blocks(&self, occasion: Occasion, calendar: Option<&CalendarFile>) -> Vec<Block> {
        let said = &self.words.guest;
        let mut blocks = Vec::new();
        match occasion {
            Occasion::HoldExpiring => blocks.extend([self.stay_and_code(), self.price()]),
            Occasion::Confirmed => blocks.extend([self.code(), self.stay(), self.price()]),
            Occasion::Changed => {
                blocks.extend(self.changes());
                blocks.extend([self.code(), self.stay(), self.price()]);
            }
            Occasion::Cancelled => {
                blocks.push(self.stay_and_code());
                blocks.extend(self.cancellation());
            }
            Occasion::Reminder => blocks.extend([self.code(), self.stay()]),
            Occasion::CheckedIn => blocks.push(self.stay_and_code()),
            Occasion::Completed => {
                blocks.push(self.stay_and_code());
                blocks.extend(self.receipt());
            }
            Occasion::NoShow => {
                blocks.push(self.stay_and_code());
                blocks.extend(self.fee());
            }
        }
        if matches!(occasion, Occasion::Confirmed | Occasion::Changed) {
            blocks.extend(self.free_until());
        }
        if calendar.is_some_and(|file| file.method == Method::Request) {
            blocks.push(Block::Text(said.calendar_attached.to_owned()));
        }
        // Somebody who booked at the desk has no account to see it with.
        if self.facts.guest_id.is_some() {
            let url = format!("{}/trips/{}", self.svc.settings.public_url, self.facts.id);
            let buttons = &self.words.buttons;
            let (label, url) = match occasion {
                Occasion::HoldExpiring => (buttons.confirm, url),
                Occasion::Completed if self.facts.notifications.review_invitation => {
                    blocks.push(Block::Text(said.review.to_owned()));
                    (buttons.review, format!("{url}#review"))
                }
                _ => (buttons.booking, url),
            };
            blocks.push(Block::Button { label: label.to_owned(), url });
        }
        blocks
    }

    fn hotel_blocks(&self, occasion: Occasion) -> Vec<Block> {
        let mut blocks = Vec::new();
        if occasion == Occasion::Changed {
            blocks.extend(self.changes());
        }
        blocks.push(self.booking());
        if occasion == Occasion::Cancelled {
            blocks.extend(self.cancellation());
        } else {
            blocks.push(self.price());
        }
        blocks.extend(self.note());
        blocks.push(Block::Button {
            label: self.words.buttons.booking.to_owned(),
            url: format!("{}/manage/bookings/{}", self.svc.settings.public_url, self.facts.id),
        });
        blocks
    }

    /// The entry for the guest's calendar, unless the booking has gone on since.
    fn calendar(&self, occasion: Occasion) -> Option<CalendarFile> {
        let facts = self.facts;
        let method = match occasion {
            Occasion::Confirmed | Occasion::Changed => Method::Request,
            Occasion::Cancelled if self.event.rooms.is_some() => Method::Request,
            Occasion::Cancelled => Method::Cancel,
            _ => return None,
        };
        let true_still = match method {
            Method::Cancel => facts.state == BookingState::Cancelled,
            _ => facts.state.occupies(),
        };
        true_still.then(|| calendar_file(self.svc, facts, method))
    }
}

/// The stay as a calendar file, in the guest's language.
pub(super) fn calendar_file(svc: &Services, facts: &BookingFacts, method: Method) -> CalendarFile {
    let words = words::of(&facts.locale);
    let names = names(facts, words);
    let labels = &words.labels;
    let when = |label: &str, date: &str, time: &str| format!("{label}: {date}, {time}");
    let description = [
        format!("{}: {}", labels.code, names.code),
        when(labels.arrival, &names.check_in, &names.from),
        when(labels.departure, &names.check_out, &names.out_until),
    ];
    let from = svc.mailer.sender();
    let email = facts.guest_email.trim();
    let entry = Entry {
        uid: format!("{}@pousada", facts.id),
        sequence: facts.sequence,
        stamp: svc.clock.now(),
        begin: facts.check_in,
        end: facts.check_out,
        cancelled: !facts.state.occupies() && facts.state != BookingState::Completed,
        summary: (words.guest.calendar_summary)(&names),
        location: format!("{}, {}", names.hotel, one_line(&facts.address.line())),
        description: description.join("\n"),
        url: facts.guest_id.map(|_| format!("{}/trips/{}", svc.settings.public_url, facts.id)),
        organizer: Person { name: &from.0, email: &from.1 },
        attendee: (!email.is_empty()).then_some(Person { name: &names.guest, email }),
    };
    CalendarFile { method, text: calendar::write(&entry, method) }
}
