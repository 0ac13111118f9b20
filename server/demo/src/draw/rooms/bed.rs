//! Beds, made up.

use super::room::{BACK, EYE, Room, inside};
use crate::draw::tools::{
    BLACK, Canvas, Rgb, WHITE, bend, ellipse, hex, noise, rounded, space::Spot,
};

/// Height of the mattress.
const TOP: f32 = 0.56;

/// A flat shape at depth `z`, in metres.
pub(super) fn front(x0: f32, y0: f32, x1: f32, y1: f32, z: f32) -> Option<tiny_skia::Path> {
    EYE.face(&[(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)])
}

/// A flat shape at height `y`, in metres.
pub(super) fn level(x0: f32, z0: f32, x1: f32, z1: f32, y: f32) -> Option<tiny_skia::Path> {
    EYE.face(&[(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)])
}

/// A made bed with its head at the back wall.
pub fn bed(c: &mut Canvas, r: &Room, x: f32, wide: f32) {
    let light = inside(r);
    let (wood, sheet) = (r.wood.filtered(light), hex(0xFDFAF4).filtered(light));
    let (blanket, cushion) = (r.cloth[0].filtered(light), r.cloth[1].filtered(light));
    let (x0, x1) = (x - wide / 2.0, x + wide / 2.0);
    let (foot, head) = (2.52, BACK - 0.06);
    let ground = level(x0 - 0.16, foot - 0.12, x1 + 0.16, head, 0.0);
    c.soft(ground.as_ref(), 26.0, hex(0x1C1210), 0.55, false);
    headboard(c, r, (x0, x1), wood);
    // Frame and legs.
    for leg in [x0 + 0.06, x1 - 0.12] {
        EYE.block(c, (leg, 0.0, foot + 0.02), (leg + 0.06, 0.16, foot + 0.08), wood.dark(0.3));
    }
    EYE.block(c, (x0 - 0.02, 0.12, foot - 0.01), (x1 + 0.02, 0.30, head), wood);
    // Mattress and duvet, which hangs over three sides.
    let hang = 0.20;
    for (edge, seen) in [(x0 - 0.05, x0 - 0.05 > 0.0), (x1 + 0.05, x1 + 0.05 < 0.0)] {
        if seen {
            let corners =
                [(edge, hang, foot), (edge, TOP, foot), (edge, TOP, head), (edge, hang, head)];
            c.fill(EYE.face(&corners).as_ref(), sheet.dark(0.24), 1.0);
        }
    }
    let (near, far) = (EYE.see((0.0, TOP, foot)), EYE.see((0.0, TOP, head)));
    let top = level(x0 - 0.05, foot, x1 + 0.05, head, TOP);
    let tones = [(0.0, sheet.dark(0.10), 1.0), (0.5, sheet.dark(0.03), 1.0), (1.0, sheet, 1.0)];
    c.gradient(top.as_ref(), (0.0, far.1), (0.0, near.1), &tones);
    let face = front(x0 - 0.05, hang, x1 + 0.05, TOP, foot);
    let low = EYE.see((0.0, hang, foot)).1;
    c.fall(face.as_ref(), (near.1, sheet.dark(0.07)), (low, sheet.dark(0.24)));
    folds(c, (x0, x1), foot, hang, sheet);
    // The duvet's fold below the pillows.
    let turn = head - 0.86;
    let fold = level(x0 - 0.06, turn - 0.22, x1 + 0.06, turn, TOP + 0.035);
    c.soft(level(x0, turn - 0.30, x1, turn - 0.2, TOP).as_ref(), 7.0, BLACK, 0.22, false);
    c.fill(fold.as_ref(), sheet.light(0.3), 1.0);
    throw(c, (x0 - 0.065, x1 + 0.065), (foot + 0.16, foot + 0.68), hang + 0.02, blanket);
    pillows(c, (x0, x1), head, sheet, cushion, blanket);
}

