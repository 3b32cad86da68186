//! A place for files of its own for each test.

use desk::file::Shelf;
use files::{Place, Store};
use tempfile::TempDir;

/// A shelf in a directory, which is removed with the first of the two.
///
/// # Panics
/// When the machine gives no directory.
#[must_use]
pub fn shelf() -> (TempDir, Shelf) {
    let directory = tempfile::tempdir().expect("a directory for files");
    let place = Place::Folder(directory.path().join("kept"));
    let store = Store::open(&place, &directory.path().join("incoming"), &[]);
    (directory, Shelf::new(store.expect("a store in an empty directory")))
}
