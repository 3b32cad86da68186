//! How a file is read: beside others, or where nothing may be written.
//!
//! Whoever reads a database with a write-ahead log writes too: locks and an index lie in a file beside
//! it. Where that cannot be, the file is read with the log and index that are there, or, when no log is
//! there and so nobody has it open, as one that does not change.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::seen::Seen;
use crate::{Error, Result};

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Beside a writer, with the locks of all.
    Shared,
    /// From the file, its log and the index of that; nothing is written. Somebody may be writing whom a
    /// read-only view of the directory does not hinder.
    Log,
    /// As a file that nobody changes, without locks, for as long as it looks as it did.
    AtRest(Seen),
}

impl Access {
    /// How a file is read that may not be written. Its path is the one without links: what SQLite keeps
    /// beside it lies there.
    pub(super) fn of_read_only(path: &Path) -> Result<Access> {
        let seen = Seen::now(path)?;
        match (seen.log, seen.has_index) {
            (None | Some(0), false) | (None, true) => Ok(Access::AtRest(seen)),
            (Some(_), true) => Ok(Access::Log),
            (Some(_), false) => Err(Error::Unavailable(format!(
                "{} holds changes that can only be read where it may be written: copy the directory to a disk that may be written, and name it",
                beside(path, "-wal").display()
            ))),
        }
    }

    /// Whether what was read may be trusted: nobody has changed a file taken to be at rest, or begun to.
    /// Whoever comes and goes meanwhile leaves no log, but another file.
    pub(super) fn still_holds(self, path: &Path) -> Result<()> {
        match self {
            Access::AtRest(seen) if Seen::now(path)? != seen => {
                Err(Error::Unavailable("somebody began to change it; try again".to_owned()))
            }
            _ => Ok(()),
        }
    }
}

/// Where a file lies that may be named by a link; itself while it is not there.
pub(crate) fn without_links(path: &Path) -> Result<PathBuf> {
    match std::fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(path.to_owned()),
        found => found.map_err(|e| Error::Unavailable(format!("{}: {e}", path.display()))),
    }
}

/// The address of a file that nobody changes.
pub(super) fn at_rest(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02x}")),
        }
    }
    address + "?immutable=1"
}

/// A file that SQLite keeps beside the database.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_address_is_written_otherwise() {
        let address = at_rest(Path::new("/srv/a b?c#d%/mainstay.db"));
        assert_eq!(address, "file:/srv/a%20b%3fc%23d%25/mainstay.db?immutable=1");
    }

    fn at_rest_in(home: &Path) -> (PathBuf, Access) {
        let path = home.join("x.db");
        std::fs::write(&path, "kept").unwrap();
        let access = Access::of_read_only(&path).unwrap();
        assert!(matches!(access, Access::AtRest(_)), "{access:?}");
        (path, access)
    }

    #[test]
    fn a_log_without_its_index_is_refused_and_nothing_is_made() {
        let home = tempfile::tempdir().unwrap();
        let (path, at_rest) = at_rest_in(home.path());
        std::fs::write(beside(&path, "-wal"), "changes").unwrap();
        let told = Access::of_read_only(&path).unwrap_err().to_string();
        assert!(told.contains("copy the directory"), "{told}");
        assert!(at_rest.still_holds(&path).is_err());
        std::fs::write(beside(&path, "-shm"), "index").unwrap();
        assert_eq!(Access::of_read_only(&path).unwrap(), Access::Log);
    }

    #[test]
    fn a_writer_that_came_and_went_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let (path, at_rest) = at_rest_in(home.path());
        at_rest.still_holds(&path).unwrap();
        // Of the same size, and no log is left of it.
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        std::io::Write::write_all(&mut &file, b"gone").unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
        assert!(at_rest.still_holds(&path).is_err());
        let (path, at_rest) = at_rest_in(home.path());
        std::fs::write(home.path().join("other"), "kept").unwrap();
        std::fs::rename(home.path().join("other"), &path).unwrap();
        assert!(at_rest.still_holds(&path).is_err(), "another file in its place");
    }

    #[test]
    fn the_log_is_looked_for_where_the_file_is_and_not_where_a_link_to_it_is() {
        let home = tempfile::tempdir().unwrap();
        let (path, _) = at_rest_in(home.path());
        std::fs::create_dir(home.path().join("elsewhere")).unwrap();
        let link = home.path().join("elsewhere/mainstay.db");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(without_links(&link).unwrap(), path.canonicalize().unwrap());
        let none = home.path().join("none.db");
        assert_eq!(without_links(&none).unwrap(), none);
    }

    #[test]
    fn what_cannot_be_looked_at_is_not_taken_to_be_missing() {
        let home = tempfile::tempdir().unwrap();
        let (path, at_rest) = at_rest_in(home.path());
        // A name that leads to itself can be read by nobody.
        std::os::unix::fs::symlink(beside(&path, "-wal"), beside(&path, "-wal")).unwrap();
        assert!(Access::of_read_only(&path).is_err());
        assert!(at_rest.still_holds(&path).is_err());
    }
}
