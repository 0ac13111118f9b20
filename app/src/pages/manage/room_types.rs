//! Creating and changing room types.

use leptos::{prelude::*, server_fn::ServerFn};
use types::listing::{RoomKind, RoomTypeInput};

use super::{amenity_options, hotel_head};
use crate::{
    api::manage::{CreateRoomType, EditRoomType as EditAction, load_desk, load_room_type},
    components::{
        Head,
        field::{Checkboxes, Field, Hidden, Select, TextArea},
        form::{PostForm, Submit},
        loaded,
    },
    i18n,
    packed::PageData,
    pages::param,
};

/// `/manage/hotels/{id}/room-types/new`
#[component]
pub fn NewRoomType() -> impl IntoView {
    let page = PageData::new(param("id"), load_desk);
    view! {
        <Head title=t!("Add room type") />
        <div class="wrap section-tight medium">
            {loaded(page, |page| {
                view! {
                    {hotel_head(&page.hotel, t!("Add room type"), "")}
                    <PostForm to=CreateRoomType::url() id="room-type" class="form card">
                        <Hidden name="hotel" value=page.hotel.id.to_string() />
                        {fields(None)}
                        <Submit label=t!("Create room type") />
                    </PostForm>
                }
            })}
        </div>
    }
}

/// `/manage/room-types/{id}`
#[component]
pub fn EditRoomType() -> impl IntoView {
    let page = PageData::new(param("id"), load_room_type);
    view! {
        <Head title=t!("Edit room type") />
        <div class="wrap section-tight medium">
            {loaded(page, |page| {
                let room_type = page.room_type;
                let title = t!("Edit {name}", name = room_type.name);
                view! {
                    {hotel_head(&page.hotel, &title, "")}
                    <PostForm to=EditAction::url() id="room-type" class="form card">
                        <Hidden name="id" value=room_type.id.to_string() />
                        <Hidden name="version" value=room_type.version.to_string() />
                        {fields(Some(room_type.to_input()))}
                        <Submit label=t!("Save room type") />
                    </PostForm>
                }
            })}
        </div>
    }
}

fn fields(input: Option<RoomTypeInput>) -> AnyView {
    let kinds =
        RoomKind::ALL.map(|kind| (kind.as_str().to_owned(), i18n::room_kind(kind).to_owned()));
    let kind = input.as_ref().map_or(RoomKind::Double, |input| input.kind);
    let capacity = input.as_ref().map_or(2, |input| input.capacity);
    let price = input.as_ref().map(|input| input.base_price.plain()).unwrap_or_default();
    let (name, beds, description, amenities) = input
        .map(|input| (input.name, input.beds, input.description, input.amenities))
        .unwrap_or_default();
    view! {
        <Field name="name" label=t!("Name") value=name hint=t!("Such as Double with balcony.") />
        <div class="pair">
            <Select name="kind" label=t!("Kind") options=kinds.to_vec() value=kind.as_str() />
            <Field name="capacity" label=t!("Sleeps") kind="number" min="1" max="20" value=capacity.to_string() />
        </div>
        <div class="pair">
            <Field name="beds" label=t!("Beds") value=beds optional=true hint=t!("Such as 1 queen bed.") />
            <Field name="base_price" label=t!("Price per night") value=price inputmode="decimal" hint=t!("Such as 350 or 1.234,56.") />
        </div>
        <TextArea name="description" label=t!("Description") value=description />
        <Checkboxes name="amenities[]" legend=t!("Amenities") options=amenity_options() ticked=amenities />
    }
    .into_any()
}
