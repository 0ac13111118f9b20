use pousada_core::{
    bookings::{self, book},
    testing::{World, date},
};
use types::{
    account::SignUpRole,
    booking::{BookingState, NewBooking},
};

use crate::{catcher::mails_to, eventually, rows, setting, start};

/// The subjects that the catcher has for `address`, once there are `count`.
async fn subjects(address: &str, count: usize) -> Vec<String> {
    eventually(&format!("{count} mails to {address}"), || async {
        let mails = mails_to(address).await;
        (mails.len() >= count).then(|| {
            let subject = |mail: &serde_json::Value| mail["subject"].as_str().map(str::to_owned);
            mails.iter().filter_map(subject).collect()
        })
    })
    .await
}

/// From a booking over the moved clock to the room's being free again, with every
/// e-mail on the way through PostgreSQL, Redis, the handler and a mail server.
#[tokio::test(flavor = "multi_thread")]
async fn a_stay_is_confirmed_and_finalized_by_the_worker() {
    let world = World::new().await;
    let (hotelier, owner) = world.account(SignUpRole::Hotelier).await;
    let (account, guest) = world.account(SignUpRole::Guest).await;
    let hotel = world.hotel(&owner, 1).await;
    let worker = start(&world, &setting("REDIS_URL"));

    let request = hotel.request("2027-03-10", "2027-03-12");
    let (booking, _) = book(&world.svc, &guest, request.clone(), None).await.expect("booked");
    let mut got = subjects(&account.email, 2).await;
    got.sort();
    // Nobody said otherwise: Portuguese.
    assert_eq!(got[0], "Boas-vindas à Pousada");
    let subject = "Reserva confirmada: Pousada do Cais, 10 a 12 de março de 2027";
    assert_eq!(got[1], format!("{subject} ({})", booking.code));
    let got = subjects(&hotelier.email, 2).await;
    assert!(got.iter().any(|subject| subject.starts_with("Nova reserva: ")), "{got:?}");
    let mails = mails_to(&account.email).await;
    let confirmed =
        mails.iter().find(|m| m["subject"].as_str().is_some_and(|s| s.contains("confirmada")));
    let text = confirmed.expect("the letter")["text"].as_str().unwrap_or_default().to_owned();
    assert!(text.contains(&booking.code) && text.contains("600,00"), "{text}");
    eventually("a ticking worker", || async { worker.is_ticking().then_some(()) }).await;

    // Nothing is finalized early.
    world.clock.set("2027-03-12T14:59:59Z".parse().expect("an instant"));
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let now = bookings::booking(&world.svc, &guest, booking.id).await.expect("found");
    assert_eq!(now.state, BookingState::Confirmed);

    // Noon in São Paulo.
    world.clock.set("2027-03-12T15:00:00Z".parse().expect("an instant"));
    eventually("the finalization", || async {
        let now = bookings::booking(&world.svc, &guest, booking.id).await.expect("found");
        (now.state == BookingState::Completed).then_some(())
    })
    .await;
    let got = subjects(&account.email, 3).await;
    assert!(got.iter().any(|subject| subject.starts_with("Agradecemos sua estada")), "{got:?}");

    // The room is on sale again, from this very night on.
    let tonight =
        NewBooking { check_in: date("2027-03-12"), check_out: date("2027-03-14"), ..request };
    let (second, _) = book(&world.svc, &guest, tonight, None).await.expect("booked again");
    assert_eq!(second.rooms[0].room_id, booking.rooms[0].room_id);

    eventually("all work to be done", || async {
        // The second stay's finalization waits for its day.
        (rows(&world, "pending").await == 1
            && rows(&world, "queued").await == 0
            && rows(&world, "running").await == 0)
            .then_some(())
    })
    .await;
    assert_eq!(rows(&world, "dead").await, 0);
    worker.stop().await;
    world.db.drop().await;
}
