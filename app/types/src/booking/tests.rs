use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::ids::{HotelId, RoomId, RoomTypeId};

fn request() -> NewBooking {
    let date = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a date");
    NewBooking {
        hotel_id: HotelId(Uuid::nil()),
        check_in: date(10),
        check_out: date(13),
        rooms: vec![RoomRequest {
            room_type_id: Some(RoomTypeId(Uuid::nil())),
            room_id: None,
            adults: 2,
            children: 0,
        }],
        guest_note: "  late arrival ".into(),
        expected_total: None,
        hold: false,
        promotion_code: None,
    }
}

#[test]
fn a_good_request_is_tidied() {
    let (request, stay) = request().validated().expect("valid");
    assert_eq!((request.guest_note.as_str(), stay.nights()), ("late arrival", 3));
}

#[test]
fn all_wrong_fields_are_reported_at_once() {
    let mut bad = request();
    bad.check_out = bad.check_in;
    let room = RoomId(Uuid::nil());
    bad.rooms = vec![
        RoomRequest { room_type_id: None, room_id: Some(room), adults: 0, children: -1 },
        RoomRequest { room_type_id: None, room_id: Some(room), adults: 1, children: 0 },
        RoomRequest { room_type_id: None, room_id: None, adults: 1, children: 0 },
    ];
    let errors = bad.validated().expect_err("refused");
    let pointers: Vec<&str> = errors.0.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/check_out", "/rooms/0/adults", "/rooms/0/children", "/rooms/1/room_id", "/rooms/2"]
    );
}

#[test]
fn finished_bookings_stay_finished() {
    use BookingState::{Cancelled, Completed, Expired, NoShow};
    for from in [Completed, Cancelled, NoShow, Expired] {
        assert!(BookingState::ALL.into_iter().all(|to| !from.can_become(to)), "{from:?}");
        assert!(!from.occupies());
    }
}
