//! Running other programs.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Cargo itself, in the workspace, without the variables cargo has set for this program: build
/// scripts that watch them would run again.
pub(crate) fn cargo(workspace: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace);
    let set_by_cargo = |name: &str| {
        name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || name == "CARGO_BIN_NAME"
    };
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(set_by_cargo) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command to its end with its output on this terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line_of(command));
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    Ok(())
}

/// Runs a command to its end with its output on this terminal; answers whether it succeeded and
/// what it said on its standard error.
pub(crate) fn overhear(command: &mut Command) -> Result<(bool, Vec<String>)> {
    println!("$ {}", line_of(command));
    let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child =
        child.with_context(|| format!("cannot run {}", command.get_program().display()))?;
    let mut heard = Vec::new();
    let said = child.stderr.take().into_iter().flat_map(|said| BufReader::new(said).lines());
    for line in said.map_while(Result::ok) {
        println!("{line}");
        heard.push(line);
    }
    Ok((child.wait()?.success(), heard))
}

/// What a command prints, or nothing when it fails or does not exist.
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first of these programs that lies on PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let directories: Vec<PathBuf> = env::split_paths(&path).collect();
    let places = names.iter().flat_map(|name| directories.iter().map(move |d| d.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
