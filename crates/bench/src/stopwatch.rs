//! The only place that reads the clock of this machine and lets a thread sleep.

use std::time::{Duration, Instant};

/// How long something takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    #[expect(clippy::disallowed_methods, reason = "measuring is what this program is for")]
    pub(crate) fn start() -> Self {
        Stopwatch(Instant::now())
    }

    /// What has passed since.
    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    /// Whether this much has passed.
    pub(crate) fn reached(self, time: Duration) -> bool {
        self.elapsed() >= time
    }

    /// Sleeps until this much has passed; not at all when it has.
    pub(crate) fn wait_until(self, time: Duration) {
        pause(time.saturating_sub(self.elapsed()));
    }
}

/// Lets the thread sleep.
#[expect(
    clippy::disallowed_methods,
    reason = "load is offered at given moments, and a foreign process is waited for"
)]
pub(crate) fn pause(time: Duration) {
    if !time.is_zero() {
        std::thread::sleep(time);
    }
}
