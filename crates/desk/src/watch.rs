//! Watchers: who wants to hear of a record. Watching lets somebody see it, and nothing more.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use crate::access::{Action, Agent};
use crate::field::FieldKind;
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::{Op, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Result, annotate};

/// What letting somebody watch takes.
pub const INPUTS: &[InputField] = &[InputField::required("person", FieldKind::Person)];

/// Watchers a record has at most.
const MOST: i64 = 200;

/// The code of the watcher's fact in the journal.
pub(crate) const FACT: &str = "watcher";

db::statements! {
    IS_WATCHED = "SELECT 1 FROM watcher WHERE subject_id = $1 AND person_id = $2";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM watcher WHERE subject_id = $1";
    OF_RECORD = "SELECT w.person_id, p.name, w.by_id, w.created_at FROM watcher w JOIN person p ON p.id = w.person_id
        WHERE w.subject_id = $1 ORDER BY w.created_at, w.person_id";
    INSERT = "INSERT INTO watcher (subject_id, person_id, kind, is_open, opened_at, by_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REMOVE = "DELETE FROM watcher WHERE subject_id = $1 AND person_id = $2";
    KEEP_OPEN = "UPDATE watcher SET is_open = $2 WHERE subject_id = $1 AND is_open <> $2";
}

/// Somebody who watches a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watcher {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Who let them; themself or somebody else.
    pub by: Option<Id<Person>>,
    /// Since when.
    pub since: Timestamp,
}

/// Whether a person watches a record.
///
/// # Errors
/// When the database fails.
pub fn is_watched_by(tx: &ReadTx<'_>, record: Id<Record>, person: Id<Person>) -> Result<bool> {
    Ok(tx.row(IS_WATCHED, params![record, person])?.is_some())
}

/// Who watches a record, as this reader may know it: whoever reads its inside knows them all, others
/// only whether they do themselves.
///
/// # Errors
/// When the database fails.
pub fn watchers(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<Watcher>> {
    let inside = record.shows_inside(agent);
    let all = everybody(tx, record.id)?;
    Ok(all.into_iter().filter(|w| inside || w.person == agent.person).collect())
}

/// Everybody who watches a record, for those who tell them what happened.
///
/// # Errors
/// When the database fails.
pub fn everybody(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<Watcher>> {
    tx.rows(OF_RECORD, params![record])?.into_iter().map(read).collect()
}

/// Begins to watch for oneself; nothing happens when they do already.
///
/// # Errors
/// [`Error::Refused`] when too many watch it; [`Error::Merged`].
pub fn watch(tx: &Tx<'_>, ctx: &Context, agent: &Agent, record: &Heading) -> Result<()> {
    refuse_merged(tx, agent, record.id)?;
    put(tx, ctx, record, agent.person)
}

/// Ends watching for oneself; nothing happens when they do not watch.
///
/// # Errors
/// When the database fails.
pub fn unwatch(tx: &Tx<'_>, ctx: &Context, agent: &Agent, record: &Heading) -> Result<()> {
    take(tx, ctx, record, agent.person)
}

/// Lets somebody else watch, named as people are named in records of the kind. It shows them the
/// record, so it takes the permission to change it; a restricted record is shown to nobody this way.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Refused`], or [`Error::Invalid`] on `person`: nobody known here, or
/// somebody who reads no records of this kind.
pub fn add(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Id<Person>> {
    record.require(agent, Action::Update)?;
    refuse_merged(tx, agent, record.id)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let person = input.id("person").ok_or_else(|| Error::invalid("person", "required"))?;
    if person == agent.person {
        watch(tx, ctx, agent, record)?;
        return Ok(person);
    }
    if record.facts.restricted {
        return Err(Error::Refused("watch_restricted"));
    }
    let reads = Agent::load(tx, person)?.is_some_and(|a| a.may(kind.code, Action::Read));
    if !reads {
        return Err(Error::invalid("person", "does_not_read"));
    }
    put(tx, ctx, record, person)?;
    Ok(person)
}

/// Lets somebody watch no more; it takes the permission to change the record.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when they do not watch it, as far as the agent may know.
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    person: Id<Person>,
) -> Result<()> {
    record.require(agent, Action::Update)?;
    let knows = person == agent.person || record.shows_inside(agent);
    if !knows || !is_watched_by(tx, record.id, person)? {
        return Err(Error::NotFound);
    }
    take(tx, ctx, record, person)
}

/// Keeps the copies of whether the record is open; for the commit.
pub(crate) fn keep_open(tx: &Tx<'_>, record: Id<Record>, is_open: bool) -> Result<()> {
    tx.execute(KEEP_OPEN, params![record, is_open])?;
    Ok(())
}

/// Lets somebody watch as a part of what is done to a record, which tells of it itself: nothing for one
/// who watches it already, where too many do, and of a restricted record, which is shown to nobody this way.
pub(crate) fn join(
    tx: &Tx<'_>,
    ctx: &Context,
    (kind, record): (&Kind, &Record),
    person: Id<Person>,
) -> Result<Option<SetValue>> {
    let full = tx.one(COUNT, params![record.id])?.get::<i64>(0)? >= MOST;
    if record.restricted || full || is_watched_by(tx, record.id, person)? {
        return Ok(None);
    }
    let (open, at) = (record.state.class.is_open(), record.opened_at);
    tx.execute(INSERT, params![record.id, person, kind.code, open, at, ctx.actor, ctx.now])?;
    Ok(Some(SetValue { field: FACT, op: Op::Add, value: Some(person.to_string()) }))
}

fn put(tx: &Tx<'_>, ctx: &Context, record: &Heading, person: Id<Person>) -> Result<()> {
    if is_watched_by(tx, record.id, person)? {
        return Ok(());
    }
    if tx.one(COUNT, params![record.id])?.get::<i64>(0)? >= MOST {
        return Err(Error::Refused("too_many_watchers"));
    }
    let row = params![
        record.id,
        person,
        record.kind.as_str(),
        record.is_open,
        record.opened_at,
        ctx.actor,
        ctx.now
    ];
    tx.execute(INSERT, row)?;
    told(tx, ctx, record, "watch", Op::Add, person)?;
    Ok(())
}

fn take(tx: &Tx<'_>, ctx: &Context, record: &Heading, person: Id<Person>) -> Result<()> {
    if tx.execute(REMOVE, params![record.id, person])? > 0 {
        told(tx, ctx, record, "unwatch", Op::Remove, person)?;
    }
    Ok(())
}

fn told(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    op: Op,
    person: Id<Person>,
) -> Result<()> {
    let value = SetValue { field: FACT, op, value: Some(person.to_string()) };
    annotate(tx, ctx, record, verb, vec![value]).map(drop)
}

fn read(row: Row) -> Result<Watcher> {
    let mut c = row.columns();
    Ok(Watcher { person: c.next()?, name: c.next()?, by: c.next()?, since: c.next()? })
}
