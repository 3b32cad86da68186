//! Reads the journal forward, a bounded number of entries at a time.

use std::collections::HashMap;
use std::sync::Arc;

use db::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use db::{Id, ReadTx, Row, Timestamp, Value, params};

use super::step::{LONGEST, Said, Step, Tie};
use super::touched::{Readers, touched};
use crate::custom::Catalogue;
use crate::history::{Past, is_tie, read_tie};
use crate::journal::{Logbook, Op};
use crate::kind::Kind;
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    /// By the index on positions, and never more than asked for.
    AFTER = "SELECT position, subject_id, seq, version, verb, actor_id, door, occurred_at, recorded_at
        FROM entry WHERE position > $1 ORDER BY position LIMIT $2";
    HEAD = "SELECT head_seq FROM subject WHERE id = $1";
}

/// Entries examined in one go.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The last position examined; where it began when there was nothing after it.
    pub last: i64,
    /// How many entries were examined.
    pub examined: usize,
    /// Those of records of a known kind, in their order, without their values.
    pub steps: Vec<Step>,
    /// Whether something else has a new entry: people, roles, tokens and other settings.
    pub settings: bool,
}

/// The entries after a position, at most so many, with the records they belong to as these are now.
/// A few statements, however many there are.
///
/// # Errors
/// When the database fails.
pub fn examine(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    readers: Readers,
    (after, most): (i64, i64),
) -> Result<Batch> {
    let rows = tx.rows(AFTER, params![after, most])?;
    let mut subjects =
        rows.iter().map(|row| Ok(row.get(1)?)).collect::<Result<Vec<Id<Record>>>>()?;
    subjects.sort_unstable();
    subjects.dedup();
    let found = touched(tx, readers, &subjects)?;
    let mut batch = Batch { last: after, examined: rows.len(), steps: Vec::new(), settings: false };
    let others = subjects.iter().filter(|id| !found.contains_key(id)).copied().collect();
    batch.settings = has_settings(tx, others)?;
    let catalogues =
        kinds.iter().map(|kind| Catalogue::of(tx, kind)).collect::<Result<Vec<_>>>()?;
    for row in rows {
        let mut c = row.columns();
        let (position, subject): (i64, Id<Record>) = (c.next()?, c.next()?);
        batch.last = position;
        let Some(record) = found.get(&subject) else { continue };
        let mut known = kinds.iter().zip(&catalogues);
        let known = known.find(|(kind, _)| kind.code == record.heading.kind);
        let Some((kind, catalogue)) = known else { continue };
        batch.steps.push(Step {
            position,
            seq: c.next()?,
            version: c.next()?,
            verb: c.next()?,
            actor: c.next()?,
            door: c.next()?,
            occurred_at: c.next()?,
            recorded_at: c.next()?,
            record: Arc::clone(record),
            kind,
            catalogue: catalogue.clone(),
            said: Vec::new(),
            ties: Vec::new(),
        });
    }
    Ok(batch)
}

/// Whether a logbook of the settings is among these subjects, which are no records.
fn has_settings(tx: &ReadTx<'_>, others: Vec<Id<Record>>) -> Result<bool> {
    if others.is_empty() {
        return Ok(false);
    }
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("id")).is_in(others.into_iter().map(Value::from)))
        .and_where(Expr::col(Alias::new("kind")).eq(Logbook::Settings.kind()))
        .limit(1)
        .to_owned();
    Ok(!tx.select(&select)?.is_empty())
}

/// The place of a record's last entry in its own history, whoever may read that entry.
///
/// # Errors
/// When the database fails.
pub fn head(tx: &ReadTx<'_>, record: Id<Record>) -> Result<i64> {
    Ok(tx.row(HEAD, params![record])?.ok_or(Error::NotFound)?.get(0)?)
}

