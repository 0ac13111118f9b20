//! A balcony with a hammock, before the view.

use crate::draw::tools::{
    BLACK, Canvas, Dice, HEIGHT, Hour, Rgb, WIDTH, bend, ellipse,
    flora::{COAST, Leaves, blossoms, fan},
    hex, noise, polygon, rect, smooth, trail,
};

/// What a balcony looks like.
pub struct Terrace {
    /// When.
    pub hour: Hour,
    /// What one sees from it.
    pub view: fn(&mut Canvas),
    /// The hammock's cloth and its stripes.
    pub cloth: (Rgb, Rgb),
    /// Posts, rail and floor.
    pub wood: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// Paints a balcony.
pub fn paint(c: &mut Canvas, t: &Terrace) {
    (t.view)(c);
    let hour = &t.hour;
    let dim = 0.28 + hour.dark * 0.22;
    let wood = hour.lit(t.wood).dark(dim * 0.55);
    let floor = 668.0;
    // Boards run away from the eye.
    c.shade((0.0, floor, WIDTH, HEIGHT), |x, y, _| {
        let z = 90.0 / (y - floor + 46.0);
        let u = (x - 600.0) * z / 52.0;
        let board = u.floor();
        let seam = (u - board - 0.5).abs();
        let tone = noise(board * 5.3, 2.0) * 0.24 + noise(u * 6.0, z * 30.0) * 0.10;
        let lit = smooth(760.0, 670.0, y) * 0.26;
        wood.times(0.76 + tone + lit).dark(smooth(0.45, 0.5, seam) * 0.45)
    });
    rail(c, wood.dark(0.08), floor);
    for x in [92.0_f32, 1108.0] {
        let post = rect(x - 21.0, 0.0, x + 21.0, 740.0);
        c.soft(rect(x - 30.0, 728.0, x + 150.0, 756.0).as_ref(), 12.0, BLACK, 0.4, false);
        c.gradient(
            post.as_ref(),
            (x - 21.0, 0.0),
            (x + 21.0, 0.0),
            &[(0.0, wood.light(0.16), 1.0), (0.5, wood, 1.0), (1.0, wood.dark(0.35), 1.0)],
        );
    }
    let beam = wood.dark(0.2);
    c.fall(rect(0.0, 0.0, WIDTH, 58.0).as_ref(), (0.0, beam.dark(0.4)), (58.0, beam));
    c.fill(rect(0.0, 54.0, WIDTH, 58.0).as_ref(), beam.light(0.25), 0.8);
    let mut x = 20.0;
    while x < WIDTH {
        c.fill(
            polygon(&[(x, 58.0), (x + 34.0, 58.0), (x + 30.0, 84.0), (x + 4.0, 84.0)]).as_ref(),
            beam.dark(0.15),
            1.0,
        );
        x += 145.0;
    }
    hammock(c, t);
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(dim), leaves.1.dark(dim * 0.8));
    pot(c, hour, (1010.0, 770.0), leaves, t.seed);
    let mut dice = Dice::new(t.seed);
    let pinks = [hour.lit(hex(0xE2558E)), hour.lit(hex(0xF58FB4)), hour.lit(hex(0xC23C7C))];
    for n in 0..9 {
        let y = 30.0 + n as f32 * 26.0 + dice.between(-8.0, 8.0);
        let spread = 62.0 - n as f32 * 4.0;
        blossoms(
            c,
            (1122.0 + dice.between(-30.0, 24.0), y),
            (spread, spread * 0.62),
            leaves,
            &pinks,
            -0.4,
            &mut dice,
        );
    }
}

fn rail(c: &mut Canvas, wood: Rgb, floor: f32) {
    let top = 508.0;
    let mut x = 118.0;
    while x < 1090.0 {
        c.gradient(
            rect(x, top, x + 9.0, floor + 6.0).as_ref(),
            (x, 0.0),
            (x + 9.0, 0.0),
            &[(0.0, wood.light(0.2), 1.0), (1.0, wood.dark(0.3), 1.0)],
        );
        x += 34.5;
    }
    for (y, h) in [(top - 8.0, 18.0), (floor - 14.0, 12.0)] {
        c.fall(
            rect(90.0, y, 1110.0, y + h).as_ref(),
            (y, wood.light(0.28)),
            (y + h, wood.dark(0.25)),
        );
    }
}

