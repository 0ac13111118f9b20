//! Of what guests say and keep, and of their second factor.

use serde_json::{Value, json};

use super::{BOOKING, HOTEL};

/// An example of the schema of that name, if it is one that is sent back.
pub(super) fn of(schema: &str) -> Option<Value> {
    Some(match schema {
        "Review" => review(),
        "BookingReview" => json!({
            "booking_id": BOOKING, "review": review(), "write_until": null,
            "edit_until": "2027-03-16T12:00:00Z",
        }),
        "ReviewSummary" => json!({
            "count": 128, "overall": 8.9, "cleanliness": 9.2, "comfort": 8.7, "location": 9.5,
            "staff": 9.4, "value": 8.1,
        }),
        "SecondFactorSetup" => json!({
            "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "uri": "otpauth://totp/Pousada:ana%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pousada&algorithm=SHA1&digits=6&period=30",
            "qr_svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 53 53\">…</svg>",
        }),
        "RecoveryCodes" => json!({ "codes": ["K7MR2XQH-ACDE4679", "T8WQ3NFA-9JPLH2C6"] }),
        _ => return None,
    })
}

fn review() -> Value {
    json!({
        "id": "01936f2e-7c1a-7b60-8a53-5d1e7f6aa100", "hotel_id": HOTEL, "author": "Ana",
        "stay_month": "2027-03-01",
        "scores": {
            "overall": 9, "cleanliness": 10, "comfort": null, "location": 10, "staff": 9,
            "value": 8,
        },
        "title": "By the water", "text": "Breakfast on the terrace, and everything on foot.",
        "answer": {
            "text": "Thank you, Ana, and come back!", "created_at": "2027-03-15T09:00:00Z",
            "edited_at": null,
        },
        "created_at": "2027-03-14T12:00:00Z", "edited_at": null,
    })
}

#[cfg(test)]
mod tests {
    use types::{
        review::{BookingReview, Review, ReviewSummary},
        second_factor::{RecoveryCodes, SecondFactorSetup},
    };

    use super::super::tests::is_one;

    #[test]
    fn examples_are_what_they_say() {
        is_one::<Review>("Review");
        is_one::<BookingReview>("BookingReview");
        is_one::<ReviewSummary>("ReviewSummary");
        is_one::<SecondFactorSetup>("SecondFactorSetup");
        is_one::<RecoveryCodes>("RecoveryCodes");
    }
}
