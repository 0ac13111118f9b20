//! Rivers between forests.

use crate::draw::tools::{
    Canvas, Hour, Rgb, WIDTH, ellipse,
    flora::{FOREST, Leaves, fan, woods},
    hex,
    land::{Ridge, veil},
    polygon, rect, smooth,
    trees::palm,
    water::Mirror,
};

/// What a river looks like.
pub struct River {
    /// When.
    pub hour: Hour,
    /// Where the sun stands.
    pub sun: (f32, f32),
    /// How cloudy, 0 to 1.
    pub clouds: f32,
    /// The water's own colour, far and near.
    pub water: (Rgb, Rgb),
    /// Whether forest closes in on both sides, or the river is wide.
    pub narrow: bool,
    /// A river boat (true), or a canoe.
    pub boat: Option<bool>,
    /// Makes it unlike the others.
    pub seed: u64,
}

const BANK: f32 = 440.0;

/// Paints a river.
pub fn paint(c: &mut Canvas, r: &River) {
    backdrop(c, r);
    let hour = &r.hour;
    let dim = 0.25 + hour.dark * 0.5;
    let front = FOREST.under(hour.light);
    let front = Leaves(front.0.dark(dim), front.1.dark(dim * 0.8));
    fan(c, (-30.0, 810.0), 330.0, (-1.5, -0.1), 13, front, r.seed + 50);
    fan(c, (1235.0, 815.0), 260.0, (-3.05, -1.65), 11, front, r.seed + 51);
}

/// Paints a river without the leaves in front.
pub fn backdrop(c: &mut Canvas, r: &River) {
    let hour = &r.hour;
    hour.paint_sky(c, BANK, r.sun, r.clouds, r.seed);
    if r.sun.1 > 0.0 {
        hour.paint_sun(c, r.sun, 27.0);
    }
    for (n, far) in [0.78_f32, 0.55].into_iter().enumerate() {
        let hill = Ridge::new(
            BANK - 8.0 + n as f32 * 6.0,
            92.0 - n as f32 * 34.0,
            480.0,
            0.0,
            r.seed + n as u64 * 5,
        );
        let leaves = FOREST.under(hour.light).far(hour.haze, far);
        hill.paint(
            c,
            BANK,
            (leaves.0.mix(leaves.1, 0.35), leaves.0.mix(hour.haze, 0.3)),
            0.3,
            r.sun.0,
        );
        woods(
            c,
            -10.0,
            1220.0,
            |x| hill.at(x) + 4.0,
            9.0 + n as f32 * 4.0,
            leaves,
            r.seed + 11 + n as u64,
        );
    }
    veil(c, BANK - 62.0, BANK + 4.0, hour.haze, 0.55, r.seed);
    let gap = if r.narrow { 130.0 } else { 330.0 };
    for (n, side) in [-1.0_f32, 1.0].into_iter().enumerate() {
        let middle = WIDTH / 2.0 + if r.narrow { 10.0 } else { 60.0 };
        for row in 0..4 {
            let t = row as f32 / 3.0;
            let reach = middle + side * (gap * (1.0 + t * 1.4) + t * 90.0);
            let (from, to) = if side < 0.0 { (-40.0, reach) } else { (reach, WIDTH + 40.0) };
            let far = 0.42 * (1.0 - t);
            let leaves = FOREST.under(hour.light).far(hour.haze, far);
            let leaves = Leaves(leaves.0.dark(hour.dark * 0.3), leaves.1.dark(hour.dark * 0.25));
            let tall = if r.narrow { 150.0 } else { 84.0 };
            let crown = |x: f32| {
                let edge = ((x - reach).abs() / 260.0).min(1.0);
                BANK - 6.0 - tall * (0.35 + 0.65 * edge.sqrt()) * (1.0 - t * 0.42)
            };
            let mut mass: Vec<(f32, f32)> = (0..=40)
                .map(|n| from + (to - from) * n as f32 / 40.0)
                .map(|x| (x, crown(x)))
                .collect();
            mass.extend([(to, BANK), (from, BANK)]);
            c.fill(polygon(&mass).as_ref(), leaves.0, 1.0);
            for layer in 0..3 {
                let drop = layer as f32 / 3.0;
                let own = Leaves(leaves.0, leaves.1.mix(leaves.0, drop * 0.45));
                let y = |x: f32| crown(x) + (BANK - crown(x)) * drop;
                woods(
                    c,
                    from,
                    to,
                    y,
                    20.0 + t * 14.0,
                    own,
                    r.seed + n as u64 * 97 + row * 13 + layer as u64,
                );
            }
            let foot = rect(from, BANK - 20.0, to, BANK + 1.0);
            c.gradient(
                foot.as_ref(),
                (0.0, BANK - 20.0),
                (0.0, BANK),
                &[(0.0, leaves.0, 0.0), (1.0, leaves.0.dark(0.4), 1.0)],
            );
            if row == 1 && !r.narrow {
                let x = reach + side * 80.0;
                palm(
                    c,
                    (x, BANK),
                    (x - side * 14.0, crown(x) - 72.0),
                    46.0,
                    leaves,
                    hour.lit(hex(0x6E5A44)).mix(hour.haze, far),
                    r.seed + n as u64,
                );
            }
        }
    }
    let low = r.sun.1 > 60.0;
    let mirror = Mirror {
        horizon: BANK,
        bottom: 800.0,
        tint: r.water,
        clear: 0.80,
        ripple: 0.5,
        sun: low.then_some((r.sun.0, hour.sun)),
    };
    mirror.paint(c);
    veil(c, BANK - 18.0, BANK + 26.0, hour.haze, 0.4, r.seed + 4);
    match r.boat {
        Some(true) => boat(c, hour, (770.0, 545.0)),
        Some(false) => canoe(c, hour, (640.0, 610.0)),
        None => {}
    }
    c.shade((0.0, BANK, WIDTH, 800.0), |_, y, old| {
        old.times(1.0 - 0.28 * smooth(BANK + 80.0, 800.0, y))
    });
}

