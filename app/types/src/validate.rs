//! Collecting what is wrong with an input, field by field.

use serde::{Deserialize, Serialize};

/// One thing that is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where, as a JSON Pointer (RFC 6901) into what was sent: `/address/city`.
    pub pointer: String,
    /// A stable code for programs: `required`, `too_long`, `invalid`, …
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

/// All that is wrong with an input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Just one error.
    #[must_use]
    pub fn one(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.add(pointer, code, detail);
        errors
    }

    /// Notes an error at `pointer`.
    pub fn add(&mut self, pointer: &str, code: &str, detail: impl Into<String>) {
        self.0.push(FieldError {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            detail: detail.into(),
        });
    }

    /// Notes an error at `pointer` unless `fine`.
    pub fn require(&mut self, fine: bool, pointer: &str, code: &str, detail: &str) {
        if !fine {
            self.add(pointer, code, detail);
        }
    }

    /// Takes over the errors of a part, whose pointers are below `prefix`.
    pub fn nest(&mut self, prefix: &str, part: Self) {
        self.0.extend(
            part.0
                .into_iter()
                .map(|error| FieldError { pointer: format!("{prefix}{}", error.pointer), ..error }),
        );
    }

    /// Takes the value of a part that was validated by itself, or its errors.
    pub fn take<T>(&mut self, prefix: &str, part: Result<T, Self>) -> Option<T> {
        part.map_err(|errors| self.nest(prefix, errors)).ok()
    }

    /// A text of `least` to `most` characters, tidied: surrounding space goes,
    /// control characters other than line breaks are refused.
    pub fn text(&mut self, pointer: &str, value: &str, least: usize, most: usize) -> String {
        let value = value.trim();
        let length = value.chars().count();
        if length == 0 && least > 0 {
            self.add(pointer, "required", "This field is required.");
        } else if length < least {
            self.add(pointer, "too_short", format!("Use at least {least} characters."));
        } else if length > most {
            self.add(pointer, "too_long", format!("Use at most {most} characters."));
        } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
            self.add(pointer, "invalid", "Remove the control characters.");
        }
        value.to_owned()
    }

    /// A number from `least` to `most`.
    pub fn range<N: PartialOrd + std::fmt::Display>(
        &mut self,
        pointer: &str,
        value: &N,
        least: &N,
        most: &N,
    ) {
        if value < least || value > most {
            self.add(
                pointer,
                "out_of_range",
                format!("Use a value from {least} to {most}, not {value}."),
            );
        }
    }

    /// `value`, if nothing was wrong.
    ///
    /// # Errors
    /// All the errors that were noted.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
