//! Parsers tried on inputs nobody thought of: the targets are tests in modules named `fuzzed`.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::Path;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result};
use clap::Args;

use crate::prerequisites::Node;
use crate::{process, root};

/// For how long each target is tried on the build server, in seconds.
const EACH: f64 = 3.0;

/// How long parsers are tried, and on what.
#[derive(Args)]
pub(crate) struct Request {
    /// About so many minutes in all.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Another number makes other inputs; without it they are new each time.
    #[arg(long)]
    seed: Option<u64>,
    /// Only targets whose name has this in it.
    #[arg(long, default_value = "fuzzed::")]
    target: String,
}

/// The same inputs each time, for seconds.
pub(crate) fn briefly(workspace: &Path, node: &Node) -> Result<()> {
    process::run(tests(workspace, node, EACH, 1)?.args(["--", "fuzzed::", "--nocapture"]))
}

/// New inputs for minutes. What is found is kept in the `corpus` folder of its crate.
pub(crate) fn run(request: &Request) -> Result<()> {
    let workspace = root::workspace()?;
    let node = Node::find(&root::target(&workspace))?;
    let mut listing = tests(&workspace, &node, 0.0, 1)?;
    let listed = listing.args(["--", &request.target, "--list"]).output().context("cargo test")?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let targets = u32::try_from(listed.matches(": test").count()).unwrap_or(1).max(1);
    let threads = u32::try_from(available_parallelism().map_or(1, Into::into)).unwrap_or(1);
    let each = request.minutes * 60.0 * f64::from(threads) / f64::from(targets);
    let seed = request.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    println!("{targets} targets, {each:.0} seconds each, --seed {seed}");
    let mut trying = tests(&workspace, &node, each, seed)?;
    process::run(trying.args(["--", &request.target, "--nocapture"]))
}

fn tests(workspace: &Path, node: &Node, seconds: f64, seed: u64) -> Result<Command> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    // As all tests are built, so that nothing is built once more.
    cargo.args(["test", "--workspace", "--lib", "--bins", "--no-fail-fast"]);
    cargo.env("MAINSTAY_FUZZ_SECONDS", seconds.to_string());
    cargo.env("MAINSTAY_FUZZ_SEED", seed.to_string());
    Ok(cargo)
}
