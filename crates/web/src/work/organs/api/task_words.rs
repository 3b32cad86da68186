//! Tasks as the API gives and takes them.

use std::collections::HashMap;

use db::{Id, ReadTx};
use desk::people::Team;
use desk::task::{Found, TaskState};
use serde_json::{Value, json};

use super::{People, heading, schema_of_person};
use crate::openapi::{Parameter, Schema};

/// A task in an answer.
pub(super) fn described() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("number", Schema::text())
        .required("title", Schema::text())
        .required("description", Schema::text())
        .required("stage", Schema::number().about("It waits for the stages before."))
        .required("mandatory", Schema::flag().about("Its record is not resolved before."))
        .required("state", Schema::one_of(TaskState::EVERY.map(TaskState::code)))
        .required("waits", Schema::flag().about("Whether an earlier stage is not over."))
        .required("team", Schema::named("Reference").or_null())
        .required("assignee", schema_of_person())
        .required("due_at", Schema::instant().or_null())
        .required("opened_at", Schema::instant())
        .required("ended_at", Schema::instant().or_null())
        .required("ended_by", schema_of_person())
        .required(
            "record",
            Schema::named("Heading").or_null().about("What it is a part of, where you see that."),
        )
}

/// A task in a request.
pub(super) fn taken(anew: bool) -> Schema {
    let title = Schema::text().at_most(desk::field::TITLE);
    let body = Schema::object();
    let body = if anew { body.required("title", title) } else { body.optional("title", title) };
    body.optional("description", Schema::text().at_most(desk::field::PROSE).or_null())
        .optional("team", Schema::text().about("Id or exact name.").or_null())
        .optional(
            "assignee",
            Schema::text().about("A person: id, e-mail address, exact name, or me.").or_null(),
        )
        .optional("due_at", Schema::instant().or_null())
        .optional("stage", Schema::number().between(1, 99).or_null())
        .optional("mandatory", Schema::flag().or_null())
        .with("additionalProperties", false)
}

/// The part of the path that names a task.
pub(super) fn one_task() -> Parameter {
    let number = Schema::text().example(desk::numbers::format(desk::task::KIND.prefix, 42));
    Parameter::path("task", "The task's number.", number)
}

pub(super) fn present_one(tx: &ReadTx<'_>, found: &Found) -> desk::Result<Value> {
    Ok(present(tx, std::slice::from_ref(found))?.pop().unwrap_or_default())
}

/// Tasks with their names, in a query for the people and one for the teams.
pub(super) fn present(tx: &ReadTx<'_>, tasks: &[Found]) -> desk::Result<Vec<Value>> {
    let people = tasks.iter().flat_map(|f| [f.task.assignee, f.task.ended_by]).flatten();
    let people = People::find(tx, people)?;
    let teams: Vec<Id<Team>> = tasks.iter().filter_map(|f| f.task.team).collect();
    let teams = Team::names(tx, &teams)?;
    Ok(tasks.iter().map(|found| one(found, &people, &teams)).collect())
}

fn one(found: &Found, people: &People, teams: &HashMap<Id<Team>, String>) -> Value {
    let task = &found.task;
    json!({
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "description": task.description,
        "stage": task.stage,
        "mandatory": task.mandatory,
        "state": task.state.code(),
        "waits": found.waits,
        "team": task.team.map(|id| json!({ "id": id, "name": teams.get(&id) })),
        "assignee": people.reference(task.assignee),
        "due_at": task.due_at,
        "opened_at": task.opened_at,
        "ended_at": task.ended_at,
        "ended_by": people.reference(task.ended_by),
        "record": found.parent.as_ref().map(heading),
    })
}
