//! What a handler is given besides its payload.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Chance, Clock, Db, Timestamp, Tx};

use crate::Signal;
use crate::claim::Claim;
use crate::settle;

/// The circumstances a handler works in.
#[derive(Debug, Clone)]
pub struct JobContext {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Where identities and tokens come from.
    pub chance: Chance,
    /// When the handler must have ended, by the steady clock; later the job may be given to another
    /// worker.
    pub deadline: Timestamp,
    /// Rings the workers of this process, and says when they are to stop.
    pub signal: Signal,
    pub(crate) claim: Option<Claim>,
    pub(crate) finished: Arc<AtomicBool>,
}

impl JobContext {
    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the handler should end: its time is over or the program stops.
    #[must_use]
    pub fn must_end(&self) -> bool {
        self.signal.is_stopped() || self.clock.steady() >= self.deadline
    }

    /// Marks the job done in the handler's own transaction: its effects and its end are one, so that
    /// it takes effect exactly once. Scheduled work has nothing to mark.
    ///
    /// # Errors
    /// [`db::Error::Missing`] when the lease was lost and another worker has the job: return it, so
    /// that the transaction is rolled back.
    pub fn finish_in(&self, tx: &Tx<'_>) -> db::Result<()> {
        let Some(claim) = &self.claim else { return Ok(()) };
        if !settle::done(tx, claim)? {
            return Err(db::Error::Missing);
        }
        self.finished.store(true, Ordering::SeqCst);
        Ok(())
    }
}
