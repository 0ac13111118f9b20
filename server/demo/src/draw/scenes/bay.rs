//! A bay with a sugarloaf, boats and lights along the shore.

use super::city::{City, sky, windows};
use crate::draw::tools::{
    Canvas, Dice, Hour, WIDTH, ellipse, fbm,
    flora::{COAST, Leaves, clump, woods},
    hex,
    land::{Ridge, veil},
    polygon, rect, smooth, trail,
    trees::palm,
    water::Mirror,
};

/// A bay with a sugarloaf, boats and lights along the shore.
pub fn paint(c: &mut Canvas, city: &City) {
    let hour = &city.hour;
    let shore = 470.0;
    sky(c, city, shore);
    for (n, (haze, height)) in [(0.68_f32, 150.0_f32), (0.5, 110.0)].into_iter().enumerate() {
        let ridge = Ridge::new(shore, height, 300.0, 0.5, city.seed + n as u64 * 3);
        let tone = hour.far(hex(0x46607A), haze);
        ridge.paint(c, shore, (tone, tone.mix(hour.haze, 0.35)), 0.3, city.sun.0);
    }
    veil(c, 400.0, shore + 4.0, hour.haze, 0.5, city.seed);
    let peak = |x: f32, middle: f32, high: f32, half: f32| {
        let u = ((x - middle) / half).abs();
        high * ((1.0 - u.powf(2.6)).max(0.0)).powf(0.75)
    };
    let rock = Ridge::from_fn(|x| {
        let main = peak(x, 735.0, 292.0, 104.0);
        let second = peak(x, 560.0, 132.0, 128.0);
        let foot = peak(x, 690.0, 62.0, 330.0);
        let rough = (fbm(x / 40.0, 3.0, 3) - 0.5) * 11.0;
        shore - main.max(second).max(foot) + rough * smooth(0.0, 20.0, foot)
    });
    let stone = hour.lit(hex(0x6E6260)).dark(hour.dark * 0.25).mix(hour.haze, 0.14);
    rock.paint(c, shore, (stone.light(0.10), stone.dark(0.25)), 0.9, city.sun.0);
    let green = COAST.under(hour.light).far(hour.haze, 0.12);
    let green = Leaves(green.0.dark(hour.dark * 0.4), green.1.dark(hour.dark * 0.45));
    for row in 0..3 {
        woods(
            c,
            380.0,
            1010.0,
            |x| (rock.at(x) + 7.0).max(shore - 46.0 + row as f32 * 18.0),
            13.0,
            green,
            city.seed + row,
        );
    }
    let cable =
        trail(&[(560.0, rock.at(560.0)), (650.0, rock.at(560.0) - 62.0), (733.0, rock.at(735.0))]);
    c.line(cable.as_ref(), 1.0, hour.lit(hex(0x2A2E38)), 0.7);
    c.fill(
        rect(640.0, rock.at(560.0) - 56.0, 652.0, rock.at(560.0) - 48.0).as_ref(),
        hour.lit(hex(0xE8DCC8)),
        1.0,
    );
    let mut dice = Dice::new(city.seed);
    let mut x = -10.0;
    while x < WIDTH {
        if !(400.0..990.0).contains(&x) {
            let (w, h) = (dice.between(12.0, 26.0), dice.between(20.0, 66.0));
            let wall = hour
                .lit(dice.pick(&[hex(0xE8DED2), hex(0xC9BDB4), hex(0xD9C3A8)]))
                .dark(hour.dark * 0.45)
                .mix(hour.haze, 0.22);
            c.fill(rect(x, shore - h, x + w, shore).as_ref(), wall, 1.0);
            windows(c, hour, (x, shore - h, w, shore), 0.05, wall, &mut dice);
            x += w;
        }
        x += dice.between(2.0, 9.0);
    }
    for n in 0..90 {
        let x = n as f32 * 13.6;
        if hour.dark > 0.25 {
            c.fill(ellipse(x, shore - 3.0, 1.8, 1.8).as_ref(), hex(0xFFE0A0), 0.95);
            c.glow((x, shore - 3.0), 15.0, hex(0xFFB860), hour.dark * 0.8);
        }
    }
    Mirror {
        horizon: shore,
        bottom: 800.0,
        tint: (hour.sky[2].mix(hour.sky[1], 0.4), hour.sky[0].mix(hex(0x0F3A56), 0.5)),
        clear: 0.72,
        ripple: 0.85,
        sun: (city.sun.1 > 0.0).then_some((city.sun.0, hour.sun)),
    }
    .paint(c);
    for (n, (x, y, s)) in [
        (300.0_f32, 560.0_f32, 1.2_f32),
        (520.0, 610.0, 1.7),
        (905.0, 545.0, 1.0),
        (390.0, 680.0, 2.2),
        (200.0, 640.0, 1.6),
    ]
    .into_iter()
    .enumerate()
    {
        yacht(c, hour, (x, y), s, n);
    }
    let front = Leaves(green.0.dark(0.35), green.1.dark(0.35));
    palm(
        c,
        (1080.0, 830.0),
        (1040.0, 300.0),
        190.0,
        front,
        hour.lit(hex(0x6A5444)).dark(0.25),
        city.seed,
    );
    palm(
        c,
        (1180.0, 830.0),
        (1168.0, 390.0),
        170.0,
        front,
        hour.lit(hex(0x6A5444)).dark(0.25),
        city.seed + 1,
    );
    for n in 0..6 {
        clump(
            c,
            (960.0 + n as f32 * 52.0, 806.0 - n as f32 * 5.0),
            (52.0, 40.0),
            front,
            -0.4,
            &mut dice,
        );
    }
}

/// A moored boat with its mast and reflection.
fn yacht(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32), s: f32, n: usize) {
    let hull = hour.lit([hex(0xF6F2EA), hex(0xE4EAF0), hex(0xC4523E)][n % 3]).mix(hour.haze, 0.1);
    c.soft(
        polygon(&[
            (x - 14.0 * s, y),
            (x + 14.0 * s, y),
            (x + 8.0 * s, y + 11.0 * s),
            (x - 9.0 * s, y + 11.0 * s),
        ])
        .as_ref(),
        7.0,
        hull,
        0.4,
        false,
    );
    c.fill(
        polygon(&[
            (x - 17.0 * s, y - 5.0 * s),
            (x + 16.0 * s, y - 5.0 * s),
            (x + 11.0 * s, y + 1.5 * s),
            (x - 13.0 * s, y + 1.5 * s),
        ])
        .as_ref(),
        hull,
        1.0,
    );
    c.fill(
        polygon(&[
            (x - 7.0 * s, y - 9.0 * s),
            (x + 4.0 * s, y - 9.0 * s),
            (x + 8.0 * s, y - 5.0 * s),
            (x - 9.0 * s, y - 5.0 * s),
        ])
        .as_ref(),
        hull.dark(0.15),
        1.0,
    );
    c.line(
        trail(&[(x, y - 8.0 * s), (x, y - 46.0 * s)]).as_ref(),
        1.1 * s,
        hour.lit(hex(0x4A4650)),
        1.0,
    );
    c.line(
        trail(&[(x, y - 44.0 * s), (x + 15.0 * s, y - 6.0 * s)]).as_ref(),
        0.6,
        hour.lit(hex(0x4A4650)),
        0.8,
    );
}
