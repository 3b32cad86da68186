//! Checks that look at the source and run nothing of the product.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::prerequisites::Node;
use crate::{process, root};

/// Programs built from crates.io into `target/tools`, and the versions this workspace is checked
/// with.
const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", bare: false };
const MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2", bare: false };
// Bare of its server for writers and of searching in pages, it is built in half the time.
const MDBOOK: Tool = Tool { name: "mdbook", version: "0.5.4", bare: true };

/// A program of somebody else.
#[derive(Clone, Copy)]
struct Tool {
    name: &'static str,
    version: &'static str,
    /// Without its default features.
    bare: bool,
}

/// Every file as `rustfmt.toml` wants it.
pub(crate) fn format(workspace: &Path) -> Result<()> {
    process::run(process::cargo(workspace).args(["fmt", "--all", "--check"]))
}

/// The deny list of `Cargo.toml` and `clippy.toml`; a warning is a failure.
pub(crate) fn clippy(workspace: &Path, node: &Node) -> Result<()> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    process::run(&mut cargo)
}

/// The crate documentation builds and every link in it leads somewhere.
pub(crate) fn documentation(workspace: &Path, node: &Node) -> Result<()> {
    let mut cargo = process::cargo(workspace);
    node.lead(&mut cargo)?;
    cargo.args(["doc", "--workspace", "--no-deps", "--document-private-items"]);
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut cargo)
}

/// Licences, banned crates and sources as `deny.toml` wants them.
pub(crate) fn licences_and_bans(workspace: &Path) -> Result<()> {
    let deny = installed(workspace, DENY)?;
    process::run(Command::new(deny).current_dir(workspace).args([
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))
}

/// Every dependency named in a `Cargo.toml` is used.
pub(crate) fn unused_dependencies(workspace: &Path) -> Result<()> {
    let machete = installed(workspace, MACHETE)?;
    process::run(Command::new(machete).current_dir(workspace).args(["crates", "practices"]))
}

/// The guides as pages for a browser, in `target/book`; a page that the summary names and that is not
/// there fails. That links lead somewhere and commands work, `crates/server/tests/guide` sees.
pub(crate) fn book(workspace: &Path) -> Result<()> {
    let mdbook = installed(workspace, MDBOOK)?;
    let pages = root::target(workspace).join("book");
    process::run(
        Command::new(mdbook).arg("build").arg(workspace.join("docs")).arg("-d").arg(&pages),
    )
}

/// The tool in `target/tools`, built there first when it is missing or another version.
fn installed(workspace: &Path, tool: Tool) -> Result<PathBuf> {
    let tools = root::target(workspace).join("tools");
    let program = tools.join("bin").join(tool.name);
    let right = process::answer(&program, &["--version"]).is_some_and(|answer| {
        answer.split_whitespace().any(|word| word.trim_start_matches('v') == tool.version)
    });
    if !right {
        let mut cargo = process::cargo(workspace);
        // Run once or twice, they are done sooner for not being optimised.
        cargo.args(["install", "--debug", "--locked", "--version", tool.version]);
        if tool.bare {
            cargo.arg("--no-default-features");
        }
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "false");
        process::run(cargo.arg("--root").arg(&tools).arg(tool.name))?;
    }
    Ok(program)
}
