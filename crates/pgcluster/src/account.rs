//! The system account the server runs as: PostgreSQL refuses to run as root.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Accounts to step down to, best first. Any unprivileged one would do; `postgres` comes with the
/// Debian, Fedora and Alpine packages.
const UNPRIVILEGED: [&str; 3] = ["postgres", "_postgres", "nobody"];

/// Who runs `initdb` and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// The account of this process, which is not root.
    Own,
    /// This process is root and steps down.
    Other { user: u32, group: u32 },
}

impl Account {
    /// The account to use, given a directory this process has just created.
    pub(crate) fn for_owner_of(directory: &Path) -> Result<Self> {
        let owner = fs::metadata(directory)
            .with_context(|| format!("cannot look at {}", directory.display()))?
            .uid();
        if owner != 0 {
            return Ok(Self::Own);
        }
        Self::step_down(&fs::read_to_string("/etc/passwd").unwrap_or_default())
    }

    pub(crate) fn step_down(passwd: &str) -> Result<Self> {
        for name in UNPRIVILEGED {
            if let Some((user, group)) = passwd.lines().find_map(|line| ids_of(line, name)) {
                return Ok(Self::Other { user, group });
            }
        }
        bail!(
            "this process is root, PostgreSQL refuses to run as root, and /etc/passwd names none of \
             the accounts {}. Create one (`useradd --system postgres`) or run as an ordinary user.",
            UNPRIVILEGED.join(", ")
        )
    }

    /// Gives the directory to the account.
    pub(crate) fn own(self, directory: &Path) -> Result<()> {
        let Self::Other { user, group } = self else {
            return Ok(());
        };
        chown(directory, Some(user), Some(group))
            .with_context(|| format!("cannot give {} to user {user}", directory.display()))
    }

    /// Lets the command run as the account.
    pub(crate) fn run(self, command: &mut Command) {
        if let Self::Other { user, group } = self {
            command.uid(user).gid(group);
        }
    }
}

/// User and group of a passwd line `name:x:user:group:…`, if it is this name's and not root.
fn ids_of(line: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = line.split(':');
    if fields.next()? != name {
        return None;
    }
    let user: u32 = fields.nth(1)?.parse().ok()?;
    let group: u32 = fields.next()?.parse().ok()?;
    (user != 0).then_some((user, group))
}
