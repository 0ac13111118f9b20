//! What people are told of themselves at a glance, and how they change it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    account::{Account, LOCALES, Role, checked_email},
    booking::{Booking, RoomOccupancy},
    document::{Document, DocumentKind},
    listing::Hotel,
    notifications::NotificationsPatch,
    text,
    validate::FieldErrors,
};

/// A change of one's own account: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"phone": "+5511912345678"})))]
#[serde(deny_unknown_fields, default)]
pub struct ProfilePatch {
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// With country code; without one it is taken as Brazilian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// A guest's CPF, passport or other document; a hotelier's CNPJ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// A guest's date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// The language of pages and e-mails: `pt-BR`, `en` or `es`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Which letters to get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notifications: Option<NotificationsPatch>,
    /// Another address to sign in with and be written to. It counts when the letter that is sent
    /// there has been answered; until then the account has it as `pending_email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The account's password: needed for another address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_password: Option<String>,
}

impl ProfilePatch {
    /// The change with every field tidied, for an account of that role.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(mut self, role: Role, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        self.first_name = self.first_name.map(|name| errors.text("/first_name", &name, 1, 80));
        self.last_name = self.last_name.map(|name| errors.text("/last_name", &name, 1, 80));
        if let Some(phone) = &self.phone {
            let tidied = text::phone(phone);
            if tidied.is_none() {
                errors.add("/phone", "invalid", "Use a number such as +55 11 98765-4321.");
            }
            self.phone = tidied;
        }
        if let Some(document) = self.document.take() {
            let company = document.kind == DocumentKind::Cnpj;
            let detail = "A guest has a personal document, a hotelier a CNPJ.";
            let fits = company == (role == Role::Hotelier);
            errors.require(fits, "/document/kind", "invalid", detail);
            self.document = errors.take("/document", document.validated());
        }
        if let Some(born) = self.birth_date {
            if role != Role::Guest {
                errors.add("/birth_date", "unexpected", "Only guests give a date of birth.");
            } else if born > today || (today - born).num_days() > 130 * 366 {
                errors.add("/birth_date", "out_of_range", "This is not a date of birth.");
            }
        }
        if let Some(locale) = &self.locale {
            let known = LOCALES.contains(&locale.as_str());
            errors.require(known, "/locale", "invalid", "Use pt-BR, en or es.");
        }
        if let Some(email) = &self.email {
            self.email = Some(checked_email(&mut errors, email));
            let proven = self.current_password.as_ref().is_some_and(|word| !word.is_empty());
            errors.require(proven, "/current_password", "required", "Give your password, too.");
        }
        errors.into_result(self)
    }
}

/// Another password for one's account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "current_password": "correct horse battery", "password": "wrong donkey dynamo"
})))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one that there is.
    pub current_password: String,
    /// The one that there shall be: 8 to 128 characters.
    pub password: String,
}

/// Erasing one's account. It cannot be taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"password": "correct horse battery"})))]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The account's password, once more.
    pub password: String,
}

/// Asking for the letter by which a new password is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"email": "ana@example.com"})))]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// The account's e-mail address.
    pub email: String,
}

/// A new password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"password": "correct horse battery"})))]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// 8 to 128 characters.
    pub password: String,
}

/// A guest at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestOverview {
    /// Personal data.
    pub account: Account,
    /// Stays going on, with their rooms; more than one if the guest booked for others.
    pub current: Vec<Booking>,
    /// Stays to come, the next first.
    pub upcoming: Vec<Booking>,
    /// Stays that are over or came to nothing, the latest first; all of them are in the
    /// list of bookings.
    pub history: Vec<Booking>,
}

/// A hotel with its rooms as they are now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HotelNow {
    /// The hotel.
    pub hotel: Hotel,
    /// Each room, and who is in it today.
    pub rooms: Vec<RoomOccupancy>,
}

/// A hotelier at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HotelierOverview {
    /// Personal data.
    pub account: Account,
    /// Their hotels, with rooms.
    pub hotels: Vec<HotelNow>,
    /// Stays going on in any of them, those that end first at the top.
    pub in_progress: Vec<Booking>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(patch: ProfilePatch, role: Role) -> Result<ProfilePatch, Vec<String>> {
        let today = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a date");
        patch
            .validated(role, today)
            .map_err(|errors| errors.0.into_iter().map(|error| error.pointer).collect())
    }

    #[test]
    fn a_change_is_tidied_and_all_wrong_fields_told() {
        let good =
            ProfilePatch { phone: Some("(11) 98765-4321".into()), ..ProfilePatch::default() };
        let good = checked(good, Role::Guest).expect("good");
        assert_eq!(good.phone.as_deref(), Some("+5511987654321"));
        let bad = ProfilePatch {
            first_name: Some(" ".into()),
            last_name: Some("x".repeat(81)),
            phone: Some("1".into()),
            document: Some(Document { kind: DocumentKind::Cpf, number: "1".into() }),
            birth_date: NaiveDate::from_ymd_opt(1990, 1, 1),
            locale: Some("xx".into()),
            notifications: None,
            email: None,
            current_password: None,
        };
        assert_eq!(
            checked(bad, Role::Hotelier).expect_err("refused"),
            [
                "/first_name",
                "/last_name",
                "/phone",
                "/document/kind",
                "/document/number",
                "/birth_date",
                "/locale"
            ]
        );
    }
}
