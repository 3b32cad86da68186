//! A table that is kept while somebody looks at what it would come to, and while it is taken.

use std::time::Duration;

use db::{Db, Id, ReadTx, Row as Columns, Timestamp, Tx, params};
use jobs::{NewJob, enqueue};
use serde::{Deserialize, Serialize};

use super::job::QUEUE;
use super::judge::{Outcome, Verdict};
use super::read::{Table, read};
use super::take::Summary;
use crate::access::{ANY_KIND, Action, Agent};
use crate::context::Door;
use crate::people::Person;
use crate::{Context, Error, Result};

db::statements! {
    INSERT = "INSERT INTO people_import (id, person_id, door, state, creates, said, total, position, made_new, changed,
            unchanged, refused, refusals, created_at, ended_at)
        VALUES ($1, $2, $3, 'draft', $4, $5, $6, 0, 0, 0, 0, 0, '[]', $7, NULL)";
    BY_ID = "SELECT id, person_id, door, state, creates, total, position, made_new, changed, unchanged, refused,
            refusals, created_at, ended_at FROM people_import WHERE id = $1";
    SAID = "SELECT said FROM people_import WHERE id = $1";
    BEGIN = "UPDATE people_import SET state = 'running' WHERE id = $1 AND state = 'draft'";
    ADVANCE = "UPDATE people_import SET position = $2, made_new = $3, changed = $4, unchanged = $5, refused = $6,
            refusals = $7 WHERE id = $1 AND state = 'running'";
    END = "UPDATE people_import SET state = 'done', said = '', ended_at = $2 WHERE id = $1 AND state = 'running'";
    REMOVE = "DELETE FROM people_import WHERE id = $1 AND state = 'draft'";
    PURGE = "DELETE FROM people_import WHERE state <> 'running' AND created_at < $1";
}

/// How long a table is kept that nobody took, and how long it is told what became of one.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// The largest table, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// A table somebody takes in.
#[derive(Debug, Clone)]
pub struct PeopleImport {
    /// Identity.
    pub id: Id<PeopleImport>,
    /// Who takes it in.
    pub person: Id<Person>,
    /// Through which door.
    pub door: Door,
    /// How it stands.
    pub state: State,
    /// Whether teams, locations and departments are made.
    pub create: bool,
    /// How many rows it has.
    pub total: i64,
    /// How many of them were gone over.
    pub position: i64,
    /// What they came to.
    pub summary: Summary,
    /// Those that were not taken, and why.
    pub refusals: Vec<Refusal>,
    /// Since when it is kept.
    pub created_at: Timestamp,
    /// When it was done.
    pub ended_at: Option<Timestamp>,
}

/// How a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can be looked at; nothing has been taken.
    Draft,
    /// It is being taken.
    Running,
    /// It was taken.
    Done,
}

impl State {
    /// Every state.
    pub const EVERY: [State; 3] = [State::Draft, State::Running, State::Done];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Running => "running",
            State::Done => "done",
        }
    }
}

/// What is wrong with a row, as it is kept: the field, the code, and what its words mention.
pub(super) type KeptFault = (String, String, Vec<(String, String)>);

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Where it stands in the file.
    pub line: u64,
    /// The name in it.
    pub name: String,
    /// The address in it.
    pub email: String,
    /// What is wrong, by field, code and details.
    pub faults: Vec<KeptFault>,
}

impl Refusal {
    /// What an outcome keeps of itself.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Refusal {
        let fault = |fault: &crate::Fault| {
            let details =
                fault.details.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            (fault.field.clone(), fault.code.to_owned(), details.collect())
        };
        Refusal {
            line: outcome.line,
            name: outcome.name.clone(),
            email: outcome.email.clone(),
            faults: outcome.faults.iter().map(fault).collect(),
        }
    }
}

/// Keeps a table, to be looked at; what it has is answered with it.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer everything; as [`read`].
pub fn keep(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    text: &str,
    create: bool,
) -> Result<PeopleImport> {
    agent.require(ANY_KIND, Action::Administer)?;
    let table = read(text.as_bytes())?;
    let total = i64::try_from(table.rows.len()).unwrap_or(i64::MAX);
    let id: Id<PeopleImport> = ctx.chance.id(ctx.now);
    let values = params![id, agent.person, ctx.door.code(), create, text, total, ctx.now];
    tx.execute(INSERT, values)?;
    find(tx, agent, id)
}

