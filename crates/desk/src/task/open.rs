//! Opening a task, and what its fields take.

use db::{Id, Timestamp, Tx, Value};

use super::{KIND, Task, TaskState, due, store};
use crate::access::{Action, Agent};
use crate::commit::tell;
use crate::field::{FieldKind, PROSE, TITLE};
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::{self, SetValue, Subject, canonical};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::{Context, Error, Fault, Result, annotate};

/// Tasks a record has at most.
const MOST: i64 = 200;
/// Stages a record's tasks have at most.
const STAGES: i64 = 99;

/// What opening one takes.
pub const CREATE: &[InputField] = &[
    InputField::required("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::optional("team", FieldKind::Team),
    InputField::optional("assignee", FieldKind::Person),
    InputField::optional("due_at", FieldKind::Instant),
    InputField::optional("stage", FieldKind::Number(1, STAGES)),
    InputField::optional("mandatory", FieldKind::Flag),
];

/// What changing one takes; what is left out stays as it is.
pub const EDIT: &[InputField] = &[
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
    InputField::optional("team", FieldKind::Team),
    InputField::optional("assignee", FieldKind::Person),
    InputField::optional("due_at", FieldKind::Instant),
    InputField::optional("stage", FieldKind::Number(1, STAGES)),
    InputField::optional("mandatory", FieldKind::Flag),
];

/// What skipping one takes.
pub const REASON: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

/// Opens a task of a record. It takes the permission to work on the record, which must not be over.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Refused`], [`Error::Invalid`].
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    number: &str,
    raw: &RawInput,
) -> Result<Task> {
    record.require(agent, Action::Work)?;
    refuse_merged(tx, agent, record.id)?;
    let input = Input::anew(tx, kind, agent, CREATE, raw)?;
    if !record.is_open {
        return Err(Error::Refused("task_of_ended"));
    }
    if store::count(tx, record.id)? >= MOST {
        return Err(Error::Invalid(vec![Fault::new("title", "too_many_tasks").with("most", MOST)]));
    }
    let mut task = Task {
        id: ctx.chance.id(ctx.now),
        number: number.to_owned(),
        parent: record.id,
        title: String::new(),
        description: String::new(),
        stage: 1,
        mandatory: false,
        state: TaskState::Open,
        team: None,
        assignee: None,
        due_at: None,
        opened_at: ctx.occurred_at,
        ended_at: None,
        ended_by: None,
    };
    write(&mut task, &input);
    let subject: Id<Subject> = task.id.cast();
    let facts = &record.facts;
    let head = journal::create_subject(
        tx,
        subject,
        KIND.code,
        Some(number),
        Some(facts.company),
        facts.restricted,
    )?;
    store::insert(tx, &task)?;
    let mut values = differences(None, &task);
    values.insert(0, SetValue::set("record", record.id.to_string()));
    let entry = journal::append(tx, ctx, &head, "create", 1, values)?;
    tell(tx, ctx, subject, entry.seq, KIND.code, "create")?;
    annotate(tx, ctx, record, "add_task", told(&task))?;
    due::ask(tx, ctx, &task)?;
    Ok(task)
}

/// Writes the fields that were given; the title cannot be emptied.
pub(super) fn write(task: &mut Task, input: &Input) {
    if let Some(title) = input.text("title") {
        task.title = title;
    }
    if input.has("description") {
        task.description = input.text("description").unwrap_or_default();
    }
    if input.has("team") {
        task.team = input.id("team");
    }
    if input.has("assignee") {
        task.assignee = input.id("assignee");
    }
    if input.has("due_at") {
        task.due_at = input.instant("due_at");
    }
    if input.has("stage") {
        task.stage = input.number("stage").unwrap_or(1);
    }
    if input.has("mandatory") {
        task.mandatory = input.flag("mandatory");
    }
}

/// What the record's journal says of a task.
pub(super) fn told(task: &Task) -> Vec<SetValue> {
    let named = format!("{} {}", task.number, task.title);
    vec![SetValue::set("task", named)]
}

/// What a task holds, field by field, as its journal keeps it.
fn fields(task: &Task) -> [(&'static str, Value); 10] {
    let at = |at: Option<Timestamp>| Value::from(at);
    [
        ("title", task.title.as_str().into()),
        ("description", task.description.as_str().into()),
        ("stage", task.stage.into()),
        ("mandatory", task.mandatory.into()),
        ("state", task.state.code().into()),
        ("team", task.team.into()),
        ("assignee", task.assignee.into()),
        ("due_at", at(task.due_at)),
        ("ended_at", at(task.ended_at)),
        ("ended_by", task.ended_by.into()),
    ]
}

/// The fields that hold something else than before, with what they hold now.
pub(super) fn differences(before: Option<&Task>, after: &Task) -> Vec<SetValue> {
    let held = before.map(fields);
    let was = |code: &str| {
        let held = held.as_ref().and_then(|all| all.iter().find(|(field, _)| *field == code));
        held.map_or(Value::Null, |(_, value)| value.clone())
    };
    fields(after)
        .into_iter()
        .filter(|(code, now)| was(code) != *now)
        .map(|(code, now)| SetValue::set(code, canonical(&now)))
        .collect()
}
