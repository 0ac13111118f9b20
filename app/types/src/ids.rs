//! Identifiers. Each kind of thing has a type of its own, so that a room's id
//! cannot be passed where a hotel's is meant. All are UUIDs of version 7
//! (RFC 9562), which sort by the time they were made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A person who can sign in.
    AccountId
    /// A hotel.
    HotelId
    /// A kind of room that a hotel sells.
    RoomTypeId
    /// A physical room.
    RoomId
    /// A reservation of one or more rooms.
    BookingId
    /// One room's part of a booking.
    RoomStayId
    /// A signed-in device or integration.
    SessionId
    /// A key of the REST API.
    ApiKeyId
    /// A rule that makes prices or limits sales.
    RateRuleId
    /// A promotion code of a hotel.
    PromotionId
    /// A tax or fee of a hotel.
    ChargeRuleId
    /// A letter, sent or not.
    NoticeId
    /// A photograph.
    PhotoId
    /// Where a hotel's events are sent.
    WebhookEndpointId
    /// One event on its way to one endpoint.
    WebhookDeliveryId
    /// A calendar of a hotel that others may read.
    IcalFeedId
    /// A calendar of others that takes a room.
    IcalImportId
    /// What a guest says of a stay.
    ReviewId
}
