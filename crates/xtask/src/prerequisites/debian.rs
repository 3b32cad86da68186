//! Installing packages on Debian and Ubuntu.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Installs packages with apt-get, as root or through a sudo that asks for no password.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() {
        bail!("not installed here, and only Debian's and Ubuntu's packages can be installed");
    }
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    let Some(rights) = rights() else {
        bail!("not installed, and sudo asks for a password; run `sudo {by_hand}` once");
    };
    process::run(apt_get(rights).arg("update"))?;
    let mut install = apt_get(rights);
    process::run(install.args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// What has to stand before a command that only root may run.
fn rights() -> Option<&'static [&'static str]> {
    if process::answer("id", &["-u"]).as_deref() == Some("0") {
        return Some(&[]);
    }
    process::answer("sudo", &["-n", "true"]).map(|_| ["sudo", "-n"].as_slice())
}

fn apt_get(rights: &[&str]) -> Command {
    let words: Vec<&str> = rights
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .collect();
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words);
    command
}
