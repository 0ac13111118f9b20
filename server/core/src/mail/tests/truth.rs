//! What letters must and must not say, whatever they look like.

use chrono::TimeDelta;

use super::*;
use crate::local_time;

#[tokio::test]
async fn a_letter_survives_an_event_that_says_nothing() {
    for (name, _) in Occasion::ALL {
        for data in [json!({}), json!(null), json!({ "before": 7, "after": [], "fee": "x" })] {
            let letter = letter(&facts("en"), name, &data, Recipient::Guest);
            assert!(letter.text.contains("QXTRA7D9"), "{name}: {}", letter.text);
        }
    }
}

#[tokio::test]
async fn hotels_hear_of_what_concerns_them() {
    let svc = detached();
    let owner = account(Role::Hotelier, "en");
    let heard: Vec<&str> = Occasion::ALL
        .into_iter()
        .filter(|(_, occasion)| {
            let (facts, event) = (facts("en"), Event::default());
            booking_letter(&svc, &facts, *occasion, &event, Recipient::Hotel, &owner)
                .expect("written")
                .is_some()
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(heard, ["confirmed", "changed", "cancelled"]);
}

#[tokio::test]
async fn what_people_write_is_text_and_stays_on_its_line() {
    let mut facts = facts("en");
    facts.guest_name = "<script>alert(1)</script>\r\nBcc: all@example.com".to_owned();
    facts.hotel_name = "Inn <b>\r\nSubject: other\u{0}".to_owned();
    facts.guest_note = "</td><img src=x onerror=alert(1)>\nsecond".to_owned();
    facts.rooms[0].type_name = "A & B".to_owned();
    for to in [Recipient::Guest, Recipient::Hotel] {
        let letter = letter(&facts, "confirmed", &json!({}), to);
        assert!(
            !letter.html.contains("<script") && !letter.html.contains("<img"),
            "{}",
            letter.html
        );
        assert!(letter.html.contains("A &#38; B"), "{}", letter.html);
        assert!(letter.text.contains("A & B") && letter.text.contains("<script>"));
        for header in [&letter.subject, &letter.to_name] {
            assert!(!header.chars().any(char::is_control), "{header:?}");
        }
        assert!(!letter.text.lines().any(|line| line.starts_with("Bcc:")), "{}", letter.text);
    }
}

#[tokio::test]
async fn money_of_a_receipt_adds_up_and_lists_every_night() {
    let mut facts = facts("en");
    facts.state = BookingState::Completed;
    facts.rooms[1].state = BookingState::Cancelled;
    facts.rooms[1].fee = 30_000;
    let letter = letter(&facts, "completed", &json!({}), Recipient::Guest);
    let receipt: Vec<&str> = letter.text.lines().filter(|line| line.contains("R$")).collect();
    assert_eq!(
        receipt,
        [
            "10 March 2027: R$300.00",
            "11 March 2027: R$346.00",
            "ISS: R$32.30",
            "Fee: R$300.00",
            "Total: R$978.30",
        ]
    );
}

#[tokio::test]
async fn taxes_that_no_line_tells_are_on_the_receipt_all_the_same() {
    let mut facts = facts("en");
    for room in &mut facts.rooms {
        room.charges.clear();
    }
    let letter = letter(&facts, "completed", &json!({}), Recipient::Guest);
    assert!(letter.text.contains("Taxes and fees: R$62.30\nTotal: R$1,308.30"), "{}", letter.text);
}

#[tokio::test]
async fn a_calendar_entry_says_what_is_so_now() {
    let calendar = |state, event: &str, data| {
        let mut facts = facts("en");
        facts.state = state;
        letter(&facts, event, &data, Recipient::Guest).calendar
    };
    let of = |file: Option<CalendarFile>| file.map(|file| file.method);
    use BookingState::{Cancelled, Confirmed};
    let file = calendar(Confirmed, "confirmed", json!({})).expect("a file");
    assert_eq!(file.method, Method::Request);
    let text = file.text.replace("\r\n ", "");
    for line in [
        "UID:01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00@pousada",
        "SEQUENCE:1",
        "DTSTART;VALUE=DATE:20270310",
        "DTEND;VALUE=DATE:20270312",
        "SUMMARY:Stay at Pousada do Cais",
        "STATUS:CONFIRMED",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
    assert!(text.contains("QXTRA7D9") && text.contains("Rua do Comércio\\, 12"), "{text}");

    assert_eq!(of(calendar(Confirmed, "changed", change())), Some(Method::Request));
    let cancel = calendar(Cancelled, "cancelled", json!({})).expect("a file");
    assert!(cancel.text.contains("METHOD:CANCEL") && cancel.text.contains("STATUS:CANCELLED"));
    let part = json!({ "rooms": ["205"] });
    assert_eq!(of(calendar(Confirmed, "cancelled", part)), Some(Method::Request));
    // Late letters, about what has been undone since.
    assert_eq!(of(calendar(Cancelled, "confirmed", json!({}))), None);
    assert_eq!(of(calendar(Confirmed, "cancelled", json!({}))), None);
    assert_eq!(of(calendar(Confirmed, "reminder", json!({}))), None);
}

#[tokio::test]
async fn a_guest_without_an_account_gets_no_link_to_one() {
    let mut facts = facts("en");
    facts.guest_id = None;
    for (name, _) in Occasion::ALL {
        let letter = letter(&facts, name, &json!({}), Recipient::Guest);
        assert!(!letter.text.contains("/trips/") && !letter.html.contains("/trips/"), "{name}");
    }
}

#[tokio::test]
async fn free_cancellation_is_promised_only_while_it_is_ahead() {
    let says = |facts: &BookingFacts| {
        let letter = letter(facts, "confirmed", &json!({}), Recipient::Guest);
        letter.text.contains("free of charge until 9 March 2027, 14:00.")
    };
    let mut facts = facts("en");
    assert!(says(&facts));
    facts.cancellation_anchor = "2027-03-02T11:00:00Z".parse().expect("an instant");
    let letter = letter(&facts, "confirmed", &json!({}), Recipient::Guest);
    assert!(!letter.text.contains("free of charge"), "{}", letter.text);
}

#[test]
fn reminders_and_holds_are_outdated_by_what_happened_since() {
    let now = World::begin();
    let (mut booking, planned) = (facts("en"), Event::read(&json!({ "check_in": "2027-03-10" })));
    assert!(!booking.outdated(Occasion::Reminder, &planned, now));
    booking.check_in = date("2027-03-09");
    assert!(booking.outdated(Occasion::Reminder, &planned, now));
    booking.check_in = date("2027-03-10");
    let begins = local_time::instant(&booking.time_zone, booking.check_in, booking.check_in_time);
    assert!(!booking.outdated(Occasion::Reminder, &planned, begins - TimeDelta::seconds(1)));
    assert!(booking.outdated(Occasion::Reminder, &planned, begins), "the guest may be there");
    booking.state = BookingState::Cancelled;
    assert!(booking.outdated(Occasion::Reminder, &planned, now));

    let none = Event::default();
    booking.state = BookingState::Held;
    assert!(booking.outdated(Occasion::HoldExpiring, &none, now));
    booking.hold_until = Some(now);
    assert!(booking.outdated(Occasion::HoldExpiring, &none, now));
    booking.hold_until = Some(now + TimeDelta::seconds(1));
    assert!(!booking.outdated(Occasion::HoldExpiring, &none, now));
    booking.state = BookingState::Confirmed;
    assert!(booking.outdated(Occasion::HoldExpiring, &none, now));
}
