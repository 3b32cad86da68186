//! One arm of a scope: records found by one index.

use db::Id;
use db::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::RecordColumn;
use crate::people::Person;

/// One arm of a [`super::Scope`]. Every branch holds all of the predicate that applies to its
/// records, so that a list may run each by itself and merge what they return.
#[derive(Debug, Clone)]
pub struct Branch {
    pub(super) on: On,
    /// The kind of record, the same in every branch of a scope.
    pub(super) of_kind: Condition,
    /// The restricted rule, the same in every branch of a scope.
    pub(super) granted: Condition,
}

/// What a branch goes by.
#[derive(Debug, Clone)]
pub(super) enum On {
    /// It covers every record.
    Nothing,
    /// A column of the record must hold one of these ids.
    Column(RecordColumn, Vec<[u8; 16]>),
    /// This person watches the record.
    Watcher(Id<Person>),
}

impl On {
    pub(super) fn one<T>(column: RecordColumn, id: Id<T>) -> Self {
        On::Column(column, vec![*id.bytes()])
    }

    pub(super) fn any<T>(column: RecordColumn, ids: &[Id<T>]) -> Self {
        On::Column(column, ids.iter().map(|id| *id.bytes()).collect())
    }

    pub(super) fn condition(&self) -> Condition {
        let all = Condition::all();
        match self {
            On::Nothing => all,
            On::Column(column, ids) => {
                let column = Expr::col((RecordColumn::Table, *column));
                all.add(match ids.as_slice() {
                    [one] => column.eq(one.to_vec()),
                    many => column.is_in(many.iter().map(|id| id.to_vec())),
                })
            }
            // Asked row by row of the primary key: somebody may watch a great many.
            On::Watcher(person) => all.add(Expr::exists(watches(*person))),
        }
    }

    /// The other records: true or false, and never unknown.
    fn complement(&self) -> Condition {
        let any = Condition::any().add(self.condition().not());
        match self {
            On::Column(RecordColumn::Company, _) | On::Nothing | On::Watcher(_) => any,
            On::Column(column, _) => any.add(Expr::col((RecordColumn::Table, *column)).is_null()),
        }
    }

    /// How many people see records by it alike, compared with others.
    fn width(&self) -> u8 {
        match self {
            On::Nothing => 6,
            On::Column(RecordColumn::Company, _) => 5,
            On::Column(RecordColumn::Team, _) => 4,
            On::Column(RecordColumn::Assignee, _) => 3,
            On::Column(..) => 2,
            On::Watcher(_) => 1,
        }
    }
}

/// The row that says that a person watches the record at hand.
fn watches(person: Id<Person>) -> SelectStatement {
    let watcher = |column: &'static str| Expr::col((Alias::new("watcher"), Alias::new(column)));
    let record = (RecordColumn::Table, Alias::new("subject_id"));
    Query::select()
        .column((Alias::new("watcher"), Alias::new("person_id")))
        .from(Alias::new("watcher"))
        .and_where(watcher("subject_id").equals(record))
        .and_where(watcher("person_id").eq(person.bytes().to_vec()))
        // Watching shows nobody what was withdrawn; said here too, the index of lists leads past it.
        .and_where(watcher("withdrawn").eq(0i64))
        .to_owned()
}

impl Branch {
    /// The column this branch goes by; none when it covers every record or goes by who watches.
    #[must_use]
    pub fn column(&self) -> Option<RecordColumn> {
        match &self.on {
            On::Column(column, _) => Some(*column),
            On::Nothing | On::Watcher(_) => None,
        }
    }

    /// The person by whose watching this branch goes, if it does: then `watcher` has the index that
    /// returns its records in the order of a list.
    #[must_use]
    pub fn watcher(&self) -> Option<Id<Person>> {
        match self.on {
            On::Watcher(person) => Some(person),
            On::Nothing | On::Column(..) => None,
        }
    }

    /// The condition on the table `record`, under its own name.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.index().add(self.granted.clone())
    }

    /// What of the condition an index says: the kind, and what the branch goes by.
    #[must_use]
    pub fn index(&self) -> Condition {
        Condition::all().add(self.of_kind.clone()).add(self.on.condition())
    }

    /// What of the condition no index says: the restricted rule.
    #[must_use]
    pub fn beyond_index(&self) -> Condition {
        self.granted.clone()
    }

    /// The records that are not in this branch, whatever the restricted rule says of them.
    #[must_use]
    pub fn complement(&self) -> Condition {
        self.on.complement()
    }

    /// How many people see records by this branch alike, compared with other branches.
    #[must_use]
    pub fn width(&self) -> u8 {
        self.on.width()
    }

    /// The same records as one branch per value: an index then returns each in the order of the
    /// list, where `IN` would have to sort.
    #[must_use]
    pub fn split(&self) -> Vec<Branch> {
        let On::Column(column, ids) = &self.on else { return vec![self.clone()] };
        let single = |id: &[u8; 16]| Branch {
            on: On::Column(*column, vec![*id]),
            of_kind: self.of_kind.clone(),
            granted: self.granted.clone(),
        };
        ids.iter().map(single).collect()
    }
}
