//! Scaffolding a practice: `cargo xtask new-practice problem --prefix PRB`.

mod names;
mod registration;
mod rehearsal;
mod template;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{process, root};
use names::Names;

pub(crate) use rehearsal::rehearse;

/// What the person asked for.
#[derive(Args)]
pub(crate) struct Request {
    /// In the singular and lower case, as its crate is called: `problem`.
    name: String,
    /// What its numbers begin with; by default the first three letters: `PRO`.
    #[arg(long)]
    prefix: Option<String>,
    /// As its list is called in addresses; by default the name with an s: `problems`.
    #[arg(long)]
    plural: Option<String>,
}

/// A file to be written, with its whole new text.
struct Written {
    path: PathBuf,
    text: String,
}

pub(crate) fn run(request: &Request) -> Result<()> {
    let workspace = root::workspace()?;
    scaffold(&workspace, request)?;
    process::run(
        process::cargo(&workspace)
            .args(["fmt", "--package"])
            .arg(format!("mainstay-{}", request.name)),
    )?;
    println!("Next: cargo test -p mainstay-{}", request.name);
    Ok(())
}

/// Writes the practice into a workspace. Nothing is written unless everything can be.
fn scaffold(workspace: &Path, request: &Request) -> Result<()> {
    let names = Names::new(&request.name, request.prefix.as_deref(), request.plural.as_deref())?;
    let fresh = template::files(workspace, &names)?;
    if let Some(taken) = fresh.iter().find(|file| file.path.exists()) {
        bail!("{} is already there", taken.path.display());
    }
    let changed = registration::changes(workspace, &names)?;
    for file in fresh.iter().chain(&changed) {
        let directory = file.path.parent().context("a file lies in a directory")?;
        fs::create_dir_all(directory)?;
        fs::write(&file.path, &file.text)
            .with_context(|| format!("cannot write {}", file.path.display()))?;
        println!("wrote {}", file.path.strip_prefix(workspace).unwrap_or(&file.path).display());
    }
    Ok(())
}
