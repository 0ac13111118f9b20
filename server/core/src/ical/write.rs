//! Our calendars as files.

use super::store::{Feed, Span};
use crate::mail::calendar::{line, text};

/// The file of a calendar. The same spans give the same file.
pub(super) fn calendar(feed: &Feed, spans: &[Span], host: &str) -> String {
    let mut file = String::new();
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pousada//Calendars//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        line(&mut file, fixed);
    }
    line(&mut file, &format!("X-WR-CALNAME:{}", text(&name(feed))));
    for span in spans {
        event(&mut file, feed, span, host);
    }
    line(&mut file, "END:VCALENDAR");
    file
}

fn name(feed: &Feed) -> String {
    match &feed.room {
        Some(number) => format!("{} – {number}", feed.hotel_name),
        None => feed.hotel_name.clone(),
    }
}

fn event(file: &mut String, feed: &Feed, span: &Span, host: &str) {
    let word = if span.blocked { "Not available" } else { "Reserved" };
    let summary = match feed.room {
        Some(_) => word.to_owned(),
        None => format!("{}: {word}", span.room),
    };
    line(file, "BEGIN:VEVENT");
    line(file, &format!("UID:{}@{host}", span.id));
    line(file, &format!("SEQUENCE:{}", span.sequence));
    line(file, &format!("DTSTAMP:{}", span.stamp.format("%Y%m%dT%H%M%SZ")));
    line(file, &format!("DTSTART;VALUE=DATE:{}", span.from.format("%Y%m%d")));
    line(file, &format!("DTEND;VALUE=DATE:{}", span.to.format("%Y%m%d")));
    line(file, &format!("SUMMARY:{}", text(&summary)));
    line(file, "STATUS:CONFIRMED");
    line(file, "TRANSP:OPAQUE");
    line(file, "END:VEVENT");
}
