//! The chapadas: table mountains, red cliffs and a waterfall.

use crate::draw::tools::{
    Canvas, Dice, Hour, Rgb, WIDTH, bend, ellipse, fbm,
    flora::{FOREST, Leaves, clump, fan, woods},
    hex,
    land::{Ridge, veil},
    noise, smooth,
    water::Mirror,
};

/// What a canyon looks like.
pub struct Canyon {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Where the water falls; none for a wide view over the tables.
    pub fall: Option<f32>,
    /// Colour of the rock.
    pub rock: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// Paints a canyon.
pub fn paint(c: &mut Canvas, k: &Canyon) {
    let hour = &k.hour;
    hour.paint_sky(c, 480.0, k.sun, k.clouds, k.seed);
    if k.sun.1 > 0.0 {
        hour.paint_sun(c, k.sun, 24.0);
    }
    for n in 0..3 {
        let t = n as f32 / 2.0;
        mesa(c, k, 380.0 + t * 64.0, 150.0 - t * 10.0, 0.74 - t * 0.26, k.seed * 5 + n);
    }
    veil(c, 380.0, 520.0, hour.haze, 0.5, k.seed);
    match k.fall {
        Some(x) => gorge(c, k, x),
        None => plain(c, k),
    }
}

/// Layers of stone: bands across, cracks down.
fn strata(x: f32, y: f32, seed: f32) -> f32 {
    let warp = fbm(x / 190.0, y / 190.0 + seed, 3) * 46.0;
    let band = noise(seed, (y + warp) / 13.0) * 0.5 + noise(seed + 7.0, (y + warp) / 33.0) * 0.5;
    let crack = noise(x / 15.0 + seed, (y + warp) / 120.0);
    let block = noise(x / 52.0 + seed, (y + warp) / 75.0);
    (band - 0.5) * 0.34 + (smooth(0.0, 0.35, crack) - 0.85) * 0.42 + (block - 0.5) * 0.42
}

/// A table mountain in the distance.
fn mesa(c: &mut Canvas, k: &Canyon, base: f32, height: f32, haze: f32, seed: u64) {
    let hour = &k.hour;
    let s = seed as f32 * 1.7;
    let line = Ridge::from_fn(|x| {
        let n = fbm(x / 330.0 + s, s, 3);
        let table = smooth(0.44, 0.50, n) * 0.62 + smooth(0.56, 0.60, n) * 0.30;
        base - height * table - (noise(x / 24.0, s) - 0.5) * 5.0 - height * 0.15 * n
    });
    let (rock, green) = (hour.far(k.rock, haze), hour.far(hex(0x4E7A4A), haze));
    let stone_of = |x: f32, y: f32| [strata(x, y, s)];
    c.wash((0.0, line.top(), WIDTH, 560.0), 3.0, stone_of, |x, y, old, [layers]| {
        let deep = y - line.at(x);
        if deep < 0.0 {
            return old;
        }
        let drop = deep / height;
        let slope = line.at(x + 8.0) - line.at(x - 8.0);
        let toward = if k.sun.0 < WIDTH / 2.0 { slope } else { -slope };
        let stone =
            rock.times(1.0 + layers * 0.55 * (1.0 - haze) + (toward * 0.01).clamp(-0.16, 0.12));
        let talus = smooth(0.34, 0.62, drop + (noise(x / 40.0, s) - 0.5) * 0.28);
        let tree = (noise(x / 9.0, y / 7.0) - 0.5) * 0.26 * (1.0 - haze);
        let color = stone.mix(green.times(1.0 + tree), talus.max(smooth(6.0, 3.0, deep) * 0.8));
        old.mix(color.mix(hour.haze, smooth(0.3, 1.3, drop) * 0.55), smooth(0.0, 1.2, deep))
    });
}

/// Two walls, the fall between them, and the pool below.
fn gorge(c: &mut Canvas, k: &Canyon, x: f32) {
    let hour = &k.hour;
    let s = k.seed as f32;
    let lip = 300.0;
    let pool = 618.0;
    let cliff = Ridge::from_fn(|px| {
        let away = ((px - x).abs() - 46.0).max(0.0);
        lip - smooth(0.0, 330.0, away) * 120.0 - smooth(300.0, 640.0, away) * 110.0
            + (noise(px / 30.0, s) - 0.5) * 20.0
    });
    let light = hour.lit(k.rock);
    let dark = hour.shaded(k.rock).dark(0.28);
    let toward = if k.sun.0 < x { -26.0 } else { 26.0 };
    // Buttresses stand out; the side away from the sun lies in shade.
    let relief = |px: f32, y: f32| {
        let butt = fbm(px / 150.0 + s, y / 420.0, 3) - fbm((px + toward) / 150.0 + s, y / 420.0, 3);
        [butt, strata(px, y, s), fbm(px / 70.0 + 5.0, y / 38.0, 3)]
    };
    c.wash((0.0, cliff.top(), WIDTH, pool), 3.0, relief, |px, y, old, [butt, layers, green]| {
        let deep = y - cliff.at(px);
        if deep < 0.0 {
            return old;
        }
        let away = px - x;
        let face = if k.sun.0 < x { -away } else { away };
        let shade = smooth(260.0, -340.0, face) * 0.66
            + smooth(120.0, 0.0, away.abs()) * 0.40
            + smooth(0.2, 1.0, deep / 420.0) * 0.22;
        let stone = light.mix(dark, (shade - butt * 2.4).clamp(0.0, 1.0));
        let moss = smooth(0.50, 0.72, green + smooth(240.0, 20.0, away.abs()) * 0.16);
        let color = stone
            .times(1.0 + layers * 0.72)
            .mix(hour.lit(hex(0x3E6B3A)).dark(0.15 + shade * 0.3), moss * 0.62);
        old.mix(color.mix(hour.haze, 0.05), smooth(0.0, 1.5, deep))
    });
    let leaves = FOREST.under(hour.light);
    for (row, size) in [12.0_f32, 17.0].into_iter().enumerate() {
        let own = leaves.far(hour.haze, 0.1 - row as f32 * 0.06);
        woods(
            c,
            -20.0,
            x - 40.0,
            |px| cliff.at(px) + row as f32 * 9.0,
            size,
            own,
            k.seed + row as u64,
        );
        woods(
            c,
            x + 44.0,
            WIDTH + 20.0,
            |px| cliff.at(px) + row as f32 * 9.0,
            size,
            own,
            k.seed + 5 + row as u64,
        );
    }
    water(c, hour, x, lip - 4.0, pool);
    let mirror = Mirror {
        horizon: pool,
        bottom: 800.0,
        tint: (hour.lit(hex(0x3E8F86)), hour.lit(hex(0x0F4A4E))),
        clear: 0.55,
        ripple: 0.9,
        sun: Some((x, hex(0xD8F0EC).times(0.55))),
    };
    mirror.paint(c);
    c.glow((x, pool + 6.0), 210.0, hour.lit(hex(0xF2FAF6)), 0.72);
    veil(c, pool - 60.0, pool + 34.0, hour.lit(hex(0xEAF4F0)), 0.30, k.seed);
    boulders(c, k, pool);
    let front = Leaves(leaves.0.dark(0.25), leaves.1.dark(0.2));
    fan(c, (-24.0, 812.0), 300.0, (-1.5, -0.15), 12, front, k.seed + 21);
    fan(c, (1226.0, 812.0), 270.0, (-3.0, -1.62), 12, front, k.seed + 22);
}

/// The falling water itself.
fn water(c: &mut Canvas, hour: &Hour, x: f32, top: f32, bottom: f32) {
    let white = hour.lit(hex(0xFFFFFF));
    c.shade((x - 90.0, top, x + 90.0, bottom), |px, y, old| {
        let t = (y - top) / (bottom - top);
        let half = 20.0 + t * 34.0 + (noise(t * 6.0, 3.0) - 0.5) * 9.0;
        let u = (px - x - (t * 4.0).sin() * 3.0) / half;
        let strand = noise(px / 4.2, y / 95.0) * 0.6 + noise(px / 10.0 + 9.0, y / 60.0) * 0.4;
        let body = smooth(1.05, 0.45, u.abs() + (strand - 0.5) * 0.55);
        let tone = white.mix(hour.lit(hex(0x9CC4CC)), smooth(0.6, 0.25, strand) * 0.75);
        old.mix(tone, body * (0.96 - 0.12 * t))
    });
    c.soft(ellipse(x, bottom - 8.0, 110.0, 26.0).as_ref(), 26.0, white, 0.85, false);
}

/// Rocks in and around the pool.
fn boulders(c: &mut Canvas, k: &Canyon, pool: f32) {
    let hour = &k.hour;
    let mut dice = Dice::new(k.seed + 9);
    let mut stones: Vec<(f32, f32, f32)> = (0..30)
        .map(|_| {
            let near = dice.unit();
            let side = if dice.chance(0.5) {
                dice.between(-20.0, 400.0 - near * 110.0)
            } else {
                dice.between(800.0 + near * 110.0, 1220.0)
            };
            (side, pool + 8.0 + near * near * 160.0, 16.0 + near * 46.0)
        })
        .collect();
    stones.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (x, y, r) in stones {
        let stone = hour.lit(k.rock.mix(hex(0x6A6660), 0.55)).dark(dice.between(0.1, 0.3));
        c.soft(
            ellipse(x, y + r * 0.42, r * 1.3, r * 0.26).as_ref(),
            8.0,
            hex(0x0A2426),
            0.6,
            false,
        );
        let mut p = tiny_skia::PathBuilder::new();
        p.move_to(x - r * 1.2, y + r * 0.4);
        p.quad_to(x - r * 1.1, y - r * 0.55, x - r * 0.2, y - r * 0.72);
        p.quad_to(x + r * 0.9, y - r * 0.70, x + r * 1.2, y + r * 0.4);
        p.quad_to(x, y + r * 0.6, x - r * 1.2, y + r * 0.4);
        p.close();
        c.fall(
            p.finish().as_ref(),
            (y - r * 0.7, stone.light(0.24)),
            (y + r * 0.45, stone.dark(0.5)),
        );
        let crack = bend(
            (x - r * 0.3, y - r * 0.6),
            (x - r * 0.1, y - r * 0.2),
            (x - r * 0.5, y + r * 0.2),
        );
        c.line(crack.as_ref(), 1.2, stone.dark(0.5), 0.6);
        c.fill(
            ellipse(x - r * 0.2, y - r * 0.62, r * 0.5, r * 0.12).as_ref(),
            hour.lit(hex(0x6E8F4A)),
            0.7,
        );
    }
}

/// Savanna below the tables, with a path of light.
fn plain(c: &mut Canvas, k: &Canyon) {
    let hour = &k.hour;
    let leaves = Leaves(hex(0x2E4E30), hex(0x8AA04E)).under(hour.light);
    for n in 0..5 {
        let t = n as f32 / 4.0;
        let line = Ridge::new(500.0 + t * 210.0, 44.0, 380.0, 0.1, k.seed + n * 17);
        let ground = hour.far(hex(0x8A9A50).mix(k.rock, 0.12 + 0.1 * t), 0.44 * (1.0 - t));
        line.paint(c, 800.0, (ground, ground.dark(0.35)), 0.5, k.sun.0);
        let mut dice = Dice::new(k.seed + n * 3);
        for _ in 0..(46 - n * 7) {
            let x = dice.between(-20.0, WIDTH + 20.0);
            let r = (6.0 + t * 30.0) * dice.between(0.6, 1.2);
            let y = line.at(x) + dice.between(0.0, 70.0);
            c.fill(ellipse(x, y + r * 0.42, r * 1.5, r * 0.24).as_ref(), ground.dark(0.55), 0.5);
            clump(
                c,
                (x, y),
                (r * 1.3, r * 0.62),
                leaves.far(hour.haze, 0.4 * (1.0 - t)),
                if k.sun.0 < x { -0.6 } else { 0.6 },
                &mut dice,
            );
        }
    }
}