fn headboard(c: &mut Canvas, r: &Room, (x0, x1): (f32, f32), wood: Rgb) {
    let z = BACK - 0.02;
    let (a, b) = (EYE.see((x0 - 0.09, 1.22, z)), EYE.see((x1 + 0.09, 0.2, z)));
    let shadow = rounded(a.0 + 4.0, a.1 + 6.0, b.0 + 14.0, b.1, 10.0);
    c.soft(shadow.as_ref(), 12.0, BLACK, 0.30, false);
    match r.seed % 3 {
        0 => {
            // Upholstered, with seams.
            let cloth = r.cloth[1].filtered(inside(r)).mix(hex(0xE6DCCB), 0.35);
            let board = rounded(a.0, a.1, b.0, b.1, 14.0);
            c.fall(board.as_ref(), (a.1, cloth.light(0.08)), (b.1, cloth.dark(0.2)));
            let seams = ((b.0 - a.0) / 46.0).round().max(2.0) as usize;
            for s in 1..seams {
                let x = a.0 + (b.0 - a.0) * s as f32 / seams as f32;
                let seam = bend((x, a.1 + 5.0), (x, b.1 - 30.0), (x, b.1));
                c.line(seam.as_ref(), 2.2, cloth.dark(0.22), 0.8);
            }
        }
        1 => {
            // Turned posts and slats, as colonial beds have.
            for s in 0..=8 {
                let x = a.0 + (b.0 - a.0) * s as f32 / 8.0;
                let slat = bend((x, a.1 + 20.0), (x, b.1 - 20.0), (x, b.1));
                c.line(slat.as_ref(), 4.0, wood.dark(0.1), 1.0);
            }
            let mut p = tiny_skia::PathBuilder::new();
            p.move_to(a.0, a.1 + 26.0);
            p.quad_to((a.0 + b.0) / 2.0, a.1 - 34.0, b.0, a.1 + 26.0);
            p.line_to(b.0, a.1 + 42.0);
            p.quad_to((a.0 + b.0) / 2.0, a.1 - 8.0, a.0, a.1 + 42.0);
            p.close();
            c.fall(p.finish().as_ref(), (a.1 - 20.0, wood.light(0.2)), (a.1 + 40.0, wood));
            for x in [a.0, b.0] {
                let post = bend((x, a.1 + 8.0), (x, b.1 - 20.0), (x, b.1));
                c.line(post.as_ref(), 9.0, wood, 1.0);
                c.fill(ellipse(x, a.1 + 4.0, 7.0, 8.0).as_ref(), wood.light(0.15), 1.0);
            }
        }
        _ => {
            let board = rounded(a.0, a.1, b.0, b.1, 5.0);
            c.fall(board.as_ref(), (a.1, wood.light(0.14)), (b.1, wood.dark(0.1)));
            for s in 1..6 {
                let y = a.1 + (b.1 - a.1) * s as f32 / 6.0;
                let seam = bend((a.0 + 2.0, y), ((a.0 + b.0) / 2.0, y), (b.0 - 2.0, y));
                c.line(seam.as_ref(), 1.6, wood.dark(0.35), 0.8);
            }
        }
    }
}

/// Soft folds where the duvet hangs over the foot.
fn folds(c: &mut Canvas, (x0, x1): (f32, f32), foot: f32, hang: f32, sheet: Rgb) {
    let (a, b) = (EYE.see((x0 - 0.05, TOP, foot)), EYE.see((x1 + 0.05, hang, foot)));
    c.shade((a.0 + 1.0, a.1 - 6.0, b.0 - 1.0, b.1), |x, y, old| {
        let t = ((y - a.1) / (b.1 - a.1)).clamp(0.0, 1.0);
        let fold = (noise(x / 24.0, 1.0 + t * 0.3) - 0.5) * t * 0.26;
        old.times(1.0 + fold).mix(sheet, 0.05)
    });
}

