//! Hotels in lists.

use leptos::prelude::*;
use types::listing::Photo;

use super::{
    favourite::Favourite,
    icon::{Icon, Shape, Stars},
};
use crate::{format, model::Found};

/// A photograph, or a place for one.
#[component]
pub fn Picture(
    /// The photograph.
    photo: Option<Photo>,
    /// How wide it is shown, as `sizes` says it.
    #[prop(default = "100vw")]
    sizes: &'static str,
    /// Whether it is seen at once.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    match photo {
        Some(photo) => {
            let set = srcset(&photo);
            view! {
                <img class="photo" src=photo.url srcset=set sizes=sizes alt=photo.alt
                    width=photo.width.to_string() height=photo.height.to_string() decoding="async"
                    loading=if first { "eager" } else { "lazy" }
                    fetchpriority=first.then_some("high") />
            }
            .into_any()
        }
        None => {
            view! { <div class="photo photo-none"><Icon shape=Shape::House /></div> }.into_any()
        }
    }
}

/// The photograph in all its sizes, for the browser to choose from.
fn srcset(photo: &Photo) -> Option<String> {
    let smaller = photo.thumbnails.iter().map(|small| format!("{} {}w", small.url, small.width));
    let all: Vec<String> = smaller.chain([format!("{} {}w", photo.url, photo.width)]).collect();
    (all.len() > 1).then(|| all.join(", "))
}

/// What guests say of a hotel in one number.
#[component]
pub fn Score(
    /// From 1.0 to 10.0, in tenths.
    score: Option<f64>,
    /// How many said so.
    count: i64,
) -> impl IntoView {
    score.map(|score| {
        let reviews = plural!(count, "{n} review", "{n} reviews");
        view! {
            <p class="score">
                <strong>{format::score(score)}</strong>" "<span class="sr-only">{t!("out of 10")}</span>" "
                <span>{format::praise(score)}", "{reviews}</span>
            </p>
        }
    })
}

/// A hotel that was found, with what it costs.
#[component]
pub fn HotelCard(
    /// The hotel.
    found: Found,
    /// Where its page is.
    href: String,
    /// Whether it is seen at once.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let Found { hotel, from_price, offer, favourite } = found;
    let place = format!("{}, {}", hotel.address.city, hotel.address.state);
    let text: String = hotel.description.chars().take(140).collect();
    let text =
        if text.len() < hotel.description.len() { format!("{}…", text.trim_end()) } else { text };
    let price = match (offer, from_price) {
        (Some(offer), _) => {
            let few = offer.rooms_left <= 3;
            let left = plural!(offer.rooms_left, "{n} room left", "{n} rooms left");
            let nights = plural!(offer.nights, "for {n} night", "for {n} nights");
            view! {
                <p class="card-note">{offer.room_type_name}</p>
                <p class="price"><strong>{format::money(offer.total)}</strong>" "<span>{nights}</span></p>
                <p class="card-note" class:few=few>{left}</p>
            }
            .into_any()
        }
        (None, Some(price)) => view! {
            <p class="price"><span>{t!("from")}" "</span><strong>{format::money(price)}</strong><span>" "{t!("a night")}</span></p>
        }
        .into_any(),
        (None, None) => view! { <p class="card-note">{t!("No rooms yet")}</p> }.into_any(),
    };
    view! {
        <article class="card hotel-card">
            <Picture photo=hotel.photos.first().cloned() sizes="(min-width: 64rem) 24rem, 100vw" first=first />
            <div class="card-body">
                <p class="card-place"><Icon shape=Shape::Pin />{place}</p>
                <h3><a class="card-link" href=href>{hotel.name.clone()}</a></h3>
                <Stars count=hotel.stars />
                <Score score=hotel.review_score count=hotel.review_count />
                <p class="card-text">{text}</p>
                <div class="card-foot">{price}</div>
            </div>
            <Favourite hotel=hotel.id name=hotel.name kept=favourite />
        </article>
    }
}
