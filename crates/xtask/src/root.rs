//! Where the workspace lies and where its build output goes.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The directory of the workspace's `Cargo.toml`.
pub(crate) fn workspace() -> Result<PathBuf> {
    // `cargo run` says where the crate is now; the built-in path is where it was compiled.
    let own = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = own.parent().and_then(Path::parent).context("crates/xtask lies two levels down")?;
    Ok(root.to_owned())
}

/// The directory cargo builds into.
pub(crate) fn target(workspace: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), |t| workspace.join(t))
}