/// A woven blanket across the foot of the bed.
fn throw(c: &mut Canvas, (x0, x1): (f32, f32), (z0, z1): (f32, f32), hang: f32, cloth: Rgb) {
    let y = TOP + 0.02;
    c.soft(level(x0, z0 - 0.06, x1, z1 + 0.03, y).as_ref(), 6.0, BLACK, 0.2, false);
    c.fill(level(x0, z0, x1, z1, y).as_ref(), cloth, 1.0);
    for stripe in 0..6 {
        let z = z0 + (z1 - z0) * (stripe as f32 + 0.35) / 6.0;
        let tone = if stripe % 2 == 0 { cloth.light(0.34) } else { cloth.dark(0.25) };
        c.fill(level(x0, z, x1, z + (z1 - z0) * 0.055, y).as_ref(), tone, 0.9);
    }
    for (edge, seen) in [(x0, x0 > 0.0), (x1, x1 < 0.0)] {
        if seen {
            let spots: [Spot; 4] =
                [(edge, hang + 0.1, z0), (edge, y, z0), (edge, y, z1), (edge, hang + 0.1, z1)];
            c.fill(EYE.face(&spots).as_ref(), cloth.dark(0.28), 1.0);
        }
    }
}

fn pillows(
    c: &mut Canvas,
    (x0, x1): (f32, f32),
    head: f32,
    sheet: Rgb,
    cushion: Rgb,
    blanket: Rgb,
) {
    let wide = x1 - x0;
    let count = if wide > 1.3 { 2 } else { 1 };
    let rows = [(head - 0.10, 0.50, sheet.dark(0.08)), (head - 0.30, 0.40, sheet)];
    for (row, (z, high, tone)) in rows.into_iter().enumerate() {
        for n in 0..count {
            let middle = x0 + wide * (n as f32 + 0.5) / count as f32;
            let half = wide / count as f32 * 0.44 - row as f32 * 0.02;
            soft_box(c, (middle - half, TOP + 0.01, middle + half, TOP + high), z, tone);
        }
    }
    let middle = (x0 + x1) / 2.0;
    let low = TOP + 0.01;
    if count == 2 {
        soft_box(c, (middle - 0.46, low, middle - 0.04, TOP + 0.36), head - 0.46, cushion);
        let other = blanket.light(0.12);
        soft_box(c, (middle + 0.02, low, middle + 0.44, TOP + 0.35), head - 0.47, other);
    } else {
        soft_box(c, (middle - 0.24, low, middle + 0.24, TOP + 0.32), head - 0.46, cushion);
    }
}

/// A pillow standing at depth `z`.
pub(super) fn soft_box(c: &mut Canvas, (x0, y0, x1, y1): (f32, f32, f32, f32), z: f32, tone: Rgb) {
    let (a, b) = (EYE.see((x0, y1, z)), EYE.see((x1, y0, z)));
    let (w, h) = (b.0 - a.0, b.1 - a.1);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(a.0, a.1 + h * 0.04);
    p.quad_to(a.0 + w * 0.5, a.1 - h * 0.08, b.0, a.1 + h * 0.04);
    p.quad_to(b.0 + w * 0.035, a.1 + h * 0.5, b.0, b.1 - h * 0.02);
    p.quad_to(a.0 + w * 0.5, b.1 + h * 0.07, a.0, b.1 - h * 0.02);
    p.quad_to(a.0 - w * 0.035, a.1 + h * 0.5, a.0, a.1 + h * 0.04);
    p.close();
    let path = p.finish();
    c.soft(path.as_ref(), 9.0, BLACK, 0.20, false);
    let tones = [(0.0, tone.mix(WHITE, 0.22), 1.0), (0.55, tone, 1.0), (1.0, tone.dark(0.20), 1.0)];
    c.gradient(path.as_ref(), (a.0, a.1), (a.0 + w * 0.2, b.1), &tones);
    let crease = bend(
        (a.0 + w * 0.1, b.1 - h * 0.16),
        (a.0 + w * 0.3, b.1 - h * 0.3),
        (a.0 + w * 0.42, b.1 - h * 0.24),
    );
    c.line(crease.as_ref(), 1.2, tone.dark(0.3), 0.35);
}
