//! Renews what this process holds while it works on it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{Clock, Db, Timestamp};

use crate::claim::Claim;
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
    until: AtomicI64,
}

impl Hold {
    fn until(&self) -> Timestamp {
        Timestamp::from_micros(self.until.load(Ordering::SeqCst))
    }

    /// Early enough that several renewals may fail before the lease lapses.
    fn wants_renewal(&self, now: Timestamp) -> bool {
        now < self.deadline && now.plus(self.lease * 3 / 4) >= self.until()
    }
}

/// Renews holds in one thread for all workers' threads of this process.
#[derive(Debug, Clone)]
pub(crate) struct Heartbeat {
    db: Db,
    clock: Clock,
    holds: Arc<Mutex<Vec<Arc<Hold>>>>,
}

impl Heartbeat {
    pub(crate) fn new(db: &Db, clock: &Clock) -> Self {
        Heartbeat { db: db.clone(), clock: clock.clone(), holds: Arc::default() }
    }

    /// Renews from now on, until what is returned is dropped.
    pub(crate) fn hold(
        &self,
        kept: Kept,
        taken: Timestamp,
        lease: Duration,
        deadline: Timestamp,
    ) -> Holding {
        let until = AtomicI64::new(taken.plus(lease).micros());
        let hold = Arc::new(Hold { kept, lease, deadline, until });
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
        let now = self.clock.now();
        let all = self.holds.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let due: Vec<_> = all.into_iter().filter(|hold| hold.wants_renewal(now)).collect();
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
            let until = if kept { now.plus(hold.lease) } else { Timestamp::from_micros(i64::MIN) };
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
    pub(crate) fn is_held(&self, now: Timestamp) -> bool {
        now < self.hold.until()
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut holds = self.heartbeat.holds.lock().unwrap_or_else(PoisonError::into_inner);
        holds.retain(|hold| !Arc::ptr_eq(hold, &self.hold));
    }
}
