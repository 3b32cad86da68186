//! The source files, as the checks on text see them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

const ROOMS: [&str; 4] = ["crates", "practices", "migrations", "browser"];
const KINDS: [&str; 8] = ["rs", "sql", "html", "css", "js", "mjs", "ts", "ftl"];
const NOT_OURS: [&str; 3] = ["node_modules", "shots", "target"];

/// A file of the workspace.
pub(crate) struct Source {
    /// From the workspace's root, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// Every source file, in the order of its path.
pub(crate) fn files(workspace: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    for room in ROOMS {
        let directory = workspace.join(room);
        if directory.is_dir() {
            gather(workspace, &directory, &mut files)?;
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn gather(workspace: &Path, directory: &Path, files: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                gather(workspace, &path, files)?;
            }
        } else if path.extension().is_some_and(|e| KINDS.iter().any(|kind| e == *kind)) {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let path = path.strip_prefix(workspace)?.to_string_lossy().replace('\\', "/");
            files.push(Source { path, text });
        }
    }
    Ok(())
}
