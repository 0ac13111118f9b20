//! Photographs of hotels and room types.

use std::{
    collections::HashSet,
    path::Path,
    time::{Duration, SystemTime},
};

use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use tokio::sync::Semaphore;
use types::{
    FieldErrors, HotelId, PhotoId, RoomTypeId,
    listing::{Photo, PhotoInput, PhotoPatch},
};

use super::{
    owned,
    store::{self, Subject},
};
use crate::{
    Services,
    actor::Actor,
    db,
    error::{Error, Result},
    ids::{new_id, random_bytes},
    once::{Idempotency, Once},
    pictures::{self, Picture, Rejected},
};

/// The most photographs of a hotel, those of its room types too.
const MOST_PHOTOS: i64 = 100;

/// Pictures are made one at a time, each process for itself: decoding takes memory.
static DESK: Semaphore = Semaphore::const_new(1);

/// How long a picture waits for its turn.
const TURN: Duration = Duration::from_secs(15);

/// Files that no photograph knows are kept for so long: they may be being written.
const ORPHANS_KEPT: Duration = Duration::from_secs(24 * 3600);

/// What a photograph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum PhotoOf {
    /// The house.
    Hotel(HotelId),
    /// A kind of room.
    RoomType(RoomTypeId),
}

/// Adds a photograph after all others, once only for an idempotency key. The flag says
/// whether it was done before. Of `file` nothing is kept but its pixels.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign hotel or room type; [`Error::Invalid`],
/// also if the file is no picture for us; [`Error::Conflict`] `too_many_photos`,
/// `idempotency_key_reused` or `request_in_progress`; [`Error::Unavailable`] if too many
/// pictures wait.
pub async fn add_photo(
    svc: &Services,
    actor: &Actor,
    of: PhotoOf,
    input: PhotoInput,
    file: Vec<u8>,
    key: Option<Idempotency>,
) -> Result<(Photo, bool)> {
    let subject = subject(svc, actor, of).await?;
    let digest = Sha256::digest(&file).to_vec();
    let once = Once::new(actor.hotelier()?, key, &(of, &input, digest))?;
    let input = input.validated()?;
    let picture = made(file).await?;
    let mut random = [0; 16];
    random_bytes(&mut random);
    let name = format!("{:032x}.jpg", u128::from_ne_bytes(random));
    let mut tx = svc.db.begin().await?;
    let result = async {
        if let Some(made) = once.answered(&mut tx).await? {
            return Ok((made, true));
        }
        let photo = insert(svc, &mut tx, subject, &input, &picture, &name).await?;
        once.keep(&mut tx, None, &photo, svc.clock.now()).await?;
        let (folder, picture, name) =
            (svc.settings.photo_dir.clone(), picture.clone(), name.clone());
        blocking(move || picture.write(&folder, &name)).await?.map_err(Error::internal)?;
        Ok((photo, false))
    }
    .await;
    let result = db::end(tx, result).await;
    if !matches!(result, Ok((_, false))) {
        forget_files(svc, name, picture.widths).await;
    }
    result
}

async fn insert(
    svc: &Services,
    tx: &mut PgConnection,
    subject: Subject,
    input: &PhotoInput,
    picture: &Picture,
    name: &str,
) -> Result<Photo> {
    let now = svc.clock.now();
    if !store::touch_subject(tx, subject, now).await? {
        return Err(Error::NotFound("hotel"));
    }
    if store::count_photos(&mut *tx, subject.hotel).await? >= MOST_PHOTOS {
        let detail = format!("A hotel has at most {MOST_PHOTOS} photographs. Delete one first.");
        return Err(Error::conflict("too_many_photos", detail));
    }
    let id = PhotoId(new_id(now));
    store::insert_photo(tx, id, subject, name, &input.alt, picture).await?;
    Ok(store::find_photo(tx, id).await?.ok_or(Error::NotFound("photo"))?.0)
}

