//! Goes over the records of a bulk edit, in their order.
//!
//! Whoever does it — a job, or the request that waits for a small one — takes the next record that is
//! to be gone over inside the transaction that does it. So nothing is done twice, however many do it
//! at once and wherever one of them was killed.

use std::time::Duration;

use db::{Chance, Clock, Db, Id, ReadTx, Timestamp, Tx};

use super::item::{Found, Line, lines, settle};
use super::{Bulk, Outcome, Refusal, State, store};
use crate::access::{Agent, write_down};
use crate::any_work::{AnyWork, Decided};
use crate::lifecycle::Verb;
use crate::work::Asked;
use crate::{Context, Error, Result};

/// Records looked at in one snapshot.
const AT_ONCE: i64 = 25;

/// Whoever goes over the records.
#[derive(Clone)]
pub struct Hand<'a> {
    /// The database.
    pub db: &'a Db,
    /// What time it is.
    pub clock: &'a Clock,
    /// Where identities come from.
    pub chance: &'a Chance,
    /// The kinds of record there are.
    pub works: &'a [&'static dyn AnyWork],
}

/// The verb of a bulk edit.
#[derive(Clone, Copy)]
struct Doing {
    work: &'static dyn AnyWork,
    verb: &'static Verb,
}

impl Hand<'_> {
    /// Goes on as long as there is something to do and `keep_on`, told how long the last step took,
    /// says so. Whether there is more.
    ///
    /// # Errors
    /// When the database fails; what was done stays done.
    pub fn go_on(&self, id: Id<Bulk>, keep_on: &mut dyn FnMut(Duration) -> bool) -> Result<bool> {
        loop {
            let began = self.clock.now();
            if !self.step(id)? {
                return Ok(false);
            }
            if !keep_on(self.clock.now().since(began)) {
                return Ok(true);
            }
        }
    }

    fn step(&self, id: Id<Bulk>) -> Result<bool> {
        let Some(bulk) = self.db.read(|tx| store::find(tx, id))? else { return Ok(false) };
        let Some(doing) = self.doing(&bulk) else { return Ok(false) };
        match bulk.state {
            State::Previewing => self.look(doing, bulk),
            State::Running => self.act(doing, id),
            _ => Ok(false),
        }
    }

    fn doing(&self, bulk: &Bulk) -> Option<Doing> {
        let work = self.works.iter().copied().find(|work| work.kind().code == bulk.kind)?;
        Some(Doing { work, verb: work.kind().lifecycle.verb(&bulk.verb)? })
    }

    /// Finds out what would become of the next records; nothing is written but that.
    fn look(&self, doing: Doing, bulk: Bulk) -> Result<bool> {
        let ctx = context(&bulk, self.clock.now(), self.chance);
        let (found, agent) = self.db.read(|tx| {
            let agent = Agent::load(tx, bulk.person)?;
            let lines = lines(tx, bulk.id, bulk.done(), AT_ONCE)?;
            let judge = |line: &Line| match judge(tx, &ctx, agent.as_ref(), doing, &bulk, line) {
                Err(error @ Error::Db(_)) => Err(error),
                Err(error) => Ok(failed(line, &error)),
                Ok((found, _)) => Ok(found),
            };
            let found = lines.iter().map(judge).collect::<Result<Vec<_>>>()?;
            Ok::<_, Error>((found, agent))
        })?;
        let reads = agent.map(|agent| agent.reads.take()).unwrap_or_default();
        self.db.write(move |tx| {
            let now = store::find(tx, bulk.id)?;
            // It was ended, asked for anew, or somebody else was faster.
            if now.as_ref() != Some(&bulk) {
                return Ok(now.is_some());
            }
            found.iter().try_for_each(|one| settle(tx, bulk.id, one))?;
            let outcomes: Vec<Outcome> = found.iter().map(|one| one.outcome).collect();
            store::advance(tx, bulk.id, &outcomes)?;
            write_down(tx, &ctx, &reads, &way(bulk.id))?;
            let over = found.last().is_none_or(|last| last.position >= bulk.total);
            if over {
                store::previewed(tx, bulk.id)?;
            }
            Ok(!over)
        })
    }

    /// Does it to the next record. One that fails through no fault of its own is passed over.
    fn act(&self, doing: Doing, id: Id<Bulk>) -> Result<bool> {
        let (now, chance) = (self.clock.now(), self.chance.clone());
        let done = self.db.write(move |tx| {
            next(tx, id, now, |tx, bulk, line| {
                let ctx = context(bulk, now, &chance);
                let agent = Agent::load(tx, bulk.person)?;
                let (found, decided) = judge(tx, &ctx, agent.as_ref(), doing, bulk, line)?;
                if let Some(decided) = decided.filter(|decided| decided.says_something()) {
                    decided.commit(tx, &ctx)?;
                }
                let reads = agent.map(|agent| agent.reads.take()).unwrap_or_default();
                write_down(tx, &ctx, &reads, &way(id))?;
                Ok(found)
            })
        });
        match done {
            Err(Error::Db(error)) if error.is_transient() => Err(Error::Db(error)),
            Err(error @ Error::Db(db::Error::OutcomeUnknown)) => Err(error),
            Err(error) => {
                self.db.write(move |tx| next(tx, id, now, |_, _, line| Ok(failed(line, &error))))
            }
            done => done,
        }
    }
}

