//! Money in minor units. Never floating point.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most that a single price may be, in minor units: ten million of a
/// currency with two decimals. Sums stay far from the limits of `i64`.
pub const MAX_PRICE: i64 = 1_000_000_000;

/// A currency that the platform trades in, by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Currency {
    /// Brazilian real.
    #[default]
    Brl,
    /// United States dollar.
    Usd,
    /// Euro.
    Eur,
    /// Argentine peso.
    Ars,
    /// Chilean peso, which has no minor unit.
    Clp,
    /// Uruguayan peso.
    Uyu,
}

impl Currency {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Brl, Self::Usd, Self::Eur, Self::Ars, Self::Clp, Self::Uyu];

    /// The ISO 4217 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Brl => "BRL",
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Ars => "ARS",
            Self::Clp => "CLP",
            Self::Uyu => "UYU",
        }
    }

    /// What stands before an amount.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Brl => "R$",
            Self::Usd => "US$",
            Self::Eur => "€",
            Self::Ars => "AR$",
            Self::Clp => "CLP$",
            Self::Uyu => "$U",
        }
    }

    /// How many decimals an amount has (ISO 4217's exponent).
    #[must_use]
    pub fn decimals(self) -> u32 {
        match self {
            Self::Clp => 0,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|currency| currency.code() == code).ok_or(UnknownCurrency)
    }
}

/// The code is not of a currency that the platform trades in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCurrency;

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("currency must be one of ")?;
        let codes: Vec<_> = Currency::ALL.into_iter().map(Currency::code).collect();
        f.write_str(&codes.join(", "))
    }
}

impl std::error::Error for UnknownCurrency {}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of money in minor units (centavos) of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units.
    #[cfg_attr(feature = "openapi", schema(example = 12345))]
    pub amount: i64,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "BRL"))]
    pub currency: Currency,
}

impl Money {
    /// `amount` minor units of `currency`.
    #[must_use]
    pub fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Reads what a person types as a price: `1.234,56`, `1234.56`, `R$ 350`.
    /// The last separator counts as the decimal one when one or two digits
    /// follow it and the currency has decimals; others group thousands.
    ///
    /// # Errors
    /// If it is not an amount, has more decimals than the currency, is negative
    /// or above [`MAX_PRICE`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, &'static str> {
        const WRONG: &str = "Use an amount such as 1.234,56.";
        let text = text.trim().trim_start_matches(currency.symbol()).trim();
        let decimals = currency.decimals() as usize;
        let (whole, fraction) = match text.rfind([',', '.']) {
            Some(at) if decimals > 0 && (1..=decimals).contains(&(text.len() - at - 1)) => {
                (&text[..at], &text[at + 1..])
            }
            _ => (text, ""),
        };
        let mut groups = whole.split([',', '.']);
        let head = groups.next().unwrap_or_default();
        let mut digits = head.to_owned();
        for group in groups {
            if group.len() != 3 || head.len() > 3 {
                return Err(WRONG);
            }
            digits.push_str(group);
        }
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if digits.is_empty() || digits.len() > 12 || !all_digits(&digits) || !all_digits(fraction) {
            return Err(WRONG);
        }
        let amount: i64 = format!("{digits}{fraction:0<decimals$}").parse().map_err(|_| WRONG)?;
        if amount > MAX_PRICE {
            return Err("That is more than a price can be.");
        }
        Ok(Self::new(amount, currency))
    }

    /// The amount as an input field shows it: `1234,56`.
    #[must_use]
    pub fn plain(self) -> String {
        self.digits(None, ',')
    }

    /// The amount without its currency, with these separators of thousands and decimals.
    #[must_use]
    pub fn grouped(self, group: char, decimal: char) -> String {
        let sign = if self.amount < 0 { "-" } else { "" };
        format!("{sign}{}", self.digits(Some(group), decimal))
    }

    fn digits(self, group: Option<char>, decimal: char) -> String {
        let decimals = self.currency.decimals();
        let unit = 10u64.pow(decimals);
        let absolute = self.amount.unsigned_abs();
        let whole = (absolute / unit).to_string();
        let mut out = String::with_capacity(whole.len() + 8);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.extend(group);
            }
            out.push(digit);
        }
        if decimals > 0 {
            out.push_str(&format!(
                "{decimal}{:0width$}",
                absolute % unit,
                width = decimals as usize
            ));
        }
        out
    }
}

/// As Brazilians write it: `R$ 1.234,56`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.amount < 0 { "-" } else { "" };
        write!(f, "{sign}{}\u{a0}{}", self.currency.symbol(), self.digits(Some('.'), ','))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn brl(amount: i64) -> Money {
        Money::new(amount, Currency::Brl)
    }

    #[test]
    fn reads_as_brazilians_write() {
        assert_eq!(brl(123_456).to_string(), "R$\u{a0}1.234,56");
        assert_eq!(brl(5).to_string(), "R$\u{a0}0,05");
        assert_eq!(brl(-100_000_000).to_string(), "-R$\u{a0}1.000.000,00");
        assert_eq!(brl(i64::MIN).to_string(), "-R$\u{a0}92.233.720.368.547.758,08");
        assert_eq!(Money::new(12_345, Currency::Clp).to_string(), "CLP$\u{a0}12.345");
        assert_eq!(brl(-123_456).grouped(',', '.'), "-1,234.56");
    }

    #[test]
    fn parses_what_people_type() {
        for (text, amount) in [
            ("350", 35_000),
            ("350,5", 35_050),
            ("350.50", 35_050),
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1.234", 123_400),
            (" R$ 1.000.000,00 ", 100_000_000),
            ("0", 0),
        ] {
            assert_eq!(Money::parse(text, Currency::Brl), Ok(brl(amount)), "{text}");
        }
        for text in
            ["", "R$", "-1", "1e3", "abc", "1.2.3", "12.34.567", "1,2345", "99999999999", "½"]
        {
            assert!(Money::parse(text, Currency::Brl).is_err(), "{text}");
        }
        assert_eq!(Money::parse("12.345", Currency::Clp), Ok(Money::new(12_345, Currency::Clp)));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(amount in 0..=MAX_PRICE) {
            prop_assert_eq!(Money::parse(&brl(amount).plain(), Currency::Brl), Ok(brl(amount)));
            prop_assert_eq!(Money::parse(&brl(amount).to_string(), Currency::Brl), Ok(brl(amount)));
        }

        #[test]
        fn rubbish_never_panics(text in "\\PC*") {
            let _ = Money::parse(&text, Currency::Brl);
            let _ = Money::parse(&text, Currency::Clp);
        }
    }
}
