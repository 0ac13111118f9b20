mod export;
mod import;
mod parsing;
mod place;
mod planning;

use chrono::NaiveDate;
use types::{
    RoomId,
    account::SignUpRole,
    booking::NewBlock,
    ical::{IcalFeedInput, IcalImport, IcalImportInput},
};

use self::place::Place;
use super::*;
use crate::{
    Error,
    testing::{TestHotel, World, date},
};

/// A hotel with some rooms, and another place where the first of them is sold.
struct Scene {
    world: World,
    owner: Actor,
    guest: Actor,
    hotel: TestHotel,
    place: Place,
    import: IcalImport,
}

impl Scene {
    async fn new(rooms: usize, file: impl Into<Vec<u8>>) -> Self {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let (_, guest) = world.account(SignUpRole::Guest).await;
        let hotel = world.hotel(&owner, rooms).await;
        let place = Place::serving(file).await;
        let input = IcalImportInput { url: place.url.clone(), channel: "Airbnb".to_owned() };
        let import =
            create_import(&world.svc, &owner, hotel.rooms[0].id, input).await.expect("added");
        Self { world, owner, guest, hotel, place, import }
    }

    fn room(&self) -> RoomId {
        self.hotel.rooms[0].id
    }

    /// Reads the calendar as it is now.
    async fn read(&self) -> IcalImport {
        refresh(&self.world.svc, self.import.id).await.expect("read");
        let all = imports(&self.world.svc, &self.owner, self.room()).await.expect("listed");
        all.into_iter().find(|one| one.id == self.import.id).expect("there")
    }

    /// The room's blocks, as `10-12` for the nights from 10 to 12 March.
    async fn blocks(&self) -> Vec<String> {
        let blocks = crate::bookings::blocks(&self.world.svc, &self.owner, self.room()).await;
        let days = |day: NaiveDate| day.format("%-d").to_string();
        let blocks = blocks.expect("listed");
        blocks.iter().map(|block| format!("{}-{}", days(block.from), days(block.to))).collect()
    }

    async fn done(self) {
        let checks = crate::invariants::check(&self.world.db.pool, self.world.svc.clock.now());
        // Nobody sends the letters in these tests.
        let checks = checks.await.expect("checked").into_iter();
        for check in checks.filter(|check| check.what != "work that is overdue") {
            assert_eq!(check.violations, 0, "{}", check.what);
        }
        self.world.db.drop().await;
    }
}

/// A calendar with these events in March 2027.
fn march(events: &[(u32, u32)]) -> String {
    let events: String = events
        .iter()
        .map(|(from, to)| {
            format!(
                "BEGIN:VEVENT\r\nDTEND;VALUE=DATE:202703{to:02}\r\nDTSTART;VALUE=DATE:202703{from:02}\r\n\
                 UID:{from}-{to}@airbnb.com\r\nSUMMARY:Reserved\r\nEND:VEVENT\r\n"
            )
        })
        .collect();
    format!(
        "BEGIN:VCALENDAR\r\nPRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN\r\n\
         CALSCALE:GREGORIAN\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    )
}
