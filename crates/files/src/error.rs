//! What can go wrong with bytes on their way in or out.

use std::io;
use std::path::Path;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why bytes could not be taken, kept or given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is larger than was allowed; holds the limit in bytes.
    #[error("larger than the {0} bytes allowed")]
    TooLarge(u64),
    /// There is no room left where files are kept.
    #[error("no room left where files are kept")]
    Full,
    /// Nothing is kept under this key.
    #[error("nothing is kept under {0}")]
    Missing(String),
    /// The place where files are kept cannot be used.
    #[error("{0}")]
    Unusable(String),
}

impl Error {
    /// What the system said about a path.
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full,
            _ => Error::Unusable(format!("{}: {error}", path.display())),
        }
    }
}
