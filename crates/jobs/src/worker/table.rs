//! Where taken jobs lie until a thread has a hand free.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::claim::Claim;

/// Jobs on their way from the thread that takes them to those that do them.
#[derive(Debug)]
pub(super) struct Table {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    waiting: VecDeque<Claim>,
    /// Threads without a job, less the jobs that wait for one.
    free: usize,
    closed: bool,
}

impl Table {
    pub(super) fn with_threads(threads: usize) -> Self {
        let state = State { waiting: VecDeque::new(), free: threads, closed: false };
        Table { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// How many jobs could begin at once.
    pub(super) fn free(&self) -> usize {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).free
    }

    pub(super) fn put(&self, claim: Claim) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.free = state.free.saturating_sub(1);
        state.waiting.push_back(claim);
        self.changed.notify_one();
    }

    /// The next job, when there is one; nothing once the table is closed and empty.
    pub(super) fn take(&self) -> Option<Claim> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = self.changed.wait_while(state, |s| s.waiting.is_empty() && !s.closed);
        waiting.unwrap_or_else(PoisonError::into_inner).waiting.pop_front()
    }

    /// The thread that took a job has finished it.
    pub(super) fn done(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).free += 1;
    }

    pub(super) fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}
