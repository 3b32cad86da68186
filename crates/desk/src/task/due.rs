//! A task whose time has come: whoever is to do it is told so.

use db::{Chance, Id, Timestamp, Tx};
use jobs::{JobContext, NewJob, enqueue};
use serde::{Deserialize, Serialize};

use super::{Task, TaskState, seen_among, store};
use crate::absence::told_instead;
use crate::access::Agent;
use crate::notification::{self, TASK_DUE};
use crate::{Context, Door, Result};

/// The queue of these jobs.
pub(crate) const QUEUE: &str = "task-due";

/// A moment at which a task is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Due {
    task: Id<Task>,
    at: Timestamp,
}

/// Asks that whoever is to do a task is told when it is due, unless its history is only replayed.
pub(super) fn ask(tx: &Tx<'_>, ctx: &Context, task: &Task) -> Result<()> {
    let wanted = ctx.door != Door::Import && task.state == TaskState::Open;
    if let Some(at) = task.due_at.filter(|_| wanted) {
        let job = NewJob::new(QUEUE, Due { task: task.id, at }).at(at);
        enqueue(tx, &ctx.chance, ctx.now, &job)?;
    }
    Ok(())
}

/// Tells them, if it is still to be done by then.
pub(crate) fn perform(job: &JobContext, due: &Due) -> Result<()> {
    let (due, job_of_tx, now) = (due.clone(), job.clone(), job.now());
    job.db.write(move |tx| {
        tell(tx, (&job_of_tx.chance, now), &due)?;
        job_of_tx.finish_in(tx)?;
        Ok(())
    })
}

fn tell(tx: &Tx<'_>, (chance, now): (&Chance, Timestamp), due: &Due) -> Result<()> {
    let found = store::among(tx, &[due.task])?.pop();
    let task = found.filter(|task| task.state == TaskState::Open && task.due_at == Some(due.at));
    let Some(task) = task else { return Ok(()) };
    let Some(assignee) = task.assignee else { return Ok(()) };
    let stand_in = told_instead(tx, &[assignee], now)?.into_values();
    for person in [assignee].into_iter().chain(stand_in.filter(|other| *other != assignee)) {
        let sees = match Agent::load(tx, person)? {
            Some(agent) => !seen_among(tx, &agent, &[task.id])?.is_empty(),
            None => false,
        };
        if sees {
            notification::tell_of(tx, (chance, now), TASK_DUE, person, task.id.cast())?;
        }
    }
    Ok(())
}
