//! Lists of records: exactly the rows a reader may see, filtered, in any order, paged by key.
//!
//! A list is one query per *driver*: a value of an indexed column, read in the order of its index.
//! The few drivers' rows are merged here, so that no engine has to sort all matches. Where no index
//! gives the order, the newest records are sorted, and the list says so.

use db::{ReadTx, Timestamp, Value};

mod count;
mod counts;
mod cursor;
mod driver;
mod drivers;
mod expand;
#[cfg(test)]
mod fuzzed;
mod group;
mod legs;
mod look;
mod pass;
mod place;
mod snapshot;
mod sort;
mod statements;
mod walk;

pub use count::{Count, Part, count, exact, parts};
pub use counts::Counts;
pub use cursor::Mark;
pub use expand::expand;
pub use group::{By, Group, Grouped, group, statements_of_group};
pub use look::{LONGEST, look};
pub use snapshot::{Snapshot, snapshot, snapshots};
pub use sort::{Sort, SortKey};
pub use walk::Walk;

use cursor::{Cursor, Mode};
use drivers::Filtered;
use pass::Passed;
use statements::Asked;

use crate::access::{Reach, Scope};
use crate::custom;
use crate::field::{Audience, Field};
use crate::filter::{self, Predicate};
use crate::kind::Kind;
use crate::{Error, Result};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// What the reader may see.
    pub scope: Scope,
    /// Of what they may read the inside. Nothing when nothing more than what they see is asked of
    /// them: the program itself reads everything.
    pub inside: Option<Scope>,
    /// Which of it.
    pub predicate: Predicate,
    /// In which order.
    pub sort: Sort,
    /// What tells this list from others: a page is asked for by a cursor of its own list.
    pub mark: Mark,
    /// From where.
    pub page: Page,
    /// Rows at most.
    pub limit: u64,
}

/// Where in the list a page begins. The bytes are a cursor that another page gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// At the beginning.
    First,
    /// After this place.
    After(Vec<u8>),
    /// Before this place.
    Before(Vec<u8>),
}

/// The rows of a page.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// In the order of the list.
    pub rows: Vec<Snapshot>,
    /// The cursor of the page before, if there is one.
    pub previous: Option<Vec<u8>>,
    /// The cursor of the page after, if there is one.
    pub next: Option<Vec<u8>>,
    /// Only records opened since then were sorted.
    pub sorted_since: Option<Timestamp>,
    /// The page ends before it is full: enough was looked at, and the next page looks further.
    pub stopped: bool,
}

impl ListQuery {
    fn rows(&self) -> usize {
        usize::try_from(self.limit).unwrap_or(usize::MAX)
    }

    /// Whether what only the inside may read decides what is in the list, or its order.
    fn asks_inside(&self) -> bool {
        let sorted = self.sort.keys().iter().any(|k| k.field.audience == Audience::Internal);
        sorted || filter::asks_inside(&self.predicate)
    }

    /// Whether records are read on the way that are not shown: those that an index leads to, but
    /// that the rest of the conditions leaves out.
    fn walks(&self) -> bool {
        let asked = self.predicate.conjuncts();
        let beyond = asked.iter().filter(|part| !drivers::is_half(part)).count();
        let everything = self.scope.reach() == Reach::All;
        match drivers::filtered(self).filter(|_| self.sort.is_by_opening()) {
            Some(Filtered::Column(column, values)) => {
                beyond > 1 || !(everything || self.scope.covers(column, &values))
            }
            // Whether the work is open is no part of its index.
            Some(Filtered::Added(..)) => asked.len() > 1 || !everything,
            None if self.sort.is_by_opening() => beyond > 0,
            None => beyond > 0 || !everything,
        }
    }
}

