//! A reception: desk, keys on the wall, lamps, an arch to the garden.

use crate::draw::tools::{
    BLACK, Canvas, Dice, HEIGHT, Hour, Rgb, WHITE, WIDTH, bend, ellipse,
    flora::{COAST, Leaves, fan},
    hex, noise, polygon, rect, rounded, smooth,
    space::Eye,
};

/// What a reception looks like.
pub struct Lobby {
    /// When.
    pub hour: Hour,
    /// What the arch opens on.
    pub view: fn(&mut Canvas),
    /// The walls.
    pub wall: Rgb,
    /// Desk and shelves.
    pub wood: Rgb,
    /// Tiles of the desk's front, and cushions.
    pub accent: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

const EYE: Eye = Eye { middle: (600.0, 350.0), height: 1.5, zoom: 700.0 };
const BACK: f32 = 5.0;

/// Paints a reception.
pub fn paint(c: &mut Canvas, l: &Lobby) {
    let light = WHITE.mix(hex(0xFFE0B0), 0.25 + l.hour.dark * 0.4).times(1.0 - l.hour.dark * 0.1);
    shell(c, l, light);
    arch(c, l);
    keys(c, l, light);
    desk(c, l, light);
    pendants(c, l);
    sofa(c, l, light);
}

fn shell(c: &mut Canvas, l: &Lobby, light: Rgb) {
    let wall = l.wall.filtered(light);
    let (floor, top) = (EYE.see((0.0, 0.0, BACK)).1, EYE.see((0.0, 3.4, BACK)).1);
    c.shade((0.0, 0.0, WIDTH, HEIGHT), |x, y, _| {
        let plaster = noise(x / 44.0, y / 44.0) + noise(x / 15.0, y / 15.0) - 1.0;
        if y < top {
            let wood = l.wood.filtered(light);
            let v = (x - 600.0) * (350.0 - top) / (350.0 - y) / 62.0;
            let seam = (v - v.floor() - 0.5).abs();
            let tone = noise(v.floor() * 3.1, 2.0) * 0.2;
            return wood.times(0.68 + tone + (top - y) / 900.0).dark(smooth(0.44, 0.5, seam) * 0.4);
        }
        if y < floor {
            let glow = (-((x - 760.0) / 520.0).powi(2) - ((y - 260.0) / 300.0).powi(2)).exp();
            return wall
                .times(0.80 + glow * 0.2 + plaster * 0.02)
                .dark(smooth(floor - 90.0, floor, y) * 0.10);
        }
        let z = EYE.zoom * EYE.height / (y - EYE.middle.1);
        let u = (x - EYE.middle.0) * z / EYE.zoom;
        let (tu, tv) = ((u + z) / 0.62, (u - z) / 0.62);
        let check = (tu.floor() as i32 + tv.floor() as i32) & 1;
        let (dark, pale) = (hex(0x9C6A50).filtered(light), hex(0xE4D2B8).filtered(light));
        let joint =
            smooth(0.47, 0.5, (tu - tu.floor() - 0.5).abs().max((tv - tv.floor() - 0.5).abs()));
        let shine = smooth(2.0, 5.0, z) * 0.10;
        (if check == 0 { dark } else { pale })
            .times(0.88 + plaster * 0.05)
            .dark(joint * 0.18)
            .light(shine)
    });
    c.fill(rect(0.0, floor - 14.0, WIDTH, floor).as_ref(), l.wood.filtered(light).dark(0.2), 1.0);
    c.soft(rect(0.0, top - 4.0, WIDTH, top + 16.0).as_ref(), 16.0, BLACK, 0.35, false);
}

/// An arched way out into the light.
fn arch(c: &mut Canvas, l: &Lobby) {
    let (x0, x1, top, bottom) = (84.0, 356.0, 170.0, EYE.see((0.0, 0.0, BACK)).1);
    let Some(mut view) = Canvas::new(480) else { return };
    (l.view)(&mut view);
    let middle = (x0 + x1) / 2.0;
    let half = (x1 - x0) / 2.0;
    let inside = |x: f32, y: f32, grow: f32| {
        let dx = (x - middle).abs();
        let spring = top + half;
        if y > spring { half + grow - dx } else { half + grow - dx.hypot(y - spring) }
    };
    let frame = l.wood.mix(hex(0xE8DCC8), 0.72);
    c.shade((x0 - 30.0, top - 30.0, x1 + 30.0, bottom), |x, y, old| {
        let (edge, rim) = (inside(x, y, 0.0), inside(x, y, 20.0));
        let color = old.mix(frame, smooth(-0.7, 0.7, rim));
        if edge < -0.7 {
            return color;
        }
        let (u, v) =
            (330.0 + (x - x0) / (x1 - x0) * 420.0, 100.0 + (y - top) / (bottom - top) * 590.0);
        let reveal = smooth(26.0, 0.0, x - x0) * 0.5;
        color.mix(view.at(u, v).mix(frame.dark(0.3), reveal), smooth(-0.7, 0.7, edge))
    });
    c.glow((middle, 350.0), 420.0, l.hour.sky[3], 0.34 * (1.0 - l.hour.dark * 0.7));
    let patch =
        polygon(&[(x0 + 20.0, bottom), (x1, bottom), (x1 + 190.0, 790.0), (x0 + 90.0, 790.0)]);
    c.soft(patch.as_ref(), 22.0, l.hour.sun, 0.26 * (1.0 - l.hour.dark), true);
}

/// Pigeonholes with keys.
fn keys(c: &mut Canvas, l: &Lobby, light: Rgb) {
    let wood = l.wood.filtered(light);
    let (x0, y0, cell) = (600.0, 176.0, 47.0);
    c.soft(
        rect(x0 - 6.0, y0, x0 + cell * 8.0 + 12.0, y0 + cell * 4.0 + 14.0).as_ref(),
        14.0,
        BLACK,
        0.4,
        false,
    );
    c.fill(
        rounded(x0 - 9.0, y0 - 9.0, x0 + cell * 8.0 + 9.0, y0 + cell * 4.0 + 9.0, 5.0).as_ref(),
        wood.light(0.06),
        1.0,
    );
    let mut dice = Dice::new(l.seed);
    for row in 0..4 {
        for col in 0..8 {
            let (x, y) = (x0 + col as f32 * cell, y0 + row as f32 * cell);
            c.fall(
                rect(x + 3.0, y + 3.0, x + cell - 3.0, y + cell - 3.0).as_ref(),
                (y, wood.dark(0.72)),
                (y + cell, wood.dark(0.45)),
            );
            if dice.chance(0.62) {
                let brass = hex(0xE2B45A).filtered(light);
                let (kx, ky) = (x + cell / 2.0, y + 14.0);
                c.line(
                    bend((kx, ky), (kx + 1.0, ky + 8.0), (kx, ky + 12.0)).as_ref(),
                    2.0,
                    brass,
                    1.0,
                );
                c.fill(
                    rounded(kx - 6.0, ky + 10.0, kx + 6.0, ky + 24.0, 3.0).as_ref(),
                    l.accent.filtered(light),
                    1.0,
                );
                c.fill(ellipse(kx, ky, 3.0, 3.0).as_ref(), brass.light(0.3), 1.0);
            }
        }
    }
}

fn desk(c: &mut Canvas, l: &Lobby, light: Rgb) {
    let wood = l.wood.filtered(light);
    let (x0, x1, z0, z1) = (-0.55_f32, 2.75_f32, 3.2_f32, 4.1_f32);
    let ground = EYE.face(&[
        (x0 - 0.2, 0.0, z0 - 0.25),
        (x1 + 0.3, 0.0, z0 - 0.25),
        (x1, 0.0, z1),
        (x0, 0.0, z1),
    ]);
    c.soft(ground.as_ref(), 24.0, BLACK, 0.55, false);
    EYE.block(c, (x0, 0.0, z0), (x1, 1.06, z1), wood);
    // Glazed tiles on the front.
    let (a, b) = (EYE.see((x0 + 0.1, 0.94, z0)), EYE.see((x1 - 0.1, 0.12, z0)));
    let side = (b.1 - a.1) / 4.0;
    let count = ((b.0 - a.0) / side).round();
    let wide = (b.0 - a.0) / count;
    for row in 0..4 {
        for col in 0..count as usize {
            let (x, y) = (a.0 + col as f32 * wide, a.1 + row as f32 * side);
            let (mx, my) = (x + wide / 2.0, y + side / 2.0);
            let tile = hex(0xF7F3EA).filtered(light);
            let tone = l.accent.filtered(light);
            c.fill(rect(x + 0.8, y + 0.8, x + wide - 0.8, y + side - 0.8).as_ref(), tile, 1.0);
            c.line(ellipse(mx, my, wide * 0.34, side * 0.34).as_ref(), 3.2, tone, 1.0);
            for turn in 0..4 {
                let angle = turn as f32 * std::f32::consts::FRAC_PI_2;
                let (dx, dy) = (angle.cos(), angle.sin());
                c.fill(
                    ellipse(
                        mx + dx * wide * 0.15,
                        my + dy * side * 0.15,
                        wide * (0.06 + 0.07 * dx.abs()),
                        side * (0.06 + 0.07 * dy.abs()),
                    )
                    .as_ref(),
                    tone,
                    1.0,
                );
                let (px, py) = (
                    mx + wide * 0.46 * if turn < 2 { 1.0 } else { -1.0 },
                    my + side * 0.46 * if turn % 2 == 0 { 1.0 } else { -1.0 },
                );
                c.fill(ellipse(px, py, wide * 0.08, side * 0.08).as_ref(), tone.light(0.2), 1.0);
            }
        }
    }
    c.gradient(
        rect(a.0, a.1, b.0, b.1).as_ref(),
        (a.0, 0.0),
        (b.0, 0.0),
        &[(0.0, WHITE, 0.10), (0.5, BLACK, 0.0), (1.0, BLACK, 0.22)],
    );
    EYE.block(c, (x0 - 0.08, 1.06, z0 - 0.08), (x1 + 0.08, 1.14, z1), wood.light(0.14));
    let k = EYE.per_metre(z0 + 0.2);
    let bell = EYE.see((0.2, 1.14, z0 + 0.2));
    let brass = hex(0xE8BE68).filtered(light);
    c.fill(ellipse(bell.0, bell.1, k * 0.08, k * 0.022).as_ref(), hex(0x4A3424), 1.0);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(bell.0 - k * 0.07, bell.1 - 3.0);
    p.quad_to(bell.0 - k * 0.06, bell.1 - k * 0.1, bell.0, bell.1 - k * 0.1);
    p.quad_to(bell.0 + k * 0.06, bell.1 - k * 0.1, bell.0 + k * 0.07, bell.1 - 3.0);
    p.close();
    c.gradient(
        p.finish().as_ref(),
        (bell.0 - k * 0.07, 0.0),
        (bell.0 + k * 0.07, 0.0),
        &[(0.0, brass.light(0.4), 1.0), (1.0, brass.dark(0.4), 1.0)],
    );
    c.fill(ellipse(bell.0, bell.1 - k * 0.11, 3.0, 3.0).as_ref(), brass, 1.0);
    EYE.block(c, (0.7, 1.14, z0 + 0.15), (1.2, 1.17, z0 + 0.5), hex(0xF6F0E4).filtered(light));
    let vase = EYE.see((2.3, 1.14, z0 + 0.3));
    let leaves = Leaves(COAST.0, COAST.1).under(light);
    fan(c, (vase.0, vase.1 - k * 0.28), k * 0.62, (-2.6, -0.5), 13, leaves, l.seed);
    c.gradient(
        rounded(vase.0 - k * 0.12, vase.1 - k * 0.34, vase.0 + k * 0.12, vase.1 + 3.0, 14.0)
            .as_ref(),
        (vase.0 - 20.0, 0.0),
        (vase.0 + 24.0, 0.0),
        &[(0.0, l.accent.light(0.35), 1.0), (1.0, l.accent.dark(0.3), 1.0)],
    );
}

fn pendants(c: &mut Canvas, l: &Lobby) {
    for (x, y) in [(560.0, 120.0), (770.0, 112.0), (980.0, 120.0)] {
        c.line(bend((x, 0.0), (x, y * 0.5), (x, y)).as_ref(), 2.4, hex(0x2A201A), 1.0);
        let mut p = tiny_skia::PathBuilder::new();
        p.move_to(x - 12.0, y);
        p.quad_to(x - 50.0, y + 16.0, x - 54.0, y + 54.0);
        p.line_to(x + 54.0, y + 54.0);
        p.quad_to(x + 50.0, y + 16.0, x + 12.0, y);
        p.close();
        let cane = hex(0xC8965A);
        c.gradient(
            p.finish().as_ref(),
            (x - 54.0, 0.0),
            (x + 54.0, 0.0),
            &[(0.0, cane.light(0.3), 1.0), (1.0, cane.dark(0.3), 1.0)],
        );
        for n in 1..6 {
            let t = n as f32 / 6.0;
            let half = 12.0 + 42.0 * t.sqrt();
            c.line(
                bend((x - half, y + t * 54.0), (x, y + t * 54.0 + 5.0), (x + half, y + t * 54.0))
                    .as_ref(),
                1.2,
                cane.dark(0.45),
                0.7,
            );
        }
        c.fill(ellipse(x, y + 54.0, 52.0, 9.0).as_ref(), hex(0xFFE9BC), 1.0);
        c.glow((x, y + 60.0), 260.0, hex(0xFFC070), 0.34 + l.hour.dark * 0.3);
    }
}

/// A bench with cushions in the foreground.
fn sofa(c: &mut Canvas, l: &Lobby, light: Rgb) {
    let wood = l.wood.filtered(light).dark(0.1);
    let base = rounded(60.0, 640.0, 450.0, 720.0, 8.0);
    c.soft(rect(60.0, 728.0, 470.0, 764.0).as_ref(), 18.0, BLACK, 0.5, false);
    for x in [84.0, 412.0_f32] {
        c.fill(rect(x, 700.0, x + 16.0, 752.0).as_ref(), wood.dark(0.3), 1.0);
    }
    c.fall(
        rounded(60.0, 540.0, 450.0, 660.0, 14.0).as_ref(),
        (540.0, wood.light(0.12)),
        (660.0, wood.dark(0.2)),
    );
    c.fall(
        base.as_ref(),
        (640.0, hex(0xF2EADB).filtered(light)),
        (720.0, hex(0xCDBFA8).filtered(light)),
    );
    for (n, x) in [110.0_f32, 214.0, 330.0].into_iter().enumerate() {
        let tone = [l.accent, hex(0xE8B45A), l.accent.light(0.4)][n].filtered(light);
        let y = 560.0 + (n % 2) as f32 * 6.0;
        c.soft(rounded(x, y, x + 96.0, y + 92.0, 18.0).as_ref(), 8.0, BLACK, 0.3, false);
        c.fall(
            rounded(x, y, x + 96.0, y + 92.0, 20.0).as_ref(),
            (y, tone.light(0.16)),
            (y + 92.0, tone.dark(0.22)),
        );
    }
}
