//! Which record was merged into which, and what went along.

use db::{Id, ReadTx, Tx, params};

use super::movers::Moved;
use crate::access::Agent;
use crate::heading::{Heading, headings};
use crate::record::Record;
use crate::{Context, Result};

/// Merges followed from one to the next at most.
const FARTHEST: usize = 50;
/// Merged records named at most.
const NAMED: i64 = 200;

db::statements! {
    TARGET = "SELECT target_id, seq FROM merger WHERE source_id = $1";
    SOURCES = "SELECT source_id FROM merger WHERE target_id = $1 ORDER BY merged_at, source_id LIMIT $2";
    KEEP = "INSERT INTO merger (source_id, target_id, seq, by_id, merged_at) VALUES ($1, $2, $3, $4, $5)";
    MOVED = "INSERT INTO merger_moved (source_id, organ, moved) VALUES ($1, $2, $3)";
    WENT = "SELECT organ, moved FROM merger_moved WHERE source_id = $1 ORDER BY organ, moved";
    FORGET = "DELETE FROM merger WHERE source_id = $1";
    FORGET_MOVED = "DELETE FROM merger_moved WHERE source_id = $1";
}

/// The record this one was merged into, whoever may see it, and the entry of its history that says so.
///
/// # Errors
/// When the database fails.
pub fn target_of(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Option<(Id<Record>, i64)>> {
    match tx.row(TARGET, params![record])? {
        Some(row) => Ok(Some((row.get(0)?, row.get(1)?))),
        None => Ok(None),
    }
}

/// Where this record's number leads: the record it was merged into, which may have been merged into
/// another; nothing when it was not merged or the agent does not see where it ends.
///
/// # Errors
/// When the database fails.
pub fn merged_into(tx: &ReadTx<'_>, agent: &Agent, record: Id<Record>) -> Result<Option<Heading>> {
    let mut end = None;
    let mut at = record;
    for _ in 0..FARTHEST {
        let Some((next, _)) = target_of(tx, at)? else { break };
        (end, at) = (Some(next), next);
    }
    let ids: Vec<Id<Record>> = end.into_iter().collect();
    Ok(headings(tx, agent, &ids)?.into_iter().next())
}

/// The records merged into this one that the agent sees too, in the order in which they were.
///
/// # Errors
/// When the database fails.
pub fn merged_from(tx: &ReadTx<'_>, agent: &Agent, record: Id<Record>) -> Result<Vec<Heading>> {
    let rows = tx.rows(SOURCES, params![record, NAMED])?;
    let ids: Vec<Id<Record>> = rows.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?;
    let mut seen = headings(tx, agent, &ids)?;
    seen.sort_by_key(|heading| ids.iter().position(|id| *id == heading.id));
    Ok(seen)
}

/// Keeps that one was merged into the other.
pub(super) fn keep<'m>(
    tx: &Tx<'_>,
    ctx: &Context,
    source: Id<Record>,
    target: Id<Record>,
    seq: i64,
    moved: impl Iterator<Item = &'m Moved>,
) -> Result<()> {
    tx.execute(KEEP, params![source, target, seq, ctx.actor, ctx.occurred_at])?;
    for one in moved {
        tx.execute(MOVED, params![source, one.organ, one.key.as_slice()])?;
    }
    Ok(())
}

/// What went along with a record: each organ's code and the key of what moved.
pub(super) fn went(tx: &ReadTx<'_>, source: Id<Record>) -> Result<Vec<(String, Vec<u8>)>> {
    let rows = tx.rows(WENT, params![source])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Forgets that a record was merged.
pub(super) fn forget(tx: &Tx<'_>, source: Id<Record>) -> Result<()> {
    tx.execute(FORGET_MOVED, params![source])?;
    tx.execute(FORGET, params![source])?;
    Ok(())
}
