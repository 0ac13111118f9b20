//! Creating and changing rooms.

use leptos::{prelude::*, server_fn::ServerFn};
use types::listing::RoomStatus;

use super::{hotel_head, type_options};
use crate::{
    api::manage::{CreateRooms, EditRoom as EditAction, load_desk, load_room},
    components::{
        Head,
        field::{Field, Hidden, Select, TextArea},
        form::{PostForm, Submit},
        loaded,
    },
    model::RoomPage,
    packed::PageData,
    pages::param,
};

/// `/manage/hotels/{id}/rooms/new`
#[component]
pub fn NewRooms() -> impl IntoView {
    let page = PageData::new(param("id"), load_desk);
    view! {
        <Head title=t!("Add rooms") />
        <div class="wrap section-tight medium">
            {loaded(page, |page| {
                view! {
                    {hotel_head(&page.hotel, t!("Add rooms"), "")}
                    <PostForm to=CreateRooms::url() id="rooms" class="form card">
                        <Hidden name="hotel" value=page.hotel.id.to_string() />
                        <Field name="number" label=t!("Room numbers") hint=t!("Such as 101-110, 201.") />
                        <Select name="room_type_id" label=t!("Room type") options=type_options(&page.room_types) />
                        <Field name="floor" label=t!("Floor") optional=true />
                        <Submit label=t!("Create rooms") />
                    </PostForm>
                }
            })}
        </div>
    }
}

/// `/manage/rooms/{id}`
#[component]
pub fn EditRoom() -> impl IntoView {
    let page = PageData::new(param("id"), load_room);
    view! {
        <Head title=t!("Edit room") />
        <div class="wrap section-tight medium">{loaded(page, edit)}</div>
    }
}

fn edit(page: RoomPage) -> AnyView {
    let RoomPage { hotel, room_types, room } = page;
    let title = t!("Edit room {number}", number = room.number);
    let statuses =
        [(RoomStatus::Active, t!("On sale")), (RoomStatus::OutOfService, t!("Out of service"))];
    let statuses = statuses.map(|(status, text)| (status.as_str().to_owned(), text.to_owned()));
    let price = room.price.map(types::Money::plain).unwrap_or_default();
    view! {
        {hotel_head(&hotel, &title, "")}
        <PostForm to=EditAction::url() id="room" class="form card">
            <Hidden name="id" value=room.id.to_string() />
            <Hidden name="version" value=room.version.to_string() />
            <div class="pair">
                <Field name="number" label=t!("Room number") value=room.number />
                <Field name="floor" label=t!("Floor") value=room.floor optional=true />
            </div>
            <Select name="room_type_id" label=t!("Room type") options=type_options(&room_types) value=room.room_type_id.to_string() />
            <div class="pair">
                <Field name="price" label=t!("Price per night") value=price optional=true inputmode="decimal" hint=t!("Empty: the price of its type.") />
                <Select name="status" label=t!("Status") options=statuses.to_vec() value=room.status.as_str() />
            </div>
            <TextArea name="description" label=t!("Description") value=room.description hint=t!("What is particular about this room.") />
            <Submit label=t!("Save room") />
        </PostForm>
    }
    .into_any()
}
