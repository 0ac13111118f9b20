//! The kinds of problems, each with a page that its `type` leads to.

use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use crate::state::AppState;

/// A kind of problem.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its stable code.
    pub code: &'static str,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// What it is, in a few words.
    pub title: &'static str,
    /// When it happens, and what to do then.
    pub explanation: &'static str,
}

const fn kind(
    status: u16,
    code: &'static str,
    title: &'static str,
    explanation: &'static str,
) -> Kind {
    Kind { code, status, title, explanation }
}

/// All kinds of problems that the API answers with.
pub const KINDS: [Kind; 27] = [
    kind(
        400,
        "malformed_json",
        "The body is no JSON",
        "The body of the request cannot be read as JSON. The detail says where reading stopped.",
    ),
    kind(
        400,
        "malformed_request",
        "The request cannot be read",
        "A part of the request other than its body, such as its query or a header, cannot be read.",
    ),
    kind(
        400,
        "idempotency_key_missing",
        "An Idempotency-Key is needed",
        "Requests that create or charge carry a header Idempotency-Key of 1 to 255 visible characters, \
         new for each thing you want done (a UUID is fine). Sent again with the same key, the request \
         gets the same answer and nothing happens twice.",
    ),
    kind(
        401,
        "unauthenticated",
        "You are not signed in",
        "Send a session's token as Authorization: Bearer. A token that is malformed, unknown or has \
         ended counts as none; POST /api/v1/sessions gives a new one. Cookies do not count here.",
    ),
    kind(
        401,
        "wrong_credentials",
        "Wrong e-mail address or password",
        "No account has this e-mail address with this password. Which of the two is wrong is not said.",
    ),
    kind(
        403,
        "forbidden",
        "Your account may not do this",
        "The role of your account does not allow it; the detail says which one would.",
    ),
    kind(
        403,
        "cross_site",
        "The request came from another site",
        "A browser says that another site sent this request. Only our own pages may.",
    ),
    kind(
        404,
        "not_found",
        "It does not exist",
        "There is no such thing, or it is not yours: the two look the same.",
    ),
    kind(
        404,
        "no_such_route",
        "Nothing is at this address",
        "The API has no such address. The document at /api/v1/openapi.json lists those it has.",
    ),
    kind(
        405,
        "method_not_allowed",
        "The address does not take this method",
        "The header Allow lists the methods that this address takes.",
    ),
    kind(
        409,
        "not_available",
        "The rooms are not available",
        "Somebody else has a room that was asked for, on one of the dates at least. Nothing was booked. \
         The member alternatives, if there, lists room types of the same hotel that would do, each \
         with room_type_id, name and rooms_left.",
    ),
    kind(
        409,
        "price_changed",
        "The price is another one",
        "The stay costs something else than expected_total. Nothing was booked; the member total is the \
         price now.",
    ),
    kind(
        409,
        "has_prices",
        "The currency is settled",
        "The hotel has room types with prices, so that its currency cannot change any more.",
    ),
    kind(
        409,
        "too_many",
        "There are as many as there may be",
        "There is a limit to how many of these a hotel or room has; the detail says which. Delete one \
         that is not needed any more.",
    ),
    kind(
        409,
        "endpoint_disabled",
        "The endpoint is disabled",
        "Nothing is sent to a webhook endpoint that is disabled, by you or after failures. Enable it \
         first: PATCH it with enabled set to true.",
    ),
    kind(
        409,
        "delivery_pending",
        "It is on its way already",
        "This delivery has not ended: it will be sent, or sent again, by itself. The list of deliveries \
         says when.",
    ),
    kind(
        409,
        "request_in_progress",
        "The same request is being worked on",
        "Another request with this Idempotency-Key has not been answered yet. Wait as long as \
         Retry-After says, and send it again.",
    ),
    kind(
        412,
        "stale_version",
        "It has changed in the meantime",
        "If-Match names another version than the one there is. Load it again, and repeat the change if it \
         still makes sense.",
    ),
    kind(
        413,
        "body_too_large",
        "The body is too large",
        "A request's body has a limit: 64 KiB unless the installation sets another.",
    ),
    kind(
        415,
        "unsupported_media_type",
        "The body is of another type",
        "Send the body as JSON, with Content-Type: application/json.",
    ),
    kind(
        422,
        "invalid_input",
        "Some fields are wrong",
        "The list errors has what is wrong with which field: pointer is a JSON Pointer into the body (or \
         the name of a query parameter after a slash), code is stable, detail is for people. Fields \
         that do not exist are wrong, too.",
    ),
    kind(
        422,
        "idempotency_key_reused",
        "The key came with another request",
        "This Idempotency-Key was sent before, with a different body. Use a new key for a new request.",
    ),
    kind(
        428,
        "precondition_required",
        "If-Match is needed",
        "A change names the version it is made to: send the ETag that you got with it as If-Match.",
    ),
    kind(429, "too_many_requests", "Too many requests", "Wait as long as Retry-After says."),
    kind(
        500,
        "internal",
        "Something went wrong on our side",
        "A defect of ours. It is in our log under the request_id.",
    ),
    kind(
        503,
        "unavailable",
        "A part of the system does not answer",
        "Try again after as long as Retry-After says. Requests with an Idempotency-Key are safe to \
         repeat.",
    ),
    kind(
        503,
        "timeout",
        "It took too long",
        "The request was ended because it took too long. Whether it had an effect is not known: read \
         before you repeat it, or repeat it with the same Idempotency-Key.",
    ),
];

fn find(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

/// The few words for a code; those of its status, for one that is not in the list.
#[must_use]
pub fn title(code: &str, status: u16) -> &'static str {
    let of_status = || StatusCode::from_u16(status).ok()?.canonical_reason();
    find(code).map(|kind| kind.title).or_else(of_status).unwrap_or("Failure")
}

/// Where a code is explained.
#[must_use]
pub fn path(code: &str) -> String {
    format!("/problems/{code}")
}

/// `/problems` and `/problems/{code}`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/problems", get(list)).route("/problems/{code}", get(explain))
}

async fn list() -> Response {
    let items: String = KINDS
        .iter()
        .map(|kind| {
            let Kind { code, status, title, .. } = kind;
            format!(
                "<li><a href=\"{}\"><code>{code}</code></a>: {status}, {title}</li>",
                path(code)
            )
        })
        .collect();
    page(StatusCode::OK, "Problems of the API", &format!("<ul>{items}</ul>"))
}

async fn explain(Path(code): Path<String>) -> Response {
    let Some(Kind { code, status, title, explanation }) = find(&code) else {
        let body = "<p>There is no problem of this name. <a href=\"/problems\">All of them</a></p>";
        return page(StatusCode::NOT_FOUND, "Unknown problem", body);
    };
    let body = format!(
        "<p><code>{code}</code>, status {status}</p><p>{explanation}</p>\
         <p><a href=\"/problems\">All problems</a></p>"
    );
    page(StatusCode::OK, title, &body)
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    const CSP: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    );
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} – Pousada API</title>\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.6 system-ui,sans-serif;\
         max-width:42rem;margin:3rem auto;padding:0 1rem}}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    (status, [(header::CONTENT_SECURITY_POLICY, CSP)], Html(page)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_fit_an_address() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert!(
                kind.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                "{}",
                kind.code
            );
            assert!(KINDS[..index].iter().all(|other| other.code != kind.code), "{}", kind.code);
            assert!(kind.title.len() <= 60 && !kind.explanation.contains('<'), "{}", kind.code);
        }
    }
}
