//! What is done to a task, and what a record's end does to its tasks.

use db::{Id, ReadTx, Tx};

use super::open::{EDIT, REASON, differences, told, write};
use super::sight::{Found, find};
use super::{KIND, Task, TaskState, TaskVerb};
use super::{due, store};
use crate::access::{Action, Agent};
use crate::commit::tell;
use crate::heading::{Heading, headings};
use crate::input::{Input, RawInput};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::record::Record;
use crate::{Context, Error, Result, annotate};

/// Changes a task of a record of this kind.
///
/// # Errors
/// As [`act`]; [`Error::NotFound`] also when it is a task of another record.
pub fn edit(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    number: &str,
    raw: &RawInput,
) -> Result<Found> {
    let found = find(tx, agent, number)?;
    if found.task.parent != record.id {
        return Err(Error::NotFound);
    }
    record.require(agent, Action::Work)?;
    let input = Input::anew(tx, kind, agent, EDIT, raw)?;
    refuse(tx, TaskVerb::Edit, &found)?;
    let mut after = found.task.clone();
    write(&mut after, &input);
    save(tx, ctx, TaskVerb::Edit, found, after, None)
}

/// Does something to a task.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], and [`Error::Refused`] where its
/// state or its turn does not allow it.
pub fn act(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    verb: TaskVerb,
    raw: &RawInput,
) -> Result<Found> {
    let found = find(tx, agent, number)?;
    let may = match verb {
        TaskVerb::Edit | TaskVerb::Skip => found.admits_planning(agent),
        TaskVerb::Complete | TaskVerb::Reopen => found.admits_doing(agent),
    };
    if !may {
        return Err(Error::Forbidden(Action::Work.code()));
    }
    let input = Input::anew(tx, &KIND, agent, verb.inputs(), raw)?;
    refuse(tx, verb, &found)?;
    let mut after = found.task.clone();
    match verb {
        TaskVerb::Edit => {}
        TaskVerb::Complete => after.end(ctx, TaskState::Done),
        TaskVerb::Skip => after.end(ctx, TaskState::Skipped),
        TaskVerb::Reopen => {
            after.state = TaskState::Open;
            (after.ended_at, after.ended_by) = (None, None);
        }
    }
    let reason = input.text("reason");
    save(tx, ctx, verb, found, after, reason)
}

impl TaskVerb {
    /// What it takes.
    #[must_use]
    pub const fn inputs(self) -> &'static [InputField] {
        match self {
            TaskVerb::Edit => EDIT,
            TaskVerb::Skip => REASON,
            TaskVerb::Complete | TaskVerb::Reopen => &[],
        }
    }
}

impl Task {
    fn end(&mut self, ctx: &Context, state: TaskState) {
        self.state = state;
        self.ended_at = Some(ctx.occurred_at);
        self.ended_by = ctx.actor;
    }
}

/// What a task's state and turn forbid.
fn refuse(tx: &ReadTx<'_>, verb: TaskVerb, found: &Found) -> Result<()> {
    let open = found.task.state == TaskState::Open;
    match verb {
        TaskVerb::Reopen if open => Err(Error::Refused("task_is_open")),
        TaskVerb::Reopen => {
            let parent = parent_of(tx, &found.task)?;
            let open = parent.is_some_and(|parent| parent.is_open);
            if open { Ok(()) } else { Err(Error::Refused("task_of_ended")) }
        }
        _ if !open => Err(Error::Refused("task_is_over")),
        TaskVerb::Complete if found.waits => Err(Error::Refused("task_waits")),
        _ => Ok(()),
    }
}

/// The record, whoever sees it: what happens to its task happens to it.
fn parent_of(tx: &ReadTx<'_>, task: &Task) -> Result<Option<Heading>> {
    Ok(headings(tx, &Agent::system(), &[task.parent])?.into_iter().next())
}

/// Saves what differs and tells the record's history as well.
fn save(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: TaskVerb,
    found: Found,
    after: Task,
    reason: Option<String>,
) -> Result<Found> {
    let own = reason.clone().map(|reason| SetValue::set("reason", reason));
    if write_down(tx, ctx, verb, &found.task, &after, own)?
        && let Some(parent) = parent_of(tx, &after)?
    {
        // A record's reasons are read by whoever reads the record; tasks belong to the inside.
        let reason = reason.map(|reason| SetValue::set("task_reason", reason));
        let facts = told(&after).into_iter().chain(reason).collect();
        annotate(tx, ctx, &parent, verb.told(), facts)?;
    }
    let waits = after.state == TaskState::Open && store::waits(tx, &after)?;
    Ok(Found { task: after, waits, ..found })
}

/// Saves what differs, with the entry in the task's own history; whether anything did.
fn write_down(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: TaskVerb,
    before: &Task,
    after: &Task,
    reason: Option<SetValue>,
) -> Result<bool> {
    let mut values = differences(Some(before), after);
    if values.is_empty() {
        return Ok(false);
    }
    store::update(tx, after)?;
    if after.due_at != before.due_at || after.state != before.state {
        due::ask(tx, ctx, after)?;
    }
    values.extend(reason);
    let subject: Id<Subject> = after.id.cast();
    let head = Head::load(tx, subject)?;
    let entry = journal::append(tx, ctx, &head, verb.code(), head.version + 1, values)?;
    tell(tx, ctx, subject, entry.seq, KIND.code, verb.code())?;
    Ok(true)
}

/// Refuses to resolve a record that waits for one of its tasks.
///
/// # Errors
/// [`Error::Refused`].
pub fn refuse_open(tx: &ReadTx<'_>, record: Id<Record>) -> Result<()> {
    if store::has_mandatory(tx, record)? { Err(Error::Refused("tasks_open")) } else { Ok(()) }
}

/// Skips what is still open of a record that has ended: it is nobody's work any more.
///
/// # Errors
/// When the database fails.
pub fn end_with(tx: &Tx<'_>, ctx: &Context, record: Id<Record>) -> Result<()> {
    for before in store::all_of(tx, record)? {
        if before.state == TaskState::Open {
            let mut after = before.clone();
            after.end(ctx, TaskState::Skipped);
            write_down(tx, ctx, TaskVerb::Skip, &before, &after, None)?;
        }
    }
    Ok(())
}
