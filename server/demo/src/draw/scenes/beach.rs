//! Beaches with palms, boats and parasols.

use crate::draw::tools::{
    Canvas, Dice, Hour, Rgb, WIDTH, bend, ellipse,
    flora::{COAST, FOREST, Leaves, fan, woods},
    hex,
    land::Ridge,
    polygon,
    trees::palm,
    water::Shore,
};

/// The sea's colours at an hour: far out, further in, over the sand.
pub fn sea(hour: &Hour) -> [Rgb; 3] {
    let clear = [hex(0x14609A), hex(0x1FA3B8), hex(0x8EE0D4)];
    let t = 0.10 + hour.dark * 0.62;
    clear.map(|color| hour.lit(color).mix(hour.sky[2].mix(hour.sky[1], 0.35), t))
}

/// What a beach looks like.
pub struct Beach {
    /// When.
    pub hour: Hour,
    /// Where the sun stands; outside the picture if it is not to be seen.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Where wooded headlands reach into the sea: left, right.
    pub headlands: (bool, bool),
    /// Palms in front: x of foot, x and y of crown, size.
    pub palms: &'static [(f32, f32, f32, f32)],
    /// Sails on the water.
    pub sails: u32,
    /// Parasols on the sand.
    pub parasols: u32,
    /// Makes it unlike the others.
    pub seed: u64,
}

const HORIZON: f32 = 348.0;

/// Paints a beach.
pub fn paint(c: &mut Canvas, b: &Beach) {
    let hour = &b.hour;
    let seed = b.seed as f32;
    hour.paint_sky(c, HORIZON, b.sun, b.clouds, b.seed);
    if b.sun.1 < HORIZON {
        hour.paint_sun(c, b.sun, 26.0);
    }
    headlands(c, b);
    let low = b.sun.1 > 150.0 && b.sun.1 < HORIZON;
    let shore = Shore {
        horizon: HORIZON,
        edge: |x: f32| {
            let u = x / WIDTH;
            HORIZON + 330.0 - u * 215.0 * (1.2 - u * 0.35) + (u * 5.0 + seed).sin() * 16.0
        },
        sea: sea(hour),
        sand: (
            hour.lit(hex(0xF2DDB4)).mix(hour.haze, 0.08),
            hour.lit(hex(0xBE9F78)).mix(hour.sky[2], 0.28),
        ),
        foam: hour.lit(hex(0xFFFFFF)).mix(hour.sky[3], 0.12),
        sun: low.then_some((b.sun.0, hour.sun)),
        seed,
    };
    shore.paint(c, 800.0);
    for n in 0..b.sails {
        let x = 420.0 + n as f32 * 190.0 + (n as f32 * 2.3 + seed).sin() * 60.0;
        sail(c, hour, (x, HORIZON + 18.0 + (n % 2) as f32 * 26.0), 1.0 + (n % 2) as f32 * 0.55, n);
    }
    for n in 0..b.parasols {
        let t = n as f32 / b.parasols.max(1) as f32;
        parasol(
            c,
            hour,
            (560.0 + t * 520.0, 655.0 - t * 62.0 + (n % 2) as f32 * 18.0),
            1.0 - t * 0.35,
            n,
        );
    }
    for (n, p) in b.palms.iter().enumerate() {
        let leaves = COAST.under(hour.light).far(hour.haze, 0.02);
        let leaves = if low { Leaves(leaves.0.dark(0.45), leaves.1.dark(0.35)) } else { leaves };
        let bark = hour.lit(hex(0x8A6E50)).dark(if low { 0.35 } else { 0.0 });
        let foot = (p.0, 812.0);
        c.soft(
            ellipse(p.0 + 210.0, 772.0, 190.0, 20.0).as_ref(),
            26.0,
            hour.shaded(hex(0x8A6A50)),
            0.45,
            false,
        );
        palm(c, foot, (p.1, p.2), p.3, leaves, bark, b.seed * 17 + n as u64);
    }
    let corner = FOREST.under(hour.light);
    let corner = if low { Leaves(corner.0.dark(0.4), corner.1.dark(0.4)) } else { corner };
    if !b.palms.is_empty() {
        fan(c, (-20.0, 830.0), 210.0, (-1.45, -0.15), 11, corner, b.seed + 40);
    }
}

