use std::io::Write;

use image::{DynamicImage, ImageDecoder, RgbImage, Rgba};

use super::*;

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("written");
    file.into_inner()
}

/// Red on the left, blue on the right.
fn two_colours(width: u32, height: u32) -> DynamicImage {
    let left = |x| if x < width / 2 { [250, 10, 10] } else { [10, 10, 250] };
    RgbImage::from_fn(width, height, |x, _| image::Rgb(left(x))).into()
}

/// A JPEG with an Exif part that says how it is to be turned, and a secret.
fn with_exif(orientation: u8) -> Vec<u8> {
    let plain = encoded(&two_colours(64, 32), ImageFormat::Jpeg);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // An ImageDescription, at 38.
    tiff.extend([0x01, 0x0e, 0, 2, 0, 0, 0, 16, 0, 0, 0, 38, 0, 0, 0, 0]);
    tiff.extend(b"at home, -23.55\0");
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let mut file = plain[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend(length);
    file.extend(exif);
    file.extend(&plain[2..]);
    file
}

fn pixels(file: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(file, ImageFormat::Jpeg).expect("a picture").into_rgb8()
}

#[test]
fn pictures_of_each_kind_are_made_anew() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file = encoded(&two_colours(1400, 700), format);
        let made = Picture::read(&file).expect("a picture");
        assert_eq!((made.width, made.height), (1400, 700));
        assert_eq!(made.widths, [320, 640, 1200]);
        let sizes: Vec<(u32, u32)> =
            made.files.iter().map(|file| pixels(file).dimensions()).collect();
        assert_eq!(sizes, [(1400, 700), (320, 160), (640, 320), (1200, 600)], "{format:?}");
        for file in &made.files {
            let picture = pixels(file);
            let (left, right) =
                (picture.get_pixel(5, 5), picture.get_pixel(picture.width() - 5, 5));
            assert!(left[0] > 200 && left[2] < 60 && right[2] > 200 && right[0] < 60, "{format:?}");
        }
    }
    // A small one is not made larger; a large one is made smaller.
    let small = Picture::read(&encoded(&two_colours(200, 100), ImageFormat::Png)).expect("one");
    assert_eq!((small.width, small.widths.len(), small.files.len()), (200, 0, 1));
    let large = Picture::read(&encoded(&two_colours(3000, 6000), ImageFormat::Jpeg)).expect("one");
    assert_eq!((large.width, large.height), (1024, 2048));
}

#[test]
fn it_is_turned_as_its_exif_says_and_that_is_forgotten() {
    let file = with_exif(6);
    let mut decoder = ImageReader::with_format(Cursor::new(&file), ImageFormat::Jpeg)
        .into_decoder()
        .expect("a picture");
    assert_ne!(decoder.orientation().expect("one"), image::metadata::Orientation::NoTransforms);
    assert!(file.windows(7).any(|part| part == b"at home"));
    let made = Picture::read(&file).expect("a picture");
    assert_eq!((made.width, made.height), (32, 64));
    let turned = pixels(&made.files[0]);
    assert!(turned.get_pixel(16, 5)[0] > 200 && turned.get_pixel(16, 60)[2] > 200);
    for file in &made.files {
        assert!(!file.windows(4).any(|part| part == b"Exif"));
        assert!(!file.windows(7).any(|part| part == b"at home"));
    }
}

#[test]
fn what_shines_through_is_white() {
    let glass = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
    let made = Picture::read(&encoded(&glass.into(), ImageFormat::Png)).expect("a picture");
    assert!(pixels(&made.files[0]).get_pixel(20, 20).0.iter().all(|&colour| colour > 250));
}

/// A PNG that says it has so many pixels, with nothing much in it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        file.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
        let body = [kind.as_slice(), data].concat();
        file.extend(&body);
        file.extend(crc(&body).to_be_bytes());
    };
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1]);
    chunk(b"IEND", &[]);
    file
}

/// The CRC of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

#[test]
fn what_is_no_picture_is_refused() {
    let good = encoded(&two_colours(300, 200), ImageFormat::Jpeg);
    let png = encoded(&two_colours(300, 200), ImageFormat::Png);
    let mut flipped = png.clone();
    flipped[60] ^= 0xff;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut behind_a_head = b"\xff\xd8\xff\xe0".to_vec();
    behind_a_head.extend(b"<?php system($_GET['c']); ?>");
    let cases: [(&str, &[u8]); 14] = [
        ("nothing", b""),
        ("text", b"a photograph, honestly"),
        ("html", b"<html><script>alert(1)</script></html>"),
        ("svg", svg),
        (
            "gif",
            b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
        ),
        ("bmp", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0"),
        ("pdf", b"%PDF-1.7\n1 0 obj"),
        ("zip", b"PK\x03\x04\x14\0\0\0"),
        ("elf", b"\x7fELF\x02\x01\x01\0"),
        ("a head and a script", &behind_a_head),
        ("half a jpeg's head", &good[..20]),
        ("half a png", &png[..png.len() / 2]),
        ("a damaged png", &flipped),
        ("an empty png", &bomb(0, 0)),
    ];
    for (name, file) in cases {
        assert_eq!(Picture::read(file).err(), Some(Rejected::NoPicture), "{name}");
    }
}

#[test]
fn a_picture_that_says_it_is_huge_is_not_decoded() {
    for (width, height) in [(7000, 7000), (100_000, 100_000), (u32::MAX / 2, 3), (1, 40_000_001)] {
        let before = std::time::Instant::now();
        let refused = Picture::read(&bomb(width, height)).expect_err("too large");
        assert_eq!(refused, Rejected::TooLarge, "{width}×{height}");
        assert!(before.elapsed().as_millis() < 500, "{width}×{height}");
    }
}

#[test]
fn whatever_bytes_come_nothing_panics() {
    let files = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]
        .map(|format| encoded(&two_colours(24, 16), format));
    let mut random = [0; 2];
    for file in files {
        for _ in 0..300 {
            let mut file = file.clone();
            crate::ids::random_bytes(&mut random);
            let at = usize::from(u16::from_ne_bytes(random)) % file.len();
            file[at] ^= 1 << (random[0] % 8);
            file.truncate(file.len() - usize::from(random[1] % 4));
            drop(Picture::read(&file));
        }
    }
}

#[test]
fn files_are_whole_or_not_there() {
    let folder = std::env::temp_dir().join(format!("pictures-{}", crate::ids::new_code()));
    let made = Picture::of(&two_colours(700, 300).into_rgba8()).expect("made");
    made.write(&folder, "a.jpg").expect("written");
    let names = |folder: &Path| {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("one").file_name().into_string().expect("text"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&folder), ["a-320.jpg", "a-640.jpg", "a.jpg"]);
    remove(&folder, "a.jpg", &made.widths);
    assert!(names(&folder).is_empty());
    // A folder where a file has to go: what was written before is taken back.
    fs::create_dir_all(folder.join("b-640.jpg/x")).expect("made");
    made.write(&folder, "b.jpg").expect_err("in the way");
    assert!(!folder.join("b.jpg").exists() && !folder.join("b-320.jpg").exists());
    // Where a file is in place of the folder, too.
    let mut blocked = fs::File::create(folder.join("file")).expect("made");
    blocked.write_all(b"x").expect("written");
    made.write(&folder.join("file"), "c.jpg").expect_err("no folder");
    fs::remove_dir_all(&folder).expect("removed");
}
