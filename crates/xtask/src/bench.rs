//! Measurements are a program of their own, built as the product is.

use anyhow::Result;

use crate::{process, root};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut cargo = process::cargo(&root::workspace()?);
    cargo.args(["run", "--release", "--package", "mainstay-bench", "--"]).args(arguments);
    process::run(&mut cargo)
}
