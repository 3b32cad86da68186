//! One row of a log: one state of one incident.

use db::Timestamp;

use super::column::{Column, WIDTH};
use super::label::{Label, Labels, said};
use super::{moment, scale, state};

/// Longest cell, in characters: names of people and teams go no further.
const LONGEST: usize = 200;

/// A row that can be taken.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// What tells it from every other row of its incident, and its place among them.
    pub(super) key: Key,
    /// What it says.
    pub(super) cells: [Label; WIDTH],
}

/// A row's identity within its incident, and its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// When the incident was as the row says.
    pub(super) at: Timestamp,
    /// The source's own count of its changes.
    pub(super) count: i64,
}

impl Row {
    /// What the row says in a column.
    pub(super) fn cell(&self, column: Column) -> Label {
        column.of(&self.cells).copied().unwrap_or(Label::MISSING)
    }
}

impl Key {
    /// The key in the log's own words, as an entry keeps it.
    pub(super) fn text(at: &str, count: &str) -> String {
        format!("{at}|{count}")
    }

    /// The two columns of a kept key.
    pub(super) fn split(text: &str) -> Option<(&str, &str)> {
        text.split_once('|')
    }

    /// A key from what an entry keeps.
    pub(super) fn read(text: &str) -> Option<Key> {
        let (at, count) = Key::split(text)?;
        Some(Key { at: moment::parse(at)?, count: whole(count)? })
    }
}

/// Takes a row, or says what is wrong with it.
pub(super) fn take(labels: &mut Labels, line: u64, cells: &[&str; WIDTH]) -> Result<Row, String> {
    for column in Column::all() {
        legible(column, column.of(cells).copied().unwrap_or_default())?;
    }
    let cell = |column: Column| column.of(cells).copied().unwrap_or_default();
    said(cell(Column::NUMBER)).ok_or("the number is missing")?;
    let at = moment::parse(cell(Column::UPDATED_AT))
        .ok_or_else(|| wrong(Column::UPDATED_AT, cell(Column::UPDATED_AT), "d/m/yyyy hh:mm"))?;
    let count = whole(cell(Column::COUNT))
        .ok_or_else(|| wrong(Column::COUNT, cell(Column::COUNT), "a whole number"))?;
    known(Column::STATE, cell(Column::STATE), "a state", |text| state::read(text).is_some())?;
    known(Column::IMPACT, cell(Column::IMPACT), "1 to 3", |text| scale::weight(text).is_some())?;
    known(Column::URGENCY, cell(Column::URGENCY), "1 to 3", |text| scale::weight(text).is_some())?;
    known(Column::PRIORITY, cell(Column::PRIORITY), "1 to 5", |text| {
        scale::priority(text).is_some()
    })?;
    for column in [Column::OPENED_AT, Column::RESOLVED_AT, Column::CLOSED_AT] {
        optional(column, cell(column), "d/m/yyyy hh:mm", |text| moment::parse(text).is_some())?;
    }
    for column in [Column::REASSIGNED, Column::REOPENED] {
        optional(column, cell(column), "a whole number", |text| whole(text).is_some())?;
    }
    optional(Column::CHANNEL, cell(Column::CHANNEL), "a contact type", |text| {
        scale::channel(text).is_some()
    })?;
    Ok(Row { line, key: Key { at, count }, cells: cells.map(|text| labels.intern(text)) })
}

/// A count of the log.
pub(super) fn whole(text: &str) -> Option<i64> {
    let digits = (1..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Names must be legible, and what is kept word for word must not break the words around it.
fn legible(column: Column, text: &str) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return Err(format!("{} holds a control character", column.name()));
    }
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(format!("{} is longer than {LONGEST} characters", column.name()));
    }
    Ok(())
}

fn known(
    column: Column,
    text: &str,
    wanted: &str,
    holds: impl Fn(&str) -> bool,
) -> Result<(), String> {
    if holds(text) { Ok(()) } else { Err(wrong(column, text, wanted)) }
}

fn optional(
    column: Column,
    text: &str,
    wanted: &str,
    holds: impl Fn(&str) -> bool,
) -> Result<(), String> {
    if said(text).is_none() { Ok(()) } else { known(column, text, wanted, holds) }
}

fn wrong(column: Column, text: &str, wanted: &str) -> String {
    match said(text) {
        Some(text) => format!("{} is not {wanted}: {text}", column.name()),
        None => format!("{} is missing", column.name()),
    }
}