fn headlands(c: &mut Canvas, b: &Beach) {
    let hour = &b.hour;
    let far = Ridge::new(HORIZON + 22.0, 78.0, 260.0, 0.25, b.seed + 3);
    if b.headlands.1 {
        let back = Ridge::from_fn(|x| {
            far.at(x) + (1.0 - ((x - 520.0) / 680.0).clamp(0.0, 1.0).sqrt()) * 130.0
        });
        let tone = hex(0x3E7468);
        back.paint(c, HORIZON, (hour.far(tone, 0.62), hour.far(tone, 0.72)), 0.25, b.sun.0);
        let near = Ridge::from_fn(|x| {
            far.at(x * 0.7 + 300.0) - 40.0
                + (1.0 - ((x - 800.0) / 400.0).clamp(0.0, 1.0).powf(0.6)) * 190.0
        });
        let leaves = COAST.under(hour.light).far(hour.haze, 0.30);
        near.paint(c, HORIZON, (leaves.0.mix(leaves.1, 0.4), leaves.0), 0.5, b.sun.0);
        woods(c, 830.0, 1230.0, |x| near.at(x) + 12.0, 15.0, leaves, b.seed + 9);
        woods(
            c,
            850.0,
            1230.0,
            |x| near.at(x) + 44.0,
            17.0,
            Leaves(leaves.0, leaves.1.mix(leaves.0, 0.3)),
            b.seed + 10,
        );
        let rock = hour.lit(hex(0x7A6A5C)).mix(hour.haze, 0.25);
        let mut dice = Dice::new(b.seed);
        for _ in 0..16 {
            let x = dice.between(830.0, 1200.0);
            let r = dice.between(4.0, 13.0);
            c.fill(
                ellipse(x, HORIZON + 1.0, r * 1.6, r * 0.7).as_ref(),
                rock.dark(dice.between(0.0, 0.3)),
                1.0,
            );
        }
    }
    if b.headlands.0 {
        let back = Ridge::from_fn(|x| {
            far.at(WIDTH - x) - 12.0 + ((x / 560.0).clamp(0.0, 1.0).powf(1.3)) * 140.0
        });
        let tone = hex(0x4A7C74);
        back.paint(c, HORIZON, (hour.far(tone, 0.5), hour.far(tone, 0.66)), 0.3, b.sun.0);
    }
}

/// A jangada's sail, or a small yacht's.
pub fn sail(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), size: f32, n: u32) {
    let colors = [hex(0xFFF8EA), hex(0xE8694A), hex(0xF5C65A), hex(0x3E86B0)];
    let color = hour.lit(colors[n as usize % 4]);
    let s = 26.0 * size;
    c.soft(ellipse(x, y + s * 0.42, s * 0.5, s * 0.30).as_ref(), 8.0, color, 0.30, false);
    let hull = polygon(&[
        (x - s * 0.62, y),
        (x + s * 0.66, y - s * 0.04),
        (x + s * 0.5, y + s * 0.13),
        (x - s * 0.5, y + s * 0.13),
    ]);
    c.fill(hull.as_ref(), hour.lit(hex(0x6E4B35)), 1.0);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - s * 0.12, y - s * 1.9);
    p.quad_to(x + s * 0.75, y - s * 0.85, x + s * 0.55, y - s * 0.1);
    p.line_to(x - s * 0.16, y - s * 0.06);
    p.close();
    let sail = p.finish();
    c.gradient(
        sail.as_ref(),
        (x - s * 0.2, 0.0),
        (x + s * 0.7, 0.0),
        &[(0.0, color.light(0.15), 1.0), (1.0, color.dark(0.16), 1.0)],
    );
    c.line(
        bend((x - s * 0.14, y + s * 0.05), (x - s * 0.14, y - s), (x - s * 0.12, y - s * 1.95))
            .as_ref(),
        1.4 * size,
        hour.lit(hex(0x4A3426)),
        1.0,
    );
}

