//! What becomes of a job that was taken. Each statement holds only for the worker that still has it.

use db::{Chance, Db, Timestamp, Tx, params};

use crate::backoff;
use crate::claim::Claim;

/// Characters of an error that are kept.
const ERROR_CHARS: usize = 2_000;
/// Attempts at a settlement that met another job with the same key.
const ATTEMPTS: usize = 3;

db::statements! {
    DONE = "DELETE FROM job WHERE id = $1 AND leased_by = $2 AND attempts = $3 AND state = 'running'";
    AGAIN = "UPDATE job SET state = 'pending', run_at = $4, last_error = $5, leased_by = NULL, leased_until = NULL
        WHERE id = $1 AND leased_by = $2 AND attempts = $3 AND state = 'running'";
    BURY = "UPDATE job SET state = 'dead', finished_at = $4, last_error = $5, leased_by = NULL, leased_until = NULL
        WHERE id = $1 AND leased_by = $2 AND attempts = $3 AND state = 'running'";
    RENEW = "UPDATE job SET leased_until = $4
        WHERE id = $1 AND leased_by = $2 AND attempts = $3 AND state = 'running'";
    WAITING = "SELECT 1 FROM job WHERE queue = $1 AND dedup_key = $2 AND state = 'pending'";
}

/// As much of an error as is kept.
pub(crate) fn shortened(error: &str) -> String {
    error.chars().filter(|c| *c != '\0').take(ERROR_CHARS).collect()
}

/// Removes the job; whether this worker still had it.
pub(crate) fn done(tx: &Tx<'_>, claim: &Claim) -> db::Result<bool> {
    Ok(tx.execute(DONE, params![claim.id, &claim.holder, claim.attempt])? > 0)
}

/// Keeps the job for this worker until then; whether it still had it.
pub(crate) fn renew(tx: &Tx<'_>, claim: &Claim, until: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(RENEW, params![claim.id, &claim.holder, claim.attempt, until])? > 0)
}

/// Puts the job back for later, or among the dead when its attempts are used up; whether this worker
/// still had it.
pub(crate) fn failed(
    db: &Db,
    claim: &Claim,
    now: Timestamp,
    chance: &Chance,
    error: &str,
) -> db::Result<bool> {
    let error = shortened(error);
    let run_at = now.plus(backoff::after(claim.attempt, chance));
    let mut attempt = 1;
    loop {
        let (claim, error) = (claim.clone(), error.clone());
        match db.housekeep(move |tx| put_back(tx, &claim, now, run_at, &error)) {
            // One with the same key was enqueued between our look and our update; look again.
            Err(db::Error::Duplicate) if attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome,
        }
    }
}

fn put_back(
    tx: &Tx<'_>,
    claim: &Claim,
    now: Timestamp,
    run_at: Timestamp,
    error: &str,
) -> db::Result<bool> {
    if claim.attempt >= claim.max_attempts {
        return Ok(tx
            .execute(BURY, params![claim.id, &claim.holder, claim.attempt, now, error])?
            > 0);
    }
    if let Some(key) = &claim.dedup_key
        && tx.row(WAITING, params![&claim.queue, key])?.is_some()
    {
        // The same work has been asked for since; that job does it.
        return done(tx, claim);
    }
    Ok(tx.execute(AGAIN, params![claim.id, &claim.holder, claim.attempt, run_at, error])? > 0)
}
