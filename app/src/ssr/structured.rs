//! A hotel in the words of schema.org (<https://schema.org/Hotel>), for search engines.

use serde_json::json;
use types::listing::Hotel;

use crate::format;

/// The hotel as JSON-LD that can stand in a `<script>`.
#[must_use]
pub fn structured(hotel: &Hotel) -> String {
    let address = &hotel.address;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Hotel",
        "name": hotel.name,
        "description": hotel.description,
        "checkinTime": format::time(hotel.check_in_time),
        "checkoutTime": format::time(hotel.check_out_time),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": format!("{}, {}", address.street, address.number),
            "addressLocality": address.city,
            "addressRegion": address.state,
            "postalCode": address.postal_code,
            "addressCountry": address.country,
        },
    });
    if hotel.stars > 0 {
        data["starRating"] = json!({ "@type": "Rating", "ratingValue": hotel.stars });
    }
    if let Some(score) = hotel.review_score {
        data["aggregateRating"] = json!({
            "@type": "AggregateRating",
            "ratingValue": score,
            "bestRating": 10,
            "reviewCount": hotel.review_count,
        });
    }
    // Nothing in it can end the element.
    data.to_string().replace('<', "\\u003c")
}
