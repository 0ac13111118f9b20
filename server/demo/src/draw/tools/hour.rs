//! Times of day: the sky, and what its light does to everything under it.

use super::{
    canvas::{Canvas, WIDTH},
    color::{Rgb, along, hex, smooth},
    noise::{Dice, fbm},
    path::ellipse,
};

/// The colours of a time of day.
#[derive(Debug, Clone, Copy)]
pub struct Hour {
    /// The sky from its top down to the horizon.
    pub sky: [Rgb; 4],
    /// What distance fades into.
    pub haze: Rgb,
    /// The sun's disc and glow.
    pub sun: Rgb,
    /// The filter of everything in the light.
    pub light: Rgb,
    /// The filter of everything in shade.
    pub shade: Rgb,
    /// Clouds in the light, and their undersides.
    pub clouds: (Rgb, Rgb),
    /// How dark it is, 0 to 1: lamps are lit by it.
    pub dark: f32,
}

/// Early, pale and warm.
pub const MORNING: Hour = Hour {
    sky: [hex(0x5AA6D6), hex(0x93CBE6), hex(0xCDE8EC), hex(0xFCEFD8)],
    haze: hex(0xDDEAEA),
    sun: hex(0xFFF0C8),
    light: hex(0xFFF8E8),
    shade: hex(0x93A6C4),
    clouds: (hex(0xFFFDF6), hex(0xC9DCE8)),
    dark: 0.0,
};

/// The height of the day.
pub const NOON: Hour = Hour {
    sky: [hex(0x1C74BE), hex(0x459FDA), hex(0x8FCBEE), hex(0xD6F0F6)],
    haze: hex(0xCBE6F0),
    sun: hex(0xFFFBE8),
    light: hex(0xFFFDF4),
    shade: hex(0x8CA4CC),
    clouds: (hex(0xFFFFFF), hex(0xBCD6E8)),
    dark: 0.0,
};

/// The last hour of sun.
pub const GOLDEN: Hour = Hour {
    sky: [hex(0x3E7CA8), hex(0x86B3BC), hex(0xF0D5A4), hex(0xFBB468)],
    haze: hex(0xE6C3AC),
    sun: hex(0xFFE3A0),
    light: hex(0xFFE2B4),
    shade: hex(0x8C7F9E),
    clouds: (hex(0xFFE9C4), hex(0xC39A94)),
    dark: 0.12,
};

/// The sun going down.
pub const SUNSET: Hour = Hour {
    sky: [hex(0x2C3168), hex(0x7D4C87), hex(0xE8706A), hex(0xFFC06A)],
    haze: hex(0xEE9474),
    sun: hex(0xFFD88A),
    light: hex(0xFFB98E),
    shade: hex(0x6A5680),
    clouds: (hex(0xFFB27E), hex(0x7E4C7C)),
    dark: 0.4,
};

/// After the sun, before the night.
pub const DUSK: Hour = Hour {
    sky: [hex(0x121B44), hex(0x2E3F7C), hex(0x7F659E), hex(0xF2A98C)],
    haze: hex(0x77699C),
    sun: hex(0xFFC8A0),
    light: hex(0x9C8FC0),
    shade: hex(0x474478),
    clouds: (hex(0xD48C96), hex(0x3C3C72)),
    dark: 0.85,
};

/// A veiled morning in the hills.
pub const MIST: Hour = Hour {
    sky: [hex(0x9DBECB), hex(0xBFD6DA), hex(0xDEE8E4), hex(0xF4EFE0)],
    haze: hex(0xE6ECE8),
    sun: hex(0xFFF4DC),
    light: hex(0xF4F4EC),
    shade: hex(0x94A8B4),
    clouds: (hex(0xFFFFFF), hex(0xCCD8DC)),
    dark: 0.0,
};

