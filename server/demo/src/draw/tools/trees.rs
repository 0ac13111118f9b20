//! Palms and araucárias.

use super::{
    canvas::Canvas,
    color::{Rgb, hex},
    flora::Leaves,
    noise::Dice,
    path::{bend, ellipse, polygon},
};

/// A leaf of a palm from `from` to `to`, hanging by `sag`, leaflets as long as `wide`.
pub fn frond(
    c: &mut Canvas,
    from: (f32, f32),
    to: (f32, f32),
    sag: f32,
    wide: f32,
    l: Leaves,
    dice: &mut Dice,
) {
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0 - sag);
    let point = |t: f32| {
        let (a, b, d) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        (a * from.0 + b * middle.0 + d * to.0, a * from.1 + b * middle.1 + d * to.1)
    };
    let steps = 30;
    for side in [-1.0, 1.0_f32] {
        for n in 1..steps {
            let t = n as f32 / steps as f32;
            let (p, q) = (point(t), point((t + 0.04).min(1.0)));
            let (dx, dy) = (q.0 - p.0, q.1 - p.1);
            let length = dx.hypot(dy).max(0.001);
            let (ux, uy) = (dx / length, dy / length);
            let reach = wide
                * (1.0 - (t * 2.0 - 0.85).powi(2) * 0.45)
                * dice.between(0.8, 1.1)
                * (1.15 - t * 0.5);
            // Leaflets point outwards and forwards, and their tips hang.
            let tip = (
                p.0 + (ux * 0.75 - uy * side * 0.8) * reach,
                p.1 + (uy * 0.75 + ux * side * 0.8) * reach + reach * 0.28,
            );
            let base = wide * 0.075 + 0.6;
            let up = ux * side < 0.0;
            let tone = l.0.mix(l.1, (if up { 0.75 } else { 0.28 }) * dice.between(0.7, 1.15));
            let shape = polygon(&[
                (p.0 - ux * base, p.1 - uy * base),
                (p.0 + ux * base, p.1 + uy * base),
                tip,
            ]);
            c.fill(shape.as_ref(), tone, 1.0);
        }
    }
    c.line(bend(from, middle, to).as_ref(), (wide * 0.06).max(1.0), l.1.mix(l.0, 0.3), 1.0);
}

/// A coconut palm from its foot to its crown, `size` long in its leaves.
pub fn palm(
    c: &mut Canvas,
    foot: (f32, f32),
    crown: (f32, f32),
    size: f32,
    l: Leaves,
    bark: Rgb,
    seed: u64,
) {
    let mut dice = Dice::new(seed);
    let middle =
        (foot.0 + (crown.0 - foot.0) * 0.18, (foot.1 + crown.1) / 2.0 - (foot.1 - crown.1) * 0.06);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let steps = 26;
    let width = size * 0.058;
    for n in 0..=steps {
        let t = n as f32 / steps as f32;
        let (a, b, d) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        let (x, y) =
            (a * foot.0 + b * middle.0 + d * crown.0, a * foot.1 + b * middle.1 + d * crown.1);
        let w = width
            * (1.0 - t * 0.45)
            * if n % 2 == 0 { 1.0 } else { 0.9 }
            * (1.0 + (1.0 - t).powi(6) * 0.7);
        left.push((x - w, y));
        right.push((x + w, y));
    }
    right.reverse();
    left.extend(right);
    let (x0, x1) = (foot.0.min(crown.0) - width, foot.0.max(crown.0) + width);
    c.gradient(
        polygon(&left).as_ref(),
        (x0, 0.0),
        (x1, 0.0),
        &[(0.0, bark.light(0.16), 1.0), (1.0, bark.dark(0.35), 1.0)],
    );
    // Behind first, then to the sides, then in front.
    let count = 17;
    for n in 0..count {
        let turn = (n * 7 % count) as f32 / count as f32;
        let angle = std::f32::consts::PI * (0.93 + turn * 1.14) + dice.between(-0.08, 0.08);
        let long = size * dice.between(0.82, 1.08);
        let (dx, dy) = (angle.cos(), angle.sin());
        let to = (
            crown.0 + dx * long,
            crown.1 + dy * long * 0.74 + long * 0.16 * dx.abs() + long * dice.between(0.0, 0.14),
        );
        let back = if n < count / 2 { 0.45 } else { 0.0 };
        let own = Leaves(l.0, l.1.mix(l.0, back));
        frond(c, crown, to, long * (0.24 + 0.1 * dx.abs()), size * 0.25, own, &mut dice);
    }
    for _ in 0..5 {
        let (dx, dy) = (dice.between(-0.09, 0.09) * size, dice.between(0.0, 0.09) * size);
        c.fill(
            ellipse(crown.0 + dx, crown.1 + dy, size * 0.042, size * 0.048).as_ref(),
            bark.mix(hex(0x6B7A2E), 0.5).dark(0.15),
            1.0,
        );
    }
}

/// An araucária: a bare trunk under a candelabrum of dark tufts.
pub fn araucaria(c: &mut Canvas, (x, y): (f32, f32), height: f32, l: Leaves, bark: Rgb, seed: u64) {
    let mut dice = Dice::new(seed);
    let top = y - height;
    let w = height * 0.016;
    let trunk = polygon(&[
        (x - w * 1.5, y),
        (x + w * 1.5, y),
        (x + w * 0.6, top + height * 0.06),
        (x - w * 0.6, top + height * 0.06),
    ]);
    c.gradient(
        trunk.as_ref(),
        (x - w, 0.0),
        (x + w, 0.0),
        &[(0.0, bark.light(0.12), 1.0), (1.0, bark.dark(0.3), 1.0)],
    );
    let tiers = 6;
    for tier in 0..tiers {
        let t = tier as f32 / (tiers - 1) as f32;
        let base = top + height * (0.40 - 0.31 * t);
        let reach = height * (0.17 + 0.13 * t) * if tier == tiers - 1 { 0.86 } else { 1.0 };
        let mut arms: Vec<f32> =
            (0..9).map(|n| (n as f32 / 8.0 * 2.0 - 1.0) + dice.between(-0.07, 0.07)).collect();
        arms.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
        for arm in arms {
            let end = (
                x + arm * reach,
                base - reach * (0.30 + 0.08 * (1.0 - arm * arm)) - dice.between(0.0, 0.03) * height,
            );
            let elbow = (x + arm * reach * 0.62, base + reach * 0.02);
            c.line(
                bend((x, base), elbow, end).as_ref(),
                (height * 0.0065).max(0.8),
                bark.mix(l.0, 0.5),
                1.0,
            );
            let r = height * 0.047 * dice.between(0.8, 1.15);
            for n in 0..6 {
                let (dx, dy) = (dice.between(-1.0, 1.0) * r * 0.9, dice.between(-0.5, 0.4) * r);
                let tone =
                    l.0.mix(l.1, (n as f32 / 6.0 * 0.7 - dy / r * 0.5 + t * 0.15).clamp(0.0, 1.0));
                c.fill(
                    ellipse(
                        end.0 + dx,
                        end.1 + dy,
                        r * dice.between(0.45, 0.8),
                        r * dice.between(0.25, 0.42),
                    )
                    .as_ref(),
                    tone,
                    1.0,
                );
            }
        }
    }
}
