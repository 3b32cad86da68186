//! What whoever asked for a bulk edit does with it: have it previewed, have it done, end it.

use db::{Db, Id, Timestamp, Tx};

use super::{Bulk, State, check, discard, find, job, store};
use crate::access::Agent;
use crate::input::RawInput;
use crate::kind::Kind;
use crate::lifecycle::Verb;
use crate::{Context, Error, Result};

/// Bulk edits of one person that are done at the same time, at most.
const AT_ONCE: i64 = 5;

/// Has it looked at what it would do, with this given to the verb. The job begins at `at`.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when no record could take what is given;
/// [`Error::Refused`] when it has begun already.
pub fn preview(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    id: Id<Bulk>,
    (raw, at): (&RawInput, Timestamp),
) -> Result<Bulk> {
    let bulk = find(tx, agent, id)?;
    if !bulk.state.is_open() {
        return Err(Error::Refused("bulk_begun"));
    }
    check(tx, agent, kind, verb_of(kind, &bulk)?, raw)?;
    store::begin(tx, id, State::Previewing, &raw.values)?;
    job::ask(tx, ctx, id, at)?;
    find(tx, agent, id)
}

/// Has it done: what was previewed, or without a preview what is given now. The job begins at `at`.
///
/// # Errors
/// As [`preview`]; [`Error::Refused`] also while it is being previewed, and when too much of theirs
/// is being done already.
pub fn run(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    id: Id<Bulk>,
    (raw, at): (Option<&RawInput>, Timestamp),
) -> Result<Bulk> {
    let bulk = find(tx, agent, id)?;
    let input = match (bulk.state, raw) {
        (State::Previewed, None) => bulk.input.clone(),
        (State::Draft, Some(raw)) => {
            check(tx, agent, kind, verb_of(kind, &bulk)?, raw)?;
            raw.values.clone()
        }
        (state, _) if state.is_open() => return Err(Error::Refused("bulk_unready")),
        _ => return Err(Error::Refused("bulk_begun")),
    };
    if store::running(tx, agent.person)? >= AT_ONCE {
        return Err(Error::Refused("bulk_too_many"));
    }
    store::begin(tx, id, State::Running, &input)?;
    job::ask(tx, ctx, id, at)?;
    find(tx, agent, id)
}

/// Ends it. What was done stays done; one that was not begun is taken away.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when it has ended already.
pub fn cancel(db: &Db, ctx: &Context, agent: &Agent, id: Id<Bulk>) -> Result<Option<Bulk>> {
    let (now, by) = (ctx.now, agent.clone());
    let ended = db.write(move |tx| {
        let bulk = find(tx, &by, id)?;
        match bulk.state {
            State::Running => {
                store::end(tx, id, State::Cancelled, now)?;
                find(tx, &by, id).map(Some)
            }
            state if state.is_open() => {
                // So that nobody begins it while its records are taken away.
                store::forget(tx, id)?;
                Ok(None)
            }
            _ => Err(Error::Refused("bulk_over")),
        }
    })?;
    if ended.is_none() {
        discard(db, id)?;
    }
    Ok(ended)
}

fn verb_of(kind: &Kind, bulk: &Bulk) -> Result<&'static Verb> {
    let own = Some(kind).filter(|kind| kind.code == bulk.kind);
    own.and_then(|kind| kind.lifecycle.verb(&bulk.verb)).ok_or(Error::NotFound)
}
