//! The Debian package: program, service, settings, papers.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::program::Program;
use super::staging::Staging;
use crate::process;

/// How Debian calls the processors Rust builds for.
const ARCHITECTURES: [(&str, &str); 2] = [("x86_64", "amd64"), ("aarch64", "arm64")];

/// What is read on the machine.
const PAPERS: [&str; 9] = [
    "docs/guide/operations/install.md",
    "docs/guide/operations/configure.md",
    "docs/guide/operations/first-run.md",
    "docs/guide/operations/tls.md",
    "docs/guide/operations/backup.md",
    "docs/guide/operations/upgrade.md",
    "docs/guide/operations/observability.md",
    "docs/guide/operations/failure.md",
    "docs/guide/reference/configuration.md",
];

/// Packs it, and looks over it with lintian where that is installed.
pub(super) fn pack(workspace: &Path, program: &Program, packages: &Path) -> Result<()> {
    let known = ARCHITECTURES.iter().find(|(ours, _)| *ours == program.architecture);
    let Some((_, architecture)) = known else {
        bail!("no Debian package for {}", program.architecture)
    };
    let staging = Staging::at(packages.join("debian"))?;
    lay_out(workspace, program, &staging)?;
    let control = fs::read_to_string(workspace.join("packaging/debian/control"))?
        .replace("{version}", &program.version)
        .replace("{architecture}", architecture)
        .replace("{installed_size}", &kibibytes(staging.path())?.to_string());
    staging.write("DEBIAN/control", 0o644, control)?;
    let file = format!("mainstay_{}_{architecture}.deb", program.version);
    let mut build = Command::new("dpkg-deb");
    build.current_dir(packages).args(["--root-owner-group", "--build", "debian", &file]);
    process::run(&mut build)?;
    if process::on_path(&["lintian"]).is_some() {
        let mut lintian = Command::new("lintian");
        lintian.current_dir(packages).args(["--fail-on", "error", "--allow-root", &file]);
        process::run(&mut lintian)?;
    }
    Ok(())
}

fn lay_out(workspace: &Path, program: &Program, staging: &Staging) -> Result<()> {
    let packaging = workspace.join("packaging");
    staging.copy(&program.path, "usr/bin/mainstay", 0o755)?;
    let service = packaging.join("systemd/mainstay.service");
    staging.copy(&service, "usr/lib/systemd/system/mainstay.service", 0o644)?;
    staging.write("etc/mainstay/mainstay.toml", 0o640, settings(program)?)?;
    for paper in PAPERS {
        let file = paper.rsplit('/').next().unwrap_or(paper);
        let place = format!("usr/share/doc/mainstay/{file}");
        staging.copy(&workspace.join(paper), &place, 0o644)?;
    }
    let copyright = packaging.join("debian/copyright");
    staging.copy(&copyright, "usr/share/doc/mainstay/copyright", 0o644)?;
    let overrides = packaging.join("debian/lintian-overrides");
    staging.copy(&overrides, "usr/share/lintian/overrides/mainstay", 0o644)?;
    let changes = pressed(&workspace.join("CHANGELOG.md"))?;
    staging.write("usr/share/doc/mainstay/changelog.gz", 0o644, changes)?;
    staging.copy(&packaging.join("debian/conffiles"), "DEBIAN/conffiles", 0o644)?;
    for script in ["postinst", "prerm", "postrm"] {
        let path = packaging.join("debian").join(script);
        staging.copy(&path, &format!("DEBIAN/{script}"), 0o755)?;
    }
    Ok(())
}

/// The settings of a machine: every one explained, and the directory the service has for its own.
fn settings(program: &Program) -> Result<String> {
    let example =
        process::answer(&program.path, &["config", "example"]).context("no example of settings")?;
    let data = "data = \"/var/lib/mainstay\"";
    let commented = format!("#{data}");
    if !example.contains(&commented) {
        bail!("the example of settings names no directory {data}");
    }
    Ok(example.replacen(&commented, data, 1) + "\n")
}

fn pressed(path: &Path) -> Result<Vec<u8>> {
    let output = Command::new("gzip").args(["-9", "-n", "-c"]).arg(path).output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        bail!("gzip ended with {}", output.status)
    }
}

fn kibibytes(directory: &Path) -> Result<u64> {
    let mut all = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let about = entry.metadata()?;
        all += if about.is_dir() { kibibytes(&entry.path())? } else { about.len().div_ceil(1024) };
    }
    Ok(all)
}
