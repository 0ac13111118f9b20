//! For tests: a database of their own, a clock they move, and people to act as.
//!
//! The server is the one of `DATABASE_URL`. Each test gets a database copied from a
//! template that is migrated once, and drops it at the end.

pub mod codes;

use std::{
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::{Connection, PgConnection, PgPool, postgres::PgConnectOptions};
use types::{
    Currency, HotelId, Money, RoomTypeId,
    account::{Account, Role, SignIn, SignUp, SignUpRole},
    booking::{NewBooking, RoomRequest},
    document::{Document, DocumentKind},
    listing::{
        Address, EVERYBODY, Hotel, HotelInput, NewRooms, Room, RoomInput, RoomKind, RoomStatus,
        RoomTypeInput,
    },
};

use crate::{
    Clock, Services, Settings,
    accounts::{self, Door},
    actor::Actor,
    cache::Cache,
    catalog, db,
    ids::new_code,
    limits::Limits,
    mail::Mailer,
    password::Passwords,
    web::Web,
};

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(now.timestamp_micros())))
    }

    /// Moves it to `now`.
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
    }

    /// The clock as services take it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let micros = self.0.clone();
        Clock::from_fn(move || {
            DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
        })
    }
}

/// A setting of the tests' surroundings.
pub(crate) fn setting(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The options of the server that tests use.
///
/// # Panics
/// Without a `DATABASE_URL`.
#[must_use]
pub fn server() -> PgConnectOptions {
    let url = setting("DATABASE_URL").expect("DATABASE_URL names a PostgreSQL server for tests");
    PgConnectOptions::from_str(&url).expect("DATABASE_URL is one")
}

/// A database of a test's own.
pub struct TestDb {
    name: String,
    /// How to reach it.
    pub options: PgConnectOptions,
    /// Connections to it.
    pub pool: PgPool,
}

impl TestDb {
    /// A fresh database with the schema, and nothing in it.
    ///
    /// # Panics
    /// If the server does not answer.
    pub async fn new() -> Self {
        Self::with_pool(20).await
    }

    /// The same, with at most so many connections.
    ///
    /// # Panics
    /// If the server does not answer.
    pub async fn with_pool(max_connections: u32) -> Self {
        let mut server = PgConnection::connect_with(&server()).await.expect("server answers");
        let template = template(&mut server).await;
        let name = format!("pousada_test_{}", new_code().to_lowercase());
        let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
        // Copying a template that another test is copying waits a little.
        for attempt in 0.. {
            match sqlx::raw_sql(sqlx::AssertSqlSafe(create.clone())).execute(&mut server).await {
                Ok(_) => break,
                Err(error) if attempt < 100 => {
                    tracing::debug!(%error, "template is busy");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => panic!("{create}: {error}"),
            }
        }
        let options = self::server().database(&name);
        let settings = db::PoolSettings {
            max_connections,
            kept_connections: 0,
            acquire_timeout: Duration::from_secs(30),
        };
        let pool = db::pool(options.clone(), &settings);
        Self { name, options, pool }
    }

    /// Drops the database; what a panicking test leaves goes with the server.
    ///
    /// # Panics
    /// If the server does not answer.
    pub async fn drop(self) {
        self.pool.close().await;
        // Most tests have none.
        let _ = std::fs::remove_dir_all(photo_dir(&self.name));
        let mut server = PgConnection::connect_with(&server()).await.expect("server answers");
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&mut server).await.expect("dropped");
    }
}

/// The migrated database that tests copy; made by whichever test comes first.
async fn template(server: &mut PgConnection) -> String {
    let versions: String = db::MIGRATIONS
        .iter()
        .flat_map(|migration| migration.checksum.iter().take(4))
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("pousada_template_{}", &versions[..versions.len().min(40)]);
    sqlx::query("SELECT pg_advisory_lock(7301)").execute(&mut *server).await.expect("locked");
    let exists: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
            .bind(&name)
            .fetch_one(&mut *server)
            .await
            .expect("asked");
    if !exists {
        let raw = format!("{name}_raw");
        for statement in
            [format!("DROP DATABASE IF EXISTS {raw}"), format!("CREATE DATABASE {raw}")]
        {
            let statement = sqlx::AssertSqlSafe(statement);
            sqlx::raw_sql(statement).execute(&mut *server).await.expect("created");
        }
        let pool = db::pool(self::server().database(&raw), &db::PoolSettings::default());
        db::migrate(&pool).await.expect("migrated");
        pool.close().await;
        // Under its name only when it is whole.
        let rename = sqlx::AssertSqlSafe(format!("ALTER DATABASE {raw} RENAME TO {name}"));
        sqlx::raw_sql(rename).execute(&mut *server).await.expect("renamed");
    }
    sqlx::query("SELECT pg_advisory_unlock(7301)").execute(&mut *server).await.expect("unlocked");
    name
}

/// Where the photographs of a test are.
fn photo_dir(database: &str) -> PathBuf {
    std::env::temp_dir().join(format!("photos-of-{database}"))
}

/// A mail server that does not answer.
const NOWHERE: &str = "smtp://127.0.0.1:9";

fn services(db: PgPool, clock: &TestClock, smtp: &str) -> Services {
    let photo_dir = photo_dir(db.connect_options().get_database().unwrap_or_default());
    Services {
        db,
        clock: clock.clock(),
        passwords: Passwords::default(),
        mailer: Mailer::new(smtp, "Pousada <no-reply@pousada.example>").expect("a mailer"),
        // Whoever is asked in a test listens on this machine.
        web: Web::new(true),
        cache: Cache::default(),
        limits: Limits::default(),
        settings: Arc::new(Settings { photo_dir, ..Settings::default() }),
    }
}

/// Services with a clock and nothing behind them, for what needs no more.
///
/// # Panics
/// Outside of a runtime, which connections are tied to.
#[must_use]
pub fn detached() -> Services {
    let db = db::pool(PgConnectOptions::new_without_pgpass(), &db::PoolSettings::default());
    services(db, &TestClock::at(World::begin()), NOWHERE)
}

/// Services over a database and a clock of a test's own.
pub struct World {
    /// The database.
    pub db: TestDb,
    /// The clock, at noon UTC on 1 March 2027 to begin with.
    pub clock: TestClock,
    /// The services.
    pub svc: Services,
}

impl World {
    /// A new world. E-mails go to `SMTP_URL`, or nowhere that answers.
    ///
    /// # Panics
    /// If the database server does not answer.
    pub async fn new() -> Self {
        Self::with_db(TestDb::new().await)
    }

    /// A new world over `db`.
    ///
    /// # Panics
    /// If `SMTP_URL` is not one.
    #[must_use]
    pub fn with_db(db: TestDb) -> Self {
        let clock = TestClock::at(Self::begin());
        let smtp = setting("SMTP_URL").unwrap_or_else(|| NOWHERE.to_owned());
        let svc = services(db.pool.clone(), &clock, &smtp);
        Self { db, clock, svc }
    }

    /// When the clock begins.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn begin() -> DateTime<Utc> {
        "2027-03-01T12:00:00Z".parse().expect("an instant")
    }

    /// Signs up a new account of that role, with an address of its own.
    ///
    /// # Panics
    /// If that fails.
    pub async fn account(&self, role: SignUpRole) -> (Account, Actor) {
        let account = accounts::sign_up(&self.svc, sign_up_request(role)).await.expect("signed up");
        let session = accounts::begin_session(&self.svc, account.id, Door::Api, None)
            .await
            .expect("signed in");
        let role = Role::from(role);
        let actor = Actor::Account { id: account.id, role, session: session.id };
        (account, actor)
    }

    /// A hotel with one type of room at R$ 300 a night and `rooms` rooms (101, 102, …).
    ///
    /// # Panics
    /// If that fails.
    pub async fn hotel(&self, owner: &Actor, rooms: usize) -> TestHotel {
        let hotel = catalog::create_hotel(&self.svc, owner, hotel_input()).await.expect("hotel");
        let kind = catalog::create_room_type(&self.svc, owner, hotel.id, room_type_input())
            .await
            .expect("room type");
        let numbers = (1..=rooms).map(|n| room_input(&(100 + n).to_string(), kind.id)).collect();
        let rooms = catalog::create_rooms(&self.svc, owner, hotel.id, NewRooms { rooms: numbers })
            .await
            .expect("rooms");
        TestHotel { id: hotel.id, room_type: kind.id, hotel, rooms }
    }
}