/// Reads what the entries set, in one statement for all of them and two more where they name other
/// records.
///
/// # Errors
/// When the database fails.
pub fn speak(tx: &ReadTx<'_>, readers: Readers, steps: &mut [Step]) -> Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    let places: HashMap<i64, usize> =
        steps.iter().enumerate().map(|(place, step)| (step.position, place)).collect();
    for row in tx.select(&values_at(steps.iter().map(|step| step.position)))? {
        let (position, said) = read_said(row)?;
        let step = places.get(&position).and_then(|place| steps.get_mut(*place));
        step.ok_or_else(|| Error::Broken(format!("a value without its entry at {position}")))?
            .said
            .push(said);
    }
    tie(tx, readers, steps)
}

/// Finds the records that entries name besides their own, and takes these facts out of the others.
fn tie(tx: &ReadTx<'_>, readers: Readers, steps: &mut [Step]) -> Result<()> {
    let named = |said: &Said| {
        let tie = is_tie(&said.code).then(|| said.value.held().and_then(read_tie)).flatten();
        tie.map(|(relation, end)| (relation.to_owned(), end))
    };
    let mut ends: Vec<Id<Record>> =
        steps.iter().flat_map(|s| &s.said).filter_map(named).map(|(_, end)| end).collect();
    ends.sort_unstable();
    ends.dedup();
    let found = touched(tx, readers, &ends)?;
    for step in steps {
        for said in step.said.iter().filter(|said| is_tie(&said.code)) {
            let Some((relation, end)) = named(said) else { continue };
            let Some(other) = found.get(&end) else { continue };
            step.ties.push(Tie {
                code: said.code.clone(),
                op: said.op,
                text: format!("{relation} {}", other.heading.number),
                other: Arc::clone(other),
            });
        }
    }
    Ok(())
}

/// The values of the entries at these positions. A long text is cut by the database, so that a
/// thousand of them do not fill the memory. Public for the test of plans.
#[must_use]
pub fn values_at(positions: impl Iterator<Item = i64>) -> SelectStatement {
    let entry = |name: &'static str| (Alias::new("entry"), Alias::new(name));
    let value = |name: &'static str| (Alias::new("entry_value"), Alias::new(name));
    let beginning = Func::cust(Alias::new("SUBSTR"))
        .arg(Expr::col(value("value")))
        .arg(whole(1))
        .arg(whole(i64::try_from(LONGEST).unwrap_or(i64::MAX - 1) + 1));
    Query::select()
        .column(entry("position"))
        .column(value("field"))
        .column(value("op"))
        .expr(beginning)
        .column(value("erased_at"))
        .from(Alias::new("entry"))
        .inner_join(
            Alias::new("entry_value"),
            Expr::col(value("subject_id"))
                .equals(entry("subject_id"))
                .and(Expr::col(value("seq")).equals(entry("seq"))),
        )
        .and_where(Expr::col(entry("position")).is_in(positions.map(Value::from)))
        .order_by(entry("position"), Order::Asc)
        .order_by(value("ordinal"), Order::Asc)
        .to_owned()
}

/// A number as `SUBSTR` of both engines takes it.
fn whole(number: i64) -> Expr {
    Expr::val(number).cast_as(Alias::new("INTEGER"))
}

fn read_said(row: Row) -> Result<(i64, Said)> {
    let mut c = row.columns();
    let position = c.next()?;
    let code: String = c.next()?;
    let op = Op::from_code(c.next()?)
        .ok_or_else(|| Error::Broken(format!("{code}: unknown operation")))?;
    let (text, erased_at): (Option<String>, Option<Timestamp>) = (c.next()?, c.next()?);
    let (text, is_cut) = match text {
        Some(text) => {
            let (beginning, is_cut) = cut(text);
            (Some(beginning), is_cut)
        }
        None => (None, false),
    };
    let value = match (text, erased_at) {
        (_, Some(_)) => Past::Erased,
        (Some(text), None) => Past::Held(text),
        (None, None) => Past::Nothing,
    };
    Ok((position, Said { code, op, value, is_cut }))
}

/// The text without what is beyond the limit, and whether there was anything.
fn cut(mut text: String) -> (String, bool) {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            text.truncate(end);
            (text, true)
        }
        None => (text, false),
    }
}
