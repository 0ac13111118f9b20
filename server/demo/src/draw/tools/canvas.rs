//! The canvas: shapes, gradients, light and shadow, in units of a picture that is
//! 1200 wide and 800 high, whatever its real size.

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Path, Pixmap,
    Point, Shader, SpreadMode, Stroke, Transform,
};

use super::color::Rgb;

/// Width of every picture, in its own units.
pub const WIDTH: f32 = 1200.0;
/// Height of every picture, in its own units.
pub const HEIGHT: f32 = 800.0;

/// Something to draw on, opaque everywhere.
pub struct Canvas {
    map: Pixmap,
    /// Pixels per unit.
    pub scale: f32,
}

fn opaque(color: Rgb, alpha: f32) -> Color {
    let part = |v: f32| v.clamp(0.0, 1.0);
    Color::from_rgba(part(color.0), part(color.1), part(color.2), part(alpha))
        .unwrap_or(Color::BLACK)
}

fn paint(shader: Shader<'_>) -> Paint<'_> {
    Paint { shader, anti_alias: true, force_hq_pipeline: true, ..Paint::default() }
}

#[inline]
fn read(pixel: &[u8]) -> Rgb {
    let part = |v: u8| f32::from(v) * (1.0 / 255.0);
    Rgb(part(pixel[0]), part(pixel[1]), part(pixel[2]))
}

#[inline]
fn write(pixel: &mut [u8], color: Rgb) {
    let part = |v: f32| (v * 255.0 + 0.5) as u8;
    (pixel[0], pixel[1], pixel[2]) = (part(color.0), part(color.1), part(color.2));
}

impl Canvas {
    /// An empty canvas of `width` pixels across, or none if that is 0.
    pub fn new(width: u32) -> Option<Self> {
        let scale = width as f32 / WIDTH;
        let mut map = Pixmap::new(width, (HEIGHT * scale).round() as u32)?;
        map.fill(Color::BLACK);
        Some(Self { map, scale })
    }

    /// Pixels across and down.
    pub fn size(&self) -> (u32, u32) {
        (self.map.width(), self.map.height())
    }

    /// Red, green, blue and 255 of each pixel.
    pub fn bytes(&self) -> &[u8] {
        self.map.data()
    }

    /// The same, for changing them.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        self.map.data_mut()
    }

    /// Fills `path` with one colour.
    pub fn fill(&mut self, path: Option<&Path>, color: Rgb, alpha: f32) {
        if let Some(path) = path {
            let paint = paint(Shader::SolidColor(opaque(color, alpha)));
            let to = Transform::from_scale(self.scale, self.scale);
            self.map.fill_path(path, &paint, FillRule::Winding, to, None);
        }
    }

    /// Fills `path` with a gradient from one point to the other; each stop has a
    /// place from 0 to 1, a colour and an opacity.
    pub fn gradient(
        &mut self,
        path: Option<&Path>,
        from: (f32, f32),
        to: (f32, f32),
        stops: &[(f32, Rgb, f32)],
    ) {
        let stops =
            stops.iter().map(|(t, color, a)| GradientStop::new(*t, opaque(*color, *a))).collect();
        let shader = LinearGradient::new(
            Point::from_xy(from.0, from.1),
            Point::from_xy(to.0, to.1),
            stops,
            SpreadMode::Pad,
            Transform::identity(),
        );
        if let (Some(path), Some(shader)) = (path, shader) {
            let to = Transform::from_scale(self.scale, self.scale);
            self.map.fill_path(path, &paint(shader), FillRule::Winding, to, None);
        }
    }

    /// Fills `path` from `top` at height `y0` to `bottom` at `y1`.
    pub fn fall(&mut self, path: Option<&Path>, (y0, top): (f32, Rgb), (y1, bottom): (f32, Rgb)) {
        self.gradient(path, (0.0, y0), (0.0, y1), &[(0.0, top, 1.0), (1.0, bottom, 1.0)]);
    }

    /// Draws the line of `path`, with round ends.
    pub fn line(&mut self, path: Option<&Path>, width: f32, color: Rgb, alpha: f32) {
        if let Some(path) = path {
            let paint = paint(Shader::SolidColor(opaque(color, alpha)));
            let stroke = Stroke {
                width,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let to = Transform::from_scale(self.scale, self.scale);
            self.map.stroke_path(path, &paint, &stroke, to, None);
        }
    }

    /// Gives every pixel of a box of units the colour that `f` makes of its place
    /// and its colour so far.
    pub fn shade(
        &mut self,
        (x0, y0, x1, y1): (f32, f32, f32, f32),
        f: impl Fn(f32, f32, Rgb) -> Rgb,
    ) {
        let (width, height) = self.size();
        let (k, step) = (self.scale, 1.0 / self.scale);
        let column = |x: f32| ((x * k).max(0.0) as u32).min(width) as usize;
        let row = |y: f32| ((y * k).max(0.0) as u32).min(height) as usize;
        let (left, right) = (column(x0), column(x1));
        let data = self.map.data_mut();
        for line in row(y0)..row(y1) {
            let y = (line as f32 + 0.5) * step;
            let start = line * width as usize;
            let pixels = &mut data[(start + left) * 4..(start + right).max(start + left) * 4];
            for (n, pixel) in pixels.chunks_exact_mut(4).enumerate() {
                let x = ((left + n) as f32 + 0.5) * step;
                write(pixel, f(x, y, read(pixel)));
            }
        }
    }

    /// As [`Self::shade`], but `field` is asked only every `step` units and what it
    /// says is blended in between: for all that changes slowly from pixel to pixel.
    pub fn wash<const N: usize>(
        &mut self,
        (x0, y0, x1, y1): (f32, f32, f32, f32),
        step: f32,
        field: impl Fn(f32, f32) -> [f32; N],
        apply: impl Fn(f32, f32, Rgb, [f32; N]) -> Rgb,
    ) {
        let (x0, y0) = (x0.clamp(0.0, WIDTH), y0.clamp(0.0, HEIGHT));
        let (x1, y1) = (x1.clamp(x0, WIDTH), y1.clamp(y0, HEIGHT));
        let columns = ((x1 - x0) / step) as usize + 3;
        let sample = |line: usize| -> Vec<[f32; N]> {
            (0..columns).map(|n| field(x0 + n as f32 * step, y0 + line as f32 * step)).collect()
        };
        let (width, height) = self.size();
        let (k, unit) = (self.scale, 1.0 / self.scale);
        let (left, right) = ((x0 * k) as usize, ((x1 * k) as usize).min(width as usize));
        let (mut line, mut upper, mut lower) = (0, sample(0), sample(1));
        let mut now = upper.clone();
        let data = self.map.data_mut();
        for row in (y0 * k) as usize..((y1 * k) as usize).min(height as usize) {
            let y = (row as f32 + 0.5) * unit;
            let v = (y - y0) / step;
            while v >= (line + 1) as f32 {
                line += 1;
                upper = std::mem::replace(&mut lower, sample(line + 1));
            }
            let t = v - line as f32;
            for (own, (a, b)) in now.iter_mut().zip(upper.iter().zip(&lower)) {
                for part in 0..N {
                    own[part] = a[part] + (b[part] - a[part]) * t;
                }
            }
            let start = row * width as usize;
            let pixels = &mut data[(start + left) * 4..(start + right) * 4];
            for (n, pixel) in pixels.chunks_exact_mut(4).enumerate() {
                let x = ((left + n) as f32 + 0.5) * unit;
                let u = ((x - x0) / step).max(0.0);
                let at = u as usize;
                let (a, b, t) = (&now[at], &now[at + 1], u - at as f32);
                let mut value = [0.0; N];
                for part in 0..N {
                    value[part] = a[part] + (b[part] - a[part]) * t;
                }
                write(pixel, apply(x, y, read(pixel), value));
            }
        }
    }

    /// The colour at a place, the nearest one inside if it is outside.
    #[inline]
    pub fn at(&self, x: f32, y: f32) -> Rgb {
        let (width, height) = self.size();
        let x = ((x * self.scale).max(0.0) as u32).min(width - 1);
        let y = ((y * self.scale).max(0.0) as u32).min(height - 1);
        let start = ((y * width + x) * 4) as usize;
        read(&self.map.data()[start..start + 3])
    }

    /// Light around a place, as around the sun or a lamp.
    pub fn glow(&mut self, (cx, cy): (f32, f32), radius: f32, color: Rgb, strength: f32) {
        self.shade((cx - radius, cy - radius, cx + radius, cy + radius), |x, y, old| {
            let (dx, dy) = (x - cx, y - cy);
            let far = ((dx * dx + dy * dy).sqrt() / radius).min(1.0);
            let near = (1.0 - far) * (1.0 - far) * (1.0 - far * 0.5);
            old.screen(color.times(near * strength))
        });
    }

    /// Lays `color` over `path` with an edge as soft as `blur`: a shadow, or light
    /// if `lit`.
    pub fn soft(&mut self, path: Option<&Path>, blur: f32, color: Rgb, alpha: f32, lit: bool) {
        let Some(path) = path else { return };
        let bounds = path.bounds();
        let around = (
            (bounds.left() - blur * 2.0).max(-blur),
            (bounds.top() - blur * 2.0).max(-blur),
            (bounds.right() + blur * 2.0).min(WIDTH + blur),
            (bounds.bottom() + blur * 2.0).min(HEIGHT + blur),
        );
        // A soft edge has no detail: a fourth of the resolution is plenty.
        let k = self.scale / 4.0;
        let width = ((around.2 - around.0).max(0.0) * k) as usize + 3;
        let height = ((around.3 - around.1).max(0.0) * k) as usize + 3;
        let Some(mut mask) = Mask::new(width as u32, height as u32) else { return };
        let to = Transform::from_translate(-around.0, -around.1).post_scale(k, k);
        mask.fill_path(path, FillRule::Winding, true, to);
        let mut mask: Vec<f32> = mask.data().iter().map(|v| f32::from(*v) / 255.0).collect();
        let radius = ((blur * k / 1.7).round() as usize).max(1);
        for _ in 0..2 {
            mask = blurred(&mask, width, radius);
        }
        self.shade(around, |x, y, old| {
            let (x, y) = (((x - around.0) * k - 0.5).max(0.0), ((y - around.1) * k - 0.5).max(0.0));
            let (column, line) = ((x as usize).min(width - 2), (y as usize).min(height - 2));
            let (tx, ty) = (x - column as f32, y - line as f32);
            let at = line * width + column;
            let top = mask[at] + (mask[at + 1] - mask[at]) * tx;
            let bottom = mask[at + width] + (mask[at + width + 1] - mask[at + width]) * tx;
            let weight = (top + (bottom - top) * ty) * alpha;
            if lit { old.screen(color.times(weight)) } else { old.mix(color, weight) }
        });
    }

    /// Puts the box `from` of `other` into the box `to` of this canvas.
    pub fn place(&mut self, other: &Self, from: [f32; 4], to: [f32; 4]) {
        let (kx, ky) =
            ((from[2] - from[0]) / (to[2] - to[0]), (from[3] - from[1]) / (to[3] - to[1]));
        let step = 0.5 / other.scale;
        self.shade((to[0], to[1], to[2], to[3]), |x, y, _| {
            let (x, y) = (from[0] + (x - to[0]) * kx, from[1] + (y - to[1]) * ky);
            let top = other.at(x - step, y - step).mix(other.at(x + step, y - step), 0.5);
            let bottom = other.at(x - step, y + step).mix(other.at(x + step, y + step), 0.5);
            top.mix(bottom, 0.5)
        });
    }

    /// Puts everything out of focus by `radius`.
    pub fn blur(&mut self, radius: f32) {
        let width = self.size().0 as usize;
        let pixels = ((radius * self.scale / 1.7).round() as usize).max(1);
        for part in 0..3 {
            let mut plane: Vec<f32> =
                self.map.data().iter().skip(part).step_by(4).map(|v| f32::from(*v)).collect();
            for _ in 0..2 {
                plane = blurred(&plane, width, pixels);
            }
            let bytes = self.map.data_mut().iter_mut().skip(part).step_by(4);
            for (byte, value) in bytes.zip(plane) {
                *byte = (value + 0.5) as u8;
            }
        }
    }
}

/// `plane`, lines of `width`, averaged over boxes of `radius` in both directions.
fn blurred(plane: &[f32], width: usize, radius: usize) -> Vec<f32> {
    let height = plane.len() / width;
    let across = averaged(plane, width, height, radius);
    averaged(&across, height, width, radius)
}

/// Averages along each line, and turns lines into columns.
fn averaged(plane: &[f32], width: usize, height: usize, radius: usize) -> Vec<f32> {
    let mut out = vec![0.0; plane.len()];
    let share = 1.0 / (2 * radius + 1) as f32;
    for y in 0..height {
        let line = &plane[y * width..(y + 1) * width];
        let clamped = |x: isize| line[x.clamp(0, width as isize - 1) as usize];
        let r = radius as isize;
        let mut sum: f32 = (-r..=r).map(clamped).sum();
        for x in 0..width {
            out[x * height + y] = sum * share;
            sum += clamped(x as isize + r + 1) - clamped(x as isize - r);
        }
    }
    out
}
