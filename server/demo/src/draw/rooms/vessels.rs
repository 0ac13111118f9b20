//! What stands on a breakfast table: cups, jugs, plates and flowers.

use super::table::{Table, shadow};
use crate::draw::tools::{BLACK, Canvas, Dice, Rgb, WHITE, bend, ellipse, hex, polygon, rounded};

pub(super) fn plate(c: &mut Canvas, (x, y): (f32, f32), r: f32, edge: Rgb, light: Rgb) {
    shadow(c, (x, y), r);
    let china = hex(0xFBF8F1).filtered(light);
    c.fall(
        ellipse(x, y + 5.0, r, r * 0.44).as_ref(),
        (y, china.dark(0.2)),
        (y + r * 0.44, china.dark(0.35)),
    );
    c.fill(ellipse(x, y, r, r * 0.43).as_ref(), china, 1.0);
    let band = edge.filtered(light);
    c.fill(ellipse(x, y, r * 0.95, r * 0.405).as_ref(), band, 1.0);
    c.fill(ellipse(x, y, r * 0.90, r * 0.382).as_ref(), china, 1.0);
    c.gradient(
        ellipse(x, y + 2.0, r * 0.66, r * 0.275).as_ref(),
        (x - r * 0.6, y - 30.0),
        (x + r * 0.6, y + 40.0),
        &[(0.0, china.dark(0.15), 1.0), (1.0, china, 1.0)],
    );
}

pub(super) fn cup(c: &mut Canvas, (x, y): (f32, f32), t: &Table, light: Rgb) {
    plate(c, (x, y + 26.0), 92.0, t.cloth, light);
    let china = hex(0xFCF9F3).filtered(light);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 56.0, y - 44.0);
    p.quad_to(x - 52.0, y + 32.0, x, y + 34.0);
    p.quad_to(x + 52.0, y + 32.0, x + 56.0, y - 44.0);
    p.close();
    c.line(
        bend((x + 50.0, y - 26.0), (x + 104.0, y - 30.0), (x + 42.0, y + 14.0)).as_ref(),
        9.0,
        china.dark(0.08),
        1.0,
    );
    c.gradient(
        p.finish().as_ref(),
        (x - 56.0, 0.0),
        (x + 56.0, 0.0),
        &[(0.0, china, 1.0), (0.5, china.dark(0.03), 1.0), (1.0, china.dark(0.26), 1.0)],
    );
    c.fill(ellipse(x, y - 44.0, 56.0, 20.0).as_ref(), china.light(0.5), 1.0);
    c.fill(ellipse(x, y - 41.0, 49.0, 15.5).as_ref(), hex(0x4A2A18).filtered(light), 1.0);
    c.fill(ellipse(x - 12.0, y - 43.0, 24.0, 6.0).as_ref(), hex(0x8A5A34).filtered(light), 0.8);
    for (n, dx) in [-14.0_f32, 8.0].into_iter().enumerate() {
        let rise = bend(
            (x + dx, y - 60.0),
            (x + dx + 26.0 - n as f32 * 44.0, y - 110.0),
            (x + dx + 2.0, y - 160.0),
        );
        c.soft(
            rise.and_then(|p| {
                p.stroke(&tiny_skia::Stroke { width: 9.0, ..Default::default() }, 1.0)
            })
            .as_ref(),
            9.0,
            WHITE,
            0.34,
            false,
        );
    }
}

pub(super) fn jug(c: &mut Canvas, (x, y): (f32, f32), juice: Rgb, light: Rgb) {
    shadow(c, (x, y + 34.0), 62.0);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 42.0, y - 132.0);
    p.quad_to(x - 66.0, y - 20.0, x - 50.0, y + 40.0);
    p.quad_to(x, y + 58.0, x + 50.0, y + 40.0);
    p.quad_to(x + 66.0, y - 20.0, x + 42.0, y - 132.0);
    p.close();
    let body = p.finish();
    c.line(
        bend((x + 46.0, y - 100.0), (x + 116.0, y - 80.0), (x + 54.0, y + 4.0)).as_ref(),
        9.0,
        WHITE.filtered(light),
        0.55,
    );
    c.fill(body.as_ref(), WHITE.filtered(light), 0.28);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 50.0, y - 84.0);
    p.quad_to(x - 62.0, y - 10.0, x - 46.0, y + 36.0);
    p.quad_to(x, y + 52.0, x + 46.0, y + 36.0);
    p.quad_to(x + 62.0, y - 10.0, x + 50.0, y - 84.0);
    p.close();
    c.gradient(
        p.finish().as_ref(),
        (x - 55.0, 0.0),
        (x + 55.0, 0.0),
        &[(0.0, juice.light(0.16), 0.96), (0.6, juice, 0.96), (1.0, juice.dark(0.25), 0.96)],
    );
    c.fill(ellipse(x, y - 84.0, 50.0, 13.0).as_ref(), juice.light(0.3), 1.0);
    c.line(
        bend((x - 38.0, y - 120.0), (x - 52.0, y - 30.0), (x - 40.0, y + 22.0)).as_ref(),
        5.0,
        WHITE,
        0.55,
    );
    c.line(ellipse(x, y - 132.0, 42.0, 11.0).as_ref(), 2.6, WHITE.filtered(light), 0.8);
}

