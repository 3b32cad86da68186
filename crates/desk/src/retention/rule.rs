//! The rows of the rules, and how far each has come.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::Scope;
use crate::Result;
use crate::journal::Subject;

db::statements! {
    ALL = "SELECT scope, days, set_at, ran_at, erased FROM retention";
    ONE = "SELECT scope, days, set_at, ran_at, erased FROM retention WHERE scope = $1";
    DAYS = "SELECT days FROM retention WHERE scope = $1";
    DONE = "SELECT done FROM retention WHERE scope = $1";
    KEEP = "INSERT INTO retention (scope, days, set_at, erased, done) VALUES ($1, $2, $3, 0, $4)
        ON CONFLICT (scope) DO UPDATE SET days = excluded.days, set_at = excluded.set_at";
    ERASED = "UPDATE retention SET erased = erased + 1 WHERE scope = $1";
    DAY_ERASED = "UPDATE retention SET erased = erased + 1, done = $2 WHERE scope = $1";
    RAN = "UPDATE retention SET ran_at = $2 WHERE scope = $1";
}

/// What holds for the records of a kind or for a logbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// How long they are kept; for ever without it.
    pub days: Option<i64>,
    /// When that was set.
    pub set_at: Option<Timestamp>,
    /// When everything whose time was over had last been erased.
    pub ran_at: Option<Timestamp>,
    /// How many records or days have been erased in all.
    pub erased: i64,
}

/// What holds for a scope; kept for ever where nobody ever said anything.
pub(super) fn of(tx: &ReadTx<'_>, scope: Scope) -> Result<Rule> {
    let row = tx.row(ONE, params![scope.code()])?;
    Ok(row.map(read).transpose()?.map(|(_, rule)| rule).unwrap_or_default())
}

/// What holds, by the scopes' codes.
pub(super) fn all(tx: &ReadTx<'_>) -> Result<HashMap<String, Rule>> {
    tx.rows(ALL, params![])?.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<(String, Rule)> {
    let mut c = row.columns();
    let (scope, days, set_at) = (c.next()?, c.next()?, c.next()?);
    Ok((scope, Rule { days, set_at, ran_at: c.next()?, erased: c.next()? }))
}

/// How many days are kept, while there is a rule.
pub(super) fn days(tx: &ReadTx<'_>, scope: Scope) -> Result<Option<i64>> {
    let row = tx.row(DAYS, params![scope.code()])?;
    Ok(row.map(|row| row.get(0)).transpose()?.flatten())
}

/// The last day of a logbook that is done; that before all days when none is.
pub(super) fn done(tx: &ReadTx<'_>, scope: Scope) -> Result<Vec<u8>> {
    let row = tx.row(DONE, params![scope.code()])?;
    Ok(row.map(|row| row.get(0)).transpose()?.unwrap_or_default())
}

/// Says how many days are kept, or that everything is.
pub(super) fn keep(tx: &Tx<'_>, scope: Scope, days: Option<i64>, now: Timestamp) -> Result<()> {
    tx.execute(KEEP, params![scope.code(), days, now, Vec::<u8>::new()])?;
    Ok(())
}

/// Counts a record that was erased.
pub(super) fn erased(tx: &Tx<'_>, scope: Scope) -> Result<()> {
    tx.execute(ERASED, params![scope.code()])?;
    Ok(())
}

/// Counts a day of a logbook that is done.
pub(super) fn day_erased(tx: &Tx<'_>, scope: Scope, day: Id<Subject>) -> Result<()> {
    tx.execute(DAY_ERASED, params![scope.code(), day])?;
    Ok(())
}

/// Says that nothing is left whose time is over.
pub(super) fn ran(tx: &Tx<'_>, scope: Scope, now: Timestamp) -> Result<()> {
    tx.execute(RAN, params![scope.code(), now])?;
    Ok(())
}
