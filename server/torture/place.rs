//! Where everything is, and what the scenarios share. `scripts/test/faults.sh` says it.

use std::{
    collections::HashSet,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

use pousada_core::ids::random_bytes;

use crate::{process::run_to_end, services::Postgres};

/// The server and worker of this build.
pub const POUSADA: &str = env!("CARGO_BIN_EXE_pousada");

/// What the scenarios share.
pub struct Place {
    /// Smaller loads and shorter freezes.
    pub quick: bool,
    /// Where each scenario has a folder of its own.
    pub dir: PathBuf,
    /// The folder with PostgreSQL's programs.
    pub pg_bin: PathBuf,
    /// The password of PostgreSQL's user `pousada`.
    pub pg_password: String,
    /// Under which user and group PostgreSQL runs, if it is not ours.
    pub pg_user: Option<(u32, u32)>,
    /// Redis.
    pub redis: PathBuf,
    /// The mail catcher, a script for Node.
    pub maildev: PathBuf,
    /// The proxy in front of replicas.
    pub haproxy: PathBuf,
    /// What is broken on purpose.
    broken: String,
    ports: Mutex<HashSet<u16>>,
}

fn setting(name: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
    std::env::var(name).unwrap_or_default()
}

impl Place {
    /// Reads where everything is, and fills the database that scenarios copy.
    pub async fn prepare(quick: bool) -> Self {
        let user = setting("FAULTS_PG_USER");
        let place = Self {
            quick,
            dir: setting("FAULTS_DIR").into(),
            pg_bin: setting("FAULTS_PG_BIN").into(),
            pg_password: setting("FAULTS_PG_PASSWORD"),
            pg_user: user.split_once(':').map(|(user, group)| {
                (user.parse().expect("a user's id"), group.parse().expect("a group's id"))
            }),
            redis: setting("FAULTS_REDIS").into(),
            maildev: setting("FAULTS_MAILDEV").into(),
            haproxy: setting("FAULTS_HAPROXY").into(),
            broken: setting("FAULTS_BREAK"),
            ports: Mutex::default(),
        };
        assert!(place.template().is_dir(), "run this by scripts/test/faults.sh");
        let mut postgres = Postgres::start(&place, &place.template(), &place.dir).await;
        postgres.create_database().await;
        let mut migrate = Command::new(POUSADA);
        migrate.arg("migrate").env("DATABASE_URL", &postgres.url);
        let (done, words) = run_to_end(migrate).await;
        assert!(done, "the schema could not be made: {words}");
        postgres.shut_down().await;
        place
    }

    /// The data folder that scenarios copy.
    pub fn template(&self) -> PathBuf {
        self.dir.join("postgres/data")
    }

    /// Whether this was broken on purpose.
    pub fn is_broken(&self, what: &str) -> bool {
        self.broken == what
    }

    /// The one or the other, by the form of the run.
    pub fn pick<T>(&self, quick: T, full: T) -> T {
        if self.quick { quick } else { full }
    }

    /// An address that nobody listens on. Below the range that the kernel gives to
    /// outgoing connections, so that it stays free while a process restarts.
    pub fn address(&self) -> SocketAddr {
        loop {
            let mut random = [0; 2];
            random_bytes(&mut random);
            let port = 20_000 + u16::from_ne_bytes(random) % 12_000;
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            let mut taken = self.ports.lock().unwrap_or_else(PoisonError::into_inner);
            if TcpListener::bind(address).is_ok() && taken.insert(port) {
                return address;
            }
        }
    }
}

/// A new folder below `parent`.
pub fn folder(parent: &Path, name: &str) -> PathBuf {
    let dir = parent.join(name);
    std::fs::create_dir_all(&dir).expect("a folder");
    dir
}
