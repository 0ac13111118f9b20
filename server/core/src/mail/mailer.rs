//! The way out for e-mails.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

use super::{CalendarFile, Letter, one_line};

/// How long the mail server may take for one step.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Why an e-mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address or another part of the setting is wrong.
    #[error("mail settings: {0}")]
    Settings(String),
    /// The mail server refused for good (SMTP 5xx), or the letter cannot be one.
    #[error("mail refused: {0}")]
    Refused(String),
    /// The mail server did not answer, or asked to come again (SMTP 4xx).
    #[error("mail server: {0}")]
    Later(String),
}

/// Sends letters from one sender by one SMTP server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer that sends through `smtp_url` (`smtp://host:port`, `smtps://…`, or
    /// `smtp://…?tls=required`) as `from` (`Name <address>`). Nothing is connected yet.
    ///
    /// # Errors
    /// [`MailError::Settings`].
    pub fn new(smtp_url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp_url)
            .map_err(|error| MailError::Settings(error.to_string()))?
            .timeout(Some(TIMEOUT))
            .build();
        let from = from.parse().map_err(|error: lettre::address::AddressError| {
            MailError::Settings(error.to_string())
        })?;
        Ok(Self { transport, from })
    }

    /// Sends a letter. `key` names the occasion: its `Message-ID` is made of it,
    /// so that a letter sent twice is known to be the same.
    ///
    /// # Errors
    /// [`MailError::Refused`] or [`MailError::Later`].
    pub async fn send(&self, letter: &Letter, key: &str) -> Result<(), MailError> {
        let message = self.message(letter, key)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(refused(error)),
            Err(error) => Err(MailError::Later(error.to_string())),
        }
    }

    fn message(&self, letter: &Letter, key: &str) -> Result<Message, MailError> {
        let address: Address = letter.to_address.parse().map_err(refused)?;
        let name = Some(one_line(&letter.to_name)).filter(|name| !name.is_empty());
        let both = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let content = match &letter.calendar {
            None => both,
            Some(file) => MultiPart::mixed().multipart(both).singlepart(attachment(file)?),
        };
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(one_line(&letter.subject))
            .message_id(Some(self.message_id(key, &letter.to_address)))
            .header(Automatic)
            .multipart(content)
            .map_err(refused)
    }

    /// The name and the address that letters come from.
    pub(super) fn sender(&self) -> (String, String) {
        (self.from.name.clone().unwrap_or_default(), self.from.email.to_string())
    }

    /// What a letter for this occasion to this address is called everywhere.
    pub(crate) fn message_id(&self, key: &str, to: &str) -> String {
        let digest = Sha256::digest(format!("{key} {to}").as_bytes());
        let left: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("<{left}@{}>", self.from.email.domain())
    }

    /// Whether the mail server answers.
    ///
    /// # Errors
    /// [`MailError::Later`], if it does not.
    pub async fn check(&self) -> Result<(), MailError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailError::Later("the mail server does not answer".to_owned())),
            Err(error) => Err(MailError::Later(error.to_string())),
        }
    }
}

fn refused(error: impl std::error::Error) -> MailError {
    MailError::Refused(error.to_string())
}

fn attachment(file: &CalendarFile) -> Result<SinglePart, MailError> {
    let kind = format!("text/calendar; charset=utf-8; method={}", file.method.as_str());
    let kind = ContentType::parse(&kind).map_err(refused)?;
    // Its line ends matter, so nothing on the way may touch them.
    let body =
        Body::new_with_encoding(file.text.clone().into_bytes(), ContentTransferEncoding::Base64)
            .map_err(|_| MailError::Refused("the calendar cannot be encoded".to_owned()))?;
    Ok(Attachment::new("pousada.ics".to_owned()).body(body, kind))
}

/// Keeps absence notes from being sent back (RFC 3834).
#[derive(Clone)]
struct Automatic;

impl Header for Automatic {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Method;

    #[tokio::test]
    async fn no_part_of_a_letter_can_add_a_header() {
        let mailer = Mailer::new("smtp://127.0.0.1:9", "Pousada <no-reply@pousada.example>");
        let evil = "Eve\r\nBcc: all@example.com\r\n\r\nhello";
        let letter = Letter {
            to_name: evil.to_owned(),
            to_address: "ana@example.com".to_owned(),
            locale: "en",
            subject: evil.to_owned(),
            text: "text".to_owned(),
            html: "<p>html</p>".to_owned(),
            calendar: Some(CalendarFile { method: Method::Cancel, text: "BEGIN".to_owned() }),
        };
        let mailer = mailer.expect("a mailer");
        let message = mailer.message(&letter, "key").expect("a message");
        let message = String::from_utf8(message.formatted()).expect("text");
        let (head, _) = message.split_once("\r\n\r\n").expect("head and body");
        let mut names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        let expected = [
            "Auto-Submitted",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
        ];
        assert_eq!(names, expected, "{head}");
        let refused = mailer.message(
            &Letter { to_address: "ana@example.com\r\nBcc: all@example.com".to_owned(), ..letter },
            "key",
        );
        assert!(matches!(refused, Err(MailError::Refused(_))), "{refused:?}");
    }

    #[tokio::test]
    async fn a_message_is_named_by_occasion_and_address() {
        let mailer = Mailer::new("smtp://127.0.0.1:9", "no-reply@pousada.example");
        let mailer = mailer.expect("a mailer");
        let id = mailer.message_id("key", "ana@example.com");
        assert_eq!(id, mailer.message_id("key", "ana@example.com"));
        assert_ne!(id, mailer.message_id("key", "rui@example.com"));
        assert_ne!(id, mailer.message_id("other", "ana@example.com"));
        assert!(id.starts_with('<') && id.ends_with("@pousada.example>"), "{id}");
    }
}
