//! Ridges, mist and rock.

use super::{
    canvas::{Canvas, HEIGHT, WIDTH},
    color::{Rgb, smooth},
    hour::Hour,
    noise::{crests, fbm, noise},
    path::polygon,
};

/// The heights of a ridge, from left to right every four units.
pub struct Ridge {
    /// Where it is at each fourth unit.
    pub line: Vec<f32>,
}

impl Ridge {
    /// Rolling or steep land: around `base`, up to `height` above it, with crests
    /// about `length` apart; `sharp` from 0 (hills) to 1 (peaks).
    pub fn new(base: f32, height: f32, length: f32, sharp: f32, seed: u64) -> Self {
        let offset = seed as f32 * 7.31;
        Self::from_fn(|x| {
            let u = x / length + offset;
            let soft = fbm(u, offset * 0.61, 5);
            let hard = crests(u * 0.6, offset * 0.37, 4);
            base - height * (soft * (1.0 - sharp) + hard * sharp)
        })
    }

    /// A ridge as high as `f` says.
    pub fn from_fn(f: impl Fn(f32) -> f32) -> Self {
        Self { line: (0..=(WIDTH as usize / 4)).map(|n| f(n as f32 * 4.0)).collect() }
    }

    /// Its height at `x`.
    pub fn at(&self, x: f32) -> f32 {
        let u = (x / 4.0).clamp(0.0, self.line.len() as f32 - 1.001);
        let n = u as usize;
        self.line[n] + (self.line[n + 1] - self.line[n]) * u.fract()
    }

    /// The highest place.
    pub fn top(&self) -> f32 {
        self.line.iter().copied().fold(HEIGHT, f32::min)
    }

    /// Everything below it as a path.
    pub fn below(&self, bottom: f32) -> Option<tiny_skia::Path> {
        let mut points: Vec<(f32, f32)> =
            self.line.iter().enumerate().map(|(n, y)| (n as f32 * 4.0, *y)).collect();
        points.push((WIDTH, bottom));
        points.push((0.0, bottom));
        polygon(&points)
    }

    /// Fills it from `top` at its crest to `foot` at `bottom`, with folds of light
    /// from the side `sun` is on; `relief` says how strong.
    pub fn paint(
        &self,
        c: &mut Canvas,
        bottom: f32,
        (top, foot): (Rgb, Rgb),
        relief: f32,
        sun: f32,
    ) {
        let high = self.top();
        if relief <= 0.0 {
            c.fall(self.below(bottom).as_ref(), (high, top), (bottom, foot));
            return;
        }
        let side = if sun < WIDTH / 2.0 { -1.0 } else { 1.0 };
        let span = (bottom - high).max(1.0);
        // Folds that face the sun are lighter.
        let folds = |x: f32, y: f32| {
            let deep = y - self.at(x);
            if deep < -8.0 {
                return [0.0];
            }
            let warp = (noise(x / 170.0, y / 120.0) - 0.5) * 190.0;
            let (u, v) = ((x + warp + deep * 0.45 * side) / 150.0, (y + warp * 0.4) / 120.0);
            let fold = fbm(u, v, 4) - fbm(u + 0.13 * side, v - 0.11, 4);
            let slope = (self.at(x + 10.0 * side) - self.at(x - 10.0 * side)) / 40.0;
            let fade = 1.0 - smooth(0.0, 0.95, deep / span);
            [((fold * 2.2 + slope * 0.35) * relief * fade).clamp(-0.5, 0.6)]
        };
        c.wash((0.0, high, WIDTH, bottom), 4.0, folds, |x, y, old, [light]| {
            let deep = y - self.at(x);
            if deep < -0.6 {
                return old;
            }
            let color = top.mix(foot, (y - high) / span).times(1.0 + light);
            if deep > 0.6 { color } else { old.mix(color, (deep + 0.6) / 1.2) }
        });
    }

    /// Leaves mist at its foot: thick at `bottom`, gone `height` above.
    pub fn mist(
        &self,
        c: &mut Canvas,
        bottom: f32,
        height: f32,
        hour: &Hour,
        alpha: f32,
        seed: u64,
    ) {
        let offset = seed as f32 * 3.3;
        let thick = |x: f32, y: f32| {
            let t = (y - bottom + height) / height;
            let curl = fbm(x / 240.0 + offset, y / 46.0 + offset, 3);
            [smooth(0.15, 1.0, t * 0.75 + curl * 0.6 - 0.18) * alpha]
        };
        c.wash((0.0, bottom - height, WIDTH, bottom), 6.0, thick, |x, y, old, [weight]| {
            if y < self.at(x) { old } else { old.mix(hour.haze, weight) }
        });
    }
}

/// A bank of mist or spray over everything between two heights.
pub fn veil(c: &mut Canvas, y0: f32, y1: f32, color: Rgb, alpha: f32, seed: u64) {
    let offset = seed as f32 * 5.9;
    let middle = (y0 + y1) / 2.0;
    let thick = |x: f32, y: f32| {
        let edge = 1.0 - ((y - middle) / (y1 - y0) * 2.0).abs();
        let curl = fbm(x / 260.0 + offset, y / 50.0 + offset, 3);
        [smooth(0.0, 0.9, edge * (0.3 + curl)) * alpha]
    };
    c.wash((0.0, y0, WIDTH, y1), 6.0, thick, |_, _, old, [weight]| old.mix(color, weight));
}
