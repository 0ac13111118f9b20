//! Houses of wood: a chalet, bungalows under thatch, a lodge on stilts.

use super::house::{GLOW, House, opening};
use crate::draw::tools::{
    BLACK, Canvas, Dice,
    flora::{COAST, blossoms},
    hex, polygon, rounded, trail,
};

pub(super) fn chalet(c: &mut Canvas, h: &House, (x, y): (f32, f32), s: f32) {
    let hour = &h.hour;
    let wood = hour.lit(h.wall).dark(hour.dark * 0.35);
    let stone = hour.lit(hex(0x9A9088)).dark(hour.dark * 0.35);
    let at = |u: f32, v: f32| (x + u * s, y - v * s);
    c.soft(
        polygon(&[at(-330.0, 10.0), at(330.0, 10.0), at(390.0, -40.0), at(-290.0, -40.0)]).as_ref(),
        18.0,
        BLACK,
        0.4,
        false,
    );
    let gable = polygon(&[
        at(-270.0, 0.0),
        at(270.0, 0.0),
        at(270.0, 190.0),
        at(0.0, 420.0),
        at(-270.0, 190.0),
    ]);
    c.gradient(
        gable.as_ref(),
        at(-270.0, 0.0),
        at(270.0, 0.0),
        &[(0.0, wood.light(0.08), 1.0), (1.0, wood.dark(0.16), 1.0)],
    );
    for n in 0..27 {
        let v = 92.0 + n as f32 * 12.0;
        let half = if v < 190.0 { 270.0 } else { 270.0 * (420.0 - v) / 230.0 };
        c.line(trail(&[at(-half, v), at(half, v)]).as_ref(), 1.5, wood.dark(0.35), 0.7);
    }
    let mut dice = Dice::new(h.seed);
    c.fill(
        polygon(&[at(-276.0, 0.0), at(276.0, 0.0), at(276.0, 88.0), at(-276.0, 88.0)]).as_ref(),
        stone.dark(0.35),
        1.0,
    );
    for row in 0..4 {
        let mut u = -276.0;
        while u < 270.0 {
            let w = dice.between(22.0, 46.0_f32).min(276.0 - u);
            let (a, b) =
                (at(u + 1.5, row as f32 * 22.0 + 20.5), at(u + w - 1.5, row as f32 * 22.0 + 1.0));
            c.fill(
                rounded(a.0, a.1, b.0, b.1, 5.0).as_ref(),
                stone.times(dice.between(0.82, 1.16)),
                1.0,
            );
            u += w;
        }
    }
    let roof = hour.lit(hex(0x6B4436)).dark(hour.dark * 0.4);
    for side in [-1.0, 1.0_f32] {
        let slab = polygon(&[
            at(0.0, 452.0),
            at(side * 350.0, 152.0),
            at(side * 338.0, 128.0),
            at(0.0, 414.0),
        ]);
        c.fill(slab.as_ref(), if side < 0.0 { roof.light(0.22) } else { roof.dark(0.1) }, 1.0);
        let under = polygon(&[
            at(0.0, 414.0),
            at(side * 338.0, 128.0),
            at(side * 270.0, 178.0),
            at(0.0, 400.0),
        ]);
        c.fill(under.as_ref(), BLACK, 0.30);
    }
    opening(c, h, at(0.0, 214.0), (58.0 * s, 112.0 * s), true);
    for u in [-150.0, 150.0] {
        opening(c, h, at(u, 96.0), (38.0 * s, 76.0 * s), false);
    }
    opening(c, h, at(0.0, 2.0), (36.0 * s, 122.0 * s), true);
    // The balcony with its geraniums.
    let rail = hour.lit(hex(0x8A5A3A)).dark(hour.dark * 0.3);
    c.soft(
        polygon(&[at(-190.0, 186.0), at(190.0, 186.0), at(190.0, 168.0), at(-190.0, 168.0)])
            .as_ref(),
        9.0,
        BLACK,
        0.4,
        false,
    );
    c.fill(
        polygon(&[at(-196.0, 198.0), at(196.0, 198.0), at(196.0, 186.0), at(-196.0, 186.0)])
            .as_ref(),
        rail,
        1.0,
    );
    for n in 0..=24 {
        let u = -190.0 + n as f32 * 15.8;
        c.line(trail(&[at(u, 246.0), at(u, 196.0)]).as_ref(), 4.6, rail.light(0.12), 1.0);
    }
    c.line(trail(&[at(-194.0, 248.0), at(194.0, 248.0)]).as_ref(), 9.0, rail.light(0.2), 1.0);
    let leaves = COAST.under(hour.light);
    let reds = [hour.lit(hex(0xE0443E)), hour.lit(hex(0xF2766A)), hour.lit(hex(0xF7B0A0))];
    for u in [-150.0, -75.0, 75.0, 150.0] {
        let p = at(u, 250.0);
        blossoms(c, p, (36.0 * s, 18.0 * s), leaves, &reds, 0.3, &mut dice);
    }
}

