//! The job that works bulk edits off, a short while at a time, so that other work has its turn.

use std::time::Duration;

use db::{Id, Timestamp, Tx};
use jobs::{JobContext, NewJob, Registry, enqueue};

use super::{Bulk, Hand};
use crate::due::Works;
use crate::{Context, Result};

/// The queue of these jobs.
const QUEUE: &str = "bulk";
/// How long one is worked on before other jobs have their turn.
const TURN: Duration = Duration::from_secs(3);
/// The longest rest after a record: others' writes come first.
const REST: Duration = Duration::from_millis(20);

/// Adds the handler.
#[must_use]
pub fn register(registry: Registry, works: &Works) -> Registry {
    let works = Works::clone(works);
    registry.on(QUEUE, move |job, id| Ok(perform(job, &works, id)?))
}

/// Asks that it is gone on with.
pub(super) fn ask(tx: &Tx<'_>, ctx: &Context, id: Id<Bulk>, at: Timestamp) -> Result<()> {
    enqueue(tx, &ctx.chance, ctx.now, &NewJob::new(QUEUE, id).at(at))?;
    Ok(())
}

fn perform(job: &JobContext, works: &Works, id: Id<Bulk>) -> Result<()> {
    let hand = Hand { db: &job.db, clock: &job.clock, chance: &job.chance, works };
    let until = job.clock.steady().plus(TURN);
    let more = hand.go_on(id, &mut |took| {
        // It rests as long as it worked: half of the machine is for others.
        job.signal.pause(took.min(REST)) && !job.must_end() && job.clock.steady() < until
    })?;
    let job_of_tx = job.clone();
    job.db.write(move |tx| {
        if more {
            let now = job_of_tx.now();
            enqueue(tx, &job_of_tx.chance, now, &NewJob::new(QUEUE, id))?;
        }
        Ok::<_, crate::Error>(job_of_tx.finish_in(tx)?)
    })?;
    if more {
        job.signal.ring();
    }
    Ok(())
}
