//! Colonial streets: coloured doors on both sides, cobbles, a church at the end.

use super::{church::church, facade};
use crate::draw::tools::{
    Canvas, Dice, Hour, WHITE, WIDTH, ellipse,
    flora::{COAST, woods},
    hex,
    land::Ridge,
    noise, smooth,
    space::Eye,
    trail,
    trees::palm,
};

/// What a street looks like.
pub struct Street {
    /// When.
    pub hour: Hour,
    /// Where the sun stands; the houses on its side lie in shade.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Colours of walls.
    pub walls: &'static [u32],
    /// Colours of doors and windows.
    pub doors: &'static [u32],
    /// Floors of the houses, 1 or 2.
    pub floors: f32,
    /// Walls and edges of the church.
    pub church: (u32, u32),
    /// Whether palms and a sea breeze belong there.
    pub palms: bool,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// From where streets are seen.
pub(super) const EYE: Eye = Eye { middle: (600.0, 492.0), height: 1.75, zoom: 640.0 };
/// Half the width of a street.
pub(super) const HALF: f32 = 4.5;
const END: f32 = 46.0;

/// Paints a street.
pub fn paint(c: &mut Canvas, s: &Street) {
    let hour = &s.hour;
    hour.paint_sky(c, 500.0, s.sun, s.clouds, s.seed);
    if hour.dark > 0.6 {
        hour.paint_stars(c, 380.0, s.seed);
    }
    for n in 0..2 {
        let t = n as f32;
        let hill = Ridge::new(470.0 + t * 20.0, 190.0 - t * 90.0, 520.0, 0.15, s.seed + n * 9);
        let leaves = COAST.under(hour.light).far(hour.haze, 0.55 - t * 0.2);
        let tones = (leaves.0.mix(leaves.1, 0.3), leaves.0.mix(hour.haze, 0.2));
        hill.paint(c, 510.0, tones, 0.4, s.sun.0);
        woods(c, 250.0, 950.0, |x| hill.at(x) + 3.0, 6.0, leaves, s.seed + n);
    }
    if s.palms {
        let leaves = COAST.under(hour.light).far(hour.haze, 0.12);
        let bark = hour.lit(hex(0x7A6450));
        for (n, (x, top)) in
            [(452.0_f32, 300.0_f32), (742.0, 330.0), (716.0, 268.0)].into_iter().enumerate()
        {
            palm(c, (x, 480.0), (x + 8.0, top), 62.0, leaves, bark, s.seed + n as u64);
        }
    }
    let foot = EYE.see((0.0, 0.0, END));
    church(c, hour, foot, EYE.per_metre(END) * 11.0, hex(s.church.0), hex(s.church.1));
    ground(c, s);
    for side in [-1.0, 1.0_f32] {
        row(c, s, side);
    }
    lamps(c, s);
}

/// Cobbles, darker where houses throw their shadow.
fn ground(c: &mut Canvas, s: &Street) {
    let hour = &s.hour;
    let stone = hour.lit(hex(0xA99B8C));
    let horizon = EYE.see((0.0, 0.0, END)).1;
    let shade = hour.shade;
    let left = s.sun.0 < WIDTH / 2.0;
    c.shade((0.0, horizon - 1.0, WIDTH, 800.0), |x, y, _| {
        let z = EYE.zoom * EYE.height / (y - EYE.middle.1).max(1.0);
        let side = (x - EYE.middle.0) * z / EYE.zoom;
        let rough = noise(side * 3.0, z * 3.0) * 0.6 + noise(side * 9.0, z * 9.0) * 0.4 - 0.5;
        let near = stone.times(0.86 + rough * 0.22 * smooth(30.0, 6.0, z));
        let color = near.mix(hour.haze, smooth(8.0, 50.0, z) * 0.3);
        let from_wall = if left { side + HALF } else { HALF - side };
        let edge = 3.2 + (noise(z * 0.35, 2.0) - 0.5) * 1.6;
        let inside = smooth(edge + 0.12, edge - 0.12, from_wall) * (1.0 - hour.dark);
        color.mix(color.filtered(shade), inside * 0.75)
    });
    let mut dice = Dice::new(s.seed);
    let mut z = 16.0;
    while z > 2.2 {
        cobbles(c, z, &mut dice);
        z -= 0.30;
    }
}

/// A row of stones across the street at a distance.
fn cobbles(c: &mut Canvas, z: f32, dice: &mut Dice) {
    let wide = 0.30;
    let mut x = -HALF + dice.unit() * wide;
    while x < HALF {
        let (rx, rz) = (wide * dice.between(0.36, 0.5), 0.15 * dice.between(0.85, 1.1));
        let spot = EYE.see((x + dice.between(-0.03, 0.03), 0.0, z + dice.between(-0.04, 0.04)));
        x += wide;
        if !(-30.0..WIDTH + 30.0).contains(&spot.0) {
            continue;
        }
        let base = c.at(spot.0.clamp(0.0, 1199.0), spot.1.min(799.0));
        let k = EYE.per_metre(z);
        let (w, h) = (rx * k, rz * k * EYE.height / z);
        let vein = dice.pick(&[hex(0x8C7B6E), hex(0x9AA0A4), hex(0xB49C84)]);
        let tone = base.times(dice.between(0.92, 1.22)).mix(vein, 0.10);
        let joint = ellipse(spot.0, spot.1 + h * 0.2, w * 1.06, h * 1.1);
        c.fill(joint.as_ref(), base.dark(0.36), 0.7);
        c.fill(ellipse(spot.0, spot.1, w, h).as_ref(), tone, 1.0);
        if h > 3.0 {
            let shine = ellipse(spot.0 - w * 0.14, spot.1 - h * 0.28, w * 0.6, h * 0.42);
            c.fill(shine.as_ref(), tone.light(0.18), 0.6);
        }
    }
}

/// The houses of one side, from the far end towards the eye.
fn row(c: &mut Canvas, s: &Street, side: f32) {
    let mut dice = Dice::new(s.seed * 2 + u64::from(side > 0.0));
    let shaded = (s.sun.0 < WIDTH / 2.0) == (side < 0.0);
    let mut edges = vec![1.3_f32];
    while edges.last().is_some_and(|z| *z < END - 6.0) {
        let last = edges[edges.len() - 1];
        edges.push(last + dice.between(4.2, 7.2));
    }
    for pair in edges.windows(2).rev() {
        let (z0, z1) = (pair[0], pair[1]);
        let tall = s.floors * 3.1 + 0.9 + dice.between(-0.45, 0.5);
        facade::house(c, s, side, (z0, z1), tall, shaded, &mut dice);
    }
}

/// Lanterns on the walls.
fn lamps(c: &mut Canvas, s: &Street) {
    let hour = &s.hour;
    for (n, z) in [22.0_f32, 13.5, 7.4, 4.6].into_iter().enumerate() {
        let side = if n % 2 == 0 { 1.0 } else { -1.0 };
        let (wall, k) = (EYE.see((side * HALF, 3.05, z)), EYE.per_metre(z));
        let lamp = EYE.see((side * (HALF - 0.55), 2.95, z));
        let iron = hour.lit(hex(0x23262E)).mix(hour.haze, 0.1);
        let arm = trail(&[wall, (lamp.0, wall.1 - k * 0.1), (lamp.0, lamp.1)]);
        c.line(arm.as_ref(), k * 0.04, iron, 1.0);
        let glass = hour.lit(WHITE).mix(hex(0xFFD48A), 0.4 + hour.dark * 0.6);
        c.fill(ellipse(lamp.0, lamp.1 + k * 0.2, k * 0.13, k * 0.2).as_ref(), glass, 1.0);
        c.fill(ellipse(lamp.0, lamp.1 + k * 0.02, k * 0.16, k * 0.06).as_ref(), iron, 1.0);
        c.fill(ellipse(lamp.0, lamp.1 + k * 0.4, k * 0.08, k * 0.04).as_ref(), iron, 1.0);
        if hour.dark > 0.3 {
            c.glow((lamp.0, lamp.1 + k * 0.2), k * 3.6, hex(0xFFB65A), hour.dark * 0.6);
            let pool = EYE.see((side * (HALF - 1.2), 0.0, z));
            c.glow(pool, k * 2.6, hex(0xFFB65A), hour.dark * 0.25);
        }
    }
}
