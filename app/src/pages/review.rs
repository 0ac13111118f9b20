//! What a guest says of a stay, on the stay's page. Letters lead to `#review`.

use leptos::{prelude::*, server_fn::ServerFn};
use types::{
    booking::Booking,
    review::{BookingReview, Review, ReviewInput},
};

use crate::{
    api::personal::WriteReview,
    components::{
        field::{Field, Hidden, Select, TextArea},
        form::{PostForm, Submit},
    },
    format,
};

/// The guest's review, and the form to write or change it while that can be done.
pub fn section(booking: &Booking, found: BookingReview) -> AnyView {
    let BookingReview { review, write_until, edit_until, .. } = found;
    let open = write_until.is_some() || edit_until.is_some();
    let hotel = booking.hotel_name.clone();
    let thanks = t!("Thank you for staying at {hotel}.", hotel = hotel);
    let until = edit_until.filter(|_| review.is_some()).map(|until| {
        let until = format::moment(until.naive_utc());
        view! { <p class="hint">{t!("You can change your review until {until} UTC.", until = until)}</p> }
    });
    let written = review.as_ref().filter(|_| edit_until.is_none()).map(written);
    let form = open.then(|| form(booking, review.as_ref()));
    view! {
        <section id="review" class="card sheet-room mt-6 no-print" aria-labelledby="review-title">
            <h2 id="review-title" class="subheading">{t!("How was it?")}</h2>
            <p>{thanks}</p>
            {written}
            {until}
            {form}
        </section>
    }
    .into_any()
}

fn written(review: &Review) -> AnyView {
    let title = review.title.clone().map(|title| view! { <p class="font-semibold">{title}</p> });
    let answer = review.answer.clone().map(|answer| {
        view! {
            <div class="answer">
                <p class="font-semibold">{t!("The hotel answers")}</p>
                <p class="whitespace-pre-line">{answer.text}</p>
            </div>
        }
    });
    view! {
        <p><strong class="score-mark">{review.scores.overall}</strong></p>
        {title}
        <p class="whitespace-pre-line">{review.text.clone()}</p>
        {answer}
    }
    .into_any()
}

fn form(booking: &Booking, review: Option<&Review>) -> AnyView {
    let changes = review.is_some();
    let input = review.map(Review::to_input).unwrap_or_default();
    let ReviewInput { scores, title, text } = input;
    let id = booking.id.to_string();
    let score = |value: Option<i16>| value.map(|value| value.to_string()).unwrap_or_default();
    let overall = score(Some(scores.overall).filter(|score| *score > 0));
    let scale = || (1..=10).rev().map(|n: i16| (n.to_string(), n.to_string()));
    let parts = [
        ("cleanliness", t!("Cleanliness"), scores.cleanliness),
        ("comfort", t!("Comfort"), scores.comfort),
        ("location", t!("Location"), scores.location),
        ("staff", t!("Staff"), scores.staff),
        ("value", t!("Value for money"), scores.value),
    ];
    let all: Vec<(String, String)> = scale().collect();
    let some: Vec<(String, String)> =
        std::iter::once((String::new(), t!("No answer").to_owned())).chain(scale()).collect();
    let label = if changes { t!("Change the review") } else { t!("Send the review") };
    view! {
        <PostForm to=WriteReview::url() id="review-form" class="form">
            <Hidden name="id" value=id />
            <Hidden name="change" value=if changes { "yes" } else { "" } />
            <Select name="overall" at="/scores/overall" label=t!("All in all, from 1 to 10") options=all value=overall />
            <div class="pair">
                {parts
                    .map(|(name, label, value)| {
                        view! { <Select name=name label=label options=some.clone() value=score(value) /> }
                    })}
            </div>
            <Field name="title" label=t!("Title") value=title.unwrap_or_default() optional=true />
            <TextArea name="text" label=t!("What should other guests know?") value=text rows=5 optional=false />
            <Submit label=label />
        </PostForm>
    }
    .into_any()
}
