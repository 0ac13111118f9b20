//! Rugs, pictures, plants, chairs and a hearth.

use super::room::{BACK, EYE, HALF, Room, inside};
use crate::draw::tools::{
    BLACK, Canvas, Dice, Rgb, bend, ellipse,
    flora::{Leaves, fan},
    hex, polygon, rect, rounded,
};

/// A woven rug before the bed.
pub fn rug(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let middle = if r.bunks {
        0.0
    } else {
        r.beds.iter().map(|b| b.0).sum::<f32>() / r.beds.len().max(1) as f32 + 0.1
    };
    let (x0, x1) = (middle - 1.45, middle + 1.45);
    let (z0, z1) = (2.02, 3.3);
    let base = r.cloth[2].filtered(light);
    let face = |a: f32, b: f32, p: f32, q: f32| {
        EYE.face(&[(a, 0.01, p), (b, 0.01, p), (b, 0.01, q), (a, 0.01, q)])
    };
    c.soft(face(x0, x1, z0, z1).as_ref(), 8.0, BLACK, 0.25, false);
    c.fill(face(x0, x1, z0, z1).as_ref(), base, 1.0);
    for (n, inset) in [0.07_f32, 0.15, 0.22].into_iter().enumerate() {
        let tone = if n % 2 == 0 { base.light(0.45) } else { base.dark(0.2) };
        c.fill(face(x0 + inset, x1 - inset, z0 + inset, z1 - inset).as_ref(), tone, 1.0);
    }
    c.fill(face(x0 + 0.26, x1 - 0.26, z0 + 0.26, z1 - 0.26).as_ref(), base.light(0.08), 1.0);
    let mut x = x0 + 0.44;
    while x < x1 - 0.3 {
        for z in [z0 + 0.42, z0 + 0.64] {
            let diamond = EYE.face(&[
                (x - 0.1, 0.01, z),
                (x, 0.01, z - 0.09),
                (x + 0.1, 0.01, z),
                (x, 0.01, z + 0.09),
            ]);
            c.fill(diamond.as_ref(), base.light(0.5), 0.9);
        }
        x += 0.3;
    }
    let mut x = x0;
    while x < x1 {
        let (a, b) = (EYE.see((x, 0.01, z0)), EYE.see((x, 0.0, z0 - 0.05)));
        c.line(bend(a, a, b).as_ref(), 1.4, base.light(0.5), 0.9);
        x += 0.035;
    }
}

/// A framed landscape over the bed.
pub fn picture(c: &mut Canvas, r: &Room) {
    let Some((x, wide)) = r.beds.first() else { return };
    if r.beds.len() > 1 && *wide < 1.2 {
        return;
    }
    let light = inside(r);
    let (a, b) = (EYE.see((x - 0.52, 2.24, BACK)), EYE.see((x + 0.52, 1.52, BACK)));
    c.soft(rect(a.0 + 3.0, a.1 + 5.0, b.0 + 5.0, b.1 + 7.0).as_ref(), 9.0, BLACK, 0.32, false);
    c.fill(rect(a.0, a.1, b.0, b.1).as_ref(), r.wood.filtered(light).dark(0.15), 1.0);
    c.fill(
        rect(a.0 + 6.0, a.1 + 6.0, b.0 - 6.0, b.1 - 6.0).as_ref(),
        hex(0xF7F1E6).filtered(light),
        1.0,
    );
    let (l, t, rt, bt) = (a.0 + 20.0, a.1 + 18.0, b.0 - 20.0, b.1 - 18.0);
    let tones = [r.cloth[2], r.cloth[0], r.cloth[1]].map(|tone| tone.filtered(light));
    c.fill(rect(l, t, rt, bt).as_ref(), tones[1].light(0.72), 1.0);
    let sun = (l + (rt - l) * 0.68, t + (bt - t) * 0.36);
    c.fill(ellipse(sun.0, sun.1, 13.0, 13.0).as_ref(), tones[0].mix(hex(0xE8A04A), 0.5), 1.0);
    for (n, tone) in tones.into_iter().enumerate() {
        let y = t + (bt - t) * (0.46 + n as f32 * 0.17);
        let (w, h) = (rt - l, bt - t);
        let mut p = tiny_skia::PathBuilder::new();
        p.move_to(l, y + h * 0.06);
        p.quad_to(l + w * (0.2 + n as f32 * 0.2), y - h * 0.16, l + w * 0.6, y + h * 0.02);
        p.quad_to(l + w * 0.8, y + h * 0.1, rt, y - h * 0.04);
        p.line_to(rt, bt);
        p.line_to(l, bt);
        p.close();
        c.fill(p.finish().as_ref(), tone.mix(hex(0xF7F1E6), 0.42 - n as f32 * 0.18), 1.0);
    }
}

