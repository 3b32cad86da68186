//! Which steps a task runs, in which order.

use anyhow::Result;

use crate::prerequisites::Node;
use crate::steps::Steps;
use crate::{architecture, checks, root, tests_of_all};

/// Everything: the checks, then the tests.
pub(crate) fn everything() -> Result<()> {
    let mut steps = Steps::default();
    add_checks(&mut steps)?;
    tests_of_all::add(&mut steps, &root::workspace()?, false);
    steps.finish()
}

/// The checks that run nothing of the product.
pub(crate) fn check() -> Result<()> {
    let mut steps = Steps::default();
    add_checks(&mut steps)?;
    steps.finish()
}

/// The tests.
pub(crate) fn test(fast: bool) -> Result<()> {
    let mut steps = Steps::default();
    tests_of_all::add(&mut steps, &root::workspace()?, fast);
    steps.finish()
}

fn add_checks(steps: &mut Steps) -> Result<()> {
    let workspace = root::workspace()?;
    steps.run("format", || checks::format(&workspace));
    steps.run("architecture", || architecture::check(&workspace));
    let mut node = None;
    steps.run("Node for the front-end build", || {
        node = Some(Node::find(&root::target(&workspace))?);
        Ok(())
    });
    if let Some(node) = node {
        steps.run("clippy", || checks::clippy(&workspace, &node));
        steps.run("documentation", || checks::documentation(&workspace, &node));
    }
    steps.run("licences and bans", || checks::licences_and_bans(&workspace));
    steps.run("unused dependencies", || checks::unused_dependencies(&workspace));
    steps.run("the book", || checks::book(&workspace));
    Ok(())
}
