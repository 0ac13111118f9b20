//! What every scene is drawn with.

pub mod canvas;
pub mod color;
pub mod flora;
pub mod hour;
pub mod land;
pub mod noise;
pub mod path;
pub mod space;
pub mod trees;
pub mod water;

pub use self::{
    canvas::{Canvas, HEIGHT, WIDTH},
    color::{BLACK, Rgb, WHITE, hex, smooth},
    hour::Hour,
    noise::{Dice, crests, fbm, noise},
    path::{bend, ellipse, polygon, rect, rounded, trail},
};
