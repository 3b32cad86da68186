//! The rules in the API.

use axum::extract::State;
use axum::{Extension, Json};
use desk::closing::{self, Rule, Standing};
use desk::input::{RawInput, RawValue};
use desk::{Error, Kind};
use serde_json::{Value, json};

use super::super::counted::counted;
use super::super::{Kinds, lately};
use super::{VERBS, describe};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let (name, schema) = describe::rule();
    endpoints
        .schema(name, schema)
        .api(describe::list(), list)
        .api(describe::read(), read)
        .api(describe::set(), set)
        .api(describe::history(), history);
}

/// The kind that the address names.
pub(super) fn named(kinds: &Kinds, code: &str) -> desk::Result<&'static Kind> {
    kinds.find(code).filter(|kind| closing::is_for(kind)).ok_or(Error::NotFound)
}

/// What an address tries out, if it does, and nothing else.
pub(super) fn tried(mut request: ListRequest) -> Result<Option<RawInput>> {
    let codes = closing::INPUTS.iter().map(|input| input.code);
    let values = codes.filter_map(|code| {
        let text = request.take(code)?;
        Some((code.to_owned(), RawValue::Text(text)))
    });
    let values: std::collections::BTreeMap<_, _> = values.collect();
    match request.equals.keys().next() {
        Some(name) => Err(Failure::query(name.as_str(), "no_such_field")),
        None => Ok((!values.is_empty()).then_some(RawInput { values, version: None })),
    }
}

fn members(rule: &Rule) -> Value {
    json!({
        "close_after": rule.close_after,
        "comment_reopens": rule.comment_reopens,
        "reopen_within": rule.reopen_within,
        "survey": rule.survey,
    })
}

fn present(standing: &Standing) -> Value {
    let mut told = members(&standing.rule);
    if let Some(told) = told.as_object_mut() {
        told.insert("kind".to_owned(), json!(standing.kind.code));
        told.insert("set_at".to_owned(), json!(standing.rule.set_at));
        told.insert("held_back".to_owned(), json!(standing.refused));
    }
    told
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let all = site.read(move |tx| closing::standings(tx, &agent, &kinds.0)).await?;
    let items: Vec<Value> = all.iter().map(present).collect();
    Ok(Json(json!({ "items": items })))
}

async fn read(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    let raw = tried(request)?;
    let (agent, now) = (caller.agent, site.now());
    let found = site
        .read(move |tx| {
            let standing = closing::standing(tx, &agent, kind)?;
            let preview = |raw| closing::preview(tx, &agent, kind, now, raw);
            Ok((standing, raw.as_ref().map(preview).transpose()?))
        })
        .await;
    let (standing, preview) = found.map_err(Failure::in_query)?;
    let mut answer = present(&standing);
    if let (Some((rule, count)), Some(answer)) = (preview, answer.as_object_mut()) {
        let mut told = members(&rule);
        if let Some(told) = told.as_object_mut() {
            told.insert("closes".to_owned(), counted(count));
        }
        answer.insert("preview".to_owned(), told);
    }
    Ok(Json(answer))
}

async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    let standing = site
        .write(move |tx| {
            closing::set(tx, &ctx, &agent, kind, &raw)?;
            closing::standing(tx, &agent, kind)
        })
        .await?;
    Ok(Json(present(&standing)))
}

async fn history(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    lately::answer(&site, caller.agent, VERBS, Some(("kind", kind.code))).await
}
