//! What one statement of a list goes by: an index that returns its rows in the list's order.

use db::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, JoinType, SelectStatement};
use db::{Id, Value};

use crate::access::Branch;
use crate::kind::Kind;
use crate::people::Person;

/// One value of one indexed column, or what one person watches.
#[derive(Debug, Clone)]
pub(super) struct Driver {
    condition: Condition,
    /// Whose watching it goes by; then `watcher` has the index.
    watcher: Option<Id<Person>>,
    open: Option<bool>,
}

impl Driver {
    /// By a column of the record.
    pub(super) fn on_record(condition: Condition) -> Driver {
        Driver { condition, watcher: None, open: None }
    }

    /// By what a branch goes by.
    pub(super) fn of_branch(branch: &Branch) -> Driver {
        let watcher = branch.watcher();
        let condition =
            if watcher.is_some() { branch.beyond_watching() } else { branch.condition() };
        Driver { condition, watcher, open: None }
    }

    /// Only the half that is open, or the half that is over.
    pub(super) fn side(mut self, open: bool) -> Driver {
        self.open = Some(open);
        self
    }

    /// The table whose index gives the order.
    pub(super) fn table(&self) -> &'static str {
        if self.watcher.is_some() { "watcher" } else { "record" }
    }

    /// Adds the conditions, and the table where it is not there already.
    pub(super) fn restrict(&self, select: &mut SelectStatement, kind: &Kind) {
        let of = |table: &'static str, name: &'static str| (Alias::new(table), Alias::new(name));
        let mut all = Cond::all().add(self.condition.clone());
        if let Some(person) = self.watcher {
            let record = of("record", "subject_id");
            let same = Expr::col(of("watcher", "subject_id")).equals(record);
            select.join(JoinType::InnerJoin, Alias::new("watcher"), same);
            all = all
                .add(Expr::col(of("watcher", "person_id")).eq(Value::from(person)))
                .add(Expr::col(of("watcher", "kind")).eq(Value::from(kind.code)))
                // Watching shows nobody what was withdrawn.
                .add(Expr::col(of("watcher", "withdrawn")).eq(Value::from(0i64)));
        }
        if let Some(open) = self.open {
            all = all.add(Expr::col(of(self.table(), "is_open")).eq(Value::from(open)));
        }
        select.cond_where(all);
    }
}
