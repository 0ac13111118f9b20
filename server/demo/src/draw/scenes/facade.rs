//! The fronts of houses in a street: walls, doors, balconies and eaves.

use super::colonial::{EYE, HALF, Street};
use crate::draw::tools::{
    Canvas, Dice, Rgb, ellipse,
    flora::{COAST, blossoms},
    hex, smooth, trail,
};

pub(super) fn house(
    c: &mut Canvas,
    s: &Street,
    side: f32,
    (z0, z1): (f32, f32),
    tall: f32,
    shaded: bool,
    dice: &mut Dice,
) {
    let hour = &s.hour;
    let x = side * HALF;
    let fade = |color: Rgb, z: f32| {
        let under =
            if shaded { color.filtered(hour.shade.mix(hour.light, 0.38)) } else { hour.lit(color) };
        under.mix(hour.haze, smooth(6.0, 60.0, z) * 0.5)
    };
    let wall = hex(dice.pick(s.walls));
    let door = hex(dice.pick(s.doors));
    let frame = if wall.luma() > 0.8 { door.mix(hex(0xE8C25A), 0.35) } else { hex(0xF8F2E6) };
    let (near, far) = (EYE.see((x, 0.0, z0)), EYE.see((x, 0.0, z1)));
    let plane = EYE.face(&[(x, -0.05, z0), (x, -0.05, z1), (x, tall, z1), (x, tall, z0)]);
    c.gradient(
        plane.as_ref(),
        near,
        far,
        &[(0.0, fade(wall, z0), 1.0), (1.0, fade(wall.dark(0.05), z1), 1.0)],
    );
    // Damp at the foot, and the shade of the eaves.
    let flat = |y0: f32, y1: f32, a: f32, b: f32| {
        EYE.face(&[(x, y0, a), (x, y0, b), (x, y1, b), (x, y1, a)])
    };
    c.fill(flat(0.0, 0.62, z0, z1).as_ref(), fade(wall.mix(hex(0x7A6A58), 0.45), z0), 0.8);
    c.fill(flat(tall - 0.75, tall, z0, z1).as_ref(), hour.shade.dark(0.35), 0.34);
    for corner in [z0 + 0.09, z1 - 0.09] {
        c.fill(flat(0.0, tall, corner - 0.11, corner + 0.11).as_ref(), fade(frame, corner), 1.0);
    }
    let floors = if tall > 5.2 { 2 } else { 1 };
    let count = ((z1 - z0) / 1.75).floor().max(2.0);
    for floor in 0..floors {
        let base = floor as f32 * 3.3;
        for n in 0..count as usize {
            let z = z0 + (z1 - z0) * (n as f32 + 0.5) / count;
            let is_door = floor == 0 && n == count as usize / 2 || floor == 1;
            let (sill, lintel) =
                if is_door { (base, base + 2.45) } else { (base + 0.95, base + 2.45) };
            opening(c, s, (x, z), (sill, lintel), (fade(door, z), fade(frame, z)), shaded, dice);
            if floor == 1 {
                rail(c, (x - side * 0.42, x, z), base, fade(hex(0x2A2E38), z));
            }
        }
    }
    // Eaves: a row of tiles with its shadow below.
    let out = x - side * 0.55;
    let tiles = fade(hex(0xB5613F), z0);
    let under =
        EYE.face(&[(x, tall, z0), (x, tall, z1), (out, tall - 0.02, z1), (out, tall - 0.02, z0)]);
    c.fill(under.as_ref(), fade(hex(0x6A4636), z0).dark(0.25), 1.0);
    let lip = EYE.face(&[
        (out, tall - 0.04, z0),
        (out, tall - 0.04, z1),
        (out, tall + 0.20, z1),
        (out, tall + 0.20, z0),
    ]);
    c.fill(lip.as_ref(), tiles, 1.0);
    let mut z = z0;
    while z < z1 {
        let (p, k) = (EYE.see((out, tall + 0.05, z)), EYE.per_metre(z));
        c.fill(ellipse(p.0, p.1, k * 0.055, k * 0.10).as_ref(), tiles.dark(0.3), 0.8);
        z += 0.26;
    }
    if dice.chance(0.34) && z0 > 2.0 {
        let leaves = COAST.under(if shaded { hour.shade } else { hour.light });
        let pinks = [fade(hex(0xD9407E), z0), fade(hex(0xF06A9C), z0), fade(hex(0xB02E6C), z0)];
        let z = z0 + 0.3;
        for n in 0..5 {
            let p = EYE.see((
                x - side * 0.15,
                tall - 0.3 - n as f32 * 0.62,
                z + dice.between(-0.2, 0.9),
            ));
            let k = EYE.per_metre(z);
            blossoms(c, p, (k * 0.42, k * 0.46), leaves, &pinks, 0.3, dice);
        }
    }
}

