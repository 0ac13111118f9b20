//! Bunk beds, and the lamps of bedside tables.

use super::{
    bed::{front, level, soft_box},
    room::{BACK, EYE, HALF, Room, inside},
};
use crate::draw::tools::{BLACK, Canvas, ellipse, hex, polygon, rounded};

/// Bedside tables with lamps, left and right of the beds.
pub(super) fn lamps(c: &mut Canvas, r: &Room) {
    let light = inside(r);
    let wood = r.wood.filtered(light);
    let mut spots: Vec<f32> = Vec::new();
    for (x, wide) in r.beds {
        for side in [x - wide / 2.0 - 0.34, x + wide / 2.0 + 0.34] {
            let free = r.beds.iter().all(|(bx, bw)| (side - bx).abs() > bw / 2.0 + 0.2);
            if free && side.abs() < HALF - 0.2 && spots.iter().all(|s| (s - side).abs() > 0.4) {
                spots.push(side);
            }
        }
    }
    for x in spots {
        let z = BACK - 0.42;
        c.soft(level(x - 0.28, z, x + 0.28, BACK, 0.0).as_ref(), 12.0, BLACK, 0.4, false);
        EYE.block(c, (x - 0.22, 0.0, z), (x + 0.22, 0.52, BACK - 0.04), wood);
        let drawer = front(x - 0.18, 0.28, x + 0.18, 0.46, z);
        c.fill(drawer.as_ref(), wood.light(0.10), 1.0);
        let knob = EYE.see((x, 0.37, z));
        c.fill(ellipse(knob.0, knob.1, 3.0, 3.0).as_ref(), hex(0xD8B46A).filtered(light), 1.0);
        let k = EYE.per_metre(z);
        let foot = EYE.see((x, 0.53, z + 0.18));
        c.fill(
            ellipse(foot.0, foot.1, k * 0.07, k * 0.018).as_ref(),
            hex(0x6A5A48).filtered(light),
            1.0,
        );
        let body = r.cloth[2].mix(hex(0xE8E0D0), 0.4).filtered(light);
        c.fill(ellipse(foot.0, foot.1 - k * 0.11, k * 0.065, k * 0.11).as_ref(), body, 1.0);
        let (top, bottom) = (foot.1 - k * 0.44, foot.1 - k * 0.21);
        let shade = polygon(&[
            (foot.0 - k * 0.09, top),
            (foot.0 + k * 0.09, top),
            (foot.0 + k * 0.15, bottom),
            (foot.0 - k * 0.15, bottom),
        ]);
        let lit = hex(0xFFE6B8).mix(hex(0xFFD090), r.hour.dark);
        c.fall(shade.as_ref(), (top, lit), (bottom, lit.light(0.4)));
        let strength = 0.30 + r.hour.dark * 0.55;
        c.glow((foot.0, (top + bottom) / 2.0), k * 1.25, hex(0xFFC67E), strength);
    }
}

