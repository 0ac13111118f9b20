//! Photographs: sent, shown, put in order, deleted, and refused.

use std::io::Cursor;

use axum::body::Body;
use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};
use types::account::SignUpRole;

use crate::support::{Answer, Call, TestApp, form, text};

/// A picture of one colour.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_pixel(width, height, image::Rgb([200, 120, 40]));
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("written");
    file.into_inner()
}

async fn send(call: Call, file: &[u8], alt: &str) -> Answer {
    let (kind, body) = form(&[("photo", file), ("alt", alt.as_bytes())]);
    call.raw(&kind, body).send().await
}

#[tokio::test]
async fn a_hotelier_adds_orders_and_deletes_photographs() {
    let app = TestApp::new().await;
    let owner = app.person(SignUpRole::Hotelier).await;
    let house = app.house(&owner, 1, true).await;
    let photos = format!("/api/v1/hotels/{}/photos", house.id);
    let mut ids = Vec::new();
    for (number, format) in
        [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP].iter().enumerate()
    {
        let file = picture(900, 600, *format);
        let call = app.call("POST", &photos).bearer(&owner.token);
        let answer = send(call, &file, &format!("View {number}")).await;
        assert_eq!(answer.status, 201, "{}", answer.lossy());
        let photo = answer.json();
        assert_eq!(answer.header("location"), format!("/api/v1/photos/{}", text(&photo["id"])));
        assert_eq!((&photo["width"], &photo["height"]), (&json!(900), &json!(600)));
        let widths: Vec<&Value> =
            photo["thumbnails"].as_array().expect("some").iter().map(|one| &one["width"]).collect();
        assert_eq!(widths, [320, 640]);
        // Under a name that nobody can guess, for ever.
        let served = app.photo(&text(&photo["url"])).send().await;
        assert_eq!((served.status.as_u16(), served.header("content-type")), (200, "image/jpeg"));
        assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
        let small = app.photo(&text(&photo["thumbnails"][0]["url"])).send().await;
        assert!(small.status == 200 && small.body.len() < served.body.len());
        ids.push(text(&photo["id"]));
    }
    let order = async || -> Vec<String> {
        let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
        hotel["photos"].as_array().expect("some").iter().map(|photo| text(&photo["alt"])).collect()
    };
    assert_eq!(order().await, ["View 0", "View 1", "View 2"]);
    let last = format!("/api/v1/photos/{}", ids[2]);
    let change = json!({ "position": 0, "alt": " The pool " });
    let photo = app.call("PATCH", &last).json(&change).bearer(&owner.token).ok(200).await;
    assert_eq!(photo["alt"], "The pool");
    assert_eq!(order().await, ["The pool", "View 0", "View 1"]);
    assert_eq!(app.get(&last).ok(200).await, photo);
    let change = json!({ "position": 1000 });
    app.call("PATCH", &last).json(&change).bearer(&owner.token).ok(200).await;
    assert_eq!(order().await, ["View 0", "View 1", "The pool"]);
    // What a hotel looks like is part of its version.
    let before = app.get(&format!("/api/v1/hotels/{}", house.id)).send().await;
    let deleted = app.call("DELETE", &last).bearer(&owner.token).send().await;
    assert_eq!(deleted.status, 204);
    let after = app.get(&format!("/api/v1/hotels/{}", house.id)).send().await;
    assert_ne!(before.header("etag"), after.header("etag"));
    assert_eq!(order().await, ["View 0", "View 1"]);
    app.get(&last).problem(404, "not_found").await;
    let gone = app.photo(&text(&photo["url"])).send().await;
    assert_eq!(gone.status, 404);
    // Of a room type, too, and not among the hotel's.
    let rooms = format!("/api/v1/room-types/{}/photos", house.room_type);
    let call = app.call("POST", &rooms).bearer(&owner.token);
    let photo = send(call, &picture(100, 80, ImageFormat::Jpeg), "The bed").await;
    assert_eq!(photo.status, 201, "{}", photo.lossy());
    let kind = app.get(&format!("/api/v1/room-types/{}", house.room_type)).ok(200).await;
    assert_eq!(kind["photos"][0]["alt"], "The bed");
    assert_eq!(order().await.len(), 2);
    app.close().await;
}

