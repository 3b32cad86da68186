//! The page of the rules of a kind.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::access::{ANY_KIND, Action, Agent};
use desk::assignment::{self, Rule};
use desk::audit::{AuditQuery, audit};
use desk::journal::{Entry, Logbook};
use desk::{Error, Kind};

use super::super::Kinds;
use super::super::log_names::LogNames;
use super::overview::{self, Asked, Found};
use super::{VERBS, anchor_of, named, path_of};
use crate::failure::{Failure, Result};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;

/// Changes shown at most.
const HISTORY: usize = 10;

pub(super) async fn first(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let kind = kinds.0.first().copied().ok_or(Failure::Desk(Error::NotFound))?;
    draw(&site, &member, &kinds, kind, request).await
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    draw(&site, &member, &kinds, named(&kinds, &code)?, request).await
}

async fn draw(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    kind: &'static Kind,
    mut request: ListRequest,
) -> Result<Response> {
    let number = request.take("number").unwrap_or_default();
    if let Some(name) = request.equals.keys().next() {
        return Err(Failure::query(name.as_str(), "no_such_field"));
    }
    let (agent, now, sought) = (member.agent.clone(), site.now(), number.clone());
    let (found, wrong) = site
        .read(move |tx| {
            let tried = match sought.trim() {
                "" => Ok(None),
                number => assignment::explain(tx, &agent, kind, now, number).map(Some),
            };
            let (tried, wrong) = match tried {
                Err(Error::NotFound) => (None, Some("no_such")),
                // Whoever may not read the rules at all is told so by what follows.
                Err(Error::Forbidden(_)) => (None, Some("inside_only")),
                tried => (tried?, None),
            };
            let found = Found {
                kind,
                rules: assignment::standings(tx, &agent, kind, now)?,
                loads: assignment::load(tx, &agent, kind, now)?,
                history: history(tx, &agent, kind)?,
                tried,
            };
            Ok((found, wrong))
        })
        .await?;
    let problem = wrong.map(|code| member.t.text_of("fault", code));
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let asked = Asked { number, problem };
    draw_with(status, &overview::page(member, now, &kinds.0, &found, &asked))
}

/// What was done to the rules of a kind last, with the names it mentions; nothing for who may not read
/// the logbook.
fn history(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
) -> desk::Result<Option<(Vec<Entry>, LogNames)>> {
    if !agent.may(ANY_KIND, Action::Audit) {
        return Ok(None);
    }
    let query = AuditQuery {
        book: Logbook::Settings,
        person: None,
        day: None,
        verbs: VERBS.map(str::to_owned).into(),
        before: None,
        limit: HISTORY * 4,
    };
    let of_kind = |entry: &Entry| {
        entry.values.iter().any(|v| v.field == "kind" && v.value.as_deref() == Some(kind.code))
    };
    let mut entries = audit(tx, agent, &query)?.entries;
    entries.retain(of_kind);
    entries.truncate(HISTORY);
    let names = LogNames::of(tx, &entries)?;
    Ok(Some((entries, names)))
}

/// Moves a rule one place up or down.
pub(super) async fn place(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    let (ctx, agent, now) = (member.context(), member.agent.clone(), site.now());
    let up = input.shown("direction") == "up";
    let moved = site
        .write(move |tx| {
            let all = assignment::standings(tx, &agent, kind, now)?;
            let at = all.iter().position(|one| one.rule.id == id).ok_or(Error::NotFound)?;
            let to = if up { at.saturating_sub(1) } else { (at + 1).min(all.len() - 1) };
            let mut ids: Vec<Id<Rule>> = all.iter().map(|one| one.rule.id).collect();
            ids.swap(at, to);
            assignment::order(tx, &ctx, &agent, kind, &ids)?;
            let moved = all.into_iter().find(|one| one.rule.id == id);
            moved.map(|one| one.rule).ok_or(Error::NotFound)
        })
        .await?;
    Ok(said(&member, kind, "assignment-moved", &moved, true))
}

pub(super) async fn remove(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let (kind, seen) = (named(&kinds, &code)?, input.version);
    let (ctx, agent) = (member.context(), member.agent.clone());
    let gone = site.write(move |tx| assignment::remove(tx, &ctx, &agent, kind, (id, seen))).await?;
    Ok(said(&member, kind, "assignment-removed", &gone, false))
}

fn said(member: &Member, kind: &Kind, key: &str, rule: &Rule, stands: bool) -> Response {
    let text = member.t.text_with(key, &[("rule", Arg::Text(&rule.name))]);
    let anchor = if stands { format!("#{}", anchor_of(rule)) } else { String::new() };
    see_with(&format!("{}{anchor}", path_of(kind)), &text)
}
