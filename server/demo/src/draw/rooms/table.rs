//! A breakfast table, the place behind it out of focus.

use super::{food, vessels};
use crate::draw::tools::{
    Canvas, Dice, HEIGHT, Hour, Rgb, WIDTH, ellipse, hex, noise, polygon, smooth,
};

/// What a breakfast looks like.
pub struct Table {
    /// When.
    pub hour: Hour,
    /// What lies behind.
    pub view: fn(&mut Canvas),
    /// The wood.
    pub wood: Rgb,
    /// Napkins and the edges of plates.
    pub cloth: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

const EDGE: f32 = 372.0;

/// Paints a laid table.
pub fn paint(c: &mut Canvas, t: &Table) {
    let hour = &t.hour;
    if let Some(mut view) = Canvas::new(300) {
        (t.view)(&mut view);
        view.blur(26.0);
        c.place(&view, [60.0, 130.0, 1140.0, 560.0], [0.0, 0.0, WIDTH, EDGE + 30.0]);
    }
    let mut dice = Dice::new(t.seed);
    for _ in 0..26 {
        let (x, y, r) =
            (dice.between(0.0, WIDTH), dice.between(0.0, EDGE), dice.between(12.0, 40.0));
        c.fill(ellipse(x, y, r, r).as_ref(), hour.sun, dice.between(0.04, 0.15));
    }
    top(c, t);
    let light = hour.light;
    vessels::jug(c, (905.0, 470.0), hex(0xF29A2E).filtered(light), light);
    vessels::vase(c, t, (256.0, 446.0));
    food::fruit(c, (640.0, 492.0), light, &mut dice);
    food::bread(c, (352.0, 560.0), light, &mut dice);
    vessels::plate(c, (880.0, 650.0), 176.0, t.cloth, light);
    food::cake(c, (880.0, 632.0), light);
    vessels::cup(c, (590.0, 668.0), t, light);
    vessels::cutlery(c, (1092.0, 650.0), light);
    vessels::glass(c, (1072.0, 540.0), hex(0xF6A83C).filtered(light), light);
    c.glow((180.0, -40.0), 900.0, hour.sun, 0.30);
}

fn top(c: &mut Canvas, t: &Table) {
    let wood = t.hour.lit(t.wood);
    c.shade((0.0, EDGE, WIDTH, HEIGHT), |x, y, _| {
        let deep = (y - EDGE) / (HEIGHT - EDGE);
        let z = 1.0 / (0.42 + deep * 0.9);
        let (u, v) = ((x - 600.0) * z / 190.0, z * 9.0);
        let board = (v * 0.62).floor();
        let seam = (v * 0.62 - board - 0.5).abs();
        let grain =
            noise(u * 2.4 + board * 7.0, v * 9.0) * 0.5 + noise(u * 7.0, v * 26.0) * 0.5 - 0.5;
        let tone = noise(board * 3.9, 4.0) - 0.5;
        let dapple = smooth(0.40, 0.62, noise(u * 0.8 + 2.0, v * 0.36 + t.seed as f32)) * 0.20;
        wood.times(0.90 + grain * 0.20 + tone * 0.14 + dapple).dark(smooth(0.455, 0.5, seam) * 0.4)
    });
    let edge =
        polygon(&[(0.0, EDGE - 8.0), (WIDTH, EDGE - 8.0), (WIDTH, EDGE + 3.0), (0.0, EDGE + 3.0)]);
    c.soft(edge.as_ref(), 6.0, wood.dark(0.6), 0.5, false);
}

/// The shadow of something round on the table.
pub(super) fn shadow(c: &mut Canvas, (x, y): (f32, f32), rx: f32) {
    let shape = ellipse(x + rx * 0.22, y + rx * 0.10, rx * 1.08, rx * 0.44);
    c.soft(shape.as_ref(), 15.0, hex(0x2A160C), 0.50, false);
}
