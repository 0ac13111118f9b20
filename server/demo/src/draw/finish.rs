//! The last touches of every picture, and its file.

use std::sync::LazyLock;

use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};

use super::tools::{Canvas, HEIGHT, Rgb, WIDTH, noise, smooth};

/// Quality of the files, out of 100.
const QUALITY: u8 = 82;

const SIDE: usize = 256;

/// Fine grain, as of paper.
static GRAIN: LazyLock<Box<[f32; SIDE * SIDE]>> = LazyLock::new(|| {
    let mut tile = Box::new([0.0; SIDE * SIDE]);
    for (n, grain) in tile.iter_mut().enumerate() {
        let (x, y) = ((n % SIDE) as f32, (n / SIDE) as f32);
        *grain = (noise(x * 1.21, y * 1.17) + noise(x * 0.71 + 31.0, y * 0.74) - 1.0) * 0.036;
    }
    tile
});

/// Paper grain, a little more contrast and colour, darker corners.
pub fn develop(c: &mut Canvas) {
    let tile: &[f32; SIDE * SIDE] = &GRAIN;
    // Darker corners, and the faint unevenness of washes of paint.
    let uneven = |x: f32, y: f32| {
        let (dx, dy) = ((x - WIDTH / 2.0) / WIDTH, (y - HEIGHT / 2.0) / HEIGHT);
        let corner = 1.0 - 0.20 * smooth(0.22, 0.62, dx * dx + dy * dy);
        let paint = (noise(x / 83.0, y / 61.0) + noise(x / 31.0, y / 27.0) - 1.0) * 0.022;
        [corner * (1.0 + paint)]
    };
    c.wash((0.0, 0.0, WIDTH, HEIGHT), 10.0, uneven, |x, y, old, [tone]| {
        let grain = tile[(y as usize & (SIDE - 1)) * SIDE + (x as usize & (SIDE - 1))];
        let luma = old.luma();
        let grain = grain * (1.0 - 0.65 * luma);
        let curve = |v: f32| {
            let vivid = luma + (v - luma) * 1.10;
            let bent = vivid + (vivid - 0.5) * (1.0 - (2.0 * vivid - 1.0).abs().min(1.0)) * 0.14;
            bent * tone + grain
        };
        Rgb(curve(old.0), curve(old.1), curve(old.2))
    });
}

/// The picture as a JPEG file.
///
/// # Errors
/// If the encoder cannot write it.
pub fn jpeg(c: &Canvas) -> Result<Vec<u8>, EncodingError> {
    let (width, height) = c.size();
    let mut file = Vec::with_capacity(200_000);
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(c.bytes(), width as u16, height as u16, ColorType::Rgba)?;
    Ok(file)
}
