//! Brazilian taxpayer numbers and other documents of a person or company.

use serde::{Deserialize, Serialize};

use crate::validate::FieldErrors;

/// What kind of document identifies someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Brazil's register of natural persons.
    Cpf,
    /// Brazil's register of companies.
    Cnpj,
    /// A passport.
    Passport,
    /// Some other official document.
    Other,
}

impl DocumentKind {
    /// As it is written in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cpf => "cpf",
            Self::Cnpj => "cnpj",
            Self::Passport => "passport",
            Self::Other => "other",
        }
    }
}

impl std::str::FromStr for DocumentKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Cpf, Self::Cnpj, Self::Passport, Self::Other]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(())
    }
}

/// A document and its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Which document.
    pub kind: DocumentKind,
    /// Its number; punctuation is allowed and dropped from CPF and CNPJ.
    #[cfg_attr(feature = "openapi", schema(example = "529.982.247-25"))]
    pub number: String,
}

impl Document {
    /// The document with its number in the form that is kept: digits (and for a
    /// CNPJ, capital letters) only.
    ///
    /// # Errors
    /// At `/number`, if check digits or form are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let kept = match self.kind {
            DocumentKind::Cpf => cpf(&self.number).ok_or("This is not a valid CPF."),
            DocumentKind::Cnpj => cnpj(&self.number).ok_or("This is not a valid CNPJ."),
            DocumentKind::Passport | DocumentKind::Other => other(&self.number)
                .ok_or("Use 3 to 32 letters, digits, dots, slashes, spaces or hyphens."),
        };
        match kept {
            Ok(number) => Ok(Self { number, ..self }),
            Err(_) if self.number.trim().is_empty() => {
                Err(FieldErrors::one("/number", "required", "This field is required."))
            }
            Err(detail) => Err(FieldErrors::one("/number", "invalid", detail)),
        }
    }

    /// The number as people write it: `529.982.247-25`, `12.ABC.345/01DE-35`.
    #[must_use]
    pub fn formatted(&self) -> String {
        let n = &self.number;
        match self.kind {
            DocumentKind::Cpf if n.len() == 11 && n.is_ascii() => {
                format!("{}.{}.{}-{}", &n[..3], &n[3..6], &n[6..9], &n[9..])
            }
            DocumentKind::Cnpj if n.len() == 14 && n.is_ascii() => {
                format!("{}.{}.{}/{}-{}", &n[..2], &n[2..5], &n[5..8], &n[8..12], &n[12..])
            }
            _ => n.clone(),
        }
    }
}

fn check_digit(values: &[u32], weights: impl Iterator<Item = u32>) -> u32 {
    let rest = values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<u32>() % 11;
    if rest < 2 { 0 } else { 11 - rest }
}

fn strip(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, '.' | '/' | '-' | ' ')).collect()
}

/// The eleven digits of a CPF, if its check digits are right. Repeated digits,
/// which would pass the sum, are refused (Receita Federal's rule).
#[must_use]
pub fn cpf(text: &str) -> Option<String> {
    let digits = strip(text);
    let values: Vec<u32> = digits.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if values.len() != 11 || values.iter().all(|value| *value == values[0]) {
        return None;
    }
    let right = check_digit(&values[..9], (2..=10).rev()) == values[9]
        && check_digit(&values[..10], (2..=11).rev()) == values[10];
    right.then_some(digits)
}

/// The fourteen characters of a CNPJ, if its check digits are right. Letters are
/// allowed in the first twelve since July 2026 (Instrução Normativa RFB
/// 2.229/2024); each character counts as its ASCII code less 48.
#[must_use]
pub fn cnpj(text: &str) -> Option<String> {
    let code = strip(text).to_ascii_uppercase();
    let bytes = code.as_bytes();
    let well_formed = bytes.len() == 14
        && bytes[..12].iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && bytes[12..].iter().all(u8::is_ascii_digit)
        && bytes.iter().any(|b| *b != b'0');
    if !well_formed {
        return None;
    }
    let values: Vec<u32> = bytes.iter().map(|b| u32::from(b - b'0')).collect();
    let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let right = check_digit(&values[..12], weights[1..].iter().copied()) == values[12]
        && check_digit(&values[..13], weights.iter().copied()) == values[13];
    right.then_some(code)
}

/// The check digits that complete the first twelve characters of a CNPJ or the
/// first nine digits of a CPF; for making demonstration data.
#[must_use]
pub fn with_check_digits(start: &str) -> Option<String> {
    (0..100).map(|digits| format!("{start}{digits:02}")).find(|number| match start.len() {
        9 => cpf(number).is_some(),
        12 => cnpj(number).is_some(),
        _ => false,
    })
}

fn other(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let fine = (3..=32).contains(&text.chars().count())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | ' '));
    fine.then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_numbers_pass() {
        assert_eq!(cpf("529.982.247-25").as_deref(), Some("52998224725"));
        assert_eq!(cnpj("12.ABC.345/01DE-35").as_deref(), Some("12ABC34501DE35"));
        assert_eq!(cnpj("12.abc.345/01de-35").as_deref(), Some("12ABC34501DE35"));
        assert_eq!(cnpj("11.222.333/0001-81").as_deref(), Some("11222333000181"));
    }

    #[test]
    fn wrong_numbers_fail() {
        for number in
            ["", "529.982.247-26", "111.111.111-11", "5299822472", "52998224725x", "٥٢٩٩٨٢٢٤٧٢٥"]
        {
            assert_eq!(cpf(number), None, "{number}");
        }
        for number in [
            "",
            "00.000.000/0000-00",
            "11.222.333/0001-82",
            "12.ABC.345/01DE-3A",
            "1222333000181",
            "ÇÇ222333000181",
        ] {
            assert_eq!(cnpj(number), None, "{number}");
        }
    }

    #[test]
    fn formats_as_people_write() {
        let document = |kind, number: &str| Document { kind, number: number.to_owned() };
        let cpf = document(DocumentKind::Cpf, " 52998224725").validated().expect("valid");
        assert_eq!(cpf.formatted(), "529.982.247-25");
        let cnpj = document(DocumentKind::Cnpj, "12abc34501de35").validated().expect("valid");
        assert_eq!(cnpj.formatted(), "12.ABC.345/01DE-35");
        assert!(document(DocumentKind::Passport, "<b>").validated().is_err());
    }

    proptest! {
        #[test]
        fn any_single_digit_changed_is_noticed(start in "[0-9]{9}", at in 0usize..11, by in 1u32..10) {
            prop_assume!(start.bytes().any(|b| b != start.as_bytes()[0]));
            let number = with_check_digits(&start).expect("completed");
            let mut digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
            digits[at] = (digits[at] + by) % 10;
            let changed: String = digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
            // A remainder of 0 and of 1 share the digit 0, so that a change of an
            // earlier digit may cancel out; a changed check digit never does.
            if at >= 9 {
                prop_assert_eq!(cpf(&changed), None);
            }
        }

        #[test]
        fn rubbish_never_panics(text in "\\PC*") {
            let _ = (cpf(&text), cnpj(&text), other(&text));
        }
    }
}
