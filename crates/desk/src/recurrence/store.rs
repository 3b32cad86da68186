//! The rows of what comes round.

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Row, Tx, Value, params};

use super::{Recurrence, Rule, Unit};
use crate::people::Company;
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    BY_ID = "SELECT id, kind, source_id, company_id, title, input, every, unit, starts_on, at_time, zone, next_at, paused,
        by_id, created_at, last_id, last_at, missed, fault FROM recurrence WHERE id = $1";
    OF_SOURCE = "SELECT id, kind, source_id, company_id, title, input, every, unit, starts_on, at_time, zone, next_at, paused,
        by_id, created_at, last_id, last_at, missed, fault FROM recurrence WHERE source_id = $1 ORDER BY id";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM recurrence WHERE company_id = $1";
    INSERT = "INSERT INTO recurrence (id, kind, source_id, company_id, title, input, every, unit, starts_on, at_time, zone, next_at,
            paused, by_id, created_at, last_id, last_at, missed, fault)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, NULL, NULL, 0, NULL)";
    MOVE_ON = "UPDATE recurrence SET next_at = $2, paused = $3, last_id = $4, last_at = $5, missed = $6, fault = $7 WHERE id = $1";
    REMOVE = "DELETE FROM recurrence WHERE id = $1";
}

const COLUMNS: [&str; 19] = [
    "id",
    "kind",
    "source_id",
    "company_id",
    "title",
    "input",
    "every",
    "unit",
    "starts_on",
    "at_time",
    "zone",
    "next_at",
    "paused",
    "by_id",
    "created_at",
    "last_id",
    "last_at",
    "missed",
    "fault",
];

pub(super) fn find(tx: &ReadTx<'_>, id: Id<Recurrence>) -> Result<Option<Recurrence>> {
    tx.row(BY_ID, params![id])?.map(read).transpose()
}

pub(super) fn of_source(tx: &ReadTx<'_>, source: Id<Record>) -> Result<Vec<Recurrence>> {
    tx.rows(OF_SOURCE, params![source])?.into_iter().map(read).collect()
}

/// What comes round in some companies, in all of them when none are named; so many at most.
pub(super) fn of_companies(
    tx: &ReadTx<'_>,
    companies: Option<&[Id<Company>]>,
    most: u64,
) -> Result<Vec<Recurrence>> {
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(Alias::new))
        .from(Alias::new("recurrence"))
        .order_by(Alias::new("company_id"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .limit(most);
    if let Some(companies) = companies {
        let among = companies.iter().map(|id| Expr::val(Value::from(id)));
        select.and_where(Expr::col(Alias::new("company_id")).is_in(among));
    }
    tx.select(&select)?.into_iter().map(read).collect()
}

pub(super) fn count(tx: &ReadTx<'_>, company: Id<Company>) -> Result<i64> {
    Ok(tx.one(COUNT, params![company])?.get(0)?)
}

pub(super) fn insert(tx: &Tx<'_>, new: &Recurrence) -> Result<()> {
    let input = serde_json::to_string(&new.input).map_err(|e| Error::Broken(e.to_string()))?;
    let row = params![
        new.id,
        &new.kind,
        new.source,
        new.company,
        &new.title,
        input,
        new.rule.every,
        new.rule.unit.code(),
        new.rule.starts_on.to_string(),
        new.rule.at.to_string(),
        &new.rule.zone,
        new.next_at,
        new.paused,
        new.by,
        new.at
    ];
    tx.execute(INSERT, row)?;
    Ok(())
}

/// Saves what changes as it goes round.
pub(super) fn move_on(tx: &Tx<'_>, now: &Recurrence) -> Result<()> {
    let row = params![
        now.id,
        now.next_at,
        now.paused,
        now.last,
        now.last_at,
        now.missed,
        now.fault.as_ref()
    ];
    tx.execute(MOVE_ON, row)?;
    Ok(())
}

pub(super) fn remove(tx: &Tx<'_>, id: Id<Recurrence>) -> Result<()> {
    tx.execute(REMOVE, params![id])?;
    Ok(())
}

fn read(row: Row) -> Result<Recurrence> {
    let broken = |what: &str| Error::Broken(format!("a recurrence has the {what}"));
    let mut c = row.columns();
    let (id, kind, source, company, title) =
        (c.next()?, c.next()?, c.next()?, c.next()?, c.next()?);
    let input: String = c.next()?;
    let input = serde_json::from_str(&input).map_err(|_| broken(&input))?;
    let (every, unit): (i64, String) = (c.next()?, c.next()?);
    let (starts_on, at): (String, String) = (c.next()?, c.next()?);
    let rule = Rule {
        every,
        unit: Unit::from_code(&unit).ok_or_else(|| broken(&unit))?,
        starts_on: starts_on.parse().map_err(|_| broken(&starts_on))?,
        at: at.parse().map_err(|_| broken(&at))?,
        zone: c.next()?,
    };
    let (next_at, paused, by, at) = (c.next()?, c.next()?, c.next()?, c.next()?);
    let (last, last_at, missed, fault) = (c.next()?, c.next()?, c.next()?, c.next()?);
    Ok(Recurrence {
        id,
        kind,
        source,
        company,
        title,
        input,
        rule,
        next_at,
        paused,
        by,
        at,
        last,
        last_at,
        missed,
        fault,
    })
}
