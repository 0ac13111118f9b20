//! Reading another's calendar, and having it take the room.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use hyper::Method;
use sqlx::PgConnection;
use types::{IcalImportId, Stay, stay::MAX_NIGHTS};

use super::{
    own_host,
    parse::{self, Calendar, Nights},
    plan, store,
};
use crate::{Services, bookings, db, error::Result, local_time, web::Outgoing};

/// How often a calendar is read.
const EVERY: TimeDelta = TimeDelta::minutes(15);

/// How many calendars become due at a time.
const BATCH: i64 = 500;

/// The most bytes of a calendar.
const MOST_BYTES: usize = 1024 * 1024;

/// Whether a calendar was read, well or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refreshed {
    /// It was, and how it went is noted.
    Over,
    /// Too much is on its way: it was not.
    Busy,
}

/// Notes the work of reading every calendar whose time has come. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn plan_due(svc: &Services) -> Result<u64> {
    let now = svc.clock.now();
    store::plan_due(&svc.db, now, now + EVERY, BATCH).await
}

/// Reads a calendar and blocks the nights of its events, as far as nobody has them. If it
/// cannot be read, what it said before still holds.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn refresh(svc: &Services, id: IcalImportId) -> Result<Refreshed> {
    let Some(import) = store::reading(&svc.db, id).await? else { return Ok(Refreshed::Over) };
    let Some(turn) = svc.web.turn().await else { return Ok(Refreshed::Busy) };
    let file = fetch(svc, &import.url).await;
    drop(turn);
    let zone = local_time::zone(&import.time_zone).unwrap_or(Tz::UTC);
    let calendar = file.and_then(|file| {
        parse::read(&file, zone, own_host(svc)).map_err(|error| error.to_string())
    });
    match calendar {
        Ok(calendar) => apply(svc, &import, &calendar).await?,
        Err(error) => store::note_failure(&svc.db, id, &error, svc.clock.now()).await?,
    }
    Ok(Refreshed::Over)
}

async fn fetch(svc: &Services, url: &str) -> Result<Vec<u8>, String> {
    let target = svc.web.target(url).map_err(|error| error.to_string())?;
    let headers = vec![("accept", "text/calendar".to_owned())];
    let request =
        Outgoing { method: Method::GET, target, headers, body: String::new(), read: MOST_BYTES };
    let answer = svc.web.send(request).await.map_err(|error| error.to_string())?;
    match answer.status {
        200 if answer.cut => Err("The calendar has more than 1 MiB.".to_owned()),
        200 => Ok(answer.body),
        300..=399 => Err("The address leads on to another one: use that one.".to_owned()),
        status => Err(format!("The address answers with status {status}.")),
    }
}

async fn apply(svc: &Services, import: &store::Reading, calendar: &Calendar) -> Result<()> {
    db::retrying(|| async {
        let now = svc.clock.now();
        let today = local_time::today(&import.time_zone, now);
        let mut tx = svc.db.begin().await?;
        if within(&mut tx, import, calendar, today, now).await? {
            tx.commit().await?;
            return Ok(());
        }
        tx.rollback().await?;
        let error = "The room was taken just now: it will be tried again.";
        store::note_failure(&svc.db, import.id, error, now).await
    })
    .await
}

/// False, and the transaction is spoilt, if somebody was quicker.
async fn within(
    tx: &mut PgConnection,
    import: &store::Reading,
    calendar: &Calendar,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<bool> {
    bookings::store::lock_rooms(tx, [import.room]).await?;
    // It may have been deleted while its calendar was on its way.
    if !store::still_there(tx, import.id).await? {
        return Ok(true);
    }
    let events = plan::relevant(&calendar.events, today);
    for stay in stays(&events, today) {
        bookings::expire_stale(tx, &[import.room], stay, now).await?;
    }
    let taken = store::taken(tx, import, today).await?;
    let own = store::own_blocks(tx, import.id, today).await?;
    // While something was not understood, nothing is given free.
    let keep_all = calendar.skipped > 0;
    let kept: Vec<Nights> = if keep_all { own.iter().map(|one| one.1).collect() } else { vec![] };
    let plan = plan::plan(&events, &taken, &kept, today);
    let gone: Vec<_> = own
        .iter()
        .filter(|(_, nights)| !keep_all && !plan.blocks.contains(nights))
        .map(|(id, _)| *id)
        .collect();
    let new: Vec<Nights> = plan
        .blocks
        .iter()
        .filter(|nights| !own.iter().any(|(_, has)| has == *nights))
        .copied()
        .collect();
    if !gone.is_empty() {
        store::delete_blocks(tx, &gone).await?;
    }
    if !new.is_empty() && !store::insert_blocks(tx, import, &new, now).await? {
        return Ok(false);
    }
    store::replace_conflicts(tx, import.id, &plan.conflicts, now).await?;
    store::note_success(tx, import.id, events.len(), calendar.skipped, now).await?;
    Ok(true)
}

/// The span from today to the end of the last event, in pieces that a stay can have.
fn stays(events: &std::collections::BTreeSet<Nights>, today: NaiveDate) -> Vec<Stay> {
    let Some(last) = events.iter().map(|event| event.to).max() else { return vec![] };
    let (mut stays, mut from) = (Vec::new(), today);
    while from < last {
        let to = (from + TimeDelta::days(MAX_NIGHTS)).min(last);
        stays.extend(Stay::new(from, to).ok());
        from = to;
    }
    stays
}
