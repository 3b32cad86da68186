//! The program as it is handed out: one file that needs no library of the machine it runs on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::prerequisites::Node;
use crate::{process, root};

/// A built program.
pub(super) struct Program {
    pub(super) path: PathBuf,
    pub(super) version: String,
    /// As Rust calls the processor: `x86_64`.
    pub(super) architecture: String,
}

impl Program {
    /// Builds it for this machine, with the C library inside.
    pub(super) fn build(workspace: &Path, node: &Node) -> Result<Program> {
        let host = host()?;
        let mut cargo = process::cargo(workspace);
        node.lead(&mut cargo)?;
        // With a target named, the flag is not for what runs during the build.
        cargo.args(["build", "--release", "--package", "mainstay", "--target", &host]);
        cargo.env("RUSTFLAGS", "-C target-feature=+crt-static");
        // Names of functions are a fifth of its size, and read by debuggers alone.
        cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
        process::run(&mut cargo)?;
        let path = root::target(workspace).join(&host).join("release/mainstay");
        if needs_libraries(&fs::read(&path)?) {
            bail!("{} is linked with libraries of this machine", path.display());
        }
        let version = process::answer(&path, &["--version"]).context("it does not start")?;
        let version = version.split_whitespace().last().unwrap_or_default().to_owned();
        let architecture = host.split('-').next().unwrap_or_default().to_owned();
        Ok(Program { path, version, architecture })
    }
}

/// The machine cargo builds for.
fn host() -> Result<String> {
    let told = process::answer("rustc", &["--version", "--verbose"]).context("rustc is missing")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// Whether a program names a loader of shared libraries, as all that use some do.
fn needs_libraries(program: &[u8]) -> bool {
    const LOADER: &[u8] = b"/ld-linux";
    program.windows(LOADER.len()).take(1 << 16).any(|bytes| bytes == LOADER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_of_this_machine_needs_its_libraries() {
        let own = fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(needs_libraries(&own));
        assert!(!needs_libraries(b"\x7fELF and nothing else"));
    }

    #[test]
    fn the_host_is_known() {
        assert!(host().unwrap().contains('-'));
    }
}
