//! Foundation data in the API.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::{ReadTx, Tx};
use desk::access::Agent;
use desk::foundation::{self, DEPARTMENT, Effect, Expecting, Item, SORTS, Sort, TEAM};
use desk::input::{RawInput, RawValue};
use desk::{Context, Error, Kind, journal};
use serde_json::{Value, json};

use super::super::Kinds;
use super::super::audit::of_entry;
use super::super::counted::count_schema;
use super::of::{Of, path_to};
use super::present::{Names, present};
use super::{describe, effects, history, list, members};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

/// People told at most.
const PEOPLE: u32 = 1_000;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints.schema("Usage", count_schema()).schema("FoundationPerson", describe::person());
    for sort in SORTS {
        let (name, schema) = describe::schema(sort);
        endpoints
            .schema(name, schema)
            .api(describe::list(sort), all)
            .api(describe::create(sort), create)
            .api(describe::read(sort), read)
            .api(describe::change(sort), change)
            .api(describe::retire(sort), retire)
            .api(describe::restore(sort), restore)
            .api(describe::history(sort), entries);
    }
    for (sort, who) in [(&TEAM, "members"), (&DEPARTMENT, "people")] {
        endpoints
            .api(describe::people(sort, who), people)
            .api(describe::join(sort, who), put)
            .api(describe::leave(sort, who), take);
    }
}

