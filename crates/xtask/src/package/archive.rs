//! A tar file with the program and what belongs beside it, for any Linux.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::program::Program;
use super::staging::Staging;
use crate::process;

/// What lies beside the program.
const BESIDE: [&str; 5] = [
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "docs/guide/operations/install.md",
    "packaging/systemd/mainstay.service",
];

/// Packs it.
pub(super) fn pack(workspace: &Path, program: &Program, packages: &Path) -> Result<()> {
    let name = format!("mainstay-{}-{}-linux", program.version, program.architecture);
    let staging = Staging::at(packages.join(&name))?;
    staging.copy(&program.path, "mainstay", 0o755)?;
    for path in BESIDE {
        let file = path.rsplit('/').next().unwrap_or(path);
        staging.copy(&workspace.join(path), file, 0o644)?;
    }
    let mut tar = Command::new("tar");
    tar.current_dir(packages).args(["--owner=0", "--group=0", "--sort=name", "-czf"]);
    process::run(tar.args([format!("{name}.tar.gz"), name]))
}
