//! The job that closes what was resolved long enough ago: every few minutes, and at once after a rule
//! was set. It works a short while at a time, so that other work has its turn.

use std::time::Duration;

use db::{Chance, Clock, Db, Timestamp, Tx};
use jobs::{JobContext, NewJob, Registry, Waits, enqueue};

use super::due::{self, Due};
use super::{CLOSE, is_for, rule};
use crate::access::Agent;
use crate::any_work::AnyWork;
use crate::due::{Works, work_of};
use crate::input::RawInput;
use crate::kind::Kind;
use crate::people::Person;
use crate::work::Asked;
use crate::{Context, Door, Error, Result};

/// The queue of these jobs.
const QUEUE: &str = "close";
/// How often it is looked what is over.
const PERIOD: Duration = Duration::from_secs(600);
/// How long one is worked on before other jobs have their turn.
const TURN: Duration = Duration::from_secs(3);
/// The longest rest after a transaction: others' writes come first.
const REST: Duration = Duration::from_millis(20);
/// Records looked for at once.
const AT_ONCE: i64 = 50;
/// Records counted at most.
const COUNTED: i64 = 10_000;
/// Why, in the records' histories.
const BECAUSE: &str = "resolved_long_ago";

/// Adds the job and its minutes.
#[must_use]
pub fn register(registry: Registry, works: &Works) -> Registry {
    let (of_job, of_period) = (Works::clone(works), Works::clone(works));
    registry.on(QUEUE, move |job, kind: String| Ok(perform(job, &of_job, &kind)?)).every(
        QUEUE,
        PERIOD,
        move |job| Ok(begin(job, &of_period)?),
    )
}

/// Asks that what is over is closed.
///
/// # Errors
/// When the database fails.
pub fn ask(tx: &Tx<'_>, chance: &Chance, now: Timestamp, kind: &Kind) -> Result<()> {
    enqueue(tx, chance, now, &NewJob::new(QUEUE, kind.code).once(kind.code))?;
    Ok(())
}

/// Asks for every kind of which something is over.
fn begin(job: &JobContext, works: &Works) -> Result<()> {
    let now = job.now();
    for work in works.iter().filter(|work| is_for(work.kind())) {
        let (kind, chance) = (work.kind(), job.chance.clone());
        let waits = job.db.read(|tx| Ok::<_, Error>(!some(tx, kind, now, None)?.is_empty()))?;
        if waits {
            job.db.write(move |tx| ask(tx, &chance, now, kind))?;
            job.signal.ring();
        }
    }
    Ok(())
}

fn perform(job: &JobContext, works: &Works, code: &str) -> Result<()> {
    let until = job.clock.steady().plus(TURN);
    let more = match work_of(works, code) {
        Some(work) => go_on(&job.db, &job.clock, &job.chance, work, &mut |took| {
            // It rests as long as it worked: half of the machine is for others.
            job.signal.pause(took.min(REST)) && !job.must_end() && job.clock.steady() < until
        })?,
        // A kind that this program no longer knows.
        None => false,
    };
    let (job_of_tx, kind) = (job.clone(), work_of(works, code).map(AnyWork::kind));
    job.db.write(move |tx| {
        if let (true, Some(kind)) = (more, kind) {
            ask(tx, &job_of_tx.chance, job_of_tx.now(), kind)?;
        }
        Ok::<_, Error>(job_of_tx.finish_in(tx)?)
    })?;
    if more {
        job.signal.ring();
    }
    Ok(())
}

/// Closes what is over, one record a transaction, as long as `keep_on`, told how long the last one took,
/// says so. Whether there may be more.
///
/// # Errors
/// When the database fails; what was done stays done.
pub fn go_on(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    work: &'static dyn AnyWork,
    keep_on: &mut dyn FnMut(Duration) -> bool,
) -> Result<bool> {
    let mut last: Option<Due> = None;
    loop {
        let began = clock.now();
        let over = db.read(|tx| some(tx, work.kind(), began, last.as_ref()))?;
        if over.is_empty() {
            return Ok(false);
        }
        for one in over {
            let now = clock.now();
            let ctx = Context::new(Some(Person::SYSTEM), Door::Job, now, chance).because(BECAUSE);
            let of_tx = one.clone();
            match db.write(move |tx| close(tx, &ctx, work, &of_tx)) {
                Ok(()) => {}
                Err(Error::Db(error))
                    if error.is_transient() || matches!(error, db::Error::OutcomeUnknown) =>
                {
                    return Err(error.into());
                }
                // One that is broken keeps nobody else's from closing.
                Err(error) => {
                    tracing::error!(number = one.number, %error, "it cannot close by itself");
                    let (kind, id) = (work.kind(), one.id);
                    db.write(move |tx| due::refuse(tx, kind, id, now))?;
                }
            }
            last = Some(one);
            if !keep_on(clock.now().since(now)) {
                return Ok(true);
            }
        }
    }
}

/// How many records of a kind wait to be closed, and which should have been two turns ago.
///
/// # Errors
/// When the database fails.
pub fn waits(tx: &db::ReadTx<'_>, kind: &Kind, now: Timestamp) -> Result<Waits> {
    let rule = rule::of(tx, kind)?;
    let Some(days) = rule.close_after.filter(|_| is_for(kind)) else {
        return Ok(Waits::default());
    };
    let waiting = due::count(tx, kind, Timestamp::from_micros(i64::MAX), COUNTED)?;
    // What a rule finds over when it is set is due from then on.
    let since_set = rule.set_at.map(|at| now.since(at));
    if since_set.is_some_and(|age| age < PERIOD * 2) {
        return Ok(Waits { waiting, ..Waits::default() });
    }
    let (late, first) = due::late(tx, kind, due::ago(now.minus(PERIOD * 2), days), COUNTED)?;
    let age = |resolved_at| due::ago(now, days).since(resolved_at);
    let oldest_late = first.map(age).map(|age| since_set.map_or(age, |most| age.min(most)));
    Ok(Waits { waiting, late, oldest_late })
}

/// Some of what is over by the rule as it is now.
fn some(
    tx: &db::ReadTx<'_>,
    kind: &Kind,
    now: Timestamp,
    behind: Option<&Due>,
) -> Result<Vec<Due>> {
    match rule::of(tx, kind)?.close_after.filter(|_| is_for(kind)) {
        Some(days) => due::due(tx, kind, due::ago(now, days), behind, AT_ONCE),
        None => Ok(Vec::new()),
    }
}

/// Closes one by its own verb, if its time is still over.
fn close(tx: &Tx<'_>, ctx: &Context, work: &dyn AnyWork, one: &Due) -> Result<()> {
    let kind = work.kind();
    let Some(days) = rule::of(tx, kind)?.close_after else { return Ok(()) };
    let resolved_at = due::resolved_at(tx, kind, one.id)?;
    let Some(verb) = kind.lifecycle.verb(CLOSE) else { return Ok(()) };
    // Opened again by somebody meanwhile, or resolved anew.
    if resolved_at.is_none_or(|at| at > due::ago(ctx.now, days)) {
        return Ok(());
    }
    let input = RawInput::default();
    let asked = Asked { number: one.number.clone(), verb, input, if_match: None };
    match work.act(tx, ctx, &Agent::system(), &asked) {
        Ok(_) => Ok(()),
        Err(
            Error::Refused(_)
            | Error::Invalid(_)
            | Error::Merged(_)
            | Error::NotFound
            | Error::Forbidden(_),
        ) => due::refuse(tx, kind, one.id, ctx.now),
        Err(other) => Err(other),
    }
}
