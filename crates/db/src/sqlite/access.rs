//! How a file is read: beside others, or where nothing may be written.
//!
//! Whoever reads a database with a write-ahead log writes too: locks and an index lie in a file beside
//! it. Where that cannot be, the file is read with the log and index that are there, or, when no log is
//! there and so nobody has it open, as one that does not change.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Beside a writer, with the locks of all.
    Shared,
    /// From the file, its log and the index of that; nothing is written. Somebody may be writing whom a
    /// read-only view of the directory does not hinder.
    Log,
    /// As a file that nobody changes, without locks.
    AtRest,
}

impl Access {
    /// How a file is read that may not be written.
    pub(super) fn of_read_only(path: &Path) -> Result<Access> {
        let log = beside(path, "-wal");
        match std::fs::metadata(&log) {
            Err(_) => Ok(Access::AtRest),
            Ok(_) if beside(path, "-shm").exists() => Ok(Access::Log),
            Ok(about) if about.len() == 0 => Ok(Access::AtRest),
            Ok(_) => Err(Error::Unavailable(format!(
                "{} holds changes that can only be read where it may be written: copy the directory to a disk that may be written, and name it",
                log.display()
            ))),
        }
    }

    /// Whether what was read may be trusted: nobody has begun to change a file taken to be at rest.
    pub(super) fn still_holds(self, path: &Path) -> Result<()> {
        let log = std::fs::metadata(beside(path, "-wal"));
        match self == Access::AtRest && log.is_ok_and(|about| about.len() > 0) {
            true => Err(Error::Unavailable("somebody began to change it; try again".to_owned())),
            false => Ok(()),
        }
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
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
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

    #[test]
    fn a_log_without_its_index_is_refused_and_nothing_is_made() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("x.db");
        std::fs::write(&path, "").unwrap();
        assert_eq!(Access::of_read_only(&path).unwrap(), Access::AtRest);
        std::fs::write(beside(&path, "-wal"), "changes").unwrap();
        let told = Access::of_read_only(&path).unwrap_err().to_string();
        assert!(told.contains("copy the directory"), "{told}");
        assert!(Access::AtRest.still_holds(&path).is_err());
        std::fs::write(beside(&path, "-shm"), "index").unwrap();
        assert_eq!(Access::of_read_only(&path).unwrap(), Access::Log);
    }
}
