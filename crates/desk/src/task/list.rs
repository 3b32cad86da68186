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
