//! A stay as an entry of a calendar (RFC 5545, and RFC 5546 for its methods).

use chrono::{DateTime, NaiveDate, Utc};

use super::one_line;

/// The most octets of a line, without its end.
const LINE: usize = 75;

/// What is to be done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A file to look at, which asks for nothing.
    Publish,
    /// Put it in, or in the place of an earlier one.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// As it is written in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A person of an entry.
pub(super) struct Person<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

/// What an entry says. Days are whole, and `end` is the first that is not part of it.
pub(super) struct Entry<'a> {
    pub uid: String,
    pub sequence: i32,
    pub stamp: DateTime<Utc>,
    pub begin: NaiveDate,
    pub end: NaiveDate,
    pub cancelled: bool,
    pub summary: String,
    pub location: String,
    pub description: String,
    pub url: Option<String>,
    pub organizer: Person<'a>,
    pub attendee: Option<Person<'a>>,
}

/// The file.
pub(super) fn write(entry: &Entry<'_>, method: Method) -> String {
    let mut file = String::new();
    for fixed in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pousada//Stays//EN"] {
        line(&mut file, fixed);
    }
    line(&mut file, &format!("METHOD:{}", method.as_str()));
    line(&mut file, "BEGIN:VEVENT");
    line(&mut file, &format!("UID:{}", text(&entry.uid)));
    line(&mut file, &format!("SEQUENCE:{}", entry.sequence));
    line(&mut file, &format!("DTSTAMP:{}", entry.stamp.format("%Y%m%dT%H%M%SZ")));
    line(&mut file, &format!("DTSTART;VALUE=DATE:{}", entry.begin.format("%Y%m%d")));
    line(&mut file, &format!("DTEND;VALUE=DATE:{}", entry.end.format("%Y%m%d")));
    line(&mut file, &format!("SUMMARY:{}", text(&entry.summary)));
    line(&mut file, &format!("LOCATION:{}", text(&entry.location)));
    line(&mut file, &format!("DESCRIPTION:{}", text(&entry.description)));
    if let Some(url) = &entry.url {
        line(&mut file, &format!("URL:{}", one_line(url)));
    }
    line(&mut file, &person("ORGANIZER", "", &entry.organizer));
    if let Some(attendee) = entry.attendee.as_ref().filter(|_| method != Method::Publish) {
        let role = ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE";
        line(&mut file, &person("ATTENDEE", role, attendee));
    }
    line(&mut file, if entry.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    // The night is the hotel's; the days stay free for everything else.
    line(&mut file, "TRANSP:TRANSPARENT");
    line(&mut file, "END:VEVENT");
    line(&mut file, "END:VCALENDAR");
    file
}

fn person(property: &str, more: &str, person: &Person<'_>) -> String {
    // A quoted parameter cannot hold a quotation mark in any form.
    let name = one_line(person.name).replace('"', "'");
    format!("{property};CN=\"{name}\"{more}:mailto:{}", address(person.email))
}

/// An address as part of a link.
fn address(email: &str) -> String {
    let mut out = String::with_capacity(email.len());
    for byte in email.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A text with what has a meaning in the file escaped.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded: what follows a fold begins with a space, which counts, and
/// no character is cut in two.
pub(crate) fn line(file: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        file.push(c);
        room -= c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(summary: &str, guest: &str) -> String {
        let date = |text: &str| text.parse().expect("a date");
        let entry = Entry {
            uid: "01936f2e@pousada".to_owned(),
            sequence: 3,
            stamp: "2027-03-01T12:00:00Z".parse().expect("an instant"),
            begin: date("2027-03-10"),
            end: date("2027-03-12"),
            cancelled: false,
            summary: summary.to_owned(),
            location: "Rua do Comércio, 12; Paraty".to_owned(),
            description: "Code: ABCD\nSee you".to_owned(),
            url: None,
            organizer: Person { name: "Pousada", email: "no-reply@pousada.example" },
            attendee: Some(Person { name: guest, email: "ana+x@example.com" }),
        };
        write(&entry, Method::Request)
    }

    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    other => out.extend(other),
                },
                _ => out.push(c),
            }
        }
        out
    }

    #[test]
    fn an_entry_is_whole_days_with_an_exclusive_end() {
        let lines = unfolded(&entry("Stay at Pousada do Cais", "Ana Lima"));
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Pousada//Stays//EN",
                "METHOD:REQUEST",
                "BEGIN:VEVENT",
                "UID:01936f2e@pousada",
                "SEQUENCE:3",
                "DTSTAMP:20270301T120000Z",
                "DTSTART;VALUE=DATE:20270310",
                "DTEND;VALUE=DATE:20270312",
                "SUMMARY:Stay at Pousada do Cais",
                "LOCATION:Rua do Comércio\\, 12\\; Paraty",
                "DESCRIPTION:Code: ABCD\\nSee you",
                "ORGANIZER;CN=\"Pousada\":mailto:no-reply@pousada.example",
                "ATTENDEE;CN=\"Ana Lima\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailt\
                 o:ana+x@example.com",
                "STATUS:CONFIRMED",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn a_name_cannot_add_a_line_of_its_own() {
        let file = entry("Inn\r\nATTACH:file:///etc/passwd", "A\"\r\nB:x");
        assert!(unfolded(&file).iter().all(|line| !line.starts_with("ATTACH")), "{file}");
        assert!(file.contains("CN=\"A' B:x\""), "{file}");
    }

    proptest! {
        #[test]
        fn any_name_folds_and_unfolds(summary in "(\\PC|[\r\n\\\\;,\"ãé日🏖]){0,200}", guest in "\\PC{0,120}") {
            let file = entry(&summary, &guest);
            prop_assert!(file.ends_with("\r\n"));
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LINE && !line.contains(['\r', '\n']), "{:?}", line);
            }
            let lines = unfolded(&file);
            prop_assert_eq!(lines.len(), 19);
            let found = lines[10].strip_prefix("SUMMARY:").map(unescaped);
            prop_assert_eq!(found, Some(summary.replace("\r\n", "\n").replace('\r', "\n")));
        }
    }
}
