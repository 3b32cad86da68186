//! Bulk edits on pages: rows ticked in a list, what is to be done, what would become of each, and what
//! became of it. Each step is a plain form; nothing is kept in the browser.

mod bar;
mod file;
mod form;
mod mine;
mod typed;
mod view;

use axum::Extension;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use db::{Id, ReadTx};
use desk::access::{Action, Agent};
use desk::bulk::{self, Bulk, Wanted};
use desk::input::RawInput;
use desk::lifecycle::Verb;
use desk::{Error, Kind};

pub(super) use bar::bar;

use super::list_path;
use super::own::Pages;
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Result, problems};
use crate::identify::{Member, see, see_with};
use crate::input::Typed;
use crate::page::{BulkPage, BulkPart, FieldProblem};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Known;
use crate::work::bulk::{Move, at_once, go, identity, is_small, part_of};

/// Adds the pages of one kind of record.
pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let list = format!("{}/bulk", list_path(P::KIND));
    let one = format!("{list}/{{bulk}}");
    let may = Needs::May(P::KIND.code, Action::Read);
    endpoints
        .page(Method::POST, list, may, choose::<P>)
        .page(Method::GET, one.as_str(), may, show::<P>)
        .page(Method::DELETE, one.as_str(), may, cancel::<P>)
        .page(Method::POST, format!("{one}/preview"), may, preview::<P>)
        .page(Method::POST, format!("{one}/run"), may, run::<P>)
        .page(Method::GET, format!("{one}/export"), may, file::export::<P>);
}

/// Adds the page of all of somebody's.
pub(in crate::work) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, mine::PATH, Needs::SignedIn, mine::list);
}

/// The page of one.
fn path_of(kind: &Kind, id: Id<Bulk>) -> String {
    format!("{}/bulk/{id}", list_path(kind))
}

/// One of a kind's own, with its verb.
fn found<P: Pages>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    id: Id<Bulk>,
) -> desk::Result<(Bulk, &'static Verb)> {
    let bulk = bulk::find(tx, agent, id)?;
    let of_kind = Some(&bulk).filter(|bulk| bulk.kind == P::KIND.code);
    let verb = of_kind.and_then(|bulk| P::KIND.lifecycle.verb(&bulk.verb));
    Ok((bulk, verb.ok_or(Error::NotFound)?))
}

/// Gathers the rows that were ticked, or all of the list.
async fn choose<P: Pages>(
    State(site): State<Site>,
    Extension(known): Extension<Known>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults).into());
    }
    let (ctx, agent) = (member.context(), member.agent.clone());
    let verb = P::KIND.lifecycle.verb(&input.shown("verb"));
    let verb = verb.ok_or_else(|| Error::invalid("verb", "no_such"))?;
    let (which, queue) = typed::which::<P>(&agent, &input, site.cursors())?;
    let (by, now) = (agent.clone(), ctx.now);
    let chosen = site.read(move |tx| which.clone().chosen(tx, P::KIND, &by, queue, now)).await?;
    let (by, at) = (agent.clone(), ctx.clone());
    let made = site
        .work(move |db| bulk::choose(db, &at, &by, Wanted { kind: P::KIND, verb, chosen }))
        .await?;
    let (by, id) = (agent.clone(), made.id);
    let asks = site.read(move |tx| Ok(!bulk::inputs(tx, &by, P::KIND, verb)?.is_empty())).await?;
    if !asks {
        let (raw, small) = (Some(RawInput::default()), is_small(&made));
        let moved = go(&site, &ctx, &agent, P::KIND, id, (Move::Preview, raw, small)).await?;
        at_once(&site, &known, &agent, moved).await?;
    }
    Ok(see(&path_of(P::KIND, id)))
}

async fn show<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    page::<P>(&site, &member, (identity(&id)?, request), None).await
}

/// Finds out what would become of each.
async fn preview<P: Pages>(
    State(site): State<Site>,
    Extension(known): Extension<Known>,
    member: Member,
    Segment(id): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, agent, id) = (member.context(), member.agent.clone(), identity(&id)?);
    let by = agent.clone();
    let (bulk, verb) = site.read(move |tx| found::<P>(tx, &by, id)).await?;
    let did = match typed::given(verb, &input) {
        _ if !faults.is_empty() => Err(Error::Invalid(faults)),
        Err(error) => Err(error),
        Ok(raw) => {
            let step = (Move::Preview, Some(raw), is_small(&bulk));
            go(&site, &ctx, &agent, P::KIND, id, step).await
        }
    };
    answer::<P>(&site, &known, &member, id, did, Some(input)).await
}

async fn run<P: Pages>(
    State(site): State<Site>,
    Extension(known): Extension<Known>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (ctx, agent, id) = (member.context(), member.agent.clone(), identity(&id)?);
    let by = agent.clone();
    let (bulk, _) = site.read(move |tx| found::<P>(tx, &by, id)).await?;
    let step = (Move::Run, None, is_small(&bulk));
    let did = go(&site, &ctx, &agent, P::KIND, id, step).await;
    answer::<P>(&site, &known, &member, id, did, None).await
}

async fn cancel<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (ctx, agent, id) = (member.context(), member.agent.clone(), identity(&id)?);
    let ended = site
        .work(move |db| {
            db.read(|tx| found::<P>(tx, &agent, id))?;
            bulk::cancel(db, &ctx, &agent, id)
        })
        .await;
    match ended {
        Ok(Some(_)) => Ok(see(&path_of(P::KIND, id))),
        Ok(None) => Ok(see_with(&list_path(P::KIND), &member.t.text("bulk-dropped"))),
        Err(error @ Error::Refused(_)) => {
            let refused = Refused { typed: None, problems: problems(&member.t, &error) };
            page::<P>(&site, &member, (id, first(&site)?), Some(refused)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// What was refused on the page of one.
struct Refused {
    /// What was typed into its form, if that was it.
    typed: Option<RawInput>,
    problems: Vec<FieldProblem>,
}

/// The page after something was asked on it.
async fn answer<P: Pages>(
    site: &Site,
    known: &Known,
    member: &Member,
    id: Id<Bulk>,
    did: desk::Result<Bulk>,
    typed: Option<RawInput>,
) -> Result<Response> {
    match did {
        Ok(moved) => {
            at_once(site, known, &member.agent, moved).await?;
            Ok(see(&path_of(P::KIND, id)))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let refused = Refused { typed, problems: problems(&member.t, &error) };
            page::<P>(site, member, (id, first(site)?), Some(refused)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The first rows.
fn first(site: &Site) -> Result<ListRequest> {
    ListRequest::parse("", crate::endpoint::Door::Page, site.cursors())
}

async fn page<P: Pages>(
    site: &Site,
    member: &Member,
    (id, request): (Id<Bulk>, ListRequest),
    refused: Option<Refused>,
) -> Result<Response> {
    let asked = request.address();
    let part = part_of(request, member.agent.person)?;
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let (by, cursors) = (member.clone(), site.cursors().clone());
    let read = site
        .read(move |tx| view::view::<P>(tx, &by, id, (part, &asked, &cursors), refused.as_ref()));
    let bulk = read.await?;
    if member.wants_fragment() {
        return draw_with(status, &BulkPart { shell: member.shell(), bulk });
    }
    draw_with(status, &BulkPage { shell: member.shell(), bulk })
}
