//! What each letter looks like in each language, kept as files beside this one.

use super::*;

/// Compares a letter with its file; `INSTA_UPDATE=always` writes the files anew.
fn check(name: &str, letter: &Letter) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots");
    let Letter { locale, subject, text, html, .. } = letter;
    let all = format!("Subject: {subject}\n\n{text}\n\n{html}");
    settings.bind(|| insta::assert_snapshot!(format!("{name}.{locale}"), all));
}

fn in_state(state: BookingState, locale: &str) -> BookingFacts {
    let mut facts = facts(locale);
    facts.state = state;
    for room in &mut facts.rooms {
        room.state = state;
    }
    facts
}

#[tokio::test]
async fn letters_to_guests() {
    use BookingState::{Cancelled, CheckedIn, Completed, Confirmed, Held, NoShow};
    for locale in LOCALES {
        let mut held = in_state(Held, locale);
        held.hold_until = Some("2027-03-01T12:10:00Z".parse().expect("an instant"));
        let data = json!({});
        let guest = |name: &str, facts: &BookingFacts, event: &str, data: &serde_json::Value| {
            check(name, &letter(facts, event, data, Recipient::Guest));
        };
        guest("guest-hold_expiring", &held, "hold_expiring", &data);
        let confirmed = in_state(Confirmed, locale);
        guest("guest-confirmed", &confirmed, "confirmed", &data);
        guest("guest-changed", &confirmed, "changed", &change());
        guest("guest-reminder", &confirmed, "reminder", &json!({ "check_in": "2027-03-10" }));
        let cancelled = in_state(Cancelled, locale);
        let paid = json!({ "fee": 30_000, "by": "guest" });
        guest("guest-cancelled", &cancelled, "cancelled", &paid);
        let free = json!({ "fee": 0, "by": "hotelier" });
        guest("guest-cancelled_by_hotel", &cancelled, "cancelled", &free);
        guest("guest-part_cancelled", &part(locale), "cancelled", &one_room());
        guest("guest-checked_in", &in_state(CheckedIn, locale), "checked_in", &data);
        guest("guest-completed", &in_state(Completed, locale), "completed", &data);
        guest("guest-no_show", &in_state(NoShow, locale), "no_show", &json!({ "fee": 30_000 }));
    }
}

/// One of the two rooms is cancelled.
fn part(locale: &str) -> BookingFacts {
    let mut facts = facts(locale);
    facts.rooms[1].state = BookingState::Cancelled;
    facts.total = 67_830;
    facts.taxes = 3_230;
    facts
}

fn one_room() -> serde_json::Value {
    json!({ "fee": 0, "rooms": ["205"], "by": "guest" })
}

#[tokio::test]
async fn letters_to_hotels() {
    for locale in LOCALES {
        let hotel = |name: &str, facts: &BookingFacts, event: &str, data: &serde_json::Value| {
            check(name, &letter(facts, event, data, Recipient::Hotel));
        };
        let confirmed = facts(locale);
        hotel("hotel-new", &confirmed, "confirmed", &json!({}));
        hotel("hotel-changed", &confirmed, "changed", &change());
        let cancelled = in_state(BookingState::Cancelled, locale);
        hotel("hotel-cancelled", &cancelled, "cancelled", &json!({ "fee": 30_000, "by": "guest" }));
        hotel("hotel-part_cancelled", &part(locale), "cancelled", &one_room());
    }
}

#[tokio::test]
async fn letters_about_reviews() {
    let svc = detached();
    for locale in LOCALES {
        let review = crate::reviews::ReviewFacts {
            owner: AccountId(Uuid::from_u128(3)),
            hotel_name: "Pousada do Cais".to_owned(),
            hotel_slug: "pousada-do-cais".to_owned(),
            author: "Ana".to_owned(),
            overall: 9,
            title: Some("By the water".to_owned()),
            text: "Breakfast on the terrace.\n<b>Everything</b> on foot.".to_owned(),
        };
        let owner = account(Role::Hotelier, locale);
        check("hotel-reviewed", &review_letter(&svc, &owner, &review).expect("written"));
        let mut facts = in_state(BookingState::Completed, locale);
        facts.notifications.review_invitation = false;
        let letter = letter(&facts, "completed", &json!({}), Recipient::Guest);
        assert!(!letter.text.contains("#review"), "{}", letter.text);
        assert!(letter.text.contains("/trips/"), "{}", letter.text);
    }
}

#[tokio::test]
async fn letters_about_accounts() {
    let svc = detached();
    let token = "k3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk";
    for locale in LOCALES {
        let guest = account(Role::Guest, locale);
        let hotelier = account(Role::Hotelier, locale);
        check("account-welcome", &welcome_letter(&svc, &guest, Some(token)).expect("written"));
        let letter = welcome_letter(&svc, &hotelier, Some(token)).expect("written");
        check("account-welcome_hotelier", &letter);
        check("account-verify", &verify_letter(&svc, &guest, token).expect("written"));
        check("account-reset", &reset_letter(&svc, &guest, token).expect("written"));
        check("account-address", &address_letter(&svc, &guest).expect("written"));
    }
}