async fn all(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let found = site.read(move |tx| list::read(tx, &agent, &kinds.0, sort, &request)).await;
    let list::Read { lines, names, next, .. } = found.map_err(Failure::in_query)?;
    let one = |line: &list::Line| Value::Object(present(&line.item, &names, &line.uses));
    let items: Vec<Value> = lines.iter().map(one).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

/// A thing with its version and what has it.
fn whole(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    item: &Item,
) -> desk::Result<(i64, serde_json::Map<String, Value>)> {
    let version = journal::version_about(tx, &item.key)?;
    let names = Names::of(tx, std::slice::from_ref(item))?;
    let mut told = present(item, &names, &foundation::usage(tx, kinds, item)?);
    told.insert("version".to_owned(), json!(version));
    Ok((version, told))
}

fn answer((version, told): (i64, serde_json::Map<String, Value>)) -> (ETag, Json<Value>) {
    (ETag::of(version), Json(Value::Object(told)))
}

/// What an address tries out, if it does, and nothing else.
fn tried(sort: &Sort, mut request: ListRequest) -> Result<Option<RawInput>> {
    let codes = sort.parts.iter().map(|part| part.code).chain([sort.name, "active"]);
    let values: BTreeMap<String, RawValue> = codes
        .filter_map(|code| {
            let text = request.take(code)?;
            let value = if text.is_empty() { RawValue::Null } else { RawValue::Text(text) };
            Some((code.to_owned(), value))
        })
        .collect();
    request.nothing_else()?;
    Ok((!values.is_empty()).then_some(RawInput { values, version: None }))
}

async fn read(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(text): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    let raw = tried(sort, request)?;
    let (agent, t) = (caller.agent, caller.t);
    let found = site.read(move |tx| {
        let item = foundation::one(tx, &agent, sort, &text)?;
        let tried = raw
            .as_ref()
            .map(|raw| foundation::tried(tx, &agent, &kinds.0, (sort, item.key.as_str()), raw));
        let tried: Option<(Item, Vec<Effect>)> = tried.transpose()?;
        Ok((whole(tx, &kinds.0, &item)?, item, tried))
    });
    let ((version, mut told), item, tried) = found.await.map_err(Failure::in_query)?;
    if let Some((_, effects)) = tried {
        told.insert("effects".to_owned(), effects::present(&t, &item, &effects));
    }
    Ok(answer((version, told)).into_response())
}

async fn create(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Response> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site.write(move |tx| {
        let item = foundation::create(tx, &ctx, &agent, &kinds.0, sort, &raw)?;
        Ok((whole(tx, &kinds.0, &item)?, item))
    });
    let (told, item) = made.await?;
    let place = Location(format!("/api/v1{}", path_to(&item)));
    Ok((StatusCode::CREATED, place, answer(told)).into_response())
}

/// Does something to what the address names, of which this version is meant.
async fn act(
    site: &Site,
    caller: Caller,
    (sort, text): (&'static Sort, String),
    kinds: Kinds,
    version: Option<i64>,
    act: impl Fn(&Tx<'_>, &Context, &Agent, &Kinds, &Expecting) -> desk::Result<Item> + Send + 'static,
) -> Result<Response> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let done = site.write(move |tx| {
        let key = foundation::one(tx, &agent, sort, &text)?.key;
        let at = Expecting { key, version };
        let item = act(tx, &ctx, &agent, &kinds, &at)?;
        whole(tx, &kinds.0, &item)
    });
    Ok(answer(done.await?).into_response())
}

async fn change(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(text): Segment<String>,
    if_match: IfMatch,
    Raw(raw): Raw,
) -> Result<Response> {
    let version = if_match.version()?;
    act(&site, caller, (sort, text), kinds, version, move |tx, ctx, agent, kinds, at| {
        foundation::change(tx, ctx, agent, &kinds.0, (sort, at), &raw)
    })
    .await
}

async fn retire(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(text): Segment<String>,
    if_match: IfMatch,
) -> Result<Response> {
    let version = if_match.version()?;
    act(&site, caller, (sort, text), kinds, version, move |tx, ctx, agent, _, at| {
        foundation::retire(tx, ctx, agent, sort, at)
    })
    .await
}

async fn restore(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(text): Segment<String>,
    if_match: IfMatch,
) -> Result<Response> {
    let version = if_match.version()?;
    act(&site, caller, (sort, text), kinds, version, move |tx, ctx, agent, _, at| {
        foundation::restore(tx, ctx, agent, sort, at)
    })
    .await
}

/// What was done to it, the latest first.
async fn entries(
    State(site): State<Site>,
    Of(sort): Of,
    caller: Caller,
    Segment(text): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let asked = history::Asked::of(HISTORY, agent.person, request)?;
    let of_tx = asked.clone();
    let read = site.read(move |tx| {
        let item = foundation::one(tx, &agent, sort, &text)?;
        of_tx.read(tx, &item.key)
    });
    let found = read.await.map_err(Failure::in_query)?;
    Ok(asked.answer(&found, |entry| of_entry(entry, &found.names)))
}

/// What cursors of histories belong to.
const HISTORY: &str = "foundation_history";

async fn people(
    State(site): State<Site>,
    Of(sort): Of,
    caller: Caller,
    Segment(text): Segment<String>,
) -> Result<Json<Value>> {
    let (agent, now) = (caller.agent, site.now());
    let items = site.read(move |tx| {
        let item = foundation::one(tx, &agent, sort, &text)?;
        let missing = |_| Error::NotFound;
        if sort.code == TEAM.code {
            let team = item.key.parse().map_err(missing)?;
            let members = foundation::members(tx, &agent, team, now)?;
            let one = |member: &foundation::TeamMember| {
                json!({
                    "person": { "id": member.person, "name": member.name },
                    "lead": member.lead,
                    "active": member.active,
                    "away_until": member.away.as_ref().map(|away| away.until),
                })
            };
            return Ok(members.iter().map(one).collect::<Vec<_>>());
        }
        let department = item.key.parse().map_err(missing)?;
        let people = foundation::people_of(tx, &agent, department, PEOPLE)?;
        let one = |(id, name): &(db::Id<_>, String)| {
            json!({
                "person": { "id": id, "name": name },
                "lead": item.id("head") == Some(*id),
                "active": true,
                "away_until": null,
            })
        };
        Ok(people.iter().map(one).collect())
    });
    Ok(Json(json!({ "items": items.await? })))
}

async fn put(
    State(site): State<Site>,
    of: Of,
    caller: Caller,
    Segment((text, who)): Segment<(String, String)>,
    Raw(raw): Raw,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let done = site.write(move |tx| {
        let key = foundation::one(tx, &agent, of.0, &text)?.key;
        members::join(tx, &ctx, &agent, of, (&key, &who), &raw)
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn take(
    State(site): State<Site>,
    of: Of,
    caller: Caller,
    Segment((text, who)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let done = site.write(move |tx| {
        let key = foundation::one(tx, &agent, of.0, &text)?.key;
        members::leave(tx, &ctx, &agent, of, (&key, &who))
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}