/// A two-decked boat of the Amazon.
fn boat(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32)) {
    let hull = hour.lit(hex(0xF6F1E4));
    let blue = hour.lit(hex(0x2C6E8F));
    let shadow = polygon(&[
        (x - 150.0, y + 4.0),
        (x + 150.0, y + 4.0),
        (x + 120.0, y + 66.0),
        (x - 130.0, y + 66.0),
    ]);
    c.soft(shadow.as_ref(), 22.0, hour.shaded(hex(0x243038)), 0.55, false);
    let wash = polygon(&[
        (x - 130.0, y + 12.0),
        (x + 130.0, y + 12.0),
        (x + 110.0, y + 52.0),
        (x - 115.0, y + 52.0),
    ]);
    c.soft(wash.as_ref(), 14.0, hull, 0.35, false);
    let body = polygon(&[
        (x - 172.0, y - 22.0),
        (x + 150.0, y - 18.0),
        (x + 134.0, y + 12.0),
        (x - 142.0, y + 12.0),
    ]);
    c.fall(body.as_ref(), (y - 22.0, hull), (y + 12.0, hull.dark(0.22)));
    c.fill(
        polygon(&[
            (x - 158.0, y - 6.0),
            (x + 144.0, y - 3.0),
            (x + 138.0, y + 4.0),
            (x - 151.0, y + 4.0),
        ])
        .as_ref(),
        blue,
        1.0,
    );
    for (floor, (left, right)) in [(-128.0, 128.0), (-112.0, 96.0_f32)].into_iter().enumerate() {
        let top = y - 58.0 - floor as f32 * 37.0;
        c.fill(
            rect(x + left, top + 4.0, x + right, top + 38.0).as_ref(),
            hour.shaded(hex(0x4C4238)),
            1.0,
        );
        c.glow((x, top + 20.0), 130.0, hex(0xFFC878), 0.15 + hour.dark * 0.5);
        c.fill(rect(x + left, top + 27.0, x + right, top + 38.0).as_ref(), hull, 1.0);
        let mut post = left;
        while post <= right {
            c.fill(rect(x + post - 1.6, top, x + post + 1.6, top + 38.0).as_ref(), hull, 1.0);
            post += 24.0;
        }
        c.fill(
            rect(x + left - 12.0, top - 4.0, x + right + 12.0, top + 4.0).as_ref(),
            hull.light(0.1),
            1.0,
        );
        c.fill(rect(x + left - 12.0, top + 2.0, x + right + 12.0, top + 5.0).as_ref(), blue, 0.9);
    }
}

/// A dugout with somebody paddling.
fn canoe(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32)) {
    let wood = hour.lit(hex(0x5C3A26)).dark(0.2);
    c.soft(ellipse(x, y + 16.0, 105.0, 10.0).as_ref(), 10.0, wood.dark(0.5), 0.6, false);
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - 122.0, y - 15.0);
    p.quad_to(x, y + 9.0, x + 122.0, y - 15.0);
    p.quad_to(x + 70.0, y + 15.0, x, y + 15.0);
    p.quad_to(x - 70.0, y + 15.0, x - 122.0, y - 15.0);
    p.close();
    c.fall(p.finish().as_ref(), (y - 15.0, wood.light(0.22)), (y + 15.0, wood));
    let cloth = hour.lit(hex(0xC8553D)).dark(0.12);
    c.fill(
        polygon(&[
            (x + 26.0, y - 2.0),
            (x + 32.0, y - 40.0),
            (x + 50.0, y - 40.0),
            (x + 58.0, y - 2.0),
        ])
        .as_ref(),
        cloth,
        1.0,
    );
    c.fill(ellipse(x + 41.0, y - 51.0, 8.5, 10.0).as_ref(), hour.lit(hex(0x6B4632)), 1.0);
    c.fill(
        polygon(&[(x + 20.0, y - 53.0), (x + 41.0, y - 66.0), (x + 62.0, y - 53.0)]).as_ref(),
        hour.lit(hex(0xE4C27A)),
        1.0,
    );
    let paddle = crate::draw::tools::trail(&[(x + 4.0, y + 18.0), (x + 34.0, y - 36.0)]);
    c.line(paddle.as_ref(), 3.0, wood.light(0.3), 1.0);
}
