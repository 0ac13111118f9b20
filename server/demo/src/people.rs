//! Guests and hoteliers.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use types::{document, text};
use uuid::Uuid;

use crate::{
    GUEST, HOTELIER, places,
    random::Random,
    words::people::{ABROAD, FIRST, LAST},
};

/// Somebody with an account.
#[derive(Debug)]
pub(crate) struct Person {
    /// The account's id.
    pub id: Uuid,
    /// Where to write to.
    pub email: String,
    /// Given name.
    pub first: &'static str,
    /// Family name.
    pub last: String,
    /// In E.164 form.
    pub phone: String,
    /// `cpf`, `passport` or `cnpj`.
    pub kind: &'static str,
    /// The document's number.
    pub number: String,
    /// Date of birth; of guests only.
    pub born: Option<NaiveDate>,
    /// Language of pages.
    pub locale: &'static str,
    /// When the account was opened.
    pub created_at: DateTime<Utc>,
}

impl Person {
    /// Given and family name.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

/// `count` guests, the first of whom is the demonstration's.
pub(crate) fn guests(count: usize, now: DateTime<Utc>) -> Vec<Person> {
    let mut random = Random::new(101);
    let today = now.date_naive();
    (0..count)
        .map(|n| {
            let created_at = now - TimeDelta::minutes(random.between(1_000_000, 2_000_000));
            let id = random.id(created_at);
            let days = u64::try_from(random.between(19 * 365, 74 * 365)).unwrap_or_default();
            let born = today.checked_sub_days(Days::new(days));
            if n > 0 && random.chance(0.06) {
                return foreigner(n, id, born, created_at, &mut random);
            }
            let (first, last) = if n == 0 {
                ("Marina", "Alves Teixeira".to_owned())
            } else {
                (random.pick(FIRST), family_name(&mut random))
            };
            let email =
                if n == 0 { GUEST.to_owned() } else { address(first, &last, n, "example.com") };
            let number = cpf(&mut random);
            let phone = phone(&mut random);
            Person {
                id,
                email,
                first,
                last,
                phone,
                kind: "cpf",
                number,
                born,
                locale: "pt-BR",
                created_at,
            }
        })
        .collect()
}

/// `count` hoteliers, the first of whom is the demonstration's.
pub(crate) fn hoteliers(count: usize, now: DateTime<Utc>) -> Vec<Person> {
    let mut random = Random::new(202);
    (0..count)
        .map(|n| {
            let created_at = now - TimeDelta::minutes(random.between(2_700_000, 3_600_000));
            let id = random.id(created_at);
            let (first, last) = if n == 0 {
                ("Rosa", "Bittencourt".to_owned())
            } else {
                (random.pick(FIRST), family_name(&mut random))
            };
            let email = if n == 0 {
                HOTELIER.to_owned()
            } else {
                address(first, &last, n, "hoteis.example")
            };
            let number = cnpj(n, &mut random);
            let phone = phone(&mut random);
            Person {
                id,
                email,
                first,
                last,
                phone,
                kind: "cnpj",
                number,
                born: None,
                locale: "pt-BR",
                created_at,
            }
        })
        .collect()
}

fn foreigner(
    n: usize,
    id: Uuid,
    born: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    random: &mut Random,
) -> Person {
    let (first, last, country, letters) = ABROAD[random.index(ABROAD.len())];
    let locale = if matches!(country, "54" | "56" | "57" | "598") { "es" } else { "en" };
    Person {
        id,
        email: address(first, last, n, "example.org"),
        first,
        last: last.to_owned(),
        phone: format!("+{country}{}", random.between(200_000_000, 999_999_999)),
        kind: "passport",
        number: format!("{letters}{}", random.between(100_000, 999_999)),
        born,
        locale,
        created_at,
    }
}

fn family_name(random: &mut Random) -> String {
    let (one, two) = (random.pick(LAST), random.pick(LAST));
    let joined = ["", "de ", "da ", "dos "];
    match random.index(6) {
        0 if one != two => format!("{one} {two}"),
        1 => format!("{}{one}", joined[random.index(2)]),
        _ => one.to_owned(),
    }
}

fn address(first: &str, last: &str, n: usize, host: &str) -> String {
    let word = |name: &str| text::slug(name).replace('-', ".");
    format!("{}.{}.{n}@{host}", word(first), word(last))
}

fn phone(random: &mut Random) -> String {
    let count = places::all().count();
    let area = places::all().nth(random.index(count)).map_or(11, |place| place.area);
    format!("+55{area}9{}", random.between(60_000_000, 99_999_999))
}

fn cpf(random: &mut Random) -> String {
    loop {
        let start = random.between(10_000_000, 999_999_999);
        if let Some(number) = document::with_check_digits(&format!("{start:09}")) {
            return number;
        }
    }
}

/// A CNPJ; every third one has letters, as those given out since July 2026 may.
fn cnpj(n: usize, random: &mut Random) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTVWXYZ0123456789";
    loop {
        let start = if n % 3 == 2 {
            (0..12).map(|_| char::from(LETTERS[random.index(LETTERS.len())])).collect()
        } else {
            format!("{:08}0001", random.between(10_000_000, 59_999_999))
        };
        if let Some(number) = document::with_check_digits(&start) {
            return number;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2027-03-01T15:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn documents_addresses_and_phones_are_valid() {
        let guests = guests(2_000, now());
        let hoteliers = hoteliers(60, now());
        for person in guests.iter().chain(&hoteliers) {
            let number = &person.number;
            match person.kind {
                "cpf" => assert_eq!(document::cpf(number).as_ref(), Some(number)),
                "cnpj" => assert_eq!(document::cnpj(number).as_ref(), Some(number)),
                _ => assert!(number.len() >= 6, "{number}"),
            }
            assert_eq!(text::email(&person.email).as_ref(), Some(&person.email));
            assert_eq!(text::phone(&person.phone).as_ref(), Some(&person.phone));
        }
        assert!(guests.iter().any(|person| person.kind == "passport"));
        assert!(hoteliers.iter().any(|p| p.number.bytes().any(|b| b.is_ascii_uppercase())));
        let mut seen = HashSet::new();
        assert!(guests.iter().chain(&hoteliers).all(|p| seen.insert(p.email.clone())));
    }
}
