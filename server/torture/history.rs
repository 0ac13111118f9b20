//! What clients were told, line by line in a file.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::Utc;
use pousada_core::Clock;
use serde::{Deserialize, Serialize};
use types::BookingId;

/// A booking that a client was told it has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acknowledgement {
    pub at: chrono::DateTime<Utc>,
    pub guest: String,
    pub key: String,
    pub booking: BookingId,
    pub code: String,
}

/// The file.
pub struct History {
    path: PathBuf,
    file: Mutex<File>,
    clock: Clock,
}

impl History {
    pub fn at(path: &Path) -> Self {
        let file = Mutex::new(File::create(path).expect("a file"));
        Self { path: path.to_owned(), file, clock: Clock::system() }
    }

    /// Writes down that `guest` was told of a booking.
    pub fn acknowledge(&self, guest: &str, key: &str, booking: BookingId, code: &str) {
        let line = Acknowledgement {
            at: self.clock.now(),
            guest: guest.to_owned(),
            key: key.to_owned(),
            booking,
            code: code.to_owned(),
        };
        let mut line = serde_json::to_vec(&line).expect("json");
        line.push(b'\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&line).expect("written");
    }

    /// What was written down.
    pub fn read(&self) -> Vec<Acknowledgement> {
        let text = fs::read_to_string(&self.path).expect("a file");
        text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect()
    }
}