/// First light, rose and violet.
pub const DAWN: Hour = Hour {
    sky: [hex(0x4A6AA6), hex(0x9C9CC8), hex(0xF0B8B4), hex(0xFFE0B0)],
    haze: hex(0xE8C4C0),
    sun: hex(0xFFEBC0),
    light: hex(0xFFDCCC),
    shade: hex(0x7C7CA8),
    clouds: (hex(0xFFD4C0), hex(0xA890B4)),
    dark: 0.2,
};

impl Hour {
    /// `color` as it looks in the light.
    pub fn lit(&self, color: Rgb) -> Rgb {
        color.filtered(self.light)
    }

    /// `color` as it looks in the shade.
    pub fn shaded(&self, color: Rgb) -> Rgb {
        color.filtered(self.shade)
    }

    /// `color` seen from far away: `t` of it lost in the haze.
    pub fn far(&self, color: Rgb, t: f32) -> Rgb {
        self.lit(color).mix(self.haze, t)
    }

    /// Paints the sky down to `horizon`, the sun at `sun`, with `cover` of clouds
    /// from 0 to 1.
    pub fn paint_sky(&self, c: &mut Canvas, horizon: f32, sun: (f32, f32), cover: f32, seed: u64) {
        let stops =
            [(0.0, self.sky[0]), (0.42, self.sky[1]), (0.78, self.sky[2]), (1.0, self.sky[3])];
        let offset = seed as f32 * 13.7;
        let glow = 0.35 + self.dark * 0.15;
        let colors = |x: f32, y: f32| {
            let t = y / horizon;
            let base = along(&stops, t);
            let (dx, dy) = ((x - sun.0) / 620.0, (y - sun.1) / 420.0);
            let near = (-(dx * dx + dy * dy).sqrt() * 2.4).exp();
            let mut color = base.screen(self.sun.times(near * glow));
            if cover > 0.0 {
                // Clouds lie in perspective: flatter and smaller towards the horizon.
                let depth = 0.35 + (1.0 - t) * 0.9;
                let (u, v) = (x / (520.0 * depth) + offset, y / (95.0 * depth) + offset * 0.37);
                let body = fbm(u, v, 5);
                let density = smooth(0.80 - cover * 0.42, 1.02 - cover * 0.36, body);
                if density > 0.0 {
                    let toward = fbm(u + (sun.0 - x) / 9000.0, v - 0.16, 3);
                    let lit = smooth(-0.10, 0.14, body - toward + near * 0.12);
                    let tone = self.clouds.1.mix(self.clouds.0, lit * 0.8 + near * 0.2);
                    let fade = density * (0.35 + 0.6 * smooth(1.0, 0.7, t));
                    color = color.mix(tone.mix(base, 0.12), fade * 0.92);
                }
            }
            [color.0, color.1, color.2]
        };
        c.wash((0.0, 0.0, WIDTH, horizon + 2.0), 4.0, colors, |_, _, _, [r, g, b]| Rgb(r, g, b));
    }

    /// Paints the sun itself, with its glow.
    pub fn paint_sun(&self, c: &mut Canvas, at: (f32, f32), radius: f32) {
        c.glow(at, radius * 11.0, self.sun, 0.4);
        c.glow(at, radius * 3.6, self.sun, 0.55);
        c.fill(ellipse(at.0, at.1, radius, radius).as_ref(), self.sun.light(0.55), 0.97);
    }

    /// Stars down to `horizon`.
    pub fn paint_stars(&self, c: &mut Canvas, horizon: f32, seed: u64) {
        let mut dice = Dice::new(seed);
        for _ in 0..170 {
            let (x, y) = (dice.unit() * WIDTH, dice.unit().powf(1.6) * horizon * 0.75);
            let (size, alpha) = (dice.between(0.5, 1.5), dice.between(0.15, 0.9));
            c.fill(ellipse(x, y, size, size).as_ref(), hex(0xFFF6E4), alpha * (1.0 - y / horizon));
        }
    }
}
