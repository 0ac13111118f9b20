//! A hotel's bookings as a table for spreadsheets, written page by page as it is read.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use pousada_core::{Actor, Error, bookings};
use types::{
    HotelId, Page,
    booking::{Booking, BookingFilter},
    page::PageRequest,
};

use crate::{api::problem::Result, state::AppState};

/// How many bookings are read at a time.
const AT_A_TIME: u32 = 100;

/// The first line.
const COLUMNS: [&str; 19] = [
    "code",
    "state",
    "source",
    "check_in",
    "check_out",
    "nights",
    "rooms",
    "adults",
    "children",
    "guest_name",
    "guest_email",
    "guest_phone",
    "guest_note",
    "currency",
    "taxes",
    "fee",
    "total",
    "created_at",
    "id",
];

/// Whether the client wants a table rather than JSON.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter();
    let mut kinds = accepted.filter_map(|value| value.to_str().ok()).flat_map(|value| {
        value.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim())
    });
    // The first of the two that is named.
    let known = |kind: &&str| matches!(*kind, "text/csv" | "application/json");
    kinds.find(known) == Some("text/csv")
}

/// What is read, and for whom.
struct Reader {
    state: AppState,
    actor: Actor,
    hotel: HotelId,
    filter: BookingFilter,
}

impl Reader {
    async fn page(&self, cursor: Option<String>) -> Result<Page<Booking>, Error> {
        let page = PageRequest { limit: Some(AT_A_TIME), cursor };
        let svc = self.state.services();
        bookings::hotel_bookings(svc, &self.actor, self.hotel, &self.filter, &page).await
    }
}

/// All the bookings that the filter lets through. The first of them are read before the
/// answer begins, so that a refusal is one.
pub(super) async fn answer(
    state: AppState,
    actor: Actor,
    hotel: HotelId,
    filter: BookingFilter,
) -> Result<Response> {
    let reader = Reader { state, actor, hotel, filter };
    let first = reader.page(None).await?;
    let begin = format!("{}\r\n{}", COLUMNS.join(","), table(&first.data));
    let place = (reader, first.next_cursor);
    let rest = stream::try_unfold(place, async |(reader, cursor): (Reader, Option<String>)| {
        let Some(cursor) = cursor else { return Ok(None) };
        let page = reader.page(Some(cursor)).await?;
        Ok::<_, Error>(Some((table(&page.data), (reader, page.next_cursor))))
    });
    // The table has no end then, by which whoever reads it sees that it is broken off.
    let rest = rest.inspect_err(|error| tracing::error!(%error, "a table was broken off"));
    let body = stream::once(async { Ok(begin) }).chain(rest);
    let headers = headers("attachment; filename=\"bookings.csv\"");
    Ok((headers, Body::from_stream(body.map_ok(Bytes::from))).into_response())
}

fn table(bookings: &[Booking]) -> String {
    bookings.iter().map(row).collect()
}

fn row(booking: &Booking) -> String {
    let live = || booking.rooms.iter().filter(|room| room.state == booking.state);
    let rooms: Vec<&str> = live().map(|room| room.room_number.as_str()).collect();
    let cells: [String; COLUMNS.len()] = [
        booking.code.clone(),
        booking.state.as_str().to_owned(),
        booking.source.as_str().to_owned(),
        booking.check_in.to_string(),
        booking.check_out.to_string(),
        booking.nights.to_string(),
        rooms.join(" "),
        live().map(|room| room.adults).sum::<i16>().to_string(),
        live().map(|room| room.children).sum::<i16>().to_string(),
        booking.guest.name.clone(),
        booking.guest.email.clone(),
        booking.guest.phone.clone(),
        booking.guest_note.clone(),
        booking.total.currency.code().to_owned(),
        amount(booking.taxes),
        amount(booking.fee),
        amount(booking.total),
        booking.created_at.to_rfc3339(),
        booking.id.to_string(),
    ];
    line(&cells)
}

/// The headers of a table that a browser saves under this name.
pub(super) fn headers(name: &'static str) -> [(header::HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, name),
        (header::VARY, "Accept"),
    ]
}

/// An amount, with a point before its decimals.
pub(super) fn amount(money: types::Money) -> String {
    money.plain().replace(',', ".")
}

/// A line of cells.
pub(super) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

/// A cell (RFC 4180). What a spreadsheet would take for a formula begins with an
/// apostrophe, so that it is text: guests write names and notes.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        assert_eq!(cell("Ana Lima"), "Ana Lima");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("two\r\nlines"), "\"two\r\nlines\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
        for formula in ["+5511987654321", "-2", "\t=1", "\r=1", "＝1"] {
            assert!(cell(formula).trim_start_matches('"').starts_with('\''), "{formula:?}");
        }
    }

    #[test]
    fn the_first_kind_named_is_taken() {
        let wanted = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().expect("a header"));
            is_wanted(&headers)
        };
        assert!(wanted("text/csv") && wanted("text/html, text/csv;q=0.9, */*"));
        assert!(!wanted("*/*") && !wanted("application/json, text/csv") && !wanted("text/html"));
        assert!(!is_wanted(&HeaderMap::new()));
    }
}