/// A table, for whoever takes it in; others do not find it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may not administer everything any more.
pub fn find(tx: &ReadTx<'_>, agent: &Agent, id: Id<PeopleImport>) -> Result<PeopleImport> {
    agent.require(ANY_KIND, Action::Administer)?;
    let found = by_id(tx, id)?.filter(|found| found.person == agent.person);
    found.ok_or(Error::NotFound)
}

pub(super) fn by_id(tx: &ReadTx<'_>, id: Id<PeopleImport>) -> Result<Option<PeopleImport>> {
    tx.row(BY_ID, params![id])?.map(understand).transpose()
}

/// What a table says, until it was taken.
///
/// # Errors
/// When the database fails.
pub fn table(tx: &ReadTx<'_>, id: Id<PeopleImport>) -> Result<Option<Table>> {
    let Some(row) = tx.row(SAID, params![id])? else { return Ok(None) };
    let said: String = row.get(0)?;
    if said.is_empty() { Ok(None) } else { read(said.as_bytes()).map(Some) }
}

/// Begins to take it; a job goes on with it. What runs or was done is left as it is.
///
/// # Errors
/// As [`find`].
pub fn run(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    id: Id<PeopleImport>,
) -> Result<PeopleImport> {
    find(tx, agent, id)?;
    if tx.execute(BEGIN, params![id])? > 0 {
        enqueue(tx, &ctx.chance, ctx.now, &NewJob::new(QUEUE, id))?;
    }
    find(tx, agent, id)
}

/// Throws away what was not taken.
///
/// # Errors
/// As [`find`]; [`Error::Refused`] once it is taken.
pub fn discard(tx: &Tx<'_>, agent: &Agent, id: Id<PeopleImport>) -> Result<()> {
    find(tx, agent, id)?;
    if tx.execute(REMOVE, params![id])? == 0 {
        return Err(Error::Refused("import_begun"));
    }
    Ok(())
}

/// So many rows more were gone over.
pub(super) fn advance(tx: &Tx<'_>, import: &PeopleImport) -> Result<()> {
    let count = |verdict| i64::try_from(import.summary.of(verdict)).unwrap_or(i64::MAX);
    let refusals = serde_json::to_string(&import.refusals);
    let refusals = refusals.map_err(|error| Error::Broken(error.to_string()))?;
    let values = params![
        import.id,
        import.position,
        count(Verdict::New),
        count(Verdict::Changed),
        count(Verdict::Unchanged),
        count(Verdict::Refused),
        refusals,
    ];
    tx.execute(ADVANCE, values)?;
    Ok(())
}

/// It was taken; what it said is forgotten.
pub(super) fn end(tx: &Tx<'_>, id: Id<PeopleImport>, now: Timestamp) -> Result<()> {
    tx.execute(END, params![id, now])?;
    Ok(())
}

/// Forgets tables nobody took, and what became of those taken long ago.
///
/// # Errors
/// When the database fails.
pub fn purge(db: &Db, now: Timestamp) -> Result<u64> {
    db.housekeep(move |tx| Ok::<_, Error>(tx.execute(PURGE, params![now.minus(KEPT)])?))
}

fn understand(row: Columns) -> Result<PeopleImport> {
    let broken = |what: &str| Error::Broken(format!("a table of people has the {what}"));
    let mut c = row.columns();
    let (id, person) = (c.next()?, c.next()?);
    let (door, state): (String, String) = (c.next()?, c.next()?);
    let (create, total, position) = (c.next()?, c.next()?, c.next()?);
    let counts: [i64; 4] = [c.next()?, c.next()?, c.next()?, c.next()?];
    let [new, changed, unchanged, refused] = counts.map(|n| u64::try_from(n).unwrap_or(0));
    let refusals: String = c.next()?;
    Ok(PeopleImport {
        id,
        person,
        door: Door::from_code(&door).ok_or_else(|| broken(&door))?,
        state: State::EVERY
            .into_iter()
            .find(|known| known.code() == state)
            .ok_or_else(|| broken(&state))?,
        create,
        total,
        position,
        summary: Summary { new, changed, unchanged, refused },
        refusals: serde_json::from_str(&refusals).map_err(|_| broken("refusals"))?,
        created_at: c.next()?,
        ended_at: c.next()?,
    })
}
