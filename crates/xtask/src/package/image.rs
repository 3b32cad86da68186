//! The container image, with whatever engine is at hand.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::program::Program;
use super::staging::Staging;
use crate::process;

/// Builds `mainstay:VERSION`. It stands on nothing, so nothing is fetched.
pub(super) fn build(workspace: &Path, program: &Program, packages: &Path) -> Result<()> {
    let engine = process::on_path(&["buildah", "podman", "docker"])
        .context("an image needs buildah, podman or docker: install one of them")?;
    let staging = Staging::at(packages.join("image"))?;
    staging.copy(&program.path, "mainstay", 0o755)?;
    staging.copy(&workspace.join("packaging/container/Containerfile"), "Containerfile", 0o644)?;
    fs::create_dir_all(staging.path().join("data"))?;
    let tag = format!("mainstay:{}", program.version);
    let mut build = Command::new(engine);
    build.current_dir(staging.path()).args(["build", "-f", "Containerfile", "-t", &tag, "."]);
    process::run(&mut build)
}
