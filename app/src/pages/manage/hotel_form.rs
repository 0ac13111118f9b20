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
        <Head title="Add a hotel" />
        <div class="wrap section-tight medium">
            {loaded(page, |_| {
                view! {
                    <p class="crumbs"><a href="/manage">"My hotels"</a></p>
                    <PageTitle text="Add a hotel" />
                    <PostForm to=CreateHotel::url() id="hotel" class="form card">
                        {fields(HotelInput::default())}
                        <Submit label="Create hotel" />
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
        <Head title="Hotel details" />
        <div class="wrap section-tight medium">
            {loaded(page, |page| {
                let hotel = page.hotel;
                view! {
                    {hotel_head(&hotel, &hotel.name, "/edit")}
                    <PostForm to=EditAction::url() id="hotel" class="form card">
                        <Hidden name="id" value=hotel.id.to_string() />
                        <Hidden name="version" value=hotel.version.to_string() />
                        {fields(hotel.to_input())}
                        <Submit label="Save hotel" />
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
        let text = if n == 0 { "None".to_owned() } else { format::count(n, "star", "stars") };
        (n.to_string(), text)
    });
    let mut zones = options(BRAZILIAN_ZONES);
    if !BRAZILIAN_ZONES.contains(&input.time_zone.as_str()) {
        zones.push((input.time_zone.clone(), input.time_zone.clone()));
    }
    view! {
        <Field name="name" label="Name" value=input.name />
        <TextArea name="description" label="Description" value=input.description rows=6 hint="What guests should know. Leave an empty line between paragraphs." />
        <Select name="stars" label="Stars" options=stars.collect() value=input.stars.to_string() />
        <fieldset>
            <legend class="subheading">"Address"</legend>
            <div class="pair pair-wide">
                <Field name="street" at="/address/street" label="Street" value=address.street />
                <Field name="number" at="/address/number" label="Street number" value=address.number hint="s/n if there is none." />
            </div>
            <div class="pair">
                <Field name="district" at="/address/district" label="District" value=address.district optional=true />
                <Field name="postal_code" at="/address/postal_code" label="CEP" value=address.postal_code inputmode="numeric" />
            </div>
            <div class="pair pair-wide">
                <Field name="city" at="/address/city" label="City" value=address.city />
                <Select name="state" at="/address/state" label="State" options=options(STATES) value=state />
            </div>
        </fieldset>
        <fieldset>
            <legend class="subheading">"Times and money"</legend>
            <div class="pair">
                <Field name="check_in_time" label="Check-in from" kind="time" value=format::time(input.check_in_time) />
                <Field name="check_out_time" label="Check-out until" kind="time" value=format::time(input.check_out_time) />
            </div>
            <div class="pair">
                <Select name="time_zone" label="Time zone" options=zones value=input.time_zone />
                <Select name="currency" label="Currency" options=options(Currency::ALL) value=input.currency.to_string() hint="Fixed once there are prices." />
            </div>
        </fieldset>
        <Checkboxes name="amenities[]" legend="Amenities" options=amenity_options() ticked=input.amenities />
        <Tick name="published" label="On sale: guests can find this hotel" checked=input.published />
    }
    .into_any()
}
