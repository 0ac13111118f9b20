use types::{account::SignUpRole, booking::CancelRequest};

use crate::{
    Error, accounts, bookings, privacy,
    testing::{PASSWORD, World, sign_in_request},
};

/// Every text of every row of every table, asked of the database's own catalogue.
async fn everything(world: &World) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    )
    .fetch_all(&world.db.pool)
    .await
    .expect("listed");
    let mut all = String::new();
    for table in tables {
        let query = sqlx::AssertSqlSafe(format!(
            "SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t"
        ));
        let rows: String = sqlx::query_scalar(query).fetch_one(&world.db.pool).await.expect("read");
        all.push_str(&rows);
    }
    all
}

#[tokio::test]
async fn what_is_erased_is_in_no_table_any_more() {
    let world = World::new().await;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let mut request = crate::testing::sign_up_request(SignUpRole::Guest);
    request.first_name = "Quitéria".into();
    request.last_name = "Zwingenberger".into();
    request.phone = "+55 11 91234-7788".into();
    let account = accounts::sign_up(&world.svc, request.clone()).await.expect("signed up");
    let session = accounts::begin_session(&world.svc, account.id, accounts::Door::Api, None)
        .await
        .expect("signed in");
    let guest = crate::Actor::Account {
        id: account.id,
        role: types::account::Role::Guest,
        session: session.id,
    };
    let hotel = world.hotel(&owner, 1).await;
    let mut order = hotel.request("2027-03-10", "2027-03-12");
    order.guest_note = "My knee hurts, says Quitéria".into();
    let key = bookings::Idempotency {
        key: "k".into(),
        route: "test",
        source: types::booking::BookingSource::Api,
    };
    let svc = &world.svc;
    let (booking, _) = bookings::book(svc, &guest, order, Some(key)).await.expect("booked");
    bookings::add_note(svc, &owner, booking.id, "Zwingenberger wants quiet").await.expect("noted");

    let key = types::api_key::ApiKeyInput {
        name: "Quitéria's program".into(),
        scopes: vec![types::api_key::Scope::BookingsRead],
        expires_at: None,
    };
    let key = accounts::create_api_key(svc, &guest, key).await.expect("made");

    let copy = privacy::export(svc, &guest).await.expect("exported");
    assert_eq!(copy["api_keys"][0]["name"], "Quitéria's program");
    assert!(copy["api_keys"][0].get("token_hash").is_none());
    assert_eq!(copy["guest"]["last_name"], "Zwingenberger");
    assert_eq!(copy["bookings"][0]["guest_note"], "My knee hurts, says Quitéria");
    assert_eq!(copy["bookings"][0]["rooms"][0]["nights"].as_array().map(Vec::len), Some(2));
    assert_eq!(copy["bookings"][0]["staff_notes"][0], "Zwingenberger wants quiet");
    assert!(copy["account"].get("password_hash").is_none());

    let open = privacy::erase(svc, &guest, PASSWORD).await;
    assert!(matches!(open, Err(Error::Conflict { code: "has_bookings", .. })), "{open:?}");
    let cancel = CancelRequest { reason: "Quitéria is ill".into(), ..CancelRequest::default() };
    bookings::cancel(svc, &guest, booking.id, None, cancel).await.expect("cancelled");
    let wrong = privacy::erase(svc, &guest, "not it at all").await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    let before = everything(&world).await;
    let marks = ["Quitéria", "Zwingenberger", "91234", &account.email, "529982", "52998224725"];
    assert!(marks[..4].iter().all(|mark| before.contains(mark)), "the test looks where they are");
    privacy::erase(svc, &guest, PASSWORD).await.expect("erased");
    let after = everything(&world).await;
    for mark in marks {
        assert!(!after.contains(mark), "{mark} is still there");
    }
    let again =
        accounts::sign_in(svc, sign_in_request(&account.email), accounts::Door::Api, None).await;
    assert!(matches!(again, Err(Error::WrongCredentials)), "nobody signs in any more");
    let by_key = accounts::authenticate_key(svc, &key.secret).await.expect("asked");
    assert!(by_key.is_none(), "nor does a program");
    // The hotel's record is whole.
    let kept = bookings::booking(svc, &owner, booking.id).await.expect("kept");
    assert_eq!((kept.guest.name.as_str(), kept.version), ("Erased guest", 2));

    let hotels = privacy::erase(svc, &owner, PASSWORD).await;
    assert!(matches!(hotels, Err(Error::Conflict { code: "has_hotels", .. })), "{hotels:?}");
    // History can be changed in no other way.
    let forged = sqlx::query("UPDATE booking_event SET reason = 'x'").execute(&world.db.pool).await;
    assert!(forged.is_err());
    world.db.drop().await;
}
