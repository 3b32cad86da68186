//! One arm of a scope: records found by one indexed column.

use db::Id;
use db::sea_query::{Condition, Expr, ExprTrait};

use super::RecordColumn;

/// One arm of a [`super::Scope`]. Every branch holds all of the predicate that applies to its
/// records, so that a list may run each by itself and merge what they return.
#[derive(Debug, Clone)]
pub struct Branch {
    pub(super) on: Option<On>,
    /// The kind of record and the restricted rule, the same in every branch of a scope.
    pub(super) always: Condition,
}

/// A column that must hold one of these ids.
#[derive(Debug, Clone)]
pub(super) struct On {
    pub(super) column: RecordColumn,
    pub(super) ids: Vec<[u8; 16]>,
}

impl On {
    pub(super) fn one<T>(column: RecordColumn, id: Id<T>) -> Self {
        On { column, ids: vec![*id.bytes()] }
    }

    pub(super) fn any<T>(column: RecordColumn, ids: &[Id<T>]) -> Self {
        On { column, ids: ids.iter().map(|id| *id.bytes()).collect() }
    }

    pub(super) fn expression(&self) -> Expr {
        let column = Expr::col((RecordColumn::Table, self.column));
        match self.ids.as_slice() {
            [one] => column.eq(one.to_vec()),
            many => column.is_in(many.iter().map(|id| id.to_vec())),
        }
    }
}

impl Branch {
    /// The column this branch goes by; none when it covers every record.
    #[must_use]
    pub fn column(&self) -> Option<RecordColumn> {
        self.on.as_ref().map(|on| on.column)
    }

    /// The condition on the table `record`, under its own name.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let always = Condition::all().add(self.always.clone());
        match &self.on {
            Some(on) => always.add(on.expression()),
            None => always,
        }
    }

    /// The same records as one branch per value: an index then returns each in the order of the
    /// list, where `IN` would have to sort.
    #[must_use]
    pub fn split(&self) -> Vec<Branch> {
        let Some(on) = &self.on else { return vec![self.clone()] };
        let single = |id: &[u8; 16]| Branch {
            on: Some(On { column: on.column, ids: vec![*id] }),
            always: self.always.clone(),
        };
        on.ids.iter().map(single).collect()
    }
}
