//! Cancelling a booking, with what it costs before.

use leptos::{prelude::*, server_fn::ServerFn};
use types::Money;

use crate::{
    api::booking::{CancelBooking, load_cancel},
    components::{
        Head, PageTitle,
        field::{Hidden, TextArea},
        form::{FormContext, PostForm, Submit},
        loaded,
    },
    format,
    model::CancelPage,
    packed::PageData,
    pages::param,
};

/// `/trips/{id}/cancel`
#[component]
pub fn Cancel() -> impl IntoView {
    let page = PageData::new(param("id"), load_cancel);
    view! {
        <Head title=t!("Cancel your booking") />
        {loaded(page, content)}
    }
}

fn content(page: CancelPage) -> AnyView {
    let CancelPage { booking, fee, free_until } = page;
    let trip = format!("/trips/{}", booking.id);
    let dates =
        format!("{} – {}", format::short_date(booking.check_in), format::date(booking.check_out));
    let free = free_until.map(|until| {
        view! { <dt>{t!("Free of charge until")}</dt><dd>{format::moment(until)}</dd> }
    });
    view! {
        <div class="wrap section-tight medium">
            <p class="crumbs"><a href=trip.clone()>{t!("Your booking")}</a></p>
            <PageTitle text=t!("Cancel your booking") over=booking.hotel_name />
            <dl class="pairs card">
                <dt>{t!("Dates")}</dt><dd>{dates}</dd>
                <dt>{t!("Rooms")}</dt><dd>{format::rooms(&booking.rooms)}</dd>
                <dt>{t!("Total of the booking")}</dt><dd>{format::money(booking.total)}</dd>
                {free}
            </dl>
            <PostForm to=CancelBooking::url() id="cancel" class="form card">
                <Hidden name="id" value=booking.id.to_string() />
                <Hidden name="currency" value=fee.currency.to_string() />
                <Fee told=fee />
                <TextArea name="reason" label=t!("Why?") rows=3 hint=t!("The hotel will read it.") />
                <div class="actions">
                    <Submit label=t!("Cancel the booking") />
                    <a class="btn" href=trip>{t!("Keep it")}</a>
                </div>
            </PostForm>
        </div>
    }
    .into_any()
}

/// What the guest agrees to pay: the fee that is shown, or the new one after a
/// refusal that told it.
#[component]
fn Fee(
    /// The fee when the page was made.
    told: Money,
) -> impl IntoView {
    let error = FormContext::get().error();
    let fee = Memo::new(move |_| {
        error.with(|error| {
            let fee = error.as_ref().and_then(|error| error.extra.as_ref()?.get("fee").cloned());
            fee.and_then(|fee| serde_json::from_value(fee).ok()).unwrap_or(told)
        })
    });
    let text = move || match fee.get() {
        Money { amount: 0, .. } => t!("Cancelling costs you nothing.").to_owned(),
        fee => t!("Cancelling costs {fee}, which you owe the hotel.", fee = format::money(fee)),
    };
    view! {
        <p class="subheading" data-testid="cancel-fee">{text}</p>
        <input type="hidden" name="fee" value=move || fee.get().amount.to_string() />
    }
}
