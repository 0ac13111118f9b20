//! Views that windows, balconies and gardens look out on: places without anything in front.

use super::super::{
    scenes::{
        bay,
        beach::{self, Beach},
        city::{self, City},
        colonial::{self, Street},
        dunes::{self, Dunes},
        island::{self, Island},
        mountain::{self, Mountain},
        river::{self, River},
        town::{self, Town},
    },
    tools::{
        Canvas, Hour, hex,
        hour::{DAWN, DUSK, GOLDEN, MIST, MORNING, NOON, SUNSET},
    },
};

fn shore(c: &mut Canvas, hour: Hour, sun: (f32, f32), headlands: (bool, bool), seed: u64) {
    let clouds = 0.5;
    beach::paint(
        c,
        &Beach { hour, sun, clouds, headlands, palms: &[], sails: 3, parasols: 0, seed },
    );
}

/// The sea on a bright morning.
pub fn sea(c: &mut Canvas) {
    shore(c, MORNING, (300.0, -80.0), (false, true), 1);
}

/// The sea at noon.
pub fn bright_sea(c: &mut Canvas) {
    shore(c, NOON, (900.0, -80.0), (true, true), 31);
}

/// The sea at sunset.
pub fn evening_sea(c: &mut Canvas) {
    shore(c, SUNSET, (640.0, 292.0), (true, false), 32);
}

/// Hills in mist.
pub fn misty_hills(c: &mut Canvas) {
    let m = Mountain {
        hour: MIST,
        sun: (820.0, 180.0),
        clouds: 0.3,
        sharp: 0.4,
        mist: 1.0,
        araucarias: true,
        green: hex(0x2F5B45),
        seed: 3,
    };
    mountain::paint(c, &m);
}

/// Hills in the last sun.
pub fn golden_hills(c: &mut Canvas) {
    let m = Mountain {
        hour: GOLDEN,
        sun: (250.0, 210.0),
        clouds: 0.6,
        sharp: 0.6,
        mist: 0.6,
        araucarias: false,
        green: hex(0x3E6B45),
        seed: 12,
    };
    mountain::backdrop(c, &m);
}

/// Blue hills in the morning.
pub fn morning_hills(c: &mut Canvas) {
    let m = Mountain {
        hour: MORNING,
        sun: (900.0, -60.0),
        clouds: 0.6,
        sharp: 0.5,
        mist: 0.5,
        araucarias: true,
        green: hex(0x2F6048),
        seed: 15,
    };
    mountain::paint(c, &m);
}

/// A city at night.
pub fn city_lights(c: &mut Canvas) {
    city::skyline(c, &City { hour: DUSK, sun: (760.0, 470.0), clouds: 0.5, seed: 25 });
}

/// A bay at sunset.
pub fn bay(c: &mut Canvas) {
    bay::paint(c, &City { hour: SUNSET, sun: (420.0, 350.0), clouds: 0.5, seed: 26 });
}

/// Red roofs in the afternoon.
pub fn roofs(c: &mut Canvas) {
    let t = Town {
        hour: MORNING,
        sun: (240.0, -60.0),
        clouds: 0.6,
        walls: &[0xFBF6EA, 0xF6EFDF, 0xF4E3BE],
        churches: &[(620.0, 150.0)],
        church: (0xFAF2E0, 0xB8874E),
        seed: 28,
    };
    town::paint(c, &t);
}

/// A street with coloured doors.
pub fn street(c: &mut Canvas) {
    let s = Street {
        hour: MORNING,
        sun: (200.0, 60.0),
        clouds: 0.5,
        walls: &[0xFBF6EA, 0xF6EFDF],
        doors: &[0x2F6FA3, 0x3D8B5E, 0xC8963C, 0xB5473C],
        floors: 1.0,
        church: (0xFAF4E6, 0xC9A25C),
        palms: true,
        seed: 21,
    };
    colonial::paint(c, &s);
}

/// A river between forests.
pub fn river(c: &mut Canvas) {
    let r = River {
        hour: MORNING,
        sun: (640.0, -30.0),
        clouds: 0.5,
        water: (hex(0x4E8A78), hex(0x164A44)),
        narrow: true,
        boat: None,
        seed: 36,
    };
    river::backdrop(c, &r);
}

/// A wide river at dawn.
pub fn dawn_river(c: &mut Canvas) {
    let r = River {
        hour: DAWN,
        sun: (700.0, 330.0),
        clouds: 0.6,
        water: (hex(0x9A8A9A), hex(0x2E3E4A)),
        narrow: false,
        boat: None,
        seed: 37,
    };
    river::backdrop(c, &r);
}

/// Dunes with lagoons.
pub fn lagoons(c: &mut Canvas) {
    let d = Dunes {
        hour: MORNING,
        sun: (300.0, -60.0),
        clouds: 0.5,
        lagoons: true,
        palms: false,
        sand: hex(0xFBF1DC),
        seed: 8,
    };
    dunes::paint(c, &d);
}

/// An island's peaks.
pub fn peaks(c: &mut Canvas) {
    let i = Island {
        hour: NOON,
        sun: (300.0, -60.0),
        clouds: 0.6,
        peaks: &[(620.0, 280.0, 150.0), (790.0, 225.0, 140.0)],
        cliff: false,
        seed: 38,
    };
    island::paint(c, &i);
}