pub(super) fn bungalow(c: &mut Canvas, h: &House, (x, y): (f32, f32), s: f32) {
    let hour = &h.hour;
    let wood = hour.lit(hex(0x9C6B45)).dark(hour.dark * 0.3);
    let wall = hour.lit(h.wall).dark(hour.dark * 0.3);
    let straw = hour.lit(hex(0xC9A260)).dark(hour.dark * 0.35);
    let at = |u: f32, v: f32| (x + u * s, y - v * s);
    c.soft(
        polygon(&[at(-250.0, 0.0), at(250.0, 0.0), at(330.0, -46.0), at(-190.0, -46.0)]).as_ref(),
        20.0,
        hour.shaded(hex(0x6A4A3A)),
        0.6,
        false,
    );
    c.fill(
        polygon(&[at(-210.0, 36.0), at(210.0, 36.0), at(210.0, 14.0), at(-210.0, 14.0)]).as_ref(),
        wood.dark(0.2),
        1.0,
    );
    for u in [-196.0, -70.0, 70.0, 190.0] {
        c.line(trail(&[at(u, 20.0), at(u, -8.0)]).as_ref(), 10.0 * s, wood.dark(0.4), 1.0);
    }
    c.gradient(
        polygon(&[at(-170.0, 36.0), at(170.0, 36.0), at(170.0, 190.0), at(-170.0, 190.0)]).as_ref(),
        at(-170.0, 0.0),
        at(170.0, 0.0),
        &[(0.0, wall, 1.0), (1.0, wall.dark(0.18), 1.0)],
    );
    opening(c, h, at(-10.0, 38.0), (44.0 * s, 124.0 * s), true);
    opening(c, h, at(112.0, 76.0), (26.0 * s, 70.0 * s), false);
    opening(c, h, at(-122.0, 76.0), (22.0 * s, 70.0 * s), false);
    c.fill(
        polygon(&[at(-170.0, 190.0), at(170.0, 190.0), at(170.0, 140.0), at(-170.0, 140.0)])
            .as_ref(),
        BLACK,
        0.16,
    );
    for u in [-206.0, 206.0] {
        c.line(trail(&[at(u, 30.0), at(u * 0.98, 190.0)]).as_ref(), 9.0 * s, wood, 1.0);
    }
    let mut roof = tiny_skia::PathBuilder::new();
    let (a, b, d, e) = (at(-262.0, 158.0), at(-96.0, 340.0), at(96.0, 340.0), at(262.0, 158.0));
    roof.move_to(a.0, a.1);
    roof.quad_to(at(-150.0, 236.0).0, at(-150.0, 236.0).1, b.0, b.1);
    roof.quad_to(x, at(0.0, 356.0).1, d.0, d.1);
    roof.quad_to(at(150.0, 236.0).0, at(150.0, 236.0).1, e.0, e.1);
    roof.quad_to(x, at(0.0, 138.0).1, a.0, a.1);
    roof.close();
    c.fall(roof.finish().as_ref(), (b.1, straw.light(0.16)), (a.1, straw.dark(0.28)));
    let mut dice = Dice::new(h.seed + x as u64);
    for _ in 0..240 {
        let (u, t) = (dice.between(-1.0, 1.0_f32), dice.unit());
        let half = 96.0 + (t * t) * 160.0;
        let v = 338.0 - t * 182.0 - (1.0 - u * u) * t * 14.0;
        let p = at(u * half, v);
        let tone = if dice.chance(0.5) { straw.light(0.25) } else { straw.dark(0.3) };
        c.line(trail(&[p, (p.0 + u * 9.0 * s, p.1 + 22.0 * s)]).as_ref(), 1.5 * s, tone, 0.6);
    }
    let k = if hour.dark > 0.3 { 0.6 } else { 0.0 };
    c.glow(at(0.0, 110.0), 260.0 * s, GLOW, k * hour.dark);
}

