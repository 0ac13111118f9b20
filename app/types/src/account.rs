//! People: signing up, signing in, and what they are told about themselves.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Document, DocumentKind},
    ids::{AccountId, SessionId},
    notifications::Notifications,
    text,
    validate::FieldErrors,
};

/// The least and the most characters of a password.
pub const PASSWORD_LENGTH: (usize, usize) = (8, 128);

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Books rooms.
    Guest,
    /// Runs hotels.
    Hotelier,
    /// Runs the platform; made from the command line only.
    Admin,
}

impl Role {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Hotelier => "hotelier",
            Self::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Guest, Self::Hotelier, Self::Admin]
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(())
    }
}

/// The two kinds of account that people can open by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignUpRole {
    /// Books rooms.
    Guest,
    /// Runs hotels.
    Hotelier,
}

impl From<SignUpRole> for Role {
    fn from(role: SignUpRole) -> Self {
        match role {
            SignUpRole::Guest => Self::Guest,
            SignUpRole::Hotelier => Self::Hotelier,
        }
    }
}

/// A request for an account with its profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "role": "guest", "email": "ana@example.com", "password": "correct horse battery",
    "first_name": "Ana", "last_name": "Lima", "phone": "+5511987654321",
    "document": {"kind": "cpf", "number": "529.982.247-25"}
})))]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// Which kind of account.
    pub role: SignUpRole,
    /// Where to write to; unique over all accounts, whatever its case.
    pub email: String,
    /// 8 to 128 characters.
    pub password: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// With country code; without one it is taken as Brazilian.
    pub phone: String,
    /// A guest's CPF, passport or other document; a hotelier's CNPJ.
    pub document: Document,
    /// A guest's date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// The language of pages and e-mails: `pt-BR` (default), `en` or `es`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// The languages of pages and e-mails.
pub const LOCALES: [&str; 3] = ["pt-BR", "en", "es"];

impl SignUp {
    /// The request with every field tidied. `today` bounds the date of birth.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let email = checked_email(&mut errors, &self.email);
        check_password(&mut errors, "/password", &self.password, &[&email, &self.first_name]);
        let first_name = errors.text("/first_name", &self.first_name, 1, 80);
        let last_name = errors.text("/last_name", &self.last_name, 1, 80);
        let phone = text::phone(&self.phone).unwrap_or_default();
        if self.phone.trim().is_empty() {
            errors.add("/phone", "required", "This field is required.");
        } else if phone.is_empty() {
            errors.add("/phone", "invalid", "Use a number such as +55 11 98765-4321.");
        }
        let fits = match self.role {
            SignUpRole::Guest => self.document.kind != DocumentKind::Cnpj,
            SignUpRole::Hotelier => self.document.kind == DocumentKind::Cnpj,
        };
        if !fits {
            let detail = match self.role {
                SignUpRole::Guest => {
                    "A guest needs a CPF, a passport or another personal document."
                }
                SignUpRole::Hotelier => "A hotelier needs a CNPJ.",
            };
            errors.add("/document/kind", "invalid", detail);
        }
        let document =
            errors.take("/document", self.document.clone().validated()).unwrap_or(self.document);
        if let Some(born) = self.birth_date {
            if self.role == SignUpRole::Hotelier {
                errors.add("/birth_date", "unexpected", "Only guests give a date of birth.");
            } else if born > today || (today - born).num_days() > 130 * 366 {
                errors.add("/birth_date", "out_of_range", "This is not a date of birth.");
            }
        }
        if let Some(locale) = &self.locale {
            errors.require(
                LOCALES.contains(&locale.as_str()),
                "/locale",
                "invalid",
                "Use pt-BR, en or es.",
            );
        }
        errors.into_result(Self { email, first_name, last_name, phone, document, ..self })
    }
}

/// The e-mail address in the form that is kept, or empty with an error noted.
pub fn checked_email(errors: &mut FieldErrors, email: &str) -> String {
    if email.trim().is_empty() {
        errors.add("/email", "required", "This field is required.");
        return String::new();
    }
    text::email(email).unwrap_or_else(|| {
        errors.add("/email", "invalid", "Use an address such as ana@example.com.");
        String::new()
    })
}

