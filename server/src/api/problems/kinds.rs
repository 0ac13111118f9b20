//! All kinds of problems, in the words of their pages.

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
pub const KINDS: [Kind; 45] = [
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
        "Send a session's token or an API key as Authorization: Bearer. A token that is malformed, unknown or has \
         ended counts as none; POST /api/v1/sessions gives a new one. Cookies do not count here.",
    ),
    kind(
        401,
        "wrong_credentials",
        "Wrong e-mail address or password",
        "No account has this e-mail address with this password. Which of the two is wrong is not said.",
    ),
    kind(
        401,
        "second_factor_required",
        "A code is needed too",
        "The password is right, and the account has a second factor. Send the member challenge with a \
         code of the authenticator app, or a recovery code, to POST /api/v1/sessions/second-factor until \
         expires_at.",
    ),
    kind(
        401,
        "challenge_over",
        "The second step came too late",
        "The challenge is unknown, older than five minutes, or had five codes. Begin with the password again.",
    ),
    kind(
        403,
        "forbidden",
        "Your account may not do this",
        "The role of your account does not allow it; the detail says which one would.",
    ),
    kind(
        403,
        "insufficient_scope",
        "The API key is not for this",
        "Each operation says in the document which scope an API key needs for it; those that name \
         none are for sessions only. Make a key with this scope, or sign in.",
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
         with room_type_id, name and rooms_left; nights has those on which nothing is free, and \
         suggestions what could be had instead: other dates, other types, or two rooms one after \
         the other.",
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
        "The hotel has prices (of room types, rate rules, promotions or fees), so that its currency cannot \
         change any more.",
    ),
    kind(
        409,
        "limit_reached",
        "There are too many of them already",
        "A hotel has a limited number of rate rules, promotions, taxes and fees, webhook endpoints and \
         calendars, a room of calendars that take it, and an account of favourites; the detail says how many. Delete those \
         that are over or not needed any more, and try again.",
    ),
    kind(
        409,
        "restricted",
        "The rules of sale forbid it",
        "The hotel does not sell such a stay: its length, its day of arrival or departure, or \
         a night that is not on sale. The member reasons says which rule, and \
         suggestions has what could be had instead.",
    ),
    kind(
        409,
        "wrong_state",
        "The booking's state does not allow it",
        "The booking is at another point of its life: a cancelled one cannot be checked in, \
         for instance. Load it again.",
    ),
    kind(
        409,
        "hold_expired",
        "The hold has run out",
        "The rooms were kept until hold_until, and are free for others since. Book again.",
    ),
    kind(
        409,
        "too_early",
        "It is too early for this",
        "A guest is checked in on the day of arrival at the earliest, and a no-show after the \
         hotel's hour on the day after. The detail says when.",
    ),
    kind(
        409,
        "too_late",
        "It is too late for this",
        "What happened since cannot be taken back any more, or the time that there was for it is over. \
         The detail says which.",
    ),
    kind(
        409,
        "already_reviewed",
        "The stay has a review already",
        "A stay is reviewed once. For 48 hours the review can be changed: PATCH it.",
    ),
    kind(
        409,
        "fee_changed",
        "The fee is another one",
        "Cancelling costs something else than expected_fee. Nothing was cancelled; the member \
         fee is the fee now.",
    ),
    kind(
        409,
        "too_many_photos",
        "The hotel has as many photographs as it may",
        "A hotel, with its room types, has at most 100 photographs. Delete one before you add another.",
    ),
    kind(
        409,
        "has_upcoming_stays",
        "There are stays to come",
        "A hotel, room type or room with stays to come or going on cannot be given up. The \
         member upcoming_stays counts them.",
    ),
    kind(
        409,
        "has_bookings",
        "There are open bookings",
        "An account is erased when none of its bookings is open any more. Cancel or finish \
         them first.",
    ),
    kind(
        409,
        "has_hotels",
        "There are hotels",
        "An account is erased when it has no hotels any more. Close them first.",
    ),
    kind(
        409,
        "no_address",
        "There is nowhere to send it",
        "The guest has no e-mail address, so that no letter can go out.",
    ),
    kind(
        409,
        "too_many_api_keys",
        "There are too many API keys",
        "An account has at most 50 keys at a time. End one first.",
    ),
    kind(
        409,
        "second_factor_on",
        "The account has a second factor",
        "Disable the second factor before you set up another one.",
    ),
    kind(
        409,
        "second_factor_off",
        "There is no second factor",
        "The account has no second factor, or none that waits for its first code. Begin one first.",
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
