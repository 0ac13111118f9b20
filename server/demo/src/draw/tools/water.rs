//! Still and moving water.

use super::{
    canvas::{Canvas, WIDTH},
    color::{Rgb, smooth},
    noise::{fbm, noise},
};

/// A sheet of water from the `horizon` down to `bottom`, mirroring what is above.
pub struct Mirror {
    /// Where it begins.
    pub horizon: f32,
    /// Where it ends.
    pub bottom: f32,
    /// Its own colour, far and near.
    pub tint: (Rgb, Rgb),
    /// How much it mirrors, 0 to 1.
    pub clear: f32,
    /// How much it moves, 0 to 1.
    pub ripple: f32,
    /// Where the sun stands, and the colour of its path on the water.
    pub sun: Option<(f32, Rgb)>,
}

impl Mirror {
    /// Paints it.
    pub fn paint(&self, c: &mut Canvas) {
        let Some(mut above) = Canvas::new(c.size().0) else { return };
        above.bytes_mut().copy_from_slice(c.bytes());
        let span = self.bottom - self.horizon;
        c.shade((0.0, self.horizon, WIDTH, self.bottom), |x, y, _| {
            let deep = (y - self.horizon) / span;
            // Waves are long and low far away, tall near by.
            let scale = 1.0 + deep * 5.0;
            let wave =
                noise(x / (38.0 * scale), (y - self.horizon) / (1.6 * scale) + x * 0.002) - 0.5;
            let swell = noise(x / (150.0 * scale) + 9.0, (y - self.horizon) / (5.0 * scale)) - 0.5;
            let motion = (wave * 0.7 + swell) * self.ripple;
            let from = self.horizon - (y - self.horizon) * 0.92 + motion * 26.0 * (0.25 + deep);
            let image =
                above.at(x + motion * 22.0 * (0.3 + deep), from.clamp(0.0, self.horizon - 2.0));
            let tint = self.tint.0.mix(self.tint.1, deep.sqrt());
            let clear = self.clear * (1.0 - deep * 0.45);
            let mut color = tint.mix(image, clear).times(1.0 + motion * 0.22);
            if let Some((sun, light)) = self.sun {
                let width = 26.0 + deep * 150.0;
                let near = if (x - sun).abs() > width * 2.4 {
                    return color;
                } else {
                    (-((x - sun) / width).powi(2)).exp()
                };
                let fine = 1.0 + deep * 2.2;
                let glint = smooth(
                    0.56,
                    0.78,
                    noise(x / (17.0 * fine), (y - self.horizon) / (1.9 * fine)) + near * 0.12,
                );
                color =
                    color.screen(light.times(near * (glint * 0.75 + 0.12) * (1.0 - deep * 0.35)));
            }
            color
        });
    }
}

/// Sea against a shore, seen from the land.
pub struct Shore<F: Fn(f32) -> f32> {
    /// Where the sea begins.
    pub horizon: f32,
    /// Where the water ends on the sand, for each x.
    pub edge: F,
    /// The sea far out, further in, and over the sand.
    pub sea: [Rgb; 3],
    /// Dry and wet sand.
    pub sand: (Rgb, Rgb),
    /// Colour of foam.
    pub foam: Rgb,
    /// Where the sun stands, and the colour of its path on the water.
    pub sun: Option<(f32, Rgb)>,
    /// Makes this sea unlike another.
    pub seed: f32,
}

impl<F: Fn(f32) -> f32> Shore<F> {
    /// Paints sea and sand from the horizon down to `bottom`.
    pub fn paint(&self, c: &mut Canvas, bottom: f32) {
        let seed = self.seed;
        let slow = |x: f32, y: f32| {
            let edge = (self.edge)(x) + (fbm(x / 130.0 + seed, seed, 3) - 0.5) * 26.0;
            // Distances shrink towards the horizon.
            let depth = ((y - self.horizon) / (bottom - self.horizon)).max(0.004);
            let scale = 0.25 + depth * 2.4;
            let patch =
                fbm(x / (210.0 * scale) + seed, (y - self.horizon) / (20.0 * scale), 3) - 0.5;
            let crumble = fbm(x / 58.0 + seed, y / 17.0, 3);
            [(edge - y) / (0.15 + depth * 1.1), patch, crumble]
        };
        c.wash(
            (0.0, self.horizon, WIDTH, bottom),
            3.0,
            slow,
            |x, y, _, [from_edge, patch, crumble]| {
                let depth = ((y - self.horizon) / (bottom - self.horizon)).max(0.004);
                if from_edge > 0.0 {
                    self.water(x, y, depth, from_edge, (patch, crumble))
                } else {
                    self.beach(x, y, depth, -from_edge, crumble)
                }
            },
        );
    }

