//! The browser the journeys run in.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::found_or_installed;
use crate::process;

const PROGRAMS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MACOS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const REMEDY: &str = "Chromium (or Chrome) is needed for the browser journeys.
  Debian:        apt-get install chromium
  Ubuntu:        snap install chromium
  Fedora, RHEL:  dnf install chromium
  Alpine:        apk add chromium
  Arch:          pacman -S chromium
  macOS:         brew install --cask chromium
If it lies elsewhere, name the program in MAINSTAY_CHROMIUM. `cargo xtask test --fast` leaves the \
journeys out.";

pub(crate) fn find() -> Result<PathBuf> {
    // Ubuntu's package of that name only points at a snap, which a container cannot run; that case
    // is caught because the program has to answer.
    found_or_installed(look, &["chromium", "fonts-dejavu-core"])
}

fn look() -> Result<PathBuf> {
    let named = env::var_os("MAINSTAY_CHROMIUM").map(PathBuf::from);
    let installed = || process::on_path(&PROGRAMS);
    let application = || MACOS.iter().map(PathBuf::from).find(|path| path.is_file());
    match named.or_else(installed).or_else(application) {
        Some(program) if answers(&program) => Ok(program),
        Some(program) => bail!("{} does not run.\n{REMEDY}", program.display()),
        None => bail!(REMEDY),
    }
}

fn answers(program: &Path) -> bool {
    process::answer(program, &["--version"]).is_some_and(|version| !version.is_empty())
}
