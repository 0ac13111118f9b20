//! Baroque churches and the little houses around them.

use crate::draw::tools::{Canvas, Dice, Hour, Rgb, bend, ellipse, hex, polygon, rect};

/// A church seen from its front, `s` units wide, its steps at `y`.
pub fn church(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), s: f32, wall: Rgb, trim: Rgb) {
    let (wall, trim) = (hour.lit(wall), hour.lit(trim));
    let glass = hour.lit(hex(0x3A4A58)).mix(hex(0xFFC870), hour.dark * 0.85);
    let at = |u: f32, v: f32| (x + u * s, y - v * s);
    let shape =
        |points: &[(f32, f32)]| polygon(&points.iter().map(|p| at(p.0, p.1)).collect::<Vec<_>>());
    // Body and towers, lighter to the left.
    c.gradient(
        shape(&[(-0.5, 0.0), (0.5, 0.0), (0.5, 0.86), (-0.5, 0.86)]).as_ref(),
        at(-0.5, 0.0),
        at(0.5, 0.0),
        &[(0.0, wall, 1.0), (1.0, wall.dark(0.13), 1.0)],
    );
    let mut crown = tiny_skia::PathBuilder::new();
    let (a, b) = (at(-0.26, 0.86), at(0.26, 0.86));
    crown.move_to(a.0, a.1);
    for (to, by) in [
        ((-0.12, 1.02), (-0.24, 1.0)),
        ((0.0, 1.13), (-0.08, 1.12)),
        ((0.12, 1.02), (0.08, 1.12)),
        ((0.26, 0.86), (0.24, 1.0)),
    ] {
        let (to, by) = (at(to.0, to.1), at(by.0, by.1));
        crown.quad_to(by.0, by.1, to.0, to.1);
    }
    crown.line_to(b.0, b.1);
    crown.close();
    let crown = crown.finish();
    c.fill(crown.as_ref(), wall.dark(0.04), 1.0);
    c.line(crown.as_ref(), s * 0.022, trim, 1.0);
    for side in [-1.0, 1.0_f32] {
        let (l, r) = (side * 0.5, side * 0.27);
        let tone = if side < 0.0 { wall.light(0.06) } else { wall.dark(0.16) };
        c.fill(shape(&[(l, 0.0), (r, 0.0), (r, 1.16), (l, 1.16)]).as_ref(), tone, 1.0);
        for edge in [l, r] {
            c.fill(
                shape(&[
                    (edge - 0.017, 0.0),
                    (edge + 0.017, 0.0),
                    (edge + 0.017, 1.16),
                    (edge - 0.017, 1.16),
                ])
                .as_ref(),
                trim.dark(if side > 0.0 { 0.12 } else { 0.0 }),
                1.0,
            );
        }
        let middle = (l + r) / 2.0;
        c.fill(
            shape(&[(l - 0.03, 1.15), (r + 0.03, 1.15), (r + 0.03, 1.19), (l - 0.03, 1.19)])
                .as_ref(),
            trim,
            1.0,
        );
        c.fill(
            shape(&[(l + 0.03 * side, 1.15), (l - 0.03 * side, 1.19), (r, 1.19), (r, 1.15)])
                .as_ref(),
            trim,
            1.0,
        );
        let mut dome = tiny_skia::PathBuilder::new();
        let (p, q, top) = (at(middle - 0.115, 1.19), at(middle + 0.115, 1.19), at(middle, 1.42));
        dome.move_to(p.0, p.1);
        dome.quad_to(p.0, at(0.0, 1.33).1, top.0, top.1);
        dome.quad_to(q.0, at(0.0, 1.33).1, q.0, q.1);
        dome.close();
        c.gradient(
            dome.finish().as_ref(),
            p,
            q,
            &[(0.0, tone.light(0.1), 1.0), (1.0, tone.dark(0.24), 1.0)],
        );
        c.line(
            bend(at(middle, 1.41), at(middle, 1.46), at(middle, 1.5)).as_ref(),
            s * 0.012,
            trim.dark(0.3),
            1.0,
        );
        arch(c, at(middle, 0.92), (s * 0.052, s * 0.15), glass.dark(0.2), trim, s);
        arch(c, at(middle, 0.48), (s * 0.042, s * 0.13), glass, trim, s);
    }
    c.fill(shape(&[(-0.52, 0.84), (0.52, 0.84), (0.52, 0.88), (-0.52, 0.88)]).as_ref(), trim, 1.0);
    let eye = at(0.0, 0.96);
    c.fill(ellipse(eye.0, eye.1, s * 0.062, s * 0.062).as_ref(), trim, 1.0);
    c.fill(ellipse(eye.0, eye.1, s * 0.042, s * 0.042).as_ref(), glass, 1.0);
    for u in [-0.15, 0.0, 0.15_f32] {
        arch(c, at(u, 0.58), (s * 0.045, s * 0.15), glass, trim, s);
    }
    arch(c, at(0.0, 0.005), (s * 0.095, s * 0.32), hour.lit(hex(0x2E5C6E)), trim, s);
    let seam = bend(at(0.0, 0.0), at(0.0, 0.15), at(0.0, 0.3));
    c.line(seam.as_ref(), s * 0.008, hex(0x16303C), 0.8);
    let cross = at(0.0, 1.13);
    c.line(
        bend(cross, (cross.0, cross.1 - s * 0.05), (cross.0, cross.1 - s * 0.13)).as_ref(),
        s * 0.014,
        trim.dark(0.3),
        1.0,
    );
    let arm = cross.1 - s * 0.09;
    c.line(
        bend((cross.0 - s * 0.035, arm), (cross.0, arm), (cross.0 + s * 0.035, arm)).as_ref(),
        s * 0.014,
        trim.dark(0.3),
        1.0,
    );
    for step in 0..3 {
        let (w, h) = (0.56 + step as f32 * 0.03, step as f32 * 0.02);
        c.fill(
            shape(&[(-w, -h), (w, -h), (w, -h - 0.02), (-w, -h - 0.02)]).as_ref(),
            wall.dark(0.2 + step as f32 * 0.05),
            1.0,
        );
    }
}

