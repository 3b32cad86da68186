//! Everything that waits for a time somebody or a rule set: how much of it waits, and what is late.

use std::time::Duration;

use db::{ReadTx, Timestamp};
use jobs::Waits;

use crate::job::QUEUES;
use crate::kind::Kind;
use crate::{Result, closing};

/// What waits for a time, by its code, and how it stands.
pub type Clock = (&'static str, Waits);

/// Records that close by themselves wait for a rule, and so for no job of their own.
const CLOSING: &str = "closing";

/// How everything stands that waits for a time. What is late was due more than a minute ago, and of what
/// closes by itself two of the turns in which that is looked for.
///
/// # Errors
/// When the database fails.
pub fn clocks(tx: &ReadTx<'_>, kinds: &[&'static Kind], now: Timestamp) -> Result<Vec<Clock>> {
    let by_queue = jobs::waits(tx, now)?;
    let of_queue = |queue: &str| by_queue.get(queue).copied().unwrap_or_default();
    let clocks = QUEUES.iter().filter_map(|queue| Some((queue.clock?, of_queue(queue.code))));
    let mut clocks: Vec<Clock> = clocks.collect();
    let mut all = Waits::default();
    for kind in kinds {
        let one = closing::waits(tx, kind, now)?;
        all.waiting += one.waiting;
        all.late += one.late;
        all.oldest_late = all.oldest_late.max(one.oldest_late);
    }
    clocks.push((CLOSING, all));
    Ok(clocks)
}

/// The codes of everything that can wait.
#[must_use]
pub fn codes() -> Vec<&'static str> {
    QUEUES.iter().filter_map(|queue| queue.clock).chain([CLOSING]).collect()
}

/// The age of the oldest that is late, in seconds; 0 where nothing is.
#[must_use]
pub fn late_seconds(waits: &Waits) -> i64 {
    let age = waits.oldest_late.unwrap_or(Duration::ZERO);
    i64::try_from(age.as_secs()).unwrap_or(i64::MAX)
}
