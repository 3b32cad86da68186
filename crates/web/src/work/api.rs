//! The API of a kind of record, from its tables.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::history::{Event, Past, history_seen_by};
use desk::lifecycle::{self, Verb};
use desk::list::snapshot;
use desk::work::{Asked, Work};
use desk::{Committed, Error, find_visible};
use serde_json::{Map, Value as JsonValue, json};

use super::names::{Names, Wanted};
use super::present::fields_of;
use super::{custody, describe, part_of, past, present, read_page, visible_fields};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::instant::AsAt;
use crate::query::{ListRequest, cursor};
use crate::reply::{Location, TotalCount};
use crate::segment::Segment;
use crate::site::Site;

/// Adds every operation of a kind: list, read, history, open, and each verb of its lifecycle.
pub fn register<P: Work>(endpoints: &mut Endpoints) {
    describe::schemas::<P>(endpoints);
    endpoints.api(describe::list::<P>(), list::<P>);
    endpoints.api(describe::create::<P>(), create::<P>);
    endpoints.api(describe::read::<P>(), read::<P>);
    endpoints.api(describe::timeline::<P>(), timeline::<P>);
    past::register::<P>(endpoints);
    custody::register::<P>(endpoints);
    for verb in P::KIND.lifecycle.verbs {
        let handler =
            move |site: State<Site>,
                  caller: Caller,
                  number: Segment<String>,
                  if_match: IfMatch,
                  raw: Raw| { act::<P>(verb, site, caller, number, if_match, raw) };
        endpoints.api(describe::verb::<P>(verb), handler);
    }
}

/// The method of a verb as HTTP names it.
pub(super) fn method(verb: &Verb) -> Method {
    match verb.method {
        lifecycle::Method::Post => Method::POST,
        lifecycle::Method::Delete => Method::DELETE,
        lifecycle::Method::Patch => Method::PATCH,
    }
}

async fn list<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Response> {
    let agent = caller.agent;
    let path = format!("/api/v1/{}", P::KIND.path);
    let asked = request.clone();
    let window = site
        .read(move |tx| {
            let fields = visible_fields(P::KIND, &agent);
            read_page(tx, P::KIND, &agent, &asked, (Vec::new(), None), &fields, None)
        })
        .await
        .map_err(Failure::in_query)?;
    let items: Vec<JsonValue> =
        window.listed.rows.iter().map(|row| present::record(row, &window.names)).collect();
    let (previous, next) = (window.previous(), window.next());
    let mut headers = HeaderMap::new();
    if let Some(links) = links(&path, &request, previous.as_deref(), next.as_deref()) {
        headers.insert(header::LINK, links);
    }
    let body = Json(json!({ "items": items, "next": next, "previous": previous }));
    Ok(match window.total {
        Some(total) => (TotalCount(total), headers, body).into_response(),
        None => (headers, body).into_response(),
    })
}

/// `Link` (RFC 8288) to the pages before and after, with the same conditions.
fn links(
    path: &str,
    request: &ListRequest,
    previous: Option<&str>,
    next: Option<&str>,
) -> Option<HeaderValue> {
    let conditions = request.address();
    let link = |name: &str, cursor: &str, relation: &str| {
        format!("<{path}?{conditions}limit={}&{name}={cursor}>; rel=\"{relation}\"", request.limit)
    };
    let links: Vec<String> = previous
        .map(|c| link("before", c, "prev"))
        .into_iter()
        .chain(next.map(|c| link("after", c, "next")))
        .collect();
    if links.is_empty() { None } else { HeaderValue::from_str(&links.join(", ")).ok() }
}

async fn read<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    AsAt(at): AsAt,
) -> Result<Response> {
    let agent = caller.agent;
    if let Some(at) = at {
        let now = site.now();
        let then = site.read(move |tx| past::stood::<P>(tx, &agent, &number, at, now)).await;
        return Ok(Json(then.map_err(Failure::in_query)?).into_response());
    }
    let (body, version) = site.read(move |tx| record::<P>(tx, &agent, &number)).await?;
    Ok((ETag(version), Json(body)).into_response())
}

