mod booking;
mod finalizing;
mod race;