/// The hammock between the posts.
fn hammock(c: &mut Canvas, t: &Terrace) {
    let hour = &t.hour;
    let (left, right) = ((112.0, 300.0), (1088.0, 286.0));
    let (a, b) = ((262.0, 408.0), (932.0, 398.0));
    let cord = hour.lit(hex(0xE8DCC4)).dark(0.1);
    c.soft(ellipse(600.0, 742.0, 300.0, 22.0).as_ref(), 22.0, BLACK, 0.45, false);
    let edge = |u: f32, sag: f32| {
        let x = a.0 + (b.0 - a.0) * u;
        let y = a.1 + (b.1 - a.1) * u + sag * 4.0 * u * (1.0 - u);
        (x, y)
    };
    for n in 0..9 {
        let s = n as f32 / 8.0;
        for (hook, end) in [(left, edge(0.0, 0.0)), (right, edge(1.0, 0.0))] {
            let to = (
                end.0 + if hook.0 < 600.0 { 1.0 } else { -1.0 } * s * 14.0,
                end.1 - 12.0 + s * 46.0,
            );
            c.line(trail(&[hook, to]).as_ref(), 1.6, cord, 0.95);
        }
    }
    let shape = |s0: f32, s1: f32| {
        let mut points = Vec::new();
        let row = |s: f32, u: f32| {
            let (x, y) = edge(u, 70.0 + s * 160.0);
            (x, y - 12.0 + s * 46.0)
        };
        for n in 0..=30 {
            points.push(row(s0, n as f32 / 30.0));
        }
        for n in (0..=30).rev() {
            points.push(row(s1, n as f32 / 30.0));
        }
        polygon(&points)
    };
    // The far side first, in its own shade; then stripes of the near side.
    let (cloth, stripe) = (hour.lit(t.cloth.0), hour.lit(t.cloth.1));
    c.fill(shape(-0.16, 0.2).as_ref(), cloth.dark(0.35), 1.0);
    let bands = 14;
    for n in 0..bands {
        let (s0, s1) = (n as f32 / bands as f32, (n + 1) as f32 / bands as f32 + 0.01);
        let tone = match n % 4 {
            0 | 1 => cloth,
            2 => stripe,
            _ => cloth.light(0.32),
        };
        let round = (s0 * std::f32::consts::PI).sin();
        c.fill(shape(s0, s1).as_ref(), tone.times(0.78 + round * 0.26), 1.0);
    }
    for n in 0..58 {
        let u = (n as f32 + 0.5) / 58.0;
        let (x, y) = edge(u, 230.0);
        let from = (x, y + 33.0);
        c.line(
            bend(from, (x + 2.0, from.1 + 14.0), (x + (u - 0.5) * 8.0, from.1 + 30.0)).as_ref(),
            2.6,
            cloth.light(0.45),
            0.9,
        );
    }
    // A cushion and an open book.
    let (x, y) = edge(0.22, 96.0);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 50.0, y - 26.0);
    p.quad_to(x + 6.0, y - 46.0, x + 58.0, y - 8.0);
    p.quad_to(x + 70.0, y + 24.0, x + 40.0, y + 40.0);
    p.quad_to(x - 30.0, y + 32.0, x - 58.0, y + 2.0);
    p.close();
    c.fall(p.finish().as_ref(), (y - 40.0, stripe.light(0.5)), (y + 40.0, stripe.light(0.1)));
}

fn pot(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), leaves: Leaves, seed: u64) {
    c.soft(ellipse(x, y, 70.0, 12.0).as_ref(), 12.0, BLACK, 0.5, false);
    fan(c, (x, y - 74.0), 170.0, (-2.7, -0.45), 13, leaves, seed);
    let clay = hour.lit(hex(0xB86A48)).dark(0.1);
    let shape =
        polygon(&[(x - 50.0, y - 82.0), (x + 50.0, y - 82.0), (x + 35.0, y), (x - 35.0, y)]);
    c.gradient(
        shape.as_ref(),
        (x - 50.0, 0.0),
        (x + 50.0, 0.0),
        &[(0.0, clay.light(0.2), 1.0), (1.0, clay.dark(0.4), 1.0)],
    );
    c.fill(rect(x - 55.0, y - 92.0, x + 55.0, y - 76.0).as_ref(), clay.dark(0.08), 1.0);
}
