//! Bulk edits in the API, once they are there.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::Id;
use desk::bulk::{self, Bulk};
use desk::{Error, Kind};
use serde_json::{Value, json};

use super::asked::{given, waits};
use super::create::{Move, answered, go, of_input};
use super::paging::{before, beyond, onward, part_of};
use super::{Known, answer, at_once, describe, is_small};
use crate::administration::Kinds;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Tree;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

pub(in crate::work) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .schema("Bulk", describe::bulk())
        .schema("BulkItem", describe::item())
        .api(describe::list(), list)
        .api(describe::read(), read)
        .api(describe::items(), items)
        .api(describe::preview(), preview)
        .api(describe::run(), run)
        .api(describe::cancel(), cancel);
}

/// An identity in a path; what is none names nothing.
pub(in crate::work) fn identity(text: &str) -> desk::Result<Id<Bulk>> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The kind of record it is about.
fn kind_of(kinds: &Kinds, bulk: &Bulk) -> desk::Result<&'static Kind> {
    kinds.find(&bulk.kind).ok_or(Error::NotFound)
}

async fn list(
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let reader = agent.person;
    let before = before(&request, reader)?;
    let limit = i64::from(request.limit);
    let found = site.read(move |tx| bulk::mine(tx, &agent, before, limit)).await?;
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) == limit;
    let next = found.last().filter(|_| full).map(|last| beyond(site.cursors(), reader, last.id));
    let items: Vec<Value> = found.iter().map(answer::bulk).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

async fn find(site: &Site, caller: &Caller, id: &str) -> desk::Result<Bulk> {
    let (agent, id) = (caller.agent.clone(), identity(id)?);
    site.read(move |tx| bulk::find(tx, &agent, id)).await
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Json<Value>> {
    Ok(Json(answer::bulk(&find(&site, &caller, &id).await?)))
}

async fn items(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(id): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let reader = caller.agent.person;
    let part = part_of(request, reader)?;
    let (agent, t, id) = (caller.agent.clone(), caller.t.clone(), identity(&id)?);
    let read = site.read(move |tx| {
        let bulk = bulk::find(tx, &agent, id)?;
        answer::part(tx, &agent, &t, (kind_of(&kinds, &bulk)?, &bulk), part)
    });
    let (items, next) = read.await?;
    let next = next.map(|after| onward(site.cursors(), reader, after));
    Ok(Json(json!({ "items": items, "next": next })))
}

async fn preview(
    State(site): State<Site>,
    (Extension(kinds), Extension(known)): (Extension<Kinds>, Extension<Known>),
    caller: Caller,
    Segment(id): Segment<String>,
    Tree(body): Tree,
) -> Result<Response> {
    let raw = given(body)?;
    let bulk = find(&site, &caller, &id).await?;
    let (kind, small) = (kind_of(&kinds, &bulk)?, is_small(&bulk));
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    let moved = go(&site, &ctx, &agent, kind, bulk.id, (Move::Preview, Some(raw), small)).await;
    let done = at_once(&site, &known, &agent, moved.map_err(of_input)?).await?;
    let status = if done.state.is_under_way() { StatusCode::ACCEPTED } else { StatusCode::OK };
    answered(&site, &caller, kind, (status, done, small)).await
}

async fn run(
    State(site): State<Site>,
    (Extension(kinds), Extension(known)): (Extension<Kinds>, Extension<Known>),
    caller: Caller,
    Segment(id): Segment<String>,
    Tree(body): Tree,
) -> Result<Response> {
    let wait = waits(body)?;
    let bulk = find(&site, &caller, &id).await?;
    let kind = kind_of(&kinds, &bulk)?;
    if wait && !is_small(&bulk) {
        let fault = desk::Fault::new("wait", "too_many_records").with("most", desk::bulk::SMALL);
        return Err(Error::Invalid(vec![fault]).into());
    }
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    let moved = go(&site, &ctx, &agent, kind, bulk.id, (Move::Run, None, wait)).await?;
    let done = if wait { at_once(&site, &known, &agent, moved).await? } else { moved };
    let status = if done.state.is_under_way() { StatusCode::ACCEPTED } else { StatusCode::OK };
    answered(&site, &caller, kind, (status, done, wait)).await
}

async fn cancel(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (ctx, agent, id) = (caller.context(), caller.agent.clone(), identity(&id)?);
    let ended = site.work(move |db| bulk::cancel(db, &ctx, &agent, id)).await?;
    Ok(match ended {
        Some(bulk) => Json(answer::bulk(&bulk)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
