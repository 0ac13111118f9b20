//! E-mails: written from templates, sent by SMTP.

mod letters;
mod mailer;

pub use letters::Letter;
pub(crate) use letters::{booking_letters, welcome_letter};
pub use mailer::{MailError, Mailer};
