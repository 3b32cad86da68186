//! The job that takes a table in, a short while at a time, so that other work has its turn.

use std::sync::Arc;
use std::time::Duration;

use db::{Id, Tx};
use jobs::{JobContext, NewJob, Registry, enqueue};

use super::kept::{self, PeopleImport, Refusal, State};
use super::take::{Along, Summary, take_rows};
use super::{Options, Outcome, Row, Verdict};
use crate::access::{ANY_KIND, Action, Agent};
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Result};

/// The queue of these jobs.
pub(super) const QUEUE: &str = "people-import";
/// How long one is worked on before other jobs have their turn.
const TURN: Duration = Duration::from_secs(3);
/// Rows taken in one transaction.
const AT_ONCE: usize = 50;

/// Adds the handler, which knows the languages of the interface by code and own name.
#[must_use]
pub fn register(registry: Registry, languages: &[(String, String)]) -> Registry {
    let languages = languages.to_vec();
    registry.on(QUEUE, move |job, id| Ok(perform(job, id, &languages)?))
}

fn perform(job: &JobContext, id: Id<PeopleImport>, languages: &[(String, String)]) -> Result<()> {
    let until = job.clock.steady().plus(TURN);
    // Read once a turn: a table may have many thousands of rows.
    let table = job.db.read(move |tx| kept::table(tx, id))?;
    let rows = table.map(|table| table.rows);
    let mut more = rows.is_some();
    while more && !job.must_end() && job.clock.steady() < until {
        more = go_on(job, id, rows.as_deref().unwrap_or_default(), languages)?;
    }
    let inner = job.clone();
    job.db.write(move |tx| {
        if more {
            enqueue(tx, &inner.chance, inner.now(), &NewJob::new(QUEUE, id))?;
        }
        Ok::<_, Error>(inner.finish_in(tx)?)
    })?;
    if more {
        job.signal.ring();
    }
    Ok(())
}

/// Takes some more rows; whether there are others after them. How far it has come is written with
/// them, so that none is counted twice.
fn go_on(
    job: &JobContext,
    id: Id<PeopleImport>,
    rows: &[Row],
    languages: &[(String, String)],
) -> Result<bool> {
    let found = job.db.read(move |tx| {
        let Some(import) = kept::by_id(tx, id)? else { return Ok(None) };
        let agent = Agent::load(tx, import.person)?;
        let may = agent.is_some_and(|agent| agent.may(ANY_KIND, Action::Administer));
        Ok::<_, Error>(Some((import, may)))
    })?;
    let Some((import, may)) = found else { return Ok(false) };
    if import.state != State::Running {
        return Ok(false);
    }
    let options = Options { create: import.create, languages: languages.to_vec() };
    let ctx = || Context::new(Some(import.person), import.door, job.now(), &job.chance);
    let from = usize::try_from(import.position).unwrap_or(usize::MAX);
    let left = rows.get(from..).unwrap_or_default();
    let rows = left.get(..AT_ONCE).unwrap_or(left);
    // Whoever may no longer administer takes nobody in any more.
    if rows.is_empty() || !may {
        return ended(job, ctx(), &import).map(|()| false);
    }
    let count: Arc<Along> = Arc::new(move |tx: &Tx<'_>, outcomes: &[Outcome]| {
        let mut now = kept::by_id(tx, id)?.ok_or(Error::NotFound)?;
        for outcome in outcomes {
            now.summary.add(outcome.verdict);
            now.position += 1;
            if outcome.verdict == Verdict::Refused {
                now.refusals.push(Refusal::of(outcome));
            }
        }
        kept::advance(tx, &now)
    });
    take_rows(&job.db, &ctx, rows, &options, &count)?;
    Ok(true)
}

fn ended(job: &JobContext, ctx: Context, import: &PeopleImport) -> Result<()> {
    let (id, summary) = (import.id, import.summary);
    job.db.write(move |tx| {
        kept::end(tx, id, ctx.now)?;
        journal::log(tx, &ctx, Logbook::Settings, "import_people", counts(&summary))?;
        Ok::<_, Error>(())
    })
}

/// What a table came to, as the logbook says it.
pub(super) fn counts(summary: &Summary) -> Vec<SetValue> {
    Verdict::EVERY
        .map(|verdict| SetValue::set(verdict.code(), summary.of(verdict).to_string()))
        .into()
}
