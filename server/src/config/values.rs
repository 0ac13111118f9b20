//! Reading single variables, and noting what is wrong with each.

use std::{fmt::Display, net::SocketAddr, str::FromStr, time::Duration};

use axum::http::Uri;
use pousada_core::mail::{MailError, Mailer};
use secrecy::SecretString;
use sqlx::postgres::PgConnectOptions;
use tracing_subscriber::EnvFilter;

use super::ConfigError;

/// Which events are logged unless it is said.
const LOG: &str = "info,sqlx=warn,hyper=warn,apalis=warn,apalis_redis=warn";

/// What kind of place this runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// Somebody's own machine.
    Development,
    /// Where guests come.
    Production,
}

impl Environment {
    /// Whether guests come here.
    #[must_use]
    pub fn is_production(self) -> bool {
        self == Self::Production
    }
}

impl FromStr for Environment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "development" => Ok(Self::Development),
            "production" => Ok(Self::Production),
            _ => Err(()),
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// An object per line, for machines.
    Json,
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// Reads variables and collects what is wrong with them.
pub(super) struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    wrong: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(get: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { get, wrong: Vec::new() }
    }

    pub(super) fn finish(self) -> Result<(), ConfigError> {
        if self.wrong.is_empty() { Ok(()) } else { Err(ConfigError(self.wrong)) }
    }

    /// The variable's value; an empty one counts as absent.
    fn find(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn wrong(&mut self, name: &str, why: impl Display) {
        self.wrong.push(format!("{name} {why}"));
    }

    pub(super) fn text(&self, name: &str, default: &str) -> String {
        self.find(name).unwrap_or_else(|| default.to_owned())
    }

    /// A value of a type that can be read; `default` must be readable.
    pub(super) fn parsed<T: FromStr>(&mut self, name: &str, default: &str, wanted: &str) -> T {
        let value = self.find(name);
        if let Some(Ok(value)) = value.as_deref().map(T::from_str) {
            return value;
        }
        if let Some(value) = value {
            self.wrong(name, format_args!("must be {wanted}, not {value:?}"));
        }
        match default.parse() {
            Ok(value) => value,
            Err(_) => unreachable!("the default of {name} is readable"),
        }
    }

    pub(super) fn number<N>(&mut self, name: &str, default: N, least: N, most: N) -> N
    where
        N: FromStr + PartialOrd + Display + Copy,
    {
        let Some(value) = self.find(name) else { return default };
        match value.parse::<N>() {
            Ok(number) if number >= least && number <= most => number,
            _ => {
                self.wrong(
                    name,
                    format_args!("must be a number from {least} to {most}, not {value:?}"),
                );
                default
            }
        }
    }

    /// An address that need not be there.
    pub(super) fn address(&mut self, name: &str) -> Option<SocketAddr> {
        let value = self.find(name)?;
        let address = value.parse().ok();
        if address.is_none() {
            let wanted = "must be an address and port such as 127.0.0.1:3001";
            self.wrong(name, format_args!("{wanted}, not {value:?}"));
        }
        address
    }

    pub(super) fn millis(&mut self, name: &str, default: u64, least: u64) -> Duration {
        Duration::from_millis(self.number(name, default, least, 600_000))
    }

    /// A value that must be there and is never shown.
    fn secret(&mut self, name: &str, example: &str, needed: bool) -> SecretString {
        self.find(name).map_or_else(
            || {
                if needed {
                    self.wrong(name, format_args!("is missing; it looks like {example}"));
                }
                SecretString::from(example)
            },
            SecretString::from,
        )
    }

    pub(super) fn database_url(&mut self) -> SecretString {
        const NAME: &str = "DATABASE_URL";
        const EXAMPLE: &str = "postgres://user:password@host:5432/database";
        if let Some(value) = self.find(NAME) {
            let scheme = value.split("://").next().unwrap_or_default();
            let fine = matches!(scheme, "postgres" | "postgresql")
                && PgConnectOptions::from_str(&value).is_ok();
            if !fine {
                self.wrong(
                    NAME,
                    format_args!("is not an address of PostgreSQL; it looks like {EXAMPLE}"),
                );
            }
        }
        self.secret(NAME, EXAMPLE, true)
    }

    pub(super) fn redis_url(&mut self, needed: bool) -> SecretString {
        const NAME: &str = "REDIS_URL";
        const EXAMPLE: &str = "redis://127.0.0.1:6379/0";
        if let Some(value) = self.find(NAME)
            && redis::Client::open(value).is_err()
        {
            self.wrong(NAME, format_args!("is not an address of Redis; it looks like {EXAMPLE}"));
        }
        self.secret(NAME, EXAMPLE, needed)
    }

    /// The mail server's address, tried together with the sender.
    pub(super) fn smtp_url(&mut self, needed: bool, from: &str) -> SecretString {
        const NAME: &str = "SMTP_URL";
        const EXAMPLE: &str = "smtp://127.0.0.1:25";
        if Mailer::new(EXAMPLE, from).is_err() {
            let wanted = "must be a sender such as Pousada <no-reply@example.com>";
            self.wrong("POUSADA_MAIL_FROM", format_args!("{wanted}, not {from:?}"));
        }
        if let Some(value) = self.find(NAME)
            && let Err(MailError::Settings(_)) =
                Mailer::new(&value, "Pousada <no-reply@pousada.example>")
        {
            self.wrong(
                NAME,
                format_args!("is not an address of a mail server; it looks like {EXAMPLE}"),
            );
        }
        self.secret(NAME, EXAMPLE, needed)
    }

    pub(super) fn public_url(&mut self, listen: SocketAddr) -> String {
        const NAME: &str = "POUSADA_PUBLIC_URL";
        let url = self.text(NAME, &format!("http://{listen}"));
        let url = url.trim_end_matches('/').to_owned();
        let fine = url.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
                && matches!(uri.path(), "" | "/")
                && uri.query().is_none()
        });
        if !fine {
            let wanted = "must be a scheme and host such as https://pousada.example";
            self.wrong(NAME, format_args!("{wanted}, not {url:?}"));
        }
        url
    }

    pub(super) fn log_filter(&mut self) -> String {
        const NAME: &str = "POUSADA_LOG";
        let filter = self.text(NAME, LOG);
        if let Err(error) = EnvFilter::try_new(&filter) {
            self.wrong(NAME, format_args!("is not a log filter such as info,sqlx=warn: {error}"));
        }
        filter
    }
}
