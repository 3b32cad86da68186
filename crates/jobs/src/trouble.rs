//! Work that goes by a schedule of its own and failed, told among what was given up: so that every node
//! tells of it, and it can be asked for again.

use db::{Chance, Id, ReadTx, Timestamp, Tx, params};

use crate::job::Job;
use crate::settle::shortened;

db::statements! {
    TROUBLE = "SELECT last_error FROM job WHERE state = 'dead' AND queue = $1 ORDER BY run_at DESC LIMIT 1";
    SINCE = "SELECT MAX(finished_at) FROM job WHERE state = 'dead' AND queue = $1";
    AGAIN = "UPDATE job SET last_error = $2, finished_at = $3, attempts = attempts + 1
        WHERE state = 'dead' AND queue = $1";
    FIRST = "INSERT INTO job (id, queue, payload, state, run_at, attempts, max_attempts, last_error, created_at, finished_at)
        VALUES ($1, $2, 'null', 'dead', $3, 1, 1, $4, $3, $3)";
    OVER = "DELETE FROM job WHERE state = 'dead' AND queue = $1";
}

/// Why the work of a queue failed last, until it is done.
///
/// # Errors
/// The database's failure.
pub fn trouble(tx: &ReadTx<'_>, queue: &str) -> db::Result<Option<String>> {
    let row = tx.row(TROUBLE, params![queue])?;
    Ok(row.map(|row| row.get(0)).transpose()?.flatten())
}

/// When the work of a queue failed last, until it is done or asked for again.
///
/// # Errors
/// The database's failure.
pub fn troubled_at(tx: &ReadTx<'_>, queue: &str) -> db::Result<Option<Timestamp>> {
    tx.one(SINCE, params![queue])?.get(0)
}

/// Tells that the work of a queue failed, in one row however often it does. A handler of the queue takes
/// no payload.
///
/// # Errors
/// The database's failure.
pub fn tell_trouble(
    tx: &Tx<'_>,
    chance: &Chance,
    now: Timestamp,
    queue: &str,
    why: &str,
) -> db::Result<()> {
    let why = shortened(why);
    if tx.execute(AGAIN, params![queue, why.as_str(), now])? == 0 {
        let id: Id<Job> = chance.id(now);
        tx.execute(FIRST, params![id, queue, now, why.as_str()])?;
    }
    Ok(())
}

/// Tells that the work of a queue was done.
///
/// # Errors
/// The database's failure.
pub fn end_trouble(tx: &Tx<'_>, queue: &str) -> db::Result<()> {
    tx.execute(OVER, params![queue])?;
    Ok(())
}
