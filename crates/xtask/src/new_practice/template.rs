//! The files a new practice begins with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Written;
use super::names::Names;

const TEMPLATE: &str = "crates/xtask/templates/practice";
/// The languages of the interface.
const LANGUAGES: [&str; 2] = ["en", "de"];
/// Ends the name of a template file that tools would otherwise take for the real thing.
const DISGUISE: &str = ".template";

/// Every file of the template, filled in: `crate/` becomes the practice's crate, `locales/` its texts
/// in every language, `migration.sql` the migration with the next free number.
pub(crate) fn files(workspace: &Path, names: &Names) -> Result<Vec<Written>> {
    let template = workspace.join(TEMPLATE);
    let mut files = Vec::new();
    fill_directory(&template.join("crate"), &practice(workspace, names), names, &mut files)?;
    for language in LANGUAGES {
        let text = read(&template.join(format!("locales/{language}.ftl")))?;
        let path = workspace.join(format!("crates/web/locales/{language}/{}.ftl", names.name));
        files.push(Written { path, text: names.fill(&text) });
    }
    let migration = template.join("migration.sql");
    let text = read(&migration)?;
    let number = next_migration(&workspace.join("migrations"))?;
    let path = workspace.join(format!("migrations/{number:04}_{}.sql", names.name));
    files.push(Written { path, text: names.fill(&text) });
    Ok(files)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn practice(workspace: &Path, names: &Names) -> PathBuf {
    workspace.join("practices").join(&names.name)
}

fn fill_directory(from: &Path, to: &Path, names: &Names, files: &mut Vec<Written>) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("no template at {}", from.display()))? {
        let path = entry?.path();
        let name = path.file_name().context("an entry has a name")?.to_string_lossy().into_owned();
        let target = to.join(names.fill(name.strip_suffix(DISGUISE).unwrap_or(&name)));
        if path.is_dir() {
            fill_directory(&path, &target, names, files)?;
        } else {
            let text = read(&path)?;
            files.push(Written { path: target, text: names.fill(&text) });
        }
    }
    Ok(())
}

/// One above the highest `NNNN_` in the directory.
pub(crate) fn next_migration(migrations: &Path) -> Result<u32> {
    let mut highest = 0;
    for entry in fs::read_dir(migrations)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let number = name.split('_').next().and_then(|digits| digits.parse::<u32>().ok());
        highest = highest.max(number.unwrap_or_default());
    }
    Ok(highest + 1)
}