/// A hotel of a test.
pub struct TestHotel {
    /// Its id.
    pub id: HotelId,
    /// Its one room type.
    pub room_type: RoomTypeId,
    /// The hotel.
    pub hotel: Hotel,
    /// Its rooms.
    pub rooms: Vec<Room>,
}

impl TestHotel {
    /// A request for one room of its type for two.
    #[must_use]
    pub fn request(&self, check_in: &str, check_out: &str) -> NewBooking {
        NewBooking {
            hotel_id: self.id,
            check_in: date(check_in),
            check_out: date(check_out),
            rooms: vec![RoomRequest {
                room_type_id: Some(self.room_type),
                room_id: None,
                adults: 2,
                children: 0,
            }],
            guest_note: String::new(),
            expected_total: None,
            hold: false,
            promotion_code: None,
        }
    }
}

/// A date.
///
/// # Panics
/// If it is not one.
#[must_use]
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The password of every account of [`sign_up_request`].
pub const PASSWORD: &str = "correct horse battery";

/// A good request for an account, with an address of its own.
#[must_use]
pub fn sign_up_request(role: SignUpRole) -> SignUp {
    let document = match role {
        SignUpRole::Guest => {
            Document { kind: DocumentKind::Cpf, number: "529.982.247-25".to_owned() }
        }
        SignUpRole::Hotelier => {
            Document { kind: DocumentKind::Cnpj, number: "12.ABC.345/01DE-35".to_owned() }
        }
    };
    SignUp {
        role,
        email: format!("{}@example.com", new_code().to_lowercase()),
        password: PASSWORD.to_owned(),
        first_name: "Ana".to_owned(),
        last_name: "Lima".to_owned(),
        phone: "+55 11 98765-4321".to_owned(),
        document,
        birth_date: None,
        locale: None,
    }
}

