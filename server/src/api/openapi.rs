//! The OpenAPI document, made from the handlers. What all operations have in common
//! is added here: the failures that the kind of operation can end with, and
//! examples of what is sent back.

use serde_json::{Value, json};
use types::{FieldError, search::Sort};
use utoipa::{
    OpenApi, ToSchema,
    openapi::{
        Components, Content, OpenApi as Document, Ref, RefOr, Required, Response, Server,
        content::ContentBuilder,
        path::{Operation, Parameter, ParameterIn, PathItem},
        response::ResponseBuilder,
        schema::{ObjectBuilder, Schema, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use super::{examples, links, problem, problems, schemas, v1};
use crate::state::AppState;

/// A failure (RFC 9457). The codes are explained at `/problems`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Problem {
    /// The address of the page that explains this kind of problem.
    r#type: String,
    /// What kind of problem it is, in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// A sentence for people.
    detail: String,
    /// The path that was asked for.
    instance: String,
    /// A stable code for programs.
    code: String,
    /// What the request is called in our log.
    request_id: String,
    /// What is wrong with which field, if that is the trouble.
    errors: Vec<FieldError>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pousada",
        description = "Hotels, rooms and bookings.\n\n\
            **Sign in**: `POST /api/v1/accounts`, then `POST /api/v1/sessions`; send the token as \
            `Authorization: Bearer`. Programs use **API keys** with scopes, from \
            `POST /api/v1/api-keys`. **Failures** are `application/problem+json` (RFC 9457); each `type` \
            leads to a page that explains it. **Lists** have `data`, `next_cursor` and `has_more`. \
            **Changes** name their version with `If-Match`. **Bookings** carry an `Idempotency-Key`, \
            and are safe to repeat with it; other operations that create or charge may.",
        license(name = "MIT", identifier = "MIT"),
    ),
    components(schemas(Problem, FieldError, Sort)),
    security(("bearer" = [])),
    tags(
        (name = "accounts", description = "People"),
        (name = "sessions", description = "Signing in and out"),
        (name = "API keys", description = "Keys for programs"),
        (name = "hotels", description = "Finding, creating and changing hotels"),
        (name = "inventory", description = "Room types, rooms, and what is free"),
        (name = "bookings", description = "Booking, and the life of a booking"),
        (name = "back office", description = "A hotelier's view"),
        (name = "rates", description = "Prices, rules of sale, promotions, taxes and fees"),
        (name = "webhooks", description = "Being told of what happens"),
        (name = "reviews", description = "What guests say of their stays, and what hotels answer"),
        (name = "favourites", description = "Hotels that you want to find again"),
        (name = "calendars", description = "Exchanging iCalendar files with other places where rooms are sold"),
    ),
)]
struct Base;

/// All operations with their document, which has no server yet.
#[must_use]
pub fn build() -> OpenApiRouter<AppState> {
    let mut router = OpenApiRouter::with_openapi(Base::openapi()).nest(v1::PREFIX, v1::routes());
    complete(router.get_openapi_mut());
    router
}

/// The whole document of a server at `public_url`.
#[must_use]
pub fn document(public_url: &str) -> Document {
    let (_, mut document) = build().split_for_parts();
    set_server(&mut document, public_url);
    document
}

/// Says where the server is.
pub fn set_server(document: &mut Document, public_url: &str) {
    document.servers = Some(vec![Server::new(public_url)]);
}

fn complete(document: &mut Document) {
    let components = document.components.get_or_insert_with(Components::new);
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A session's token, from `POST /api/v1/sessions`, or an API key (`pk_…`), from \
             `POST /api/v1/api-keys`. The role that an operation names is the scope that a key \
             needs for it; operations that name none are for sessions only.",
        ))
        .build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    schemas::unite(components);
    for status in COMMON {
        components.responses.insert(name(status), problem_response(status).into());
    }
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            complete_operation(operation);
        }
    }
    links::add(document);
    schemas::prune(document);
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
}

/// Failures that are described once.
const COMMON: [u16; 13] = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503];

/// Operations whose body may be left out.
const BODY_OPTIONAL: [&str; 3] = ["previewCancellation", "cancelBooking", "checkOut"];

