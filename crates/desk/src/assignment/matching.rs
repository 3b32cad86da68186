//! Which conditions hold of which records, asked as lists ask.

use std::collections::HashSet;

use db::sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement, UnionType};
use db::{Id, ReadTx, Value};

use crate::Result;
use crate::filter::{Predicate, asks_own_table, compile};
use crate::kind::Kind;
use crate::record::Record;

/// Conditions asked in one statement: each may hold hundreds of values.
pub(super) const AT_ONCE: usize = 8;

/// The first of the conditions that holds of a record, by its place among them.
pub(super) fn first(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    record: Id<Record>,
    conditions: &[(usize, &Predicate)],
) -> Result<Option<usize>> {
    // What holds of everything ends the row: nothing after it is asked.
    let always = conditions.iter().position(|(_, condition)| **condition == Predicate::Always);
    let asked = conditions.get(..always.unwrap_or(conditions.len())).unwrap_or_default();
    for some in asked.chunks(AT_ONCE) {
        let held = ask(tx, kind, &[record], some)?;
        if let Some(place) = held.into_iter().map(|(_, place)| place).min() {
            return Ok(Some(place));
        }
    }
    Ok(always.and_then(|at| conditions.get(at)).map(|(place, _)| *place))
}

/// Which conditions hold of which records, by their places.
pub(super) fn every(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    records: &[Id<Record>],
    conditions: &[(usize, &Predicate)],
) -> Result<HashSet<(Id<Record>, usize)>> {
    let mut held = HashSet::new();
    if records.is_empty() {
        return Ok(held);
    }
    for some in conditions.chunks(AT_ONCE) {
        held.extend(ask(tx, kind, records, some)?);
    }
    Ok(held)
}

fn ask(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    records: &[Id<Record>],
    conditions: &[(usize, &Predicate)],
) -> Result<Vec<(Id<Record>, usize)>> {
    let sought = conditions.iter().filter(|(_, condition)| **condition != Predicate::Never);
    let selects: Vec<SelectStatement> =
        sought.map(|(place, condition)| one(kind, records, *place, condition)).collect();
    let Some((first, rest)) = selects.split_first() else { return Ok(Vec::new()) };
    let mut all = first.clone();
    for select in rest {
        all.union(UnionType::All, select.clone());
    }
    let read = |row: db::Row| {
        let place: i64 = row.get(1)?;
        Ok((row.get(0)?, usize::try_from(place).unwrap_or(usize::MAX)))
    };
    tx.select(&all)?.into_iter().map(read).collect()
}

/// Those of the records of which a condition holds, each with the condition's place.
fn one(
    kind: &'static Kind,
    records: &[Id<Record>],
    place: usize,
    condition: &Predicate,
) -> SelectStatement {
    let id = || Expr::col(("record", "subject_id"));
    let mut select = Query::select();
    select
        .expr(id())
        .expr(Expr::val(Value::from(i64::try_from(place).unwrap_or(i64::MAX))))
        .from("record")
        .and_where(id().is_in(records.iter().map(|id| Value::from(*id))));
    if asks_own_table(condition) {
        let own = Expr::col((kind.table, "subject_id")).equals(("record", "subject_id"));
        select.join(JoinType::InnerJoin, kind.table, own);
    }
    select.cond_where(compile(kind, condition));
    select
}
