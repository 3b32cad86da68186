//! All tests: Rust on both engines, then the journeys in a browser.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use pgcluster::Cluster;

use crate::prerequisites::{self, Found, Node};
use crate::steps::Steps;
use crate::{new_practice, process, root};

/// Adds the test steps.
pub(crate) fn add(steps: &mut Steps, workspace: &Path, fast: bool) {
    let target = root::target(workspace);
    let mut found = None;
    let ready = steps.run("prerequisites", || {
        found = Some(prerequisites::find(&target, !fast)?);
        Ok(())
    });
    let (true, Some(Found { node, chromium })) = (ready, found) else {
        return;
    };
    let mut cluster = None;
    steps.run("PostgreSQL cluster", || {
        cluster = Some(Cluster::start_fast()?);
        Ok(())
    });
    let Some(cluster) = cluster else { return };
    steps.run("build the tests", || rust(workspace, &node, &cluster, &["--no-run"]));
    steps.run("Rust tests, both engines", || rust(workspace, &node, &cluster, &[]));
    steps.run("scaffold a practice and test it", || {
        new_practice::rehearse(workspace, |cargo| {
            cargo.env("MAINSTAY_TEST_POSTGRES", cluster.url());
            node.lead(cargo)
        })
    });
    if let Some(chromium) = chromium {
        let built = steps.run("build the server", || {
            let mut cargo = process::cargo(workspace);
            node.lead(&mut cargo)?;
            process::run(cargo.args(["build", "--package", "mainstay"]))
        });
        let engines =
            [("sqlite", "browser journeys, SQLite"), ("postgres", "browser journeys, PostgreSQL")];
        for (engine, name) in engines.into_iter().filter(|_| built) {
            steps.run(name, || {
                let mut test = journeys(&workspace.join("browser"), &target, &node, &chromium)?;
                test.env("MAINSTAY_JOURNEYS_ON", engine);
                process::run(test.env("MAINSTAY_TEST_POSTGRES", cluster.url()))
            });
        }
    }
}

fn rust(workspace: &Path, node: &Node, cluster: &Cluster, extra: &[&str]) -> Result<()> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    cargo.args(["test", "--workspace", "--no-fail-fast"]).args(extra);
    process::run(cargo.env("MAINSTAY_TEST_POSTGRES", cluster.url()))
}

/// The command that runs them, with all it needs but the engine.
fn journeys(browser: &Path, target: &Path, node: &Node, chromium: &Path) -> Result<Command> {
    let mut install = Command::new("npm");
    node.lead(&mut install)?;
    install.args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
    process::run(install.current_dir(browser))
        .context("cannot install the browser test packages")?;
    let mut test = Command::new("npm");
    node.lead(&mut test)?;
    test.args(["test", "--silent"]).current_dir(browser);
    test.env("MAINSTAY_BIN", target.join("debug/mainstay"));
    test.env("MAINSTAY_CHROMIUM", chromium);
    Ok(test)
}
