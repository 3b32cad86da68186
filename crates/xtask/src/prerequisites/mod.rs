//! What the tests need beside Rust: found, or installed on Debian and Ubuntu, or named.

mod chromium;
mod debian;
mod node;
mod tools;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

pub(crate) use node::Node;

/// What was found.
pub(crate) struct Found {
    pub(crate) node: Node,
    /// Absent when the browser journeys are left out.
    pub(crate) chromium: Option<PathBuf>,
}

/// Finds everything, and says at once everything that is missing.
pub(crate) fn find(target: &Path, with_browser: bool) -> Result<Found> {
    let postgres = found_or_installed(pgcluster::Cluster::check_installed, &["postgresql"]);
    let node = Node::find(target);
    let chromium = with_browser.then(chromium::find).transpose();
    let tools = tools::find();
    match (postgres, node, chromium, tools) {
        (Ok(()), Ok(node), Ok(chromium), Ok(())) => Ok(Found { node, chromium }),
        (postgres, node, chromium, tools) => {
            let missing = [postgres.err(), node.err(), chromium.err(), tools.err()];
            let texts: Vec<String> =
                missing.into_iter().flatten().map(|e| format!("{e:#}")).collect();
            bail!("missing on this machine:\n\n{}", texts.join("\n\n"))
        }
    }
}

/// Looks; when nothing is there, installs the Debian packages and looks again.
fn found_or_installed<T>(look: impl Fn() -> Result<T>, packages: &[&str]) -> Result<T> {
    let Err(missing) = look() else { return look() };
    match debian::install(packages) {
        Ok(()) => look(),
        Err(refused) => Err(missing.context(format!("{refused:#}"))),
    }
}
