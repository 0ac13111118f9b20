//! Making pictures that are safe to show of files that strangers send, and smaller
//! versions of them. Nothing of a file is kept but its pixels.

use std::{
    fs,
    io::{self, Cursor},
    path::Path,
};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbaImage,
    imageops::FilterType,
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// The most pixels of a file that is sent.
pub const MOST_PIXELS: u64 = 40_000_000;

/// The longer side of what is kept, in pixels.
const LONGEST: u32 = 2048;

/// Widths of smaller versions, in pixels: for lists and for small screens.
const WIDTHS: [u32; 3] = [320, 640, 1200];

/// Quality of the files, out of 100.
const QUALITY: u8 = 82;

/// Memory for decoding, in bytes: four for each pixel, and some.
const MEMORY: u64 = MOST_PIXELS * 4 + (32 << 20);

/// Why a file is no picture for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// It is of another kind, whatever its name says, or damaged.
    #[error("not a whole picture in JPEG, PNG or WebP")]
    NoPicture,
    /// It has more than [`MOST_PIXELS`].
    #[error("too many pixels")]
    TooLarge,
}

/// A picture with its smaller versions, as files in memory.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Pixels across the largest version.
    pub width: u32,
    /// Pixels down the largest version.
    pub height: u32,
    /// Widths of the smaller versions, in pixels, the smallest first.
    pub widths: Vec<u32>,
    /// The largest version, then the smaller ones.
    files: Vec<Vec<u8>>,
}

/// The file of a version: the largest, or the one that is so many pixels wide.
#[must_use]
pub fn file_name(file: &str, width: Option<u32>) -> String {
    let stem = file.strip_suffix(".jpg").unwrap_or(file);
    match width {
        None => format!("{stem}.jpg"),
        Some(width) => format!("{stem}-{width}.jpg"),
    }
}

impl Picture {
    /// Reads a file that a stranger sent. Its size is looked at before anything is decoded.
    ///
    /// # Errors
    /// [`Rejected`].
    pub fn read(file: &[u8]) -> Result<Self, Rejected> {
        let format = image::guess_format(file).map_err(|_| Rejected::NoPicture)?;
        if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
            return Err(Rejected::NoPicture);
        }
        let mut reader = ImageReader::with_format(Cursor::new(file), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(rejected)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MEMORY {
            return Err(Rejected::TooLarge);
        }
        let orientation = decoder.orientation().map_err(rejected)?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(rejected)?;
        if image.width().max(image.height()) > LONGEST {
            image = image.resize(LONGEST, LONGEST, FilterType::Triangle);
        }
        image.apply_orientation(orientation);
        Self::of(&on_white(image.into_rgba8())).map_err(|_| Rejected::NoPicture)
    }

    /// A picture of pixels that are known to be fine.
    ///
    /// # Errors
    /// If the encoder cannot write it.
    pub fn of(image: &RgbaImage) -> io::Result<Self> {
        let (width, height) = image.dimensions();
        let widths: Vec<u32> = WIDTHS.into_iter().filter(|&smaller| smaller < width).collect();
        let mut files = vec![jpeg(image)?];
        for &smaller in &widths {
            let down = (u64::from(height) * u64::from(smaller)).div_ceil(u64::from(width));
            let down = u32::try_from(down).unwrap_or(height).max(1);
            let filter = FilterType::CatmullRom;
            files.push(jpeg(&image::imageops::resize(image, smaller, down, filter))?);
        }
        Ok(Self { width, height, widths, files })
    }

    /// Writes all versions to `folder`, the largest as `file`, and only then says so.
    ///
    /// # Errors
    /// If a file cannot be written; none is left.
    pub fn write(&self, folder: &Path, file: &str) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let smaller = self.widths.iter().copied().map(Some);
        let names = std::iter::once(None).chain(smaller).map(|width| file_name(file, width));
        let written: io::Result<()> = names.zip(&self.files).try_for_each(|(name, bytes)| {
            // Written aside first: nobody gets half a picture.
            let aside = folder.join(format!(".{name}.part"));
            fs::write(&aside, bytes)?;
            fs::rename(&aside, folder.join(name))
        });
        if written.is_err() {
            remove(folder, file, &self.widths);
        }
        written
    }
}

/// Removes all versions of a file, as far as they are there.
pub(crate) fn remove(folder: &Path, file: &str, widths: &[u32]) {
    for width in std::iter::once(None).chain(widths.iter().copied().map(Some)) {
        let path = folder.join(file_name(file, width));
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, path = %path.display(), "a file could not be removed");
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "this is how errors come")]
fn rejected(error: ImageError) -> Rejected {
    match error {
        ImageError::Limits(_) => Rejected::TooLarge,
        _ => Rejected::NoPicture,
    }
}

/// JPEG knows no transparency: what was behind becomes white.
fn on_white(mut image: RgbaImage) -> RgbaImage {
    for pixel in image.pixels_mut() {
        let [.., alpha] = pixel.0;
        for colour in &mut pixel.0[..3] {
            let mixed = u16::from(*colour) * u16::from(alpha) + 255 * u16::from(255 - alpha);
            *colour = (mixed / 255) as u8;
        }
        pixel.0[3] = 255;
    }
    image
}

fn jpeg(image: &RgbaImage) -> io::Result<Vec<u8>> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(io::Error::other);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let mut file = Vec::with_capacity(200_000);
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(image.as_raw(), width, height, ColorType::Rgba).map_err(io::Error::other)?;
    Ok(file)
}

#[cfg(test)]
mod tests;
