//! Renews what this process holds while it works on it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{Clock, Db, Timestamp};

use crate::claim::Claim;
use crate::drift::Drift;
use crate::lease::Lease;
use crate::settle;

/// What is renewed.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    Job(Claim),
    Name(Lease),
}

/// One thing being renewed.
#[derive(Debug)]
struct Hold {
    kept: Kept,
    lease: Duration,
    /// After this it is no longer renewed: its work overran its time.
    deadline: Timestamp,
    /// By the steady clock, as the deadline is.
    until: AtomicI64,
    /// How far the clock on the wall was ahead when it was renewed last.
    ahead: AtomicI64,
}

impl Hold {
    fn until(&self) -> Timestamp {
        Timestamp::from_micros(self.until.load(Ordering::SeqCst))
    }

    /// Early enough that several renewals may fail before the lease lapses; and at once when the
    /// clock was set, because others judge by what it says.
    fn wants_renewal(&self, steady: Timestamp, ahead: i64) -> bool {
        let was_set = ahead.abs_diff(self.ahead.load(Ordering::SeqCst)) > 1_000_000;
        steady < self.deadline && (was_set || steady.plus(self.lease * 3 / 4) >= self.until())
    }
}

/// Renews holds in one thread for all workers' threads of this process.
#[derive(Debug, Clone)]
pub(crate) struct Heartbeat {
    db: Db,
    clock: Clock,
    drift: Arc<Drift>,
    holds: Arc<Mutex<Vec<Arc<Hold>>>>,
}

impl Heartbeat {
    pub(crate) fn new(db: &Db, clock: &Clock, drift: &Arc<Drift>) -> Self {
        let (db, clock, drift) = (db.clone(), clock.clone(), Arc::clone(drift));
        Heartbeat { db, clock, drift, holds: Arc::default() }
    }

    /// Renews from now on, until what is returned is dropped, at most until `deadline` by the steady
    /// clock. It was taken a moment ago.
    pub(crate) fn hold(&self, kept: Kept, lease: Duration, deadline: Timestamp) -> Holding {
        let until = AtomicI64::new(self.clock.steady().plus(lease).micros());
        let ahead = AtomicI64::new(self.drift.ahead());
        let hold = Arc::new(Hold { kept, lease, deadline, until, ahead });
        self.holds.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&hold));
        Holding { hold, heartbeat: self.clone() }
    }

    /// Beats until the other end is dropped.
    pub(crate) fn run(&self, ended: &Receiver<()>, rhythm: Duration) {
        while ended.recv_timeout(rhythm) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.beat() {
                tracing::warn!(%error, "leases could not be renewed");
            }
        }
    }

    fn beat(&self) -> db::Result<()> {
        let (now, steady, ahead) = (self.clock.now(), self.clock.steady(), self.drift.ahead());
        let all = self.holds.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let due: Vec<_> =
            all.into_iter().filter(|hold| hold.wants_renewal(steady, ahead)).collect();
        if due.is_empty() {
            return Ok(());
        }
        let renewing: Vec<_> = due.iter().map(|h| (h.kept.clone(), now.plus(h.lease))).collect();
        let kept = self.db.housekeep(move |tx| {
            let renew = |(kept, until): &(Kept, Timestamp)| match kept {
                Kept::Job(claim) => settle::renew(tx, claim, *until),
                Kept::Name(lease) => lease.keep(tx, *until),
            };
            renewing.iter().map(renew).collect::<db::Result<Vec<bool>>>()
        })?;
        for (hold, kept) in due.iter().zip(kept) {
            let lost = Timestamp::from_micros(i64::MIN);
            let until = if kept { steady.plus(hold.lease) } else { lost };
            hold.ahead.store(ahead, Ordering::SeqCst);
            hold.until.store(until.micros(), Ordering::SeqCst);
        }
        Ok(())
    }
}

/// Something is being renewed.
#[derive(Debug)]
pub(crate) struct Holding {
    hold: Arc<Hold>,
    heartbeat: Heartbeat,
}

impl Holding {
    /// Whether the lease had not lapsed, as far as this process knows.
    pub(crate) fn is_held(&self) -> bool {
        self.heartbeat.clock.steady() < self.hold.until()
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut holds = self.heartbeat.holds.lock().unwrap_or_else(PoisonError::into_inner);
        holds.retain(|hold| !Arc::ptr_eq(hold, &self.hold));
    }
}
