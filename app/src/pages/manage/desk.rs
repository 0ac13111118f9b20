//! A hotel's room types and rooms.

use leptos::prelude::*;
use types::listing::{Room, RoomType};

use super::{hotel_head, of_type};
use crate::{
    api::manage::load_desk,
    components::{
        Head,
        icon::{Icon, Shape},
        loaded,
        state::{Done, RoomTag},
    },
    format, i18n,
    model::DeskPage,
    packed::PageData,
    pages::{param, query},
};

/// `/manage/hotels/{id}`
#[component]
pub fn Desk() -> impl IntoView {
    let done = query("done");
    let page = PageData::new(param("id"), load_desk);
    view! {
        <Head title=t!("Rooms") />
        <div class="wrap section-tight">{loaded(page, move |page| content(page, &done()))}</div>
    }
}

fn news(done: &str) -> Option<&'static str> {
    Some(match done {
        "hotel-created" => t!("Your hotel is there. Add its room types next, then its rooms."),
        "hotel-saved" => t!("The hotel is saved."),
        "type-created" => t!("The room type is there."),
        "type-saved" => t!("The room type is saved."),
        "rooms-created" => t!("The rooms are there."),
        "room-saved" => t!("The room is saved."),
        _ => return None,
    })
}

fn content(page: DeskPage, done: &str) -> AnyView {
    let DeskPage { hotel, room_types, rooms } = page;
    let base = format!("/manage/hotels/{}", hotel.id);
    let public = format!("/hotels/{}", hotel.slug);
    let news = news(done).map(|text| view! { <Done text=text /> });
    let none = room_types.is_empty();
    let sections = room_types
        .into_iter()
        .map(|room_type| {
            let rooms = of_type(&rooms, room_type.id);
            section(room_type, rooms)
        })
        .collect_view();
    let empty = none.then(|| {
        view! {
            <div class="empty">
                <Icon shape=Shape::Bed />
                <h2 class="heading">{t!("No room types yet")}</h2>
                <p>{t!("A room type is what guests book: a double, a suite. Its rooms come after it.")}</p>
            </div>
        }
    });
    view! {
        {hotel_head(&hotel, &hotel.name, "")}
        {news}
        <p class="actions">
            <a class="btn btn-main" href=format!("{base}/room-types/new")>{t!("Add room type")}</a>
            {(!none).then(|| view! { <a class="btn" href=format!("{base}/rooms/new")>{t!("Add rooms")}</a> })}
            {hotel.published.then(|| view! { <a class="btn" href=public>{t!("See what guests see")}</a> })}
        </p>
        {empty}
        {sections}
    }
    .into_any()
}

fn section(room_type: RoomType, rooms: Vec<Room>) -> AnyView {
    let id = format!("type-{}", room_type.id);
    let labelled = id.clone();
    let facts = t!(
        "{kind}, sleeps {people}, {price} a night, {rooms}",
        kind = i18n::room_kind(room_type.kind),
        people = room_type.capacity,
        price = format::money(room_type.base_price),
        rooms = plural!(room_type.room_count, "{n} room", "{n} rooms"),
    );
    let table = if rooms.is_empty() {
        view! { <p class="hint">{t!("No rooms of this type yet.")}</p> }.into_any()
    } else {
        let rows = rooms.into_iter().map(row).collect_view();
        view! {
            <div class="table-wrap">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Room")}</th><th scope="col">{t!("Floor")}</th><th scope="col">{t!("Price")}</th>
                            <th scope="col">{t!("Status")}</th><th scope="col">{t!("Tonight")}</th>
                            <th scope="col"><span class="sr-only">{t!("Change")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card type-section" aria-labelledby=labelled>
            <div class="sheet-head">
                <div>
                    <h2 id=id class="heading">{room_type.name.clone()}</h2>
                    <p class="hint">{facts}</p>
                </div>
                <a class="btn btn-small" href=format!("/manage/room-types/{}", room_type.id)>
                    {t!("Edit")}<span class="sr-only">" "{room_type.name}</span>
                </a>
            </div>
            {table}
        </section>
    }
    .into_any()
}

fn row(room: Room) -> AnyView {
    let price = room.price.map_or_else(|| t!("Type's").to_owned(), format::money);
    let tonight = if room.available { t!("free") } else { t!("not free") };
    view! {
        <tr>
            <th scope="row">{room.number.clone()}</th>
            <td>{room.floor}</td>
            <td>{price}</td>
            <td><RoomTag status=room.status.as_str() /></td>
            <td>{tonight}</td>
            <td class="text-right">
                <a class="btn btn-small" href=format!("/manage/rooms/{}", room.id)>{t!("Edit")}<span class="sr-only">" "{t!("room")}" "{room.number}</span></a>
            </td>
        </tr>
    }
    .into_any()
}
