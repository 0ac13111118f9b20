//! Every picture there is: its file, what it shows, and how to draw it.

use super::{
    scenes::{beach::{self, Beach}, canyon::{self, Canyon}, dunes::{self, Dunes}, island::{self, Island}, mountain::{self, Mountain}, river::{self, River}},
    tools::{Canvas, hex, hour::*},
};

/// A picture of the demonstration.
pub struct Picture {
    /// Name of its file.
    pub file: &'static str,
    /// What it shows, in Portuguese.
    pub alt: &'static str,
    pub(super) draw: fn(&mut Canvas),
}

/// All of them.
pub const PICTURES: &[Picture] = &[
    Picture { file: "beach-1.jpg", alt: "", draw: |c| beach::paint(c, &Beach { hour: MORNING, sun: (300.0, -80.0), clouds: 0.5, headlands: (false, true), palms: &[(120.0, 265.0, 190.0, 235.0)], sails: 3, parasols: 0, seed: 1 }) },
    Picture { file: "beach-2.jpg", alt: "", draw: |c| beach::paint(c, &Beach { hour: SUNSET, sun: (690.0, 290.0), clouds: 0.6, headlands: (true, true), palms: &[(60.0, 200.0, 250.0, 210.0), (240.0, 330.0, 130.0, 240.0)], sails: 2, parasols: 0, seed: 2 }) },
    Picture { file: "mountain-1.jpg", alt: "", draw: |c| mountain::paint(c, &Mountain { hour: MIST, sun: (820.0, 180.0), clouds: 0.3, sharp: 0.4, mist: 1.0, araucarias: true, green: hex(0x2F5B45), seed: 3 }) },
    Picture { file: "mountain-2.jpg", alt: "", draw: |c| mountain::paint(c, &Mountain { hour: GOLDEN, sun: (840.0, 330.0), clouds: 0.6, sharp: 0.8, mist: 0.5, araucarias: false, green: hex(0x3E6B45), seed: 4 }) },
    Picture { file: "river-1.jpg", alt: "", draw: |c| river::paint(c, &River { hour: DAWN, sun: (640.0, 330.0), clouds: 0.6, water: (hex(0x9A8A9A), hex(0x2E3E4A)), narrow: false, boat: Some(true), seed: 5 }) },
    Picture { file: "river-2.jpg", alt: "", draw: |c| river::paint(c, &River { hour: MORNING, sun: (640.0, -30.0), clouds: 0.3, water: (hex(0x4E8A78), hex(0x164A44)), narrow: true, boat: Some(false), seed: 6 }) },
    Picture { file: "island-1.jpg", alt: "", draw: |c| island::paint(c, &Island { hour: NOON, sun: (300.0, -60.0), clouds: 0.6, peaks: &[(760.0, 300.0, 150.0), (930.0, 240.0, 140.0)], cliff: true, seed: 7 }) },
    Picture { file: "dunes-1.jpg", alt: "", draw: |c| dunes::paint(c, &Dunes { hour: MORNING, sun: (300.0, -60.0), clouds: 0.5, lagoons: true, palms: false, sand: hex(0xFBF1DC), seed: 8 }) },
    Picture { file: "dunes-2.jpg", alt: "", draw: |c| dunes::paint(c, &Dunes { hour: SUNSET, sun: (360.0, 270.0), clouds: 0.5, lagoons: false, palms: true, sand: hex(0xF0CFA0), seed: 9 }) },
    Picture { file: "canyon-1.jpg", alt: "", draw: |c| canyon::paint(c, &Canyon { hour: MORNING, sun: (200.0, -60.0), clouds: 0.5, fall: Some(610.0), rock: hex(0xC08058), seed: 10 }) },
    Picture { file: "canyon-2.jpg", alt: "", draw: |c| canyon::paint(c, &Canyon { hour: GOLDEN, sun: (860.0, 250.0), clouds: 0.6, fall: None, rock: hex(0xC87850), seed: 11 }) },
];
