//! Booking.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::Form, hooks::use_query_map};
use serde_json::Value;
use types::{
    AppError, Money,
    booking::{Night, Quote},
    policy::CancellationFee,
};

use crate::{
    api::booking::{Book as BookAction, load_book},
    components::{
        Head,
        field::{Field, Hidden, TextArea},
        form::{FormContext, PostForm, Submit},
        hotel_card::Picture,
        icon::{Icon, Shape},
        loaded,
        price::Nights,
    },
    format,
    forms::BookQuery,
    model::BookPage,
    packed::PageData,
};

/// `/book`
#[component]
pub fn Book() -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(|map| BookQuery::from(map)));
    let page = PageData::new(move || query.get(), load_book);
    view! {
        <Head title=t!("Reserve") />
        {loaded(page, move |page| content(page, query.get_untracked()))}
    }
}

fn content(page: BookPage, query: BookQuery) -> AnyView {
    let (_, rooms) = query.stay().people();
    let summary = summary(&page, &query, rooms);
    let form = match page.quote.clone() {
        Ok(quote) => form(page, query, rooms, quote.total),
        Err(error) => refused(&error, &query),
    };
    view! {
        <div class="wrap pt-8">
            <h1 class="display">{t!("Reserve your room")}</h1>
            <div class="book-columns">{form}{summary}</div>
        </div>
    }
    .into_any()
}

