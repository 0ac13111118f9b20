//! Nights on which a room is not sold.

use axum::{
    Json as Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pousada_core::bookings;
use types::{
    Page, RoomId, RoomStayId,
    booking::{Block, NewBlock},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::location;
use crate::{
    api::{
        auth::SignedIn,
        extract::Path,
        idempotency::{MaybeIdempotencyKey, Replayed},
        json::Json,
        problem::Result,
    },
    state::AppState,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_blocks, create_block)).routes(routes!(delete_block))
}

/// A room's blocks
///
/// Of a room of yours, those that are not over, in order.
#[utoipa::path(
    get, path = "/rooms/{room_id}/blocks", operation_id = "listBlocks", tag = "inventory",
    security(("bearer" = ["hotels:read"])),
    params(("room_id" = Uuid, Path, description = "Which room")),
    responses(
        (status = 200, body = Page<Block>, description = "The blocks"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn list_blocks(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(room): Path<RoomId>,
) -> Result<Body<Page<Block>>> {
    Ok(Body(Page::whole(bookings::blocks(state.services(), &actor, room).await?)))
}

/// Block a room
///
/// Nobody can book a room of yours on these nights, as for maintenance. Bookings that are
/// there already stand in the way.
#[utoipa::path(
    post, path = "/rooms/{room_id}/blocks", operation_id = "createBlock", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(
        ("room_id" = Uuid, Path, description = "Which room"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent again with the same body, it gets the same answer"),
    ),
    request_body = NewBlock,
    responses(
        (status = 201, body = Block, description = "The block", headers(
            ("Location" = String, description = "Where the block is"),
            ("Idempotent-Replayed" = bool, description = "`true`, if it was made by an earlier request"),
        )),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
        (status = 409, description = "`not_available`: the member `bookings` has the codes of those in the way; or `request_in_progress`"),
    ),
)]
async fn create_block(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(room): Path<RoomId>,
    key: MaybeIdempotencyKey,
    Json(block): Json<NewBlock>,
) -> Result<Response> {
    let key = key.on("POST /rooms/{room_id}/blocks");
    let made = bookings::block_room_once(state.services(), &actor, room, block, key).await?;
    let (block, again) = made;
    let location = location(format_args!("/blocks/{}", block.id));
    Ok((StatusCode::CREATED, location, Replayed(again), Body(block)).into_response())
}

/// End a block
#[utoipa::path(
    delete, path = "/blocks/{block_id}", operation_id = "deleteBlock", tag = "inventory",
    security(("bearer" = ["hotels:write"])),
    params(("block_id" = Uuid, Path, description = "Which block")),
    responses(
        (status = 204, description = "The nights can be sold again"),
        (status = 403, description = "`forbidden`: only hoteliers have hotels"),
    ),
)]
async fn delete_block(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path(id): Path<RoomStayId>,
) -> Result<StatusCode> {
    bookings::unblock(state.services(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
