//! Runs one job and settles what becomes of it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::Worker;
use crate::claim::Claim;
use crate::heartbeat::Kept;
use crate::settle;

/// Attempts to write down what became of a job while the database cannot be reached.
const ATTEMPTS: u32 = 5;

impl Worker {
    pub(super) fn perform(&self, claim: &Claim) {
        let (queue, job, attempt) = (claim.queue.as_str(), claim.id, claim.attempt);
        let _within = tracing::info_span!("job", queue, %job, attempt).entered();
        self.do_it(claim);
    }

    fn do_it(&self, claim: &Claim) {
        let Some(handler) = self.registry.handlers.get(claim.queue.as_str()) else { return };
        let deadline = self.clock.steady().plus(handler.budget);
        let holding = self.heartbeat.hold(Kept::Job(claim.clone()), self.lease, deadline);
        let context = self.context(Some(claim.clone()), deadline);
        let outcome = caught(|| (handler.run)(&context, claim));
        let settled = match &outcome {
            Ok(()) => self.settle(|| {
                let claim = claim.clone();
                self.db.housekeep(move |tx| settle::done(tx, &claim))
            }),
            Err(error) => {
                tracing::warn!(queue = claim.queue, job = %claim.id, attempt = claim.attempt, %error, "a job failed");
                self.settle(|| settle::failed(&self.db, claim, self.now(), &self.chance, error))
            }
        };
        drop(holding);
        let has_finished_itself = outcome.is_ok() && context.finished.load(Ordering::SeqCst);
        match settled {
            Ok(true) => {}
            Ok(false) if has_finished_itself => {}
            Ok(false) => {
                tracing::warn!(queue = claim.queue, job = %claim.id, "a job outlived its lease; another worker has it")
            }
            Err(error) => {
                tracing::error!(queue = claim.queue, job = %claim.id, %error, "a job will run again: its end could not be written")
            }
        }
    }

    /// Tries again while the database is away, so that a job that is done need not run twice.
    fn settle(&self, settle: impl Fn() -> db::Result<bool>) -> db::Result<bool> {
        let mut attempt = 1;
        loop {
            match settle() {
                Err(error)
                    if attempt < ATTEMPTS
                        && (error.is_transient() || matches!(error, db::Error::OutcomeUnknown)) =>
                {
                    attempt += 1;
                    // A stop shortens the wait; then the attempts are soon used up.
                    self.signal.pause(Duration::from_secs(1));
                }
                outcome => return outcome,
            }
        }
    }
}

/// Runs it; an error or a panic in words.
pub(crate) fn caught<T>(work: impl FnOnce() -> anyhow::Result<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(format!("{error:#}")),
        Err(panic) => Err(format!("panicked: {}", words(&*panic))),
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a message")
}
