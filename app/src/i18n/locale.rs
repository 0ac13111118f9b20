//! The languages.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// English.
    En,
    /// Portuguese as in Brazil: what is spoken when nobody says otherwise.
    #[default]
    PtBr,
    /// Spanish.
    Es,
}

impl Locale {
    /// All of them, in the order of the catalogue's columns.
    pub const ALL: [Self; 3] = [Self::En, Self::PtBr, Self::Es];

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::PtBr => "pt-BR",
            Self::Es => "es",
        }
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::PtBr => "Português",
            Self::Es => "Español",
        }
    }

    /// The language that a tag such as `pt` or `es-AR` means, if it is one of ours.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| {
            locale.tag().split('-').next().is_some_and(|known| known.eq_ignore_ascii_case(main))
        })
    }

    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4).
    #[must_use]
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for part in header.split(',').take(20) {
            let mut fields = part.split(';');
            let Some(locale) = Self::of_tag(fields.next().unwrap_or_default()) else { continue };
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            // Thousandths: the header has no finer ones.
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_of_ours_is_taken() {
        for (header, expected) in [
            ("pt-BR,pt;q=0.9,en;q=0.8", Some(Locale::PtBr)),
            ("fr, es-AR;q=0.7, en;q=0.8", Some(Locale::En)),
            ("en;q=0, es;q=0.1", Some(Locale::Es)),
            ("PT-pt", Some(Locale::PtBr)),
            ("de, *;q=0.1", None),
            ("", None),
            ("en;q=many", None),
        ] {
            assert_eq!(Locale::negotiate(header), expected, "{header}");
        }
    }
}
