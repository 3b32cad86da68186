//! Scaffolds a practice in a copy of the workspace and holds it to its contract, so that the
//! template cannot fall behind the code it is made for.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{Request, scaffold};
use crate::{process, root};

/// What the copy needs: everything the build reads, and nothing that is built or downloaded.
const PARTS: [&str; 9] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "clippy.toml",
    "crates",
    "docs",
    "migrations",
    "practices",
    "rustfmt.toml",
];
const NOT_COPIED: [&str; 2] = ["node_modules", "target"];

/// The practice of the rehearsal.
const NAME: &str = "rehearsal";

/// The version of the copy's crates.
const VERSION: &str = "0.0.0-rehearsal";

/// Tests that know of every practice; run with a second one there, they must still hold. Of the
/// whole workspace, because single packages would have their libraries built once more.
const TESTS: [&str; 11] = [
    "test",
    "--no-fail-fast",
    "--workspace",
    "--test",
    "contract",
    "--test",
    "pages",
    "--test",
    "every_role",
    "--test",
    "statements",
];

/// Scaffolds and tests; `with` adds to the command that runs the tests.
///
/// # Errors
/// When the scaffold does not compile or breaks its contract.
pub(crate) fn rehearse(
    workspace: &Path,
    with: impl FnOnce(&mut std::process::Command) -> Result<()>,
) -> Result<()> {
    let target = root::target(workspace);
    let copy = target.join("rehearsal");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    for part in PARTS {
        copy_all(&workspace.join(part), &copy.join(part))?;
    }
    set_apart(&copy.join("Cargo.toml"))?;
    scaffold(&copy, &Request { name: NAME.to_owned(), prefix: None, plural: None })?;
    let mut cargo = process::cargo(&copy);
    // The libraries are built already; only the project's own crates are built again.
    cargo.args(TESTS).env("CARGO_TARGET_DIR", &target);
    with(&mut cargo)?;
    process::run(&mut cargo)?;
    fs::remove_dir_all(&copy).context("the copy cannot be removed")
}

/// Gives the copy's crates another version. Cargo tells crates of the same name and place in their
/// workspace apart by nothing else, and would take what was built from the copy for the real thing.
fn set_apart(manifest: &Path) -> Result<()> {
    let text = fs::read_to_string(manifest)?;
    let (head, rest) =
        text.split_once("[workspace.package]\n").context("no [workspace.package]")?;
    let (before, after) =
        rest.split_once("version = \"").context("the workspace has no version")?;
    let (_, after) = after.split_once('"').context("the version has no end")?;
    let text = format!("{head}[workspace.package]\n{before}version = \"{VERSION}\"{after}");
    Ok(fs::write(manifest, text)?)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    if from.is_file() {
        fs::copy(from, to).with_context(|| from.display().to_string())?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name();
        if !NOT_COPIED.iter().any(|not| name == *not) {
            copy_all(&entry.path(), &to.join(name))?;
        }
    }
    Ok(())
}
