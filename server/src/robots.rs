//! What search engines read: `robots.txt`, and the list of all public pages by the Sitemaps
//! protocol (<https://www.sitemaps.org/protocol.html>).

use std::fmt::Write;

use app::i18n::Locale;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::SecondsFormat;
use pousada_core::catalog;

use crate::{api::problem::Problem, state::AppState};

/// Hotels of one file. The protocol allows 50,000 addresses and 50 MiB, and each hotel has one
/// for each language.
const HOTELS: i64 = 5_000;

/// Public pages that are always there.
const PAGES: [&str; 7] = ["/", "/search", "/rooms", "/sign-up", "/help", "/privacy", "/terms"];

/// What is for one person only, or for programs.
const PRIVATE: [&str; 12] = [
    "/account",
    "/api/",
    "/book",
    "/favourites",
    "/forgot",
    "/manage",
    "/reset",
    "/rpc/",
    "/sign-in",
    "/trips",
    "/verify",
    "/ical/",
];

/// `/robots.txt`, `/sitemap.xml` and the files that it names.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(index))
        .route("/sitemaps/{name}", get(part))
}

async fn robots(State(state): State<AppState>) -> Response {
    let mut text = "User-agent: *\n".to_owned();
    for path in PRIVATE {
        _ = writeln!(text, "Disallow: {path}");
    }
    _ = writeln!(text, "\nSitemap: {}/sitemap.xml", state.services().settings.public_url);
    answer("text/plain; charset=utf-8", text)
}

async fn index(State(state): State<AppState>) -> Result<Response, Problem> {
    let svc = state.services();
    let files = (catalog::count_listed(svc).await? + HOTELS - 1) / HOTELS;
    let url = &svc.settings.public_url;
    let mut xml = format!("{HEAD}<sitemapindex {NAMES}>\n");
    _ = writeln!(xml, "<sitemap><loc>{url}/sitemaps/pages.xml</loc></sitemap>");
    for n in 1..=files {
        _ = writeln!(xml, "<sitemap><loc>{url}/sitemaps/hotels-{n}.xml</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    Ok(answer(XML, xml))
}

async fn part(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let svc = state.services();
    let public = &svc.settings.public_url;
    let mut xml = format!("{HEAD}<urlset {NAMES}>\n");
    if name == "pages.xml" {
        for page in PAGES {
            url(&mut xml, &format!("{public}{page}"), None);
        }
        xml.push_str("</urlset>\n");
        return Ok(answer(XML, xml));
    }
    let number = name.strip_prefix("hotels-").and_then(|rest| rest.strip_suffix(".xml"));
    let number = number.and_then(|number| number.parse::<u16>().ok()).filter(|number| *number > 0);
    let Some(number) = number else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let hotels = catalog::listed(svc, i64::from(number - 1) * HOTELS, HOTELS).await?;
    if hotels.is_empty() {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    for hotel in hotels {
        let changed = hotel.updated_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        url(&mut xml, &format!("{public}/hotels/{}", hotel.slug), Some(&changed));
    }
    xml.push_str("</urlset>\n");
    Ok(answer(XML, xml))
}

const XML: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMES: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                     xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"";

/// One address, and the same page in each language. Our addresses need no escapes.
fn url(xml: &mut String, address: &str, changed: Option<&str>) {
    _ = write!(xml, "<url><loc>{address}</loc>");
    if let Some(changed) = changed {
        _ = write!(xml, "<lastmod>{changed}</lastmod>");
    }
    for locale in Locale::ALL {
        let tag = locale.tag();
        _ = write!(
            xml,
            "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{address}?lang={tag}\"/>"
        );
    }
    xml.push_str("</url>\n");
}

fn answer(kind: &'static str, text: String) -> Response {
    const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
    let kind = HeaderValue::from_static(kind);
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, AN_HOUR)], text).into_response()
}
