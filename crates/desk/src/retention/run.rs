//! The job that erases what is over: each day, and soon after a rule was set. It works a short while at
//! a time, so that other work has its turn, and goes on where it ended, however that came about.

use std::time::Duration;

use db::{Chance, Clock, Db, Timestamp, Tx};
use jobs::{JobContext, NewJob, Registry, enqueue};

use super::record::{Step, erase_some};
use super::{BECAUSE, Scope, days, due, rule};
use crate::due::{Works, by_itself};
use crate::kind::Kind;
use crate::people::Person;
use crate::{Context, Door, Error, Result, idempotency};

/// The queue of these jobs.
const QUEUE: &str = "retention";
/// How often it is looked what is over.
const PERIOD: Duration = Duration::from_secs(24 * 3600);
/// How long one is worked on before other jobs have their turn.
const TURN: Duration = Duration::from_secs(3);
/// The longest rest after a transaction: others' writes come first.
const REST: Duration = Duration::from_millis(20);
/// Records looked for at once.
const AT_ONCE: i64 = 50;

/// Adds the job and its days.
#[must_use]
pub fn register(registry: Registry, works: &Works) -> Registry {
    let kinds: Vec<&'static Kind> = works.iter().map(|work| work.kind()).collect();
    let of_days = kinds.clone();
    registry.on(QUEUE, move |job, scope: String| Ok(perform(job, &kinds, &scope)?)).every(
        QUEUE,
        PERIOD,
        move |job| Ok(begin(job, &of_days)?),
    )
}

/// Asks that what is over goes.
///
/// # Errors
/// When the database fails.
pub fn ask(tx: &Tx<'_>, chance: &Chance, now: Timestamp, scope: Scope) -> Result<()> {
    enqueue(tx, chance, now, &NewJob::new(QUEUE, scope.code()).once(scope.code()))?;
    Ok(())
}

/// Asks for everything that has a rule.
fn begin(job: &JobContext, kinds: &[&'static Kind]) -> Result<()> {
    let (scopes, chance, now) = (Scope::every(kinds), job.chance.clone(), job.now());
    job.db.write(move |tx| {
        let rules = rule::all(tx)?;
        let ruled = |scope: &&Scope| rules.get(scope.code()).is_some_and(|r| r.days.is_some());
        scopes.iter().filter(ruled).try_for_each(|scope| ask(tx, &chance, now, *scope))
    })?;
    job.signal.ring();
    Ok(())
}

fn perform(job: &JobContext, kinds: &[&'static Kind], code: &str) -> Result<()> {
    let until = job.clock.steady().plus(TURN);
    let scope = Scope::find(kinds, code);
    let mut erased = false;
    let more = match scope {
        Some(scope) => go_on(&job.db, &job.clock, &job.chance, scope, &mut |took| {
            erased = true;
            // It rests as long as it worked: half of the machine is for others.
            job.signal.pause(took.min(REST)) && !job.must_end() && job.clock.steady() < until
        })?,
        // A kind that this program no longer knows.
        None => false,
    };
    let job_of_tx = job.clone();
    job.db.write(move |tx| {
        let now = job_of_tx.now();
        if erased {
            idempotency::forget_answers(tx, &by_itself(&job_of_tx, now, BECAUSE))?;
        }
        match scope {
            Some(scope) if more => ask(tx, &job_of_tx.chance, now, scope)?,
            Some(scope) => rule::ran(tx, scope, now)?,
            None => {}
        }
        Ok::<_, Error>(job_of_tx.finish_in(tx)?)
    })?;
    if more {
        job.signal.ring();
    }
    Ok(())
}

/// Erases what is over, one transaction after the other, as long as `keep_on`, told how long the last
/// one took, says so. Whether there may be more.
///
/// # Errors
/// When the database fails; what was done stays done.
pub fn go_on(
    db: &Db,
    clock: &Clock,
    chance: &Chance,
    scope: Scope,
    keep_on: &mut dyn FnMut(Duration) -> bool,
) -> Result<bool> {
    let context = || Context::new(Some(Person::SYSTEM), Door::Job, clock.now(), chance);
    let mut is_to_go_on = |began: Timestamp| keep_on(clock.now().since(began));
    match scope {
        Scope::Records(kind) => loop {
            let now = clock.now();
            let some = db.read(|tx| match rule::days(tx, scope)? {
                Some(days) => due::due(tx, kind, due::ago(now, days), AT_ONCE),
                None => Ok(Vec::new()),
            })?;
            if some.is_empty() {
                return Ok(false);
            }
            for record in some {
                let mut step = Step::More;
                while step == Step::More {
                    let ctx = context();
                    let began = ctx.now;
                    step = db.write(move |tx| erase_some(tx, &ctx, kind, record))?;
                    if !is_to_go_on(began) {
                        return Ok(true);
                    }
                }
            }
        },
        Scope::Logbook(book) => loop {
            let ctx = context();
            let began = ctx.now;
            if !db.write(move |tx| days::erase_some(tx, &ctx, book))? {
                return Ok(false);
            }
            if !is_to_go_on(began) {
                return Ok(true);
            }
        },
    }
}
