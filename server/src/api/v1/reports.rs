//! How hotels did.

use axum::{
    Json as Body,
    body::{Body as Stream, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use futures_util::stream;
use pousada_core::{Error, reports};
use types::{
    HotelId,
    report::{Figures, Losses, Report, ReportGroup, ReportPeriod, ReportQuery, Sales},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::csv;
use crate::{
    api::{
        auth::SignedIn,
        extract::{Path, Query},
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_report))
}

/// How a hotel did
///
/// Of a hotel of yours, over 1 to 365 nights: occupancy, average daily rate, revenue for each room
/// that could be sold, by day, week or month; sales by room type, by who booked and by length of
/// stay; what was booked lately, and what was called off. Nights of stays that are confirmed, going
/// on or completed are sold; rates are in basis points (10000 is all), amounts in the hotel's
/// currency. With `Accept: text/csv` the same as a table.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/reports", operation_id = "getReport", tag = "back office",
    security(("bearer" = ["bookings:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("from" = NaiveDate, Query, description = "First night", example = "2027-03-01"),
        ("to" = NaiveDate, Query, description = "The day after the last night; at most 365 nights", example = "2027-04-01"),
        ("group" = Option<ReportGroup>, Query, description = "How nights are put together; by day if absent"),
        ("pickup_days" = Option<u32>, Query, description = "How far back a booking counts as picked up; 7 days if absent", minimum = 1, maximum = 365),
        ("compare" = Option<bool>, Query, description = "Whether as many nights from the same date of the year before are wanted, too"),
    ),
    responses(
        (status = 200, description = "The report", content(
            (Report = "application/json"),
            (String = "text/csv", example = json!("period,kind,name,from,to,…\r\nthis,total,,2027-03-01,…\r\n")),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 422, description = "`invalid_input`"),
    ),
)]
async fn get_report(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    headers: HeaderMap,
    Query(query): Query<ReportQuery>,
) -> Result<Response> {
    let report = reports::report(state.services(), &actor, hotel, query).await?;
    if !csv::is_wanted(&headers) {
        return Ok(([(header::VARY, "Accept")], Body(report)).into_response());
    }
    let headers = csv::headers("attachment; filename=\"report.csv\"");
    let lines =
        stream::iter(table(&report).into_iter().map(|line| Ok::<_, Error>(Bytes::from(line))));
    Ok((headers, Stream::from_stream(lines)).into_response())
}

/// The first line of a table. What a kind of line has nothing to say of is empty.
const COLUMNS: [&str; 18] = [
    "period",
    "kind",
    "name",
    "from",
    "to",
    "currency",
    "rooms_available",
    "nights_sold",
    "occupancy",
    "room_revenue",
    "taxes",
    "adr",
    "revpar",
    "count",
    "share",
    "rate",
    "lost_revenue",
    "fees",
];

fn table(report: &Report) -> Vec<String> {
    let mut lines = vec![csv::line(&COLUMNS.map(str::to_owned))];
    add(&mut lines, "this", &report.period);
    if let Some(before) = &report.year_before {
        add(&mut lines, "year_before", before);
    }
    lines
}

fn add(lines: &mut Vec<String>, name: &str, period: &ReportPeriod) {
    let currency = period.totals.room_revenue.currency.code();
    let mut line =
        |kind: &str, label: &str, (from, to): (NaiveDate, NaiveDate), rest: [String; 12]| {
            let begin = [name, kind, label, &from.to_string(), &to.to_string(), currency];
            let cells: Vec<String> = begin.map(str::to_owned).into_iter().chain(rest).collect();
            lines.push(csv::line(&cells));
        };
    let whole = (period.from, period.to);
    line("total", "", whole, of_figures(&period.totals));
    for part in &period.parts {
        line("part", "", (part.from, part.to), of_figures(&part.figures));
    }
    for sold in &period.by_room_type {
        line("room_type", &sold.room_type_name, whole, of_sales(&sold.sales));
    }
    for sold in &period.by_source {
        line("source", sold.source.as_str(), whole, of_sales(&sold.sales));
    }
    for sold in &period.by_length {
        let most = sold.max_nights.map_or_else(String::new, |most| most.to_string());
        line("length", &format!("{}..{most}", sold.min_nights), whole, of_sales(&sold.sales));
    }
    let pickup = &period.pickup;
    let since = pickup.since.to_rfc3339();
    let mut cells: [String; 12] = Default::default();
    cells[1] = pickup.nights_sold.to_string();
    cells[3] = csv::amount(pickup.room_revenue);
    cells[7] = pickup.bookings.to_string();
    line("pickup", &since, whole, cells);
    line("cancellations", "", whole, of_losses(&period.cancellations));
    line("no_shows", "", whole, of_losses(&period.no_shows));
}

fn number(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn of_figures(figures: &Figures) -> [String; 12] {
    let mut cells: [String; 12] = Default::default();
    cells[0] = figures.rooms_available.to_string();
    cells[1] = figures.nights_sold.to_string();
    cells[2] = number(figures.occupancy);
    cells[3] = csv::amount(figures.room_revenue);
    cells[4] = csv::amount(figures.taxes);
    cells[5] = figures.adr.map(csv::amount).unwrap_or_default();
    cells[6] = figures.revpar.map(csv::amount).unwrap_or_default();
    cells
}

fn of_sales(sales: &Sales) -> [String; 12] {
    let mut cells: [String; 12] = Default::default();
    cells[1] = sales.nights_sold.to_string();
    cells[3] = csv::amount(sales.room_revenue);
    cells[4] = csv::amount(sales.taxes);
    cells[5] = sales.adr.map(csv::amount).unwrap_or_default();
    cells[7] = sales.stays.to_string();
    cells[8] = number(sales.revenue_share);
    cells
}

fn of_losses(losses: &Losses) -> [String; 12] {
    let mut cells: [String; 12] = Default::default();
    cells[7] = losses.count.to_string();
    cells[9] = number(losses.rate);
    cells[10] = csv::amount(losses.lost_revenue);
    cells[11] = csv::amount(losses.fees);
    cells
}
