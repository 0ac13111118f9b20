//! What guests say of their stays, and what hotels answer.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::reviews;
use types::{
    BookingId, HotelId, Page, ReviewId,
    review::{AnswerInput, BookingReview, Review, ReviewInput, ReviewPatch, ReviewSummary},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::{Caller, SignedIn},
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        pagination::Paging,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_booking_review, create_review, update_review))
        .routes(routes!(list_hotel_reviews))
        .routes(routes!(get_review_summary))
        .routes(routes!(answer_review))
}

/// The review of a booking
///
/// And what you can do about it now. To the hotel's owner and to the guest.
#[utoipa::path(
    get, path = "/bookings/{booking_id}/review", operation_id = "getBookingReview", tag = "reviews",
    security(("bearer" = ["bookings:read"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    responses((status = 200, body = BookingReview, description = "The review, if there is one")),
)]
async fn get_booking_review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
) -> Result<Body<BookingReview>> {
    Ok(Body(reviews::mine_for_booking(state.services(), &actor, id).await?))
}

/// Review a stay
///
/// Of yours, once, within a year after it ended. Everybody sees it with your given name and
/// the month of your stay.
#[utoipa::path(
    post, path = "/bookings/{booking_id}/review", operation_id = "createReview", tag = "reviews",
    security(("bearer" = ["bookings:write"])),
    params(
        ("booking_id" = Uuid, Path, description = "Which booking"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = ReviewInput,
    responses(
        (status = 201, body = Review, description = "The review", headers(
            ("Location" = String, description = "Where the booking's review is"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only guests review"),
        (status = 409, description = "`wrong_state`, `too_late` or `already_reviewed`: there is nothing to review"),
    ),
)]
async fn create_review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    key: MaybeIdempotencyKey,
    Json(input): Json<ReviewInput>,
) -> Result<Response> {
    let (svc, key) = (state.services(), key.on("POST /bookings/{booking_id}/review"));
    let (review, again) = reviews::write_once(svc, &actor, id, input, key).await?;
    let location = location(format_args!("/bookings/{id}/review"));
    Ok((StatusCode::CREATED, location, Replayed(again), Body(review)).into_response())
}

/// Change your review
///
/// Within 48 hours. Fields that are absent stay as they are.
#[utoipa::path(
    patch, path = "/bookings/{booking_id}/review", operation_id = "updateReview", tag = "reviews",
    security(("bearer" = ["bookings:write"])),
    params(("booking_id" = Uuid, Path, description = "Which booking")),
    request_body = ReviewPatch,
    responses(
        (status = 200, body = Review, description = "The review after the change"),
        (status = 403, description = "`forbidden`: only guests review"),
        (status = 409, description = "`too_late`: the 48 hours are over"),
    ),
)]
async fn update_review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<BookingId>,
    Json(patch): Json<ReviewPatch>,
) -> Result<Body<Review>> {
    Ok(Body(reviews::edit(state.services(), &actor, id, patch).await?))
}

/// A hotel's reviews
///
/// The latest first. Each is by a guest who stayed there.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/reviews", operation_id = "listHotelReviews", tag = "reviews",
    security((), ("bearer" = ["hotels:read"])),
    params(
        ("hotel_id" = Uuid, Path, description = "Which hotel"),
        ("limit" = Option<u32>, Query, description = "How many; 20 if absent", minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before"),
    ),
    responses((status = 200, body = Page<Review>, description = "The reviews",
               headers(("Link" = String, description = "The next page, as `rel=\"next\"`")))),
)]
async fn list_hotel_reviews(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(hotel): Path<HotelId>,
    paging: Paging,
) -> Result<Response> {
    let (svc, page) = (state.services(), &paging.request);
    Ok(paging.answer(reviews::of_hotel(svc, &actor, hotel, page).await?))
}

/// A hotel's reviews in figures
///
/// How many there are, and the mean of each score.
#[utoipa::path(
    get, path = "/hotels/{hotel_id}/reviews/summary", operation_id = "getReviewSummary", tag = "reviews",
    security((), ("bearer" = ["hotels:read"])),
    params(("hotel_id" = Uuid, Path, description = "Which hotel")),
    responses((status = 200, body = ReviewSummary, description = "The figures")),
)]
async fn get_review_summary(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(hotel): Path<HotelId>,
) -> Result<Body<ReviewSummary>> {
    Ok(Body(reviews::summary(state.services(), &actor, hotel).await?))
}

/// Answer a review
///
/// Of a hotel of yours. There is one answer; sent again, it is changed.
#[utoipa::path(
    put, path = "/reviews/{review_id}/answer", operation_id = "answerReview", tag = "reviews",
    security(("bearer" = ["hotels:write"])),
    params(("review_id" = Uuid, Path, description = "Which review")),
    request_body = AnswerInput,
    responses(
        (status = 200, body = Review, description = "The review with the answer"),
        (status = 403, description = "`forbidden`: only hoteliers answer"),
    ),
)]
async fn answer_review(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<ReviewId>,
    Json(input): Json<AnswerInput>,
) -> Result<Body<Review>> {
    Ok(Body(reviews::answer(state.services(), &actor, id, input).await?))
}
