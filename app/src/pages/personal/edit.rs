//! Changing a booking: other dates, people or a note, with what it costs before.

use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use leptos_router::{components::Form, hooks::use_query_map};
use types::{
    AppError, Money,
    booking::{Booking, ChangePreview, ChangedNight, NightChange},
};

use crate::{
    api::personal::{EditBooking, load_edit},
    components::{
        Head, PageTitle,
        field::{Field, Hidden, TextArea},
        first_day,
        form::{FormContext, PostForm, Submit, fresh},
        loaded,
    },
    format,
    forms::EditQuery,
    model::EditPage,
    packed::PageData,
    pages::param,
};

/// `/trips/{id}/edit`
#[component]
pub fn EditTrip() -> impl IntoView {
    let (id, map) = (param("id"), use_query_map());
    let query = Memo::new(move |_| map.with(|map| EditQuery::from(map)));
    let page = PageData::new(move || (id(), query.get()), |(id, query)| load_edit(id, query));
    view! {
        <Head title=t!("Change your booking") />
        {loaded(page, move |page| content(page, query.get_untracked()))}
    }
}

fn content(page: EditPage, query: EditQuery) -> AnyView {
    let EditPage { booking, preview } = page;
    let trip = format!("/trips/{}", booking.id);
    let query = query.or(&booking);
    let (error, preview) = match preview {
        None => (None, None),
        Some(Ok(preview)) => (None, Some(preview)),
        Some(Err(error)) => (Some(error), None),
    };
    let change = preview.map(|preview| confirm(&booking, &query, preview));
    view! {
        <div class="wrap section-tight medium">
            <p class="crumbs"><a href=trip>{t!("Your booking")}</a></p>
            <PageTitle text=t!("Change your booking") over=booking.hotel_name.clone() />
            {ask(&booking, &query, error)}
            {change}
        </div>
    }
    .into_any()
}

/// What shall be changed. Asking changes nothing, so it is a search.
fn ask(booking: &Booking, query: &EditQuery, error: Option<AppError>) -> AnyView {
    let action = format!("/trips/{}/edit", booking.id);
    let problem = error.as_ref().filter(|error| error.errors.is_empty()).map(|error| {
        view! { <div class="alert alert-bad" role="alert"><p>{error.detail.clone()}</p></div> }
    });
    let EditQuery { check_in, check_out, adults, children, .. } = query.clone();
    let asked = (booking.rooms.len() == 1).then_some((adults, children));
    let people = |(adults, children)| {
        view! {
            <Field name="adults" label=t!("Adults") kind="number" value=adults min="1" max="20" class="short" />
            <Field name="children" label=t!("Children") kind="number" value=children min="0" max="20" class="short" />
        }
    };
    fresh("change");
    view! {
        {problem}
        <leptos::context::Provider value=FormContext::fixed("change", error)>
            <Form action=action method="get" attr:class="search search-flat" attr:id="change">
                <Field name="check_in" label=t!("Check-in") kind="date" value=check_in min=first_day() />
                <Field name="check_out" label=t!("Check-out") kind="date" value=check_out min=first_day() />
                {asked.map(people)}
                <button class="btn btn-main" type="submit">{t!("See what changes")}</button>
            </Form>
        </leptos::context::Provider>
    }
    .into_any()
}

/// What the change brings, and the button that makes it.
fn confirm(booking: &Booking, query: &EditQuery, preview: ChangePreview) -> AnyView {
    let ChangePreview { nights, total, difference, fee } = preview;
    let same =
        difference.amount == 0 && nights.iter().all(|night| night.change == NightChange::Kept);
    let rows = nights.into_iter().map(row).collect_view();
    let differs = match difference.amount {
        0 => t!("The price stays the same.").to_owned(),
        n if n > 0 => t!("{amount} more than now.", amount = format::money(difference)),
        n => t!(
            "{amount} less than now.",
            amount = format::money(Money::new(-n, difference.currency))
        ),
    };
    let fee = (fee.amount > 0).then(|| {
        view! { <p class="alert alert-warn">{t!("Of this, {fee} is owed for nights given up.", fee = format::money(fee))}</p> }
    });
    let (note, id, version) =
        (booking.guest_note.clone(), booking.id.to_string(), booking.version.to_string());
    let EditQuery { check_in, check_out, adults, children } = query.clone();
    let hint = same.then(
        || view! { <p class="hint">{t!("No night changes. You can still change the note.")}</p> },
    );
    view! {
        <section class="card form mt-6" aria-labelledby="preview">
            <h2 id="preview" class="heading">{t!("What changes")}</h2>
            <div class="table-wrap">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Night")}</th><th scope="col">{t!("Room")}</th>
                            <th scope="col">{t!("What happens")}</th><th scope="col" class="num">{t!("Price")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="subheading" data-testid="new-total">{t!("New total: {total}.", total = format::money(total))}" "{differs}</p>
            {fee}
            {hint}
            <PostForm to=EditBooking::url() id="edit" class="form">
                <Hidden name="id" value=id />
                <Hidden name="version" value=version />
                <Hidden name="check_in" value=check_in />
                <Hidden name="check_out" value=check_out />
                <Hidden name="adults" value=adults />
                <Hidden name="children" value=children />
                <Hidden name="currency" value=total.currency.to_string() />
                <Agreed told=total />
                <TextArea name="guest_note" label=t!("Note to the hotel") value=note />
                <Submit label=t!("Change the booking") />
            </PostForm>
        </section>
    }
    .into_any()
}

/// The total that the guest agrees to: what is shown, or the new one after a refusal.
#[component]
fn Agreed(
    /// What is shown.
    told: Money,
) -> impl IntoView {
    let error = FormContext::get().error();
    let total = Memo::new(move |_| {
        error.with(|error| {
            let total =
                error.as_ref().and_then(|error| error.extra.as_ref()?.get("total").cloned());
            total.and_then(|total| serde_json::from_value::<Money>(total).ok()).unwrap_or(told)
        })
    });
    let news = move || match total.get() == told {
        true => Either::Left(()),
        false => Either::Right(view! {
            <p class="alert alert-warn">{t!("New total: {total}.", total = format::money(total.get()))}</p>
        }),
    };
    view! {
        {news}
        <input type="hidden" name="expected_total" value=move || total.get().amount.to_string() />
    }
}

fn row(night: ChangedNight) -> AnyView {
    let (class, text) = match night.change {
        NightChange::Kept => ("tag", t!("stays")),
        NightChange::Added => ("tag tag-good", t!("new")),
        NightChange::Removed => ("tag tag-bad", t!("given up")),
        NightChange::Repriced => ("tag tag-warn", t!("new price")),
    };
    view! {
        <tr>
            <th scope="row">{format::date(night.date)}</th>
            <td>{night.room}</td>
            <td><span class=class>{text}</span></td>
            <td class="num">{format::money(night.price)}</td>
        </tr>
    }
    .into_any()
}
