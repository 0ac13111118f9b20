//! Towns on hillsides: white houses, red roofs, churches on the heights.

use super::church::{church, cottage};
use crate::draw::tools::{
    Canvas, Dice, Hour, WIDTH,
    flora::{COAST, Leaves, blossoms, clump},
    hex,
    land::{Ridge, veil},
};

/// What a town looks like.
pub struct Town {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Colours of walls.
    pub walls: &'static [u32],
    /// Where churches stand: across and how wide.
    pub churches: &'static [(f32, f32)],
    /// Walls and edges of the churches.
    pub church: (u32, u32),
    /// Makes it unlike the others.
    pub seed: u64,
}

/// Paints a town.
pub fn paint(c: &mut Canvas, t: &Town) {
    let hour = &t.hour;
    hour.paint_sky(c, 430.0, t.sun, t.clouds, t.seed);
    if hour.dark > 0.6 {
        hour.paint_stars(c, 330.0, t.seed);
    }
    if t.sun.1 > 0.0 {
        hour.paint_sun(c, t.sun, 23.0);
    }
    for n in 0..3 {
        let far = n as f32 / 2.0;
        let ridge = Ridge::new(
            400.0 + far * 34.0,
            175.0 - far * 40.0,
            430.0,
            0.6 - far * 0.5,
            t.seed * 3 + n,
        );
        let haze = 0.76 - far * 0.24;
        let tone = hour.far(hex(0x4A6E58).mix(hex(0x4E6488), 0.5 - far * 0.3), haze);
        ridge.paint(c, 520.0, (tone, tone.mix(hour.haze, 0.4)), 0.35, t.sun.0);
    }
    veil(c, 380.0, 500.0, hour.haze, 0.45, t.seed);
    let hill = |x: f32, row: f32| {
        let swell = ((x / WIDTH * 5.2 + t.seed as f32).sin() * 30.0
            + (x / WIDTH * 11.0 + t.seed as f32 * 2.0).sin() * 12.0)
            * (1.0 - row * 0.4);
        448.0 + row * 330.0 - swell
    };
    let mut dice = Dice::new(t.seed);
    let rows = 9;
    for row in 0..rows {
        let near = row as f32 / (rows - 1) as f32;
        let line = Ridge::from_fn(|x| hill(x, near.powf(1.15)));
        let green = COAST.under(hour.light).far(hour.haze, 0.42 * (1.0 - near));
        let ground = green.0.mix(green.1, 0.55);
        c.fall(line.below(810.0).as_ref(), (line.top(), ground), (810.0, ground.dark(0.35)));
        let size = 22.0 + near * near * 78.0;
        if row == 2 {
            for (x, wide) in t.churches {
                church(c, hour, (*x, line.at(*x) + 10.0), *wide, hex(t.church.0), hex(t.church.1));
            }
        }
        let mut x = dice.between(-60.0, -10.0);
        while x < WIDTH + 20.0 {
            let y = line.at(x + size * 0.5) + size * 0.30 + dice.between(0.0, size * 0.3);
            if dice.chance(0.26) {
                let r = size * dice.between(0.26, 0.46);
                clump(c, (x + size * 0.3, y - r * 0.5), (r, r * 0.95), green, 0.5, &mut dice);
                x += size * 0.55;
                continue;
            }
            let wall = hex(dice.pick(t.walls));
            let wide = size * dice.between(0.75, 1.25);
            cottage(c, hour, (x, y), wide, wall, 0.36 * (1.0 - near), &mut dice);
            x += wide * dice.between(1.25, 1.6);
        }
        for _ in 0..7 {
            let x = dice.between(0.0, WIDTH);
            let r = size * dice.between(0.2, 0.36);
            clump(c, (x, line.at(x) + size * 0.62), (r * 1.2, r), green, 0.5, &mut dice);
        }
        if row == 4 {
            veil(c, line.top() - 10.0, line.top() + 110.0, hour.haze, 0.16, t.seed + 8);
        }
    }
    let dim = hour.dark * 0.5;
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(dim), leaves.1.dark(dim));
    let flowers = [
        hour.lit(hex(0xE2558E)).dark(dim),
        hour.lit(hex(0xF58FB4)).dark(dim),
        hour.lit(hex(0xB93A74)).dark(dim),
    ];
    for (x, y, r) in [
        (20.0_f32, 800.0_f32, 120.0_f32),
        (150.0, 830.0, 100.0),
        (1180.0, 790.0, 130.0),
        (1050.0, 836.0, 90.0),
    ] {
        blossoms(c, (x, y), (r, r * 0.8), leaves, &flowers, 0.5, &mut dice);
    }
}
