//! The Rust tests of the whole workspace, on both engines, and what failed once more.
//!
//! Some hold real servers, leases and clocks to their word, and on a machine that pauses for a
//! second such a test can fail for that second. What fails twice is broken; what passes the second
//! time is told as unsteady, so that somebody looks at it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::prerequisites::Node;
use crate::process;

/// How Cargo begins the line that names a target whose tests failed.
const FAILED: &str = "    `";

/// Builds them.
pub(crate) fn build(workspace: &Path, node: &Node, postgres: &str) -> Result<()> {
    process::run(&mut cargo(workspace, node, postgres, &["--workspace", "--no-run"])?)
}

/// Runs them; answers the targets that only passed the second time.
///
/// # Errors
/// Names the targets that failed twice.
pub(crate) fn run(workspace: &Path, node: &Node, postgres: &str) -> Result<Vec<String>> {
    let mut all = cargo(workspace, node, postgres, &["--workspace"])?;
    let (passed, heard) = process::overhear(&mut all)?;
    if passed {
        return Ok(Vec::new());
    }
    let failed: Vec<String> = heard.iter().filter_map(|line| target_of(line)).collect();
    if failed.is_empty() {
        bail!("cargo test failed before any test did");
    }
    let mut broken = Vec::new();
    for target in &failed {
        println!("\nonce more: {target}");
        if process::run(&mut cargo(workspace, node, postgres, &again(target))?).is_err() {
            broken.push(target.as_str());
        }
    }
    if !broken.is_empty() {
        bail!("failed twice: {}", broken.join(", "));
    }
    Ok(failed)
}

fn cargo(
    workspace: &Path,
    node: &Node,
    postgres: &str,
    what: &[&str],
) -> Result<std::process::Command> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    cargo.args(["test", "--no-fail-fast"]).args(what);
    cargo.env("MAINSTAY_TEST_POSTGRES", postgres);
    Ok(cargo)
}

/// How a target is run again. Of the whole workspace, though another package may have a target of
/// the same name: of one package alone, libraries would be built once more, which takes longer.
fn again(target: &str) -> Vec<&str> {
    let words = target.split_whitespace().skip_while(|word| !word.starts_with("--"));
    std::iter::once("--workspace").chain(words).collect()
}

/// The target a line at the end of Cargo's output names: "    `-p mainstay-db --test meeting`".
fn target_of(line: &str) -> Option<String> {
    let target = line.strip_prefix(FAILED)?.strip_suffix('`')?;
    target.starts_with("-p ").then(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_run_again_as_it_was_built() {
        assert_eq!(again("-p mainstay-db --test meeting"), ["--workspace", "--test", "meeting"]);
        assert_eq!(again("-p mainstay-db --lib"), ["--workspace", "--lib"]);
    }

    #[test]
    fn failed_targets_are_read_from_what_cargo_says() {
        assert_eq!(target_of("    `-p mainstay-db --lib`").unwrap(), "-p mainstay-db --lib");
        assert_eq!(target_of("error: 1 target failed:"), None);
        assert_eq!(target_of("    `rustc --crate-name db`"), None);
    }
}
