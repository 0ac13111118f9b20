//! What is on a breakfast table to eat.

use super::table::shadow;
use crate::draw::tools::{
    Canvas, Dice, Rgb, bend, ellipse,
    flora::{COAST, fan},
    hex, polygon, rounded,
};

/// A slice of corn cake and cheese bread.
pub(super) fn cake(c: &mut Canvas, (x, y): (f32, f32), light: Rgb) {
    let crumb = hex(0xF3C75A).filtered(light);
    let slice = polygon(&[
        (x - 74.0, y + 16.0),
        (x + 8.0, y + 34.0),
        (x + 20.0, y - 6.0),
        (x - 50.0, y - 20.0),
    ]);
    c.fill(slice.as_ref(), hex(0xC9863A).filtered(light), 1.0);
    let face = polygon(&[
        (x - 74.0, y + 16.0),
        (x + 8.0, y + 34.0),
        (x + 8.0, y - 22.0),
        (x - 74.0, y - 40.0),
    ]);
    c.fall(face.as_ref(), (y - 40.0, crumb.light(0.12)), (y + 34.0, crumb.dark(0.1)));
    let upper = polygon(&[
        (x - 74.0, y - 40.0),
        (x + 8.0, y - 22.0),
        (x + 20.0, y - 52.0),
        (x - 50.0, y - 66.0),
    ]);
    c.fill(upper.as_ref(), hex(0xD8964A).filtered(light), 1.0);
    for (dx, dy, r) in [(56.0, 4.0, 26.0), (88.0, 20.0, 24.0), (42.0, 28.0, 25.0)] {
        c.soft(
            ellipse(x + dx + 4.0, y + dy + 14.0, r, r * 0.5).as_ref(),
            6.0,
            hex(0x4A2A14),
            0.35,
            false,
        );
        let ball = hex(0xE9B75E).filtered(light);
        c.gradient(
            ellipse(x + dx, y + dy, r, r * 0.84).as_ref(),
            (x + dx - r, y + dy - r),
            (x + dx + r * 0.6, y + dy + r),
            &[(0.0, ball.light(0.45), 1.0), (0.5, ball, 1.0), (1.0, ball.dark(0.36), 1.0)],
        );
    }
}

/// A wooden bowl of fruit.
pub(super) fn fruit(c: &mut Canvas, (x, y): (f32, f32), light: Rgb, dice: &mut Dice) {
    shadow(c, (x, y + 40.0), 165.0);
    let ball = |c: &mut Canvas, px: f32, py: f32, rx: f32, ry: f32, tone: Rgb| {
        let tone = tone.filtered(light);
        c.gradient(
            ellipse(px, py, rx, ry).as_ref(),
            (px - rx, py - ry),
            (px + rx * 0.5, py + ry),
            &[(0.0, tone.light(0.36), 1.0), (0.45, tone, 1.0), (1.0, tone.dark(0.48), 1.0)],
        );
    };
    // Pineapple at the back, with its crown.
    fan(c, (x - 54.0, y - 122.0), 106.0, (-2.5, -0.65), 15, COAST.under(light), 5);
    ball(c, x - 54.0, y - 70.0, 50.0, 68.0, hex(0xD9952E));
    for row in 0..7 {
        for col in 0..5 {
            let (px, py) = (
                x - 88.0 + col as f32 * 17.0 + (row % 2) as f32 * 8.0,
                y - 124.0 + row as f32 * 17.0,
            );
            let inside = ((px - x + 54.0) / 48.0).powi(2) + ((py - y + 70.0) / 64.0).powi(2) < 0.86;
            if inside {
                c.fill(
                    polygon(&[(px - 6.0, py), (px, py - 6.0), (px + 6.0, py), (px, py + 6.0)])
                        .as_ref(),
                    hex(0x8A5A1E).filtered(light),
                    0.55,
                );
            }
        }
    }
    ball(c, x + 46.0, y - 40.0, 52.0, 46.0, hex(0xE8772E));
    ball(c, x + 102.0, y - 20.0, 38.0, 36.0, hex(0xD8432E));
    ball(c, x - 112.0, y - 20.0, 42.0, 40.0, hex(0x8FB03A));
    for n in 0..3 {
        let lift = n as f32 * 12.0;
        let banana = bend(
            (x - 30.0, y - 52.0 - lift),
            (x + 40.0, y + 14.0 - lift),
            (x + 128.0, y - 46.0 - lift),
        );
        c.line(banana.as_ref(), 21.0, hex(0xD9A32A).filtered(light), 1.0);
        let shine = bend(
            (x - 26.0, y - 56.0 - lift),
            (x + 40.0, y + 6.0 - lift),
            (x + 122.0, y - 50.0 - lift),
        );
        c.line(shine.as_ref(), 11.0, hex(0xF7D44E).filtered(light), 1.0);
    }
    for _ in 0..20 {
        let (px, py) = (x - 70.0 + dice.between(-34.0, 34.0), y + dice.between(-26.0, 8.0));
        ball(c, px, py, 11.5, 11.5, hex(0x5C2A5E));
    }
    let wood = hex(0x8A5230).filtered(light);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 162.0, y - 4.0);
    p.quad_to(x, y + 30.0, x + 162.0, y - 4.0);
    p.quad_to(x + 130.0, y + 82.0, x + 46.0, y + 88.0);
    p.line_to(x - 46.0, y + 88.0);
    p.quad_to(x - 130.0, y + 82.0, x - 162.0, y - 4.0);
    p.close();
    c.gradient(
        p.finish().as_ref(),
        (x - 160.0, y),
        (x + 160.0, y + 60.0),
        &[(0.0, wood.light(0.28), 1.0), (0.6, wood, 1.0), (1.0, wood.dark(0.4), 1.0)],
    );
    c.line(
        bend((x - 160.0, y - 3.0), (x, y + 31.0), (x + 160.0, y - 3.0)).as_ref(),
        5.0,
        wood.light(0.4),
        1.0,
    );
}