/// A sign-in with the password of [`sign_up_request`].
#[must_use]
pub fn sign_in_request(email: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: PASSWORD.to_owned() }
}

/// A good hotel, in Paraty.
#[must_use]
pub fn hotel_input() -> HotelInput {
    HotelInput {
        name: "Pousada do Cais".to_owned(),
        description: "By the old harbour.".to_owned(),
        stars: 4,
        address: Address {
            street: "Rua do Comércio".to_owned(),
            number: "12".to_owned(),
            district: "Centro Histórico".to_owned(),
            city: "Paraty".to_owned(),
            state: "RJ".to_owned(),
            postal_code: "23970-000".to_owned(),
            country: "BR".to_owned(),
        },
        amenities: vec!["wifi".to_owned()],
        ..HotelInput::default()
    }
}

/// A good room type, for two at R$ 300 a night.
#[must_use]
pub fn room_type_input() -> RoomTypeInput {
    RoomTypeInput {
        name: "Double".to_owned(),
        kind: RoomKind::Double,
        capacity: 2,
        beds: "1 queen bed".to_owned(),
        base_price: Money::new(30_000, Currency::Brl),
        included: EVERYBODY,
        extra_adult: 0,
        extra_child: 0,
        description: String::new(),
        amenities: vec![],
    }
}

/// A good room.
#[must_use]
pub fn room_input(number: &str, room_type: RoomTypeId) -> RoomInput {
    RoomInput {
        number: number.to_owned(),
        room_type_id: room_type,
        floor: "1".to_owned(),
        description: String::new(),
        price: None,
        status: RoomStatus::Active,
    }
}

/// Numbers that look random and are the same each time (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for the same `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to but not including `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let sides = u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from((z ^ (z >> 31)) % sides).unwrap_or_default()
    }

    /// A number from `least` to `most`, both included.
    pub fn from_to(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }
}
