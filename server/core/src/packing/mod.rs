//! Making room for a stay when every night has a free room of the type but no room
//! is free on all of them: stays of others that are not for a certain room go to
//! other rooms of the type. As few as can be, and none that has begun.

mod plan;
mod sale;
mod solve;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use plan::plan;
pub(crate) use sale::make_room;
pub(crate) use store::rooms_of;

/// How many rooms' stays may be looked through for one plan: some milliseconds.
const LOOKS: u32 = 50_000;
