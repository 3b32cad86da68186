//! The journeys in a browser: each file by itself, and once more when it failed.
//!
//! A browser, a server and a database on two busy cores now and then miss a moment that has
//! nothing to do with what a journey shows. What fails twice is broken; what passes the second
//! time is told as unsteady, so that somebody looks at it, and does not hold up what is whole.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::prerequisites::Node;
use crate::process;

/// The longest one test of a journey may take, in milliseconds.
const LONGEST: &str = "--test-timeout=300000";

/// Everything the journeys need but the database.
pub(crate) struct Journeys<'n> {
    browser: PathBuf,
    server: PathBuf,
    chromium: PathBuf,
    node: &'n Node,
}

impl<'n> Journeys<'n> {
    /// Installs the packages the journeys are written with.
    pub(crate) fn prepare(
        workspace: &Path,
        server: PathBuf,
        node: &'n Node,
        chromium: PathBuf,
    ) -> Result<Self> {
        let browser = workspace.join("browser");
        let mut install = Command::new("npm");
        node.lead(&mut install)?;
        install.args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
        process::run(install.current_dir(&browser))
            .context("cannot install the browser test packages")?;
        Ok(Self { browser, server, chromium, node })
    }

    /// Runs all of them on one engine; answers those that only passed the second time.
    ///
    /// # Errors
    /// Names the files that failed twice.
    pub(crate) fn run(&self, engine: &str, postgres: &str) -> Result<Vec<String>> {
        let failed = self.failing(&self.files()?, engine, postgres)?;
        if failed.is_empty() {
            return Ok(failed);
        }
        println!("\nonce more: {}", failed.join(", "));
        let broken = self.failing(&failed, engine, postgres)?;
        if !broken.is_empty() {
            bail!("failed twice: {}", broken.join(", "));
        }
        Ok(failed)
    }

    fn failing(&self, files: &[String], engine: &str, postgres: &str) -> Result<Vec<String>> {
        let mut failing = Vec::new();
        for file in files {
            let mut test = Command::new("node");
            self.node.lead(&mut test)?;
            test.args(["--test", LONGEST, file]).current_dir(&self.browser);
            test.env("MAINSTAY_BIN", &self.server);
            test.env("MAINSTAY_CHROMIUM", &self.chromium);
            test.env("MAINSTAY_JOURNEYS_ON", engine);
            test.env("MAINSTAY_TEST_POSTGRES", postgres);
            if let Err(error) = process::run(&mut test) {
                println!("✗ {file}: {error:#}");
                failing.push(file.clone());
            }
        }
        Ok(failing)
    }

    fn files(&self) -> Result<Vec<String>> {
        let directory = self.browser.join("journeys");
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&directory).context("cannot list the journeys")? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".mjs") {
                files.push(format!("journeys/{name}"));
            }
        }
        if files.is_empty() {
            bail!("{} holds no journeys", directory.display());
        }
        files.sort();
        Ok(files)
    }
}
