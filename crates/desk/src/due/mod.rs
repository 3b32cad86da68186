//! What comes due by itself: records that resume, reminders, tasks, and records that come round.
//!
//! Each is a job asked for in the transaction that is its reason. Its handler looks whether it is
//! still wanted, acts through the ordinary verbs and marks itself done in the same transaction: once,
//! whatever node does it, and also when nobody did while it was due.

pub mod clock;
pub mod reminder;
mod resume;

use std::sync::Arc;

use db::Timestamp;
use jobs::{JobContext, Registry};

pub(crate) use resume::ask_to_resume;

use crate::any_work::AnyWork;
use crate::numbers::Numbers;
use crate::people::Person;
use crate::{Context, Door, recurrence, task};

/// The kinds of record that can come due.
pub type Works = Arc<[&'static dyn AnyWork]>;

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [reminder::STATEMENTS, resume::STATEMENTS].concat()
}

/// Adds the handlers of everything that comes due.
#[must_use]
pub fn register(registry: Registry, works: &Works, numbers: &Numbers) -> Registry {
    let (of_resume, of_recurrence, numbers) =
        (Arc::clone(works), Arc::clone(works), numbers.clone());
    registry
        .on(resume::QUEUE, move |job, held| Ok(resume::perform(job, &of_resume, &held)?))
        .on(reminder::QUEUE, |job, due| Ok(reminder::perform(job, &due)?))
        .on(task::QUEUE, |job, due| Ok(task::perform(job, &due)?))
        .on(recurrence::QUEUE, move |job, come| {
            Ok(recurrence::perform(job, &of_recurrence, &numbers, &come)?)
        })
}

/// The program acts, and says why.
pub(crate) fn by_itself(job: &JobContext, now: Timestamp, because: &'static str) -> Context {
    Context::new(Some(Person::SYSTEM), Door::Job, now, &job.chance).because(because)
}

/// The kind with this code.
pub(crate) fn work_of(works: &Works, code: &str) -> Option<&'static dyn AnyWork> {
    works.iter().copied().find(|work| work.kind().code == code)
}
