//! What the program can be asked to do.

mod admin;
mod dead_letters;
mod doctor;
mod run;
mod seed;

use std::{fmt, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    api::openapi,
    config::{Config, ConfigError, Needs},
    telemetry,
};

/// Why a command failed, in a sentence, and how the program ends.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    words: String,
}

impl Failure {
    /// A failure of the work itself.
    fn new(words: impl fmt::Display) -> Self {
        Self { code: 1, words: words.to_string() }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self { code: 2, words: error.to_string() }
    }
}

type Outcome = Result<(), Failure>;

/// Pousada: hotels, rooms and bookings.
#[derive(Debug, Parser)]
#[command(name = "pousada", version, after_help = SETTINGS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const SETTINGS: &str = "\
Settings are environment variables:
  DATABASE_URL                postgres://user:password@host:5432/database
  REDIS_URL                   redis://host:6379/0
  SMTP_URL                    smtp://host:25
  POUSADA_LISTEN              where to listen (127.0.0.1:3000)
  POUSADA_PUBLIC_URL          where guests reach the site (http:// and POUSADA_LISTEN)
  POUSADA_MAIL_FROM           sender of e-mails, `Name <address>`
  POUSADA_SITE_DIR            the built site (target/site)
  POUSADA_DATA_DIR            what people upload (data)
  POUSADA_ENV                 development (default) or production
  POUSADA_LOG                 which events are logged, such as info,sqlx=warn
  POUSADA_LOG_FORMAT          text or json (json in production)
  POUSADA_DB_CONNECTIONS      most connections to the database (20)
  POUSADA_MAX_BODY_KIB        largest body of a request (64)
  POUSADA_REQUEST_TIMEOUT_MS  how long a request may take (3500)
  POUSADA_WORKER_CONCURRENCY  how many jobs run at a time (4)
  POUSADA_WORKER_LISTEN       where a worker alone answers probes (nowhere)
  POUSADA_MAX_ATTEMPTS        after how many failures a job is given up (8)
  POUSADA_LIMIT_TOKEN         requests per minute for each bearer token (600; in
                              development a hundred times as many, here and below)
  POUSADA_LIMIT_ADDRESS       requests per minute for each address without a token (600)
  POUSADA_LIMIT_SIGN_IN       times per minute for each address to sign in or up (20)
  POUSADA_BEHIND_PROXY        whether X-Forwarded-For names the client's address (false)
  POUSADA_SWEEP_SECONDS       how often time-driven rules are looked after (60)
  POUSADA_AUDIT_SECONDS       how often a worker looks whether the data are sound (900)
  POUSADA_WEBHOOKS_ALLOW_PRIVATE  webhooks and calendars on private networks, too (false)
  POUSADA_DRAIN_DELAY_MS      how long to go on after a signal to stop (0; 3000 in production)";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and the REST API
    Serve,
    /// Do background work: e-mails, and what time brings
    Worker,
    /// Serve and do background work in one process
    All,
    /// Bring the database's schema up to date
    Migrate,
    /// Fill the database with demonstration data
    Seed(seed::Args),
    /// Open an administrator's account; the password comes from `POUSADA_ADMIN_PASSWORD` or standard input
    CreateAdmin(admin::Args),
    /// Print the `OpenAPI` document
    Openapi,
    /// Show the work that was given up, or have it done again
    DeadLetters(dead_letters::Args),
    /// Check the configuration, the services and the data
    Doctor,
}

/// Does what the command line asks for.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // The one provider of cryptography for TLS; a second start in one process keeps the first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: threads cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(execute(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {}", failure.words);
            ExitCode::from(failure.code)
        }
    }
}

async fn execute(command: Command) -> Outcome {
    match command {
        Command::Serve => run::serve(&started()?, run::Parts::Server).await,
        Command::Worker => run::serve(&started()?, run::Parts::Worker).await,
        Command::All => run::serve(&started()?, run::Parts::Both).await,
        Command::Migrate => migrate().await,
        Command::Seed(args) => seed::seed(&args).await,
        Command::CreateAdmin(args) => admin::create(&args).await,
        Command::Openapi => print_openapi(),
        Command::DeadLetters(args) => dead_letters::run(&args).await,
        Command::Doctor => doctor::examine().await,
    }
}

/// The configuration of a long-running process, with its log begun.
fn started() -> Result<Config, Failure> {
    let config = Config::from_env(Needs::Everything)?;
    telemetry::init(&config);
    telemetry::numbers().map_err(Failure::new)?;
    Ok(config)
}

async fn migrate() -> Outcome {
    let config = Config::from_env(Needs::Database)?;
    pousada_core::db::migrate(&config.pool()).await.map_err(|error| {
        Failure::new(format_args!("The schema could not be brought up to date: {error}"))
    })?;
    println!("The database's schema is up to date.");
    Ok(())
}

fn print_openapi() -> Outcome {
    let document =
        openapi::document("http://127.0.0.1:3000").to_pretty_json().map_err(Failure::new)?;
    println!("{document}");
    Ok(())
}
