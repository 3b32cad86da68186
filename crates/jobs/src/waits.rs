//! What waits in each queue, and what of it is late.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{ReadTx, Timestamp, params};

/// A job that was due so long ago is late; younger ones are on their way.
const GRACE: Duration = Duration::from_secs(60);
/// Late jobs looked at, the oldest first: more are trouble enough, and told as so many.
const LOOKED_AT: i64 = 10_000;

/// How a queue stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Jobs that wait, also for a later time.
    pub waiting: i64,
    /// Those that should have been done.
    pub late: i64,
    /// How long ago the oldest of these was due.
    pub oldest_late: Option<Duration>,
}

db::statements! {
    // The index of waiting jobs by queue has all it needs.
    WAITING = "SELECT queue, COUNT(*) FROM job WHERE state = 'pending' GROUP BY queue";
    LATE = "SELECT queue, COUNT(*), MIN(run_at) FROM (SELECT queue, run_at FROM job
        WHERE state = 'pending' AND run_at <= $1 ORDER BY run_at, id LIMIT $2) AS late GROUP BY queue";
}

/// How each queue stands in which something waits.
///
/// # Errors
/// The database's failure.
pub fn waits(tx: &ReadTx<'_>, now: Timestamp) -> db::Result<BTreeMap<String, Waits>> {
    let mut all: BTreeMap<String, Waits> = BTreeMap::new();
    for row in tx.rows(WAITING, params![])? {
        all.entry(row.get(0)?).or_default().waiting = row.get(1)?;
    }
    for row in tx.rows(LATE, params![now.minus(GRACE), LOOKED_AT])? {
        let one = all.entry(row.get(0)?).or_default();
        one.late = row.get(1)?;
        one.oldest_late = Some(now.since(row.get(2)?));
    }
    Ok(all)
}
