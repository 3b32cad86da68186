//! Saved views in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::{Id, ReadTx, Tx};
use desk::access::Agent;
use desk::input::RawValue;
use desk::view::{self, View};
use desk::{Context, Error};
use serde_json::{Value, json};

use super::present::Mentioned;
use super::{Kinds, describe, fields_for, found, named, shape};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .schema("View", describe::schema())
        .api(describe::list(), list)
        .api(describe::create(), create)
        .api(describe::read(), read)
        .api(describe::edit(), edit)
        .api(describe::delete(), delete)
        .api(describe::pin(), pin)
        .api(describe::unpin(), unpin);
}

/// A view as it is answered, with its version.
pub(crate) type Answer = (i64, Value);

pub(crate) fn answer(tx: &ReadTx<'_>, agent: &Agent, view: View) -> desk::Result<Answer> {
    let views = [view];
    let names = Mentioned::by(tx, &views)?;
    let [view] = &views;
    Ok((view.version, names.json(view, agent)))
}

pub(crate) fn said((version, body): Answer) -> Response {
    (ETag::of(version), Json(body)).into_response()
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    Caller { agent, .. }: Caller,
    mut request: ListRequest,
) -> Result<Json<Value>> {
    let kind = request.take("kind");
    if let Some(name) = request.equals.keys().next() {
        return Err(Failure::query(name.as_str(), "no_such_field"));
    }
    let body = site
        .read(move |tx| {
            let kind = kind.as_deref().map(|code| named(&kinds, code)).transpose()?;
            let views = view::list(tx, &agent, kind.map(|kind| kind.code))?;
            let names = Mentioned::by(tx, &views)?;
            let items: Vec<Value> = views.iter().map(|view| names.json(view, &agent)).collect();
            Ok(json!({ "items": items }))
        })
        .await
        .map_err(Failure::in_query)?;
    Ok(Json(body))
}

async fn read(
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let id = identity(&id)?;
    let read = site.read(move |tx| answer(tx, &agent, view::find(tx, &agent, id)?));
    Ok(said(read.await?))
}

async fn create(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Raw(mut raw): Raw,
) -> Result<Response> {
    let kind = match raw.take("kind") {
        Some(RawValue::Text(code)) => named(&kinds, &code)?,
        Some(_) => return Err(Error::invalid("kind", "not_text").into()),
        None => return Err(Error::invalid("kind", "required").into()),
    };
    let (ctx, agent) = (caller.context(), caller.agent);
    let (id, made) = site
        .write(move |tx| {
            let fields = fields_for(tx, kind, &agent)?;
            let view = view::create(tx, &ctx, &agent, shape(kind, &fields), &raw)?;
            Ok((view.id, answer(tx, &agent, view)?))
        })
        .await?;
    let place = Location(format!("/api/v1/views/{id}"));
    Ok((StatusCode::CREATED, place, said(made)).into_response())
}

async fn edit(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(id): Segment<String>,
    if_match: IfMatch,
    Raw(raw): Raw,
) -> Result<Response> {
    let id = identity(&id)?;
    let seen = if_match.version()?.or(raw.version);
    let changed = change(site, caller, move |tx, ctx, agent| {
        let (_, kind) = found(tx, agent, &kinds, id)?;
        let fields = fields_for(tx, kind, agent)?;
        view::edit(tx, ctx, agent, shape(kind, &fields), (id, seen), &raw)
    });
    Ok(said(changed.await?))
}

async fn delete(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
    if_match: IfMatch,
) -> Result<StatusCode> {
    let (id, seen) = (identity(&id)?, if_match.version()?);
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| view::delete(tx, &ctx, &agent, (id, seen))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn pin(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let id = identity(&id)?;
    let done = change(site, caller, move |tx, ctx, agent| view::pin(tx, ctx, agent, id));
    Ok(said(done.await?))
}

async fn unpin(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let id = identity(&id)?;
    let done = change(site, caller, move |tx, ctx, agent| view::unpin(tx, ctx, agent, id));
    Ok(said(done.await?))
}

/// Does something to a view and reads it in the same transaction.
async fn change(
    site: Site,
    caller: Caller,
    what: impl Fn(&Tx<'_>, &Context, &Agent) -> desk::Result<View> + Send + 'static,
) -> desk::Result<Answer> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let view = what(tx, &ctx, &agent)?;
        answer(tx, &agent, view)
    })
    .await
}

/// An identity in a path; what is none names nothing.
fn identity(text: &str) -> desk::Result<Id<View>> {
    text.parse().map_err(|_| Error::NotFound)
}
