//! Asking for work.

use db::{Chance, Id, Timestamp, Tx, params};
use serde::Serialize;

/// A job, as what an [`Id`] identifies.
#[derive(Debug)]
pub enum Job {}

/// Attempts before a job is given up; with the waits between them about eleven hours, so that a mail
/// server may be down over night.
const ATTEMPTS: u32 = 20;

/// Work to be done after the transaction that asks for it.
#[derive(Debug, Clone)]
pub struct NewJob<P> {
    queue: &'static str,
    payload: P,
    run_at: Option<Timestamp>,
    dedup_key: Option<String>,
    max_attempts: u32,
}

impl<P: Serialize> NewJob<P> {
    /// For the handler of this queue, as soon as possible.
    #[must_use]
    pub fn new(queue: &'static str, payload: P) -> Self {
        NewJob { queue, payload, run_at: None, dedup_key: None, max_attempts: ATTEMPTS }
    }

    /// Not before this instant.
    #[must_use]
    pub fn at(mut self, run_at: Timestamp) -> Self {
        self.run_at = Some(run_at);
        self
    }

    /// Not if one with this key is waiting in the queue already; that one is left as it is. Take the
    /// key from the thing worked on: transactions that ask for the same key at once wait for each
    /// other.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.dedup_key = Some(key.into());
        self
    }

    /// Given up after this many attempts in place of 20.
    #[must_use]
    pub fn attempts(mut self, at_most: u32) -> Self {
        self.max_attempts = at_most.max(1);
        self
    }
}

db::statements! {
    INSERT = "INSERT INTO job (id, queue, dedup_key, payload, state, run_at, attempts, max_attempts, created_at)
        VALUES ($1, $2, NULL, $3, 'pending', $4, 0, $5, $6)";
    // The update changes nothing but locks the waiting job until this transaction ends: otherwise it
    // could run now, without seeing what this transaction writes, and nothing would run after.
    INSERT_ONCE = "INSERT INTO job (id, queue, dedup_key, payload, state, run_at, attempts, max_attempts, created_at)
        VALUES ($1, $2, $7, $3, 'pending', $4, 0, $5, $6)
        ON CONFLICT (queue, dedup_key) WHERE state = 'pending' DO UPDATE SET queue = excluded.queue
        RETURNING id";
}

/// Asks for work within the transaction that is its reason. Ring the worker's
/// [`Signal`](crate::Signal) after the commit.
///
/// # Errors
/// When the payload cannot be written as JSON, or the database's failure.
pub fn enqueue<P: Serialize>(
    tx: &Tx<'_>,
    chance: &Chance,
    now: Timestamp,
    job: &NewJob<P>,
) -> db::Result<Id<Job>> {
    let payload = serde_json::to_string(&job.payload).map_err(|e| {
        db::Error::Other(format!("the payload of a job in {} cannot be written: {e}", job.queue))
    })?;
    let id = chance.id(now);
    let run_at = job.run_at.unwrap_or(now);
    let Some(key) = &job.dedup_key else {
        tx.execute(INSERT, params![id, job.queue, payload, run_at, job.max_attempts, now])?;
        return Ok(id);
    };
    tx.one(INSERT_ONCE, params![id, job.queue, payload, run_at, job.max_attempts, now, key])?.get(0)
}
