//! The capital: white concrete, a lake and an immense sky.

use super::city::City;
use crate::draw::tools::{
    Canvas, Dice, Hour, WIDTH, bend, ellipse,
    flora::{COAST, Leaves, clump},
    hex,
    land::Ridge,
    polygon, rect, trail,
    water::Mirror,
};

const GROUND: f32 = 560.0;

/// Twin towers between a dome and a bowl, mirrored in a pool.
pub fn paint(c: &mut Canvas, city: &City) {
    let hour = &city.hour;
    hour.paint_sky(c, GROUND, city.sun, city.clouds, city.seed);
    if city.sun.1 > 0.0 {
        hour.paint_sun(c, city.sun, 27.0);
    }
    let far = Ridge::new(GROUND, 34.0, 600.0, 0.0, city.seed);
    let tone = hour.far(hex(0x5A7060), 0.5);
    far.paint(c, GROUND, (tone, tone), 0.2, city.sun.0);
    let leaves = COAST.under(hour.light).far(hour.haze, 0.22);
    let leaves = Leaves(leaves.0.dark(hour.dark * 0.4), leaves.1.dark(hour.dark * 0.4));
    let mut dice = Dice::new(city.seed);
    for n in 0..26 {
        let x = n as f32 * 50.0 + dice.between(-18.0, 18.0);
        if !(300.0..900.0).contains(&x) {
            let r = dice.between(16.0, 30.0);
            clump(c, (x, GROUND - r * 0.7), (r * 1.2, r * 0.9), leaves, 0.5, &mut dice);
        }
    }
    let white = hour.lit(hex(0xFBF7EF));
    let shade = white.filtered(hour.shade.light(0.3));
    // The long platform, with its strip of glass.
    c.fall(
        rect(300.0, GROUND - 44.0, 900.0, GROUND).as_ref(),
        (GROUND - 44.0, white),
        (GROUND, shade),
    );
    c.fill(
        rect(316.0, GROUND - 30.0, 884.0, GROUND - 8.0).as_ref(),
        hour.lit(hex(0x3A4854)).mix(hex(0xFFD08A), hour.dark * 0.7),
        1.0,
    );
    let mut x = 316.0;
    while x < 884.0 {
        c.fill(rect(x, GROUND - 30.0, x + 2.0, GROUND - 8.0).as_ref(), white, 0.9);
        x += 14.2;
    }
    half(c, (420.0, GROUND - 44.0), (64.0, -52.0), white, shade);
    half(c, (776.0, GROUND - 92.0), (84.0, 50.0), white, shade);
    for (x, near) in [(574.0, true), (626.0, false)] {
        tower(c, hour, x, near);
    }
    c.fill(rect(585.0, GROUND - 208.0, 615.0, GROUND - 190.0).as_ref(), white.dark(0.12), 1.0);
    c.line(
        trail(&[(966.0, GROUND), (966.0, GROUND - 178.0)]).as_ref(),
        2.4,
        hour.lit(hex(0x6A7078)),
        1.0,
    );
    let flag = polygon(&[
        (967.0, GROUND - 176.0),
        (1012.0, GROUND - 170.0),
        (1010.0, GROUND - 142.0),
        (967.0, GROUND - 148.0),
    ]);
    c.fill(flag.as_ref(), hour.lit(hex(0x2E8B57)), 1.0);
    c.fill(
        polygon(&[
            (972.0, GROUND - 161.0),
            (989.0, GROUND - 170.0),
            (1007.0, GROUND - 157.0),
            (989.0, GROUND - 149.0),
        ])
        .as_ref(),
        hour.lit(hex(0xF4D03F)),
        1.0,
    );
    c.fill(ellipse(989.0, GROUND - 159.0, 6.0, 6.0).as_ref(), hour.lit(hex(0x274B9F)), 1.0);
    let lawn = hour.lit(hex(0x7FA052)).dark(hour.dark * 0.3);
    c.fall(
        rect(0.0, GROUND, WIDTH, GROUND + 34.0).as_ref(),
        (GROUND, lawn),
        (GROUND + 34.0, lawn.dark(0.3)),
    );
    let edge = GROUND + 34.0;
    let mut flipped = Mirror {
        horizon: edge,
        bottom: 800.0,
        tint: (hour.sky[2], hour.sky[0].mix(hex(0x1A4A5E), 0.4)),
        clear: 0.86,
        ripple: 0.34,
        sun: None,
    };
    flipped.sun = (city.sun.1 > 0.0).then_some((city.sun.0, hour.sun));
    flipped.paint(c);
    c.fill(rect(0.0, edge - 3.0, WIDTH, edge + 2.0).as_ref(), white.dark(0.1), 0.9);
}

fn half(
    c: &mut Canvas,
    (x, y): (f32, f32),
    (wide, high): (f32, f32),
    white: crate::draw::tools::Rgb,
    shade: crate::draw::tools::Rgb,
) {
    let mut p = tiny_skia::PathBuilder::new();
    p.move_to(x - wide, y);
    p.cubic_to(x - wide * 0.72, y + high * 1.3, x + wide * 0.72, y + high * 1.3, x + wide, y);
    p.close();
    c.gradient(
        p.finish().as_ref(),
        (x - wide, 0.0),
        (x + wide, 0.0),
        &[(0.0, white, 1.0), (0.55, white.dark(0.05), 1.0), (1.0, shade, 1.0)],
    );
    if high > 0.0 {
        c.fill(ellipse(x, y, wide, 5.0).as_ref(), shade.dark(0.2), 1.0);
    }
}

fn tower(c: &mut Canvas, hour: &Hour, x: f32, near: bool) {
    let (w, top) = (17.0, GROUND - 330.0);
    let wall = hour.lit(hex(0xF4EEE4)).dark(if near { 0.0 } else { 0.10 });
    c.gradient(
        rect(x - w, top, x + w, GROUND - 30.0).as_ref(),
        (x - w, 0.0),
        (x + w, 0.0),
        &[(0.0, wall, 1.0), (1.0, wall.dark(0.2), 1.0)],
    );
    let glass = hour.lit(hex(0x4A6478)).mix(hour.sky[1], 0.3);
    c.fill(rect(x - w * 0.66, top + 6.0, x + w * 0.66, GROUND - 44.0).as_ref(), glass, 1.0);
    let mut dice = Dice::new(x as u64);
    for floor in 0..27 {
        let y = top + 8.0 + floor as f32 * 10.2;
        c.line(bend((x - w * 0.66, y), (x, y), (x + w * 0.66, y)).as_ref(), 1.6, wall, 0.8);
        for column in 0..4 {
            if dice.unit() < 0.08 + hour.dark * 0.5 {
                let wx = x - w * 0.6 + column as f32 * 5.6;
                c.fill(
                    rect(wx, y + 2.0, wx + 4.6, y + 8.4).as_ref(),
                    hex(0xFFD48A),
                    0.3 + hour.dark * 0.6,
                );
            }
        }
    }
}
