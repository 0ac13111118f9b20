//! Houses one stays in: a manor with a garden, a chalet, bungalows, a lodge.

use super::timber;
use crate::draw::tools::{
    BLACK, Canvas, Dice, HEIGHT, Hour, Rgb, WIDTH, ellipse,
    flora::{COAST, Leaves, blossoms, clump, grass},
    hex, noise, polygon, rect, smooth, trail,
    trees::palm,
};

/// How a house is built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Style {
    /// Whitewashed, two floors, red tiles.
    Manor,
    /// Wood and stone under a steep roof.
    Chalet,
    /// Thatched, on the sand.
    Bungalow,
    /// On stilts at the water.
    Lodge,
}

/// What a house looks like.
pub struct House {
    /// When.
    pub hour: Hour,
    /// What lies behind it.
    pub view: fn(&mut Canvas),
    /// How it is built.
    pub style: Style,
    /// Walls.
    pub wall: Rgb,
    /// Doors and shutters.
    pub trim: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

/// Lamplight behind windows.
pub(super) const GLOW: Rgb = hex(0xFFC870);

/// Paints a house in its garden.
pub fn paint(c: &mut Canvas, h: &House) {
    (h.view)(c);
    match h.style {
        Style::Manor => {
            lawn(c, h, 590.0, hex(0x86A656));
            manor(c, h);
        }
        Style::Chalet => {
            lawn(c, h, 596.0, hex(0x7C9A55));
            timber::chalet(c, h, (640.0, 640.0), 1.0);
        }
        Style::Bungalow => {
            for (x, y, s) in [(220.0, 560.0, 0.62), (1000.0, 575.0, 0.70), (600.0, 640.0, 1.0)] {
                timber::bungalow(c, h, (x, y), s);
            }
        }
        Style::Lodge => {
            for (x, y, s) in [(1010.0, 520.0, 0.6), (420.0, 560.0, 1.0)] {
                timber::lodge(c, h, (x, y), s);
            }
        }
    }
    garden(c, h);
}

fn lawn(c: &mut Canvas, h: &House, top: f32, green: Rgb) {
    let green = h.hour.lit(green).dark(h.hour.dark * 0.45);
    let path = h.hour.lit(hex(0xDCC8A6)).dark(h.hour.dark * 0.4);
    c.shade((0.0, top, WIDTH, HEIGHT), |x, y, old| {
        let deep = (y - top) / (HEIGHT - top);
        let tone = noise(x / 60.0, y / 14.0) * 0.5 + noise(x / 9.0, y / 4.0) * 0.5 - 0.5;
        let middle = 640.0 + (deep * 2.6).sin() * 40.0 - deep * 90.0;
        let half = 34.0 + deep * 130.0;
        let ragged = (noise(x / 14.0, y / 9.0) - 0.5) * 18.0;
        let edge = smooth(half + 8.0, half - 8.0, (x - middle).abs() + ragged);
        let grass = green.times(0.92 + tone * 0.26 - deep * 0.14);
        old.mix(grass.mix(path.times(0.95 + tone * 0.16), edge), smooth(0.0, 3.0, y - top))
    });
}

/// A window or door with light behind it.
pub(super) fn opening(
    c: &mut Canvas,
    h: &House,
    (x, y): (f32, f32),
    (w, tall): (f32, f32),
    door: bool,
) {
    let hour = &h.hour;
    let trim = hour.lit(h.trim).dark(hour.dark * 0.35);
    let frame = hour.lit(hex(0xF8F2E4)).dark(hour.dark * 0.3);
    c.fill(rect(x - w - 5.0, y - tall - 6.0, x + w + 5.0, y + 3.0).as_ref(), frame, 1.0);
    let glass = hex(0x50667A).mix(hour.sky[2], 0.35).mix(GLOW, hour.dark.min(0.92));
    let pane = rect(x - w, y - tall, x + w, y);
    c.fall(pane.as_ref(), (y - tall, glass.dark(0.15)), (y, glass.light(0.1)));
    c.line(trail(&[(x, y - tall), (x, y)]).as_ref(), 3.0, trim, 1.0);
    for n in 1..3 {
        let bar = y - tall * n as f32 / 3.0;
        c.line(trail(&[(x - w, bar), (x + w, bar)]).as_ref(), 2.0, trim, 1.0);
    }
    if !door {
        for side in [-1.0, 1.0_f32] {
            let (a, b) = (x + side * (w + 4.0), x + side * (w * 1.8 + 4.0));
            c.fill(rect(a.min(b), y - tall - 2.0, a.max(b), y).as_ref(), trim, 1.0);
            for n in 1..9 {
                let slat = y - tall * n as f32 / 9.0;
                let line = trail(&[(a.min(b) + 3.0, slat), (a.max(b) - 3.0, slat)]);
                c.line(line.as_ref(), 1.2, trim.dark(0.3), 0.8);
            }
        }
    }
    if hour.dark > 0.3 {
        c.glow((x, y - tall / 2.0), tall * 1.5, GLOW, hour.dark * 0.34);
    }
}

fn manor(c: &mut Canvas, h: &House) {
    let hour = &h.hour;
    let wall = hour.lit(h.wall).dark(hour.dark * 0.35);
    let tiles = hour.lit(hex(0xBE6642)).dark(hour.dark * 0.35);
    let (l, r, top, base) = (250.0, 1030.0, 262.0, 612.0);
    let shadow = polygon(&[
        (l - 30.0, base + 4.0),
        (r + 60.0, base + 4.0),
        (r + 110.0, base + 44.0),
        (l, base + 44.0),
    ]);
    c.soft(shadow.as_ref(), 20.0, BLACK, 0.35, false);
    let tones = [(0.0, wall, 1.0), (1.0, wall.dark(0.13), 1.0)];
    c.gradient(rect(l, top, r, base).as_ref(), (l, 0.0), (r, 0.0), &tones);
    let roof = polygon(&[
        (l - 44.0, top + 12.0),
        (r + 44.0, top + 12.0),
        (r - 60.0, top - 104.0),
        (l + 60.0, top - 104.0),
    ]);
    c.fall(roof.as_ref(), (top - 104.0, tiles.light(0.14)), (top + 12.0, tiles.dark(0.12)));
    for row in 0..9 {
        let t = row as f32 / 9.0;
        let y = top - 96.0 + t * 108.0;
        let (mut x, end) = (l + 60.0 - t * 104.0, r - 60.0 + t * 104.0);
        while x < end {
            c.fill(ellipse(x, y, 5.6 + t * 2.0, 3.0 + t).as_ref(), tiles.dark(0.26), 0.5);
            x += 13.0 + t * 4.0;
        }
    }
    c.soft(rect(l, top + 12.0, r, top + 40.0).as_ref(), 10.0, BLACK, 0.32, false);
    let frame = hour.lit(h.trim).dark(hour.dark * 0.35);
    for x in [l, r - 16.0] {
        c.fill(rect(x, top + 12.0, x + 16.0, base).as_ref(), frame, 1.0);
    }
    c.fill(rect(l, base - 26.0, r, base).as_ref(), frame.mix(wall, 0.35), 1.0);
    for n in 0..5 {
        let x = l + 92.0 + n as f32 * 149.0;
        opening(c, h, (x, top + 150.0), (25.0, 92.0), false);
        opening(c, h, (x, base - 8.0), (28.0, if n == 2 { 138.0 } else { 112.0 }), n == 2);
        balcony(c, hour, (x, top + 152.0));
    }
    for x in [l + 316.0, l + 464.0] {
        let lamp = (x, base - 116.0);
        let glass = rect(x - 6.0, lamp.1 - 12.0, x + 6.0, lamp.1 + 10.0);
        c.fill(glass.as_ref(), hex(0xFFE2A8), 1.0);
        c.glow(lamp, 120.0, GLOW, 0.22 + hour.dark * 0.5);
    }
}

fn balcony(c: &mut Canvas, hour: &Hour, (x, y): (f32, f32)) {
    let iron = hour.lit(hex(0x2C3038)).dark(hour.dark * 0.3);
    c.soft(rect(x - 44.0, y + 6.0, x + 44.0, y + 20.0).as_ref(), 6.0, BLACK, 0.3, false);
    c.fill(rect(x - 46.0, y, x + 46.0, y + 7.0).as_ref(), iron.light(0.45), 1.0);
    for y in [y - 34.0, y - 2.0] {
        c.line(trail(&[(x - 44.0, y), (x + 44.0, y)]).as_ref(), 2.6, iron, 1.0);
    }
    for n in 0..=11 {
        let bar = x - 44.0 + n as f32 * 8.0;
        c.line(trail(&[(bar, y - 34.0), (bar, y)]).as_ref(), 1.6, iron, 1.0);
    }
}

fn garden(c: &mut Canvas, h: &House) {
    let hour = &h.hour;
    let dim = hour.dark * 0.5;
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(dim), leaves.1.dark(dim));
    let mut dice = Dice::new(h.seed + 8);
    let bark = hour.lit(hex(0x7A6450)).dark(dim);
    let flowers =
        [hex(0xE2558E), hex(0xF7C65A), hex(0xFFF4F0)].map(|tone| hour.lit(tone).dark(dim));
    match h.style {
        Style::Manor => {
            palm(c, (150.0, 660.0), (128.0, 170.0), 170.0, leaves, bark, h.seed);
            palm(c, (1120.0, 650.0), (1146.0, 220.0), 150.0, leaves, bark, h.seed + 1);
            for n in 0..8 {
                let x = 262.0 + n as f32 * 108.0;
                if (x - 640.0_f32).abs() > 70.0 {
                    blossoms(c, (x, 622.0), (52.0, 30.0), leaves, &flowers, 0.4, &mut dice);
                }
            }
        }
        Style::Chalet => {
            let blues = [hex(0x7C9BE0), hex(0xA9BCF0), hex(0xC9CFF6)].map(|tone| hour.lit(tone));
            for (x, y, r) in [
                (300.0, 640.0, 58.0),
                (360.0, 664.0, 44.0),
                (960.0, 640.0, 60.0),
                (900.0, 666.0, 40.0),
            ] {
                blossoms(c, (x, y), (r * 1.2, r * 0.8), leaves, &blues, 0.4, &mut dice);
            }
        }
        Style::Bungalow => {
            palm(c, (60.0, 790.0), (130.0, 190.0), 215.0, leaves, bark, h.seed);
            palm(c, (1150.0, 770.0), (1080.0, 150.0), 220.0, leaves, bark, h.seed + 1);
            palm(c, (330.0, 600.0), (356.0, 300.0), 120.0, leaves, bark, h.seed + 2);
        }
        Style::Lodge => {}
    }
    for n in 0..10 {
        let x = n as f32 * 132.0 + dice.between(-24.0, 24.0);
        let away = ((x - 560.0) / 560.0).abs();
        if away > 0.42 {
            let r = dice.between(44.0, 74.0) * (0.6 + away * 0.6);
            blossoms(c, (x, 812.0 - r * 0.2), (r * 1.3, r), leaves, &flowers, 0.4, &mut dice);
        }
    }
    if matches!(h.style, Style::Manor | Style::Chalet) {
        let blade = Leaves(leaves.0, leaves.1.light(0.12));
        grass(c, 0.0, 330.0, |_| 770.0, 24.0, blade, h.seed);
        grass(c, 860.0, WIDTH, |_| 774.0, 24.0, blade, h.seed + 1);
        clump(c, (40.0, 640.0), (90.0, 80.0), leaves, 0.4, &mut dice);
        clump(c, (1180.0, 640.0), (80.0, 90.0), leaves, 0.4, &mut dice);
    }
}
