//! Why the front end could not be built, in one line that says what to do.

use std::fs;
use std::path::Path;

/// The reason, as the person who builds reads it.
pub(crate) struct Failure(pub(crate) String);

/// What a step of the build comes to.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Adds the path to an error of the file system.
pub(crate) fn at<T>(path: &Path, result: std::io::Result<T>) -> Outcome<T> {
    result.map_err(|error| Failure(format!("{}: {error}", path.display())))
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    at(path, fs::read_to_string(path))
}

/// Writes a file.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Outcome<()> {
    at(path, fs::write(path, content))
}

/// An empty directory, whatever was there before.
pub(crate) fn fresh(directory: &Path) -> Outcome<()> {
    if directory.exists() {
        at(directory, fs::remove_dir_all(directory))?;
    }
    at(directory, fs::create_dir_all(directory))
}

/// Copies a directory with everything below it.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Outcome<()> {
    at(to, fs::create_dir_all(to))?;
    for entry in at(from, fs::read_dir(from))? {
        let entry = at(from, entry)?;
        let target = to.join(entry.file_name());
        if at(&entry.path(), entry.file_type())?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            at(&entry.path(), fs::copy(entry.path(), &target))?;
        }
    }
    Ok(())
}
