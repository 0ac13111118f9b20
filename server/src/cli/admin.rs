//! `create-admin`.

use std::io::{BufRead, IsTerminal};

use pousada_core::{Error, accounts};

use super::{Failure, Outcome};
use crate::config::{Config, Needs};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The administrator's e-mail address
    #[arg(long)]
    email: String,
    /// The password; better given by the environment or on standard input than here
    #[arg(long, env = "POUSADA_ADMIN_PASSWORD", hide_env_values = true, hide = true)]
    password: Option<String>,
}

pub(super) async fn create(args: &Args) -> Outcome {
    let config = Config::from_env(Needs::Database)?;
    let password = match &args.password {
        Some(password) => password.clone(),
        None => read_password()?,
    };
    let created = accounts::create_admin(&config.services()?, &args.email, &password).await;
    match created {
        Ok(id) => {
            println!("The administrator {} has the account {id}.", args.email);
            Ok(())
        }
        Err(Error::Invalid(errors)) => {
            let lines: Vec<String> = errors
                .0
                .iter()
                .map(|e| format!("{}: {}", e.pointer.trim_start_matches('/'), e.detail))
                .collect();
            Err(Failure::new(lines.join("\n       ")))
        }
        Err(error) => Err(Failure::new(error)),
    }
}

fn read_password() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        eprintln!("The password, and Enter (it shows as you type):");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(Failure::new)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Failure::new("No password came on standard input."));
    }
    Ok(password)
}
