//! Every picture there is: its file, what it shows, and how to draw it.

mod houses;
mod inside;
mod places;
mod tables;
mod views;
mod waters;

use super::tools::Canvas;

/// A picture of the demonstration.
pub struct Picture {
    /// Name of its file.
    pub file: &'static str,
    /// What it shows, in Portuguese.
    pub alt: &'static str,
    pub(super) draw: fn(&mut Canvas),
}

const fn picture(file: &'static str, alt: &'static str, draw: fn(&mut Canvas)) -> Picture {
    Picture { file, alt, draw }
}

const GROUPS: [&[Picture]; 5] =
    [waters::PICTURES, places::PICTURES, houses::PICTURES, inside::PICTURES, tables::PICTURES];

/// All of them.
pub fn pictures() -> impl Iterator<Item = &'static Picture> {
    GROUPS.into_iter().flatten()
}
