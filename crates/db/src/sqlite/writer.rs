//! The one thread that writes. Queued writes share a commit, each in a savepoint of its own, and
//! are answered only after that commit is on the disk.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use super::checkpoint::Remainder;
use crate::bell::Bell;
use crate::transaction::{Engine, Tx};
use crate::{Error, Result};

/// Writes that share one commit at most.
const GROUP: usize = 64;

/// A queued write.
pub(crate) trait Task: Send {
    /// Runs the closure; whether its changes are to be kept. May be called again when the whole
    /// group had to be rolled back.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Whether the last run's changes are to be kept.
    fn is_kept(&self) -> bool;
    /// Answers the caller, after the commit or its failure.
    fn finish(self: Box<Self>, committed: Result<()>);
}

/// How many writes were committed, in how many commits.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) writes: AtomicU64,
    pub(crate) commits: AtomicU64,
}

pub(crate) struct Writer {
    queue: Mutex<Option<Sender<Box<dyn Task>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    pub(crate) done: Arc<Group>,
    pub(crate) bell: Arc<Bell>,
}

impl Writer {
    pub(super) fn start(connection: Connection, remainder: Remainder) -> Result<Self> {
        let (queue, tasks) = channel();
        let done = Arc::new(Group::default());
        let bell = Arc::new(Bell::default());
        let (counts, rung) = (Arc::clone(&done), Arc::clone(&bell));
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || serve(&connection, &tasks, (&counts, &rung), &remainder))
            .map_err(|e| Error::Other(format!("cannot start a thread: {e}")))?;
        Ok(Writer { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)), done, bell })
    }

    pub(crate) fn enqueue(&self, task: Box<dyn Task>) -> Result<()> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = queue.as_ref().map(|q| q.send(task));
        match sent {
            Some(Ok(())) => Ok(()),
            _ => Err(Error::Unavailable("the writer has stopped".to_owned())),
        }
    }
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

fn serve(
    connection: &Connection,
    tasks: &Receiver<Box<dyn Task>>,
    told: (&Group, &Bell),
    remainder: &Remainder,
) {
    while let Ok(first) = tasks.recv() {
        remainder.move_if_asked(connection);
        let mut group = vec![first];
        let outcome = commit_group(connection, &mut group, Some(tasks));
        if outcome.is_ok() || group.len() == 1 {
            answer(group, &outcome, told);
            continue;
        }
        // One task spoiled the transaction for all: give each its own.
        for task in group {
            let mut alone = vec![task];
            let outcome = commit_group(connection, &mut alone, None);
            answer(alone, &outcome, told);
        }
    }
}

fn answer(group: Vec<Box<dyn Task>>, outcome: &Result<()>, (counts, bell): (&Group, &Bell)) {
    let kept = group.iter().filter(|task| task.is_kept()).count();
    if outcome.is_ok() {
        counts.writes.fetch_add(u64::try_from(kept).unwrap_or(0), Ordering::Relaxed);
        counts.commits.fetch_add(1, Ordering::Relaxed);
    }
    for task in group {
        task.finish(outcome.clone());
    }
    if outcome.is_ok() && kept > 0 {
        bell.ring();
    }
}

/// Runs the group's tasks, and those that arrive meanwhile, in one transaction.
fn commit_group(
    connection: &Connection,
    group: &mut Vec<Box<dyn Task>>,
    arriving: Option<&Receiver<Box<dyn Task>>>,
) -> Result<()> {
    if !connection.is_autocommit() {
        // The last group could not even be rolled back; it was answered as failed.
        connection.execute_batch("ROLLBACK")?;
    }
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let outcome = run_group(connection, group, arriving)
        .and_then(|()| connection.execute_batch("COMMIT").map_err(Error::from));
    if outcome.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    outcome
}

fn run_group(
    connection: &Connection,
    group: &mut Vec<Box<dyn Task>>,
    arriving: Option<&Receiver<Box<dyn Task>>>,
) -> Result<()> {
    let mut next = 0;
    loop {
        let Some(task) = group.get_mut(next) else { return Ok(()) };
        run_one(connection, task.as_mut())?;
        next += 1;
        if next == group.len()
            && next < GROUP
            && let Some(Ok(task)) = arriving.map(Receiver::try_recv)
        {
            group.push(task);
        }
    }
}

fn run_one(connection: &Connection, task: &mut dyn Task) -> Result<()> {
    connection.prepare_cached("SAVEPOINT task")?.execute([])?;
    let keep = task.run(&Tx::new(Engine::Sqlite(connection)));
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
