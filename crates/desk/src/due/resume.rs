//! A record that waits until a moment resumes by itself when the moment has come.

use db::{Id, Timestamp, Tx, params};
use jobs::{JobContext, NewJob, enqueue};
use serde::{Deserialize, Serialize};

use super::{Works, by_itself, work_of};
use crate::access::Agent;
use crate::any_work::AnyWork;
use crate::input::RawInput;
use crate::record::Record;
use crate::work::Asked;
use crate::{Context, Door, Error, Result};

/// The queue of these jobs.
pub(super) const QUEUE: &str = "resume";
/// The verb that ends a wait, in every kind that knows waiting.
const VERB: &str = "resume";
/// Why, in the record's history.
const BECAUSE: &str = "hold_until";

db::statements! {
    HELD = "SELECT number, state, hold_until FROM record WHERE subject_id = $1 AND kind = $2";
}

/// A wait that ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Held {
    record: Id<Record>,
    kind: String,
    until: Timestamp,
}

/// Asks that a record resumes at this moment, unless its history is only replayed.
pub(crate) fn ask_to_resume(
    tx: &Tx<'_>,
    ctx: &Context,
    record: Id<Record>,
    kind: &str,
    until: Timestamp,
) -> Result<()> {
    if ctx.door == Door::Import {
        return Ok(());
    }
    let job = NewJob::new(QUEUE, Held { record, kind: kind.to_owned(), until }).at(until);
    enqueue(tx, &ctx.chance, ctx.now, &job)?;
    Ok(())
}

/// Resumes the record if it still waits until that moment.
pub(super) fn perform(job: &JobContext, works: &Works, held: &Held) -> Result<()> {
    let (work, held, job_of_tx) = (work_of(works, &held.kind), held.clone(), job.clone());
    let ctx = by_itself(job, job.now(), BECAUSE);
    job.db.write(move |tx| {
        if let Some(work) = work {
            resume(tx, &ctx, work, &held)?;
        }
        job_of_tx.finish_in(tx)?;
        Ok(())
    })
}

fn resume(tx: &Tx<'_>, ctx: &Context, work: &dyn AnyWork, held: &Held) -> Result<()> {
    let Some(row) = tx.row(HELD, params![held.record, held.kind.as_str()])? else { return Ok(()) };
    let mut c = row.columns();
    let (number, state): (String, String) = (c.next()?, c.next()?);
    let until: Option<Timestamp> = c.next()?;
    let verb = work.kind().lifecycle.verb(VERB).filter(|verb| verb.target(&state).is_some());
    // Resumed by somebody meanwhile, or told to wait until another moment: that one has its own job.
    let (Some(verb), true) = (verb, until == Some(held.until)) else { return Ok(()) };
    let asked = Asked { number, verb, input: RawInput::default(), if_match: None };
    match work.act(tx, ctx, &Agent::system(), &asked) {
        // A rule that refuses it now refuses it also on the next attempt.
        Ok(_) | Err(Error::Refused(_) | Error::NotFound) => Ok(()),
        Err(other) => Err(other),
    }
}