fn complete_operation(operation: &mut Operation) {
    let parameters = operation.parameters.iter().flatten();
    let place = |place: ParameterIn| {
        parameters.clone().any(|parameter| match parameter {
            RefOr::T(parameter) => parameter.parameter_in == place,
            RefOr::Ref(_) => false,
        })
    };
    let body = operation.request_body.is_some();
    let no_token_needed =
        operation.security.as_ref().is_some_and(|all| all == &vec![Default::default()]);
    let header = |name: &str| {
        parameters.clone().find_map(|parameter| match parameter {
            RefOr::T(parameter) if parameter.name == name => Some(&parameter.required),
            _ => None,
        })
    };
    let (key, version) = (header("Idempotency-Key").is_some(), header("If-Match"));
    let wanted = [
        (400, body || place(ParameterIn::Query) || version.is_some()),
        (401, !no_token_needed),
        (403, !no_token_needed),
        (404, place(ParameterIn::Path)),
        (409, key),
        (412, version.is_some()),
        (413, body),
        (415, body),
        (422, body || place(ParameterIn::Query) || key),
        (428, version == Some(&Required::True)),
        (429, true),
        (500, true),
        (503, true),
    ];
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            complete_header(parameter);
        }
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && operation.operation_id.as_deref().is_some_and(|id| BODY_OPTIONAL.contains(&id))
    {
        body.required = Some(Required::False);
    }
    let responses = &mut operation.responses.responses;
    for (status, _) in wanted.into_iter().filter(|(_, wanted)| *wanted) {
        let common = || Ref::from_response_name(name(status)).into();
        responses.entry(status.to_string()).or_insert_with(common);
    }
    for (status, response) in responses {
        if let RefOr::T(response) = response {
            complete_response(status.parse().unwrap_or_default(), response);
        }
    }
}

/// Says what a key and a version can be.
fn complete_header(parameter: &mut Parameter) {
    let (most, pattern) = match (parameter.name.as_str(), &parameter.required) {
        ("Idempotency-Key", _) => (255, "^[!-~]+$"),
        ("If-Match", Required::True) => (12, "^\"v[0-9]{1,9}\"$"),
        ("If-Match", Required::False) => (12, "^(\"v[0-9]{1,9}\"|\\*)?$"),
        _ => return,
    };
    let value = ObjectBuilder::new().schema_type(Type::String);
    parameter.schema = Some(value.max_length(Some(most)).pattern(Some(pattern)).into());
}

fn complete_response(status: u16, response: &mut Response) {
    if status >= 400 && response.content.is_empty() {
        let example = problem_example(status, first_code(&response.description));
        response.content.insert(problem::CONTENT_TYPE.to_owned(), problem_content(example).into());
        return;
    }
    for content in response.content.values_mut() {
        if let RefOr::T(content) = content
            && content.example.is_none()
            && let Some(RefOr::Ref(schema)) = &content.schema
        {
            content.example =
                example_of(schema.ref_location.rsplit('/').next().unwrap_or_default());
        }
    }
}

/// An example of the schema of that name; a page of one, for `Page_…`.
fn example_of(schema: &str) -> Option<Value> {
    match schema.strip_prefix("Page_") {
        Some(item) => {
            let item = examples::of(item)?;
            Some(json!({ "data": [item], "next_cursor": null, "has_more": false }))
        }
        None => examples::of(schema),
    }
}

fn name(status: u16) -> String {
    format!("Problem{status}")
}

/// What the failures of a status are, from the list of problems.
fn problem_response(status: u16) -> Response {
    let codes: Vec<String> = problems::KINDS
        .iter()
        .filter(|kind| kind.status == status)
        .map(|kind| format!("`{}`: {}", kind.code, kind.title))
        .collect();
    let first = problems::KINDS.iter().find(|kind| kind.status == status).map(|kind| kind.code);
    ResponseBuilder::new()
        .description(codes.join("; "))
        .content(problem::CONTENT_TYPE, problem_content(problem_example(status, first)))
        .build()
}

fn problem_content(example: Option<Value>) -> Content {
    let schema: RefOr<Schema> = Ref::from_schema_name("Problem").into();
    ContentBuilder::new().schema(Some(schema)).example(example).build()
}

/// The first code that a description names.
fn first_code(description: &str) -> Option<&str> {
    description.split('`').nth(1)
}

fn problem_example(status: u16, code: Option<&str>) -> Option<Value> {
    let kind =
        problems::KINDS.iter().find(|kind| Some(kind.code) == code && kind.status == status)?;
    let errors = if status == 422 && kind.code == "invalid_input" {
        json!([{ "pointer": "/check_out", "code": "invalid", "detail": "Departure must be after arrival." }])
    } else {
        json!([])
    };
    Some(json!({
        "type": format!("https://pousada.example{}", problems::path(kind.code)),
        "title": kind.title, "status": status, "detail": format!("{}.", kind.title),
        "instance": "/api/v1/…", "code": kind.code,
        "request_id": "5f0c6a1b9d3e4c7fa2b8d1e6f7a9c3b4", "errors": errors,
    }))
}
