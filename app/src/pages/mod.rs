//! The pages.

pub mod article;
pub mod booking;
pub mod calendar;
mod chunk;
pub mod home;
pub mod hotel;
pub mod manage;
pub mod personal;
mod review;
pub mod reviews;
pub mod rooms;
pub mod search;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A parameter of the path.
fn param(name: &'static str) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let params = use_params_map();
    move || params.with(|params| params.get(name).unwrap_or_default())
}

/// A parameter of the query.
fn query(name: &'static str) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let query = use_query_map();
    move || query.with(|query| query.get(name).unwrap_or_default())
}
