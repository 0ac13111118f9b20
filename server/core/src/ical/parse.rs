//! Reading others' calendars: which nights their events take, and nothing else.
//!
//! A reader of our own, because no more is needed than five properties, and whoever sends the
//! file may be hostile: it is read once from front to back, nothing is kept but dates, and
//! what cannot be understood is counted instead of guessed.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// The most events of a calendar.
const MOST_EVENTS: usize = 5_000;

/// How deep components may be in one another.
const DEEPEST: usize = 8;

/// Nights that an event takes: half-open, as stays are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Nights {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// What a calendar says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Calendar {
    /// The nights of its events, in the order of the file.
    pub events: Vec<Nights>,
    /// How many events could not be understood in full.
    pub skipped: usize,
}

/// Why a file is no calendar that can be relied on. The words are for the hotelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("The address has no calendar in the iCalendar format.")]
    NoCalendar,
    #[error("The calendar is damaged: its parts do not begin and end as they must.")]
    Damaged,
    #[error("The calendar ends in the middle.")]
    CutOff,
    #[error("The calendar has more than {MOST_EVENTS} events.")]
    TooMany,
}

/// Reads a calendar. Times of day count by `zone`; events whose id ends with `@own_host` are
/// our own, come back, and are left out.
pub(super) fn read(file: &[u8], zone: Tz, own_host: &str) -> Result<Calendar, Unreadable> {
    if file.contains(&0) {
        return Err(Unreadable::NoCalendar);
    }
    let text = String::from_utf8_lossy(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut lines = Lines { rest: text };
    let begin = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    if !begin.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR") {
        return Err(Unreadable::NoCalendar);
    }
    let own = format!("@{own_host}");
    let (mut calendar, mut event, mut count) = (Calendar::default(), None, 0);
    let mut open: Vec<String> = vec!["VCALENDAR".to_owned()];
    for line in lines {
        let Some(property) = Property::of(&line) else { continue };
        let value = property.value.trim();
        if property.is("BEGIN") {
            if open.len() == DEEPEST {
                return Err(Unreadable::Damaged);
            }
            if open.len() == 1 && value.eq_ignore_ascii_case("VEVENT") {
                count += 1;
                if count > MOST_EVENTS {
                    return Err(Unreadable::TooMany);
                }
                event = Some(Event::default());
            }
            open.push(value.to_owned());
        } else if property.is("END") {
            if open.pop().is_none_or(|name| !name.eq_ignore_ascii_case(value)) {
                return Err(Unreadable::Damaged);
            }
            if open.is_empty() {
                return Ok(calendar);
            }
            if open.len() == 1
                && let Some(event) = event.take()
            {
                event.end(&mut calendar, &own);
            }
        } else if open.len() == 2
            && let Some(event) = &mut event
        {
            event.note(&property, zone);
        }
    }
    Err(Unreadable::CutOff)
}

/// Content lines, unfolded.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut line = Cow::Borrowed(self.physical());
        while self.rest.starts_with([' ', '\t']) {
            let more = self.physical();
            line.to_mut().push_str(&more[1..]);
        }
        Some(line)
    }
}

impl<'a> Lines<'a> {
    fn physical(&mut self) -> &'a str {
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// A property: its name and its value. Parameters are passed over.
struct Property<'a> {
    name: &'a str,
    value: &'a str,
}

impl<'a> Property<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find_map(|(index, c)| {
            quoted ^= c == '"';
            (c == ':' && !quoted).then_some(index)
        })?;
        let name = line[..colon].split(';').next().unwrap_or_default();
        Some(Self { name, value: &line[colon + 1..] })
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// A day, or a moment by the hotel's clock.
#[derive(Clone, Copy)]
enum When {
    Day(NaiveDate),
    Moment(NaiveDateTime),
}

/// An event while it is read. What is there twice is not understood.
#[derive(Default)]
struct Event {
    start: Option<Option<When>>,
    end: Option<Option<When>>,
    lasting: Option<Option<TimeDelta>>,
    cancelled: bool,
    repeats: bool,
    twice: bool,
    uid: String,
}