fn opening(
    c: &mut Canvas,
    s: &Street,
    (x, z): (f32, f32),
    (sill, lintel): (f32, f32),
    (door, frame): (Rgb, Rgb),
    shaded: bool,
    dice: &mut Dice,
) {
    let half = 0.48;
    let outline = |grow: f32| {
        let mut spots = vec![(x, sill, z - half - grow), (x, lintel - 0.12, z - half - grow)];
        for n in 0..=8 {
            let t = n as f32 / 8.0 * 2.0 - 1.0;
            spots.push((x, lintel + grow + (1.0 - t * t) * 0.16 - 0.1, z + t * (half + grow)));
        }
        spots.extend([(x, lintel - 0.12, z + half + grow), (x, sill, z + half + grow)]);
        EYE.face(&spots)
    };
    c.fill(outline(0.15).as_ref(), frame, 1.0);
    let lit = s.hour.dark > 0.3 && dice.chance(0.7);
    let glow = hex(0xFFC46A);
    let fill = if lit { door.mix(glow, 0.35 + s.hour.dark * 0.6) } else { door };
    c.fill(outline(0.0).as_ref(), fill, 1.0);
    let seam = trail(&[EYE.see((x, sill, z)), EYE.see((x, lintel, z))]);
    c.line(seam.as_ref(), EYE.per_metre(z) * 0.035, fill.dark(0.4), 1.0);
    for leaf in [-1.0, 1.0_f32] {
        for (from, to) in [(0.08, 0.46), (0.54, 0.90)] {
            let (y0, y1) = (sill + (lintel - sill) * from, sill + (lintel - sill) * to);
            let (a, b) = (z + leaf * 0.09, z + leaf * 0.40);
            let panel = EYE.face(&[(x, y0, a), (x, y1, a), (x, y1, b), (x, y0, b)]);
            c.fill(panel.as_ref(), if shaded { fill.dark(0.16) } else { fill.dark(0.10) }, 0.9);
            let rim = trail(&[EYE.see((x, y1, a)), EYE.see((x, y1, b))]);
            c.line(rim.as_ref(), (EYE.per_metre(z) * 0.02).max(0.6), fill.light(0.3), 0.7);
        }
    }
    if lit {
        let p = EYE.see((x, (sill + lintel) / 2.0, z));
        c.glow(p, EYE.per_metre(z) * 1.7, glow, s.hour.dark * 0.3);
    }
}

/// The iron rail of a little balcony, `out` from the wall at `x`.
fn rail(c: &mut Canvas, (out, x, z): (f32, f32, f32), base: f32, iron: Rgb) {
    let (a, b) = (z - 0.66, z + 0.66);
    let floor = EYE.face(&[(x, base, a), (out, base, a), (out, base, b), (x, base, b)]);
    c.fill(floor.as_ref(), iron.light(0.3), 1.0);
    let wide = (EYE.per_metre(z) * 0.03).max(0.7);
    for y in [base + 0.04, base + 0.95] {
        let bar = trail(&[
            EYE.see((x, y, a)),
            EYE.see((out, y, a)),
            EYE.see((out, y, b)),
            EYE.see((x, y, b)),
        ]);
        c.line(bar.as_ref(), wide, iron, 1.0);
    }
    for n in 0..=9 {
        let at = a + (b - a) * n as f32 / 9.0;
        let bar = trail(&[EYE.see((out, base, at)), EYE.see((out, base + 0.95, at))]);
        c.line(bar.as_ref(), wide * 0.6, iron, 1.0);
    }
}
