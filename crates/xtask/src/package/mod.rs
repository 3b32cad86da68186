//! Packages: the static program, an archive of it, a Debian package, a container image.

mod archive;
mod debian;
mod image;
mod program;
mod staging;

use std::fs;

use anyhow::{Context, Result};
use clap::Args;

use crate::prerequisites::Node;
use crate::root;
use program::Program;

/// What is to be packed.
#[derive(Args)]
pub(crate) struct Request {
    /// Also builds the container image, with buildah, podman or docker.
    #[arg(long)]
    image: bool,
}

/// Packs everything into `target/package`.
///
/// # Errors
/// When something does not build, or a tool that is needed is missing.
pub(crate) fn run(request: &Request) -> Result<()> {
    let workspace = root::workspace()?;
    let target = root::target(&workspace);
    let packages = target.join("package");
    let _cleared = fs::remove_dir_all(&packages);
    fs::create_dir_all(&packages).with_context(|| packages.display().to_string())?;
    let program = Program::build(&workspace, &Node::find(&target)?)?;
    archive::pack(&workspace, &program, &packages)?;
    debian::pack(&workspace, &program, &packages)?;
    if request.image {
        image::build(&workspace, &program, &packages)?;
    }
    Ok(())
}
