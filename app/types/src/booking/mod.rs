//! Bookings: asking for one, changing it, and what became of it.

mod change;
mod quote;
mod request;
mod state;
mod steps;
#[cfg(test)]
mod tests;
mod view;

pub use change::{
    BookingPatch, CancelRequest, ChangePreview, ChangedNight, NightChange, RoomChange,
};
pub use quote::{Quote, QuotedRoom};
pub use request::{DeskGuest, MAX_ROOMS, NewBooking, NewDeskBooking, RoomRequest};
pub use state::{BookingSource, BookingState};
pub use steps::{
    CancelPreview, CancelPreviewRequest, CheckOutRequest, DeskBooking, NewNote, UndoRequest,
};
pub use view::{
    Block, BookedRoom, Booking, BookingEvent, BookingFilter, BookingGuest, BookingNote, NewBlock,
    Night, RoomOccupancy,
};
