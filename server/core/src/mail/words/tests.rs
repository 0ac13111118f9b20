use types::{Currency, account::LOCALES};

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn every_language_of_accounts_has_words() {
    for locale in LOCALES {
        assert_eq!(of(locale).locale, locale);
    }
    assert_eq!(of("fr").locale, "pt-BR");
}

#[test]
fn dates_times_and_money_are_written_as_each_language_does() {
    let written = LOCALES.map(|locale| {
        let words = of(locale);
        let time =
            |hour, minute| (words.time)(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"));
        [
            (words.date)(date("2027-03-12")),
            time(14, 0),
            time(9, 30),
            (words.money)(Money::new(123_456, Currency::Brl)),
            (words.money)(Money::new(12_345, Currency::Clp)),
        ]
    });
    assert_eq!(
        written,
        [
            ["12 de março de 2027", "14h", "9h30", "R$\u{a0}1.234,56", "CLP$\u{a0}12.345"],
            ["12 March 2027", "14:00", "09:30", "R$1,234.56", "CLP$12,345"],
            ["12 de marzo de 2027", "14:00", "9:30", "R$\u{a0}1.234,56", "CLP$\u{a0}12.345"],
        ]
    );
    assert_eq!((of("pt-BR").date)(date("2027-05-01")), "1º de maio de 2027");
}

#[test]
fn a_period_says_nothing_twice() {
    let stays =
        [("2027-03-10", "2027-03-12"), ("2027-03-30", "2027-04-02"), ("2026-12-30", "2027-01-02")];
    let written =
        LOCALES.map(|locale| stays.map(|(from, to)| (of(locale).period)(date(from), date(to))));
    assert_eq!(
        written,
        [
            [
                "10 a 12 de março de 2027",
                "30 de março a 2 de abril de 2027",
                "30 de dezembro de 2026 a 2 de janeiro de 2027",
            ],
            ["10–12 March 2027", "30 March – 2 April 2027", "30 December 2026 – 2 January 2027",],
            [
                "del 10 al 12 de marzo de 2027",
                "del 30 de marzo al 2 de abril de 2027",
                "del 30 de diciembre de 2026 al 2 de enero de 2027",
            ],
        ]
    );
}

#[test]
fn one_and_many_differ() {
    let written = LOCALES.map(|locale| {
        let words = of(locale);
        [(words.nights)(1), (words.nights)(2), (words.adults)(1), (words.children)(3)]
            .map(|text| text.replace('\u{a0}', " "))
    });
    assert_eq!(
        written,
        [
            ["1 noite", "2 noites", "1 adulto", "3 crianças"],
            ["1 night", "2 nights", "1 adult", "3 children"],
            ["1 noche", "2 noches", "1 adulto", "3 niños"],
        ]
    );
}

#[test]
fn one_oclock_is_a_single_hour() {
    let said = ["pt-BR", "es"].map(|locale| {
        let words = of(locale);
        ["01:00:00", "13:00:00"].map(|time| {
            let time = (words.time)(time.parse().expect("a time"));
            [(words.moment)("X", &time), (words.labels.from)(&time), (words.labels.until)(&time)]
                .join("; ")
        })
    });
    assert_eq!(
        said,
        [
            ["X, à 1h; a partir da 1h; até a 1h", "X, às 13h; a partir das 13h; até as 13h"],
            [
                "X a la 1:00; a partir de la 1:00; hasta la 1:00",
                "X a las 13:00; a partir de las 13:00; hasta las 13:00",
            ],
        ]
    );
}
