//! Pousada's pages, components and server functions: rendered on the server,
//! then taken over by the same code in the browser.
//!
//! How to add a page: its data in [`model`], a server function in [`api`] that
//! loads it through `ssr::load`, the page in [`pages`], its route below. Every page
//! must do its whole work without JavaScript.
#![recursion_limit = "256"]
#![warn(missing_docs)]

// First, for its macros.
#[macro_use]
pub mod i18n;

pub mod api;
#[cfg(feature = "ssr")]
mod articles;
pub mod components;
pub mod error;
pub mod format;
pub mod forms;
pub mod model;
pub mod packed;
pub mod pages;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod ssr;

use leptos::{html, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    components::{
        chrome::{Footer, Header},
        failure::NotFound,
        form::FlashState,
    },
    model::Boot,
    pages::{manage::ManagePage, personal::PersonalPage},
};

/// The document around the application; on the server only.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    ssr::set_page_headers(&options);
    view! {
        <!DOCTYPE html>
        <html lang=i18n::locale().tag() data-theme=theme()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {theme_colours()}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <HashedStylesheet options=options.clone() id="style" />
                <HydrationScripts options=options.clone() />
                {texts()}
                {early()}
                <AutoReload options=options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The colour of what the browser puts around the page.
fn theme_colours() -> AnyView {
    let (light, dark) = ("#faf6f0", "#1a1613");
    let colour = |colour: &'static str| html::meta().name("theme-color").content(colour);
    match theme() {
        Some("light") => colour(light).into_any(),
        Some("dark") => colour(dark).into_any(),
        _ => (
            colour(light).attr("media", "(prefers-color-scheme: light)"),
            colour(dark).attr("media", "(prefers-color-scheme: dark)"),
        )
            .into_any(),
    }
}

fn early() -> Option<AnyView> {
    #[cfg(feature = "ssr")]
    return ssr::modules::early();
    #[cfg(not(feature = "ssr"))]
    None
}

/// The colours that the visitor has chosen, if any.
fn theme() -> Option<&'static str> {
    #[cfg(feature = "ssr")]
    return ssr::theme();
    #[cfg(not(feature = "ssr"))]
    None
}

/// The script that gives the browser the texts; before the code, which needs them.
fn texts() -> Option<AnyView> {
    #[cfg(feature = "ssr")]
    {
        let path = format!("/i18n/{}", i18n::script_name(i18n::locale()));
        Some(view! { <script defer src=path></script> }.into_any())
    }
    #[cfg(not(feature = "ssr"))]
    None
}

fn boot() -> Boot {
    #[cfg(feature = "ssr")]
    return ssr::boot();
    #[cfg(not(feature = "ssr"))]
    Boot::default()
}

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let boot = SharedValue::new(boot).into_inner();
    FlashState::provide(boot.flash.clone());
    provide_context(StoredValue::new(boot));
    view! {
        <Title formatter=|title: String| match title.as_str() {
            "" => "Pousada".to_owned(),
            _ => format!("{title} · Pousada"),
        } />
        <Router>
            <Frame />
        </Router>
    }
}

/// Header, page and footer.
#[component]
fn Frame() -> impl IntoView {
    if let Some(flash) = use_context::<FlashState>() {
        flash.forget_on_leaving();
    }
    view! {
        <Header />
        <main id="main" tabindex="-1">
            <Routes fallback=NotFound>
                <Route path=path!("/") view=pages::home::Home ssr=SsrMode::Async />
                <Route path=path!("/search") view=pages::search::Search ssr=SsrMode::Async />
                <Route path=path!("/rooms") view=pages::rooms::Rooms ssr=SsrMode::Async />
                <Route path=path!("/hotels/:slug") view=pages::hotel::HotelPage ssr=SsrMode::Async />
                <Route path=path!("/hotels/:slug/reviews") view=pages::reviews::Reviews ssr=SsrMode::Async />
                <Route path=path!("/help") view=pages::article::Help ssr=SsrMode::Async />
                <Route path=path!("/privacy") view=pages::article::Privacy ssr=SsrMode::Async />
                <Route path=path!("/terms") view=pages::article::Terms ssr=SsrMode::Async />
                <Route path=path!("/book") view=PersonalPage::Book ssr=SsrMode::Async />
                <Route path=path!("/trips") view=PersonalPage::Trips ssr=SsrMode::Async />
                <Route path=path!("/trips/:id") view=PersonalPage::Trip ssr=SsrMode::Async />
                <Route path=path!("/trips/:id/edit") view=PersonalPage::EditTrip ssr=SsrMode::Async />
                <Route path=path!("/trips/:id/receipt") view=PersonalPage::Receipt ssr=SsrMode::Async />
                <Route path=path!("/account") view=PersonalPage::Account ssr=SsrMode::Async />
                <Route path=path!("/account/security") view=PersonalPage::Security ssr=SsrMode::Async />
                <Route path=path!("/account/keys") view=PersonalPage::Keys ssr=SsrMode::Async />
                <Route path=path!("/account/privacy") view=PersonalPage::Privacy ssr=SsrMode::Async />
                <Route path=path!("/trips/:id/cancel") view=PersonalPage::CancelTrip ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=PersonalPage::SignIn ssr=SsrMode::Async />
                <Route path=path!("/sign-up") view=PersonalPage::SignUp ssr=SsrMode::Async />
                <Route path=path!("/verify") view=PersonalPage::Verify ssr=SsrMode::Async />
                <Route path=path!("/forgot") view=PersonalPage::Forgot ssr=SsrMode::Async />
                <Route path=path!("/reset") view=PersonalPage::Reset ssr=SsrMode::Async />
                <Route path=path!("/manage") view=ManagePage::Hotels ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/new") view=ManagePage::NewHotel ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/:id") view=ManagePage::Desk ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/:id/edit") view=ManagePage::EditHotel ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/:id/bookings") view=ManagePage::Bookings ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/:id/room-types/new") view=ManagePage::NewRoomType ssr=SsrMode::Async />
                <Route path=path!("/manage/hotels/:id/rooms/new") view=ManagePage::NewRooms ssr=SsrMode::Async />
                <Route path=path!("/manage/room-types/:id") view=ManagePage::EditRoomType ssr=SsrMode::Async />
                <Route path=path!("/manage/rooms/:id") view=ManagePage::EditRoom ssr=SsrMode::Async />
                <Route path=path!("/manage/bookings/:id") view=ManagePage::Booking ssr=SsrMode::Async />
            </Routes>
        </main>
        <Footer />
    }
}
