//! A bulk edit that begins inside the transaction that is its reason: a verb done to a record is done to
//! others that belong to it.

use std::collections::BTreeMap;

use db::{Id, Timestamp, Tx};

use super::item::{Entry, add};
use super::{Bulk, State, job, store};
use crate::access::Agent;
use crate::input::RawValue;
use crate::kind::Kind;
use crate::lifecycle::Verb;
use crate::record::Record;
use crate::{Context, Result};

/// Rows written by one statement.
const AT_ONCE: usize = 500;

/// What begins.
pub(crate) struct Begun<'a> {
    /// The kind of record.
    pub(crate) kind: &'a Kind,
    /// The verb.
    pub(crate) verb: &'a Verb,
    /// What it is given.
    pub(crate) input: BTreeMap<String, RawValue>,
    /// The record to which the others belong.
    pub(crate) parent: Id<Record>,
    /// When the job begins.
    pub(crate) at: Timestamp,
}

/// Begins it, for these records, which whoever asks sees.
///
/// # Errors
/// When the database fails.
pub(crate) fn begin(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    asked: Begun<'_>,
    records: &[(String, Id<Record>)],
) -> Result<Id<Bulk>> {
    let total = i64::try_from(records.len()).unwrap_or(i64::MAX);
    let new = Bulk {
        id: ctx.chance.id(ctx.now),
        kind: asked.kind.code.to_owned(),
        verb: asked.verb.code.to_owned(),
        input: BTreeMap::new(),
        door: ctx.door,
        person: agent.person,
        parent: Some(asked.parent),
        state: State::Choosing,
        total,
        changed: 0,
        unchanged: 0,
        refused: 0,
        created_at: ctx.now,
        ended_at: None,
    };
    store::insert(tx, &new)?;
    let mut before = 0;
    for some in records.chunks(AT_ONCE) {
        let entries: Vec<Entry> =
            some.iter().map(|(number, id)| (number.clone(), Some(*id), None)).collect();
        add(tx, new.id, before, &entries)?;
        before += i64::try_from(some.len()).unwrap_or(i64::MAX);
    }
    store::chosen(tx, new.id, total)?;
    store::begin(tx, new.id, State::Running, &asked.input)?;
    job::ask(tx, ctx, new.id, asked.at)?;
    Ok(new.id)
}
