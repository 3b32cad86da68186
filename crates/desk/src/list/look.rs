//! Looking for what somebody asks, for no longer than others can wait for their turn.

use std::time::Duration;

use db::{Db, ReadTx};

use crate::{Error, Result};

/// How long one look may take: at a list, at a count, at groups, or at a chunk of an export.
pub const LONGEST: Duration = Duration::from_secs(10);

/// Reads what somebody's filter asks for.
///
/// # Errors
/// [`Error::Invalid`] on `q` when it took too long; whatever the closure returns, or the database's
/// failure.
pub fn look<T>(db: &Db, longest: Duration, f: impl Fn(&ReadTx<'_>) -> Result<T>) -> Result<T> {
    db.read_within(longest, f).map_err(|error| match error {
        Error::Db(db::Error::TooLong) => Error::invalid("q", "filter_too_slow"),
        other => other,
    })
}
