//! One thing, as its row says.

use std::collections::BTreeMap;

use db::{Id, Row, Value};

use super::sort::{Holds, Sort};
use crate::Result;
use crate::journal::canonical;

/// Between the codes of a key that has several.
pub(super) const BETWEEN: char = '.';

/// A team, a site, a category and the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What sort of thing it is.
    pub sort: &'static Sort,
    /// Which one it is: its identity, or its codes with points between.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
    /// What else is known of it, by column.
    pub(super) columns: BTreeMap<&'static str, Value>,
}

impl Item {
    /// What one of its parts holds.
    #[must_use]
    pub fn value(&self, code: &str) -> Value {
        let part = self.sort.part(code);
        part.map_or(Value::Null, |part| self.column(part.column))
    }

    /// What one of its parts holds, as the journal writes it.
    #[must_use]
    pub fn text(&self, code: &str) -> Option<String> {
        canonical(&self.value(code))
    }

    /// What one of its parts refers to.
    #[must_use]
    pub fn id<T>(&self, code: &str) -> Option<Id<T>> {
        match self.value(code) {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok().map(Id::from_bytes),
            _ => None,
        }
    }

    /// The key of what it lies below, if it lies below another.
    #[must_use]
    pub fn parent(&self) -> Option<String> {
        self.sort.holding(Holds::Parent).and_then(|part| self.text(part.code))
    }

    /// Its identity, where it is known by one.
    pub(super) fn identity(&self) -> Option<Id<Item>> {
        self.key.parse().ok().filter(|_| self.sort.has_identity())
    }

    /// What a column holds.
    pub(super) fn column(&self, column: &str) -> Value {
        self.columns.get(column).cloned().unwrap_or(Value::Null)
    }

    /// The same with a part holding something else.
    pub(super) fn with(mut self, column: &'static str, value: Value) -> Self {
        self.columns.insert(column, value);
        self
    }
}

/// Reads a row that begins with the sort's columns.
pub(super) fn read(sort: &'static Sort, row: Row) -> Result<Item> {
    let mut values = row.columns();
    let mut columns = BTreeMap::new();
    for column in sort.columns() {
        let value: Value = values.next()?;
        columns.insert(column, value);
    }
    let held = |column: &str| columns.get(column).and_then(canonical);
    let codes: Vec<String> = sort.key.iter().filter_map(|column| held(column)).collect();
    let (key, name) = (codes.join(&BETWEEN.to_string()), held(sort.name).unwrap_or_default());
    columns.remove(sort.name);
    let active = columns.remove("active") == Some(Value::Int(1));
    Ok(Item { sort, key, name, active, columns })
}
