//! The rows of effort, and their sums.

use db::{Id, ReadTx, Row, Tx, params};

use super::{Effort, Money};
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    OF_RECORD = "SELECT id, subject_id, person_id, spent_on, minutes, billable, cost, currency, note, by_id, created_at
        FROM effort WHERE subject_id = $1 ORDER BY spent_on DESC, id DESC";
    BY_ID = "SELECT id, subject_id, person_id, spent_on, minutes, billable, cost, currency, note, by_id, created_at
        FROM effort WHERE id = $1";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM effort WHERE subject_id = $1";
    SUMS = "SELECT currency, CAST(SUM(minutes) AS BIGINT), CAST(SUM(minutes * billable) AS BIGINT), CAST(SUM(cost) AS BIGINT)
        FROM effort WHERE subject_id = $1 GROUP BY currency";
    INSERT = "INSERT INTO effort (id, subject_id, person_id, spent_on, minutes, billable, cost, currency, note, by_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE effort SET person_id = $2, spent_on = $3, minutes = $4, billable = $5, cost = $6, currency = $7, note = $8
        WHERE id = $1";
    REMOVE = "DELETE FROM effort WHERE id = $1";
}

/// What was spent in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Minutes of work.
    pub minutes: i64,
    /// Those of them somebody is charged for.
    pub billable_minutes: i64,
    /// Money, one sum a currency, by its code.
    pub costs: Vec<Sum>,
}

/// A sum of money.
pub type Sum = Money;

pub(super) fn of_record(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<Effort>> {
    tx.rows(OF_RECORD, params![record])?.into_iter().map(read).collect()
}

pub(super) fn find(tx: &ReadTx<'_>, id: Id<Effort>) -> Result<Option<Effort>> {
    tx.row(BY_ID, params![id])?.map(read).transpose()
}

pub(super) fn count(tx: &ReadTx<'_>, record: Id<Record>) -> Result<i64> {
    Ok(tx.one(COUNT, params![record])?.get(0)?)
}

/// One query: a row a currency, and one for what is no money.
pub(super) fn totals(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Totals> {
    let mut totals = Totals::default();
    for row in tx.rows(SUMS, params![record])? {
        let mut c = row.columns();
        let currency: Option<String> = c.next()?;
        totals.minutes += c.next::<i64>()?;
        totals.billable_minutes += c.next::<i64>()?;
        let minor: Option<i64> = c.next()?;
        if let (Some(minor), Some(currency)) = (minor, currency) {
            totals.costs.push(Sum { minor, currency });
        }
    }
    totals.costs.sort_by(|a, b| a.currency.cmp(&b.currency));
    Ok(totals)
}

pub(super) fn insert(tx: &Tx<'_>, effort: &Effort) -> Result<()> {
    let row = params![
        effort.id,
        effort.record,
        effort.person,
        effort.spent_on.to_string(),
        effort.minutes,
        effort.billable,
        effort.cost.as_ref().map(|cost| cost.minor),
        effort.cost.as_ref().map(|cost| &cost.currency),
        &effort.note,
        effort.by,
        effort.at
    ];
    tx.execute(INSERT, row)?;
    Ok(())
}

pub(super) fn update(tx: &Tx<'_>, effort: &Effort) -> Result<()> {
    let row = params![
        effort.id,
        effort.person,
        effort.spent_on.to_string(),
        effort.minutes,
        effort.billable,
        effort.cost.as_ref().map(|cost| cost.minor),
        effort.cost.as_ref().map(|cost| &cost.currency),
        &effort.note
    ];
    tx.execute(UPDATE, row)?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, id: Id<Effort>) -> Result<()> {
    tx.execute(REMOVE, params![id])?;
    Ok(())
}

fn read(row: Row) -> Result<Effort> {
    let mut c = row.columns();
    let (id, record, person) = (c.next()?, c.next()?, c.next()?);
    let day: String = c.next()?;
    let spent_on = day.parse().map_err(|_| Error::Broken(format!("{day} is no day")))?;
    let (minutes, billable) = (c.next()?, c.next()?);
    let (minor, currency): (Option<i64>, Option<String>) = (c.next()?, c.next()?);
    let cost = minor.zip(currency).map(|(minor, currency)| Money { minor, currency });
    let (note, by, at) = (c.next()?, c.next()?, c.next()?);
    Ok(Effort { id, record, person, spent_on, minutes, billable, cost, note, by, at })
}