/// Makes a picture of a file, when it is its turn.
async fn made(file: Vec<u8>) -> Result<Picture> {
    let turn = tokio::time::timeout(TURN, DESK.acquire()).await;
    let _turn = turn.map_err(|_| Error::Unavailable("many pictures wait".into()))?;
    blocking(move || Picture::read(&file)).await?.map_err(|rejected| {
        let (code, detail) = match rejected {
            Rejected::NoPicture => ("invalid", "Send a whole picture as JPEG, PNG or WebP."),
            Rejected::TooLarge => ("too_large", "Send a picture of at most 40 million pixels."),
        };
        FieldErrors::one("/photo", code, detail).into()
    })
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

async fn subject(svc: &Services, actor: &Actor, of: PhotoOf) -> Result<Subject> {
    match of {
        PhotoOf::Hotel(hotel) => {
            owned(svc, actor, hotel).await?;
            Ok(Subject { hotel, room_type: None })
        }
        PhotoOf::RoomType(id) => {
            actor.hotelier()?;
            let found = store::find_room_type(&svc.db, id).await?;
            let hotel = found.ok_or(Error::NotFound("room type"))?.hotel_id;
            owned(svc, actor, hotel).await.map_err(|error| error.renamed("room type"))?;
            Ok(Subject { hotel, room_type: Some(id) })
        }
    }
}

/// A photograph of a hotel that the actor may see.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn photo(svc: &Services, actor: &Actor, id: PhotoId) -> Result<Photo> {
    let (photo, subject) = store::find_photo(&svc.db, id).await?.ok_or(Error::NotFound("photo"))?;
    super::hotel(svc, actor, subject.hotel).await.map_err(|error| error.renamed("photo"))?;
    Ok(photo)
}

/// A photograph of the actor's own hotel.
async fn own(svc: &Services, actor: &Actor, id: PhotoId) -> Result<Subject> {
    actor.hotelier()?;
    let (_, subject) = store::find_photo(&svc.db, id).await?.ok_or(Error::NotFound("photo"))?;
    owned(svc, actor, subject.hotel).await.map_err(|error| error.renamed("photo"))?;
    Ok(subject)
}

/// Changes what is said of a photograph, and its place among the others.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one; [`Error::Invalid`].
pub async fn edit_photo(
    svc: &Services,
    actor: &Actor,
    id: PhotoId,
    patch: PhotoPatch,
) -> Result<Photo> {
    let subject = own(svc, actor, id).await?;
    let patch = patch.validated()?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        store::touch_subject(&mut tx, subject, svc.clock.now()).await?;
        if let Some(alt) = &patch.alt {
            store::update_alt(&mut *tx, id, alt).await?;
        }
        if let Some(position) = patch.position {
            let mut order = store::photos_of(&mut *tx, subject).await?;
            order.retain(|other| *other != id);
            order.insert(usize::from(position).min(order.len()), id);
            store::order_photos(&mut *tx, &order).await?;
        }
        Ok(store::find_photo(&mut *tx, id).await?.ok_or(Error::NotFound("photo"))?.0)
    }
    .await;
    db::end(tx, result).await
}

/// Deletes a photograph and, unless another shows the same, its files.
///
/// # Errors
/// [`Error::NotFound`] for a missing or foreign one.
pub async fn delete_photo(svc: &Services, actor: &Actor, id: PhotoId) -> Result<()> {
    let subject = own(svc, actor, id).await?;
    let mut tx = svc.db.begin().await?;
    let result = async {
        store::touch_subject(&mut tx, subject, svc.clock.now()).await?;
        store::delete_photo(&mut tx, id).await
    }
    .await;
    if let Some((file, widths)) = db::end(tx, result).await? {
        forget_files(svc, file, widths).await;
    }
    Ok(())
}

async fn forget_files(svc: &Services, file: String, widths: Vec<u32>) {
    let folder = svc.settings.photo_dir.clone();
    if let Err(error) = blocking(move || pictures::remove(&folder, &file, &widths)).await {
        tracing::warn!(%error, "files could not be removed");
    }
}