/// A potted plant in the corner.
pub fn plant(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let side = if r.window[0] > 0.0 { 1.0 } else { -1.0 };
    let (x, z) = (side * (HALF - 0.42), 3.7);
    if r.bunks {
        return;
    }
    let (foot, k) = (EYE.see((x, 0.0, z)), EYE.per_metre(z));
    c.soft(ellipse(foot.0, foot.1, k * 0.3, k * 0.09).as_ref(), 12.0, BLACK, 0.45, false);
    let leaves = Leaves(hex(0x1E4A34), hex(0x6FA35A));
    let leaves = leaves.under(light);
    let root = (foot.0, foot.1 - k * 0.38);
    fan(c, root, k * 0.66, (-2.85, -0.3), 9, leaves, r.seed + 3);
    fan(c, root, k * 0.92, (-2.3, -0.85), 9, leaves, r.seed + 4);
    let pot = r.cloth[2].mix(hex(0xD9C6AC), 0.45).filtered(light);
    let shape = polygon(&[
        (foot.0 - k * 0.2, foot.1 - k * 0.42),
        (foot.0 + k * 0.2, foot.1 - k * 0.42),
        (foot.0 + k * 0.14, foot.1 + k * 0.02),
        (foot.0 - k * 0.14, foot.1 + k * 0.02),
    ]);
    c.gradient(
        shape.as_ref(),
        (foot.0 - k * 0.2, 0.0),
        (foot.0 + k * 0.2, 0.0),
        &[(0.0, pot.light(0.2), 1.0), (1.0, pot.dark(0.35), 1.0)],
    );
    c.fill(ellipse(foot.0, foot.1 - k * 0.42, k * 0.2, k * 0.045).as_ref(), pot.dark(0.4), 1.0);
}

/// An armchair with a little table.
pub fn chair(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let x = (r.window[0] + r.window[1]) / 2.0 - 0.15;
    let z = 3.1;
    let cloth = r.cloth[1].filtered(light);
    let wood = r.wood.filtered(light);
    let face = EYE.face(&[
        (x - 0.5, 0.0, z - 0.1),
        (x + 0.5, 0.0, z - 0.1),
        (x + 0.5, 0.0, z + 0.6),
        (x - 0.5, 0.0, z + 0.6),
    ]);
    c.soft(face.as_ref(), 16.0, BLACK, 0.45, false);
    for leg in [x - 0.34, x + 0.30] {
        EYE.block(c, (leg, 0.0, z), (leg + 0.05, 0.2, z + 0.05), wood.dark(0.2));
    }
    let part =
        |c: &mut Canvas, x0: f32, y0: f32, x1: f32, y1: f32, z: f32, round: f32, tone: Rgb| {
            let (a, b) = (EYE.see((x0, y1, z)), EYE.see((x1, y0, z)));
            let shape = rounded(a.0, a.1, b.0, b.1, round);
            c.soft(shape.as_ref(), 6.0, BLACK, 0.2, false);
            c.fall(shape.as_ref(), (a.1, tone.light(0.10)), (b.1, tone.dark(0.16)));
        };
    part(c, x - 0.36, 0.3, x + 0.36, 1.0, z + 0.5, 24.0, cloth);
    part(c, x - 0.30, 0.24, x + 0.30, 0.48, z + 0.05, 12.0, cloth.light(0.10));
    part(c, x - 0.44, 0.18, x - 0.28, 0.64, z, 14.0, cloth.dark(0.04));
    part(c, x + 0.28, 0.18, x + 0.44, 0.64, z, 14.0, cloth.dark(0.10));
    part(c, x - 0.2, 0.46, x + 0.16, 0.78, z + 0.32, 12.0, r.cloth[0].filtered(light));
    let t = EYE.see((x - 0.82, 0.5, z + 0.1));
    let k = EYE.per_metre(z);
    let foot = EYE.see((x - 0.82, 0.0, z + 0.1));
    c.soft(ellipse(foot.0, foot.1, k * 0.22, k * 0.06).as_ref(), 10.0, BLACK, 0.4, false);
    c.line(bend(t, t, foot).as_ref(), k * 0.035, wood.dark(0.2), 1.0);
    c.fill(ellipse(t.0, t.1 + 3.0, k * 0.24, k * 0.07).as_ref(), wood.dark(0.3), 1.0);
    c.fill(ellipse(t.0, t.1, k * 0.24, k * 0.07).as_ref(), wood.light(0.18), 1.0);
    c.fill(
        rounded(t.0 - k * 0.05, t.1 - k * 0.12, t.0 + k * 0.04, t.1 - k * 0.01, 3.0).as_ref(),
        hex(0xF7F2EA).filtered(light),
        1.0,
    );
}

