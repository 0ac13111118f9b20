//! Signing up and in.

use serde::{Deserialize, Serialize};
use types::{
    FieldErrors,
    account::{SignIn, SignUp, SignUpRole},
    document::{Document, DocumentKind},
};

/// The form that opens an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::account::SignUp`")]
pub struct SignUpForm {
    pub role: String,
    pub email: String,
    pub password: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub document_kind: String,
    pub document_number: String,
    pub birth_date: String,
    /// Where to go afterwards.
    pub next: String,
}

impl SignUpForm {
    /// The request, if every field can be read; `today` is known to the server.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(self, today: chrono::NaiveDate) -> Result<SignUp, FieldErrors> {
        let mut errors = FieldErrors::new();
        let hotelier = self.role == "hotelier";
        let role = if hotelier { SignUpRole::Hotelier } else { SignUpRole::Guest };
        let kind = if hotelier { "cnpj" } else { self.document_kind.as_str() };
        let kind = super::chosen(&mut errors, "/document/kind", kind);
        let born = if hotelier { "" } else { self.birth_date.as_str() };
        let birth_date = super::date(&mut errors, "/birth_date", born);
        let known = kind.is_some();
        let request = SignUp {
            role,
            email: self.email,
            password: self.password,
            first_name: self.first_name,
            last_name: self.last_name,
            phone: self.phone,
            document: Document {
                kind: kind.unwrap_or(DocumentKind::Other),
                number: self.document_number,
            },
            birth_date,
            locale: Some("en".to_owned()),
        };
        if errors.is_empty() {
            return Ok(request);
        }
        // What else is wrong is told at once.
        if let Err(mut more) = request.clone().validated(today) {
            more.0.retain(|error| known || !error.pointer.starts_with("/document"));
            errors.nest("", more);
        }
        errors.into_result(request)
    }
}

/// The form that begins a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `types::account::SignIn`")]
pub struct SignInForm {
    pub email: String,
    pub password: String,
    /// Where to go afterwards.
    pub next: String,
}

impl From<SignInForm> for SignIn {
    fn from(form: SignInForm) -> Self {
        Self { email: form.email, password: form.password }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let form = SignUpForm { birth_date: "yesterday".into(), ..SignUpForm::default() };
        let today = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
        let errors = form.read(today).expect_err("refused");
        let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
        let expected = [
            "/document/kind",
            "/birth_date",
            "/email",
            "/password",
            "/first_name",
            "/last_name",
            "/phone",
        ];
        assert_eq!(pointers, expected);
    }

    #[test]
    fn a_hotelier_has_a_cnpj_whatever_the_form_says() {
        let form = SignUpForm {
            role: "hotelier".into(),
            document_kind: "cpf".into(),
            birth_date: "2000-01-01".into(),
            ..SignUpForm::default()
        };
        let today = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
        let request = form.read(today).expect("readable");
        assert_eq!(request.document.kind, DocumentKind::Cnpj);
        assert_eq!(request.birth_date, None);
    }
}
