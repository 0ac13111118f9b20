//! Turns a compiled `wasm32-unknown-unknown` module into what browsers load: the
//! main module with its JavaScript, as the `wasm-bindgen` command would make them
//! with `--target web`, and the modules that are loaded later.
//!
//! Being a member of the workspace, it shares its lock file: the versions of
//! wasm-bindgen and wasm-split on both sides cannot drift apart.
//!
//! The output folder gets `NAME.js` and `NAME.wasm`; `__wasm_split.js`, which loads
//! the other modules, `split_*.wasm` and `chunk_*.wasm`; and
//! `__wasm_split_manifest.json`, from which Leptos knows which of these a page uses.

use std::{collections::BTreeMap, env, fmt::Display, fs, path::PathBuf, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

const USAGE: &str = "usage: bindgen --input FILE.wasm --out-dir DIR --out-name NAME";

struct Arguments {
    input: PathBuf,
    out_dir: PathBuf,
    out_name: String,
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut input, mut out_dir, mut out_name) = (None, None, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--input" => input = Some(value()?.into()),
            "--out-dir" => out_dir = Some(value()?.into()),
            "--out-name" => out_name = Some(value()?),
            _ => return Err(format!("unknown argument {word}")),
        }
    }
    Ok(Arguments {
        input: input.ok_or("--input is missing")?,
        out_dir: out_dir.ok_or("--out-dir is missing")?,
        out_name: out_name.ok_or("--out-name is missing")?,
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
    match make(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bindgen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn make(Arguments { input, out_dir, out_name }: &Arguments) -> Result<(), String> {
    let wasm = fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?;
    // What is left of the module once the others are cut out of it.
    let main = out_dir.join("main.wasm");
    let main_script = format!("./{out_name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = out_dir;
    options.main_out_path = &main;
    options.main_module = &main_script;
    let made = transform(options).map_err(|error| format!("splitting: {error:?}"))?;
    let manifest: BTreeMap<_, _> = made.prefetch_map.into_iter().collect();
    let manifest = serde_json::to_string(&manifest).map_err(text)?;
    fs::write(out_dir.join("__wasm_split_manifest.json"), manifest).map_err(text)?;

    // The other modules use what the linker exports.
    Bindgen::new()
        .input_path(&main)
        .out_name(out_name)
        .typescript(false)
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out_dir))
        .map_err(|error| format!("binding: {error:?}"))?;
    fs::rename(
        out_dir.join(format!("{out_name}_bg.wasm")),
        out_dir.join(format!("{out_name}.wasm")),
    )
    .and_then(|()| fs::remove_file(&main))
    .map_err(text)
}

fn text(error: impl Display) -> String {
    error.to_string()
}