pub(super) fn glass(c: &mut Canvas, (x, y): (f32, f32), juice: Rgb, light: Rgb) {
    shadow(c, (x, y + 30.0), 40.0);
    let body = polygon(&[
        (x - 34.0, y - 62.0),
        (x + 34.0, y - 62.0),
        (x + 27.0, y + 36.0),
        (x - 27.0, y + 36.0),
    ]);
    c.fill(body.as_ref(), WHITE.filtered(light), 0.30);
    let fill = polygon(&[
        (x - 31.0, y - 34.0),
        (x + 31.0, y - 34.0),
        (x + 25.0, y + 31.0),
        (x - 25.0, y + 31.0),
    ]);
    c.gradient(
        fill.as_ref(),
        (x - 31.0, 0.0),
        (x + 31.0, 0.0),
        &[(0.0, juice.light(0.2), 0.95), (1.0, juice.dark(0.2), 0.95)],
    );
    c.fill(ellipse(x, y - 34.0, 31.0, 9.0).as_ref(), juice.light(0.35), 1.0);
    c.line(ellipse(x, y - 62.0, 34.0, 10.0).as_ref(), 2.2, WHITE.filtered(light), 0.8);
    c.line(
        bend((x - 24.0, y - 52.0), (x - 22.0, y - 10.0), (x - 19.0, y + 22.0)).as_ref(),
        4.0,
        WHITE,
        0.5,
    );
}

/// Wild flowers in a small jar.
pub(super) fn vase(c: &mut Canvas, t: &Table, (x, y): (f32, f32)) {
    let light = t.hour.light;
    shadow(c, (x, y + 22.0), 42.0);
    let mut dice = Dice::new(t.seed + 3);
    for _ in 0..22 {
        let (dx, dy) = (dice.between(-86.0, 86.0), dice.between(-190.0, -90.0));
        let end = (x + dx, y + dy + dx.abs() * 0.3);
        c.line(
            bend((x, y - 30.0), (x + dx * 0.3, y + dy * 0.6), end).as_ref(),
            2.2,
            hex(0x4E7A3C).filtered(light),
            1.0,
        );
        let tone = dice
            .pick(&[hex(0xF7E3A0), hex(0xF4A6B8), hex(0xFFFFFF), hex(0xE8785A), t.cloth])
            .filtered(light);
        for petal in 0..6 {
            let a = petal as f32 * 1.047;
            c.fill(
                ellipse(end.0 + a.cos() * 7.0, end.1 + a.sin() * 6.0, 6.5, 5.5).as_ref(),
                tone,
                0.96,
            );
        }
        c.fill(ellipse(end.0, end.1, 4.6, 4.2).as_ref(), hex(0xE2A62E).filtered(light), 1.0);
    }
    let clay = hex(0xE9E1D2).filtered(light);
    let jar = rounded(x - 34.0, y - 58.0, x + 34.0, y + 32.0, 20.0);
    c.gradient(
        jar.as_ref(),
        (x - 34.0, 0.0),
        (x + 34.0, 0.0),
        &[(0.0, clay.light(0.3), 1.0), (1.0, clay.dark(0.34), 1.0)],
    );
    c.fill(ellipse(x, y - 56.0, 28.0, 8.0).as_ref(), BLACK, 0.35);
}

pub(super) fn cutlery(c: &mut Canvas, (x, y): (f32, f32), light: Rgb) {
    let steel = hex(0xC9CCD0).filtered(light);
    let napkin = polygon(&[
        (x - 26.0, y - 72.0),
        (x + 66.0, y - 80.0),
        (x + 106.0, y + 84.0),
        (x - 4.0, y + 92.0),
    ]);
    c.soft(napkin.as_ref(), 9.0, BLACK, 0.3, false);
    c.fill(napkin.as_ref(), hex(0xF2EBDD).filtered(light), 1.0);
    for dx in [0.0, 30.0_f32] {
        c.line(
            bend((x + dx, y - 56.0), (x + dx + 14.0, y), (x + dx + 30.0, y + 66.0)).as_ref(),
            6.0,
            steel.dark(0.2),
            1.0,
        );
        c.line(
            bend((x + dx - 1.0, y - 56.0), (x + dx + 12.0, y), (x + dx + 28.0, y + 66.0)).as_ref(),
            2.4,
            steel.light(0.5),
            1.0,
        );
        c.fill(ellipse(x + dx, y - 58.0, 9.0, 17.0).as_ref(), steel, 1.0);
    }
}
