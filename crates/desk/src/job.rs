//! What administrators do with work that was given up.

use db::{Id, Tx};
use jobs::Job;

use crate::access::{ANY_KIND, Action, Agent};
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Result};

/// Tries a job that was given up again, with all its attempts.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when no such job was given up.
pub fn retry(tx: &Tx<'_>, ctx: &Context, agent: &Agent, job: Id<Job>) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let queue = queue(tx, job)?;
    jobs::retry(tx, job, ctx.now)?;
    tell(tx, ctx, "retry_job", job, queue)
}

/// Throws a job away that was given up: what it was to do is not done.
///
/// # Errors
/// As [`retry`].
pub fn discard(tx: &Tx<'_>, ctx: &Context, agent: &Agent, job: Id<Job>) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let queue = queue(tx, job)?;
    jobs::discard(tx, job)?;
    tell(tx, ctx, "discard_job", job, queue)
}

fn queue(tx: &Tx<'_>, job: Id<Job>) -> Result<String> {
    jobs::queue_of_dead(tx, job)?.ok_or(Error::NotFound)
}

fn tell(tx: &Tx<'_>, ctx: &Context, verb: &str, job: Id<Job>, queue: String) -> Result<()> {
    let values = vec![SetValue::set("job", job.to_string()), SetValue::set("queue", queue)];
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}
