//! The rows of links.

use db::{Id, ReadTx, Timestamp, Tx, params};

use super::{Link, Relation, Side};
use crate::heading::Heading;
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Result};

db::statements! {
    // Two arms, because each end has an index of its own.
    OF_RECORD = "SELECT id, relation, from_id, to_id, by_id, created_at FROM link WHERE from_id = $1
        UNION ALL SELECT id, relation, from_id, to_id, by_id, created_at FROM link WHERE to_id = $1";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM
        (SELECT id FROM link WHERE from_id = $1 UNION ALL SELECT id FROM link WHERE to_id = $1) ends";
    BY_ID = "SELECT id, relation, from_id, to_id, by_id, created_at FROM link WHERE id = $1";
    SAME = "SELECT id FROM link WHERE from_id = $1 AND relation = $2 AND to_id = $3";
    INSERT = "INSERT INTO link (id, relation, from_id, to_id, by_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    REMOVE = "DELETE FROM link WHERE id = $1";
}

pub(crate) fn statements() -> Vec<db::Statement> {
    STATEMENTS.to_vec()
}

/// A link as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: Id<Link>,
    pub(super) relation: &'static Relation,
    pub(super) from: Id<Record>,
    pub(super) to: Id<Record>,
    pub(super) by: Option<Id<Person>>,
    pub(super) at: Timestamp,
}

impl Row {
    pub(super) fn new(ctx: &Context, this: Id<Record>, side: Side, other: Id<Record>) -> Row {
        let forward = if side.relation.is_mutual() { this < other } else { side.is_first };
        let (from, to) = if forward { (this, other) } else { (other, this) };
        let (id, by, at) = (ctx.chance.id(ctx.now), ctx.actor, ctx.occurred_at);
        Row { id, relation: side.relation, from, to, by, at }
    }

    pub(super) fn has_end(&self, record: Id<Record>) -> bool {
        self.from == record || self.to == record
    }

    pub(super) fn other_than(&self, record: Id<Record>) -> Id<Record> {
        if self.from == record { self.to } else { self.from }
    }

    pub(super) fn seen_from(&self, record: Id<Record>, other: Heading) -> Link {
        let side = Side { relation: self.relation, is_first: self.from == record };
        // Read from either end a mutual relation is the same; one value for it.
        let is_first = side.is_first || self.relation.is_mutual();
        Link { id: self.id, side: Side { is_first, ..side }, other, by: self.by, at: self.at }
    }
}

/// The links of a record, from both ends.
pub(super) fn of_record(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<Row>> {
    tx.rows(OF_RECORD, params![record])?.into_iter().map(read).collect()
}

pub(super) fn count(tx: &ReadTx<'_>, record: Id<Record>) -> Result<i64> {
    Ok(tx.one(COUNT, params![record])?.get(0)?)
}

pub(super) fn find(tx: &ReadTx<'_>, id: Id<Link>) -> Result<Option<Row>> {
    tx.row(BY_ID, params![id])?.map(read).transpose()
}

/// The same link, if it is there already.
pub(super) fn find_same(tx: &ReadTx<'_>, row: &Row) -> Result<Option<Id<Link>>> {
    let found = tx.row(SAME, params![row.from, row.relation.forward, row.to])?;
    Ok(found.map(|row| row.get(0)).transpose()?)
}

pub(super) fn insert(tx: &Tx<'_>, row: &Row) -> Result<()> {
    tx.execute(INSERT, params![row.id, row.relation.forward, row.from, row.to, row.by, row.at])?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, id: Id<Link>) -> Result<()> {
    tx.execute(REMOVE, params![id])?;
    Ok(())
}

fn read(row: db::Row) -> Result<Row> {
    let mut c = row.columns();
    let (id, relation): (Id<Link>, String) = (c.next()?, c.next()?);
    let relation = Relation::kept_as(&relation)
        .ok_or_else(|| Error::Broken(format!("no relation {relation}")))?;
    Ok(Row { id, relation, from: c.next()?, to: c.next()?, by: c.next()?, at: c.next()? })
}
