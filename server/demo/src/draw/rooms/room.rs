//! A bedroom: walls, floor, a window on the place, and its furniture.

use super::{bed, bunk, decor};
use crate::draw::tools::{
    BLACK, Canvas, HEIGHT, Hour, Rgb, WHITE, WIDTH, hex, noise, rect, rounded, smooth, space::Eye,
};

/// What the floor is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Floor {
    /// Wooden boards.
    Boards,
    /// Patterned cement tiles.
    Tiles,
    /// Plain terracotta.
    Clay,
}

/// What a room looks like.
pub struct Room {
    /// The light outside.
    pub hour: Hour,
    /// What the window shows.
    pub view: fn(&mut Canvas),
    /// Which part of it, in units of the picture.
    pub crop: [f32; 4],
    /// The walls.
    pub wall: Rgb,
    /// The floor.
    pub floor: Floor,
    /// Wood of beds and tables.
    pub wood: Rgb,
    /// Blanket, cushions, and the rug.
    pub cloth: [Rgb; 3],
    /// Beds side by side: middle and width in metres.
    pub beds: &'static [(f32, f32)],
    /// Bunks along the walls instead.
    pub bunks: bool,
    /// The window: left, right, sill and lintel in metres.
    pub window: [f32; 4],
    /// Beams under the ceiling.
    pub beams: bool,
    /// An armchair by the window.
    pub chair: bool,
    /// A hearth with a fire.
    pub hearth: bool,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// From where rooms are seen.
pub const EYE: Eye = Eye { middle: (600.0, 352.0), height: 1.42, zoom: 740.0 };
/// Half the width of a room.
pub const HALF: f32 = 2.9;
/// Distance of the back wall.
pub const BACK: f32 = 4.5;
/// Height of the ceiling.
pub const CEILING: f32 = 2.85;

/// How light it is inside, as a filter.
pub fn inside(r: &Room) -> Rgb {
    let day = WHITE.mix(r.hour.light, 0.5);
    let lamps = hex(0xF2CFA0);
    day.mix(lamps, r.hour.dark * 0.75).times(1.0 - r.hour.dark * 0.16)
}

/// Paints a room.
pub fn paint(c: &mut Canvas, r: &Room) {
    walls(c, r);
    floor(c, r);
    window(c, r);
    decor::rug(c, r);
    if r.hearth {
        decor::hearth(c, r);
    }
    if r.bunks {
        bunk::bunk(c, r, -1.0);
        bunk::bunk(c, r, 1.0);
        decor::stool(c, r);
    } else {
        decor::picture(c, r);
        bunk::lamps(c, r);
        for (x, wide) in r.beds {
            bed::bed(c, r, *x, *wide);
        }
    }
    if r.chair {
        decor::chair(c, r);
    }
    decor::plant(c, r);
    sunlight(c, r);
}

fn walls(c: &mut Canvas, r: &Room) {
    let wall = r.wall.filtered(inside(r));
    let (left, top) = EYE.see((-HALF, CEILING, BACK));
    let (right, bottom) = EYE.see((HALF, 0.0, BACK));
    let light =
        EYE.see(((r.window[0] + r.window[1]) / 2.0, (r.window[2] + r.window[3]) / 2.0, BACK));
    let dim = r.hour.dark;
    let fields = |x: f32, y: f32| {
        let (dx, dy) = ((x - light.0) / 620.0, (y - light.1) / 430.0);
        let near = (-(dx * dx + dy * dy) * 0.9).exp() * (1.0 - dim * 0.6);
        [near, noise(x / 46.0, y / 46.0) + noise(x / 17.0, y / 17.0) - 1.0]
    };
    c.wash((0.0, 0.0, WIDTH, HEIGHT), 6.0, fields, |x, y, _, [near, plaster]| {
        let middle = EYE.middle;
        // Which plane a ray meets first: back wall, a side wall, or the ceiling.
        let (u, v) = ((x - middle.0) / (right - middle.0), (y - middle.1) / (top - middle.1));
        let across = if x < middle.0 { (x - middle.0) / (left - middle.0) } else { u };
        let color = if across <= 1.0 && v <= 1.0 {
            let corner = smooth(0.72, 1.0, across) * 0.10
                + smooth(0.7, 1.0, v) * 0.07
                + smooth(0.6, 1.0, (y - middle.1) / (bottom - middle.1)) * 0.08;
            wall.times(0.87 + near * 0.17 - corner)
        } else if across >= v {
            let deep = 1.0 - smooth(1.0, 2.4, across);
            let lit = if (x < middle.0) == (light.0 < middle.0) { -0.05 } else { 0.05 };
            wall.times(0.80 + lit - deep * 0.12 + near * 0.06)
        } else {
            let deep = smooth(1.0, 2.2, v);
            wall.mix(WHITE, 0.45).times(0.80 + deep * 0.08)
        };
        color.times(1.0 + plaster * 0.022)
    });
    let skirting = r.wood.filtered(inside(r));
    for side in [-1.0, 1.0_f32] {
        let board = EYE.face(&[
            (side * HALF, 0.0, 1.0),
            (side * HALF, 0.0, BACK),
            (side * HALF, 0.11, BACK),
            (side * HALF, 0.11, 1.0),
        ]);
        c.fill(board.as_ref(), skirting.mix(wall, 0.25).dark(0.2), 1.0);
    }
    let board =
        EYE.face(&[(-HALF, 0.0, BACK), (HALF, 0.0, BACK), (HALF, 0.11, BACK), (-HALF, 0.11, BACK)]);
    c.fill(board.as_ref(), skirting.mix(wall, 0.25).dark(0.12), 1.0);
    if r.beams {
        for n in 0..5 {
            let z = BACK - 0.35 - n as f32 * 0.72;
            let wood = skirting.dark(0.15);
            let under = EYE.face(&[
                (-HALF, CEILING - 0.16, z),
                (HALF, CEILING - 0.16, z),
                (HALF, CEILING - 0.16, z + 0.17),
                (-HALF, CEILING - 0.16, z + 0.17),
            ]);
            c.fill(under.as_ref(), wood.dark(0.25), 1.0);
            let face = EYE.face(&[
                (-HALF, CEILING - 0.16, z),
                (HALF, CEILING - 0.16, z),
                (HALF, CEILING, z),
                (-HALF, CEILING, z),
            ]);
            c.fill(face.as_ref(), wood, 1.0);
        }
    }
}

fn floor(c: &mut Canvas, r: &Room) {
    let filter = inside(r);
    let base = match r.floor {
        Floor::Boards => r.wood.mix(hex(0xC08A58), 0.5),
        Floor::Tiles => hex(0xE9E2D2),
        Floor::Clay => hex(0xC07A55),
    }
    .filtered(filter);
    let accent = r.cloth[0].mix(hex(0x3C5A6A), 0.35).filtered(filter);
    let horizon = EYE.see((0.0, 0.0, BACK)).1;
    let light = (r.window[0] + r.window[1]) / 2.0;
    c.shade((0.0, horizon, WIDTH, HEIGHT), |px, py, old| {
        let z = EYE.zoom * EYE.height / (py - EYE.middle.1);
        let x = (px - EYE.middle.0) * z / EYE.zoom;
        if x.abs() > HALF {
            return old;
        }
        let color = match r.floor {
            Floor::Boards => {
                let board = (x / 0.17).floor();
                let seam = ((x / 0.17 - board) - 0.5).abs();
                let tone =
                    noise(board * 7.3, (z / 1.7 + noise(board * 3.1, 1.0) * 9.0).floor() * 5.7);
                let grain = noise(x * 46.0, z * 2.6) - 0.5;
                base.times(0.80 + tone * 0.28 + grain * 0.10).dark(smooth(0.46, 0.5, seam) * 0.35)
            }
            Floor::Tiles => {
                let (u, v) = (x / 0.42, z / 0.42);
                let (fu, fv) = (u - u.floor() - 0.5, v - v.floor() - 0.5);
                let round = (fu * fu + fv * fv).sqrt();
                let petal = (fu.abs() * fv.abs()).sqrt();
                let ring = smooth(0.03, 0.015, (round - 0.34).abs());
                let cross = smooth(0.12, 0.10, petal) * smooth(0.34, 0.32, round);
                let corner = smooth(0.56, 0.58, fu.abs() + fv.abs());
                let joint = smooth(0.485, 0.5, fu.abs().max(fv.abs()));
                let fade = smooth(6.0, 2.5, z);
                base.mix(
                    accent,
                    (ring * 0.8 + cross * 0.55 + corner * 0.85).min(1.0) * (0.35 + 0.45 * fade),
                )
                .dark(joint * 0.15)
            }
            Floor::Clay => {
                let (u, v) = (x / 0.36, z / 0.36);
                let joint = smooth(
                    0.47,
                    0.495,
                    (u - u.floor() - 0.5).abs().max((v - v.floor() - 0.5).abs()),
                );
                let tone = noise(u.floor() * 5.1, v.floor() * 3.7) - 0.5;
                base.times(1.0 + tone * 0.2).mix(hex(0xD8C0A8).filtered(filter), joint * 0.5)
            }
        };
        let sheen = (-((x - light) / 1.5).powi(2)).exp()
            * smooth(2.0, 4.6, z)
            * 0.22
            * (1.0 - r.hour.dark * 0.7);
        let corner = smooth(HALF - 0.5, HALF, x.abs()) * 0.22 + smooth(0.5, 0.0, BACK - z) * 0.22;
        color.screen(r.hour.sky[3].times(sheen)).dark(corner)
    });
}

/// The window with its view, frame and curtains.
fn window(c: &mut Canvas, r: &Room) {
    let [l, rt, sill, lintel] = r.window;
    let (x0, y0) = EYE.see((l, lintel, BACK));
    let (x1, y1) = EYE.see((rt, sill, BACK));
    if let Some(mut outside) = Canvas::new(480) {
        (r.view)(&mut outside);
        c.place(&outside, r.crop, [x0, y0, x1, y1]);
    }
    let frame = r.wood.filtered(inside(r)).light(0.05);
    let k = EYE.per_metre(BACK);
    // The reveal of a thick wall, then frame and bars.
    c.gradient(
        rect(x0, y0, x0 + k * 0.07, y1).as_ref(),
        (x0, 0.0),
        (x0 + k * 0.07, 0.0),
        &[(0.0, r.wall.dark(0.3), 0.9), (1.0, r.wall.dark(0.1), 0.9)],
    );
    let bar = k * 0.05;
    for (a, b, d, e) in [
        (x0 - bar, y0 - bar, x1 + bar, y0 + bar * 0.5),
        (x0 - bar, y1 - bar * 0.5, x1 + bar, y1 + bar),
        (x0 - bar, y0 - bar, x0 + bar * 0.5, y1 + bar),
        (x1 - bar * 0.5, y0 - bar, x1 + bar, y1 + bar),
        ((x0 + x1) / 2.0 - bar * 0.5, y0, (x0 + x1) / 2.0 + bar * 0.5, y1),
    ] {
        c.fill(rect(a, b, d, e).as_ref(), frame, 1.0);
        c.fill(rect(a, e - 1.5, d, e).as_ref(), frame.dark(0.4), 0.6);
    }
    if sill > 0.3 {
        c.fill(
            rect(x0 - bar * 2.4, y1 + bar * 0.6, x1 + bar * 2.4, y1 + bar * 1.7).as_ref(),
            frame.light(0.12),
            1.0,
        );
        c.soft(
            rect(x0 - bar, y1 + bar * 2.0, x1 + bar, y1 + bar * 3.6).as_ref(),
            8.0,
            BLACK,
            0.22,
            false,
        );
    }
    c.glow(
        ((x0 + x1) / 2.0, (y0 + y1) / 2.0),
        470.0,
        r.hour.sky[3],
        0.26 * (1.0 - r.hour.dark * 0.8),
    );
    let rod = y0 - k * 0.16;
    let hem = EYE.see((0.0, 0.06, BACK)).1;
    for side in [-1.0, 1.0_f32] {
        let edge = if side < 0.0 { x0 - k * 0.24 } else { x1 + k * 0.24 };
        let inner = edge - side * k * 0.40;
        let (a, b) = (edge.min(inner), edge.max(inner));
        let veil = WHITE.mix(r.cloth[1], 0.10).filtered(inside(r));
        c.soft(rect(a, rod, b, hem).as_ref(), 10.0, BLACK, 0.16, false);
        c.shade((a, rod, b, hem), |x, y, old| {
            let t = (y - rod) / (hem - rod);
            let fold = ((x - a) * 0.30 + (t * 2.0 + side).sin() * 1.2 + noise(x / 20.0, 3.0) * 3.0)
                .sin()
                * 0.5
                + 0.5;
            old.mix(veil.times(0.80 + fold * 0.22), 0.80 + fold * 0.14)
        });
    }
    c.fill(
        rounded(x0 - k * 0.34, rod - 4.0, x1 + k * 0.34, rod + 3.0, 3.0).as_ref(),
        frame.dark(0.3),
        1.0,
    );
}

/// The patch of sun that falls through the window.
fn sunlight(c: &mut Canvas, r: &Room) {
    if r.hour.dark > 0.6 {
        let lamp = EYE.see((r.beds.first().map_or(0.0, |b| b.0), 1.2, BACK));
        c.glow(lamp, 620.0, hex(0xFFB866), 0.16);
        return;
    }
    let [l, rt, _, _] = r.window;
    let middle = (l + rt) / 2.0;
    let strength = 0.30 * (1.0 - r.hour.dark);
    for (a, b) in [(l, middle - 0.05), (middle + 0.05, rt)] {
        let slant = -0.9;
        let patch = EYE.face(&[
            (a + slant * 0.5, 0.01, 4.0),
            (b + slant * 0.5, 0.01, 4.0),
            (b + slant * 1.3, 0.01, 2.35),
            (a + slant * 1.3, 0.01, 2.35),
        ]);
        c.soft(patch.as_ref(), 12.0, r.hour.sun, strength, true);
    }
}
