//! Installs the packages into `OUT_DIR`.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use super::failure::{Failure, Outcome, at, copy_tree, fresh, read, write};

/// Named in the error that people without npm see.
const WITHOUT_NPM: &str = "the front end needs npm (Node.js 18 or newer) at build time, and it was not found. \
    Install it (Debian and Ubuntu: apt install nodejs npm), or set MAINSTAY_ASSETS_DIR to a directory with \
    the finished files (app.css, app.js, boot.js, icons.svg, mark.svg, licences.html).";

/// Copies our sources to `work` and installs the packages beside them.
///
/// The packages are installed again only when the lock file has changed, so that a change of a
/// style costs the bundler's fraction of a second and nothing else.
pub(crate) fn install(source: &Path, work: &Path) -> Outcome<()> {
    at(work, fs::create_dir_all(work))?;
    fresh(&work.join("front"))?;
    copy_tree(&source.join("front"), &work.join("front"))?;

    let lock = read(&source.join("package-lock.json"))?;
    let installed = work.join("installed-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|text| text == lock) {
        return Ok(());
    }
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        let from = source.join(name);
        at(&from, fs::copy(&from, work.join(name)))?;
    }
    // Scripts of packages are not run: nothing of theirs executes at install time.
    let arguments = ["ci", "--ignore-scripts", "--prefer-offline", "--omit=dev"];
    run(work, "npm", &arguments, WITHOUT_NPM)?;
    write(&installed, lock)
}

/// Runs a program and turns its failure into one line.
pub(crate) fn run(
    directory: &Path,
    program: &str,
    arguments: &[&str],
    missing: &str,
) -> Outcome<()> {
    let output = Command::new(program).args(arguments).current_dir(directory).output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure(missing.to_owned()),
        _ => Failure(format!("{program} could not be started: {error}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure(format!("{program} {} failed: {}", arguments.join(" "), said.trim())))
}
