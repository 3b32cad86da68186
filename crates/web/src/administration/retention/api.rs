//! The rules in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use desk::Error;
use desk::input::{RawInput, RawValue};
use desk::retention::{self, Count, Scope, Standing};
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
        .api(describe::remove(), remove)
        .api(describe::history(), history);
}

/// What the address names.
pub(super) fn named(kinds: &Kinds, code: &str) -> desk::Result<Scope> {
    Scope::find(&kinds.0, code).ok_or(Error::NotFound)
}

/// The days an address asks about, if it does, and nothing else.
pub(super) fn asked(mut request: ListRequest) -> Result<Option<RawInput>> {
    let days = request.take("days");
    match request.equals.keys().next() {
        Some(name) => Err(Failure::query(name.as_str(), "no_such_field")),
        None => Ok(days.map(|days| RawInput {
            values: [("days".to_owned(), RawValue::Text(days))].into(),
            version: None,
        })),
    }
}

fn present(standing: &Standing) -> Value {
    let Standing { scope, rule, waiting } = standing;
    let about = match scope {
        Scope::Records(_) => "records",
        Scope::Logbook(_) => "logbook",
    };
    json!({
        "scope": scope.code(),
        "about": about,
        "days": rule.days,
        "set_at": rule.set_at,
        "ran_at": rule.ran_at,
        "erased": rule.erased,
        "waiting": counted(*waiting),
    })
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let (agent, now) = (caller.agent, site.now());
    let scopes = Scope::every(&kinds.0);
    let all = site.read(move |tx| retention::standings(tx, &agent, &scopes, now)).await?;
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
    let scope = named(&kinds, &code)?;
    let raw = asked(request)?;
    let (agent, now) = (caller.agent, site.now());
    let found = site
        .read(move |tx| {
            let standing = retention::standing(tx, &agent, scope, now)?;
            let preview = |raw| retention::preview(tx, &agent, scope, now, raw);
            Ok((standing, raw.as_ref().map(preview).transpose()?))
        })
        .await;
    let (standing, preview) = found.map_err(Failure::in_query)?;
    let mut answer = present(&standing);
    if let (Some((days, Count { number, more })), Some(answer)) = (preview, answer.as_object_mut())
    {
        let preview = json!({ "days": days, "number": number, "more": more });
        answer.insert("preview".to_owned(), preview);
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
    let scope = named(&kinds, &code)?;
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    site.write(move |tx| retention::set(tx, &ctx, &agent, scope, &raw)).await?;
    let (agent, now) = (caller.agent, site.now());
    let standing = site.read(move |tx| retention::standing(tx, &agent, scope, now)).await?;
    Ok(Json(present(&standing)))
}

async fn remove(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<StatusCode> {
    let scope = named(&kinds, &code)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| retention::remove(tx, &ctx, &agent, scope)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn history(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let scope = named(&kinds, &code)?;
    lately::answer(&site, caller.agent, VERBS, Some(("scope", scope.code()))).await
}
