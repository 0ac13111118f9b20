//! English.

use chrono::{Datelike, NaiveDate};

use super::{AccountWords, Buttons, GuestWords, HotelWords, Labels, Opening, Words, count, month};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(&MONTHS, date), date.year())
}

fn period(from: NaiveDate, to: NaiveDate) -> String {
    let last = date(to);
    if from.year() != to.year() {
        format!("{} – {last}", date(from))
    } else if from.month() != to.month() {
        format!("{} {} – {last}", from.day(), month(&MONTHS, from))
    } else {
        format!("{}–{last}", from.day())
    }
}

const VERIFY_WHY: &str = "Please confirm your e-mail address, so that letters about your bookings \
                     reach you. The link works once, within 24 hours.";

pub(super) const WORDS: Words = Words {
    locale: "en",
    date,
    period,
    time: |time| time.format("%H:%M").to_string(),
    money: |money| format!("{}{}", money.currency.symbol(), money.grouped(',', '.')),
    nights: |n| count(n, "night", "nights"),
    adults: |n| count(n, "adult", "adults"),
    children: |n| count(n, "child", "children"),
    moment: |date, time| format!("{date}, {time}"),
    hello: |name| format!("Hello, {name}!"),
    footer: "Pousada sent this letter by itself. Replies to it are not read.",
    guest: GuestWords {
        hold_expiring: Opening {
            subject: |n| format!("Confirm by {}: {} ({})", n.until, n.hotel, n.code),
            heading: "We are still holding your room",
            intro: |n| {
                format!(
                    "Your room at {} is held until {}. Confirm the booking by then, or the room \
                     goes back on sale.",
                    n.hotel, n.until
                )
            },
        },
        confirmed: Opening {
            subject: |n| format!("Confirmed: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Your booking is confirmed",
            intro: |n| format!("{} looks forward to your stay.", n.hotel),
        },
        changed: Opening {
            subject: |n| format!("Changed: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Your booking has changed",
            intro: |n| {
                format!("Your booking at {} has changed. This is how it stands now.", n.hotel)
            },
        },
        cancelled: Opening {
            subject: |n| format!("Cancelled: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Your booking is cancelled",
            intro: |n| format!("As you asked, your booking at {} is cancelled.", n.hotel),
        },
        cancelled_by_hotel: |n| {
            format!("{} has cancelled your booking. We are sorry about that.", n.hotel)
        },
        cancelled_by_system: |n| format!("Your booking at {} is cancelled.", n.hotel),
        part_cancelled: Opening {
            subject: |n| format!("Partly cancelled: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Part of your booking is cancelled",
            intro: |n| format!("The rest of your booking at {} stands.", n.hotel),
        },
        reminder: Opening {
            subject: |n| format!("See you soon at {}: {} ({})", n.hotel, n.check_in, n.code),
            heading: "See you soon",
            intro: |n| {
                format!(
                    "Your stay at {} begins on {}. You can check in {}.",
                    n.hotel, n.check_in, n.from
                )
            },
        },
        checked_in: Opening {
            subject: |n| format!("Welcome to {} ({})", n.hotel, n.code),
            heading: "Enjoy your stay",
            intro: |n| {
                format!(
                    "You have checked in at {}. Check-out is on {}, {}.",
                    n.hotel, n.check_out, n.out_until
                )
            },
        },
        completed: Opening {
            subject: |n| format!("Thank you for staying at {} ({})", n.hotel, n.code),
            heading: "Thank you for your stay",
            intro: |n| format!("Your stay at {} is complete. Here is your receipt.", n.hotel),
        },
        no_show: Opening {
            subject: |n| format!("We missed you at {} ({})", n.hotel, n.code),
            heading: "We missed you",
            intro: |n| {
                format!(
                    "You were expected at {} on {} and did not arrive, so your booking has ended.",
                    n.hotel, n.check_in
                )
            },
        },
        show_code: "Show this code at the desk",
        calendar_attached: "The attached file puts your stay into your calendar.",
        free_until: |moment| format!("You can cancel free of charge until {moment}."),
        review: "How was it? Your review helps other guests, and the hotel.",
        calendar_summary: |n| format!("Stay at {}", n.hotel),
    },
    hotel: HotelWords {
        new: Opening {
            subject: |n| {
                format!("New booking: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "New booking",
            intro: |n| format!("{} booked at {}.", n.guest, n.hotel),
        },
        changed: Opening {
            subject: |n| {
                format!("Booking changed: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "A booking has changed",
            intro: |n| format!("The booking of {} at {} has changed.", n.guest, n.hotel),
        },
        cancelled: Opening {
            subject: |n| {
                format!("Booking cancelled: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "A booking is cancelled",
            intro: |n| format!("{} cancelled the booking at {}.", n.guest, n.hotel),
        },
        cancelled_by_hotel: |n| format!("{} cancelled the booking of {}.", n.hotel, n.guest),
        cancelled_by_system: |n| format!("The booking of {} at {} is cancelled.", n.guest, n.hotel),
        part_cancelled: Opening {
            subject: |n| {
                format!(
                    "Booking partly cancelled: {}, {}, {} ({})",
                    n.guest, n.hotel, n.period, n.code
                )
            },
            heading: "Part of a booking is cancelled",
            intro: |n| format!("The rest of the booking of {} at {} stands.", n.guest, n.hotel),
        },
        reviewed: Opening {
            subject: |n| format!("New review of {}", n.hotel),
            heading: "New review",
            intro: |n| {
                format!(
                    "{} reviewed the stay at {}. An answer of yours is shown right below it.",
                    n.guest, n.hotel
                )
            },
        },
        score: |score| format!("{score} out of 10"),
    },
    account: AccountWords {
        welcome: Opening {
            subject: |_| "Welcome to Pousada".to_owned(),
            heading: "Welcome to Pousada",
            intro: |_| "Your account is ready.".to_owned(),
        },
        welcome_guest: "Choose a place and your dates, and book a room that you will like.",
        welcome_hotelier: "Add your first hotel, its room types and rooms, and guests can find it.",
        verify: Opening {
            subject: |_| "Confirm your e-mail address".to_owned(),
            heading: "Confirm your e-mail address",
            intro: |_| VERIFY_WHY.to_owned(),
        },
        verify_why: VERIFY_WHY,
        reset: Opening {
            subject: |_| "Choose a new password".to_owned(),
            heading: "Choose a new password",
            intro: |_| {
                "Somebody, most likely you, asked for a new password for your account. The link \
                 works once, within 30 minutes."
                    .to_owned()
            },
        },
        reset_ignore: "If it was not you, there is nothing to do: your password stays as it is.",
        address: Opening {
            subject: |_| "Your e-mail address is about to change".to_owned(),
            heading: "Your e-mail address is about to change",
            intro: |_| {
                "Somebody, most likely you, asked for another e-mail address for your account. It takes the place of this one as soon as it has been confirmed."
                    .to_owned()
            },
        },
        address_ignore: "If it was not you, somebody knows your password: choose a new one now.",
    },
    labels: Labels {
        code: "Code",
        hotel: "Hotel",
        address: "Address",
        guest: "Guest",
        guests: "Guests",
        email: "E-mail",
        phone: "Phone",
        arrival: "Arrival",
        departure: "Departure",
        from: |time| format!("from {time}"),
        until: |time| format!("until {time}"),
        room: |number| format!("Room\u{a0}{number}"),
        rooms: |n| if n == 1 { "Room" } else { "Rooms" },
        cancelled_rooms: |n| if n == 1 { "Cancelled room" } else { "Cancelled rooms" },
        adults: "Adults",
        children: "Children",
        taxes: "Taxes and fees",
        total: "Total",
        fee: "Fee",
        no_fee: "no charge",
        note: "Note to the hotel",
        none: "none",
        whats_new: "What has changed",
    },
    buttons: Buttons {
        booking: "See the booking",
        confirm: "Confirm the booking",
        review: "Write a review",
        read_review: "Read the review",
        find_room: "Find a room",
        add_hotel: "Add a hotel",
        verify: "Confirm the address",
        reset: "Choose a password",
    },
};
