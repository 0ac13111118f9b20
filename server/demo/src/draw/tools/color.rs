//! Colours, mixed in sRGB as a painter's palette would be.

/// A colour, each part from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rgb(pub f32, pub f32, pub f32);

/// A colour by its web notation, `0xRRGGBB`.
pub const fn hex(code: u32) -> Rgb {
    Rgb(
        ((code >> 16) & 255) as f32 / 255.0,
        ((code >> 8) & 255) as f32 / 255.0,
        (code & 255) as f32 / 255.0,
    )
}

/// White.
pub const WHITE: Rgb = Rgb(1.0, 1.0, 1.0);
/// Black.
pub const BLACK: Rgb = Rgb(0.0, 0.0, 0.0);

impl Rgb {
    /// The way from this colour to `other`, `t` of it gone.
    #[inline]
    pub fn mix(self, other: Self, t: f32) -> Self {
        Self(
            self.0 + (other.0 - self.0) * t,
            self.1 + (other.1 - self.1) * t,
            self.2 + (other.2 - self.2) * t,
        )
    }

    /// Each part times `by`.
    #[inline]
    pub fn times(self, by: f32) -> Self {
        Self(self.0 * by, self.1 * by, self.2 * by)
    }

    /// As a filter of colour `other` would leave it.
    #[inline]
    pub fn filtered(self, other: Self) -> Self {
        Self(self.0 * other.0, self.1 * other.1, self.2 * other.2)
    }

    /// As two lights on one screen.
    #[inline]
    pub fn screen(self, other: Self) -> Self {
        Self(
            1.0 - (1.0 - self.0) * (1.0 - other.0),
            1.0 - (1.0 - self.1) * (1.0 - other.1),
            1.0 - (1.0 - self.2) * (1.0 - other.2),
        )
    }

    /// Lighter by `t`.
    pub fn light(self, t: f32) -> Self {
        self.mix(WHITE, t)
    }

    /// Darker by `t`.
    pub fn dark(self, t: f32) -> Self {
        self.times(1.0 - t)
    }

    /// How light it looks.
    pub fn luma(self) -> f32 {
        self.0 * 0.3 + self.1 * 0.59 + self.2 * 0.11
    }
}

/// 0 below `a`, 1 above `b`, smooth in between.
#[inline]
pub fn smooth(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// The colour at `t` of a gradient with `stops` in order.
pub fn along(stops: &[(f32, Rgb)], t: f32) -> Rgb {
    let mut before = stops[0];
    for &stop in stops {
        if t <= stop.0 {
            let span = (stop.0 - before.0).max(1e-6);
            return before.1.mix(stop.1, ((t - before.0) / span).clamp(0.0, 1.0));
        }
        before = stop;
    }
    before.1
}
