//! Custom fields in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::{Id, Tx};
use desk::custom::{self, Definition};
use desk::{Context, Error, Kind};
use serde_json::{Value, json};

use super::super::organisation::history::Asked;
use super::decode::sent;
use super::effects::{self, Of};
use super::{Kinds, describe, history, present};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Tree;
use crate::query::ListRequest;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints
        .schema("CustomField", describe::definition())
        .schema("CustomFieldChange", describe::change())
        .schema("CustomFieldEffect", describe::effect())
        .api(describe::list(), list)
        .api(describe::create(), create)
        .api(describe::order(), order)
        .api(describe::read(), read)
        .api(describe::edit(), edit)
        .api(describe::preview(), preview)
        .api(describe::history(), changes)
        .api(describe::retire(), retire)
        .api(describe::restore(), restore);
}

fn answer(definition: &Definition) -> (ETag, Json<Value>) {
    (ETag::of(definition.version), Json(present::definition(definition)))
}

async fn list(State(site): State<Site>, _: Caller) -> Result<Json<Value>> {
    let all = site.read(custom::list).await?;
    let items: Vec<Value> = all.into_iter().map(present::definition).collect();
    Ok(Json(json!({ "items": items })))
}

async fn read(
    State(site): State<Site>,
    _: Caller,
    Segment(id): Segment<Id<Definition>>,
) -> Result<Response> {
    let found = site.read(move |tx| custom::find(tx, id)).await?;
    Ok(answer(found).into_response())
}

async fn create(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Tree(body): Tree,
) -> Result<Response> {
    let sent = sent(body)?;
    let kind = kind_of(&kinds, sent.kind.as_deref())?;
    let (ctx, agent) = (caller.context(), caller.agent);
    let made =
        site.write(move |tx| custom::create(tx, &ctx, &agent, kind, sent.draft.clone())).await?;
    let place = Location(format!("/api/v1/fields/{}", made.id));
    Ok((StatusCode::CREATED, place, answer(&made)).into_response())
}

async fn edit(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    if_match: IfMatch,
    Tree(body): Tree,
) -> Result<Response> {
    let sent = sent(body)?;
    if sent.kind.is_some() {
        return Err(Error::invalid("kind", "fixed").into());
    }
    let seen = if_match.version()?.or(sent.version);
    change(site, caller, kinds, id, move |tx, ctx, caller, kind| {
        custom::edit(tx, ctx, &caller.agent, kind, (id, seen), sent.draft.clone())
    })
    .await
}

async fn retire(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    if_match: IfMatch,
) -> Result<Response> {
    let seen = if_match.version()?;
    change(site, caller, kinds, id, move |tx, ctx, caller, kind| {
        custom::retire(tx, ctx, &caller.agent, kind, (id, seen))
    })
    .await
}

async fn restore(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    if_match: IfMatch,
) -> Result<Response> {
    let seen = if_match.version()?;
    change(site, caller, kinds, id, move |tx, ctx, caller, kind| {
        custom::restore(tx, ctx, &caller.agent, kind, (id, seen))
    })
    .await
}

/// Does something to the definition, of whichever kind it is.
async fn change(
    site: Site,
    caller: Caller,
    kinds: Kinds,
    id: Id<Definition>,
    what: impl Fn(&Tx<'_>, &Context, &Caller, &Kind) -> desk::Result<Definition> + Send + 'static,
) -> Result<Response> {
    let changed = site.write(move |tx| {
        let kind = kinds.find(&custom::find(tx, id)?.kind).ok_or(Error::NotFound)?;
        what(tx, &caller.context(), &caller, kind)
    });
    Ok(answer(&changed.await?).into_response())
}

async fn order(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Tree(body): Tree,
) -> Result<StatusCode> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let kind = kind_of(&kinds, text("kind"))?;
    let ids = body.get("fields").and_then(Value::as_array).and_then(|items| {
        items.iter().map(|item| item.as_str()?.parse().ok()).collect::<Option<Vec<_>>>()
    });
    let ids = ids.ok_or(Error::invalid("fields", "list"))?;
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| custom::order(tx, &ctx, &agent, kind, &ids)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn kind_of(kinds: &Kinds, code: Option<&str>) -> desk::Result<&'static Kind> {
    let code = code.ok_or_else(|| Error::invalid("kind", "required"))?;
    kinds.find(code).ok_or_else(|| {
        let known: Vec<&str> = kinds.0.iter().map(|kind| kind.code).collect();
        let fault = desk::Fault::new("kind", "option").with("options", known.join(", "));
        Error::Invalid(vec![fault])
    })
}

/// What a change would do, which nobody makes by it.
async fn preview(
    State(site): State<Site>,
    caller: Caller,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    if_match: IfMatch,
    Tree(mut body): Tree,
) -> Result<Json<Value>> {
    let active = match body.remove("active") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(active)) => Some(active),
        Some(_) => return Err(Error::invalid("active", "flag").into()),
    };
    let sent = sent(body)?;
    let at = (id, if_match.version()?.or(sent.version));
    let (agent, t) = (caller.agent, caller.t);
    let told = site.read(move |tx| {
        let kind = kinds.find(&custom::find(tx, id)?.kind).ok_or(Error::NotFound)?;
        let (_, after, effects) = custom::tried(tx, &agent, kind, at, sent.draft.clone(), active)?;
        Ok(effects::present(&t, Of { kind, after: &after }, &effects))
    });
    Ok(Json(json!({ "effects": told.await? })))
}

/// What cursors of histories belong to.
const HISTORY: &str = "custom_field_history";

/// What was done to it, the latest first.
async fn changes(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<Id<Definition>>,
    request: ListRequest,
) -> Result<Json<Value>> {
    let asked = Asked::of(HISTORY, caller.agent.person, request)?;
    let of_tx = asked.clone();
    let read = site.read(move |tx| of_tx.read(tx, &custom::find(tx, id)?.id.to_string()));
    let found = read.await.map_err(Failure::in_query)?;
    Ok(asked.answer(&found, |entry| history::present(entry, &found)))
}