async fn create<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Response> {
    let ctx = caller.context();
    let (body, version, number) =
        super::create::<P, _, _>(&site, ctx, caller.agent, raw, answer::<P>).await?;
    let place = Location(format!("/api/v1/{}/{number}", P::KIND.path));
    Ok((StatusCode::CREATED, place, ETag(version), Json(body)).into_response())
}

async fn act<P: Work>(
    verb: &'static Verb,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    IfMatch(if_match): IfMatch,
    Raw(input): Raw,
) -> Result<Response> {
    let asked = Asked { number, verb, input, if_match };
    let ctx = caller.context();
    let left = super::act::<P, _, _>(&site, ctx, caller.agent, asked, still_seen::<P>).await?;
    Ok(match left {
        Some((body, version)) => (ETag(version), Json(body)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// The record as whoever opened it may read it, its version and its number.
fn answer<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    done: Committed,
) -> desk::Result<(JsonValue, i64, String)> {
    let (body, version) = record::<P>(tx, agent, &done.number)?;
    Ok((body, version, done.number))
}

/// The record as whoever changed it may read it; nothing when they have just given it away. That
/// is no failure: it would take back what was done.
pub(super) fn still_seen<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    done: Committed,
) -> desk::Result<Option<(JsonValue, i64)>> {
    match record::<P>(tx, agent, &done.number) {
        Err(Error::NotFound) => Ok(None),
        read => read.map(Some),
    }
}

/// The record as it is, with its version.
fn record<P: Work>(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> desk::Result<(JsonValue, i64)> {
    let found = find_visible::<P>(tx, agent, number)?;
    let fields = fields_of(P::KIND, agent, &found.record().facts());
    let row = snapshot(tx, P::KIND, found.record().id, &fields)?.ok_or(Error::NotFound)?;
    let mut wanted = Wanted::default();
    row.values.iter().for_each(|(field, value)| wanted.value(field, value));
    let names = wanted.find(tx, P::KIND)?;
    let mut body = present::record(&row, &names);
    let withdrawn = custody::of_withdrawal(tx, found.record())?;
    if let (JsonValue::Object(members), false) = (&mut body, withdrawn.is_null()) {
        members.insert("withdrawn".to_owned(), withdrawn);
    }
    Ok((body, row.version))
}

async fn timeline<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    request: ListRequest,
) -> Result<Json<JsonValue>> {
    let agent = caller.agent;
    let part = part_of(&request)?;
    let (items, before) = site
        .read(move |tx| {
            let found = find_visible::<P>(tx, &agent, &number)?;
            let internal =
                agent.may_with(P::KIND.code, Action::ReadInternal, &found.record().facts());
            let part = history_seen_by(tx, P::KIND, found.record().id, &agent, internal, part)?;
            let mut wanted = Wanted::default();
            wanted.events(&part.events);
            let names = wanted.find(tx, P::KIND)?;
            let items: Vec<JsonValue> = part.events.iter().map(|e| event(e, &names)).collect();
            Ok((items, part.before))
        })
        .await?;
    let previous = before.map(|seq| cursor(&seq.to_be_bytes()));
    Ok(Json(json!({ "items": items, "previous": previous })))
}

fn event(event: &Event, names: &Names) -> JsonValue {
    let changes: Vec<JsonValue> = event
        .changes
        .iter()
        .map(|change| {
            let held = |past: &Past| past.held().map_or(JsonValue::Null, |text| present::past(change.field, text, names));
            let erased = change.new == Past::Erased;
            json!({ "field": change.field.code, "old": held(&change.old), "new": held(&change.new), "erased": erased })
        })
        .collect();
    let facts: Map<String, JsonValue> =
        event.facts.iter().map(|(code, past)| (code.clone(), json!(past.held()))).collect();
    let erased = event.facts.iter().filter(|(_, past)| *past == Past::Erased);
    let erased: Vec<&str> = erased.map(|(code, _)| code.as_str()).collect();
    json!({
        "seq": event.seq,
        "version": event.version,
        "verb": event.verb,
        "actor": event.actor.map(|id| json!({ "id": id, "name": names.name(Some(id)) })),
        "door": event.door,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "changes": changes,
        "facts": facts,
        "erased": erased,
    })
}
