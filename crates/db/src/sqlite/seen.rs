//! How a database file and what SQLite keeps beside it looked at a moment.

use std::fs::{Metadata, metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use super::access::beside;
use crate::{Error, Result};

/// What tells that somebody was there: SQLite leaves the time of a write, and its log while it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    file: Option<(Identity, u64, SystemTime)>,
    /// How long the log is, where there is one.
    pub(super) log: Option<u64>,
    /// Whether the index of the log is there.
    pub(super) has_index: bool,
}

/// Which file it is: another one may have taken its name.
type Identity = (u64, u64);

impl Seen {
    /// Looks now, at the file before what lies beside it: who comes after the first look leaves a log.
    pub(super) fn now(path: &Path) -> Result<Seen> {
        let file = about(path)?
            .map(|file| Ok::<_, Error>((identity(&file), file.len(), changed(path, &file)?)));
        let log = about(&beside(path, "-wal"))?.map(|log| log.len());
        let has_index = about(&beside(path, "-shm"))?.is_some();
        Ok(Seen { file: file.transpose()?, log, has_index })
    }
}

/// What the system says of a file; nothing only where there is none.
fn about(path: &Path) -> Result<Option<Metadata>> {
    match metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some).map_err(|error| unreadable(path, &error)),
    }
}

fn changed(path: &Path, file: &Metadata) -> Result<SystemTime> {
    file.modified().map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", path.display()))
}

#[cfg(unix)]
fn identity(file: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {
    (0, 0)
}
