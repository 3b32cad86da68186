//! The records of a bulk edit, and what became of each.

use std::collections::HashMap;

use db::{Id, Insert, ReadTx, Row, Tx, Value, params};

use super::{Bulk, Outcome, Refusal};
use crate::access::Agent;
use crate::heading::{Heading, headings};
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    ALL = "SELECT position, number, subject_id, base, outcome, refusal FROM bulk_item
        WHERE bulk_id = $1 AND position > $2 ORDER BY position LIMIT $3";
    SO_FAR = "SELECT position, number, subject_id, base, outcome, refusal FROM bulk_item
        WHERE bulk_id = $1 AND position > $2 AND position <= $4 AND outcome = $5 ORDER BY position LIMIT $3";
    SETTLE = "UPDATE bulk_item SET outcome = $3, refusal = $4, base = COALESCE($5, base) WHERE bulk_id = $1 AND position = $2";
}

/// A record of a bulk edit, as its row says it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) position: i64,
    pub(super) number: String,
    pub(super) record: Option<Id<Record>>,
    pub(super) base: Option<i64>,
    outcome: Option<Outcome>,
    refusal: Option<Refusal>,
}

/// What was found out about a record.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) position: i64,
    pub(super) outcome: Outcome,
    pub(super) refusal: Option<Refusal>,
    /// The version it was found out of; nothing leaves the one that is there.
    pub(super) base: Option<i64>,
}

/// A record of a bulk edit as whoever asked for it reads it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its place among them, from 1.
    pub position: i64,
    /// Its number, as it was chosen.
    pub number: String,
    /// The record, while they see it.
    pub heading: Option<Heading>,
    /// What became of it; until the edit runs, what would.
    pub outcome: Outcome,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// A part of the records of a bulk edit.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// The records.
    pub items: Vec<Item>,
    /// The place after which the next part begins, if there is one.
    pub next: Option<i64>,
}

/// Which part.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Only those that came out so.
    pub outcome: Option<Outcome>,
    /// Only those after this place.
    pub after: i64,
    /// So many at most.
    pub limit: usize,
}

/// A part of the records of a bulk edit of the agent's own.
///
/// # Errors
/// When the database fails.
pub fn items(tx: &ReadTx<'_>, agent: &Agent, bulk: &Bulk, part: Part) -> Result<Items> {
    let done = bulk.done();
    let one_more = i64::try_from(part.limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut lines = match part.outcome {
        None => lines(tx, bulk.id, part.after, one_more)?,
        Some(Outcome::Waiting) => lines(tx, bulk.id, part.after.max(done), one_more)?,
        Some(outcome) => {
            let row = params![bulk.id, part.after, one_more, done, outcome.code()];
            read_all(tx.rows(SO_FAR, row)?)?
        }
    };
    let more = lines.len() > part.limit;
    lines.truncate(part.limit);
    let ids: Vec<Id<Record>> = lines.iter().filter_map(|line| line.record).collect();
    let seen = headings(tx, agent, &ids)?.into_iter();
    let mut seen: HashMap<Id<Record>, Heading> =
        seen.map(|heading| (heading.id, heading)).collect();
    let next = lines.last().map(|line| line.position).filter(|_| more);
    let item = |line: Line| {
        // What an earlier preview said of those not gone over yet says nothing any more.
        let known = line.position <= done;
        Item {
            position: line.position,
            heading: line.record.and_then(|record| seen.remove(&record)),
            number: line.number,
            outcome: line.outcome.filter(|_| known).unwrap_or(Outcome::Waiting),
            refusal: line.refusal.filter(|_| known),
        }
    };
    Ok(Items { items: lines.into_iter().map(item).collect(), next })
}

/// Records after a place, so many at most.
pub(super) fn lines(tx: &ReadTx<'_>, bulk: Id<Bulk>, after: i64, limit: i64) -> Result<Vec<Line>> {
    read_all(tx.rows(ALL, params![bulk, after, limit])?)
}

/// A record on its way into a bulk edit: its number, the record itself if it is seen, and its version
/// if known.
pub(super) type Entry = (String, Option<Id<Record>>, Option<i64>);

/// Adds records.
pub(super) fn add(tx: &Tx<'_>, bulk: Id<Bulk>, after: i64, records: &[Entry]) -> Result<()> {
    let columns = &["bulk_id", "position", "number", "subject_id", "base"];
    let row = |(position, (number, record, base)): (i64, &Entry)| -> [Value; 5] {
        [bulk.into(), position.into(), number.into(), (*record).into(), (*base).into()]
    };
    let rows: Vec<_> = (after + 1..).zip(records).map(row).collect();
    Ok(tx.insert(Insert { table: "bulk_item", columns, over: None }, &rows)?)
}

/// Keeps what was found out.
pub(super) fn settle(tx: &Tx<'_>, bulk: Id<Bulk>, found: &Found) -> Result<()> {
    let refusal = found.refusal.as_ref().map(serde_json::to_string).transpose();
    let refusal = refusal.map_err(|error| Error::Broken(error.to_string()))?;
    let row = params![bulk, found.position, found.outcome.code(), refusal, found.base];
    tx.execute(SETTLE, row)?;
    Ok(())
}

fn read_all(rows: Vec<Row>) -> Result<Vec<Line>> {
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Line> {
    let broken = |what: &str| Error::Broken(format!("a record of a bulk edit has the {what}"));
    let mut c = row.columns();
    let (position, number, record, base) = (c.next()?, c.next()?, c.next()?, c.next()?);
    let (outcome, refusal): (Option<String>, Option<String>) = (c.next()?, c.next()?);
    let outcome =
        outcome.map(|code| Outcome::from_code(&code).ok_or_else(|| broken(&code))).transpose()?;
    let refusal = refusal.map(|text| serde_json::from_str(&text).map_err(|_| broken("refusal")));
    Ok(Line { position, number, record, base, outcome, refusal: refusal.transpose()? })
}
