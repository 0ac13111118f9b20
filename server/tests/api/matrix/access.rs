//! Whose business each operation is.

use super::scene::{Principal, Target};

/// Whose business an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody's, whoever they are; it tells nothing about anybody.
    Open,
    /// Everybody's, about themselves; it tells those who have not signed in that they have not.
    Oneself,
    /// Everybody's, as far as it is published.
    Published,
    /// A published hotel's; the scene's is not, for its owner neither.
    PublishedHotel,
    /// A published hotel's, or one's own by its id.
    Listing,
    /// The same for who signed in.
    ListingOnceSignedIn,
    /// Everybody's who signed in, for their own account.
    Account,
    /// The guest's alone whose it is: the scene's are the guest's.
    OwnThing,
    /// Any guest's.
    Guest,
    /// Any guest's, at a hotel that is published; the scene's is not.
    GuestAtHotel,
    /// Any hotelier's.
    Hotelier,
    /// The hotel's owner's.
    HotelOwner,
    /// The guest's and the hotel's owner's.
    Booking,
    /// The hotel's owner's; the guest knows the booking but may not.
    BookingStaff,
    /// The guest's whose the booking is; no hotelier's.
    BookingGuest,
}

/// What an answer's status must be.
pub enum Verdict {
    /// One of these.
    Is(&'static [u16]),
    /// Neither refused nor missing, whatever else may be wrong.
    Passes,
    /// Anything but a failure of ours.
    Anything,
}

/// All operations by their ids.
pub const ACCESS: [(&str, Access); 118] = [
    ("createAccount", Access::Open),
    ("createSession", Access::Open),
    ("requestPasswordReset", Access::Open),
    ("resetPassword", Access::Open),
    ("verifyEmail", Access::Open),
    ("searchHotels", Access::Published),
    ("searchRooms", Access::Published),
    ("createQuote", Access::PublishedHotel),
    ("getHotel", Access::Listing),
    ("getAvailability", Access::Listing),
    ("listRoomTypes", Access::Listing),
    ("getRoomType", Access::Listing),
    ("listRooms", Access::Listing),
    ("getRoom", Access::Listing),
    ("getPhoto", Access::Listing),
    ("getMe", Access::Account),
    ("updateMe", Access::Account),
    ("changePassword", Access::Account),
    ("eraseMe", Access::Account),
    ("exportMe", Access::Account),
    ("requestEmailVerification", Access::Account),
    ("listSessions", Access::Account),
    ("deleteCurrentSession", Access::Account),
    ("listApiKeys", Access::Account),
    ("createApiKey", Access::Account),
    ("deleteSession", Access::OwnThing),
    ("deleteApiKey", Access::OwnThing),
    ("getGuest", Access::Guest),
    ("listBookings", Access::Guest),
    ("createBooking", Access::GuestAtHotel),
    ("getHotelier", Access::Hotelier),
    ("createHotel", Access::Hotelier),
    ("listMyHotels", Access::Hotelier),
    ("createHotelPhoto", Access::HotelOwner),
    ("createRoomTypePhoto", Access::HotelOwner),
    ("updatePhoto", Access::HotelOwner),
    ("deletePhoto", Access::HotelOwner),
    ("updateHotel", Access::HotelOwner),
    ("deleteHotel", Access::HotelOwner),
    ("createRoomType", Access::HotelOwner),
    ("updateRoomType", Access::HotelOwner),
    ("deleteRoomType", Access::HotelOwner),
    ("createRooms", Access::HotelOwner),
    ("updateRoom", Access::HotelOwner),
    ("deleteRoom", Access::HotelOwner),
    ("listBlocks", Access::HotelOwner),
    ("createBlock", Access::HotelOwner),
    ("deleteBlock", Access::HotelOwner),
    ("listRateRules", Access::HotelOwner),
    ("createRateRule", Access::HotelOwner),
    ("editRatesInBulk", Access::HotelOwner),
    ("getRateRule", Access::HotelOwner),
    ("updateRateRule", Access::HotelOwner),
    ("deleteRateRule", Access::HotelOwner),
    ("getRateCalendar", Access::HotelOwner),
    ("explainPrice", Access::HotelOwner),
    ("listPromotions", Access::HotelOwner),
    ("createPromotion", Access::HotelOwner),
    ("getPromotion", Access::HotelOwner),
    ("updatePromotion", Access::HotelOwner),
    ("deletePromotion", Access::HotelOwner),
    ("listCharges", Access::HotelOwner),
    ("createCharge", Access::HotelOwner),
    ("getCharge", Access::HotelOwner),
    ("updateCharge", Access::HotelOwner),
    ("deleteCharge", Access::HotelOwner),
    ("listHotelBookings", Access::HotelOwner),
    ("createDeskBooking", Access::HotelOwner),
    ("getOccupancy", Access::HotelOwner),
    ("getReport", Access::HotelOwner),
    ("listHotelNotices", Access::HotelOwner),
    ("resendNotice", Access::HotelOwner),
    ("listWebhookEndpoints", Access::HotelOwner),
    ("createWebhookEndpoint", Access::HotelOwner),
    ("getWebhookEndpoint", Access::HotelOwner),
    ("updateWebhookEndpoint", Access::HotelOwner),
    ("deleteWebhookEndpoint", Access::HotelOwner),
    ("rotateWebhookSecret", Access::HotelOwner),
    ("testWebhookEndpoint", Access::HotelOwner),
    ("listWebhookDeliveries", Access::HotelOwner),
    ("replayWebhookDelivery", Access::HotelOwner),
    ("listIcalFeeds", Access::HotelOwner),
    ("createIcalFeed", Access::HotelOwner),
    ("deleteIcalFeed", Access::HotelOwner),
    ("listIcalImports", Access::HotelOwner),
    ("createIcalImport", Access::HotelOwner),
    ("deleteIcalImport", Access::HotelOwner),
    ("refreshIcalImport", Access::HotelOwner),
    ("listIcalConflicts", Access::HotelOwner),
    ("getBooking", Access::Booking),
    ("changeBooking", Access::Booking),
    ("previewChange", Access::Booking),
    ("previewCancellation", Access::Booking),
    ("cancelBooking", Access::Booking),
    ("confirmBooking", Access::Booking),
    ("listBookingEvents", Access::Booking),
    ("listBookingNotices", Access::Booking),
    ("getBookingCalendar", Access::Booking),
    ("checkIn", Access::BookingStaff),
    ("checkOut", Access::BookingStaff),
    ("markNoShow", Access::BookingStaff),
    ("undoBookingStep", Access::BookingStaff),
    ("listBookingNotes", Access::BookingStaff),
    ("createBookingNote", Access::BookingStaff),
    ("listHotelReviews", Access::Listing),
    ("getReviewSummary", Access::Listing),
    ("getBookingReview", Access::Booking),
    ("createReview", Access::BookingGuest),
    ("updateReview", Access::BookingGuest),
    ("answerReview", Access::HotelOwner),
    ("finishSession", Access::Open),
    ("beginSecondFactor", Access::Account),
    ("confirmSecondFactor", Access::Account),
    ("disableSecondFactor", Access::Account),
    ("renewRecoveryCodes", Access::Account),
    ("listFavourites", Access::Account),
    ("addFavourite", Access::ListingOnceSignedIn),
    ("removeFavourite", Access::Account),
];

/// Whose business that operation is.
pub fn of(id: &str) -> Access {
    let found = ACCESS.iter().find(|(known, _)| *known == id);
    found.unwrap_or_else(|| panic!("say whose business {id} is")).1
}

impl Access {
    /// Whether somebody may know that the scene's things are there.
    pub fn may_know(self, principal: Principal) -> bool {
        match principal {
            Principal::Guest => {
                matches!(self, Self::Account | Self::Oneself | Self::OwnThing | Self::Guest)
                    || matches!(self, Self::Booking | Self::BookingStaff | Self::BookingGuest)
            }
            Principal::Hotelier => !matches!(self, Self::OwnThing),
            // The hotelier's, and what it is for.
            Principal::KeyWith => !matches!(self, Self::OwnThing),
            _ => false,
        }
    }

