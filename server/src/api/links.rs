//! What can be asked next: the operations that take the id which another one answers with. Programs
//! that walk through the API by its document get to what is there by them.

use std::collections::BTreeSet;

use utoipa::openapi::{
    OpenApi, RefOr,
    link::{Link, LinkBuilder},
    path::{Operation, Parameter, ParameterIn},
};

use super::openapi::operations;

/// Where ids come from: the operation, the status of its answer, the parameter that the id is good for,
/// and where it stands.
const SOURCES: [(&str, &str, &str, &str); 33] = [
    ("createHotel", "201", "hotel_id", "/id"),
    ("listMyHotels", "200", "hotel_id", "/data/0/id"),
    ("searchHotels", "200", "hotel_id", "/data/0/id"),
    ("createRoomType", "201", "room_type_id", "/id"),
    ("listRoomTypes", "200", "room_type_id", "/data/0/id"),
    ("createRooms", "201", "room_id", "/data/0/id"),
    ("listRooms", "200", "room_id", "/data/0/id"),
    ("createBlock", "201", "block_id", "/id"),
    ("listBlocks", "200", "block_id", "/data/0/id"),
    ("createHotelPhoto", "201", "photo_id", "/id"),
    ("createRoomTypePhoto", "201", "photo_id", "/id"),
    ("createBooking", "201", "booking_id", "/id"),
    ("createDeskBooking", "201", "booking_id", "/id"),
    ("listBookings", "200", "booking_id", "/data/0/id"),
    ("listHotelBookings", "200", "booking_id", "/data/0/id"),
    ("listHotelNotices", "200", "notice_id", "/data/0/id"),
    ("createRateRule", "201", "rate_rule_id", "/id"),
    ("listRateRules", "200", "rate_rule_id", "/data/0/id"),
    ("createPromotion", "201", "promotion_id", "/id"),
    ("listPromotions", "200", "promotion_id", "/data/0/id"),
    ("createCharge", "201", "charge_id", "/id"),
    ("listCharges", "200", "charge_id", "/data/0/id"),
    ("createWebhookEndpoint", "201", "webhook_endpoint_id", "/id"),
    ("listWebhookEndpoints", "200", "webhook_endpoint_id", "/data/0/id"),
    ("testWebhookEndpoint", "202", "webhook_delivery_id", "/id"),
    ("listWebhookDeliveries", "200", "webhook_delivery_id", "/data/0/id"),
    ("createIcalFeed", "201", "ical_feed_id", "/id"),
    ("listIcalFeeds", "200", "ical_feed_id", "/data/0/id"),
    ("createIcalImport", "201", "ical_import_id", "/id"),
    ("listIcalImports", "200", "ical_import_id", "/data/0/id"),
    ("createSession", "201", "session_id", "/id"),
    ("createApiKey", "201", "api_key_id", "/id"),
    ("listHotelReviews", "200", "review_id", "/data/0/id"),
];

/// An operation that an id leads to.
struct Target {
    id: String,
    path: BTreeSet<String>,
    wants_version: bool,
}

/// Writes the links into the document.
pub fn add(document: &mut OpenApi) {
    let mut targets = Vec::new();
    for item in document.paths.paths.values_mut() {
        targets.extend(operations(item).filter_map(|operation| target(operation)));
    }
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            let own: BTreeSet<String> = names(operation, &ParameterIn::Path);
            let id = operation.operation_id.clone().unwrap_or_default();
            for (_, status, name, at) in SOURCES.into_iter().filter(|source| source.0 == id) {
                let Some(RefOr::T(response)) = operation.responses.responses.get_mut(status) else {
                    continue;
                };
                let versioned = response.headers.contains_key("ETag");
                for target in targets.iter().filter(|target| target.path.contains(name)) {
                    if let Some(link) = link(target, &own, (name, at), versioned) {
                        response.links.insert(target.id.clone(), link.into());
                    }
                }
            }
        }
    }
}

fn target(operation: &Operation) -> Option<Target> {
    let path = names(operation, &ParameterIn::Path);
    let headers = names(operation, &ParameterIn::Header);
    let wants_version = headers.contains("If-Match");
    let id = operation.operation_id.clone()?;
    (!path.is_empty()).then_some(Target { id, path, wants_version })
}

/// The names of the parameters in that place.
fn names(operation: &Operation, place: &ParameterIn) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().flatten();
    let name = |parameter: &RefOr<Parameter>| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == *place => Some(parameter.name.clone()),
        _ => None,
    };
    parameters.filter_map(name).collect()
}

/// The link to an operation, unless its path has more than the id and what the asking one has, too.
fn link(
    target: &Target,
    own: &BTreeSet<String>,
    (name, at): (&str, &str),
    versioned: bool,
) -> Option<Link> {
    let mut link =
        LinkBuilder::new().operation_id(&target.id).parameter(name, format!("$response.body#{at}"));
    for other in target.path.iter().filter(|other| *other != name) {
        if !own.contains(other) {
            return None;
        }
        link = link.parameter(other, format!("$request.path.{other}"));
    }
    if versioned && target.wants_version {
        link = link.parameter("If-Match", "$response.header.ETag");
    }
    Some(link.build())
}
