//! Does the work: takes what is due, runs it on threads, and keeps its leases.

mod perform;
mod run;
mod table;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use db::{Chance, Clock, Db, Timestamp};

pub(crate) use perform::caught;

use crate::claim::{self, Claim, Wanted};
use crate::drift::Drift;
use crate::heartbeat::Heartbeat;
use crate::outbox;
use crate::{JobContext, Registry, Signal};

/// Jobs done at once.
const THREADS: usize = 4;
/// How long a job stays with a worker that died.
const LEASE: Duration = Duration::from_secs(60);
/// Jobs taken at once when they are done one after the other.
const BATCH: usize = 16;

/// Does the jobs of a [`Registry`]. Any number of workers, in any number of processes, share the
/// work of one database.
#[derive(Debug)]
pub struct Worker {
    db: Db,
    clock: Clock,
    chance: Chance,
    registry: Registry,
    signal: Signal,
    drift: Arc<Drift>,
    heartbeat: Heartbeat,
    holder: String,
    threads: usize,
    lease: Duration,
}

impl Worker {
    /// A worker of this database with a name of its own.
    #[must_use]
    pub fn new(db: &Db, clock: &Clock, chance: &Chance, registry: Registry) -> Self {
        let name = u64::from_be_bytes(chance.bytes());
        let drift = Arc::new(Drift::new(clock));
        Worker {
            db: db.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            registry,
            signal: Signal::new(),
            heartbeat: Heartbeat::new(db, clock, &drift),
            drift,
            holder: format!("{}-{name:016x}", std::process::id()),
            threads: THREADS,
            lease: LEASE,
        }
    }

    /// Listens to this signal in place of one of its own.
    #[must_use]
    pub fn with_signal(mut self, signal: &Signal) -> Self {
        self.signal = signal.clone();
        self
    }

    /// Does this many jobs at once in place of four.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Leases jobs for this long in place of a minute. A job that takes longer is renewed; this is
    /// how long one stays with a worker that died.
    #[must_use]
    pub fn with_lease(mut self, lease: Duration) -> Self {
        self.lease = lease.max(Duration::from_millis(40));
        self
    }

    /// Wakes and stops this worker.
    #[must_use]
    pub fn signal(&self) -> &Signal {
        &self.signal
    }

    /// Does everything that is due now, on the calling thread, and returns how many jobs that were;
    /// for commands and tests. Scheduled work is left alone.
    ///
    /// # Errors
    /// The database's failure; a job's own failure is kept with the job.
    pub fn run_due(&self) -> db::Result<usize> {
        let mut count = 0;
        loop {
            let handed =
                outbox::dispatch(&self.db, &self.chance, self.now(), &self.registry.subscribers)?;
            let taken = claim::claim(&self.db, &self.wanted(BATCH))?;
            let is_idle = handed.events == 0 && taken.claims.is_empty() && !taken.contended;
            if is_idle {
                return Ok(count);
            }
            for claim in taken.claims {
                self.perform(&claim);
                count += 1;
            }
        }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn drift(&self) -> &Drift {
        &self.drift
    }

    pub(crate) fn holder(&self) -> &str {
        &self.holder
    }

    pub(crate) fn heartbeat(&self) -> &Heartbeat {
        &self.heartbeat
    }

    pub(crate) fn context(&self, claim: Option<Claim>, deadline: Timestamp) -> JobContext {
        JobContext {
            db: self.db.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            deadline,
            signal: self.signal.clone(),
            claim,
            finished: Arc::new(AtomicBool::new(false)),
        }
    }

    fn wanted(&self, limit: usize) -> Wanted {
        Wanted {
            queues: self.registry.queues(),
            holder: self.holder.clone(),
            now: self.now(),
            lease: self.lease,
            limit,
            takes_over: self.drift.is_settled(self.lease),
        }
    }
}
