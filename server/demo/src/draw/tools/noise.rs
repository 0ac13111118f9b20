//! Smooth randomness: the same for the same place, so that pictures never change.

use std::sync::LazyLock;

use crate::random::Random;

const SIDE: usize = 256;

/// Random heights at whole places; noise is what lies smoothly between them.
static LATTICE: LazyLock<Box<[f32; SIDE * SIDE]>> = LazyLock::new(|| {
    let mut dice = Dice::new(0x5EED);
    let mut table = Box::new([0.0; SIDE * SIDE]);
    table.fill_with(|| dice.unit());
    table
});

/// A generator of numbers, in the precision that pictures need.
#[derive(Debug, Clone)]
pub struct Dice(Random);

impl Dice {
    /// One that always yields the same numbers for the same `seed`.
    pub fn new(seed: u64) -> Self {
        // The pictures were composed with these very numbers.
        let state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x1234_5678);
        Self(Random::at_state(state))
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f32 {
        (self.0.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// From `a` up to `b`.
    pub fn between(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.unit()
    }

    /// True with the chance `p`.
    pub fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// One of `items`.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[(self.unit() * items.len() as f32) as usize % items.len()]
    }
}

/// Smooth noise, 0 to 1.
#[inline]
pub fn noise(x: f32, y: f32) -> f32 {
    let table: &[f32; SIDE * SIDE] = &LATTICE;
    // Rounding down, without the call that `floor` is.
    let below = |v: f32| v as i32 - i32::from(v < 0.0);
    let (ix, iy) = (below(x), below(y));
    let (tx, ty) = (x - ix as f32, y - iy as f32);
    let (ix, iy) = (ix as usize, iy as usize);
    let (tx, ty) = (tx * tx * (3.0 - 2.0 * tx), ty * ty * (3.0 - 2.0 * ty));
    let (left, right) = (ix & (SIDE - 1), ix.wrapping_add(1) & (SIDE - 1));
    let (top, bottom) = ((iy & (SIDE - 1)) * SIDE, (iy.wrapping_add(1) & (SIDE - 1)) * SIDE);
    let a = table[top | left] + (table[top | right] - table[top | left]) * tx;
    let b = table[bottom | left] + (table[bottom | right] - table[bottom | left]) * tx;
    a + (b - a) * ty
}

/// Noise upon noise, `octaves` of it, 0 to 1.
#[inline]
pub fn fbm(x: f32, y: f32, octaves: u32) -> f32 {
    let (mut sum, mut weight, mut total) = (0.0, 0.5, 0.0);
    let (mut x, mut y) = (x, y);
    for _ in 0..octaves {
        sum += noise(x, y) * weight;
        total += weight;
        weight *= 0.5;
        (x, y) = (x * 1.93 + 17.3 + y * 0.13, y * 1.93 + 41.7 - x * 0.13);
    }
    sum / total
}

/// Noise with sharp crests, as of rock and of light under water, 0 to 1.
#[inline]
pub fn crests(x: f32, y: f32, octaves: u32) -> f32 {
    let (mut sum, mut weight, mut total) = (0.0, 0.5, 0.0);
    let (mut x, mut y) = (x, y);
    for _ in 0..octaves {
        let n = 1.0 - (noise(x, y) * 2.0 - 1.0).abs();
        sum += n * n * weight;
        total += weight;
        weight *= 0.5;
        (x, y) = (x * 1.97 + 7.1 + y * 0.21, y * 1.97 + 3.7 - x * 0.21);
    }
    sum / total
}
