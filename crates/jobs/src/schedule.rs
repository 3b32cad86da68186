//! Work that comes round by itself, on one node at a time.

use std::sync::Arc;
use std::time::Duration;

use db::Timestamp;

use crate::JobContext;
use crate::drift;
use crate::heartbeat::Kept;
use crate::lease::{Lease, held_until};
use crate::worker::{Worker, caught};

/// How long a node that died keeps others from its scheduled work.
const LEASE: Duration = Duration::from_secs(15);
/// How long scheduled work may take.
const BUDGET: Duration = Duration::from_secs(3600);
/// How long to wait at least after a failure, and how often to look whether a name is free.
const LOOK: Duration = Duration::from_secs(1);
/// How long after a failure a periodic run is made again.
const AGAIN: Duration = Duration::from_secs(60);

/// So many times as long as at first what goes on failing waits at most.
const PATIENCE: u32 = 5;

type Work = Arc<dyn Fn(&JobContext) -> anyhow::Result<()> + Send + Sync>;
type HeldWork = Arc<dyn Fn(&JobContext, &Lease) -> anyhow::Result<bool> + Send + Sync>;

/// Work done once in every period.
#[derive(Clone)]
pub(crate) struct Periodic {
    pub(crate) name: &'static str,
    pub(crate) period: Duration,
    pub(crate) work: Work,
}

/// Work done over and over by whoever holds the name.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) name: &'static str,
    pub(crate) pause: Duration,
    pub(crate) work: HeldWork,
}

impl Periodic {
    /// Runs whenever it is time, until the worker stops.
    pub(crate) fn run(&self, worker: &Worker) {
        let mut next = worker.now();
        loop {
            let now = worker.now();
            // Later than a period it is only when the clock was set back.
            if now >= next || next.since(now) > self.period.max(LOOK) {
                next = self.turn(worker).unwrap_or_else(|error| {
                    tracing::warn!(work = self.name, %error, "scheduled work could not be looked at");
                    worker.now().plus(LOOK)
                });
            }
            let wait = next.since(worker.now()).clamp(Duration::from_millis(10), LOOK);
            if !worker.signal().pause(wait) {
                return;
            }
        }
    }

    /// Runs once if it is time and no other node does; when to look again.
    pub(crate) fn turn(&self, worker: &Worker) -> db::Result<Timestamp> {
        let now = worker.now();
        let longest = self.period.max(LEASE);
        if !worker.drift().is_settled(LEASE) {
            return Ok(now.plus(LOOK));
        }
        if let Some(until) = worker.db().read(|tx| held_until(tx, self.name))?
            && until > now
            && until <= drift::latest(now, longest)
        {
            // The row says both: until when a node works on it, and when it is due again.
            return Ok(until.min(now.plus(self.period)));
        }
        let taken = Lease::take(worker.db(), self.name, worker.holder(), now, LEASE, longest)?;
        let Some(lease) = taken else {
            return Ok(now.plus(LOOK));
        };
        let deadline = worker.clock().steady().plus(BUDGET);
        let holding = worker.heartbeat().hold(Kept::Name(lease.clone()), LEASE, deadline);
        let within = tracing::info_span!("work", name = self.name);
        let outcome = within.in_scope(|| caught(|| (self.work)(&worker.context(None, deadline))));
        drop(holding);
        let wait = match outcome {
            Ok(()) => self.period,
            Err(error) => {
                tracing::error!(work = self.name, %error, "scheduled work failed");
                self.period.min(AGAIN)
            }
        };
        lease.leave(worker.db(), now.plus(wait))?;
        Ok(now.plus(wait))
    }
}

impl Held {
    /// Takes the name whenever it is free and works while it holds it, until the worker stops.
    pub(crate) fn run(&self, worker: &Worker) {
        loop {
            // Right after the clock was set, others may hold what it makes look lapsed.
            if worker.drift().is_settled(LEASE) {
                let (db, holder, now) = (worker.db(), worker.holder(), worker.now());
                let taken = Lease::take(db, self.name, holder, now, LEASE, LEASE);
                let outcome =
                    taken.and_then(|lease| lease.map_or(Ok(()), |lease| self.hold(worker, &lease)));
                if let Err(error) = outcome {
                    tracing::warn!(work = self.name, %error, "the lease could not be taken or given back");
                }
            }
            if !worker.signal().pause(LOOK) {
                return;
            }
        }
    }

    fn hold(&self, worker: &Worker, lease: &Lease) -> db::Result<()> {
        let forever = Timestamp::from_micros(i64::MAX);
        let holding = worker.heartbeat().hold(Kept::Name(lease.clone()), LEASE, forever);
        let least = self.pause.clamp(LOOK, AGAIN);
        let mut again = least;
        while holding.is_held() && !worker.signal().is_stopped() {
            let heard = worker.signal().heard();
            // Done many times a second: a span only for whoever looks most closely.
            let within = tracing::trace_span!("work", name = self.name);
            match within.in_scope(|| caught(|| (self.work)(&worker.context(None, forever), lease)))
            {
                Ok(more) => {
                    again = least;
                    if !more {
                        worker.signal().wait(heard, self.pause);
                    }
                }
                Err(error) => {
                    tracing::error!(work = self.name, %error, "scheduled work failed");
                    worker.signal().pause(again);
                    // What fails for long is tried less and less often.
                    again = (again * 2).min(least * PATIENCE);
                }
            }
        }
        drop(holding);
        lease.leave(worker.db(), worker.now()).map(drop)
    }
}
