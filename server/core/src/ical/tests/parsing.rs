use chrono_tz::{America::Sao_Paulo, Tz};
use proptest::prelude::*;

use super::{
    parse::{Calendar, Nights, Unreadable, read},
    *,
};

fn calendar(events: &str) -> Result<Calendar, Unreadable> {
    let file = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n");
    read(file.as_bytes(), Sao_Paulo, "pousada.example")
}

/// The nights of one event with these properties; nothing, if they are not understood.
fn event(properties: &str) -> Option<String> {
    let found = calendar(&format!("BEGIN:VEVENT\n{properties}\nEND:VEVENT\n")).expect("whole");
    assert_eq!(found.events.len() + found.skipped, 1, "{properties}");
    found.events.first().map(|nights| format!("{} {}", nights.from, nights.to))
}

#[test]
fn nights_in_every_form() {
    let forms = [
        ("DTSTART;VALUE=DATE:20270310\nDTEND;VALUE=DATE:20270312", "2027-03-10 2027-03-12"),
        ("DTSTART:20270310\nDTEND:20270312", "2027-03-10 2027-03-12"),
        ("dtend;value=date:20270312\ndtstart;value=date:20270310", "2027-03-10 2027-03-12"),
        (
            "DTSTART;TZID=America/Bahia:20270310T140000\nDTEND:20270312T110000",
            "2027-03-10 2027-03-12",
        ),
        // Half past one in the night by Greenwich is still the day before in São Paulo.
        ("DTSTART:20270310T013000Z\nDTEND:20270312T140000Z", "2027-03-09 2027-03-12"),
        ("DTSTART;X=\"a:b;c\":20270310\nDURATION:P2D", "2027-03-10 2027-03-12"),
        ("DTSTART:20270310\nDURATION:P1W", "2027-03-10 2027-03-17"),
        ("DTSTART:20270310T140000\nDURATION:P1DT21H", "2027-03-10 2027-03-12"),
        ("DTSTART:20270310", "2027-03-10 2027-03-11"),
        ("DTSTART:20270310\nDTEND:20270310", "2027-03-10 2027-03-11"),
        ("DTSTART:20270310T100000\nDTEND:20270310T120000", "2027-03-10 2027-03-11"),
        ("DTSTART;VALUE=DATE:2027\n 0310\nDTEND;VALUE=DA\n\tTE:20270312", "2027-03-10 2027-03-12"),
        ("DTSTART:20270310\nBEGIN:VALARM\nDTSTART:20280101\nEND:VALARM", "2027-03-10 2027-03-11"),
        ("DTSTART:20280228\nDTEND:20280301", "2028-02-28 2028-03-01"),
    ];
    for (properties, nights) in forms {
        assert_eq!(event(properties).as_deref(), Some(nights), "{properties}");
        let crlf = properties.replace('\n', "\r\n");
        assert_eq!(event(&crlf).as_deref(), Some(nights), "{crlf:?}");
    }
}

#[test]
fn dates_that_are_none() {
    let bad = [
        "SUMMARY:no date",
        "DTSTART:",
        "DTSTART:2027031",
        "DTSTART:202703100",
        "DTSTART:2027-03-10",
        "DTSTART:20270229",
        "DTSTART:20271301",
        "DTSTART:20270310T",
        "DTSTART:20270310T250000",
        "DTSTART:20270310T1400",
        "DTSTART:20270310T140000ZZ",
        "DTSTART:٢٠٢٧٠٣١٠",
        "DTSTART:+2027031",
        "DTSTART:00000000",
        "DTSTART:99991231",
        "DTSTART:19891231",
        "DTSTART:yesterday",
        "DTSTART:20270310\nDTEND:20270309",
        "DTSTART:20270310\nDTEND:x",
        "DTSTART:20270310\nDURATION:-P1D",
        "DTSTART:20270310\nDURATION:P",
        "DTSTART:20270310\nDURATION:P99999999999999999999D",
        "DTSTART:20270310\nDURATION:P9999999W",
        "DTSTART:20270310\nDTSTART:20270311",
        "DTSTART:22001231\nDTEND:22010101",
    ];
    for properties in bad {
        assert_eq!(event(properties), None, "{properties}");
    }
}

#[test]
fn events_that_do_not_count() {
    let found = calendar(
        "BEGIN:VEVENT\nSTATUS:CANCELLED\nDTSTART:20270310\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:0193@pousada.example\nDTSTART:20270310\nEND:VEVENT\n\
         BEGIN:VTODO\nDTSTART:20270310\nEND:VTODO\n\
         BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:20270310\nEND:STANDARD\nEND:VTIMEZONE\n",
    );
    assert_eq!(found, Ok(Calendar::default()));
    // Of an event that repeats the first time counts, and is told not to be all.
    let found = calendar("BEGIN:VEVENT\nDTSTART:20270310\nRRULE:FREQ=DAILY\nEND:VEVENT\n");
    let found = found.expect("whole");
    assert_eq!((found.events.len(), found.skipped), (1, 1));
}

#[test]
fn files_that_are_no_calendar() {
    let whole = march(&[(10, 12), (13, 14)]);
    assert_eq!(read(whole.as_bytes(), Tz::UTC, "x").expect("whole").events.len(), 2);
    // Cut off anywhere, it is not taken for a shorter calendar.
    for end in 0..whole.len() - 2 {
        let cut = read(&whole.as_bytes()[..end], Tz::UTC, "x");
        assert!(cut.is_err(), "{end}: {cut:?}");
    }
    let with = |events: &str| read(format!("BEGIN:VCALENDAR\n{events}").as_bytes(), Tz::UTC, "x");
    assert_eq!(with("BEGIN:VEVENT\nEND:VCALENDAR\n"), Err(Unreadable::Damaged));
    assert_eq!(with("END:VEVENT\n"), Err(Unreadable::Damaged));
    assert_eq!(with(&"BEGIN:X\n".repeat(100_000)), Err(Unreadable::Damaged));
    assert_eq!(with("\0END:VCALENDAR"), Err(Unreadable::NoCalendar));
    let million = "BEGIN:VEVENT\nDTSTART:20270310\nEND:VEVENT\n".repeat(1_000_000);
    let begin = std::time::Instant::now();
    assert_eq!(with(&million), Err(Unreadable::TooMany));
    assert_eq!(with(&" x\n".repeat(1_000_000)), Err(Unreadable::NoCalendar));
    assert_eq!(with(&":".repeat(1_000_000)), Err(Unreadable::CutOff));
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
}

proptest! {
    #[test]
    fn nothing_breaks_the_reader(
        lines in prop::collection::vec(
            "(BEGIN:VEVENT|END:VEVENT|END:VCALENDAR|DTSTART[:;].{0,20}|DTEND:[0-9TZ]{0,17}|DURATION:[PTWDHMS0-9]{0,9}| .{0,9}|\\PC{0,30})",
            0..40,
        ),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let file = format!("BEGIN:VCALENDAR\n{}", lines.join("\n"));
        let _ = read(file.as_bytes(), Sao_Paulo, "x");
        let _ = read(&[b"BEGIN:VCALENDAR\n".as_slice(), &bytes].concat(), Sao_Paulo, "x");
        if let Ok(found) = read(&bytes, Sao_Paulo, "x") {
            let order = |nights: &Nights| nights.from < nights.to;
            prop_assert!(found.events.iter().all(order));
        }
    }
}
