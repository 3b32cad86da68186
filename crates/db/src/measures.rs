//! What the database counts about itself, for whoever watches over it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus::core::Collector;
use prometheus::{Histogram, HistogramOpts, IntCounter, IntGauge};

use crate::{Error, Result};

/// Upper ends of the buckets of commit times, in seconds: from a fast disk to a stall.
const SECONDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// What was counted since the database was opened; clones share it.
#[derive(Debug, Clone)]
pub struct Measures {
    pub(crate) writes: IntCounter,
    pub(crate) commits: IntCounter,
    pub(crate) commit_time: Histogram,
    pub(crate) queued: IntGauge,
    pub(crate) reading: IntGauge,
    pub(crate) lent: IntGauge,
    pub(crate) retries: IntCounter,
    /// Microseconds of the longest wait of a write for its turn.
    longest_wait: Arc<AtomicU64>,
}

impl Measures {
    pub(crate) fn new() -> Result<Self> {
        let refused = |error: prometheus::Error| Error::Other(format!("a measure: {error}"));
        let counter = |name, help| IntCounter::new(name, help).map_err(refused);
        let gauge = |name, help| IntGauge::new(name, help).map_err(refused);
        let times = HistogramOpts::new(
            "mainstay_db_commit_seconds",
            "Time from the beginning of a write transaction until its commit was durable.",
        );
        Ok(Measures {
            writes: counter("mainstay_db_writes_total", "Writes that were committed.")?,
            commits: counter(
                "mainstay_db_commits_total",
                "Commits; on SQLite several writes share one.",
            )?,
            commit_time: Histogram::with_opts(times.buckets(SECONDS.to_vec())).map_err(refused)?,
            queued: gauge("mainstay_db_writes_waiting", "Writes waiting for the one writer.")?,
            reading: gauge("mainstay_db_readers_in_use", "Snapshots being read.")?,
            lent: gauge("mainstay_db_pool_in_use", "Connections to PostgreSQL in use.")?,
            retries: counter(
                "mainstay_db_retries_total",
                "Transactions begun again because they met another one.",
            )?,
            longest_wait: Arc::default(),
        })
    }

    /// Each of them, for a registry. Another handle to the same numbers.
    #[must_use]
    pub fn collectors(&self) -> Vec<Box<dyn Collector>> {
        vec![
            Box::new(self.writes.clone()),
            Box::new(self.commits.clone()),
            Box::new(self.commit_time.clone()),
            Box::new(self.queued.clone()),
            Box::new(self.reading.clone()),
            Box::new(self.lent.clone()),
            Box::new(self.retries.clone()),
        ]
    }

    /// Writes waiting for their turn.
    #[must_use]
    pub fn writes_waiting(&self) -> i64 {
        self.queued.get()
    }

    /// The longest a write has waited for its turn.
    #[must_use]
    pub fn longest_wait(&self) -> Duration {
        Duration::from_micros(self.longest_wait.load(Ordering::Relaxed))
    }

    pub(crate) fn waited(&self, wait: Duration) {
        let micros = u64::try_from(wait.as_micros()).unwrap_or(u64::MAX);
        self.longest_wait.fetch_max(micros, Ordering::Relaxed);
    }
}

/// Something under way that a gauge counts; over when dropped.
#[derive(Debug)]
pub(crate) struct UnderWay(IntGauge);

impl UnderWay {
    pub(crate) fn counted_by(gauge: &IntGauge) -> Self {
        gauge.inc();
        UnderWay(gauge.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}
