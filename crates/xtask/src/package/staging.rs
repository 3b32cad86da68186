//! A directory laid out as it will lie on the machine it is installed on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Files that are to be packed, below one directory.
pub(super) struct Staging(PathBuf);

impl Staging {
    /// A new, empty one.
    pub(super) fn at(path: PathBuf) -> Result<Staging> {
        fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Staging(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file; whoever runs it may when the mode says so.
    pub(super) fn write(&self, place: &str, mode: u32, text: impl AsRef<[u8]>) -> Result<()> {
        let path = self.0.join(place);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
        }
        fs::write(&path, text).with_context(|| path.display().to_string())?;
        set_mode(&path, mode)
    }

    /// Copies a file.
    pub(super) fn copy(&self, from: &Path, place: &str, mode: u32) -> Result<()> {
        let content = fs::read(from).with_context(|| from.display().to_string())?;
        self.write(place, mode, content)
    }
}

fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .with_context(|| path.display().to_string())
}
