//! Volcanic islands: peaks out of a clear sea, seen from a cliff.

use super::beach::{sail, sea};
use crate::draw::tools::{
    Canvas, Dice, Hour, fbm,
    flora::{COAST, Leaves, blossoms, fan, grass, woods},
    hex,
    land::Ridge,
    noise, smooth,
    water::Shore,
};

/// What an island looks like.
pub struct Island {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Where the peaks stand: middle, height and half width of each.
    pub peaks: &'static [(f32, f32, f32)],
    /// Whether it is seen from a cliff with flowers.
    pub cliff: bool,
    /// Makes it unlike the others.
    pub seed: u64,
}

const HORIZON: f32 = 372.0;

/// Paints an island.
pub fn paint(c: &mut Canvas, i: &Island) {
    let hour = &i.hour;
    let seed = i.seed as f32;
    hour.paint_sky(c, HORIZON, i.sun, i.clouds, i.seed);
    let low = i.sun.1 > 100.0 && i.sun.1 < HORIZON;
    if low {
        hour.paint_sun(c, i.sun, 25.0);
    }
    let far = Ridge::new(HORIZON + 10.0, 60.0, 330.0, 0.3, i.seed + 8);
    let far = Ridge::from_fn(|x| far.at(x) + smooth(700.0, 250.0, x) * 50.0);
    far.paint(
        c,
        HORIZON,
        (hour.far(hex(0x4A7A80), 0.6), hour.far(hex(0x4A7A80), 0.72)),
        0.2,
        i.sun.0,
    );
    let shore = Shore {
        horizon: HORIZON,
        edge: |x: f32| {
            700.0 + (x / 260.0 + seed).sin() * 30.0 + smooth(500.0, 1200.0, x) * 60.0
                - smooth(700.0, 1200.0, x) * 190.0
        },
        sea: sea(hour),
        sand: (hour.lit(hex(0xEED9B2)), hour.lit(hex(0xBFA27C)).mix(hour.sky[2], 0.2)),
        foam: hour.lit(hex(0xFFFFFF)),
        sun: low.then_some((i.sun.0, hour.sun)),
        seed,
    };
    shore.paint(c, 800.0);
    for (n, peak) in i.peaks.iter().enumerate() {
        rock(c, i, *peak, n as u64);
    }
    sail(c, hour, (250.0, HORIZON + 34.0), 1.2, i.seed as u32);
    sail(c, hour, (408.0, HORIZON + 12.0), 0.8, i.seed as u32 + 2);
    if i.cliff {
        cliff(c, i);
    } else {
        let leaves = COAST.under(hour.light);
        let dim = if low { 0.4 } else { 0.1 };
        fan(
            c,
            (1215.0, 815.0),
            260.0,
            (-3.0, -1.5),
            12,
            Leaves(leaves.0.dark(dim), leaves.1.dark(dim)),
            i.seed,
        );
    }
}

/// A steep rock with green on its shoulders and surf at its foot.
fn rock(c: &mut Canvas, i: &Island, (x, height, wide): (f32, f32, f32), n: u64) {
    let hour = &i.hour;
    let foot = HORIZON + 34.0 + n as f32 * 16.0;
    let rough = Ridge::new(0.0, 46.0, 90.0, 0.6, i.seed + n * 13 + 60);
    let shape = Ridge::from_fn(|px| {
        let u = (px - x) / wide;
        // A blunt tower on a broad base.
        let tower = (1.0 - (u * 1.9 - 0.12).powi(4)).max(0.0) * 0.62
            + (1.0 - (u * 1.25).powi(2)).max(0.0) * 0.26;
        let base = (1.0 - u.abs()).max(0.0).powf(0.8) * 0.24;
        let up = (tower + base) * height;
        let edge = smooth(0.0, 0.12, tower + base);
        (foot - up + rough.at(px) * edge * 0.9 + 12.0 * edge).min(foot)
    });
    let stone = hour.far(hex(0x6B5F58), 0.16);
    shape.paint(c, foot, (stone.light(0.10), stone.dark(0.30)), 1.0, i.sun.0);
    let leaves = COAST.under(hour.light).far(hour.haze, 0.16);
    let dim = if i.hour.dark > 0.3 { 0.3 } else { 0.0 };
    let leaves = Leaves(leaves.0.dark(dim), leaves.1.dark(dim));
    let seed = i.seed as f32 + n as f32 * 3.0;
    let fields = |px: f32, y: f32| {
        let crack = fbm(px / 26.0 + seed, y / 120.0, 3) - 0.5;
        [fbm(px / 60.0 + seed, y / 46.0, 4), crack]
    };
    c.wash((x - wide, shape.top(), x + wide, foot), 3.0, fields, |px, y, old, [moss, crack]| {
        let deep = y - shape.at(px);
        if deep < 0.0 {
            return old;
        }
        // Green climbs from the foot, and lies on the ledges.
        let up = (foot - y) / height;
        let grown = smooth(0.50, 0.60, moss + 0.42 - up * 0.62);
        let leaf = noise(px / 5.0, y / 4.0);
        let facing = if i.sun.0 < x { x - px } else { px - x } / wide;
        let tone = leaves.0.mix(leaves.1, (leaf * 0.6 + facing * 0.5 + 0.25).clamp(0.0, 1.0));
        old.times(1.0 + crack * 1.1 + facing * 0.16).mix(tone, grown)
    });
    woods(
        c,
        x - wide * 0.93,
        x + wide * 0.93,
        |px| (foot - 8.0).max(shape.at(px) + 3.0),
        9.0,
        leaves,
        i.seed + n * 7,
    );
    c.shade((x - wide * 1.1, foot - 9.0, x + wide * 1.1, foot + 10.0), |px, y, old| {
        let ragged = noise(px / 17.0, y / 5.0);
        let inside = smooth(1.06, 0.86, ((px - x) / wide).abs());
        let band = 1.0 - ((y - foot) / 8.5).abs();
        old.mix(hour.lit(hex(0xFFFFFF)), smooth(0.25, 0.8, band * ragged * 1.8) * 0.85 * inside)
    });
}

/// The edge one stands on: grass and flowers.
fn cliff(c: &mut Canvas, i: &Island) {
    let hour = &i.hour;
    let edge = Ridge::new(0.0, 40.0, 240.0, 0.2, i.seed + 3);
    let line = Ridge::from_fn(|x| 640.0 + smooth(0.0, 760.0, x) * 210.0 + edge.at(x));
    let soil = hour.lit(hex(0x5E7A3C));
    line.paint(c, 800.0, (soil, soil.dark(0.5)), 0.6, i.sun.0);
    let mut dice = Dice::new(i.seed);
    let leaves = COAST.under(hour.light);
    grass(
        c,
        0.0,
        900.0,
        |x| line.at(x) + 12.0,
        30.0,
        Leaves(soil.dark(0.4), soil.light(0.2)),
        i.seed,
    );
    let pinks = [hour.lit(hex(0xE8588C)), hour.lit(hex(0xF48FB1)), hour.lit(hex(0xC93C78))];
    for n in 0..9 {
        let x = n as f32 * 74.0 - 10.0;
        let y = line.at(x) + 46.0 + dice.between(0.0, 44.0);
        if y < 860.0 {
            blossoms(c, (x, y), (62.0, 46.0), leaves, &pinks, 0.5, &mut dice);
        }
    }
}
