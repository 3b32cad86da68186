//! How long what was told is kept.

use std::time::Duration;

use db::{Db, Timestamp, Tx, params};

use crate::{Error, Result};

/// How long what has been read is kept.
pub const KEPT: Duration = Duration::from_secs(90 * 24 * 3600);
/// How long what nobody reads is kept.
pub const KEPT_UNREAD: Duration = Duration::from_secs(365 * 24 * 3600);

/// Lines removed in one transaction: others write meanwhile.
const AT_ONCE: i64 = 500;

db::statements! {
    FORGET = "DELETE FROM notification WHERE (person_id, subject_id) IN (SELECT person_id, subject_id FROM notification
        WHERE told_at < $1 AND (unread = 0 OR told_at < $2) ORDER BY told_at LIMIT $3)";
}

/// Forgets what was told long ago; how many lines.
///
/// # Errors
/// When the database fails.
pub fn purge(db: &Db, now: Timestamp) -> Result<u64> {
    let mut total = 0;
    loop {
        let some = move |tx: &Tx<'_>| {
            let (read, unread) = (now.minus(KEPT), now.minus(KEPT_UNREAD));
            Ok::<_, Error>(tx.execute(FORGET, params![read, unread, AT_ONCE])?)
        };
        let gone = db.housekeep(some)?;
        total += gone;
        if gone < u64::try_from(AT_ONCE).unwrap_or(0) {
            return Ok(total);
        }
    }
}
