//! Small programs the tests call.

use std::path::Path;

use anyhow::{Result, bail};

use super::found_or_installed;
use crate::process;

/// Each with Debian's package of it, and what it is for.
const TOOLS: [(&str, &str, &str); 4] = [
    ("bash", "bash", "runs what the guides say"),
    ("curl", "curl", "asks the API in the guides"),
    ("jq", "jq", "reads its answers in the guides"),
    ("python3", "python3-venv", "verifies the journal, and holds the API to its description"),
];

/// All of them, and the library that stands between a test's server and the clock.
pub(crate) fn find() -> Result<()> {
    for (program, package, what) in TOOLS {
        found_or_installed(|| look(program, what), &[package])?;
    }
    found_or_installed(
        || works("ensurepip", "makes a place for packages of Python"),
        &["python3-venv"],
    )?;
    if cfg!(target_os = "linux") {
        found_or_installed(faketime, &["libfaketime"])?;
    }
    Ok(())
}

fn look(program: &str, what: &str) -> Result<()> {
    match process::on_path(&[program]) {
        Some(_) => Ok(()),
        None => bail!("{program} is needed; it {what}"),
    }
}

fn works(module: &str, what: &str) -> Result<()> {
    match process::answer("python3", &["-c", &format!("import {module}")]) {
        Some(_) => Ok(()),
        None => bail!("Python's module {module} is needed; it {what}"),
    }
}

fn faketime() -> Result<()> {
    let folders = std::fs::read_dir("/usr/lib")?.filter_map(Result::ok).map(|entry| entry.path());
    let mut all = folders.chain([Path::new("/usr/lib64").to_owned()]);
    if all.any(|folder| folder.join("faketime/libfaketimeMT.so.1").exists()) {
        return Ok(());
    }
    bail!("libfaketime is needed: tests set the clock of a server (Debian, Fedora: libfaketime)")
}