/// One page of rows with the fields asked for.
///
/// # Errors
/// [`Error::Invalid`] on `after` or `before`; else when the database fails.
pub fn list(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    query: &ListQuery,
    fields: &[&'static Field],
) -> Result<Listed> {
    if query.predicate == Predicate::Never {
        return Ok(Listed::default());
    }
    let asked = Asked { kind, query, fields };
    let (cursor, parameter, backward) = match &query.page {
        Page::First => (None, "", false),
        Page::After(bytes) => (Some(bytes), "after", false),
        Page::Before(bytes) => (Some(bytes), "before", true),
    };
    let cursor = cursor.map(|bytes| Cursor::read(bytes, query.mark, parameter)).transpose()?;
    if cursor.as_ref().is_some_and(|cursor| !fits(kind, query, cursor)) {
        return Err(Error::invalid(parameter, "cursor"));
    }
    let (mode, place, passed) = match cursor {
        None => {
            let (mode, passed) = asked.first(tx)?;
            (mode, None, passed)
        }
        Some(Cursor { mode, place }) => {
            let passed = match &mode {
                Mode::Indexed => asked.along(tx, Some(&place), backward)?,
                Mode::Sorted(since) => asked.sorted(tx, since.as_ref(), Some(&place), backward)?,
            };
            (mode, Some(place), passed)
        }
    };
    let mut listed = listed(query, mode, place, passed, backward);
    custom::fill(tx, &mut listed.rows, fields)?;
    listed.rows = listed.rows.into_iter().map(Snapshot::in_a_list).collect();
    Ok(listed)
}

/// Whether the order's columns can hold what a cursor says. Anybody can make one up.
fn fits(kind: &'static Kind, query: &ListQuery, cursor: &Cursor) -> bool {
    let columns = query.sort.columns(kind, "record");
    let fit = |values: &[Value]| {
        columns.len() == values.len()
            && columns.iter().zip(values).all(|(column, value)| column.can_hold(value))
    };
    let since = match &cursor.mode {
        Mode::Sorted(Some(since)) => matches!(since.values.as_slice(), [Value::Int(_)]),
        Mode::Sorted(None) | Mode::Indexed => true,
    };
    since && fit(&cursor.place.values)
}

/// What a pass found, in the order of the list, with the ways on in both directions.
fn listed(
    query: &ListQuery,
    mode: Mode,
    from: Option<sort::Place>,
    mut passed: Passed,
    backward: bool,
) -> Listed {
    let sorted_since = match &mode {
        Mode::Sorted(Some(since)) => match since.values.first() {
            Some(Value::Int(micros)) => Some(Timestamp::from_micros(*micros)),
            _ => None,
        },
        Mode::Sorted(None) | Mode::Indexed => None,
    };
    let cursor = |place: sort::Place| Cursor { mode: mode.clone(), place }.bytes(query.mark);
    let stopped = !passed.more && passed.stopped.is_some();
    let last = passed.found.last().map(|one| one.place.clone());
    let onward = if passed.more { last } else { passed.stopped.take() };
    let first = passed.found.first().map(|one| one.place.clone());
    // From an empty page one comes back to the row that it was asked for beyond.
    let here = |from: &sort::Place| from.just_behind(query.sort.descends_at_last() != backward);
    let back = from.as_ref().map(|from| first.unwrap_or_else(|| here(from)));
    if backward {
        passed.found.reverse();
    }
    let (previous, next) = if backward { (onward, back) } else { (back, onward) };
    Listed {
        rows: passed.found.into_iter().map(|one| one.row).collect(),
        previous: previous.map(cursor),
        next: next.map(cursor),
        sorted_since,
        stopped,
    }
}

/// The statements a page is read with, from its beginning or from a place in its middle; for tests
/// of plans.
///
/// # Errors
/// [`Error::Invalid`] when the page's cursor is none of this list.
pub fn statements_of(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    query: &ListQuery,
    fields: &[&'static Field],
) -> Result<Vec<db::sea_query::SelectStatement>> {
    let (bytes, backward) = match &query.page {
        Page::First => (None, false),
        Page::After(bytes) => (Some(bytes), false),
        Page::Before(bytes) => (Some(bytes), true),
    };
    let cursor = bytes.map(|bytes| Cursor::read(bytes, query.mark, "after")).transpose()?;
    let place = cursor.map(|cursor| cursor.place);
    Asked { kind, query, fields }.statements(tx, place.as_ref(), backward)
}
