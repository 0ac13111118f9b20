//! Tables of many lines: read while they are written, so that a hotel with a long history costs no memory.

use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::support::{TestApp, text};

const BOOKINGS: i64 = 50_000;

/// The server reads a page ahead at most: bookings that go while the table is read are not in it.
/// That this can fail was seen with a table that is put together before it is sent.
#[tokio::test]
async fn a_long_table_is_never_held_as_a_whole() {
    let app = TestApp::new().await;
    let (owner, guest) = (app.hotelier().await, app.guest().await);
    let house = app.house(&owner, 1, true).await;
    let made = app.book(&guest, &house, ("2027-03-10", "2027-03-12"), "k").ok(201).await;
    let copies = sqlx::query(
        "INSERT INTO booking SELECT (jsonb_populate_record(b, jsonb_build_object(
             'id', gen_random_uuid(), 'code', 'X' || n, 'state', 'completed',
             'check_in', b.check_in - n::integer % 3000, 'check_out', b.check_in - n::integer % 3000 + 2))).*
         FROM booking b, generate_series(1, $2) AS n WHERE b.id = $1::uuid",
    );
    let copies = copies.bind(text(&made["id"])).bind(BOOKINGS);
    let mut tx = app.world.db.pool.begin().await.expect("begun");
    // So many at once may take longer than a statement of the server's may.
    sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await.expect("set");
    copies.execute(&mut *tx).await.expect("many");
    tx.commit().await.expect("committed");
    sqlx::query("ANALYZE booking").execute(&app.world.db.pool).await.expect("counted");
    let ask = || {
        let path = format!("/api/v1/hotels/{}/bookings", house.id);
        let request = axum::http::Request::get(path)
            .header("accept", "text/csv")
            .header("authorization", format!("Bearer {}", owner.token));
        app.router().oneshot(request.body(axum::body::Body::empty()).expect("a request"))
    };
    let mut body = ask().await.expect("an answer").into_body();
    let (mut lines, mut largest) = (0, 0);
    while let Some(frame) = body.frame().await {
        let data = frame.expect("whole").into_data().expect("data");
        largest = largest.max(data.len());
        lines += data.iter().filter(|byte| **byte == b'\n').count();
    }
    assert_eq!(lines, usize::try_from(BOOKINGS).expect("small") + 2);
    assert!(largest < 64 * 1024, "{largest} bytes at a time");

    let mut body = ask().await.expect("an answer").into_body();
    body.frame().await.expect("a beginning").expect("whole");
    sqlx::query("DELETE FROM booking WHERE code LIKE 'X%'")
        .execute(&app.world.db.pool)
        .await
        .expect("gone");
    let mut rest = 0;
    while let Some(frame) = body.frame().await {
        let data = frame.expect("whole").into_data().expect("data");
        rest += data.iter().filter(|byte| **byte == b'\n').count();
    }
    assert!(rest <= 200, "{rest} lines were held already");
    app.close().await;
}