/// Why it cannot be booked, and what could be had instead.
fn refused(error: &AppError, query: &BookQuery) -> AnyView {
    let back = query.stay().hotel_href(&query.hotel);
    let fields = error.errors.iter().map(|field| view! { <li>{field.detail.clone()}</li> });
    let fields: Vec<_> = fields.collect();
    let fields = (!fields.is_empty()).then(|| view! { <ul>{fields}</ul> });
    view! {
        <div class="alert alert-bad" role="alert">
            <p class="font-semibold">{error.detail.clone()}</p>
            {fields}
            {match error.code.as_str() {
                "not_available" => alternatives(error, query),
                _ => view! { <p class="mt-4"><a class="btn btn-main" href=back>{t!("See what else is free")}</a></p> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn summary(page: &BookPage, query: &BookQuery, rooms: i16) -> AnyView {
    let back = query.stay().hotel_href(&page.hotel.slug);
    let price = page.quote.as_ref().ok().map(price);
    let terms = page.quote.as_ref().ok().map(|quote| terms(quote, page));
    let check_in = format!(
        "{}, {}",
        format::date(page.stay.check_in()),
        t!("from {time}", time = format::time(page.hotel.check_in_time))
    );
    let check_out = format!(
        "{}, {}",
        format::date(page.stay.check_out()),
        t!("until {time}", time = format::time(page.hotel.check_out_time))
    );
    let what = match rooms {
        1 => page.room_type.name.clone(),
        n => format!("{n} × {}", page.room_type.name),
    };
    let place = format!("{}, {}", page.hotel.address.city, page.hotel.address.state);
    view! {
        <aside class="card book-summary" aria-label=t!("Your stay")>
            <Picture photo=page.hotel.photos.first().cloned() sizes="(min-width: 64rem) 24rem, 100vw" />
            <div class="card-body">
                <p class="card-place"><Icon shape=Shape::Pin />{place}</p>
                <h2 class="heading">{page.hotel.name.clone()}</h2>
                <dl class="pairs">
                    <dt>{t!("Room")}</dt><dd>{what}</dd>
                    <dt>{t!("Check-in")}</dt><dd>{check_in}</dd>
                    <dt>{t!("Check-out")}</dt><dd>{check_out}</dd>
                </dl>
                {price}
                <p class="hint">{t!("Taxes included. You pay at the hotel.")}</p>
                {terms}
                {promotion(query)}
                <p><a href=back>{t!("Change dates or room")}</a></p>
            </div>
        </aside>
    }
    .into_any()
}

/// Each night of all rooms together, then taxes and fees, and the total.
fn price(quote: &Quote) -> AnyView {
    let currency = quote.total.currency;
    let mut nights: Vec<Night> = Vec::new();
    for night in quote.rooms.iter().flat_map(|room| &room.nights) {
        match nights.iter_mut().find(|other| other.date == night.date) {
            Some(other) => other.price.amount += night.price.amount,
            None => nights.push(night.clone()),
        }
    }
    let mut charges: Vec<(String, i64)> = Vec::new();
    for charge in quote.rooms.iter().flat_map(|room| &room.charges) {
        match charges.iter_mut().find(|(name, _)| *name == charge.name) {
            Some((_, amount)) => *amount += charge.amount,
            None => charges.push((charge.name.clone(), charge.amount)),
        }
    }
    let charges = charges.into_iter().map(|(name, amount)| {
        view! { <dt>{name}</dt><dd class="num">{format::money(Money::new(amount, currency))}</dd> }
    });
    let charges = charges.collect_view();
    let discount = (quote.discount.amount > 0).then(|| {
        view! { <p class="tag tag-good">{t!("You save {amount}", amount = format::money(quote.discount))}</p> }
    });
    view! {
        <Nights caption=t!("Price by night") nights=nights total=None />
        <dl class="pairs">{charges}</dl>
        {discount}
        <p class="book-total"><span>{t!("Total")}</span><strong data-testid="total">{format::money(quote.total)}</strong></p>
    }
    .into_any()
}

/// What cancelling will cost, with the actual date.
fn terms(quote: &Quote, page: &BookPage) -> AnyView {
    let text = match page.free_until {
        Some(until) => t!("Cancel free of charge until {until}.", until = format::moment(until)),
        None if quote.cancellation_policy.tiers.is_empty() => {
            t!("Cancelling is free of charge at any time.").to_owned()
        }
        None => t!("Cancelling is not free of charge.").to_owned(),
    };
    let tiers = quote.cancellation_policy.tiers.iter().map(|tier| {
        let fee = match tier.fee {
            CancellationFee::Nights(n) => {
                plural!(n, "the price of {n} night", "the price of {n} nights")
            }
            CancellationFee::Percent(share) => {
                t!("{percent} % of the price", percent = share / 100)
            }
        };
        let line = match tier.hours_before {
            hours if hours > 24 * 365 => t!("From now on: {fee}", fee = fee),
            hours if hours % 24 == 0 => plural_days(hours / 24, &fee),
            hours => t!("From {hours} hours before check-in: {fee}", hours = hours, fee = fee),
        };
        view! { <li>{line}</li> }
    });
    let tiers = tiers.collect_view();
    view! {
        <div class="terms">
            <h3 class="subheading">{t!("If you cancel")}</h3>
            <p>{text}</p>
            <ul class="hint">{tiers}</ul>
        </div>
    }
    .into_any()
}

fn plural_days(days: i32, fee: &str) -> String {
    let days = plural!(days, "{n} day", "{n} days");
    t!("From {days} before check-in: {fee}", days = days, fee = fee)
}

/// Where a promotion's code is entered. Asking for its price books nothing.
fn promotion(query: &BookQuery) -> AnyView {
    let BookQuery { hotel, room_type, check_in, check_out, adults, children, rooms, code } =
        query.clone();
    let kept = [
        ("hotel", hotel),
        ("type", room_type),
        ("check_in", check_in),
        ("check_out", check_out),
        ("adults", adults),
        ("children", children),
        ("rooms", rooms),
    ];
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let open = !code.is_empty();
    view! {
        <details class="promotion" open=open>
            <summary>{t!("Have a promotion code?")}</summary>
            <Form action="/book" method="get" attr:class="promotion-form">
                {kept}
                <label class="sr-only" for="code">{t!("Promotion code")}</label>
                <input id="code" name="code" value=code autocomplete="off" />
                <button class="btn btn-small" type="submit">{t!("Apply")}</button>
            </Form>
        </details>
    }
    .into_any()
}

fn form(page: BookPage, query: BookQuery, rooms: i16, total: Money) -> AnyView {
    let BookPage { hotel, room_type, idempotency_key, guest, .. } = page;
    let some = |text: &str, otherwise: &str| match text.trim() {
        "" => otherwise.to_owned(),
        text => text.to_owned(),
    };
    let (adults, children) = (some(&query.adults, "1"), some(&query.children, "0"));
    let people = plural!(
        i32::from(room_type.capacity) * i32::from(rooms),
        "At most {n} person.",
        "At most {n} people."
    );
    let again = query.clone();
    view! {
        <PostForm to=BookAction::url() id="book" class="form card">
            {move || after_conflict(&again)}
            <Hidden name="hotel_id" value=hotel.id.to_string() />
            <Hidden name="room_type_id" value=room_type.id.to_string() />
            <Hidden name="check_in" value=query.check_in.clone() />
            <Hidden name="check_out" value=query.check_out.clone() />
            <Hidden name="rooms" value=rooms.to_string() />
            <Hidden name="promotion_code" value=query.code.clone() />
            <Hidden name="currency" value=total.currency.to_string() />
            <ExpectedTotal shown=total />
            <Key fresh=idempotency_key />
            <h2 class="heading">{t!("Who is coming")}</h2>
            <p>{t!("Booked by {name}. The confirmation goes to {email}.", name = guest.name, email = guest.email)}</p>
            <div class="pair">
                <Field name="adults" label=t!("Adults") kind="number" value=adults min=rooms.to_string() max="200" />
                <Field name="children" label=t!("Children") kind="number" value=children min="0" max="200" />
            </div>
            <p class="hint">{people}</p>
            <TextArea name="guest_note" label=t!("Note to the hotel") hint=t!("When you arrive, what you need, a birthday.") />
            <div class="actions">
                <Submit label=t!("Confirm reservation") />
                <button class="btn" type="submit" name="hold" value="yes">{t!("Hold it for 15 minutes")}</button>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The facts that come with a refusal to book.
fn extra(error: &AppError, name: &str) -> Option<Value> {
    error.extra.as_ref()?.get(name).cloned()
}

/// What the guest agrees to: the total that is shown, or the new one after a
/// refusal that told it.
#[component]
fn ExpectedTotal(
    /// What is shown.
    shown: Money,
) -> impl IntoView {
    let error = FormContext::get().error();
    let amount = move || {
        let told = error.with(|error| extra(error.as_ref()?, "total"));
        let told = told.and_then(|total| serde_json::from_value::<Money>(total).ok());
        told.unwrap_or(shown).amount.to_string()
    };
    view! { <input type="hidden" name="expected_total" value=amount /> }
}

/// What makes sending the form twice harmless: kept over a refusal, in case an
/// answer was lost on its way.
#[component]
fn Key(
    /// For a form that was not sent yet.
    fresh: String,
) -> impl IntoView {
    let key = FormContext::get().value("idempotency_key").filter(|key| !key.is_empty());
    view! { <Hidden name="idempotency_key" value=key.unwrap_or(fresh) /> }
}

/// How to go on after somebody was quicker, or the price changed.
fn after_conflict(query: &BookQuery) -> Option<AnyView> {
    let error = FormContext::get().error().get()?;
    match error.code.as_str() {
        "price_changed" => Some(
            view! { <p class="alert alert-warn">{t!("Nothing is booked yet. Confirm again if the new price is fine with you.")}</p> }
                .into_any(),
        ),
        "not_available" => Some(alternatives(&error, query)),
        "idempotency_key_reused" => Some(
            view! { <p class="alert alert-warn">{t!("You have sent this form before. Look first whether the booking is there.")}" "<a href="/trips">{t!("My trips")}</a></p> }
                .into_any(),
        ),
        _ => None,
    }
}

fn alternatives(error: &AppError, query: &BookQuery) -> AnyView {
    let found = extra(error, "alternatives");
    let found = found.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
    let items = found
        .iter()
        .filter_map(|other| {
            let (id, name) = (other.get("room_type_id")?.as_str()?, other.get("name")?.as_str()?);
            let left = other.get("rooms_left").and_then(Value::as_i64).unwrap_or_default();
            let left = format!(", {}", plural!(left, "{n} room left", "{n} rooms left"));
            let href = BookQuery { room_type: id.to_owned(), ..query.clone() }.href();
            Some(view! { <li><a href=href>{name.to_owned()}</a>{left}</li> })
        })
        .collect::<Vec<_>>();
    let back = query.stay().hotel_href(&query.hotel);
    let none = items.is_empty();
    view! {
        <div class="alert alert-warn">
            <p>{if none { t!("Nothing else of this hotel is free on these nights.") } else { t!("Still free on the same nights:") }}</p>
            {(!none).then(|| view! { <ul>{items}</ul> })}
            <p><a href=back>{t!("Choose other dates")}</a></p>
        </div>
    }
    .into_any()
}
