//! How long what was told is kept.

use db::{Db, Timestamp, params};

use super::seen;
use crate::Result;
use crate::pieces::{PIECE, in_pieces};

db::statements! {
    FORGET = "DELETE FROM notification WHERE id IN
        (SELECT id FROM notification WHERE kept_until < $1 ORDER BY kept_until LIMIT $2)";
}

/// Forgets what was told long ago; how many lines.
///
/// # Errors
/// When the database fails.
pub fn purge(db: &Db, now: Timestamp) -> Result<u64> {
    let lines = in_pieces(db, move |tx| Ok(tx.execute(FORGET, params![now, PIECE])?))?;
    in_pieces(db, move |tx| seen::forget(tx, now, PIECE))?;
    Ok(lines)
}
