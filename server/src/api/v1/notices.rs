//! The ledger of letters about a hotel's bookings.

use axum::{extract::State, http::StatusCode, response::Response};
use pousada_core::notices;
use serde::Deserialize;
use types::{
    HotelId, NoticeId, Page,
    notice::{HotelNotice, NoticeState},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    api::{
        auth::SignedIn,
        extract::{Path, Query},
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_hotel_notices)).routes(routes!(resend_notice))
}

#[derive(Deserialize)]
struct Filter {
    state: Option<NoticeState>,
}

/// The letters about a hotel's bookings
///
/// Of a hotel of yours, the latest first: what was to be sent to whom, and how that went.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/notices", operation_id = "listHotelNotices", tag = "back office",
    security(("bearer" = ["bookings:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("state" = Option<NoticeState>, Query, description = "Only those that went that way"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses(
        (status = 200, body = Page<HotelNotice>, description = "The letters",
         headers(("Link" = String, description = "The next page, as `rel=\"next\"`"))),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_hotel_notices(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(hotel): Path<HotelId>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Response> {
    let (svc, page) = (state.services(), &paging.request);
    Ok(paging.answer(notices::of_hotel(svc, &actor, hotel, filter.state, page).await?))
}

/// Send a letter again
///
/// As it would be written now. Asked for twice before it went out, it is sent once.
#[utoipa::path(
    post, path = "/hotels/{hotel_id}/notices/{notice_id}/resend", operation_id = "resendNotice",
    tag = "back office", security(("bearer" = ["bookings:write"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("notice_id" = Uuid, Path, description = "Which letter"),
    ),
    responses(
        (status = 202, description = "It is on its way"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`no_address`: there is nowhere to send it"),
    ),
)]
async fn resend_notice(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((hotel, notice)): Path<(HotelId, NoticeId)>,
) -> Result<StatusCode> {
    notices::resend_at(state.services(), &actor, hotel, notice).await?;
    Ok(StatusCode::ACCEPTED)
}
