//! Swimming pools, with loungers and the place behind.

use crate::draw::scenes::beach::umbrella;
use crate::draw::tools::{
    BLACK, Canvas, Dice, HEIGHT, Hour, Rgb, WHITE, WIDTH, bend, crests, ellipse,
    flora::{COAST, Leaves, blossoms, clump},
    hex, noise, polygon, smooth, trail,
    trees::palm,
};

/// What a pool looks like.
pub struct Pool {
    /// When.
    pub hour: Hour,
    /// What lies behind it.
    pub view: fn(&mut Canvas),
    /// How far the view is moved down, so that its horizon lies over the hedge.
    pub lift: f32,
    /// Whether the water's far edge is the end of the terrace.
    pub infinity: bool,
    /// The deck.
    pub deck: Rgb,
    /// The sunbeds' cloth.
    pub cloth: Rgb,
    /// Makes it unlike the others.
    pub seed: u64,
}

const EDGE: f32 = 430.0;

/// Paints a pool.
pub fn paint(c: &mut Canvas, p: &Pool) {
    let hour = &p.hour;
    if let Some(mut view) = Canvas::new(c.size().0) {
        (p.view)(&mut view);
        c.place(&view, [0.0, p.lift, WIDTH, EDGE + p.lift + 20.0], [0.0, 0.0, WIDTH, EDGE + 20.0]);
    }
    let leaves = COAST.under(hour.light);
    let leaves = Leaves(leaves.0.dark(hour.dark * 0.5), leaves.1.dark(hour.dark * 0.5));
    let mut dice = Dice::new(p.seed);
    if !p.infinity {
        for n in 0..24 {
            let r = dice.between(30.0, 46.0);
            clump(c, (n as f32 * 54.0 - 10.0, EDGE - 14.0), (r * 1.2, r), leaves, 0.5, &mut dice);
        }
    }
    water(c, p);
    let pinks = [hour.lit(hex(0xE2558E)), hour.lit(hex(0xF58FB4)), hour.lit(hex(0xFFF0F4))];
    if p.infinity {
        for x in [20.0_f32, 1180.0] {
            blossoms(c, (x, EDGE + 6.0), (96.0, 60.0), leaves, &pinks, 0.3, &mut dice);
        }
    }
    let bark = hour.lit(hex(0x7A6450)).dark(hour.dark * 0.4);
    palm(c, (1128.0, 505.0), (1096.0, 150.0), 160.0, leaves, bark, p.seed);
    palm(c, (70.0, 470.0), (98.0, 210.0), 130.0, leaves, bark, p.seed + 1);
    for n in 0..3 {
        blossoms(
            c,
            (1060.0 + n as f32 * 66.0, 506.0 + n as f32 * 8.0),
            (56.0, 36.0),
            leaves,
            &pinks,
            -0.3,
            &mut dice,
        );
    }
    lounger(c, p, (900.0, 640.0), 1.0);
    lounger(c, p, (1065.0, 700.0), 1.2);
    umbrella(c, hour, (990.0, 640.0), 1.9, (p.seed % 4) as u32);
}

/// The right edge of the water at a height.
fn bank(y: f32) -> f32 {
    880.0 - (y - EDGE) * 0.52 + ((y - EDGE) / 90.0).sin() * 20.0
}

