//! Node and npm: for the front-end build and the browser journeys.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::process;

const OLDEST: u32 = 20;

const REMEDY: &str = "Node 20 or newer with npm is needed for the front-end build and the browser \
journeys.
  Debian 13, Ubuntu 25.04 or newer:  apt-get install nodejs npm
  Fedora, RHEL:                      dnf install nodejs npm
  Alpine:                            apk add nodejs npm
  Arch:                              pacman -S nodejs npm
  macOS:                             brew install node
  elsewhere:                         https://nodejs.org/en/download";

/// A Node new enough, and where it lies when that is not on PATH.
pub(crate) struct Node {
    directory: Option<PathBuf>,
}

impl Node {
    /// The Node on PATH; else Debian's; else, where Debian's is too old, the one its npm can get.
    pub(crate) fn find(target: &Path) -> Result<Self> {
        let kept = target.join("tools/node/node_modules/node/bin");
        let kept = Self { directory: Some(kept) };
        if kept.is_new_enough() {
            return Ok(kept);
        }
        let on_path = Self { directory: None };
        if on_path.is_new_enough() && has_npm() {
            return Ok(on_path);
        }
        if !has_npm() {
            debian::install(&["nodejs", "npm"]).context(REMEDY)?;
            if on_path.is_new_enough() {
                return Ok(on_path);
            }
        }
        fetch(target)?;
        if !kept.is_new_enough() {
            bail!(REMEDY);
        }
        Ok(kept)
    }

    /// Puts this Node first on the command's PATH.
    pub(crate) fn lead(&self, command: &mut Command) -> Result<()> {
        if let Some(directory) = &self.directory {
            command.env("PATH", with_first(directory)?);
        }
        Ok(())
    }

    fn is_new_enough(&self) -> bool {
        let program =
            self.directory.as_ref().map_or_else(|| PathBuf::from("node"), |d| d.join("node"));
        let version = process::answer(program, &["--version"]);
        version.and_then(|v| major(&v)).is_some_and(|version| version >= OLDEST)
    }
}

fn has_npm() -> bool {
    process::answer("npm", &["--version"]).is_some()
}

/// Debian 12 and Ubuntu 24.04 carry Node 18; the npm registry has Node itself as a package.
fn fetch(target: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]);
    process::run(npm.arg(target.join("tools/node")).arg(format!("node@{OLDEST}"))).context(REMEDY)
}

fn with_first(directory: &Path) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(directory.to_owned()).chain(env::split_paths(&rest));
    env::join_paths(all).context("PATH holds a directory with a colon in its name")
}

/// The `20` in `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("not found"), None);
    }
}
