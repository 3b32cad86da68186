//! Positions: the order of all entries, given after the commit where the engine does not commit in
//! the order in which transactions run.

use db::{Db, Id, ReadTx, params};

use super::Subject;
use crate::{Error, Result};

/// Entries given a position in one transaction at most.
const BATCH: i64 = 1_000;

db::statements! {
    END = "SELECT COALESCE(MAX(position), 0) FROM entry";
    // recorded_at never falls within a subject, so this order keeps every chain's own order; an
    // entry is visible only when all before it in its chain are.
    WAITING = "SELECT subject_id, seq FROM entry WHERE position IS NULL ORDER BY recorded_at, seq, subject_id LIMIT $1";
    PLACE = "UPDATE entry SET position = $3 WHERE subject_id = $1 AND seq = $2 AND position IS NULL";
}

/// The last position given.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &ReadTx<'_>) -> Result<i64> {
    Ok(tx.one(END, params![])?.get(0)?)
}

/// Gives positions to entries that have none; how many. Whoever calls it holds the lease
/// `sequencer`; should two ever run at once, the unique index refuses the second.
///
/// # Errors
/// When the database fails.
pub fn sequence(db: &Db) -> Result<u64> {
    // Looks first: an idle program writes nothing.
    if db.read(|tx| tx.row(WAITING, params![1]))?.is_none() {
        return Ok(0);
    }
    let mut total = 0;
    loop {
        let placed = db.housekeep(|tx| {
            let next: i64 = tx.one(END, params![])?.get::<i64>(0)? + 1;
            let waiting = tx.rows(WAITING, params![BATCH])?;
            for (position, row) in (next..).zip(&waiting) {
                let (subject, seq): (Id<Subject>, i64) = (row.get(0)?, row.get(1)?);
                tx.execute(PLACE, params![subject, seq, position])?;
            }
            Ok::<_, Error>(waiting.len())
        })?;
        total += u64::try_from(placed).unwrap_or(0);
        if i64::try_from(placed).unwrap_or(0) < BATCH {
            return Ok(total);
        }
    }
}
