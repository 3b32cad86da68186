//! What waits in each queue, and what of it is late.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{ReadTx, Timestamp, params};

/// A job that was due so long ago is late; younger ones are on their way.
const GRACE: Duration = Duration::from_secs(60);

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
    // The index of jobs by queue has all it needs, in its order.
    WAITING = "SELECT queue, COUNT(*), COUNT(CASE WHEN run_at <= $1 THEN 1 END), MIN(run_at) FROM job
        WHERE state = 'pending' GROUP BY queue";
}

/// How each queue stands in which something waits.
///
/// # Errors
/// The database's failure.
pub fn waits(tx: &ReadTx<'_>, now: Timestamp) -> db::Result<BTreeMap<String, Waits>> {
    let rows = tx.rows(WAITING, params![now.minus(GRACE)])?;
    rows.iter()
        .map(|row| {
            let late: i64 = row.get(2)?;
            let first = row.get(3)?;
            let oldest_late = (late > 0).then(|| now.since(first));
            Ok((row.get(0)?, Waits { waiting: row.get(1)?, late, oldest_late }))
        })
        .collect()
}
