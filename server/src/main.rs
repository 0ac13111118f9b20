//! The program `pousada`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
