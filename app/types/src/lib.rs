//! Values and pure rules that server and browser share.
//!
//! Nothing here reads a clock, a database or the network: a form in the browser
//! and a use case on the server come to the same verdict because they run the
//! same code. Input types have a `validated` method that tidies every field and
//! reports **all** fields that are wrong at once.
#![warn(missing_docs)]

pub mod account;
pub mod api_key;
pub mod booking;
pub mod document;
pub mod error;
pub mod ical;
pub mod ids;
pub mod listing;
pub mod money;
pub mod notice;
pub mod notifications;
pub mod page;
mod patch;
pub mod policy;
pub mod price;
pub mod profile;
pub mod rates;
pub mod report;
pub mod review;
pub mod search;
pub mod second_factor;
pub mod stay;
pub mod text;
pub mod validate;
pub mod webhook;

pub use error::AppError;
pub use ids::{
    AccountId, ApiKeyId, BookingId, ChargeRuleId, HotelId, IcalFeedId, IcalImportId, NoticeId,
    PhotoId, PromotionId, RateRuleId, ReviewId, RoomId, RoomStayId, RoomTypeId, SessionId,
    WebhookDeliveryId, WebhookEndpointId,
};
pub use money::{Currency, Money};
pub use page::Page;
pub use stay::Stay;
pub use validate::{FieldError, FieldErrors};
