use chrono::TimeDelta;
use types::{HotelId, account::SignUpRole, listing::HotelPatch, page::PageRequest};

use crate::{
    Actor, Error, catalog, favourites, privacy,
    testing::{PASSWORD, World},
};

async fn listed(world: &World, actor: &Actor) -> Vec<HotelId> {
    let mut page = PageRequest { limit: Some(2), cursor: None };
    let mut seen = Vec::new();
    loop {
        let found = favourites::list(&world.svc, actor, &page).await.expect("listed");
        seen.extend(found.data.into_iter().map(|found| found.hotel.id));
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            return seen;
        }
    }
}

#[tokio::test]
async fn hotels_are_kept_and_found_again() {
    let world = World::new().await;
    let svc = &world.svc;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (_, guest) = world.account(SignUpRole::Guest).await;
    let (_, other) = world.account(SignUpRole::Guest).await;
    let mut hotels = Vec::new();
    for n in 0..3 {
        let hotel = world.hotel(&owner, 1).await.id;
        // Two at the same instant.
        world.clock.advance(TimeDelta::seconds(i64::from(n == 2)));
        favourites::add(svc, &guest, hotel).await.expect("kept");
        hotels.push(hotel);
    }
    favourites::add(svc, &guest, hotels[0]).await.expect("once more");
    let (first, last) = (hotels[0], hotels[2]);
    let mut all = listed(&world, &guest).await;
    assert_eq!(all[0], last, "the latest first");
    all.sort();
    let mut kept = hotels.clone();
    kept.sort();
    assert_eq!(all, kept);
    let card = favourites::list(svc, &guest, &PageRequest::default()).await.expect("listed");
    let card = &card.data[0];
    assert_eq!((card.from_price.map(|price| price.amount), &card.offer), (Some(30_000), &None));
    assert!(listed(&world, &other).await.is_empty(), "what is another's is not shown");
    let known = favourites::which(svc, &guest, &[first, last]).await.expect("asked");
    assert_eq!(known.len(), 2);
    let known = favourites::which(svc, &other, &[first, last]).await.expect("asked");
    assert!(known.is_empty());
    assert!(favourites::which(svc, &Actor::Anonymous, &[first]).await.expect("asked").is_empty());
    favourites::remove(svc, &other, first).await.expect("none of theirs");
    assert_eq!(listed(&world, &guest).await.len(), 3);
    favourites::remove(svc, &guest, last).await.expect("removed");
    favourites::remove(svc, &guest, last).await.expect("once more");

    let hide = HotelPatch { published: Some(false), ..HotelPatch::default() };
    catalog::edit_hotel(svc, &owner, first, 1, hide).await.expect("hidden");
    assert_eq!(listed(&world, &guest).await, [hotels[1]]);
    let hidden = favourites::add(svc, &other, first).await;
    assert!(matches!(hidden, Err(Error::NotFound("hotel"))), "{hidden:?}");
    let nobody = favourites::add(svc, &Actor::Anonymous, hotels[1]).await;
    assert!(matches!(nobody, Err(Error::Unauthenticated)), "{nobody:?}");
    world.db.drop().await;
}

#[tokio::test]
async fn there_are_not_too_many_and_they_go_with_the_account() {
    let world = World::new().await;
    let svc = &world.svc;
    let (_, owner) = world.account(SignUpRole::Hotelier).await;
    let (account, guest) = world.account(SignUpRole::Guest).await;
    let hotels = [world.hotel(&owner, 1).await.id, world.hotel(&owner, 1).await.id];
    // Without as many hotels.
    sqlx::query("ALTER TABLE favourite DROP CONSTRAINT favourite_hotel_id_fkey")
        .execute(&world.db.pool)
        .await
        .expect("dropped");
    sqlx::query(
        "INSERT INTO favourite SELECT $1, gen_random_uuid(), now() FROM generate_series(1, 499)",
    )
    .bind(account.id.0)
    .execute(&world.db.pool)
    .await
    .expect("many");
    favourites::add(svc, &guest, hotels[0]).await.expect("the last one");
    let full = favourites::add(svc, &guest, hotels[1]).await;
    assert!(matches!(full, Err(Error::Conflict { code: "limit_reached", .. })), "{full:?}");
    favourites::add(svc, &guest, hotels[0]).await.expect("it is there already");
    let copy = privacy::export(svc, &guest).await.expect("exported");
    assert_eq!(copy["favourites"].as_array().map(Vec::len), Some(500));
    privacy::erase(svc, &guest, PASSWORD).await.expect("erased");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM favourite")
        .fetch_one(&world.db.pool)
        .await
        .expect("counted");
    assert_eq!(left, 0);
    let late = favourites::add(svc, &guest, hotels[0]).await;
    assert!(matches!(late, Err(Error::Unauthenticated)), "{late:?}");
    world.db.drop().await;
}