    fn water(&self, x: f32, y: f32, depth: f32, out: f32, (patch, crumble): (f32, f32)) -> Rgb {
        let seed = self.seed;
        let scale = 0.25 + depth * 2.4;
        let wave = noise(x / (70.0 * scale) + seed, (y - self.horizon) / (4.2 * scale)) - 0.5;
        let open = smooth(0.0, 260.0, out + patch * 130.0);
        let wide = smooth(190.0, 620.0, out + patch * 160.0);
        let mut color = self.sea[2].mix(self.sea[1], open).mix(self.sea[0], wide);
        color = color.times(1.0 + wave * 0.13 + patch * 0.08);
        // Light over the sand in shallow water.
        let shallow = 1.0 - smooth(0.0, 170.0, out);
        if shallow > 0.0 {
            let net = 1.0 - (noise(x / (34.0 * scale), y / (9.0 * scale) + seed) * 2.0 - 1.0).abs();
            color = color.screen(self.foam.times(net.powi(5) * shallow * 0.16));
        }
        if let Some((sun, light)) = self.sun {
            let width = 45.0 + depth * 190.0;
            if (x - sun).abs() < width * 2.4 {
                let near = (-((x - sun) / width).powi(2)).exp();
                let glint = smooth(
                    0.54,
                    0.8,
                    noise(x / (20.0 * scale), (y - self.horizon) / (1.7 * scale)) + near * 0.1,
                );
                color = color.screen(light.times(near * (glint * 0.75 + 0.1)));
            }
        }
        // Lines of foam roll in; the last one lies on the sand.
        for (n, line) in [6.0_f32, 62.0, 168.0, 330.0].into_iter().enumerate() {
            if out > line * 2.0 + 130.0 || out < line * 0.5 - 35.0 {
                continue;
            }
            let at = line
                + (noise(x / (170.0 + line) + seed + n as f32 * 5.0, seed) - 0.5)
                    * (22.0 + line * 0.5);
            let thick = 15.0 + line * 0.035;
            let body = 1.0 - ((out - at) / thick).abs();
            // Behind a crest the foam trails off in lace.
            let trail = (1.0 - (out - at) / (thick * 3.2)) * f32::from(out > at);
            let lace = smooth(0.5, 0.62, crumble) * trail.clamp(0.0, 1.0) * 0.65;
            let strength = 1.0 - n as f32 * 0.2;
            let gap = smooth(
                0.30,
                0.48,
                noise(x / 120.0 + n as f32 * 9.1 + seed, seed * 2.0)
                    + if n == 0 { 0.3 } else { 0.0 },
            );
            let solid = smooth(0.0, 0.55, body - (1.0 - crumble) * 0.55);
            color = color.mix(self.foam, (solid.max(lace) * strength * gap).min(0.95));
        }
        color
    }

    fn beach(&self, x: f32, y: f32, depth: f32, inland: f32, crumble: f32) -> Rgb {
        let wet = 1.0 - smooth(10.0, 85.0, inland + (crumble - 0.5) * 50.0);
        let scale = 0.4 + depth;
        let dunes = fbm(x / (120.0 * scale), y / (22.0 * scale) + self.seed, 2) - 0.5;
        let grains = noise(x * 0.9, y * 0.9) - 0.5;
        let dry = self.sand.0.times(1.0 + dunes * 0.16 + grains * 0.035);
        dry.mix(self.sand.1, wet * 0.85)
    }
}
