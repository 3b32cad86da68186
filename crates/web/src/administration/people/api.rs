//! Tables of people in the API.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::roster::{self, Change, PeopleImport, Summary};
use desk::{Error, Fault};
use serde_json::{Map, Value, json};

use super::lines::{Line, Lines, Part, faults, lines, onward};
use super::{describe, identity};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::Caller;
use crate::input::LargeTree;
use crate::query::ListRequest;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let ((import, of_import), (row, of_row)) = (describe::import(), describe::row());
    endpoints
        .schema(import, of_import)
        .schema(row, of_row)
        .api(describe::keep(), keep)
        .api(describe::read(), read)
        .api(describe::rows(), rows)
        .api(describe::run(), run)
        .api(describe::discard(), discard);
}

fn present(import: &PeopleImport, summary: &Summary, ignored: &[String]) -> Value {
    json!({
        "id": import.id,
        "state": import.state.code(),
        "create": import.create,
        "total": import.total,
        "done": import.position,
        "new": summary.new,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "refused": summary.refused,
        "ignored_columns": ignored,
        "created_at": import.created_at,
        "ended_at": import.ended_at,
    })
}

/// The table and whether to make what does not exist.
fn given(body: &Map<String, Value>) -> desk::Result<(String, bool)> {
    let mut wrong = Vec::new();
    let table = match body.get("table") {
        Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
        None | Some(Value::Null | Value::String(_)) => {
            wrong.push(Fault::new("table", "required"));
            String::new()
        }
        Some(_) => {
            wrong.push(Fault::new("table", "not_text"));
            String::new()
        }
    };
    let create = match body.get("create") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(create)) => *create,
        Some(_) => {
            wrong.push(Fault::new("create", "flag"));
            false
        }
    };
    let others = body.keys().filter(|key| !["table", "create"].contains(&key.as_str()));
    wrong.extend(others.map(|key| Fault::new(key.clone(), "no_such_field")));
    if wrong.is_empty() { Ok((table, create)) } else { Err(Error::Invalid(wrong)) }
}

async fn keep(
    State(site): State<Site>,
    caller: Caller,
    LargeTree(body): LargeTree,
) -> Result<(StatusCode, Location, Json<Value>)> {
    let (table, create) = given(&body)?;
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    let kept = site.write(move |tx| roster::keep(tx, &ctx, &agent, &table, create)).await;
    let kept = kept.map_err(|error| of_file(error, "table"))?;
    let found = lines(&site, &caller.agent, &kept.id.to_string(), Part::default()).await?;
    let at = format!("/api/v1/administration/people/imports/{}", kept.id);
    let answer = present(&found.import, &found.summary, &found.ignored);
    Ok((StatusCode::CREATED, Location(at), Json(answer)))
}

/// What is wrong with the file is wrong with the field it came in.
pub(super) fn of_file(error: Error, field: &str) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let of_field = |fault: Fault| match fault.field.as_str() {
        "file" => Fault { field: field.to_owned(), ..fault },
        _ => fault,
    };
    Error::Invalid(faults.into_iter().map(of_field).collect())
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Json<Value>> {
    let found = lines(&site, &caller.agent, &id, Part::default()).await?;
    Ok(Json(present(&found.import, &found.summary, &found.ignored)))
}

async fn rows(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let reader = caller.agent.person;
    let part = Part::of(request, reader)?;
    let Lines { lines, next, .. } = lines(&site, &caller.agent, &id, part).await?;
    let items: Vec<Value> = lines.iter().map(|line| item(&caller.t, line)).collect();
    let next = next.map(|after| onward(site.cursors(), reader, after));
    Ok(Json(json!({ "items": items, "next": next })))
}

fn item(t: &Translator, line: &Line) -> Value {
    let errors: Vec<Value> = faults(t, &line.row)
        .map(|(field, code, detail)| json!({ "field": field, "code": code, "detail": detail }))
        .collect();
    json!({
        "line": line.row.line,
        "name": line.row.name,
        "email": line.row.email,
        "outcome": line.verdict.code(),
        "errors": errors,
        "changes": line.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    let value = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    json!({
        "field": change.field,
        "before": value(&change.before),
        "after": value(&change.after),
        "makes": change.makes,
    })
}

async fn run(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent, id) = (caller.context(), caller.agent, identity(&id)?);
    let import = site.write(move |tx| roster::run(tx, &ctx, &agent, id)).await?;
    Ok((StatusCode::ACCEPTED, Json(present(&import, &import.summary, &[]))))
}

async fn discard(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<StatusCode> {
    let (agent, id) = (caller.agent, identity(&id)?);
    site.write(move |tx| roster::discard(tx, &agent, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
