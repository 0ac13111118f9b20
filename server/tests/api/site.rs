//! Files: the built site, and photographs.

use crate::support::TestApp;

#[tokio::test]
async fn code_is_kept_for_ever_and_sent_compressed() {
    let app = TestApp::new().await;
    let path = "/pkg/pousada.0123456789abcdef.js";
    let plain = app.get(path).send().await;
    assert_eq!((plain.status.as_u16(), plain.lossy().as_str()), (200, "export {}\n"));
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(plain.header("content-type").contains("javascript"), "{:?}", plain.headers);
    let packed = app.get(path).header("accept-encoding", "gzip, br").send().await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let missing = app.get("/pkg/pousada.0000000000000000.js").send().await;
    assert_eq!((missing.status.as_u16(), missing.header("cache-control")), (404, ""));
    let other = app.get("/note.txt").send().await;
    assert_eq!((other.status.as_u16(), other.lossy().as_str()), (200, "A note.\n"));
    app.close().await;
}

#[tokio::test]
async fn photographs_and_nothing_else() {
    let app = TestApp::new().await;
    let photo = app.get("/photos/house.jpg").send().await;
    assert_eq!((photo.status.as_u16(), photo.header("content-type")), (200, "image/jpeg"));
    assert_eq!(photo.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(photo.header("x-content-type-options"), "nosniff");
    for path in [
        "/photos/",
        "/photos",
        "/photos/no.jpg",
        "/photos/page.html",
        "/photos/.hidden.jpg",
        "/photos/../secret.jpg",
        "/photos/%2e%2e/secret.jpg",
        "/photos/..%2fsecret.jpg",
        "/photos/%2e%2e%2fsecret.jpg",
        "/photos//etc/passwd.jpg",
        "/photos/..%5csecret.jpg",
        "/pkg/../../mod.rs",
        "/pkg/%2e%2e/%2e%2e/mod.rs",
        "/%2e%2e/mod.rs",
    ] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.lossy());
        assert!(!answer.lossy().contains("TestApp"), "{path}");
    }
    app.close().await;
}
