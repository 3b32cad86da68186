//! How the queue stands, for people.

use std::time::Duration;

use db::{Id, ReadTx, Timestamp, Tx, params};
use serde::Serialize;

use crate::job::Job;

/// How the queue stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Jobs that wait, also for a later time.
    pub queued: i64,
    /// Jobs a worker holds.
    pub running: i64,
    /// Jobs that were given up.
    pub dead: i64,
    /// How long the one that has waited longest has been due.
    pub oldest_due: Option<Duration>,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// Which job.
    pub id: Id<Job>,
    /// Its queue.
    pub queue: String,
    /// What it was to work on, as JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was given up.
    pub given_up_at: Timestamp,
}

/// A job that failed: given up, or waiting to be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedJob {
    /// Which job.
    pub id: Id<Job>,
    /// Its queue.
    pub queue: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was given up; nothing while it is tried again.
    pub given_up_at: Option<Timestamp>,
    /// When it is tried again, or was to be.
    pub run_at: Timestamp,
}

db::statements! {
    FAILED = "SELECT id, queue, attempts, last_error, finished_at, run_at FROM job
        WHERE state = 'dead' OR (state = 'pending' AND attempts > 0) ORDER BY state, run_at, id LIMIT $1";
    QUEUE_OF_DEAD = "SELECT queue FROM job WHERE id = $1 AND state = 'dead'";
    // Jobs that are done are removed, so that the whole index is small.
    COUNTS = "SELECT state, COUNT(*), MIN(run_at) FROM job GROUP BY state";
    DEAD = "SELECT id, queue, payload, attempts, last_error, finished_at FROM job
        WHERE state = 'dead' ORDER BY run_at, id LIMIT $1";
    WAITING_TWIN = "SELECT 1 FROM job d JOIN job p ON p.queue = d.queue AND p.dedup_key = d.dedup_key
        WHERE d.id = $1 AND d.state = 'dead' AND p.state = 'pending'";
    REMOVE = "DELETE FROM job WHERE id = $1 AND state = 'dead'";
    REVIVE = "UPDATE job SET state = 'pending', run_at = $2, attempts = 0, finished_at = NULL
        WHERE id = $1 AND state = 'dead'";
}

/// How the queue stands now.
///
/// # Errors
/// The database's failure.
pub fn status(tx: &ReadTx<'_>, now: Timestamp) -> db::Result<Status> {
    let mut status = Status::default();
    for row in tx.rows(COUNTS, params![])? {
        let (state, count, earliest): (String, i64, Timestamp) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        match state.as_str() {
            "pending" => {
                status.queued = count;
                status.oldest_due = (earliest <= now).then(|| now.since(earliest));
            }
            "running" => status.running = count,
            _ => status.dead = count,
        }
    }
    Ok(status)
}

/// Jobs that were given up, oldest first.
///
/// # Errors
/// The database's failure.
pub fn dead(tx: &ReadTx<'_>, at_most: u32) -> db::Result<Vec<DeadJob>> {
    let rows = tx.rows(DEAD, params![at_most])?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            Ok(DeadJob {
                id: columns.next()?,
                queue: columns.next()?,
                payload: columns.next()?,
                attempts: columns.next()?,
                last_error: columns.next()?,
                given_up_at: columns.next()?,
            })
        })
        .collect()
}

/// Tries a job that was given up again, with all its attempts. When the same work waits already, the
/// dead job is only removed. Whether there was such a dead job.
///
/// # Errors
/// The database's failure.
pub fn retry(tx: &Tx<'_>, job: Id<Job>, now: Timestamp) -> db::Result<bool> {
    if tx.row(WAITING_TWIN, params![job])?.is_some() {
        return Ok(tx.execute(REMOVE, params![job])? > 0);
    }
    Ok(tx.execute(REVIVE, params![job, now])? > 0)
}

/// Jobs that failed: first those that were given up.
///
/// # Errors
/// The database's failure.
pub fn failed(tx: &ReadTx<'_>, at_most: u32) -> db::Result<Vec<FailedJob>> {
    let rows = tx.rows(FAILED, params![at_most])?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            Ok(FailedJob {
                id: columns.next()?,
                queue: columns.next()?,
                attempts: columns.next()?,
                last_error: columns.next()?,
                given_up_at: columns.next()?,
                run_at: columns.next()?,
            })
        })
        .collect()
}

/// The queue of a job that was given up; nothing when there is no such job.
///
/// # Errors
/// The database's failure.
pub fn queue_of_dead(tx: &ReadTx<'_>, job: Id<Job>) -> db::Result<Option<String>> {
    tx.row(QUEUE_OF_DEAD, params![job])?.map(|row| row.get(0)).transpose()
}

/// Throws away a job that was given up. Whether there was such a dead job.
///
/// # Errors
/// The database's failure.
pub fn discard(tx: &Tx<'_>, job: Id<Job>) -> db::Result<bool> {
    Ok(tx.execute(REMOVE, params![job])? > 0)
}
