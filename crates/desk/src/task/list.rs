//! My tasks, and my teams': what is due first, each by its index.

use std::collections::HashMap;

use db::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use db::{Id, ReadTx, Timestamp, Value};

use super::sight::Found;
use super::store::{COLUMNS, NEVER, read};
use super::{Task, TaskState};
use crate::Result;
use crate::access::Agent;
use crate::heading::headings;
use crate::record::Record;

/// Whose tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those I am to do.
    Mine,
    /// Those of my teams.
    Teams,
}

/// Where in the list of tasks a page begins: after this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MineKey {
    /// When it is due; the end of time for one that is never.
    pub due: Timestamp,
    /// Its identity.
    pub id: Id<Task>,
}

/// A page of tasks.
#[derive(Debug, Clone)]
pub struct Mine {
    /// The tasks, what is due first.
    pub tasks: Vec<Found>,
    /// After which the next page begins, if there is one.
    pub next: Option<MineKey>,
}

impl Task {
    /// Its place in a list of tasks.
    #[must_use]
    pub fn key(&self) -> MineKey {
        MineKey { due: self.due_at.unwrap_or(NEVER), id: self.id }
    }
}

/// A page of the tasks somebody or their teams are to do, open or over.
///
/// # Errors
/// When the database fails.
pub fn mine(
    tx: &ReadTx<'_>,
    agent: &Agent,
    whose: Whose,
    open: bool,
    after: Option<MineKey>,
    limit: u64,
) -> Result<Mine> {
    let holders: Vec<(&'static str, Value)> = match whose {
        Whose::Mine => vec![("assignee_id", agent.person.into())],
        Whose::Teams => agent.teams.iter().map(|team| ("team_id", team.into())).collect(),
    };
    let mut tasks = Vec::new();
    for (column, holder) in holders {
        // One more than shown tells whether there is a next page.
        for row in tx.select(&statement(column, holder, open, after, limit + 1))? {
            tasks.push(read(row)?);
        }
    }
    tasks.sort_by_key(|task| (task.key().due, task.id));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = tasks.len() > limit;
    tasks.truncate(limit);
    let next = tasks.last().filter(|_| more).map(Task::key);
    let ids: Vec<Id<Record>> = tasks.iter().map(|task| task.parent).collect();
    let parents = headings(tx, agent, &ids)?;
    let turns = turns(tx, &ids)?;
    let found = tasks.into_iter().map(|task| {
        let parent = parents.iter().find(|heading| heading.id == task.parent).cloned();
        let turn = turns.get(&task.parent);
        let waits = task.state == TaskState::Open && turn.is_some_and(|turn| *turn < task.stage);
        Found { task, parent, waits }
    });
    Ok(Mine { tasks: found.collect(), next })
}

/// The stage whose turn it is, for each of the records with an open task.
fn turns(tx: &ReadTx<'_>, records: &[Id<Record>]) -> Result<HashMap<Id<Record>, i64>> {
    if records.is_empty() {
        return Ok(HashMap::new());
    }
    let of = |name: &'static str| Expr::col(Alias::new(name));
    let select = Query::select()
        .column(Alias::new("parent_id"))
        .expr(of("stage").min())
        .from(Alias::new("task"))
        .and_where(of("parent_id").is_in(records.iter().map(|id| Value::from(*id))))
        .and_where(of("is_open").eq(Value::from(true)))
        .group_by_col(Alias::new("parent_id"))
        .to_owned();
    let rows = tx.select(&select)?;
    Ok(rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<db::Result<_>>()?)
}

/// A page of one person's or one team's tasks, in the order of their index.
fn statement(
    column: &'static str,
    holder: Value,
    open: bool,
    after: Option<MineKey>,
    limit: u64,
) -> SelectStatement {
    let of = |name: &'static str| Expr::col(Alias::new(name));
    let mut holds = Cond::all().add(of(column).eq(holder)).add(of("is_open").eq(Value::from(open)));
    if let Some(key) = after {
        let place = Expr::tuple([of("due_key"), of("subject_id")]);
        let bound = [Expr::val(Value::from(key.due)), Expr::val(Value::from(key.id))];
        holds = holds.add(place.gt(Expr::tuple(bound)));
    }
    Query::select()
        .columns(COLUMNS.map(Alias::new))
        .from(Alias::new("task"))
        .cond_where(holds)
        .order_by(Alias::new("due_key"), Order::Asc)
        .order_by(Alias::new("subject_id"), Order::Asc)
        .limit(limit)
        .to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use db::{Db, Statement, Tx, params};

    use super::*;

    const SUBJECT: Statement = Statement::listed(
        "INSERT INTO subject (id, kind, number, restricted, version, head_seq, head_hash, head_recorded_at)
         VALUES ($1, 'task', $2, 0, 1, 0, $1, 0)",
    );
    const TASK: Statement = Statement::listed(
        "INSERT INTO task (subject_id, number, parent_id, title, description, stage, mandatory, state, is_open,
            assignee_id, due_key, opened_at) VALUES ($1, $2, $3, 'Look', '', 1, 0, 'open', $4, $5, $6, 0)",
    );
    const PERSON: Statement = Statement::listed(
        "INSERT INTO person (id, name, company_id, active, created_at)
         SELECT $1, 'Ada', id, 1, 0 FROM company WHERE id = $2",
    );
    const COMPANY: Statement =
        Statement::listed("INSERT INTO company (id, name, created_at) VALUES ($1, 'Alder', 0)");

    fn id(n: i64) -> Id<Task> {
        Id::from_bytes((i128::from(n) + (7 << 100)).to_be_bytes())
    }

    /// Fifty people; every other task is one person's and open, too many to be sorted for a page.
    fn fill(tx: &Tx<'_>) -> db::Result<()> {
        let company: Id<Task> = id(1_000_000);
        tx.execute(COMPANY, params![company])?;
        for person in 0..50 {
            tx.execute(PERSON, params![id(100_000 + person), company])?;
        }
        tx.execute(SUBJECT, params![id(0), "R"])?;
        for n in 1..=5_000_i64 {
            let number = format!("TSK{n:07}");
            tx.execute(SUBJECT, params![id(n), number.as_str()])?;
            let (open, whose) = if n % 2 == 0 { (true, 10) } else { (false, n % 50) };
            let assignee = id(100_000 + whose);
            let row = params![id(n), number.as_str(), id(0), i64::from(open), assignee, n];
            tx.execute(TASK, row)?;
        }
        tx.execute(Statement::listed("ANALYZE"), params![])?;
        Ok(())
    }

    #[test]
    fn a_page_of_tasks_goes_by_its_index() {
        testkit::each_engine(|db: &Db| {
            db.write(fill).unwrap();
            let after = MineKey { due: Timestamp::from_micros(2_000), id: id(2_000) };
            for from in [None, Some(after)] {
                let page = statement("assignee_id", id(100_010).into(), true, from, 51);
                let plan = db.read(|tx| tx.explain(&page)).unwrap().join("\n");
                let sorted = plan.contains("TEMP B-TREE") || plan.contains("Sort");
                let scanned = plan.contains("SCAN task") || plan.contains("Seq Scan");
                assert!(plan.contains("task_assignee") && !sorted && !scanned, "{plan}");
            }
        });
    }
}