impl Event {
    fn note(&mut self, property: &Property<'_>, zone: Tz) {
        let value = property.value.trim();
        if property.is("DTSTART") {
            self.twice |= self.start.replace(when(value, zone)).is_some();
        } else if property.is("DTEND") {
            self.twice |= self.end.replace(when(value, zone)).is_some();
        } else if property.is("DURATION") {
            self.twice |= self.lasting.replace(duration(value)).is_some();
        } else if property.is("STATUS") {
            self.cancelled = value.eq_ignore_ascii_case("CANCELLED");
        } else if property.is("UID") {
            value.clone_into(&mut self.uid);
        } else if property.is("RRULE") || property.is("RDATE") {
            self.repeats = true;
        }
    }

    fn end(self, calendar: &mut Calendar, own: &str) {
        if self.cancelled || self.uid.ends_with(own) {
            return;
        }
        let nights = if self.twice { None } else { self.nights() };
        // The first of several is better than none.
        calendar.skipped += usize::from(nights.is_none() || self.repeats);
        calendar.events.extend(nights);
    }

    fn nights(&self) -> Option<Nights> {
        let begin = self.start??;
        let (from, start) = match begin {
            When::Day(day) => (day, day.and_time(NaiveTime::MIN)),
            When::Moment(moment) => (moment.date(), moment),
        };
        let end = match (self.end, self.lasting) {
            (Some(end), _) => match end? {
                When::Day(day) => day.and_time(NaiveTime::MIN),
                When::Moment(moment) => moment,
            },
            (None, Some(lasting)) => start.checked_add_signed(lasting?)?,
            (None, None) => start,
        };
        if end < start {
            return None;
        }
        // What begins and ends on one day takes its night.
        let to = end.date().max(from.checked_add_days(Days::new(1))?);
        let known = |day: NaiveDate| (1990..=2200).contains(&day.year());
        (known(from) && known(to)).then_some(Nights { from, to })
    }
}

/// `20270310`, `20270310T140000` or `20270310T170000Z`.
fn when(value: &str, zone: Tz) -> Option<When> {
    let (day, time) = value.split_once(['T', 't']).map_or((value, None), |(d, t)| (d, Some(t)));
    let day = numbers::<3>(day, [4, 2, 2])?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(day[0]).ok()?, day[1], day[2])?;
    let Some(time) = time else { return Some(When::Day(date)) };
    let utc = time.strip_suffix(['Z', 'z']);
    let time = numbers::<3>(utc.unwrap_or(time), [2, 2, 2])?;
    // A leap second counts as the one before.
    let moment = date.and_time(NaiveTime::from_hms_opt(time[0], time[1], time[2].min(59))?);
    Some(When::Moment(match utc {
        Some(_) => DateTime::<Utc>::from_naive_utc_and_offset(moment, Utc)
            .with_timezone(&zone)
            .naive_local(),
        None => moment,
    }))
}

/// Numbers of so many digits each, and nothing else.
fn numbers<const N: usize>(text: &str, digits: [usize; N]) -> Option<[u32; N]> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() != digits.iter().sum::<usize>()
    {
        return None;
    }
    let (mut found, mut rest) = ([0; N], text);
    for (number, count) in found.iter_mut().zip(digits) {
        let (first, more) = rest.split_at(count);
        (*number, rest) = (first.parse().ok()?, more);
    }
    Some(found)
}

/// `P3D`, `P1W`, `P1DT12H`, `PT36H`: at most ten years.
fn duration(value: &str) -> Option<TimeDelta> {
    let mut rest = value.strip_prefix('+').unwrap_or(value).strip_prefix('P')?;
    let (mut seconds, mut any) = (0_i64, false);
    while !rest.is_empty() {
        rest = rest.strip_prefix('T').unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 9 {
            return None;
        }
        let (number, more) = rest.split_at(digits);
        let mut letters = more.chars();
        let unit = match letters.next()? {
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        (rest, any) = (letters.as_str(), true);
    }
    (any && seconds <= 3_650 * 86_400).then(|| TimeDelta::seconds(seconds))
}
