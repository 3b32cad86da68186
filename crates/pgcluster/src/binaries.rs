//! Finding `initdb` and `postgres` on this machine.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The oldest release the product supports.
const OLDEST: u32 = 15;

/// Where distributions keep one directory a version, as `(before, after)` the version number.
/// Debian leaves these out of PATH on purpose, so that several versions live side by side.
const VERSIONED: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr/pgsql-", "bin"),
    ("/opt/homebrew/opt/postgresql@", "bin"),
    ("/usr/local/opt/postgresql@", "bin"),
];

const REMEDY: &str = "PostgreSQL 15 or newer is needed, but no directory holds both `initdb` and \
`postgres` (looked in $MAINSTAY_PG_BIN, PATH, /usr/lib/postgresql/*/bin, /usr/pgsql-*/bin and \
Homebrew's directories).
  Debian, Ubuntu:  apt-get install postgresql
  Fedora, RHEL:    dnf install postgresql-server
  Alpine:          apk add postgresql
  Arch:            pacman -S postgresql
  macOS:           brew install postgresql@17
  Nix:             nix-shell -p postgresql
No server has to run: a private one is started for the purpose. If it is installed elsewhere, name \
the directory in MAINSTAY_PG_BIN.";

/// The two programs of one installed version.
#[derive(Clone, Debug)]
pub(crate) struct Binaries {
    pub(crate) initdb: PathBuf,
    pub(crate) postgres: PathBuf,
}

impl Binaries {
    /// The directory named in `MAINSTAY_PG_BIN`, else the newest supported version found.
    pub(crate) fn find() -> Result<Self> {
        if let Some(directory) = env::var_os("MAINSTAY_PG_BIN") {
            let named = PathBuf::from(directory);
            return Self::in_directory(&named).with_context(|| {
                format!("MAINSTAY_PG_BIN={} holds no initdb and postgres", named.display())
            });
        }
        Self::newest_of(candidates(env::var_os("PATH")))
    }

    /// The newest of these directories that holds a supported version.
    pub(crate) fn newest_of(directories: Vec<PathBuf>) -> Result<Self> {
        let found = directories.iter().filter_map(|d| Self::in_directory(d));
        let versions = found.filter_map(|b| b.version().map(|version| (version, b)));
        let Some((version, binaries)) = versions.max_by_key(|(version, _)| *version) else {
            bail!(REMEDY);
        };
        if version < OLDEST {
            bail!("the newest PostgreSQL found is version {version}.\n{REMEDY}");
        }
        Ok(binaries)
    }

    fn in_directory(directory: &Path) -> Option<Self> {
        // A link such as /usr/local/bin/postgres is resolved, because the server looks for its
        // libraries and time zones beside itself.
        let program = |name: &str| fs::canonicalize(directory.join(name)).ok();
        Some(Self { initdb: program("initdb")?, postgres: program("postgres")? })
    }

    /// The major version; nothing when the program does not run, as a broken wrapper would.
    fn version(&self) -> Option<u32> {
        let output = Command::new(&self.postgres).arg("--version").output().ok()?;
        major(&String::from_utf8_lossy(&output.stdout))
    }
}

/// The `15` in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `… 18beta1`.
pub(crate) fn major(version_line: &str) -> Option<u32> {
    let (_, number) = version_line.split_once(") ")?;
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number.get(..end)?.parse().ok()
}

fn candidates(path: Option<OsString>) -> Vec<PathBuf> {
    let on_path = path.map(|p| env::split_paths(&p).collect::<Vec<_>>()).unwrap_or_default();
    on_path.into_iter().chain(VERSIONED.iter().flat_map(|(b, a)| versioned(b, a))).collect()
}

/// Every `BEFORE<version>/AFTER`, where the version is a directory of its own or ends the name.
fn versioned(before: &str, after: &str) -> Vec<PathBuf> {
    let whole = Path::new(before);
    let (parent, prefix) = if whole.is_dir() {
        (whole, String::new())
    } else {
        let Some(parent) = whole.parent() else {
            return Vec::new();
        };
        let name = whole.file_name().map(|n| n.to_string_lossy().into_owned());
        (parent, name.unwrap_or_default())
    };
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix))
        .map(|entry| entry.path().join(after))
        .collect()
}
