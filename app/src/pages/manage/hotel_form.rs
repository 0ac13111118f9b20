//! Creating and changing a hotel.

use leptos::{prelude::*, server_fn::ServerFn};
use types::{
    Currency,
    listing::{BRAZILIAN_ZONES, HotelInput, STATES},
};

use super::{amenity_options, hotel_head};
use crate::{
    api::manage::{CreateHotel, EditHotel as EditAction, load_desk, load_hotels},
    components::{
        Head, PageTitle,
        field::{Checkboxes, Field, Hidden, Select, TextArea, Tick},
        form::{PostForm, Submit},
        loaded,
    },
    format,
    packed::PageData,
    pages::param,
};

/// `/manage/hotels/new`
#[component]
pub fn NewHotel() -> impl IntoView {
    // Loaded only to know that a hotelier asks.
    let page = PageData::new(|| (), |()| load_hotels());
    view! {
        <Head title=t!("Add a hotel") />
        <div class="wrap section-tight medium">
            {loaded(page, |_| {
                view! {
                    <p class="crumbs"><a href="/manage">{t!("My hotels")}</a></p>
                    <PageTitle text=t!("Add a hotel") />
                    <PostForm to=CreateHotel::url() id="hotel" class="form card">
                        {fields(HotelInput::default())}
                        <Submit label=t!("Create hotel") />
                    </PostForm>
                }
            })}
        </div>
    }
}

/// `/manage/hotels/{id}/edit`
#[component]
pub fn EditHotel() -> impl IntoView {
    let page = PageData::new(param("id"), load_desk);
    view! {
        <Head title=t!("Hotel details") />
        <div class="wrap section-tight medium">
            {loaded(page, |page| {
                let hotel = page.hotel;
                view! {
                    {hotel_head(&hotel, &hotel.name, "/edit")}
                    <PostForm to=EditAction::url() id="hotel" class="form card">
                        <Hidden name="id" value=hotel.id.to_string() />
                        <Hidden name="version" value=hotel.version.to_string() />
                        {fields(hotel.to_input())}
                        <Submit label=t!("Save hotel") />
                    </PostForm>
                }
            })}
        </div>
    }
}

fn options(texts: impl IntoIterator<Item = impl ToString>) -> Vec<(String, String)> {
    texts.into_iter().map(|text| (text.to_string(), text.to_string())).collect()
}

fn fields(input: HotelInput) -> AnyView {
    let address = input.address;
    let state = if address.state.is_empty() { "SP".to_owned() } else { address.state };
    let stars = (0..=5).map(|n| {
        let text = if n == 0 { t!("None").to_owned() } else { plural!(n, "{n} star", "{n} stars") };
        (n.to_string(), text)
    });
    let mut zones = options(BRAZILIAN_ZONES);
    if !BRAZILIAN_ZONES.contains(&input.time_zone.as_str()) {
        zones.push((input.time_zone.clone(), input.time_zone.clone()));
    }
    view! {
        <Field name="name" label=t!("Name") value=input.name />
        <TextArea name="description" label=t!("Description") value=input.description rows=6 hint=t!("What guests should know. Leave an empty line between paragraphs.") />
        <Select name="stars" label=t!("Stars") options=stars.collect() value=input.stars.to_string() />
        <fieldset>
            <legend class="subheading">{t!("Address")}</legend>
            <div class="pair pair-wide">
                <Field name="street" at="/address/street" label=t!("Street") value=address.street />
                <Field name="number" at="/address/number" label=t!("Street number") value=address.number hint=t!("s/n if there is none.") />
            </div>
            <div class="pair">
                <Field name="district" at="/address/district" label=t!("District") value=address.district optional=true />
                <Field name="postal_code" at="/address/postal_code" label="CEP" value=address.postal_code inputmode="numeric" />
            </div>
            <div class="pair pair-wide">
                <Field name="city" at="/address/city" label=t!("City") value=address.city />
                <Select name="state" at="/address/state" label=t!("State") options=options(STATES) value=state />
            </div>
        </fieldset>
        <fieldset>
            <legend class="subheading">{t!("Times and money")}</legend>
            <div class="pair">
                <Field name="check_in_time" label=t!("Check-in from") kind="time" value=format::time(input.check_in_time) />
                <Field name="check_out_time" label=t!("Check-out until") kind="time" value=format::time(input.check_out_time) />
            </div>
            <div class="pair">
                <Select name="time_zone" label=t!("Time zone") options=zones value=input.time_zone />
                <Select name="currency" label=t!("Currency") options=options(Currency::ALL) value=input.currency.to_string() hint=t!("Fixed once there are prices.") />
            </div>
        </fieldset>
        <Checkboxes name="amenities[]" legend=t!("Amenities") options=amenity_options() ticked=input.amenities />
        <Tick name="published" label=t!("On sale: guests can find this hotel") checked=input.published />
    }
    .into_any()
}