/// A parasol with two deck chairs.
fn parasol(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), size: f32, n: u32) {
    let two = STRIPES[n as usize % 4].1;
    let s = 58.0 * size;
    c.soft(
        ellipse(x + s * 0.55, y + s * 0.08, s * 1.0, s * 0.17).as_ref(),
        9.0,
        hour.shaded(hex(0x7A5C48)),
        0.5,
        false,
    );
    for side in [-1.0, 1.0_f32] {
        let cx = x + side * s * 0.62;
        let cloth = hour.lit(two);
        let seat = polygon(&[
            (cx - s * 0.34, y + s * 0.02),
            (cx + s * 0.16, y + s * 0.02),
            (cx + s * 0.36, y - s * 0.30),
            (cx + s * 0.28, y - s * 0.33),
            (cx + s * 0.10, y - s * 0.07),
            (cx - s * 0.34, y - s * 0.07),
        ]);
        c.fill(seat.as_ref(), cloth.dark(0.06), 1.0);
        c.line(
            bend((cx - s * 0.28, y + s * 0.12), (cx - s * 0.2, y), (cx - s * 0.1, y - s * 0.02))
                .as_ref(),
            s * 0.035,
            hour.lit(hex(0x8A6244)),
            1.0,
        );
        c.line(
            bend((cx + s * 0.2, y + s * 0.12), (cx + s * 0.16, y), (cx + s * 0.1, y - s * 0.04))
                .as_ref(),
            s * 0.035,
            hour.lit(hex(0x8A6244)),
            1.0,
        );
    }
    umbrella(c, hour, (x, y), size, n);
}

/// Colours of parasols.
const STRIPES: [(Rgb, Rgb); 4] = [
    (hex(0xF4EFE4), hex(0xE2725B)),
    (hex(0xF9E2A6), hex(0xF4EFE4)),
    (hex(0x2F8F9D), hex(0xF4EFE4)),
    (hex(0xF4EFE4), hex(0xF2B544)),
];

/// A parasol by itself.
pub fn umbrella(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), size: f32, n: u32) {
    let (one, two) = STRIPES[n as usize % 4];
    let s = 58.0 * size;
    c.line(
        bend((x, y + s * 0.12), (x, y - s * 0.6), (x, y - s * 1.3)).as_ref(),
        s * 0.05,
        hour.lit(hex(0xB8946A)),
        1.0,
    );
    let top = (x, y - s * 1.42);
    let gores = 8;
    for g in 0..gores {
        let (a, b) =
            (g as f32 / gores as f32 * 2.0 - 1.0, (g + 1) as f32 / gores as f32 * 2.0 - 1.0);
        let rim = |u: f32| (x + u * s * 1.05, y - s * 0.92 + (1.0 - u * u) * s * 0.13);
        let (p, q) = (rim(a), rim(b));
        let mut path = tiny_skia::PathBuilder::new();
        path.move_to(top.0, top.1);
        path.quad_to(x + a * s * 0.8, y - s * 1.28, p.0, p.1);
        path.quad_to((p.0 + q.0) / 2.0, (p.1 + q.1) / 2.0 + s * 0.05, q.0, q.1);
        path.quad_to(x + b * s * 0.8, y - s * 1.28, top.0, top.1);
        path.close();
        let color = hour.lit(if g % 2 == 0 { one } else { two });
        c.fill(path.finish().as_ref(), color.dark(0.03 + (a + 1.0) * 0.09), 1.0);
    }
}
