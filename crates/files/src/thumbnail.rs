//! Pictures drawn small.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The longer side of what is drawn, in pixels: twice what a page shows, for fine screens.
pub const SIDE: u32 = 320;
/// A larger picture file is not drawn, in bytes.
pub const LARGEST_DRAWN: u64 = 32 * 1024 * 1024;

/// The longest side of a picture that is drawn, and the most pixels: what a camera makes.
const LONGEST_SIDE: u32 = 20_000;
const MOST_PIXELS: u64 = 50_000_000;
/// The memory one picture may take while it is drawn, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Of 100; what nobody tells from the best at this size.
const QUALITY: u8 = 82;

/// A picture drawn small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its bytes, without anything the picture file said besides.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` where one sees through it.
    pub media: &'static str,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a picture is not drawn; the text is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not drawn: {0}")]
pub struct Undrawable(String);

/// Draws a picture small, the right way up. How much memory and time that takes is bounded whatever
/// the file says of itself: its size is looked at before a pixel is.
///
/// # Errors
/// When it is no picture of a kind that is drawn, is too large, or is damaged.
pub fn draw(bytes: &[u8], media: &str) -> Result<Drawn, Undrawable> {
    let format = match media {
        "image/png" => ImageFormat::Png,
        "image/jpeg" => ImageFormat::Jpeg,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        other => return Err(Undrawable(format!("{other} is no picture"))),
    };
    // A fault in a decoder must cost this picture and nothing else.
    catch_unwind(AssertUnwindSafe(|| draw_as(bytes, format)))
        .unwrap_or_else(|_| Err(Undrawable("the decoder failed".to_owned())))
}

fn draw_as(bytes: &[u8], format: ImageFormat) -> Result<Drawn, Undrawable> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(undrawable)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS || decoder.total_bytes() > MEMORY {
        return Err(Undrawable(format!("{width} × {height} pixels")));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(undrawable)?;
    // A picture that is small already stays as sharp as it is.
    let mut small = if width.max(height) > SIDE { whole.thumbnail(SIDE, SIDE) } else { whole };
    small.apply_orientation(orientation);
    encode(&small)
}

fn encode(small: &DynamicImage) -> Result<Drawn, Undrawable> {
    let mut bytes = Cursor::new(Vec::new());
    // Some kinds of picture always could be seen through.
    let clear = small.color().has_alpha()
        && small.to_rgba8().pixels().any(|pixel| pixel.0.last().is_some_and(|alpha| *alpha < 255));
    let media = if clear {
        let plain = DynamicImage::from(small.to_rgba8());
        plain.write_to(&mut bytes, ImageFormat::Png).map_err(undrawable)?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        small.to_rgb8().write_with_encoder(encoder).map_err(undrawable)?;
        "image/jpeg"
    };
    Ok(Drawn { bytes: bytes.into_inner(), media, width: small.width(), height: small.height() })
}

fn undrawable(error: image::ImageError) -> Undrawable {
    Undrawable(error.to_string())
}