/// An arched opening with a frame, its sill at `at`.
fn arch(c: &mut Canvas, at: (f32, f32), (half, high): (f32, f32), fill: Rgb, frame: Rgb, s: f32) {
    for (grow, color) in [(s * 0.018, frame), (0.0, fill)] {
        let mut p = tiny_skia::PathBuilder::new();
        let (w, h) = (half + grow, high + grow);
        p.move_to(at.0 - w, at.1 + grow * 0.4);
        p.line_to(at.0 - w, at.1 - h + w * 0.7);
        p.quad_to(at.0, at.1 - h - w * 0.7, at.0 + w, at.1 - h + w * 0.7);
        p.line_to(at.0 + w, at.1 + grow * 0.4);
        p.close();
        c.fill(p.finish().as_ref(), color, 1.0);
    }
}

/// A small whitewashed house on a hillside, `s` wide.
pub fn cottage(
    c: &mut Canvas,
    hour: &Hour,
    (x, y): (f32, f32),
    s: f32,
    wall: Rgb,
    haze: f32,
    dice: &mut Dice,
) {
    let wall = hour.far(wall, haze);
    let tiles =
        hour.far(dice.pick(&[hex(0xB8593A), hex(0xC86C44), hex(0xA64E36), hex(0xBF6644)]), haze);
    let glow = hex(0xFFC870);
    let trim =
        hour.far(dice.pick(&[hex(0x2F5F8A), hex(0x8A3A2C), hex(0x3E6B4A), hex(0xC89A3C)]), haze);
    let (h, roof, deep) = (s * dice.between(0.46, 0.72), s * 0.24, s * 0.38);
    // The gable side lies in shade.
    let side = polygon(&[
        (x + s, y),
        (x + s + deep, y - s * 0.08),
        (x + s + deep, y - h - s * 0.06),
        (x + s + deep * 0.45, y - h - roof),
        (x + s, y - h),
    ]);
    c.fill(side.as_ref(), wall.filtered(hour.shade.light(0.25)), 1.0);
    c.fall(rect(x, y - h, x + s, y).as_ref(), (y - h, wall), (y, wall.dark(0.1)));
    let slope = polygon(&[
        (x - s * 0.05, y - h + s * 0.03),
        (x + s * 1.04, y - h + s * 0.03),
        (x + s + deep * 0.5, y - h - roof),
        (x + deep * 0.4, y - h - roof),
    ]);
    c.fall(slope.as_ref(), (y - h - roof, tiles.light(0.12)), (y - h, tiles.dark(0.1)));
    c.fill(
        rect(x - s * 0.05, y - h + s * 0.01, x + s * 1.04, y - h + s * 0.05).as_ref(),
        tiles.dark(0.4),
        0.8,
    );
    let windows = if s > 30.0 { 4 } else { 3 };
    for n in 0..windows {
        let wx = x + s * (0.16 + n as f32 * 0.68 / (windows - 1) as f32);
        let door = n == windows / 2 && dice.chance(0.7);
        let (w, top) = (s * 0.055, y - h * 0.72);
        let bottom = if door { y } else { y - h * 0.3 };
        let lit = dice.chance(0.75) && hour.dark > 0.3;
        c.fill(
            rect(wx - w - s * 0.014, top - s * 0.014, wx + w + s * 0.014, bottom + s * 0.01)
                .as_ref(),
            trim.light(0.5),
            1.0,
        );
        c.fill(
            rect(wx - w, top, wx + w, bottom).as_ref(),
            if lit { trim.mix(glow, hour.dark.min(0.95)) } else { trim },
            1.0,
        );
        if lit {
            c.glow((wx, (top + bottom) / 2.0), s * 0.4, glow, hour.dark * 0.28);
        }
    }
}
