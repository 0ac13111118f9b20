//! Dunes, with lagoons of rain between them.

use crate::draw::tools::{
    Canvas, Dice, Hour, Rgb, WHITE, WIDTH, ellipse, fbm,
    flora::{COAST, Leaves, grass},
    hex,
    land::Ridge,
    noise, rect, smooth,
    trees::palm,
};

/// What dunes look like.
pub struct Dunes {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// Whether lagoons lie between the dunes.
    pub lagoons: bool,
    /// Whether a few palms stand there.
    pub palms: bool,
    /// Colour of the sand.
    pub sand: Rgb,
    /// Makes them unlike the others.
    pub seed: u64,
}

const HORIZON: f32 = 330.0;

/// One dune: its crest, and how far its lee side reaches below it.
fn crest(x: f32, base: f32, tall: f32, phase: f32) -> f32 {
    let u = x / WIDTH * 6.3;
    base - tall * (0.5 + 0.5 * (u * 0.62 + phase).sin())
        - tall * 0.34 * (u * 1.37 + phase * 2.1).sin()
        - tall * 0.1 * (u * 3.1 + phase).sin()
}

/// Paints dunes.
pub fn paint(c: &mut Canvas, d: &Dunes) {
    let hour = &d.hour;
    hour.paint_sky(c, HORIZON + 30.0, d.sun, d.clouds, d.seed);
    if d.sun.1 > 0.0 {
        hour.paint_sun(c, d.sun, 25.0);
    }
    let ground = hour.far(d.sand, 0.7);
    c.fill(rect(0.0, HORIZON + 8.0, WIDTH, 800.0).as_ref(), ground, 1.0);
    let layers = 6;
    let side = if d.sun.0 < WIDTH / 2.0 { 1.0 } else { -1.0 };
    for n in 0..layers {
        let t = n as f32 / (layers - 1) as f32;
        let base = HORIZON + 34.0 + t.powf(1.45) * 440.0;
        let tall = 26.0 + t * 92.0;
        let phase = d.seed as f32 * 1.3 + n as f32 * 2.4;
        let haze = 0.62 * (1.0 - t).powf(1.4);
        let lit = hour.far(d.sand, haze);
        let dim = hour.far(d.sand, haze * 0.7).filtered(hour.shade.mix(WHITE, 0.30 + haze * 0.3));
        let dark = dim.mix(hour.sky[1], 0.20);
        if d.lagoons && n > 0 {
            lagoon(c, d, base - tall * 0.2, t, phase);
        }
        let line = Ridge::from_fn(|x| crest(x, base, tall, phase));
        // The lee side hangs from the crest in soft S-shaped tongues.
        let tongues = Ridge::from_fn(|x| {
            let tongue = (crest(x + 46.0 * side, base, tall, phase) - line.at(x)) * 1.1 * side;
            24.0 + t * 60.0
                + tongue * (2.2 + t * 1.4)
                + (fbm(x / 210.0 + phase, phase, 3) - 0.5) * (70.0 + 120.0 * t)
        });
        let slopes = Ridge::from_fn(|x| (line.at(x - 14.0) - line.at(x + 14.0)) / 28.0 * -side);
        let bottom = (base + tall * 3.0 + 120.0).min(800.0);
        let rolls = |x: f32, y: f32| [fbm(x / 260.0 + phase, (y - line.at(x)) / 90.0, 3) - 0.5];
        c.wash((0.0, line.top(), WIDTH, bottom), 8.0, rolls, |x, y, old, [roll]| {
            let deep = y - line.at(x);
            if deep < 0.0 {
                return old;
            }
            let reach = tongues.at(x);
            let lee = smooth(0.0, 9.0, reach)
                * (1.0 - smooth(reach - 5.0 - deep * 0.12, reach + 5.0 + deep * 0.22, deep));
            let ripples =
                noise(x / (34.0 + t * 40.0) + y * 0.012, (y + roll * 26.0) / (2.2 + t * 3.6)) - 0.5;
            let light = 1.0 + slopes.at(x) * 0.22 + roll * 0.14 + ripples * 0.045 * t;
            let foot = smooth(0.0, 260.0, deep) * 0.16;
            let body = lit.times(light.clamp(0.72, 1.14)).mix(dark, (foot + lee * 0.88).min(1.0));
            // A bright line where the wind cuts the crest.
            let rim = (1.0 - deep / (1.6 + t * 1.6)).max(0.0);
            let color = body.mix(lit.light(0.35), rim * 0.7);
            // Edges that meet the sky or the water are smooth.
            old.mix(color, smooth(0.0, 1.1, deep))
        });
        if d.palms && n == 3 {
            oasis(c, d, base - 6.0);
        }
    }
    let tuft = Leaves(hour.lit(hex(0x5E6B3A)).dark(0.3), hour.lit(hex(0xB6B468)));
    let mut dice = Dice::new(d.seed + 4);
    for _ in 0..7 {
        let x = dice.between(0.0, WIDTH);
        let y = dice.between(720.0, 800.0);
        grass(c, x - 26.0, x + 26.0, |_| y, 34.0, tuft, d.seed + x as u64);
    }
}

