//! Makes the files the browser gets, out of `front/` and the packages of the npm registry.
//!
//! Everything happens in `OUT_DIR`; the source tree is only read. A packager who must build
//! without npm sets `MAINSTAY_ASSETS_DIR` to a directory that holds the finished files.

mod bundle;
mod embed;
mod failure;
mod icons;
mod licences;
mod npm;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use failure::{Failure, Outcome};

/// Every file the browser may ask for, and its content type.
const FILES: [(&str, &str); 6] = [
    ("app.css", "text/css; charset=utf-8"),
    ("app.js", "text/javascript; charset=utf-8"),
    ("boot.js", "text/javascript; charset=utf-8"),
    ("icons.svg", "image/svg+xml"),
    ("mark.svg", "image/svg+xml"),
    ("licences.html", "text/html; charset=utf-8"),
];

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            instruct(&format!("cargo::error={}", message.replace('\n', " ")));
            ExitCode::FAILURE
        }
    }
}

fn build() -> Outcome<()> {
    let source = directory("CARGO_MANIFEST_DIR")?;
    let out = directory("OUT_DIR")?;
    for watched in ["front", "package.json", "package-lock.json", ".npmrc", "build"] {
        instruct(&format!("cargo::rerun-if-changed={}", source.join(watched).display()));
    }
    instruct("cargo::rerun-if-env-changed=MAINSTAY_ASSETS_DIR");

    let finished = match env::var_os("MAINSTAY_ASSETS_DIR") {
        Some(directory) => {
            let directory = PathBuf::from(directory);
            instruct(&format!("cargo::rerun-if-changed={}", directory.display()));
            directory
        }
        None => make(&source, &out)?,
    };
    embed::embed(&finished, &out, &FILES)
}

/// Installs the packages and makes every file; the answer is where they lie.
fn make(source: &Path, out: &Path) -> Outcome<PathBuf> {
    let work = out.join("work");
    let finished = out.join("finished");
    failure::fresh(&finished)?;
    npm::install(source, &work)?;
    bundle::bundle(&work, &finished)?;
    icons::sprite(&work, &finished)?;
    licences::page(&work, &finished)?;
    Ok(finished)
}

fn directory(variable: &str) -> Outcome<PathBuf> {
    let value = env::var_os(variable);
    value.map(PathBuf::from).ok_or_else(|| Failure(format!("Cargo did not set {variable}")))
}

/// Cargo reads a build script's instructions from its standard output.
#[expect(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]
fn instruct(line: &str) {
    println!("{line}");
}
