//! Trees, bushes and flowers.

use super::{
    canvas::Canvas,
    color::{Rgb, hex},
    noise::Dice,
    path::{bend, ellipse, polygon},
};

/// Where leaves are dark and where they are light.
#[derive(Debug, Clone, Copy)]
pub struct Leaves(pub Rgb, pub Rgb);

impl Leaves {
    /// Both filtered by the light of an hour.
    pub fn under(self, filter: Rgb) -> Self {
        Self(self.0.filtered(filter), self.1.filtered(filter))
    }

    /// Both faded into `haze`.
    pub fn far(self, haze: Rgb, t: f32) -> Self {
        Self(self.0.mix(haze, t), self.1.mix(haze, t))
    }
}

/// Rain forest.
pub const FOREST: Leaves = Leaves(hex(0x173B2C), hex(0x6FA04E));
/// Atlantic forest by the sea.
pub const COAST: Leaves = Leaves(hex(0x1D4A38), hex(0x86B45A));
/// Pines of the south.
pub const PINE: Leaves = Leaves(hex(0x16332E), hex(0x4E7A58));

/// A round mass of leaves, lit from above and from `side` (-1 left, 1 right).
pub fn clump(
    c: &mut Canvas,
    (x, y): (f32, f32),
    (rx, ry): (f32, f32),
    l: Leaves,
    side: f32,
    dice: &mut Dice,
) {
    let blobs = ((rx * ry).sqrt() * 0.55).clamp(9.0, 64.0) as usize;
    let size = (rx * ry).sqrt() * 0.30;
    c.fill(ellipse(x, y, rx * 0.86, ry * 0.86).as_ref(), l.0, 1.0);
    for n in 0..blobs {
        let t = n as f32 / blobs as f32;
        let angle = dice.between(0.0, std::f32::consts::TAU);
        let reach = dice.unit().sqrt();
        let (dx, dy) = (angle.cos() * reach, angle.sin() * reach);
        // Later blobs are lighter, smaller and nearer the light.
        let (px, py) = (
            x + dx * rx * (0.95 - t * 0.25) + side * rx * 0.16 * t,
            y + dy * ry * (0.92 - t * 0.3) - ry * 0.24 * t,
        );
        let facing = (0.5 - dy * 0.5 + side * dx * 0.25).clamp(0.0, 1.0);
        let tone =
            l.0.mix(l.1, (t * 0.62 + facing * 0.42 - 0.1).clamp(0.0, 1.0) * dice.between(0.8, 1.0));
        let r = size * dice.between(0.55, 1.0) * (1.1 - t * 0.62);
        c.fill(ellipse(px, py, r * 1.15, r * 0.86).as_ref(), tone, 0.94);
    }
}

/// Forest edge along a line of heights: clumps next to one another.
pub fn woods(
    c: &mut Canvas,
    from: f32,
    to: f32,
    y: impl Fn(f32) -> f32,
    size: f32,
    l: Leaves,
    seed: u64,
) {
    let mut dice = Dice::new(seed);
    let mut x = from;
    while x < to {
        let r = size * dice.between(0.65, 1.25);
        let tall = if dice.chance(0.12) { 1.6 } else { 1.0 };
        let tone = dice.between(0.0, 0.18);
        let own = Leaves(l.0.mix(l.1, tone * 0.5), l.1.mix(l.0, tone * 1.6));
        clump(c, (x, y(x) - r * 0.25 * tall), (r, r * 0.82 * tall), own, 0.6, &mut dice);
        x += r * dice.between(0.75, 1.1);
    }
}

/// A bush in bloom.
pub fn blossoms(
    c: &mut Canvas,
    at: (f32, f32),
    (rx, ry): (f32, f32),
    l: Leaves,
    flowers: &[Rgb],
    side: f32,
    dice: &mut Dice,
) {
    clump(c, at, (rx, ry), l, side, dice);
    let count = (rx * ry / 22.0).clamp(16.0, 130.0) as usize;
    for _ in 0..count {
        let angle = dice.between(0.0, std::f32::consts::TAU);
        let reach = dice.unit().sqrt() * 0.98;
        let (dx, dy) = (angle.cos() * reach, angle.sin() * reach);
        let tone = dice.pick(flowers).mix(l.0, (dy * 0.35 + 0.12).clamp(0.0, 0.5));
        let r = (rx * ry).sqrt() * dice.between(0.035, 0.075) + 0.8;
        c.fill(ellipse(at.0 + dx * rx, at.1 + dy * ry - ry * 0.1, r, r * 0.9).as_ref(), tone, 0.95);
    }
}

/// Grass from `from` to `to` along `y`, as tall as `tall`.
pub fn grass(
    c: &mut Canvas,
    from: f32,
    to: f32,
    y: impl Fn(f32) -> f32,
    tall: f32,
    l: Leaves,
    seed: u64,
) {
    let mut dice = Dice::new(seed);
    let count = ((to - from) / tall * 9.0) as usize;
    for _ in 0..count {
        let x = dice.between(from, to);
        let foot = (x, y(x) + dice.between(0.0, tall * 0.5));
        let long = tall * dice.between(0.4, 1.1);
        let lean = dice.between(-0.5, 0.55) * long;
        let tone = l.0.mix(l.1, dice.unit());
        let w = tall * 0.035 + 0.5;
        let blade =
            polygon(&[(foot.0 - w, foot.1), (foot.0 + w, foot.1), (foot.0 + lean, foot.1 - long)]);
        c.fill(blade.as_ref(), tone, 0.95);
    }
}

/// Broad leaves in the foreground, fanning out from `root` between two angles.
pub fn fan(
    c: &mut Canvas,
    root: (f32, f32),
    size: f32,
    (from, to): (f32, f32),
    count: usize,
    l: Leaves,
    seed: u64,
) {
    let mut dice = Dice::new(seed);
    for n in 0..count {
        let t = (n * 5 % count) as f32 / (count.max(2) - 1) as f32;
        let angle = from + (to - from) * t + dice.between(-0.08, 0.08);
        let long = size * dice.between(0.7, 1.1);
        let (ux, uy) = (angle.cos(), angle.sin());
        let tip = (root.0 + ux * long, root.1 + uy * long);
        let wide = long * dice.between(0.07, 0.115);
        let tone = dice.unit();
        for side in [-1.0, 1.0_f32] {
            let belly = (
                root.0 + ux * long * 0.5 - uy * side * wide * 2.0,
                root.1 + uy * long * 0.5 + ux * side * wide * 2.0,
            );
            let mut p = tiny_skia::PathBuilder::new();
            p.move_to(root.0, root.1);
            p.quad_to(belly.0, belly.1, tip.0, tip.1);
            p.quad_to(root.0 + ux * long * 0.5, root.1 + uy * long * 0.5, root.0, root.1);
            p.close();
            let shade = l.0.mix(l.1, (if side < 0.0 { 0.3 } else { 0.65 }) * (0.6 + tone * 0.5));
            c.fill(p.finish().as_ref(), shade, 1.0);
        }
        c.line(
            bend(root, ((root.0 + tip.0) / 2.0, (root.1 + tip.1) / 2.0), tip).as_ref(),
            (size * 0.008).max(0.8),
            l.1,
            0.6,
        );
    }
}