fn water(c: &mut Canvas, p: &Pool) {
    let hour = &p.hour;
    let (far, near) = (hour.lit(hex(0x7FDCDC)), hour.lit(hex(0x1793B0)));
    let night = hour.dark;
    let deck = hour.lit(p.deck).dark(night * 0.25);
    let rim = hour.lit(hex(0xF6F0E4)).dark(night * 0.2);
    let Some(mut above) = Canvas::new(c.size().0) else { return };
    above.bytes_mut().copy_from_slice(c.bytes());
    c.shade((0.0, EDGE, WIDTH, HEIGHT), |x, y, _| {
        let deep = (y - EDGE) / (HEIGHT - EDGE);
        let z = 1.0 / (0.10 + deep);
        let side = (x - 560.0) * z / 240.0;
        let from_bank = bank(y) - x;
        let lip = 15.0 + deep * 26.0;
        if from_bank < -lip {
            // Boards of the deck, with light between palms.
            let u = side * 2.2 + z * 0.6;
            let seam = (u - u.floor() - 0.5).abs();
            let tone = noise(u.floor() * 3.7, 1.0) * 0.16 + noise(u * 5.0, z * 9.0) * 0.07;
            let dapple =
                smooth(0.44, 0.60, noise(side * 1.6 + 3.0, z * 2.4)) * 0.16 * (1.0 - night);
            return deck.times(0.86 + tone - dapple * 0.9).dark(smooth(0.46, 0.5, seam) * 0.25);
        }
        if from_bank < 0.0 {
            let inner = smooth(-lip * 0.25, 0.0, from_bank);
            return rim.dark(inner * 0.28 + deep * 0.04);
        }
        let wobble = noise(side * 3.0, z * 4.0) - 0.5;
        let (u, v) = (side * 2.1 + wobble * 0.5, z * 2.6 + wobble * 0.4);
        let net = crests(u, v, 2).powi(5);
        let wave = noise(x / (30.0 + 60.0 * deep), (y - EDGE) / (2.0 + 9.0 * deep)) - 0.5;
        let body = far.mix(near, smooth(0.0, 0.62, deep));
        let body = body.mix(hex(0x35D0DC), night * 0.42);
        let mirrored = above
            .at(x + wave * 24.0, (EDGE - (y - EDGE) * 0.8 + wave * 18.0).clamp(0.0, EDGE - 3.0));
        let clear = (1.0 - smooth(0.0, 0.6, deep)) * if p.infinity { 0.12 } else { 0.55 };
        let wall = smooth(70.0, 0.0, from_bank) * 0.16;
        body.mix(mirrored, clear)
            .times(1.0 + wave * 0.10)
            .screen(WHITE.times(net * 0.46 * smooth(0.04, 0.4, deep) * (1.0 - night * 0.5)))
            .dark(wall)
    });
    let top = if p.infinity { rim.mix(far, 0.5) } else { rim };
    c.line(
        trail(&[(0.0, EDGE), (bank(EDGE) + 10.0, EDGE)]).as_ref(),
        if p.infinity { 2.0 } else { 7.0 },
        top,
        0.95,
    );
    if night > 0.5 {
        for x in [180.0, 460.0, 720.0_f32] {
            c.glow((x, EDGE + 130.0), 260.0, hex(0x6FF0F0), 0.42);
        }
    }
}

/// A sunbed with a towel.
fn lounger(c: &mut Canvas, p: &Pool, (x, y): (f32, f32), s: f32) {
    let hour = &p.hour;
    let wood = hour.lit(hex(0xA87850));
    let cloth = hour.lit(p.cloth);
    let at = |u: f32, v: f32| (x + u * s, y + v * s);
    c.soft(
        polygon(&[at(-110.0, 34.0), at(96.0, 20.0), at(120.0, 46.0), at(-96.0, 62.0)]).as_ref(),
        12.0,
        BLACK,
        0.42,
        false,
    );
    for (u, v) in [(-96.0, 6.0), (-80.0, 22.0), (44.0, 0.0), (62.0, 16.0)] {
        c.line(
            bend(at(u, v), at(u, v + 12.0), at(u, v + 30.0)).as_ref(),
            5.0 * s,
            wood.dark(0.3),
            1.0,
        );
    }
    c.fill(
        polygon(&[at(-112.0, 6.0), at(52.0, -4.0), at(72.0, 18.0), at(-92.0, 30.0)]).as_ref(),
        wood,
        1.0,
    );
    c.fill(
        polygon(&[at(-108.0, -2.0), at(50.0, -12.0), at(68.0, 8.0), at(-90.0, 19.0)]).as_ref(),
        cloth,
        1.0,
    );
    c.fill(
        polygon(&[at(-90.0, 19.0), at(68.0, 8.0), at(68.0, 16.0), at(-90.0, 27.0)]).as_ref(),
        cloth.dark(0.2),
        1.0,
    );
    let back = polygon(&[at(50.0, -12.0), at(112.0, -66.0), at(132.0, -48.0), at(68.0, 8.0)]);
    c.gradient(
        back.as_ref(),
        at(50.0, -12.0),
        at(124.0, -60.0),
        &[(0.0, cloth.dark(0.06), 1.0), (1.0, cloth.light(0.2), 1.0)],
    );
    c.fill(
        polygon(&[at(68.0, 8.0), at(132.0, -48.0), at(134.0, -40.0), at(70.0, 16.0)]).as_ref(),
        cloth.dark(0.25),
        1.0,
    );
    c.fill(
        polygon(&[at(-70.0, -4.0), at(-34.0, -7.0), at(-16.0, 14.0), at(-52.0, 17.0)]).as_ref(),
        hour.lit(hex(0xF7F2E8)),
        1.0,
    );
    c.fill(
        ellipse(at(104.0, -58.0).0, at(104.0, -58.0).1, 15.0 * s, 8.0 * s).as_ref(),
        hour.lit(hex(0xFDF8EE)),
        1.0,
    );
}
