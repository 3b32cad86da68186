//! The API of a kind of record, from its tables.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::family::SPREADS;
use desk::history::{Event, Past, history_seen_by};
use desk::lifecycle::{self, Verb};
use desk::work::{Asked, Work};
use desk::{Committed, Error, Fault, find_visible};
use serde_json::{Map, Value as JsonValue, json};

use super::expand::More;
use super::listing::{Listing, before};
use super::merged::Itself;
use super::names::{Names, Wanted};
use super::parts::{Parts, Told};
use super::unheard::{self, Unheard};
use super::views::with_view;
use super::{
    Known, bulk, custody, describe, erasing, exports, groups, organs, part_of, past, present,
    spread,
};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Place, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::instant::AsAt;
use crate::query::ListRequest;
use crate::reply::{Location, TotalCount};
use crate::segment::Segment;
use crate::site::Site;

/// Adds every operation of a kind: list, read, history, open, and each verb of its lifecycle.
pub fn register<P: Work>(endpoints: &mut Endpoints) {
    let fields = describe::Fields::built_in(P::KIND);
    describe::schemas::<P>(endpoints, &fields);
    endpoints.kind(P::KIND, describe::grow::<P>);
    endpoints.api(describe::list::<P>(&fields), list::<P>);
    endpoints.api(describe::count::<P>(&fields), groups::count::<P>);
    endpoints.api(describe::export::<P>(&fields), exports::whole::<P>);
    endpoints.api(describe::create::<P>(&fields), create::<P>);
    endpoints.api(describe::read::<P>(), read::<P>);
    endpoints.api(describe::timeline::<P>(), timeline::<P>);
    past::register::<P>(endpoints);
    custody::register::<P>(endpoints);
    erasing::register::<P>(endpoints);
    bulk::register::<P>(endpoints);
    for verb in P::KIND.lifecycle.verbs {
        let handler = move |site: State<Site>,
                            known: Extension<Known>,
                            caller: Caller,
                            number: Segment<String>,
                            if_match: IfMatch,
                            raw: Raw| {
            act::<P>(verb, (site, known), caller, number, if_match, raw)
        };
        endpoints.api(describe::verb::<P>(verb, &fields), handler);
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
    let (agent, asked, now) = (caller.agent.clone(), request.clone(), site.now());
    if !request.group.is_empty() {
        return groups::groups::<P>(&site, agent, request).await;
    }
    let (window, more) = site
        .look(move |tx| {
            let asked = with_view(tx, &agent, P::KIND, asked.clone())?;
            let listing = Listing { kind: P::KIND, agent: &agent, request: &asked, queue: "", now };
            let expanded = listing.expanded(tx)?;
            let window = listing.page(tx, &listing.fields(tx)?)?;
            let more = More::of(tx, listing.reader(), &expanded, &window.listed.rows)?;
            Ok((window, more))
        })
        .await
        .map_err(Failure::in_query)?;
    let total = match request.count {
        true => Some(groups::exactly(&site, P::KIND, caller.agent, request.clone()).await),
        false => None,
    };
    let total = total.transpose().map_err(Failure::in_query)?;
    let items: Vec<JsonValue> = window
        .listed
        .rows
        .iter()
        .map(|row| more.add(row, present::record(row, &window.names)))
        .collect();
    let (previous, next) = (window.previous, window.next);
    let path = format!("/api/v1/{}", P::KIND.path);
    let mut headers = HeaderMap::new();
    if let Some(links) = links(&path, &request, previous.as_deref(), next.as_deref()) {
        headers.insert(header::LINK, links);
    }
    let mut body = json!({ "items": items, "next": next, "previous": previous });
    if let (Some(since), Some(body)) = (window.listed.sorted_since, body.as_object_mut()) {
        body.insert("sorted_since".to_owned(), json!(since));
    }
    let body = Json(body);
    Ok(match total {
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
    (itself, parts): (Itself, Parts),
    headers: HeaderMap,
) -> Result<Response> {
    let agent = caller.agent;
    if let Some(at) = at {
        if parts.is_chosen() {
            let fault = Fault::new("at", "exclusive").with("other", "fields, expand");
            return Err(Failure::Request(Place::Query, vec![fault]));
        }
        let now = site.now();
        let then = site.read(move |tx| past::stood::<P>(tx, &agent, &number, at, now)).await;
        return Ok(Json(then.map_err(Failure::in_query)?).into_response());
    }
    let read = site.read(move |tx| {
        let told = parts.tell::<P>(tx, &agent, &number)?;
        let elsewhere = itself.leads_to(tx, &agent, told.id)?;
        Ok((told, elsewhere))
    });
    let (Told { body, version, fields, .. }, elsewhere) = read.await.map_err(Failure::in_query)?;
    if let Some(target) = elsewhere {
        let place = Location(format!("/api/v1/{}/{}", P::KIND.path, target.number));
        let body = Json(json!({ "merged_into": organs::api::heading(&target) }));
        return Ok((StatusCode::TEMPORARY_REDIRECT, place, body).into_response());
    }
    let tag = ETag::of_read(version, &body, &fields);
    if tag.is_known(&headers) {
        return Ok((StatusCode::NOT_MODIFIED, tag, ()).into_response());
    }
    Ok((tag, Json(body)).into_response())
}

async fn create<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Response> {
    let (ctx, names) = (caller.context(), Unheard::of(&raw));
    let answer = move |tx: &ReadTx<'_>, agent: &Agent, done: Committed| {
        let unheard = names.find::<P>(tx, agent, &done)?;
        let (mut body, version, number) = answer::<P>(tx, agent, done)?;
        unheard::put(&mut body, unheard);
        Ok((body, version, number))
    };
    let (body, version, number) =
        super::create::<P, _, _>(&site, ctx, caller.agent, raw, answer).await?;
    let place = Location(format!("/api/v1/{}/{number}", P::KIND.path));
    Ok((StatusCode::CREATED, place, ETag::of(version), Json(body)).into_response())
}

async fn act<P: Work>(
    verb: &'static Verb,
    (State(site), Extension(known)): (State<Site>, Extension<Known>),
    caller: Caller,
    Segment(number): Segment<String>,
    IfMatch(if_match): IfMatch,
    Raw(input): Raw,
) -> Result<Response> {
    let (ctx, names) = (caller.context(), Unheard::of(&input));
    let spreads = input.values.contains_key(SPREADS).then(|| number.clone());
    let by = caller.agent.clone();
    let asked = Asked { number, verb, input, if_match };
    let answer = move |tx: &ReadTx<'_>, agent: &Agent, done: Committed| {
        let unheard = names.find::<P>(tx, agent, &done)?;
        let mut left = still_seen::<P>(tx, agent, done)?;
        left.iter_mut().for_each(|(body, _)| unheard::put(body, unheard.clone()));
        Ok(left)
    };
    let mut left = super::act::<P, _, _>(&site, ctx, caller.agent, asked, answer).await?;
    if let (Some(number), Some((body, _))) = (spreads, left.as_mut()) {
        spread::put(body, spread::spread(&site, &known, &by, &number).await?.as_ref());
    }
    Ok(afterwards(left))
}

/// The answer to whoever changed a record: as it is now, or nothing when they see it no more.
pub(super) fn afterwards(left: Option<(JsonValue, i64)>) -> Response {
    match left {
        Some((body, version)) => (ETag::of(version), Json(body)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
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
    let told = Parts::default().tell::<P>(tx, agent, number)?;
    Ok((told.body, told.version))
}

async fn timeline<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    request: ListRequest,
) -> Result<Json<JsonValue>> {
    let agent = caller.agent;
    let (reader, part) = (agent.person, part_of(&request, agent.person)?);
    let (items, earlier) = site
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
    let previous = earlier.map(|seq| before(site.cursors(), reader, seq));
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
