//! Cities: a sea of towers with lit windows.

use crate::draw::tools::{
    Canvas, Dice, Hour, Rgb, WIDTH, ellipse,
    flora::{COAST, Leaves, woods},
    hex,
    land::{Ridge, veil},
    rect, trail,
};

/// What a city looks like.
pub struct City {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// The sky over a city, with sun or stars.
pub(super) fn sky(c: &mut Canvas, city: &City, horizon: f32) {
    let hour = &city.hour;
    hour.paint_sky(c, horizon, city.sun, city.clouds, city.seed);
    if hour.dark > 0.6 {
        hour.paint_stars(c, horizon * 0.7, city.seed);
    }
    if city.sun.1 > 0.0 && city.sun.1 < horizon {
        hour.paint_sun(c, city.sun, 26.0);
    }
}

/// A row of towers standing on `base`, `near` from 0 (far) to 1.
fn towers(c: &mut Canvas, city: &City, base: f32, tall: f32, near: f32, seed: u64) {
    const WALLS: [Rgb; 6] =
        [hex(0xD8CBBE), hex(0xB9B4BC), hex(0x9FA9B8), hex(0xC9B39E), hex(0x8790A2), hex(0xE2DAD0)];
    let hour = &city.hour;
    let mut dice = Dice::new(seed);
    let haze = 0.66 * (1.0 - near) + 0.04;
    let mut x = -30.0;
    while x < WIDTH + 10.0 {
        let wide = dice.between(26.0, 62.0) * (0.55 + near * 0.85);
        let bump = (-((x - 560.0) / 420.0_f32).powi(2)).exp();
        let high = tall * dice.between(0.38, 1.0) * (0.62 + 0.55 * bump);
        let wall = hour.lit(dice.pick(&WALLS)).dark(hour.dark * 0.5).mix(hour.haze, haze);
        let top = base - high;
        let sunny = if city.sun.0 > x { (0.10, -0.16) } else { (-0.16, 0.10) };
        let tone = |v: f32| {
            if v > 0.0 { wall.mix(hour.sun, v * (1.0 - hour.dark * 0.6)) } else { wall.dark(-v) }
        };
        let tones = [(0.0, tone(sunny.1), 1.0), (1.0, tone(sunny.0), 1.0)];
        c.gradient(rect(x, top, x + wide, base).as_ref(), (x, 0.0), (x + wide, 0.0), &tones);
        match dice.pick(&[0, 1, 2, 3]) {
            0 => {
                let tank = rect(x + wide * 0.3, top - 10.0 * near - 5.0, x + wide * 0.7, top);
                c.fill(tank.as_ref(), wall.dark(0.12), 1.0);
            }
            1 => {
                let mast = top - high * 0.18;
                let line = trail(&[(x + wide * 0.5, top), (x + wide * 0.5, mast)]);
                c.line(line.as_ref(), 1.2 + near, wall.dark(0.25), 1.0);
                if hour.dark > 0.4 {
                    c.glow((x + wide * 0.5, mast), 16.0, hex(0xFF5A4A), 0.9);
                }
            }
            2 => {
                let crown = rect(x + wide * 0.12, top - 6.0, x + wide * 0.88, top);
                c.fill(crown.as_ref(), wall.dark(0.06), 1.0);
            }
            _ => {}
        }
        windows(c, hour, (x, top, wide, base), near, wall, &mut dice);
        x += wide * dice.between(0.86, 1.25);
    }
}

/// The windows of a tower, lit at random when it is dark.
pub(super) fn windows(
    c: &mut Canvas,
    hour: &Hour,
    (x, top, wide, base): (f32, f32, f32, f32),
    near: f32,
    wall: Rgb,
    dice: &mut Dice,
) {
    const LAMPS: [Rgb; 4] = [hex(0xFFD890), hex(0xFFC46A), hex(0xFFE9BC), hex(0xF7B45C)];
    let (w, h) = (3.2 + near * 3.8, 4.0 + near * 4.6);
    let (across, down) = (w * 1.9, h * 1.75);
    let columns = ((wide - w) / across).floor().max(1.0);
    let inset = (wide - columns * across + (across - w)) / 2.0;
    let ribbon = dice.chance(0.22);
    let mut y = top + down * 0.7;
    while y < base - 3.0 {
        if ribbon {
            let band = rect(x + wide * 0.06, y, x + wide * 0.94, y + h * 0.6);
            c.fill(band.as_ref(), wall.dark(0.26).mix(hour.sky[1], 0.25), 0.8);
        }
        for n in 0..columns as usize {
            let wx = x + inset + n as f32 * across;
            let pane = rect(wx, y, wx + w, y + h);
            if dice.unit() < hour.dark * 0.52 {
                c.fill(pane.as_ref(), dice.pick(&LAMPS), 0.55 + near * 0.42);
            } else if !ribbon {
                c.fill(pane.as_ref(), wall.dark(0.30).mix(hour.sky[2], 0.18), 0.72);
            }
        }
        y += down;
    }
}

/// A sea of towers under a wide sky, trees below.
pub fn skyline(c: &mut Canvas, city: &City) {
    let hour = &city.hour;
    sky(c, city, 600.0);
    let hills = Ridge::new(520.0, 70.0, 500.0, 0.1, city.seed);
    let tone = hour.far(hex(0x4A6070), 0.62);
    hills.paint(c, 600.0, (tone, tone), 0.2, city.sun.0);
    for n in 0..4 {
        let near = n as f32 / 3.0;
        towers(c, city, 600.0 + near * 95.0, 190.0 + near * 60.0, near, city.seed * 11 + n);
        if n < 3 {
            let alpha = 0.42 - near * 0.22;
            veil(c, 520.0 + near * 90.0, 640.0 + near * 90.0, hour.haze, alpha, city.seed + n);
        }
    }
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(hour.dark * 0.55), leaves.1.dark(hour.dark * 0.6));
    let mut dice = Dice::new(city.seed);
    c.fill(rect(0.0, 696.0, WIDTH, 800.0).as_ref(), leaves.0, 1.0);
    for row in 0..3 {
        let near = row as f32;
        let line = |x: f32| 704.0 + near * 38.0 + (x / 140.0 + near).sin() * 9.0;
        woods(c, -30.0, 1230.0, line, 30.0 + near * 12.0, leaves, city.seed + row * 7);
    }
    if hour.dark > 0.4 {
        for _ in 0..22 {
            let (x, y) = (dice.between(0.0, WIDTH), dice.between(690.0, 790.0));
            c.glow((x, y), 34.0, hex(0xFFB65A), 0.7);
            c.fill(ellipse(x, y, 2.0, 2.0).as_ref(), hex(0xFFE7B8), 0.95);
        }
    }
}
