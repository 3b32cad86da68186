//! Where files are kept and what is asked of them before.

use std::time::SystemTime;

use db::Timestamp;
use files::{Scanner, ScannerError, Store, Verdict};

use super::limits::{FIELD, Limits};
use crate::{Error, Fault, Result};

/// Where files are kept, how many, and who looks at them first.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The store.
    pub store: Store,
    /// How much may be kept.
    pub limits: Limits,
    /// The scanner for malware, where there is one.
    pub scanner: Option<Scanner>,
}

impl Shelf {
    /// A shelf with the usual limits and nobody who scans.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Shelf { store, limits: Limits::default(), scanner: None }
    }

    /// Removes what uploads left behind that broke off; how many that were.
    ///
    /// # Errors
    /// When the place where files are received cannot be read.
    pub fn tidy(&self, now: Timestamp) -> Result<usize> {
        let since_1970 = now.since(Timestamp::from_micros(0));
        Ok(self.store.inbox().sweep(SystemTime::UNIX_EPOCH + since_1970)?)
    }

    /// Refuses what the scanner finds something in, and everything when it cannot be asked.
    pub(super) fn scan(&self, name: &str, content: &files::Received) -> Result<()> {
        let Some(scanner) = &self.scanner else { return Ok(()) };
        let named = |code| Fault::new(FIELD, code).with("name", name);
        match scanner.scan(content.path()) {
            Ok(Verdict::Clean) => Ok(()),
            Ok(Verdict::Infected(malware)) => {
                Err(Error::Invalid(vec![named("infected").with("malware", malware)]))
            }
            Err(ScannerError::TooLarge) => Err(Error::Invalid(vec![named("not_scannable")])),
            Err(error @ ScannerError::Failed(..)) => {
                Err(Error::Unreachable { what: "scanner", why: error.to_string() })
            }
        }
    }
}

impl From<files::Error> for Error {
    fn from(error: files::Error) -> Self {
        match error {
            files::Error::Full => Error::Db(db::Error::Full),
            // Whoever receives looks at the length first, and says whose it is.
            broken @ (files::Error::TooLarge(_) | files::Error::Missing(_)) => {
                Error::Broken(broken.to_string())
            }
            files::Error::Unusable(why) => Error::Unreachable { what: "files", why },
        }
    }
}
