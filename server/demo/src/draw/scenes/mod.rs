//! Places.

pub mod bay;
pub mod beach;
pub mod canyon;
pub mod capital;
pub mod church;
pub mod city;
pub mod colonial;
pub mod dunes;
mod facade;
pub mod house;
pub mod island;
pub mod mountain;
pub mod river;
mod timber;
pub mod town;
