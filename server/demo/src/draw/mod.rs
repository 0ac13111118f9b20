//! The demonstration's photographs, drawn by its own code: places of Brazil, houses,
//! rooms and tables, as on travel posters. The same code always draws the same picture.

mod catalogue;
mod finish;
mod rooms;
mod scenes;
mod tools;

use std::{
    fs, io,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

pub use self::catalogue::{Picture, pictures};
use self::tools::Canvas;

/// Pixels across every picture.
pub const WIDTH: u32 = 1200;
/// Pixels down every picture.
pub const HEIGHT: u32 = 800;

/// Draws a picture and makes a JPEG file of it.
fn render(picture: &Picture) -> io::Result<Vec<u8>> {
    let mut canvas = Canvas::new(WIDTH).ok_or_else(|| io::Error::other("no canvas"))?;
    (picture.draw)(&mut canvas);
    finish::develop(&mut canvas);
    finish::jpeg(&canvas).map_err(io::Error::other)
}

/// Writes every picture that is not in `folder` yet, in two threads. `drawn` is told
/// of each one that is done. Returns how many were written.
///
/// # Errors
/// If a file cannot be written.
pub fn write_all(folder: &Path, drawn: &(dyn Fn() + Sync)) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let all: Vec<&Picture> = pictures().collect();
    let work = || -> io::Result<()> {
        while let Some(picture) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = folder.join(picture.file);
            if !file.exists() {
                // Written aside first, so that a killed run leaves no half picture.
                let aside = folder.join(format!(".{}.part", picture.file));
                fs::write(&aside, render(picture)?)?;
                fs::rename(&aside, &file)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            drawn();
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let helper = scope.spawn(work);
        let own = work();
        let helped = helper.join().map_err(|_| io::Error::other("a picture could not be drawn"))?;
        own.and(helped)
    })?;
    Ok(written.into_inner())
}
