//! Pictures drawn small, and files that pretend to be pictures.

use std::io::Cursor;

use files::{SIDE, draw};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, RgbaImage};

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Left red, right blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    RgbImage::from_fn(width, height, |x, _| colour(x)).into()
}

#[test]
fn every_kind_a_browser_shows_is_drawn() {
    let picture = halves(1600, 800);
    for (format, media) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Gif, "image/gif"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let drawn = draw(&encoded(&picture, format), media).unwrap();
        assert_eq!((drawn.width, drawn.height), (SIDE, SIDE / 2), "{media}");
        assert_eq!(files::sniff(&drawn.bytes), drawn.media);
        let small = image::load_from_memory(&drawn.bytes).unwrap().to_rgb8();
        let (left, right) = (small.get_pixel(10, 10), small.get_pixel(SIDE - 10, 10));
        assert!(left[0] > 200 && left[2] < 60, "{media}: {left:?}");
        assert!(right[2] > 200 && right[0] < 60, "{media}: {right:?}");
    }
}

#[test]
fn one_sees_through_where_one_did() {
    let clear: DynamicImage = RgbaImage::new(640, 640).into();
    let drawn = draw(&encoded(&clear, ImageFormat::Png), "image/png").unwrap();
    assert_eq!(drawn.media, "image/png");
    assert_eq!(image::load_from_memory(&drawn.bytes).unwrap().to_rgba8().get_pixel(5, 5)[3], 0);
}

#[test]
fn a_small_picture_stays_its_size() {
    let drawn = draw(&encoded(&halves(40, 20), ImageFormat::Png), "image/png").unwrap();
    assert_eq!((drawn.width, drawn.height), (40, 20));
}

/// A JPEG with the mark of a camera held upright: to be turned by a quarter.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let tiff = [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01".as_slice(),
        b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
    ]
    .concat();
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &tiff, &jpeg[2..]].concat()
}

#[test]
fn a_picture_stands_upright_and_loses_what_else_the_file_said() {
    let jpeg = turned(&encoded(&halves(800, 400), ImageFormat::Jpeg));
    let drawn = draw(&jpeg, "image/jpeg").unwrap();
    assert_eq!((drawn.width, drawn.height), (SIDE / 2, SIDE));
    let top = *image::load_from_memory(&drawn.bytes).unwrap().to_rgb8().get_pixel(80, 10);
    assert!(top[0] > 200, "left is up now: {top:?}");
    assert!(!drawn.bytes.windows(4).any(|window| window == b"Exif"));
}

/// A PNG that says it has this size, whatever it holds.
fn claims(width: u32, height: u32) -> Vec<u8> {
    let mut png = encoded(&halves(8, 8), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[test]
fn the_claims_are_what_a_decoder_believes() {
    let told =
        image::ImageReader::new(Cursor::new(claims(321, 123))).with_guessed_format().unwrap();
    assert_eq!(told.into_dimensions().unwrap(), (321, 123));
}

#[test]
fn a_picture_larger_than_any_is_not_drawn() {
    for (width, height) in [
        (u32::MAX >> 1, u32::MAX >> 1),
        (100_000, 100_000),
        (20_001, 1),
        (1, 20_001),
        (8_000, 8_000),
        (0, 5),
    ] {
        assert!(draw(&claims(width, height), "image/png").is_err(), "{width} × {height}");
    }
    // What it says is allowed, but nothing of it is there.
    assert!(draw(&claims(7_000, 7_000), "image/png").is_err());
}

/// 7000 × 7000 black pixels in 150 KB: as large as is drawn at all.
#[test]
fn the_largest_that_is_drawn_takes_bounded_memory() {
    let mut bomb = Vec::new();
    PngEncoder::new(&mut bomb)
        .write_image(&vec![0; 49_000_000], 7_000, 7_000, ExtendedColorType::L8)
        .unwrap();
    assert!(bomb.len() < 300_000, "{}", bomb.len());
    let drawn = draw(&bomb, "image/png").unwrap();
    assert_eq!((drawn.width, drawn.height), (SIDE, SIDE));
}

#[test]
fn damage_and_nonsense_are_refused_and_never_more() {
    for (format, media) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Gif, "image/gif"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let good = encoded(&halves(64, 48), format);
        for cut in (0..good.len()).step_by(7) {
            drop(draw(&good[..cut], media));
        }
        for at in (0..good.len()).step_by(3) {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            drop(draw(&bad, media));
        }
        assert!(draw(b"nonsense", media).is_err());
    }
    assert!(draw(b"<svg/>", "image/svg+xml").is_err());
}
