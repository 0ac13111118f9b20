//! Turns a compiled `wasm32-unknown-unknown` module into an ES module and its
//! bound wasm file, as the `wasm-bindgen` command would with `--target web`.
//!
//! Being a member of the workspace, it shares its lock file: the version of
//! wasm-bindgen on both sides of the binding cannot drift apart.

use std::{env, path::PathBuf, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "usage: bindgen --input FILE.wasm --out-dir DIR --out-name NAME [--debug]";

struct Arguments {
    input: PathBuf,
    out_dir: PathBuf,
    out_name: String,
    debug: bool,
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut input, mut out_dir, mut out_name, mut debug) = (None, None, None, false);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--input" => input = Some(value()?.into()),
            "--out-dir" => out_dir = Some(value()?.into()),
            "--out-name" => out_name = Some(value()?),
            "--debug" => debug = true,
            _ => return Err(format!("unknown argument {word}")),
        }
    }
    Ok(Arguments {
        input: input.ok_or("--input is missing")?,
        out_dir: out_dir.ok_or("--out-dir is missing")?,
        out_name: out_name.ok_or("--out-name is missing")?,
        debug,
    })
}

fn main() -> ExitCode {
    let arguments = match parse(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("bindgen: {message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let made = Bindgen::new()
        .input_path(&arguments.input)
        .out_name(&arguments.out_name)
        .typescript(false)
        .debug(arguments.debug)
        .keep_debug(arguments.debug)
        .web(true)
        .and_then(|bindgen| bindgen.generate(&arguments.out_dir));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
