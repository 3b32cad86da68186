//! What hangs on a record of any kind, in the API.

mod absence;
mod assignment;
mod effort;
mod escalation;
mod family;
pub(super) mod file;
mod follow_up;
mod link;
mod merging;
mod recurrence;
mod reminder;
mod satisfaction;
mod tag;
mod task;
mod task_words;
mod watcher;

pub(super) use absence::known_away;
pub(super) use task::{MINE, add_task, key as task_key, place as task_place};

use std::collections::HashMap;

use axum::http::Method;
use db::{Id, ReadTx};
use desk::access::{Action, Agent};
use desk::people::Person;
use desk::{AnyWork, Error, Heading, Kind, Result, find_heading};
use serde_json::{Value as Json, json};

use crate::endpoint::Endpoints;
use crate::openapi::{Operation, Parameter, Schema};
use crate::work::describe;

/// Adds the operations of every organ to a kind's API.
pub(super) fn register(endpoints: &mut Endpoints, work: &'static dyn AnyWork) {
    let kind = work.kind();
    endpoints.schema("Heading", schema_of_heading());
    link::register(endpoints, kind);
    merging::register(endpoints, work);
    family::register(endpoints, work);
    follow_up::register(endpoints, work);
    escalation::register(endpoints, work);
    satisfaction::register(endpoints, work);
    assignment::register(endpoints, work);
    watcher::register(endpoints, kind);
    tag::register(endpoints, kind);
    task::register(endpoints, kind);
    effort::register(endpoints, kind);
    file::register(endpoints, kind);
    reminder::register(endpoints, kind);
    recurrence::register(endpoints, work);
}

/// Adds what hangs on no single record: one's own tasks.
pub(crate) fn register_own(endpoints: &mut Endpoints) {
    endpoints.schema("Heading", schema_of_heading());
    endpoints.schema("Reference", describe::reference());
    task::register_own(endpoints);
    reminder::register_own(endpoints);
    absence::register_own(endpoints);
    recurrence::register_own(endpoints);
}

/// The record of this kind with this number, if the agent sees it.
pub(super) fn find(tx: &ReadTx<'_>, agent: &Agent, kind: &Kind, number: &str) -> Result<Heading> {
    let heading = find_heading(tx, agent, number)?;
    if heading.kind == kind.code { Ok(heading) } else { Err(Error::NotFound) }
}

/// An identity in a path; what is none names nothing.
pub(super) fn identity<T>(text: &str) -> Result<Id<T>> {
    text.parse().map_err(|_| Error::NotFound)
}

/// People by identity, each with their name.
struct People(HashMap<Id<Person>, String>);

impl People {
    pub(super) fn find(tx: &ReadTx<'_>, ids: impl Iterator<Item = Id<Person>>) -> Result<People> {
        Ok(People(Person::names(tx, &ids.collect::<Vec<_>>())?))
    }

    /// Somebody whose name is at hand.
    fn known(agent: &Agent) -> People {
        People(HashMap::from([(agent.person, agent.name.clone())]))
    }

    fn reference(&self, id: Option<Id<Person>>) -> Json {
        id.map_or(Json::Null, |id| json!({ "id": id, "name": self.0.get(&id) }))
    }
}

/// A record as others mention it.
pub(crate) fn heading(of: &Heading) -> Json {
    json!({
        "id": of.id,
        "kind": of.kind,
        "number": of.number,
        "title": of.title,
        "state": of.state,
        "is_open": of.is_open,
    })
}

fn schema_of_heading() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("kind", Schema::text())
        .required("number", Schema::text())
        .required("title", Schema::text())
        .required("state", Schema::text())
        .required("is_open", Schema::flag())
}

/// Somebody, or nobody.
fn schema_of_person() -> Schema {
    Schema::named("Reference").or_null()
}

/// A list that is read whole.
fn schema_of_items(item: Schema) -> Schema {
    Schema::object().required("items", Schema::list(item))
}

/// An operation on an organ of a record.
fn operation(
    kind: &'static Kind,
    (method, below): (Method, &str),
    id: &str,
    action: Action,
    summary: &str,
) -> Operation {
    describe::at_number(kind, method, below, format!("{id}_of_{}", kind.code), action)
        .summary(summary)
}

/// A part of the path that names one thing of an organ.
fn one_of(name: &'static str, about: &'static str) -> Parameter {
    Parameter::path(name, about, Schema::id())
}
