//! Wakes and ends everything that waits in this process.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Rings when there may be something to do, and says when to stop. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Signal(Arc<(Mutex<State>, Condvar)>);

#[derive(Debug, Default)]
struct State {
    /// Counts the rings, so that one between looking and waiting is not missed.
    rings: u64,
    stopped: bool,
}

/// How often it had rung; taken before looking for work, given back when waiting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard(u64);

impl Signal {
    /// A signal that has not rung.
    #[must_use]
    pub fn new() -> Self {
        Signal::default()
    }

    /// Tells all who wait to look now; call it after a commit that enqueued something. Without it
    /// they look within a second.
    pub fn ring(&self) {
        self.change(|state| state.rings += 1);
    }

    /// Tells all to finish what they do and return.
    pub fn stop(&self) {
        self.change(|state| state.stopped = true);
    }

    /// Whether to return.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).stopped
    }

    pub(crate) fn heard(&self) -> Heard {
        Heard(self.0.0.lock().unwrap_or_else(PoisonError::into_inner).rings)
    }

    /// Waits until it rings or stops, or the time is over.
    pub(crate) fn wait(&self, heard: Heard, at_most: Duration) {
        let (state, changed) = &*self.0;
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        // A poisoned lock is a lock all the same: the state is two plain values.
        drop(changed.wait_timeout_while(state, at_most, |s| !s.stopped && s.rings == heard.0));
    }

    /// Waits that long unless it stops; rings do not matter. Whether to go on.
    pub fn pause(&self, time: Duration) -> bool {
        let (state, changed) = &*self.0;
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_timeout_while(state, time, |s| !s.stopped));
        !self.is_stopped()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let (state, changed) = &*self.0;
        change(&mut state.lock().unwrap_or_else(PoisonError::into_inner));
        changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_before_the_wait_is_not_missed() {
        let signal = Signal::new();
        let heard = signal.heard();
        signal.ring();
        signal.wait(heard, Duration::from_secs(3600));
    }

    #[test]
    fn a_stop_ends_a_pause() {
        let signal = Signal::new();
        let other = signal.clone();
        let thread = std::thread::spawn(move || other.pause(Duration::from_secs(3600)));
        signal.stop();
        assert!(!thread.join().unwrap());
    }
}
