//! `seed`.

use super::{Failure, Outcome};
use crate::config::{Config, Needs};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Do nothing if there are data already
    #[arg(long)]
    if_empty: bool,
    /// How many bookings to make
    #[arg(long)]
    bookings: Option<usize>,
    /// Only print who can sign in to the demonstration data
    #[arg(long)]
    print_sign_ins: bool,
}

pub(super) async fn seed(args: &Args) -> Outcome {
    let _config = Config::from_env(Needs::Database)?;
    let _ = (args.if_empty, args.bookings, args.print_sign_ins);
    Err(Failure::new("There are no demonstration data yet."))
}
