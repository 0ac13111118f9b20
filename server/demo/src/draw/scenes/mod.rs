//! Places.

pub mod beach;
pub mod canyon;
pub mod city;
pub mod colonial;
pub mod dunes;
pub mod island;
pub mod mountain;
pub mod river;