    /// What the answer to somebody must be.
    pub fn expected(self, principal: Principal, target: Target) -> Verdict {
        use Principal::{Anonymous, Guest, Hotelier, OtherGuest, OtherHotelier};
        let there = target == Target::Scene;
        let guest = matches!(principal, Guest | OtherGuest);
        match self {
            Self::Open => Verdict::Anything,
            Self::Published | Self::Oneself => Verdict::Passes,
            Self::PublishedHotel => Verdict::Is(&[404]),
            Self::Listing if there && principal == Hotelier => Verdict::Passes,
            Self::Listing => Verdict::Is(&[404]),
            _ if principal == Anonymous => Verdict::Is(&[401]),
            Self::ListingOnceSignedIn if there && principal == Hotelier => Verdict::Passes,
            Self::ListingOnceSignedIn => Verdict::Is(&[404]),
            Self::Account => Verdict::Passes,
            Self::OwnThing if there && principal == Guest => Verdict::Passes,
            Self::OwnThing => Verdict::Is(&[404]),
            Self::Guest if guest => Verdict::Passes,
            Self::GuestAtHotel if guest => Verdict::Is(&[404]),
            Self::Guest | Self::GuestAtHotel => Verdict::Is(&[403]),
            Self::Hotelier if guest => Verdict::Is(&[403]),
            Self::Hotelier => Verdict::Passes,
            Self::HotelOwner if there && principal == Hotelier => Verdict::Passes,
            Self::HotelOwner | Self::BookingStaff if principal == OtherHotelier => {
                Verdict::Is(&[404])
            }
            Self::HotelOwner if guest => Verdict::Is(&[403, 404]),
            Self::HotelOwner => Verdict::Is(&[404]),
            Self::Booking if there && matches!(principal, Guest | Hotelier) => Verdict::Passes,
            Self::Booking => Verdict::Is(&[404]),
            Self::BookingGuest if there && principal == Guest => Verdict::Passes,
            Self::BookingGuest if guest => Verdict::Is(&[404]),
            Self::BookingGuest => Verdict::Is(&[403]),
            Self::BookingStaff if there && principal == Hotelier => Verdict::Passes,
            Self::BookingStaff if there && principal == Guest => Verdict::Is(&[403]),
            Self::BookingStaff if guest => Verdict::Is(&[403, 404]),
            Self::BookingStaff => Verdict::Is(&[404]),
        }
    }
}
