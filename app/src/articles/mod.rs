//! Longer texts: help, privacy, terms. They stay on the server, which makes HTML of them,
//! so that nobody loads code or words of pages that are not looked at.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::i18n::Locale;

/// A text that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// Questions and answers.
    Help,
    /// What is kept about people, by the LGPD.
    Privacy,
    /// What is agreed to by using the site.
    Terms,
}

impl Article {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Help, Self::Privacy, Self::Terms];

    /// The article of that name, which is its path.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|article| article.name() == name)
    }

    /// Its path, without a slash.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
        }
    }

    fn source(self, locale: Locale) -> &'static str {
        macro_rules! texts {
            ($($name:literal),+) => {
                match locale {
                    Locale::PtBr => [$(include_str!(concat!("pt-BR/", $name, ".md"))),+],
                    Locale::En => [$(include_str!(concat!("en/", $name, ".md"))),+],
                    Locale::Es => [$(include_str!(concat!("es/", $name, ".md"))),+],
                }
            };
        }
        let [help, privacy, terms] = texts!("help", "privacy", "terms");
        match self {
            Self::Help => help,
            Self::Privacy => privacy,
            Self::Terms => terms,
        }
    }

    /// The text as HTML. Links to what is no page are loaded afresh.
    #[must_use]
    pub fn html(self, locale: Locale) -> String {
        let events =
            Parser::new_ext(self.source(locale), Options::empty()).map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("/api/") => {
                    Event::InlineHtml(format!("<a href=\"{dest_url}\" rel=\"external\">").into())
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let class = if level as u8 == 2 { "heading" } else { "subheading" };
                    Event::Html(format!("<{level} class=\"{class}\">").into())
                }
                Event::End(TagEnd::Heading(level)) => Event::Html(format!("</{level}>\n").into()),
                event => event,
            });
        let mut text = String::new();
        html::push_html(&mut text, events);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_the_same() {
        // As many headings, answers, points and links, to the same places.
        let shape = |article: Article, locale| {
            let html = article.html(locale);
            let count = |part: &str| html.matches(part).count();
            let links: Vec<_> =
                html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            (
                ["<h2", "<h3", "<p>", "<li>", "<strong>"].map(count),
                links.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            )
        };
        for article in Article::ALL {
            let first = shape(article, Locale::PtBr);
            assert!(first.0[0] >= 5, "{article:?} has sections");
            for locale in Locale::ALL {
                assert_eq!(shape(article, locale), first, "{article:?} {locale:?}");
            }
            assert_eq!(Article::of(article.name()), Some(article));
        }
        assert_eq!(Article::of("imprint"), None);
    }

    #[test]
    fn headings_begin_below_the_page_s_and_programs_are_loaded_afresh() {
        let html = Article::Help.html(Locale::En);
        assert!(!html.contains("<h1"), "{html}");
        assert!(html.contains("<h2 class=\"heading\">Booking</h2>"), "{html}");
        assert!(html.contains("href=\"/api/schema/swagger-ui\" rel=\"external\""), "{html}");
    }
}
