//! The hills of the south and of Minas: ridges in mist, araucárias, hydrangeas.

use crate::draw::tools::{
    Canvas, Dice, Hour, Rgb, WIDTH,
    flora::{Leaves, PINE, blossoms, grass},
    hex,
    land::{Ridge, veil},
    noise, polygon,
    trees::araucaria,
};

/// What a mountain landscape looks like.
pub struct Mountain {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// How sharp the far peaks are, 0 to 1.
    pub sharp: f32,
    /// How much mist lies in the valleys, 0 to 1.
    pub mist: f32,
    /// Whether araucárias stand in front; hydrangeas then bloom below them.
    pub araucarias: bool,
    /// Green of the land.
    pub green: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// Paints the far land: sky and ridges down to the foreground.
pub fn backdrop(c: &mut Canvas, m: &Mountain) {
    let hour = &m.hour;
    hour.paint_sky(c, 520.0, m.sun, m.clouds, m.seed);
    if hour.dark > 0.6 {
        hour.paint_stars(c, 420.0, m.seed);
    }
    if m.sun.1 > 0.0 {
        hour.paint_sun(c, m.sun, 24.0);
    }
    let layers = 6;
    for n in 0..layers {
        let t = n as f32 / (layers - 1) as f32;
        let base = 430.0 + t * 270.0;
        let height = 290.0 - t * 110.0;
        let sharp = m.sharp * (1.0 - t * 0.8);
        let plain = Ridge::new(base, height, 520.0 + t * 130.0, sharp, m.seed * 7 + n as u64 * 3);
        // Slopes come down from either side in turn, so that valleys open between them.
        let side = if (n as u64 + m.seed).is_multiple_of(2) { 1.0 } else { -1.0 };
        let ridge = Ridge::from_fn(|x| plain.at(x) + (x / WIDTH - 0.5) * side * (40.0 + t * 130.0));
        let haze = 0.84 * (1.0 - t).powf(0.9) + 0.05;
        let tone = m.green.mix(hex(0x4E6E8E), 0.55 * (1.0 - t));
        let (top, foot) =
            (hour.far(tone, haze), hour.far(tone, (haze + 0.22 + m.mist * 0.25).min(0.97)));
        let bottom = base + 150.0;
        ridge.paint(c, bottom, (top, foot), 0.30 + t * 0.35, m.sun.0);
        if n >= 2 {
            let leaves = PINE.under(hour.light).far(hour.haze, haze);
            pines(c, &ridge, 6.0 + t * t * 26.0, leaves, (top, bottom), m.seed + n as u64 * 31);
        }
        ridge.mist(c, bottom, 130.0 + m.mist * 40.0, hour, 0.35 + m.mist * 0.6, m.seed + n as u64);
    }
    if m.mist > 0.5 {
        veil(c, 520.0, 660.0, hour.haze, m.mist * 0.55, m.seed);
    }
}

/// Pines over a slope, thick at its crest and thinner below.
fn pines(
    c: &mut Canvas,
    ridge: &Ridge,
    size: f32,
    l: Leaves,
    (ground, bottom): (Rgb, f32),
    seed: u64,
) {
    let mut dice = Dice::new(seed);
    let rows = 7;
    for row in 0..rows {
        let t = row as f32 / rows as f32;
        let mut x = dice.between(-20.0, 0.0);
        while x < WIDTH + 20.0 {
            let y = ridge.at(x)
                + t * t * (bottom - ridge.top()) * 0.55
                + dice.between(-1.0, 1.0) * size * 0.3;
            let grove = noise(x / 120.0 + seed as f32, t * 2.0 + seed as f32 * 0.3);
            if grove > 0.30 + t * 0.28 {
                let (h, w) = (size * dice.between(0.8, 1.7), size * dice.between(0.28, 0.42));
                let tone = l.0.mix(l.1, dice.between(0.0, 0.6)).mix(ground, t * 0.35);
                let shape =
                    polygon(&[(x, y - h), (x + w, y + size * 0.2), (x - w, y + size * 0.2)]);
                c.fill(shape.as_ref(), tone, 1.0);
            }
            x += size * dice.between(0.30, 0.62);
        }
    }
}

/// Paints the whole landscape.
pub fn paint(c: &mut Canvas, m: &Mountain) {
    backdrop(c, m);
    let hour = &m.hour;
    let front = Ridge::new(742.0, 70.0, 700.0, 0.0, m.seed + 77);
    let ground = hour.far(m.green.mix(hex(0x6F8F46), 0.45), 0.04);
    front.paint(c, 800.0, (ground.light(0.08), ground.dark(0.45)), 0.5, m.sun.0);
    let near = PINE.under(hour.light);
    let dim = if hour.dark > 0.3 { 0.45 } else { 0.0 };
    let near = Leaves(near.0.dark(dim), near.1.dark(dim));
    if m.araucarias {
        let stands: [(f32, f32, f32); 7] = [
            (205.0, 300.0, 0.30),
            (318.0, 240.0, 0.38),
            (905.0, 265.0, 0.34),
            (1010.0, 330.0, 0.24),
            (90.0, 470.0, 0.1),
            (1112.0, 545.0, 0.02),
            (238.0, 610.0, 0.0),
        ];
        let mut dice = Dice::new(m.seed + 5);
        for (n, (x, height, far)) in stands.into_iter().enumerate() {
            let x = x + dice.between(-26.0, 26.0);
            let leaves = near.far(hour.haze, far);
            let bark = hour.lit(hex(0x6A4E3C)).dark(dim).mix(hour.haze, far);
            araucaria(
                c,
                (x, front.at(x) + 26.0 + height * 0.02),
                height,
                leaves,
                bark,
                m.seed + n as u64,
            );
        }
    }
    let blades = Leaves(ground.dark(0.4), ground.light(0.16));
    grass(c, 0.0, WIDTH, |x| front.at(x) + 20.0, 26.0, blades, m.seed + 2);
    let bushes = Leaves(hex(0x1E4A30), hex(0x5E9A4C)).under(hour.light);
    let bushes = Leaves(bushes.0.dark(dim), bushes.1.dark(dim));
    let bloom: &[Rgb] = if m.araucarias {
        &[hex(0x7C9BE0), hex(0xA9BCF0), hex(0x8E84D8), hex(0xC9CFF6)]
    } else {
        &[hex(0xF2C14E), hex(0xF7E3A0), hex(0xE9895B)]
    };
    let bloom: Vec<Rgb> = bloom.iter().map(|f| hour.lit(*f).dark(dim * 0.7)).collect();
    let mut dice = Dice::new(m.seed + 6);
    for n in 0..15 {
        let x = n as f32 * 88.0 + dice.between(-30.0, 30.0);
        let r = dice.between(34.0, 62.0);
        blossoms(
            c,
            (x, 806.0 - dice.between(0.0, 26.0)),
            (r * 1.3, r),
            bushes,
            &bloom,
            0.4,
            &mut dice,
        );
    }
}
