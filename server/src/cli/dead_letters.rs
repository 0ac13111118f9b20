//! `dead-letters`: the work that was given up.

use pousada_core::{Services, outbox};
use uuid::Uuid;

use super::{Failure, Outcome};
use crate::config::{Config, Needs};

/// How many are shown.
const MOST: i64 = 200;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum Action {
    /// Show what was given up, the latest first
    List,
    /// Have work done again that was given up
    Retry(Which),
}

#[derive(Debug, Clone, Copy, clap::Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// The id that the list shows
    id: Option<Uuid>,
    /// Everything
    #[arg(long)]
    all: bool,
}

pub(super) async fn run(args: &Args) -> Outcome {
    let services = Config::from_env(Needs::Database)?.services()?;
    match args.action.unwrap_or(Action::List) {
        Action::List => list(&services).await,
        Action::Retry(Which { id: Some(id), .. }) => retry_one(&services, id).await,
        Action::Retry(Which { id: None, .. }) => retry_all(&services).await,
    }
}

async fn list(services: &Services) -> Outcome {
    let letters = outbox::dead_letters(&services.db, MOST + 1).await.map_err(Failure::new)?;
    let shown = usize::try_from(MOST).unwrap_or(usize::MAX);
    for letter in letters.iter().take(shown) {
        let since = letter.since.format("%Y-%m-%d %H:%M:%SZ");
        let error = letter.error.replace(['\r', '\n'], " ");
        println!("{}  {since}  {}  {} attempts  {error}", letter.id, letter.kind, letter.attempts);
    }
    match letters.len() {
        0 => println!("Nothing was given up."),
        more if more > shown => println!("These are the latest {shown}; there are more."),
        _ => {}
    }
    Ok(())
}

async fn retry_one(services: &Services, id: Uuid) -> Outcome {
    let now = services.clock.now();
    if outbox::retry_one(&services.db, now, id).await.map_err(Failure::new)? {
        println!("{id} will be done again.");
        Ok(())
    } else {
        Err(Failure::new(format_args!("{id} is not among what was given up.")))
    }
}

async fn retry_all(services: &Services) -> Outcome {
    let now = services.clock.now();
    let count = outbox::retry_dead(&services.db, now).await.map_err(Failure::new)?;
    println!("{count} will be done again.");
    Ok(())
}