/// Water that mirrors the sky in the hollow above the next dune.
fn lagoon(c: &mut Canvas, d: &Dunes, level: f32, t: f32, phase: f32) {
    let hour = &d.hour;
    let (shallow, deep) = (
        hour.lit(hex(0x8FE3D2)).mix(hour.sky[2], hour.dark * 0.8),
        hour.lit(hex(0x1E8FA8)).mix(hour.sky[1], 0.15 + hour.dark * 0.6),
    );
    let high = 16.0 + t * 62.0;
    let (middle, wide) = (WIDTH * (0.5 + 0.36 * (phase * 1.7).sin()), 260.0 + 330.0 * t);
    c.shade((0.0, level - high, WIDTH, level + high * 1.6), |x, y, old| {
        let u = (x - middle) / wide;
        let v = (y - level) / high;
        let wobble = (fbm(x / 120.0 + phase, phase, 3) - 0.5) * 0.75;
        let inside = 1.0 - u * u - (v * if v < 0.0 { 1.35 } else { 0.62 }).powi(2) + wobble * 0.4;
        if inside < 0.0 {
            return old;
        }
        let wave = noise(x / 42.0, y / 2.4) - 0.5;
        let sky = hour.sky[1].mix(hour.sky[2], 0.6);
        let water = shallow
            .mix(deep, smooth(0.08, 0.62, inside))
            .mix(sky, 0.16 + hour.dark * 0.35)
            .times(1.0 + wave * 0.10);
        let wet = old.dark(0.14);
        wet.mix(water, smooth(0.02, 0.10, inside)).mix(old, 1.0 - smooth(0.0, 0.02, inside))
    });
}

/// A few palms and their shadows.
fn oasis(c: &mut Canvas, d: &Dunes, y: f32) {
    let hour = &d.hour;
    let dim = if d.sun.1 > 100.0 { 0.4 } else { 0.0 };
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(dim), leaves.1.dark(dim));
    for (n, (x, height, lean)) in [
        (880.0_f32, 210.0_f32, 26.0_f32),
        (925.0, 160.0, -14.0),
        (980.0, 235.0, 40.0),
        (1040.0, 130.0, -20.0),
    ]
    .into_iter()
    .enumerate()
    {
        let foot = y - 34.0 + (n % 2) as f32 * 14.0;
        c.soft(
            ellipse(x + 60.0, foot + 4.0, 70.0, 6.0).as_ref(),
            10.0,
            hour.shaded(hex(0x6A5440)),
            0.5,
            false,
        );
        palm(
            c,
            (x, foot),
            (x + lean, foot - height),
            height * 0.44,
            leaves,
            hour.lit(hex(0x7A6048)).dark(dim),
            d.seed * 3 + n as u64,
        );
    }
}