pub(super) fn lodge(c: &mut Canvas, h: &House, (x, y): (f32, f32), s: f32) {
    let hour = &h.hour;
    let wood = hour.lit(hex(0x7E5638)).dark(0.1 + hour.dark * 0.25);
    let at = |u: f32, v: f32| (x + u * s, y - v * s);
    c.soft(
        polygon(&[at(-280.0, -40.0), at(280.0, -40.0), at(230.0, -170.0), at(-240.0, -170.0)])
            .as_ref(),
        24.0,
        hex(0x10201C),
        0.55,
        false,
    );
    for n in 0..9 {
        let u = -230.0 + n as f32 * 57.5;
        c.line(trail(&[at(u, 4.0), at(u, -74.0)]).as_ref(), 9.0 * s, wood.dark(0.4), 1.0);
        c.line(trail(&[at(u, -78.0), at(u + 5.0, -140.0)]).as_ref(), 7.0 * s, wood.dark(0.6), 0.35);
    }
    c.fill(
        polygon(&[at(-270.0, 14.0), at(300.0, 14.0), at(300.0, -4.0), at(-270.0, -4.0)]).as_ref(),
        wood.light(0.12),
        1.0,
    );
    let wall = hour.lit(h.wall).dark(hour.dark * 0.3);
    c.gradient(
        polygon(&[at(-190.0, 14.0), at(190.0, 14.0), at(190.0, 158.0), at(-190.0, 158.0)]).as_ref(),
        at(-190.0, 0.0),
        at(190.0, 0.0),
        &[(0.0, wall, 1.0), (1.0, wall.dark(0.25), 1.0)],
    );
    for n in 1..24 {
        let u = -190.0 + n as f32 * 15.8;
        c.line(trail(&[at(u, 14.0), at(u, 158.0)]).as_ref(), 1.2, wall.dark(0.35), 0.6);
    }
    for u in [-118.0, 0.0, 118.0] {
        opening(
            c,
            h,
            at(u, if u == 0.0 { 16.0 } else { 46.0 }),
            (32.0 * s, if u == 0.0 { 116.0 } else { 84.0 } * s),
            u == 0.0,
        );
    }
    c.fill(
        polygon(&[at(-190.0, 158.0), at(190.0, 158.0), at(190.0, 122.0), at(-190.0, 122.0)])
            .as_ref(),
        BLACK,
        0.25,
    );
    let straw = hour.lit(hex(0x9A7E50)).dark(hour.dark * 0.35);
    let roof = polygon(&[at(-286.0, 132.0), at(286.0, 132.0), at(104.0, 316.0), at(-104.0, 316.0)]);
    c.fall(
        roof.as_ref(),
        (at(0.0, 316.0).1, straw.light(0.18)),
        (at(0.0, 132.0).1, straw.dark(0.3)),
    );
    let mut dice = Dice::new(h.seed + 3);
    for _ in 0..260 {
        let (u, t) = (dice.between(-1.0, 1.0_f32), dice.unit());
        let p = at(u * (104.0 + t * 178.0), 312.0 - t * 176.0);
        let tone = if dice.chance(0.5) { straw.light(0.2) } else { straw.dark(0.3) };
        c.line(trail(&[p, (p.0 + u * 12.0 * s, p.1 + 20.0 * s)]).as_ref(), 1.4 * s, tone, 0.55);
    }
    for y in [66.0, 40.0] {
        c.line(trail(&[at(-262.0, y), at(-196.0, y)]).as_ref(), 4.0 * s, wood, 1.0);
        c.line(trail(&[at(196.0, y), at(292.0, y)]).as_ref(), 4.0 * s, wood, 1.0);
    }
    for u in [-262.0, -230.0, -198.0, 198.0, 230.0, 262.0, 292.0] {
        c.line(trail(&[at(u, 68.0), at(u, 10.0)]).as_ref(), 4.6 * s, wood, 1.0);
    }
    c.glow(at(0.0, 80.0), 300.0 * s, GLOW, 0.12 + hour.dark * 0.3);
}