/// A bunk bed along one wall.
pub(super) fn bunk(c: &mut Canvas, r: &Room, side: f32) {
    let light = inside(r);
    let wood = r.wood.filtered(light);
    let sheet = hex(0xFBF7EF).filtered(light);
    let (outer, inner) = (side * (HALF - 0.02), side * (HALF - 1.0));
    let (z0, z1) = (2.35, BACK - 0.08);
    let (x0, x1) = (outer.min(inner), outer.max(inner));
    c.soft(level(x0, z0 - 0.05, x1, z1, 0.0).as_ref(), 22.0, BLACK, 0.5, false);
    for (n, y) in [0.36_f32, 1.52].into_iter().enumerate() {
        let cloth = r.cloth[(n + usize::from(side > 0.0)) % 2].filtered(light);
        if n == 0 {
            let dim =
                EYE.face(&[(outer, 0.3, z0), (outer, 1.5, z0), (outer, 1.5, z1), (outer, 0.3, z1)]);
            c.fill(dim.as_ref(), BLACK, 0.16);
        }
        EYE.block(c, (x0, y - 0.14, z0), (x1, y, z1), wood);
        let rail = EYE.face(&[
            (inner, y - 0.14, z0),
            (inner, y + 0.03, z0),
            (inner, y + 0.03, z1),
            (inner, y - 0.14, z1),
        ]);
        c.fill(rail.as_ref(), wood.light(0.08), 1.0);
        let below = y < EYE.height;
        if below {
            c.fill(level(x0 + 0.03, z0 + 0.03, x1 - 0.03, z1, y + 0.12).as_ref(), sheet, 1.0);
            c.fill(
                level(x0 + 0.02, z0 + 0.03, x1 - 0.02, z0 + 1.25, y + 0.135).as_ref(),
                cloth,
                1.0,
            );
        }
        let edge = inner - side * -0.0;
        let hang = EYE.face(&[
            (edge, y - 0.02, z0 + 0.03),
            (edge, y + 0.14, z0 + 0.03),
            (edge, y + 0.14, z0 + 1.25),
            (edge, y - 0.02, z0 + 1.25),
        ]);
        c.fill(hang.as_ref(), cloth.dark(0.16), 1.0);
        let white = EYE.face(&[
            (edge, y + 0.02, z0 + 1.25),
            (edge, y + 0.13, z0 + 1.25),
            (edge, y + 0.13, z1),
            (edge, y + 0.02, z1),
        ]);
        c.fill(white.as_ref(), sheet.dark(0.08), 1.0);
        c.fill(
            front(x0 + 0.03, y - 0.02, x1 - 0.03, y + 0.14, z0 + 0.02).as_ref(),
            cloth.dark(0.06),
            1.0,
        );
        soft_box(c, (x0 + 0.16, y + 0.10, x1 - 0.16, y + 0.36), z1 - 0.12, sheet);
        c.fill(front(x0, y - 0.15, x1, y + 0.02, z0).as_ref(), wood.light(0.05), 1.0);
        let lamp = EYE.see((outer, y + 0.62, z1 - 0.5));
        c.glow(lamp, 90.0, hex(0xFFC67E), 0.35 + r.hour.dark * 0.4);
        c.fill(ellipse(lamp.0, lamp.1, 6.0, 8.0).as_ref(), hex(0xFFEBC8), 1.0);
    }
    for (x, z) in [(inner, z1), (outer, z0), (inner, z0)] {
        let (a, b) = (EYE.see((x - 0.04, 1.98, z)), EYE.see((x + 0.04, 0.0, z)));
        c.gradient(
            rounded(a.0, a.1, b.0, b.1, 2.0).as_ref(),
            (a.0, 0.0),
            (b.0, 0.0),
            &[(0.0, wood.light(0.14), 1.0), (1.0, wood.dark(0.2), 1.0)],
        );
    }
    let guard = EYE.face(&[
        (inner, 1.80, z0),
        (inner, 1.86, z0),
        (inner, 1.86, z0 + 1.3),
        (inner, 1.80, z0 + 1.3),
    ]);
    c.fill(guard.as_ref(), wood.light(0.1), 1.0);
    for step in 0..6 {
        let y = 0.3 + step as f32 * 0.26;
        let rung = EYE.face(&[
            (inner, y, z0 + 0.1),
            (inner, y + 0.04, z0 + 0.1),
            (inner, y + 0.04, z0 + 0.5),
            (inner, y, z0 + 0.5),
        ]);
        c.fill(rung.as_ref(), wood.light(0.2), 1.0);
    }
    let post = EYE.face(&[
        (inner, 0.0, z0 + 0.5),
        (inner, 1.9, z0 + 0.5),
        (inner, 1.9, z0 + 0.56),
        (inner, 0.0, z0 + 0.56),
    ]);
    c.fill(post.as_ref(), wood.dark(0.05), 1.0);
}
