//! Erases the texts of one record, a bounded part in a transaction. Each part is whole in itself: what
//! was erased has its entry, and the next part begins where this one ended.

use std::collections::BTreeSet;

use db::{Id, ReadTx, Tx, params};

use super::facts::{goes, goes_of_task};
use super::{BECAUSE, Scope, due, organs, row, rule};
use crate::custom::Catalogue;
use crate::journal::{self, Subject};
use crate::kind::Kind;
use crate::people::Person;
use crate::record::Record;
use crate::task::Task;
use crate::{Context, Result};

/// Values erased in one transaction at most.
const AT_ONCE: usize = 200;
/// Values of a history looked at in one statement.
const LOOKED_AT: i64 = 500;

db::statements! {
    SAID = "SELECT v.seq, v.ordinal, v.field, e.actor_id FROM entry_value v
        JOIN entry e ON e.subject_id = v.subject_id AND e.seq = v.seq
        WHERE v.subject_id = $1 AND (v.seq, v.ordinal) > ($2, $3) AND v.value IS NOT NULL AND v.value <> ''
        ORDER BY v.seq, v.ordinal LIMIT $4";
    TASKS = "SELECT subject_id FROM task WHERE parent_id = $1 ORDER BY stage, subject_id";
    GONE = "UPDATE record SET texts_erased_at = $2, written_at = NULL WHERE subject_id = $1";
}

/// How far a record has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Something went, and more is left.
    More,
    /// Nothing is left.
    Done,
    /// Its time is not over, or there is no rule any more.
    NotDue,
}

/// Erases some of a record's texts, if its time is over by the rule as it is now.
pub(super) fn erase_some(
    tx: &Tx<'_>,
    ctx: &Context,
    kind: &'static Kind,
    record: Id<Record>,
) -> Result<Step> {
    let scope = Scope::Records(kind);
    let Some(days) = rule::days(tx, scope)? else { return Ok(Step::NotDue) };
    if !due::is_due(tx, record, due::ago(ctx.now, days))? {
        return Ok(Step::NotDue);
    }
    if organs::files(tx, ctx, record)? {
        return Ok(Step::More);
    }
    let left = tasks(tx, ctx, record, AT_ONCE)?;
    if left == 0 {
        return Ok(Step::More);
    }
    let catalogue = Catalogue::of(tx, kind)?;
    let subject: Id<Subject> = record.cast();
    let said = said(tx, subject, left, |code, actor| goes(&catalogue, code, actor))?;
    if !said.all {
        journal::erase_and_raise(tx, ctx, subject, &said.values, BECAUSE)?;
        return Ok(Step::More);
    }
    organs::texts(tx, record)?;
    row::empty(tx, kind, &catalogue, record)?;
    // Nothing may have been said since the texts went: a state was changed, and no more.
    if !said.values.is_empty() {
        journal::erase_and_raise(tx, ctx, subject, &said.values, BECAUSE)?;
        rule::erased(tx, scope)?;
    }
    tx.execute(GONE, params![record, ctx.now])?;
    Ok(Step::Done)
}

/// Erases what is said in the tasks of a record; how many values may still be erased.
fn tasks(tx: &Tx<'_>, ctx: &Context, record: Id<Record>, most: usize) -> Result<usize> {
    let mut left = most;
    for found in tx.rows(TASKS, params![record])? {
        let task: Id<Task> = found.get(0)?;
        let said = said(tx, task.cast(), left, goes_of_task)?;
        if !said.values.is_empty() {
            journal::erase_and_raise(tx, ctx, task.cast(), &said.values, BECAUSE)?;
        }
        left = left.saturating_sub(said.values.len());
        if !said.all || left == 0 {
            return Ok(0);
        }
        row::empty_task(tx, task)?;
    }
    Ok(left)
}

/// Values of a history that go.
struct Said {
    values: Vec<(i64, String)>,
    /// Whether these are all there are.
    all: bool,
}

/// The first values of a history that go, so many at most.
fn said(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    most: usize,
    goes: impl Fn(&str, Option<Id<Person>>) -> bool,
) -> Result<Said> {
    let mut values: BTreeSet<(i64, String)> = BTreeSet::new();
    let mut after = (0_i64, 0_i64);
    loop {
        let rows = tx.rows(SAID, params![subject, after.0, after.1, LOOKED_AT])?;
        let whole = i64::try_from(rows.len()).unwrap_or(0) < LOOKED_AT;
        for row in rows {
            let mut c = row.columns();
            after = (c.next()?, c.next()?);
            let (field, actor): (String, Option<Id<Person>>) = (c.next()?, c.next()?);
            if !goes(&field, actor) {
                continue;
            }
            if values.len() == most {
                return Ok(Said { values: values.into_iter().collect(), all: false });
            }
            values.insert((after.0, field));
        }
        if whole {
            return Ok(Said { values: values.into_iter().collect(), all: true });
        }
    }
}
