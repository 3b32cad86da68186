//! What one statement of a list goes by: an index that returns its rows in the list's order.

use db::sea_query::{Cond, Condition, Expr, ExprTrait, JoinType, Query, SelectStatement};
use db::{Id, Value};

use crate::access::Branch;
use crate::custom;
use crate::field::Field;
use crate::kind::Kind;
use crate::people::Person;

/// The name of the rows of values in whose order a list goes.
pub(super) const DRIVEN: &str = "driven";
/// The name of the rows of one value that a list is filtered on, of whatever field it is sorted by.
const VALUED: &str = "valued";

/// One value of one indexed column, what one person watches, or the values of a field that an
/// administrator added.
#[derive(Debug, Clone)]
pub(super) struct Driver {
    source: Source,
    /// What the index says by itself.
    index: Condition,
    /// What else must hold because of who reads.
    rest: Condition,
    open: Option<bool>,
}

/// The table whose index gives the order.
#[derive(Debug, Clone, Copy)]
enum Source {
    Record,
    Watcher(Id<Person>),
    /// By the name its rows have.
    Added(&'static str),
}

impl Driver {
    /// By columns of the record.
    pub(super) fn on_record(index: Condition, rest: Condition) -> Driver {
        Driver { source: Source::Record, index, rest, open: None }
    }

    /// By what a branch goes by.
    pub(super) fn of_branch(branch: &Branch) -> Driver {
        let rest = branch.beyond_index();
        match branch.watcher() {
            Some(person) => {
                Driver { source: Source::Watcher(person), index: Cond::all(), rest, open: None }
            }
            None => Driver::on_record(branch.index(), rest),
        }
    }

    /// By a value of a field that an administrator added.
    pub(super) fn of_value(field: &Field, value: &Value, rest: Condition) -> Driver {
        let index = custom::rows_with(field, value, VALUED);
        Driver { source: Source::Added(VALUED), index, rest, open: None }
    }

    /// By all values of a field that an administrator added, in their order.
    pub(super) fn of_values(field: &Field, rest: Condition) -> Driver {
        let first = Expr::col((DRIVEN, "ordinal")).eq(0i64);
        let index = custom::rows_of(field, DRIVEN);
        Driver { source: Source::Added(DRIVEN), index, rest: rest.add(first), open: None }
    }

    /// Only the half that is open, or the half that is over.
    pub(super) fn side(mut self, open: bool) -> Driver {
        self.open = Some(open);
        self
    }

    /// Whether its index leads on by whether the work is open.
    pub(super) fn leads_on_by_open(&self) -> bool {
        !matches!(self.source, Source::Added(_))
    }

    /// Only where a column of the record, which its index leads on by, holds this.
    pub(super) fn only(mut self, condition: Expr) -> Driver {
        self.index = self.index.add(condition);
        self
    }

    /// Only where something holds that no index says.
    pub(super) fn besides(mut self, condition: Expr) -> Driver {
        self.rest = Cond::all().add(self.rest).add(condition);
        self
    }

    /// The table whose index gives the order, by the name it has in statements.
    pub(super) fn table(&self) -> &'static str {
        match self.source {
            Source::Record => "record",
            Source::Watcher(_) => "watcher",
            Source::Added(name) => name,
        }
    }

    /// What the index says, on its own table.
    fn index_of(&self, kind: &Kind) -> Condition {
        let mut all = Cond::all().add(self.index.clone());
        if let Source::Watcher(person) = self.source {
            all = all
                .add(Expr::col(("watcher", "person_id")).eq(Expr::val(Value::from(person))))
                .add(Expr::col(("watcher", "kind")).eq(kind.code))
                // Watching shows nobody what was withdrawn.
                .add(Expr::col(("watcher", "withdrawn")).eq(0i64));
        }
        match self.open.filter(|_| self.leads_on_by_open()) {
            Some(open) => all.add(Expr::col((self.table(), "is_open")).eq(i64::from(open))),
            None => all,
        }
    }

    /// A statement over the index alone; columns are still to be named.
    pub(super) fn walk(&self, kind: &Kind) -> SelectStatement {
        let mut select = Query::select();
        match self.source {
            Source::Added(name) => select.from_as("custom_value", name),
            Source::Record | Source::Watcher(_) => select.from(self.table()),
        };
        select.cond_where(self.index_of(kind)).take()
    }

    /// Adds the conditions, and the table where it is not there already.
    pub(super) fn restrict(&self, select: &mut SelectStatement, kind: &Kind) {
        let same = Expr::col((self.table(), "subject_id")).equals(("record", "subject_id"));
        match self.source {
            Source::Record => {}
            Source::Watcher(_) => {
                select.join(JoinType::InnerJoin, "watcher", same);
            }
            Source::Added(name) => {
                select.join_as(JoinType::InnerJoin, "custom_value", name, same);
                if let Some(open) = self.open {
                    select.and_where(Expr::col(("record", "is_open")).eq(i64::from(open)));
                }
            }
        }
        select.cond_where(self.index_of(kind)).cond_where(self.rest.clone());
    }
}