/// Does something with the next record and counts it; whether there is more.
fn next(
    tx: &Tx<'_>,
    id: Id<Bulk>,
    now: Timestamp,
    doing: impl Fn(&Tx<'_>, &Bulk, &Line) -> Result<Found>,
) -> Result<bool> {
    let running = store::find(tx, id)?.filter(|bulk| bulk.state == State::Running);
    let Some(bulk) = running else { return Ok(false) };
    let Some(line) = lines(tx, id, bulk.done(), 1)?.into_iter().next() else {
        store::end(tx, id, State::Done, now)?;
        return Ok(false);
    };
    let found = doing(tx, &bulk, &line)?;
    settle(tx, id, &found)?;
    store::advance(tx, id, &[found.outcome])?;
    let over = line.position >= bulk.total;
    if over {
        store::end(tx, id, State::Done, now)?;
    }
    Ok(!over)
}

/// What becomes of a record, and how it is done; nothing of it is done yet.
fn judge(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: Option<&Agent>,
    doing: Doing,
    bulk: &Bulk,
    line: &Line,
) -> Result<(Found, Option<Box<dyn Decided>>)> {
    let Some(agent) = agent else {
        return Ok((refused(line, Refusal::forbidden(doing.verb.action.code())), None));
    };
    // A preview goes by what is there now; what it saw is what the edit itself goes by.
    let base = line.base.filter(|_| bulk.state == State::Running);
    let asked = Asked {
        number: line.number.clone(),
        verb: doing.verb,
        input: bulk.raw(base),
        if_match: None,
    };
    match doing.work.prepare(tx, ctx, agent, &asked) {
        Ok(decided) => {
            let outcome =
                if decided.says_something() { Outcome::Changed } else { Outcome::Unchanged };
            let base = Some(decided.version()).filter(|_| bulk.state == State::Previewing);
            let found = Found { position: line.position, outcome, refusal: None, base };
            Ok((found, Some(decided)))
        }
        Err(error) => match Refusal::of(&error) {
            Some(refusal) => Ok((refused(line, refusal), None)),
            None => Err(error),
        },
    }
}

/// A record that failed through no fault of its own.
fn failed(line: &Line, error: &Error) -> Found {
    tracing::error!(number = line.number, %error, "a record of a bulk edit failed");
    refused(line, Refusal::internal())
}

fn refused(line: &Line, refusal: Refusal) -> Found {
    let (position, outcome) = (line.position, Outcome::Refused);
    Found { position, outcome, refusal: Some(refusal), base: None }
}

/// Whoever asked acts, through the door by which they asked.
fn context(bulk: &Bulk, now: Timestamp, chance: &Chance) -> Context {
    Context::new(Some(bulk.person), bulk.door, now, chance).part_of(bulk.id)
}

/// How restricted records were opened, for the logbook of reads.
fn way(id: Id<Bulk>) -> String {
    format!("bulk {id}")
}
