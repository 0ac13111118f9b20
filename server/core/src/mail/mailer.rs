//! The way out for e-mails.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use sha2::{Digest, Sha256};

use super::Letter;

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
        let refused = |error: &dyn std::error::Error| MailError::Refused(error.to_string());
        let address: Address =
            letter.to_address.parse().map_err(|e: lettre::address::AddressError| refused(&e))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.to_name.clone()), address))
            .subject(&letter.subject)
            .message_id(Some(self.message_id(key, &letter.to_address)))
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|error| refused(&error))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(refused(&error)),
            Err(error) => Err(MailError::Later(error.to_string())),
        }
    }

    fn message_id(&self, key: &str, to: &str) -> String {
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
