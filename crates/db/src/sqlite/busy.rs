//! Since when the thread that writes has been at one transaction.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::stopwatch::Stopwatch;

/// Runs while a transaction is under way.
#[derive(Debug, Default)]
pub(super) struct Busy(Mutex<Option<Stopwatch>>);

/// A transaction under way; over when dropped.
pub(super) struct Begun<'b>(&'b Busy);

impl Busy {
    pub(super) fn begin(&self) -> Begun<'_> {
        self.set(Some(Stopwatch::start()));
        Begun(self)
    }

    pub(super) fn how_long(&self) -> Option<Duration> {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.map(Stopwatch::elapsed)
    }

    fn set(&self, since: Option<Stopwatch>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}
