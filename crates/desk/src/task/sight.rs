//! Who sees a task, and what they may do with it.
//!
//! Whoever reads the inside of a record sees its tasks. Whoever is to do one sees that one, also
//! when the record is none of theirs; of the record they are told nothing by it.

use db::{Id, ReadTx};

use super::{Task, TaskState, store};
use crate::access::{Action, Agent};
use crate::heading::{Heading, headings};
use crate::record::Record;
use crate::{Error, Result};

/// A task that somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The task.
    pub task: Task,
    /// The record it is a part of, where they see that too.
    pub parent: Option<Heading>,
    /// Whether it waits for an earlier stage.
    pub waits: bool,
}

impl Found {
    /// Whether the agent may change, skip and hand over the task: they work on the record.
    #[must_use]
    pub fn admits_planning(&self, agent: &Agent) -> bool {
        self.parent.as_ref().is_some_and(|parent| parent.admits(agent, Action::Work))
    }

    /// Whether the agent may say that it is done: they are to do it, or work on the record.
    #[must_use]
    pub fn admits_doing(&self, agent: &Agent) -> bool {
        is_for(&self.task, agent) || self.admits_planning(agent)
    }
}

/// The task with this number, if the agent sees it.
///
/// # Errors
/// [`Error::NotFound`] when there is none or they do not see it: the two look the same.
pub fn find(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<Found> {
    let task = store::by_number(tx, number)?.ok_or(Error::NotFound)?;
    let parent = headings(tx, agent, &[task.parent])?.into_iter().next();
    let inside = parent.as_ref().is_some_and(|parent| parent.shows_inside(agent));
    if !inside && !is_for(&task, agent) {
        return Err(Error::NotFound);
    }
    let waits = task.state == TaskState::Open && store::waits(tx, &task)?;
    Ok(Found { task, parent, waits })
}

/// The tasks of a record that the agent sees, stage by stage: all of them, or without its inside
/// those they are to do.
///
/// # Errors
/// When the database fails.
pub fn of_record(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<Found>> {
    let inside = record.shows_inside(agent);
    let all = store::all_of(tx, record.id)?;
    let turn = all.iter().filter(|t| t.state == TaskState::Open).map(|t| t.stage).min();
    let found = |task: Task| Found {
        waits: task.state == TaskState::Open && turn.is_some_and(|turn| turn < task.stage),
        parent: Some(record.clone()),
        task,
    };
    Ok(all.into_iter().filter(|task| inside || is_for(task, agent)).map(found).collect())
}

/// Those of the tasks that the agent sees, in no order: a few statements, however many they are.
///
/// # Errors
/// When the database fails.
pub fn seen_among(tx: &ReadTx<'_>, agent: &Agent, ids: &[Id<Task>]) -> Result<Vec<Task>> {
    let tasks = store::among(tx, ids)?;
    let others: Vec<Id<Record>> =
        tasks.iter().filter(|task| !is_for(task, agent)).map(|task| task.parent).collect();
    let parents = headings(tx, agent, &others)?;
    let inside = |task: &Task| {
        let parent = parents.iter().find(|parent| parent.id == task.parent);
        parent.is_some_and(|parent| parent.shows_inside(agent))
    };
    Ok(tasks.into_iter().filter(|task| is_for(task, agent) || inside(task)).collect())
}

/// Whether the agent is to do it, alone or with their team.
fn is_for(task: &Task, agent: &Agent) -> bool {
    task.assignee == Some(agent.person) || task.team.is_some_and(|t| agent.teams.contains(&t))
}
