//! `seed`.

use std::io::IsTerminal;

use demo::{DEMO_PASSWORD, Options, SIGN_INS};

use super::{Failure, Outcome};
use crate::config::{Config, Needs};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Do nothing if there are data already
    #[arg(long)]
    if_empty: bool,
    /// How many bookings to make
    #[arg(long, default_value_t = Options::BOOKINGS)]
    bookings: u64,
    /// Only print who can sign in to the demonstration data
    #[arg(long)]
    print_sign_ins: bool,
}

pub(super) async fn seed(args: &Args) -> Outcome {
    if args.print_sign_ins {
        print_sign_ins();
        return Ok(());
    }
    let config = Config::from_env(Needs::Database)?;
    let services = config.services()?;
    if args.if_empty && !demo::is_empty(&services.db).await.map_err(Failure::new)? {
        println!("There are data already; nothing was added.");
        return Ok(());
    }
    let now = services.clock.now();
    let hash = services.passwords.hash(DEMO_PASSWORD.to_owned());
    let options = Options {
        bookings: args.bookings,
        today: now.date_naive(),
        now,
        password_hash: hash.await.map_err(Failure::new)?,
        photo_dir: config.photo_dir(),
        progress: std::io::stderr().is_terminal(),
    };
    let summary = demo::load(&services.db, &options).await.map_err(Failure::new)?;
    println!("Added {summary}.");
    Ok(())
}

fn print_sign_ins() {
    println!("  Sign in with the password: {DEMO_PASSWORD}");
    let width = SIGN_INS.iter().map(|(email, _)| email.len()).max().unwrap_or_default();
    for (email, what) in SIGN_INS {
        println!("    {email:width$}  {what}");
    }
}
