//! Opening what has come round: once for each time, and once for all that were missed.

use db::{Chance, Id, ReadTx, Timestamp, Tx};
use jobs::{JobContext, NewJob, enqueue};
use serde::{Deserialize, Serialize};

use super::{Recurrence, store};
use crate::access::Agent;
use crate::any_work::AnyWork;
use crate::due::{Works, by_itself, work_of};
use crate::heading::{find_heading, headings};
use crate::input::{RawInput, RawValue};
use crate::notification::{self, RECURRENCE_FAILED};
use crate::numbers::Numbers;
use crate::{Context, Error, Result};

/// The queue of these jobs.
pub(crate) const QUEUE: &str = "recur";
/// Numbers tried when one was taken from outside meanwhile.
const TRIES: u32 = 5;
/// Why, in the history of what is opened.
const BECAUSE: &str = "recurring";
/// Why, when it was due earlier and nothing ran.
const LATE: &str = "recurring_late";

/// A time that has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Come {
    id: Id<Recurrence>,
    due: Timestamp,
}

/// Asks that the next one is opened in its time.
pub(super) fn ask(tx: &Tx<'_>, ctx: &Context, one: &Recurrence) -> Result<()> {
    if let Some(due) = one.next_at {
        let job = NewJob::new(QUEUE, Come { id: one.id, due }).at(due);
        enqueue(tx, &ctx.chance, ctx.now, &job)?;
    }
    Ok(())
}

/// Opens what has come round, if it is still wanted.
pub(crate) fn perform(
    job: &JobContext,
    works: &Works,
    numbers: &Numbers,
    come: &Come,
) -> Result<()> {
    let Some(one) = job.db.read(|tx| wanted(tx, come))? else { return finish(job) };
    let Some(work) = work_of(works, &one.kind) else { return finish(job) };
    for _ in 0..TRIES {
        let number = numbers.take(&job.db, work.kind().prefix)?;
        match open(job, work, number, come) {
            Err(Error::Db(db::Error::Duplicate)) => {}
            // It cannot be opened as it is: say so, and try again the next time.
            Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Forbidden(_))) => {
                return pass_over(job, come, told(&error));
            }
            done => return done,
        }
    }
    Err(Error::Broken(format!("{TRIES} numbers in a row were taken")))
}

fn finish(job: &JobContext) -> Result<()> {
    let job_of_tx = job.clone();
    job.db.write(move |tx| Ok(job_of_tx.finish_in(tx)?))
}

/// What is due, unless it rests, was taken away, or goes by another time now.
fn wanted(tx: &ReadTx<'_>, come: &Come) -> Result<Option<Recurrence>> {
    let found = store::find(tx, come.id)?;
    Ok(found.filter(|one| !one.paused && one.next_at == Some(come.due)))
}

fn open(job: &JobContext, work: &'static dyn AnyWork, number: String, come: &Come) -> Result<()> {
    let (job_of_tx, come, now) = (job.clone(), come.clone(), job.now());
    job.db.write(move |tx| {
        if let Some(mut one) = wanted(tx, &come)? {
            let missed = one.rule.between(come.due, now);
            let ctx = by_itself(&job_of_tx, now, if missed > 0 { LATE } else { BECAUSE });
            let agent = Agent::system();
            let raw = filled(&one, &come);
            let done = work.create(tx, &ctx, &agent, number.clone(), &raw)?;
            one.last = Some(find_heading(tx, &agent, &done.number)?.id);
            one.last_at = Some(now);
            one.missed = missed;
            one.fault = None;
            move_on(tx, &ctx, one)?;
        }
        job_of_tx.finish_in(tx)?;
        Ok(())
    })
}

/// What it is opened with; the title carries the date of the time that has come.
fn filled(one: &Recurrence, come: &Come) -> RawInput {
    let before = Timestamp::from_micros(come.due.micros().saturating_sub(1));
    let title = match one.rule.next_after(before) {
        Some(occurrence) => occurrence.entitle(&one.title),
        None => one.title.clone(),
    };
    let mut raw = RawInput::default();
    let given = one.input.iter().map(|(code, text)| (code.clone(), text.clone()));
    let values = given.chain([("title".to_owned(), title)]);
    raw.values.extend(values.map(|(code, text)| (code, RawValue::Text(text))));
    raw
}

/// Goes on to the next time that is still to come.
fn move_on(tx: &Tx<'_>, ctx: &Context, mut one: Recurrence) -> Result<()> {
    one.next_at = one.rule.next_after(ctx.now).map(|next| next.at);
    store::move_on(tx, &one)?;
    ask(tx, ctx, &one)
}

fn pass_over(job: &JobContext, come: &Come, fault: String) -> Result<()> {
    let (job_of_tx, come, now) = (job.clone(), come.clone(), job.now());
    job.db.write(move |tx| {
        if let Some(mut one) = wanted(tx, &come)? {
            one.fault = Some(fault.clone());
            tell(tx, (&job_of_tx.chance, now), &one)?;
            move_on(tx, &by_itself(&job_of_tx, now, BECAUSE), one)?;
        }
        job_of_tx.finish_in(tx)?;
        Ok(())
    })
}

/// Tells whoever set it up, if they still see what it was made from.
fn tell(tx: &Tx<'_>, (chance, now): (&Chance, Timestamp), one: &Recurrence) -> Result<()> {
    let by = one.by.map(|by| Agent::load(tx, by)).transpose()?.flatten();
    let Some(agent) = by else { return Ok(()) };
    if headings(tx, &agent, &[one.source])?.is_empty() {
        return Ok(());
    }
    let of = one.source.cast();
    notification::tell_of(tx, (chance, now), RECURRENCE_FAILED, agent.person, of)
}

/// What was wrong, as codes.
fn told(error: &Error) -> String {
    match error {
        Error::Invalid(faults) => {
            let told = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.code));
            told.collect::<Vec<_>>().join(", ")
        }
        Error::Refused(code) | Error::Forbidden(code) => (*code).to_owned(),
        other => other.to_string(),
    }
}
