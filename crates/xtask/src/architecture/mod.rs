//! The walls of the house that Cargo alone does not hold.

mod crates;
mod layers;
mod length;
mod names;
mod source;

use std::path::Path;

use anyhow::{Result, bail};

/// Checks every wall and names each breach.
pub(crate) fn check(workspace: &Path) -> Result<()> {
    let files = source::files(workspace)?;
    let mut breaches = crates::breaches(&crates::read(workspace)?);
    breaches.extend(layers::breaches(&files));
    breaches.extend(length::breaches(&files));
    breaches.extend(names::breaches(&files));
    if !breaches.is_empty() {
        bail!("{} breaches:\n  {}", breaches.len(), breaches.join("\n  "));
    }
    println!("{} files, median {} lines of Rust", files.len(), length::median_of_rust(&files));
    Ok(())
}