/// A stool between bunks, with a book on it.
pub fn stool(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let wood = r.wood.filtered(light);
    let (x, z) = (0.35, 3.4);
    c.soft(
        ellipse(EYE.see((x, 0.0, z)).0, EYE.see((x, 0.0, z)).1, 60.0, 14.0).as_ref(),
        10.0,
        BLACK,
        0.4,
        false,
    );
    for leg in [x - 0.2, x + 0.16] {
        EYE.block(c, (leg, 0.0, z), (leg + 0.04, 0.45, z + 0.04), wood.dark(0.15));
    }
    EYE.block(c, (x - 0.24, 0.43, z - 0.04), (x + 0.24, 0.49, z + 0.36), wood.light(0.1));
    EYE.block(
        c,
        (x - 0.14, 0.49, z + 0.02),
        (x + 0.06, 0.54, z + 0.24),
        r.cloth[0].filtered(light),
    );
    EYE.block(
        c,
        (x - 0.12, 0.54, z + 0.04),
        (x + 0.09, 0.57, z + 0.24),
        r.cloth[2].filtered(light),
    );
}

/// A fireplace on the right wall's end of the back wall.
pub fn hearth(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let x = r.beds.first().map_or(0.0, |b| b.0 + b.1 / 2.0) + 1.0;
    let (z, stone) = (BACK - 0.3, hex(0x9A8E84).filtered(light));
    EYE.block(c, (x - 0.42, 0.0, z), (x + 0.42, 2.84, BACK), stone);
    let mut dice = Dice::new(r.seed);
    let mut y = 0.02;
    while y < 2.8 {
        let mut sx = x - 0.42;
        let tall = dice.between(0.12, 0.2);
        while sx < x + 0.40 {
            let w = dice.between(0.14, 0.28).min(x + 0.42 - sx);
            let (a, b) =
                (EYE.see((sx + 0.008, y + tall - 0.012, z)), EYE.see((sx + w - 0.008, y, z)));
            c.fill(
                rounded(a.0, a.1, b.0, b.1, 4.0).as_ref(),
                stone.times(dice.between(0.82, 1.15)).mix(hex(0xB09078), dice.between(0.0, 0.25)),
                1.0,
            );
            sx += w;
        }
        y += tall;
    }
    let (a, b) = (EYE.see((x - 0.27, 0.72, z)), EYE.see((x + 0.27, 0.06, z)));
    c.fill(rounded(a.0, a.1, b.0, b.1, 6.0).as_ref(), hex(0x1A0F0C), 1.0);
    let base = (a.0 + b.0) / 2.0;
    for (n, (dx, high)) in
        [(-20.0_f32, 40.0_f32), (16.0, 46.0), (0.0, 66.0), (-8.0, 34.0), (9.0, 30.0)]
            .into_iter()
            .enumerate()
    {
        let tone = [hex(0xE8541E), hex(0xF07A24), hex(0xF79A2E), hex(0xFFC65A), hex(0xFFE6A0)][n];
        let mut p = tiny_skia::PathBuilder::new();
        p.move_to(base + dx - 13.0, b.1 - 6.0);
        p.quad_to(base + dx - 16.0, b.1 - high * 0.55, base + dx + 2.0, b.1 - high - 8.0);
        p.quad_to(base + dx + 17.0, b.1 - high * 0.5, base + dx + 13.0, b.1 - 6.0);
        p.close();
        c.fill(p.finish().as_ref(), tone, 0.92);
    }
    c.line(
        bend((base - 34.0, b.1 - 5.0), (base, b.1 - 12.0), (base + 34.0, b.1 - 5.0)).as_ref(),
        9.0,
        hex(0x3A2218),
        1.0,
    );
    c.glow((base, b.1 - 30.0), 330.0, hex(0xFF9A4A), 0.5);
    let mantel = r.wood.filtered(light);
    EYE.block(c, (x - 0.5, 1.06, z - 0.08), (x + 0.5, 1.14, BACK), mantel.dark(0.1));
}
