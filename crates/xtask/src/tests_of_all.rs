//! All tests: Rust on both engines, then the journeys in a browser.

use std::path::{Path, PathBuf};

use anyhow::Result;
use pgcluster::Cluster;

use crate::journeys::Journeys;
use crate::prerequisites::{self, Found, Node};
use crate::steps::Steps;
use crate::{contract, fuzz, new_practice, process, root, rust_tests};

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
    steps.run("build the tests", || rust_tests::build(workspace, &node, &cluster.url()));
    let mut unsteady = Vec::new();
    steps.run("Rust tests, both engines", || {
        unsteady = rust_tests::run(workspace, &node, &cluster.url())?;
        Ok(())
    });
    tell(steps, "both engines", &unsteady);
    steps.run("parsers, on what nobody thought of", || fuzz::briefly(workspace, &node));
    steps.run("scaffold a practice and test it", || {
        new_practice::rehearse(workspace, |cargo| {
            cargo.env("MAINSTAY_TEST_POSTGRES", cluster.url());
            node.lead(cargo)
        })
    });
    let built = steps.run("build the server", || build_server(workspace, &node));
    if !built {
        return;
    }
    let server = target.join("debug/mainstay");
    steps.run("the API and its description", || contract::hold(workspace, &server));
    if let Some(chromium) = chromium {
        in_a_browser(steps, workspace, &server, &node, chromium, &cluster);
    }
}

/// As the tests built it: of one package alone, libraries would be built once more.
pub(crate) fn build_server(workspace: &Path, node: &Node) -> Result<()> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    process::run(cargo.args(["build", "--workspace", "--bin", "mainstay"]))
}

fn in_a_browser(
    steps: &mut Steps,
    workspace: &Path,
    server: &Path,
    node: &Node,
    chromium: PathBuf,
    cluster: &Cluster,
) {
    let mut journeys = None;
    steps.run("browser test packages", || {
        journeys = Some(Journeys::prepare(workspace, server.to_owned(), node, chromium)?);
        Ok(())
    });
    let Some(journeys) = journeys else { return };
    for (engine, name) in
        [("sqlite", "browser journeys, SQLite"), ("postgres", "browser journeys, PostgreSQL")]
    {
        let mut unsteady = Vec::new();
        steps.run(name, || {
            unsteady = journeys.run(engine, &cluster.url())?;
            Ok(())
        });
        tell(steps, engine, &unsteady);
    }
}

fn tell(steps: &mut Steps, engine: &str, unsteady: &[String]) {
    for what in unsteady {
        steps.remark(format!("unsteady on {engine}: {what} failed once and passed when run again"));
    }
}