/// Removes files of ours that no photograph knows: of uploads that ended halfway. Returns
/// how many.
///
/// # Errors
/// If the database does not answer.
pub async fn clean_photos(svc: &Services) -> Result<usize> {
    let (folder, now) = (svc.settings.photo_dir.clone(), svc.clock.now().into());
    let found = blocking(move || old_uploads(&folder, now)).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let files: HashSet<String> = found.iter().map(|name| main_file(name)).collect();
    let files: Vec<String> = files.into_iter().collect();
    let known: HashSet<String> = store::known_files(&svc.db, &files).await?.into_iter().collect();
    let orphans: Vec<String> =
        found.into_iter().filter(|name| !known.contains(&main_file(name))).collect();
    let (folder, count) = (svc.settings.photo_dir.clone(), orphans.len());
    blocking(move || {
        for name in orphans {
            drop(std::fs::remove_file(folder.join(name)));
        }
    })
    .await?;
    Ok(count)
}

/// The file of the largest version that a version belongs to.
fn main_file(name: &str) -> String {
    let stem = name.trim_start_matches('.').get(..32).unwrap_or_default();
    pictures::file_name(stem, None)
}

/// Names of uploaded files, finished or not, that are old enough not to be in the making.
fn old_uploads(folder: &Path, now: SystemTime) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_old = |entry: &std::fs::DirEntry| {
        let made = entry.metadata().and_then(|about| about.modified());
        let age = made.ok().and_then(|made| now.duration_since(made).ok());
        age.is_some_and(|age| age > ORPHANS_KEPT)
    };
    let is_ours = |name: &str| {
        let name = name.trim_start_matches('.');
        let stem = name.split(['.', '-']).next().unwrap_or_default();
        stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let names =
        entries.flatten().filter(is_old).filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| is_ours(name)).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use types::account::SignUpRole;

    use super::*;
    use crate::testing::{World, hotel_input};

    #[tokio::test]
    async fn files_of_nobody_are_removed_after_a_day() {
        let world = World::new().await;
        let (_, owner) = world.account(SignUpRole::Hotelier).await;
        let hotel = crate::catalog::create_hotel(&world.svc, &owner, hotel_input()).await;
        let hotel = hotel.expect("created").id;
        let image = image::RgbImage::from_pixel(400, 300, image::Rgb([9, 99, 199]));
        let mut file = std::io::Cursor::new(Vec::new());
        image.write_to(&mut file, image::ImageFormat::Png).expect("written");
        let input = PhotoInput { alt: "The sea".to_owned() };
        let of = PhotoOf::Hotel(hotel);
        let added = add_photo(&world.svc, &owner, of, input, file.into_inner(), None).await;
        let (photo, _) = added.expect("added");
        let folder = &world.svc.settings.photo_dir;
        let stem = "0123456789abcdef0123456789abcdef";
        let orphans =
            [format!("{stem}.jpg"), format!("{stem}-320.jpg"), format!(".{stem}.jpg.part")];
        for name in orphans.iter().map(String::as_str).chain(["house.jpg"]) {
            fs::write(folder.join(name), "x").expect("written");
        }
        // The tests' clock is ahead of the files', but not of this one.
        let young = folder.join("ffffffffffffffffffffffffffffffff.jpg");
        let made = fs::File::create(&young).expect("made");
        made.set_modified(world.svc.clock.now().into()).expect("set");
        assert_eq!(clean_photos(&world.svc).await.expect("cleaned"), 3);
        assert_eq!(clean_photos(&world.svc).await.expect("cleaned"), 0);
        assert!(young.exists() && folder.join("house.jpg").exists());
        assert!(folder.join(photo.url.trim_start_matches("/photos/")).exists());
        assert!(!folder.join(&orphans[0]).exists());
        world.db.drop().await;
    }
}
