//! Statements that take long, told to the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::Result;
use crate::stopwatch::Stopwatch;

/// How long a statement may take before it is told; clones share it. Off until it is set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patience(Arc<AtomicU64>);

impl Patience {
    /// Tells of every statement that takes so long; of none where it is zero.
    pub(crate) fn set(&self, longest: Duration) {
        let micros = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
        self.0.store(micros, Ordering::Relaxed);
    }

    /// Runs a statement and tells of it when it took long: its text, which holds no value of a
    /// parameter, its time and its rows. Who ran it says the span it runs in.
    pub(crate) fn watch<T>(
        &self,
        sql: &str,
        rows: impl Fn(&T) -> u64,
        run: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let longest = self.0.load(Ordering::Relaxed);
        if longest == 0 {
            return run();
        }
        let watch = Stopwatch::start();
        let outcome = run();
        let micros = u64::try_from(watch.elapsed().as_micros()).unwrap_or(u64::MAX);
        if micros >= longest {
            let rows = outcome.as_ref().map_or(0, rows);
            let failed = outcome.is_err();
            tracing::warn!(micros, rows, failed, sql = one_line(sql), "a slow statement");
        }
        outcome
    }
}

/// The text without its line breaks.
fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
