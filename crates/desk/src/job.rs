//! Background work as administrators see it, and what they do with work that was given up.

use std::collections::HashMap;

use db::{Id, ReadTx, Tx};
use jobs::{Job, JobQuery, ListedJob};
use serde_json::Value;

use crate::access::{ANY_KIND, Action, Agent};
use crate::heading::{Heading, headings};
use crate::journal::{self, Logbook, SetValue};
use crate::record::Record;
use crate::task::{self, Task};
use crate::{Context, Error, Result};

/// A queue, and what its jobs wait for where that is a time somebody or a rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// Its stable code.
    pub code: &'static str,
    /// The code of what waits.
    pub clock: Option<&'static str>,
}

const fn queue_of(code: &'static str) -> Queue {
    Queue { code, clock: None }
}

const fn clock_of(code: &'static str, clock: &'static str) -> Queue {
    Queue { code, clock: Some(clock) }
}

/// The queue in which a backup that failed is told.
pub const BACKUP: &str = "backup";

/// Every queue of the program.
pub const QUEUES: &[Queue] = &[
    queue_of(BACKUP),
    queue_of("bulk"),
    queue_of("close"),
    queue_of("erase_person"),
    queue_of("forget_answers"),
    queue_of("people-import"),
    clock_of("recur", "recurrence"),
    clock_of("remind", "reminder"),
    clock_of("resume", "hold"),
    queue_of("retention"),
    clock_of("task-due", "task"),
];

/// A job, and the record it is about where it is about one that its reader sees.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The job.
    pub job: ListedJob,
    /// The record.
    pub record: Option<Heading>,
}

/// Some of the jobs there are, in the order of [`jobs::list`].
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; when the database fails.
pub fn list(tx: &ReadTx<'_>, agent: &Agent, query: &JobQuery) -> Result<Vec<Listed>> {
    agent.require(ANY_KIND, Action::Administer)?;
    let jobs = jobs::list(tx, query)?;
    let about = records_of(tx, &jobs)?;
    let ids: Vec<Id<Record>> = about.values().copied().collect();
    let seen = headings(tx, agent, &ids)?;
    let with_record = |job: ListedJob| {
        let id = about.get(&job.id);
        let record = seen.iter().find(|heading| Some(&heading.id) == id).cloned();
        Listed { job, record }
    };
    Ok(jobs.into_iter().map(with_record).collect())
}

/// The records that jobs are about, by the identity of the job. A reminder is its owner's alone: what
/// it is about is not told.
fn records_of(tx: &ReadTx<'_>, jobs: &[ListedJob]) -> Result<HashMap<Id<Job>, Id<Record>>> {
    let (mut records, mut tasks) = (HashMap::new(), Vec::new());
    for job in jobs {
        let payload: Value = serde_json::from_str(&job.payload).unwrap_or_default();
        let named = |name: &str| payload.get(name).and_then(Value::as_str);
        if let Some(Ok(record)) = named("record").map(str::parse::<Id<Record>>) {
            records.insert(job.id, record);
        }
        if let Some(Ok(task)) = named("task").map(str::parse::<Id<Task>>) {
            tasks.push((job.id, task));
        }
    }
    let ids: Vec<Id<Task>> = tasks.iter().map(|(_, task)| *task).collect();
    let found = task::among(tx, &ids)?;
    for (job, id) in tasks {
        let parent = found.iter().find(|task| task.id == id).map(|task| task.parent);
        records.extend(parent.map(|parent| (job, parent)));
    }
    Ok(records)
}

/// Tries a job that was given up again, with all its attempts.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when no such job was given up.
pub fn retry(tx: &Tx<'_>, ctx: &Context, agent: &Agent, job: Id<Job>) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let queue = queue(tx, job)?;
    jobs::retry(tx, job, ctx.now)?;
    tell(tx, ctx, "retry_job", job, queue)
}

/// Throws a job away that was given up: what it was to do is not done.
///
/// # Errors
/// As [`retry`].
pub fn discard(tx: &Tx<'_>, ctx: &Context, agent: &Agent, job: Id<Job>) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let queue = queue(tx, job)?;
    jobs::discard(tx, job)?;
    tell(tx, ctx, "discard_job", job, queue)
}

fn queue(tx: &Tx<'_>, job: Id<Job>) -> Result<String> {
    jobs::queue_of_dead(tx, job)?.ok_or(Error::NotFound)
}

fn tell(tx: &Tx<'_>, ctx: &Context, verb: &str, job: Id<Job>, queue: String) -> Result<()> {
    let values = vec![SetValue::set("job", job.to_string()), SetValue::set("queue", queue)];
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}
