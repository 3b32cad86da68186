//! Notices when the machine's clock is set.
//!
//! Leases and due times are moments of the clock on the wall, because several machines share them.
//! Set forward, it makes leases look lapsed that are being renewed; set back, it makes them last until
//! it has caught up. So for a while after a jump nobody takes over what somebody else holds, until
//! holders have renewed by the new time; and what is held for longer than anybody holds anything is
//! not held at all.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use db::{Clock, Timestamp};

/// What the clock may go wrong between two looks and still count as going on: it is corrected now and
/// then, and the two are not read at once.
const TOLERATED: i64 = 2_000_000;

/// Beyond what is held or due at most, this much later is not believed. Clocks of nodes differ by less.
const BELIEVED: Duration = Duration::from_secs(300);

/// The latest moment that can stand in the database for something that lasts this long at most.
pub(crate) fn latest(now: Timestamp, longest: Duration) -> Timestamp {
    now.plus(longest).plus(BELIEVED)
}

/// How far the clock on the wall is ahead of the steady one, and since when.
#[derive(Debug)]
pub(crate) struct Drift {
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    ahead: i64,
    /// By the steady clock; nothing before the first jump.
    jumped: Option<Timestamp>,
    /// Whether it went back, and nobody has asked since. At the start it may have before.
    went_back: bool,
}

impl Drift {
    pub(crate) fn new(clock: &Clock) -> Self {
        let state = State { ahead: ahead(clock), jumped: None, went_back: true };
        Drift { clock: clock.clone(), state: Mutex::new(state) }
    }

    /// How far the clock on the wall is ahead, in microseconds: another number means another time.
    pub(crate) fn ahead(&self) -> i64 {
        self.look(|state, _| state.ahead)
    }

    /// Whether it has gone on without a jump for so long.
    pub(crate) fn is_settled(&self, long: Duration) -> bool {
        self.look(|state, steady| state.jumped.is_none_or(|jumped| steady.since(jumped) >= long))
    }

    /// Whether it may have gone back since this was asked last.
    pub(crate) fn has_gone_back(&self) -> bool {
        self.look(|state, _| std::mem::take(&mut state.went_back))
    }

    fn look<T>(&self, f: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (found, steady) = (ahead(&self.clock), self.clock.steady());
        if found.abs_diff(state.ahead) > TOLERATED.unsigned_abs() {
            tracing::warn!(seconds = (found - state.ahead) / 1_000_000, "the clock was set");
            state.went_back |= found < state.ahead;
            state.jumped = Some(steady);
        }
        // A clock that is corrected bit by bit never jumps.
        state.ahead = found;
        f(&mut state, steady)
    }
}

fn ahead(clock: &Clock) -> i64 {
    clock.now().micros().saturating_sub(clock.steady().micros())
}
