//! The threads of a worker.

use std::sync::mpsc::channel;
use std::thread::{Builder, Scope, ScopedJoinHandle};
use std::time::Duration;

use anyhow::Context;

use super::Worker;
use super::table::Table;
use crate::{claim, outbox};

/// The longest sleep; covers what was enqueued by another process, or without a ring.
const LOOK: Duration = Duration::from_secs(1);
/// How often leases are looked at, at most: several times within the shortest lease.
const RHYTHM: Duration = Duration::from_secs(3);

/// The threads that must have ended before the leases do.
type Handles<'s> = Vec<ScopedJoinHandle<'s, ()>>;

impl Worker {
    /// Works until the [`Signal`](crate::Signal) stops it; jobs that have begun are finished.
    ///
    /// # Errors
    /// When the system gives no threads. The database's failures are waited out.
    pub fn run(&self) -> anyhow::Result<()> {
        let table = Table::with_threads(self.threads);
        std::thread::scope(|scope| {
            let (beating, ended) = channel();
            let rhythm = RHYTHM.min(self.lease / 4);
            spawn(scope, "heartbeat", move || self.heartbeat.run(&ended, rhythm))?;
            let mut handles = Handles::new();
            let started = self.start(scope, &table, &mut handles);
            match &started {
                Ok(()) => self.take_turns(&table),
                Err(_) => self.signal.stop(),
            }
            table.close();
            for handle in handles {
                drop(handle.join());
            }
            // Leases are renewed until the last job has ended.
            drop(beating);
            started
        })
    }

    fn start<'s>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        table: &'s Table,
        handles: &mut Handles<'s>,
    ) -> anyhow::Result<()> {
        for _ in 0..self.threads {
            handles.push(spawn(scope, "job", move || {
                while let Some(claim) = table.take() {
                    self.perform(&claim);
                    table.done();
                    self.signal.ring();
                }
            })?);
        }
        for periodic in &self.registry.periodic {
            handles.push(spawn(scope, periodic.name, move || periodic.run(self))?);
        }
        for held in &self.registry.held {
            handles.push(spawn(scope, held.name, move || held.run(self))?);
        }
        Ok(())
    }

    fn take_turns(&self, table: &Table) {
        while !self.signal.is_stopped() {
            let heard = self.signal.heard();
            match self.turn(table) {
                Ok(wait) => self.signal.wait(heard, wait),
                Err(error) => {
                    tracing::warn!(%error, "jobs cannot be looked at");
                    self.signal.pause(LOOK);
                }
            }
        }
    }

    /// Hands on events and takes what is due; how long nothing more will be.
    fn turn(&self, table: &Table) -> db::Result<Duration> {
        let handed =
            outbox::dispatch(&self.db, &self.chance, self.now(), &self.registry.subscribers)?;
        let wait = if handed.more { Duration::ZERO } else { LOOK };
        let free = table.free();
        if free == 0 || self.registry.handlers.is_empty() {
            return Ok(wait);
        }
        if self.drift.has_gone_back() {
            claim::hasten(&self.db, self.now())?;
        }
        let wanted = self.wanted(free);
        let now = wanted.now;
        let looking = wanted.clone();
        let due = self.db.read(move |tx| claim::next_due(tx, &looking))?;
        let Some(due) = due else { return Ok(wait) };
        if due > now {
            return Ok(wait.min(due.since(now)));
        }
        let taken = claim::claim(&self.db, &wanted)?;
        let wait = if taken.contended { Duration::ZERO } else { wait };
        for claim in taken.claims {
            table.put(claim);
        }
        Ok(wait)
    }
}

fn spawn<'s, F>(
    scope: &'s Scope<'s, '_>,
    name: &str,
    f: F,
) -> anyhow::Result<ScopedJoinHandle<'s, ()>>
where
    F: FnOnce() + Send + 's,
{
    Builder::new()
        .name(name.to_owned())
        .spawn_scoped(scope, f)
        .context("the system gives no more threads")
}