/// Notes what is wrong with a new password. `about` are the person's own words
/// (e-mail, name), which make a password guessable.
pub fn check_password(errors: &mut FieldErrors, pointer: &str, password: &str, about: &[&str]) {
    let length = password.chars().count();
    let (least, most) = PASSWORD_LENGTH;
    if length == 0 {
        errors.add(pointer, "required", "This field is required.");
    } else if length < least {
        errors.add(pointer, "too_short", format!("Use at least {least} characters."));
    } else if length > most {
        errors.add(pointer, "too_long", format!("Use at most {most} characters."));
    } else {
        let mut distinct: Vec<char> = password.chars().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let lower = password.to_lowercase();
        let own = about.iter().any(|word| {
            let word = word.to_lowercase();
            let name = word.split('@').next().unwrap_or_default();
            name.chars().count() >= 3 && (lower == word || lower == name)
        });
        if distinct.len() < 4 || own {
            errors.add(pointer, "too_weak", "This password is too easy to guess.");
        }
    }
}

/// A request to sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "email": "ana@example.com", "password": "correct horse battery"
})))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's e-mail address.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// An account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What it may do.
    pub role: Role,
    /// Where to write to.
    pub email: String,
    /// Whether the address has been confirmed.
    pub email_verified: bool,
    /// The address that takes its place when it has been confirmed.
    #[serde(default)]
    pub pending_email: Option<String>,
    /// The language of pages and e-mails.
    pub locale: String,
    /// Whether signing in asks for a second factor.
    pub second_factor: bool,
    /// Which letters it gets.
    pub notifications: Notifications,
    /// The person; absent for an administrator.
    pub profile: Option<Profile>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// The person behind an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// In E.164 form.
    pub phone: String,
    /// Personal document, or the hotelier's company.
    pub document: Document,
    /// A guest's date of birth.
    pub birth_date: Option<NaiveDate>,
}

/// A session that has just begun. The token is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSession {
    /// The session's id.
    pub id: SessionId,
    /// What to send as `Authorization: Bearer`.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Whose it is.
    pub account: Account,
}

/// A session, as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The program that signed in, as it named itself.
    pub user_agent: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute or so.
    pub last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> SignUp {
        SignUp {
            role: SignUpRole::Guest,
            email: " Ana@Example.com ".into(),
            password: "correct horse".into(),
            first_name: " Ana ".into(),
            last_name: "Lima".into(),
            phone: "(11) 98765-4321".into(),
            document: Document { kind: DocumentKind::Cpf, number: "529.982.247-25".into() },
            birth_date: None,
            locale: None,
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
    }

    #[test]
    fn a_good_request_is_tidied() {
        let good = request().validated(today()).expect("valid");
        assert_eq!(good.email, "ana@example.com");
        assert_eq!(good.first_name, "Ana");
        assert_eq!(good.phone, "+5511987654321");
        assert_eq!(good.document.number, "52998224725");
    }

    #[test]
    fn all_wrong_fields_are_reported_at_once() {
        let bad = SignUp {
            role: SignUpRole::Hotelier,
            email: "nope".into(),
            password: "short".into(),
            first_name: "  ".into(),
            last_name: "x".repeat(81),
            phone: "1".into(),
            birth_date: NaiveDate::from_ymd_opt(2990, 1, 1),
            locale: Some("xx".into()),
            ..request()
        };
        let errors = bad.validated(today()).expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/email",
                "/password",
                "/first_name",
                "/last_name",
                "/phone",
                "/document/kind",
                "/birth_date",
                "/locale"
            ]
        );
    }

    #[test]
    fn guessable_passwords_are_refused() {
        for password in ["aaaaaaaa", "abababab", "ana@example.com"] {
            let request = SignUp { password: password.into(), ..request() };
            let errors = request.validated(today()).expect_err("refused");
            assert_eq!(errors.0[0].code, "too_weak", "{password}");
        }
    }
}
