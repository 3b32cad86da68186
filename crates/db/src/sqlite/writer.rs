//! The one thread that writes. Queued writes share a commit, each in a savepoint of its own, and
//! are answered only after that commit is on the disk.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
use tracing::Span;

use super::busy::Busy;
use super::checkpoint::Remainder;
use crate::bell::Bell;
use crate::measures::Measures;
use crate::slow::Patience;
use crate::stopwatch::Stopwatch;
use crate::transaction::{Engine, Tx};
use crate::work::Work;
use crate::{Error, Result};

/// Writes that share one commit at most.
const GROUP: usize = 64;

/// A write whose turn it is, and who waits for its answer.
struct Task {
    work: Work,
    answer: SyncSender<Result<()>>,
    /// What it is part of, for the log.
    within: Span,
}

/// A write on its way to the thread.
struct Queued {
    task: Task,
    waiting: Stopwatch,
}

pub(crate) struct Writer {
    queue: Mutex<Option<Sender<Queued>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    measures: Measures,
    busy: Arc<Busy>,
    full: Arc<AtomicBool>,
    pub(crate) bell: Arc<Bell>,
}

/// What the thread works with.
struct Bench {
    connection: Connection,
    queue: Receiver<Queued>,
    remainder: Remainder,
    measures: Measures,
    patience: Patience,
    busy: Arc<Busy>,
    /// Whether the last write found no room on the disk.
    full: Arc<AtomicBool>,
    bell: Arc<Bell>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        remainder: Remainder,
        measures: &Measures,
        patience: &Patience,
    ) -> Result<Self> {
        let (sender, queue) = channel();
        let (busy, bell) = (Arc::<Busy>::default(), Arc::<Bell>::default());
        let (measures, patience) = (measures.clone(), patience.clone());
        let full = Arc::<AtomicBool>::default();
        let bench = Bench {
            connection,
            queue,
            remainder,
            measures: measures.clone(),
            patience,
            busy: Arc::clone(&busy),
            full: Arc::clone(&full),
            bell: Arc::clone(&bell),
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || bench.serve())
            .map_err(|e| Error::Other(format!("cannot start a thread: {e}")))?;
        let (queue, thread) = (Mutex::new(Some(sender)), Mutex::new(Some(thread)));
        Ok(Writer { queue, thread, measures, busy, full, bell })
    }

    /// Has it done by the thread, and waits until it is on the disk.
    pub(crate) fn write(&self, work: Work, within: Span) -> Result<()> {
        let (answer, answered) = sync_channel(1);
        self.enqueue(Task { work, answer, within })?;
        answered.recv().unwrap_or_else(|_| Err(stopped()))
    }

    fn enqueue(&self, task: Task) -> Result<()> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        self.measures.queued.inc();
        let queued = Queued { task, waiting: Stopwatch::start() };
        match queue.as_ref().is_some_and(|queue| queue.send(queued).is_ok()) {
            true => Ok(()),
            false => {
                self.measures.queued.dec();
                Err(stopped())
            }
        }
    }

    /// Whether the thread is there.
    pub(crate) fn is_alive(&self) -> bool {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Whether the last write found no room on the disk.
    pub(crate) fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// How long it has been at one commit; nothing while it waits for work.
    pub(crate) fn busy_for(&self) -> Option<Duration> {
        self.busy.how_long()
    }
}

fn stopped() -> Error {
    Error::Unavailable("the writer has stopped".to_owned())
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A closure may hold the last handle of the database; then this is the writer itself.
        if let Some(thread) = thread.filter(|t| t.thread().id() != std::thread::current().id()) {
            drop(thread.join());
        }
    }
}

impl Bench {
    fn serve(self) {
        while let Ok(first) = self.queue.recv() {
            self.remainder.move_if_asked(&self.connection);
            let mut group = vec![self.taken(first)];
            let outcome = self.commit_group(&mut group, true);
            if matches!(outcome, Err(Error::Busy)) {
                // Another process holds the file. What has queued up meanwhile would wait as long
                // again, one after the other, and nobody for it.
                group.extend(self.queue.try_iter().map(|queued| self.taken(queued)));
                self.answer(group, &outcome);
                continue;
            }
            if outcome.is_ok() || group.len() == 1 {
                self.answer(group, &outcome);
                continue;
            }
            // One task spoiled the transaction for all: give each its own.
            for task in group {
                let mut alone = vec![task];
                let outcome = self.commit_group(&mut alone, false);
                self.answer(alone, &outcome);
            }
        }
    }

    /// It is this write's turn.
    fn taken(&self, queued: Queued) -> Task {
        self.measures.queued.dec();
        self.measures.waited(queued.waiting.elapsed());
        queued.task
    }

    fn answer(&self, group: Vec<Task>, outcome: &Result<()>) {
        let kept = group.iter().filter(|task| task.work.is_kept()).count();
        if matches!(outcome, Err(Error::Full)) || outcome.is_ok() && kept > 0 {
            self.full.store(outcome.is_err(), Ordering::Relaxed);
        }
        if outcome.is_ok() {
            self.measures.writes.inc_by(u64::try_from(kept).unwrap_or(0));
            self.measures.commits.inc();
        }
        for task in group {
            // The caller may have gone; what was written stays written.
            drop(task.answer.send(task.work.end(outcome.clone())));
        }
        if outcome.is_ok() && kept > 0 {
            self.bell.ring();
        }
    }

    /// Runs the group's tasks, and those that arrive meanwhile, in one transaction.
    fn commit_group(&self, group: &mut Vec<Task>, more: bool) -> Result<()> {
        let connection = &self.connection;
        let _busy = self.busy.begin();
        if !connection.is_autocommit() {
            // The last group could not even be rolled back; it was answered as failed.
            connection.execute_batch("ROLLBACK")?;
        }
        let watch = Stopwatch::start();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let outcome = self
            .run_group(group, more)
            .and_then(|()| connection.execute_batch("COMMIT").map_err(Error::from));
        self.measures.commit_time.observe(watch.elapsed().as_secs_f64());
        if outcome.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        outcome
    }

    fn run_group(&self, group: &mut Vec<Task>, more: bool) -> Result<()> {
        let mut next = 0;
        loop {
            let Some(task) = group.get_mut(next) else { return Ok(()) };
            self.run_one(task)?;
            next += 1;
            if more
                && next == group.len()
                && next < GROUP
                && let Ok(queued) = self.queue.try_recv()
            {
                group.push(self.taken(queued));
            }
        }
    }

    fn run_one(&self, task: &mut Task) -> Result<()> {
        let connection = &self.connection;
        connection.prepare_cached("SAVEPOINT task")?.execute([])?;
        let tx = Tx::new(Engine::Sqlite(connection), &self.patience);
        let keep = task.within.in_scope(|| task.work.run(&tx));
        if connection.is_autocommit() {
            // A full disk or an I/O error ends the whole transaction behind our back.
            return Err(Error::Full);
        }
        if !keep {
            connection.prepare_cached("ROLLBACK TO task")?.execute([])?;
        }
        connection.prepare_cached("RELEASE task")?.execute([])?;
        Ok(())
    }
}
