//! Writing it all to the database, all or nothing.

use std::{path::PathBuf, sync::Arc};

use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{Connection, PgConnection, PgPool, Postgres, Transaction};

use crate::{
    Error, GUEST, HOTELIER, Options, Summary, bookings, draw, reviews,
    rows::{self, Table},
    world::World,
};

/// How many bytes of rows are gathered before they are sent.
const BATCH: usize = 4 << 20;

const TABLES: &str = "account, guest, hotelier, hotel, room_type, room, photo, booking, room_stay, \
                      stay_night, booking_event, outbox, review";

/// Whether there is neither a hotel nor an account of the demonstration.
///
/// # Errors
/// If the database does not answer.
pub async fn is_empty(pool: &PgPool) -> Result<bool, Error> {
    let mut connection = pool.acquire().await?;
    nothing_there(&mut connection).await
}

async fn nothing_there(connection: &mut PgConnection) -> Result<bool, Error> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM hotel)
               AND NOT EXISTS (SELECT 1 FROM account WHERE email = ANY($1))";
    Ok(sqlx::query_scalar(sql).bind(vec![GUEST, HOTELIER]).fetch_one(connection).await?)
}

/// Loads everything and draws the photographs that are not there yet.
///
/// # Errors
/// [`Error::NotEmpty`] if there is data already; otherwise if the database or the
/// folder of photographs cannot be written. The database is then as it was.
pub async fn load(pool: &PgPool, options: &Options) -> Result<Summary, Error> {
    if !is_empty(pool).await? {
        return Err(Error::NotEmpty);
    }
    let bar = bar(options);
    let drawing = tokio::task::spawn_blocking({
        let (folder, bar): (PathBuf, _) = (options.photo_dir.clone(), bar.clone());
        move || draw::write_all(&folder, &|| bar.inc(1))
    });
    let world = Arc::new(World::new(options));
    let written = write(pool, options, &world, &bar).await;
    let pictures = drawing.await.map_err(std::io::Error::other)?;
    bar.finish_and_clear();
    written?;
    Ok(Summary {
        hotels: world.hotels.len(),
        rooms: world.rooms(),
        guests: world.guests.len(),
        hoteliers: world.hoteliers.len(),
        bookings: options.bookings,
        pictures: pictures?,
    })
}

fn bar(options: &Options) -> ProgressBar {
    if !options.progress {
        return ProgressBar::hidden();
    }
    // A photograph takes about as long as some forty bookings; it need not be exact.
    let bar = ProgressBar::new(options.bookings + draw::pictures().count() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}% {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message("hotels, bookings and photographs");
    bar
}

async fn write(
    pool: &PgPool,
    options: &Options,
    world: &Arc<World>,
    bar: &ProgressBar,
) -> Result<(), Error> {
    let mut connection = pool.acquire().await?;
    let mut transaction = patient(&mut connection).await?;
    // Two at a time would each find it empty.
    sqlx::query("LOCK TABLE hotel IN SHARE ROW EXCLUSIVE MODE").execute(&mut *transaction).await?;
    if !nothing_there(&mut transaction).await? {
        return Err(Error::NotEmpty);
    }
    for mut table in rows::catalog(world, &options.password_hash) {
        copy(&mut transaction, &mut table).await?;
    }
    let mut sales = rows::sales();
    let mut first = 0;
    for (at, hotel) in world.hotels.iter().enumerate() {
        let bookings = bookings::of_hotel(world, at, first);
        first += bookings.len() as u64;
        for booking in &bookings {
            sales.add(world, hotel, booking, reviews::of(world, at, booking).as_ref());
        }
        bar.inc(bookings.len() as u64);
        if sales.size() >= BATCH || at + 1 == world.hotels.len() {
            for table in sales.tables() {
                copy(&mut transaction, table).await?;
            }
        }
    }
    transaction.commit().await?;
    // Without it the planner would know nothing of what has just come.
    let mut transaction = patient(&mut connection).await?;
    let analyze = format!("ANALYZE {TABLES}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(analyze)).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// A transaction without the time limits that keep requests short.
async fn patient(connection: &mut PgConnection) -> Result<Transaction<'_, Postgres>, Error> {
    let mut transaction = connection.begin().await?;
    let sql = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
    sqlx::raw_sql(sql).execute(&mut *transaction).await?;
    Ok(transaction)
}

/// Sends the rows of a table and empties it.
async fn copy(connection: &mut PgConnection, table: &mut Table) -> Result<(), Error> {
    let rows = std::mem::take(&mut table.rows);
    if !rows.is_empty() {
        let mut copy = connection.copy_in_raw(&format!("COPY {} FROM STDIN", table.into)).await?;
        copy.send(rows.into_bytes()).await?;
        copy.finish().await?;
    }
    Ok(())
}
