//! What e-mails say.

use askama::Template;
use types::{
    account::{Account, Role},
    booking::Booking,
};

use crate::{
    Services,
    error::{Error, Result},
};

/// An e-mail, written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The receiver's name.
    pub to_name: String,
    /// The receiver's address.
    pub to_address: String,
    /// One line.
    pub subject: String,
    /// For programs that show text only.
    pub text: String,
    /// For the others.
    pub html: String,
}

#[derive(Template)]
#[template(path = "welcome.txt")]
struct WelcomeText<'a> {
    name: &'a str,
    hotelier: bool,
    url: &'a str,
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomeHtml<'a> {
    name: &'a str,
    hotelier: bool,
    url: &'a str,
}

/// The greeting of a new account.
pub(crate) fn welcome_letter(svc: &Services, account: &Account) -> Result<Letter> {
    let profile = account.profile.as_ref();
    let name = profile.map_or("", |profile| profile.first_name.as_str());
    let hotelier = account.role == Role::Hotelier;
    let url = svc.settings.public_url.as_str();
    Ok(Letter {
        to_name: profile.map(|p| format!("{} {}", p.first_name, p.last_name)).unwrap_or_default(),
        to_address: account.email.clone(),
        subject: "Welcome to Pousada".to_owned(),
        text: WelcomeText { name, hotelier, url }.render().map_err(Error::internal)?,
        html: WelcomeHtml { name, hotelier, url }.render().map_err(Error::internal)?,
    })
}

/// What both versions of a letter about a booking need.
struct Facts<'a> {
    booking: &'a Booking,
    heading: &'a str,
    words: &'a str,
    url: String,
}

#[derive(Template)]
#[template(path = "booking.txt")]
struct BookingText<'a> {
    facts: &'a Facts<'a>,
}

#[derive(Template)]
#[template(path = "booking.html")]
struct BookingHtml<'a> {
    facts: &'a Facts<'a>,
}

/// The letters about a booking's event: one to the guest, and one to the hotel
/// when that should know. An unknown event is an error: better loud than silent.
pub(crate) fn booking_letters(
    svc: &Services,
    booking: &Booking,
    event: &str,
    owner: &Account,
) -> Result<Vec<Letter>> {
    let hotel = &booking.hotel_name;
    let code = &booking.code;
    let (subject, heading, words) = match event {
        "confirmed" => (
            format!("Confirmed: {hotel}, {} to {} ({code})", booking.check_in, booking.check_out),
            "Your booking is confirmed",
            "We look forward to your stay. Show this code at the desk when you arrive.",
        ),
        "completed" => (
            format!("Thank you for staying at {hotel} ({code})"),
            "Your stay is complete",
            "Your stay has ended and is settled as shown below. We hope to see you again.",
        ),
        other => return Err(Error::internal(format!("no letter for the event {other:?}"))),
    };
    let url = format!("{}/trips/{}", svc.settings.public_url, booking.id);
    let facts = Facts { booking, heading, words, url };
    let mut letters =
        vec![render(&facts, subject, booking.guest.name.clone(), booking.guest.email.clone())?];
    if event == "confirmed" {
        let profile = owner.profile.as_ref();
        let name = profile.map(|p| format!("{} {}", p.first_name, p.last_name)).unwrap_or_default();
        let words = format!("{} booked and the room is reserved.", booking.guest.name);
        let facts = Facts {
            booking,
            heading: "New booking",
            words: &words,
            url: format!("{}/manage/bookings/{}", svc.settings.public_url, booking.id),
        };
        let subject = format!("New booking at {hotel}: {} ({code})", booking.guest.name);
        letters.push(render(&facts, subject, name, owner.email.clone())?);
    }
    Ok(letters)
}

fn render(
    facts: &Facts<'_>,
    subject: String,
    to_name: String,
    to_address: String,
) -> Result<Letter> {
    Ok(Letter {
        to_name,
        to_address,
        subject,
        text: BookingText { facts }.render().map_err(Error::internal)?,
        html: BookingHtml { facts }.render().map_err(Error::internal)?,
    })
}