#[tokio::test]
async fn the_same_key_makes_one_photograph() {
    let app = TestApp::new().await;
    let owner = app.person(SignUpRole::Hotelier).await;
    let house = app.house(&owner, 1, true).await;
    let photos = format!("/api/v1/hotels/{}/photos", house.id);
    let file = picture(400, 300, ImageFormat::Jpeg);
    let call = || app.call("POST", &photos).bearer(&owner.token).header("idempotency-key", "one");
    let first = send(call(), &file, "A view").await;
    let again = send(call(), &file, "A view").await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(first.body, again.body);
    send(call(), &file, "Another view").await.problem("idempotency_key_reused");
    let folder = &app.world.svc.settings.photo_dir;
    let files = std::fs::read_dir(folder).expect("a folder").count();
    assert_eq!(files, 2, "the picture and one smaller one");
    app.close().await;
}

#[tokio::test]
async fn what_is_no_photograph_is_refused() {
    let app = TestApp::new().await;
    let owner = app.person(SignUpRole::Hotelier).await;
    let house = app.house(&owner, 1, true).await;
    let path = format!("/api/v1/hotels/{}/photos", house.id);
    let call = || app.call("POST", &path).bearer(&owner.token);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let good = picture(300, 200, ImageFormat::Jpeg);
    for file in [svg.as_slice(), b"GIF89a", b"MZ", &good[..100]] {
        let problem = send(call(), file, "A view").await.problem("invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/photo", "{problem}");
    }
    let problem = send(call(), &good, " ").await.problem("invalid_input");
    assert_eq!(problem["errors"][0]["pointer"], "/alt");
    type Fields<'a> = &'a [(&'a str, &'a [u8])];
    let cases: [(Fields, &str, &str); 5] = [
        (&[("photo", &good)], "/alt", "required"),
        (&[("alt", b"A view")], "/photo", "required"),
        (&[("photo", b""), ("alt", b"A view")], "/photo", "required"),
        (&[("photo", &good), ("alt", b"A"), ("alt", b"B")], "/alt", "duplicate"),
        (&[("photo", &good), ("alt", b"A"), ("owner_id", b"1")], "/owner_id", "unknown"),
    ];
    for (fields, pointer, code) in cases {
        let (kind, body) = form(fields);
        let problem = call().raw(&kind, body).send().await.problem("invalid_input");
        let error = &problem["errors"][0];
        assert_eq!((text(&error["pointer"]), text(&error["code"])), (pointer.into(), code.into()));
    }
    call().json(&json!({})).problem(415, "unsupported_media_type").await;
    call().raw("multipart/form-data", "x").problem(415, "unsupported_media_type").await;
    let cut = "--b\r\ncontent-disposition: form-data; name=\"photo\"\r\n\r\nabc";
    call().raw("multipart/form-data; boundary=b", cut).problem(400, "malformed_request").await;
    // More than may be: by what it says, and by what comes.
    let large = vec![0; 10 * 1024 * 1024 + 20_000];
    send(call(), &large, "A view").await.problem("body_too_large");
    let (kind, body) = form(&[("photo", &large), ("alt", b"A view")]);
    let parts: Vec<Result<Vec<u8>, std::io::Error>> =
        body.chunks(60_000).map(|part| Ok(part.to_vec())).collect();
    let stream = Body::from_stream(futures_util::stream::iter(parts));
    call().raw(&kind, stream).send().await.problem("body_too_large");
    // Nothing else takes bodies of this size.
    let other = app.call("POST", "/api/v1/hotels").bearer(&owner.token);
    other.raw("application/json", vec![b' '; 70_000]).problem(413, "body_too_large").await;
    // Nothing was kept of any of them.
    let hotel = app.get(&format!("/api/v1/hotels/{}", house.id)).ok(200).await;
    assert_eq!(hotel["photos"], json!([]));
    assert!(!app.world.svc.settings.photo_dir.exists());
    app.close().await;
}
