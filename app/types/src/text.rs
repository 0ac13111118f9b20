//! Text in forms that can be compared and put into addresses.

/// Lower case without accents, for comparing what people type: `São Paulo` and
/// `sao paulo` are the same place. Covers the letters of Portuguese, Spanish and
/// their neighbours; other letters stay as they are.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        out.push(match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            'ý' | 'ÿ' => 'y',
            // Marks that combine with the letter before, as some systems send them.
            '\u{300}'..='\u{36f}' => continue,
            c => c,
        });
    }
    out
}

/// A piece of an address made of `text`: folded, words joined by hyphens, at most
/// 60 characters. May be empty.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// An address for e-mail in lower case, if it can be one: one `@`, something
/// before it, a dotted host after it, no spaces, at most 254 characters (RFC 5321).
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, host) = text.split_once('@')?;
    let local_fine = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let labels: Vec<&str> = host.split('.').collect();
    let host_fine = labels.len() >= 2
        && labels.iter().all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    (local_fine && host_fine && text.len() <= 254).then_some(text)
}

/// A telephone number as `+5511987654321` (ITU-T E.164), if it can be one. One
/// without a country is taken as Brazilian.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.chars().all(|c| c.is_ascii_digit() || "+()-. ".contains(c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match (text.starts_with('+'), digits.len()) {
        (true, 8..=15) => Some(format!("+{digits}")),
        (false, 10..=11) => Some(format!("+55{digits}")),
        _ => None,
    }
}

/// A Brazilian postal code (CEP) as `12345-678`, if it is one.
#[must_use]
pub fn cep(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let shape = text.len() == 8 || (text.len() == 9 && text.as_bytes()[5] == b'-');
    (shape && digits.len() == 8).then(|| format!("{}-{}", &digits[..5], &digits[5..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_and_slugs() {
        assert_eq!(fold("  São João d'Aliança "), "sao joao d'alianca");
        assert_eq!(fold("Sa\u{303}o"), "sao");
        assert_eq!(slug("Pousada São João — Paraty!"), "pousada-sao-joao-paraty");
        assert_eq!(slug("日本"), "");
    }

    #[test]
    fn emails() {
        assert_eq!(email(" Ana.Lima@Exemplo.com.br ").as_deref(), Some("ana.lima@exemplo.com.br"));
        for text in [
            "",
            "a",
            "a@b",
            "@b.c",
            "a@",
            "a b@c.d",
            "a@@b.c",
            "a@-b.c",
            ".a@b.c",
            "a@b..c",
            "a\r\n@b.c",
        ] {
            assert_eq!(email(text), None, "{text}");
        }
    }

    #[test]
    fn phones_and_postal_codes() {
        assert_eq!(phone("(11) 98765-4321").as_deref(), Some("+5511987654321"));
        assert_eq!(phone("+351 912 345 678").as_deref(), Some("+351912345678"));
        assert_eq!(phone("123"), None);
        assert_eq!(phone("1198765432a"), None);
        assert_eq!(cep("01310-100").as_deref(), Some("01310-100"));
        assert_eq!(cep("01310100").as_deref(), Some("01310-100"));
        assert_eq!(cep("0131-0100"), None);
    }

    proptest! {
        #[test]
        fn rubbish_never_panics(text in "\\PC*") {
            let _ = (fold(&text), slug(&text), email(&text), phone(&text), cep(&text));
        }
    }
}