/// Rolls in a basket with a cloth.
pub(super) fn bread(c: &mut Canvas, (x, y): (f32, f32), light: Rgb, dice: &mut Dice) {
    shadow(c, (x, y + 40.0), 150.0);
    let linen = hex(0xF6F0E2).filtered(light);
    c.fill(
        polygon(&[
            (x - 158.0, y + 4.0),
            (x - 90.0, y - 50.0),
            (x + 20.0, y - 62.0),
            (x + 150.0, y - 30.0),
            (x + 176.0, y + 30.0),
            (x, y + 50.0),
        ])
        .as_ref(),
        linen,
        1.0,
    );
    for (dx, dy, r) in [
        (-70.0, -34.0, 56.0),
        (14.0, -50.0, 58.0),
        (84.0, -26.0, 54.0),
        (-22.0, -8.0, 60.0),
        (58.0, 2.0, 56.0_f32),
    ] {
        let crust = hex(0xD08A42).mix(hex(0xE0A65C), dice.unit()).filtered(light);
        c.soft(
            ellipse(x + dx + 4.0, y + dy + 14.0, r, r * 0.5).as_ref(),
            7.0,
            hex(0x4A2A14),
            0.30,
            false,
        );
        c.gradient(
            ellipse(x + dx, y + dy, r, r * 0.62).as_ref(),
            (x + dx - r * 0.5, y + dy - r * 0.6),
            (x + dx + r * 0.4, y + dy + r * 0.6),
            &[(0.0, crust.light(0.38), 1.0), (0.5, crust, 1.0), (1.0, crust.dark(0.42), 1.0)],
        );
        let cut = bend(
            (x + dx - r * 0.6, y + dy - r * 0.06),
            (x + dx, y + dy - r * 0.36),
            (x + dx + r * 0.6, y + dy - r * 0.12),
        );
        c.line(cut.as_ref(), 7.0, hex(0xF5D9A2).filtered(light), 0.9);
    }
    let cane = hex(0xB98A50).filtered(light);
    for row in 0..4 {
        let (w, py) = (158.0 - row as f32 * 10.0, y + 16.0 + row as f32 * 17.0);
        let mut u = -1.0;
        while u < 0.98 {
            let (a, b) = (x + u * w, x + (u + 0.125) * w);
            let drop = (1.0 - u * u) * 18.0;
            let tone = if ((u * 8.0).round() as i32 + row) % 2 == 0 {
                cane.light(0.16)
            } else {
                cane.dark(0.18)
            };
            c.fill(
                rounded(a, py + drop - 8.0, b + 1.0, py + drop + 10.0, 6.0).as_ref(),
                tone.dark((u + 1.0) * 0.10),
                1.0,
            );
            u += 0.125;
        }
    }
}
