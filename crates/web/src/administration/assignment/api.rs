//! The rules in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::Id;
use desk::access::Agent;
use desk::assignment::{self, Candidate, Explained, Load, Outcome, Preview, Rule, Standing};
use desk::filter::Problem;
use desk::{Error, Heading, Kind};
use serde_json::{Value, json};

use super::super::Kinds;
use super::{describe, named};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result, explain};
use crate::i18n::Translator;
use crate::identify::Caller;
use crate::input::{Raw, Tree};
use crate::query::ListRequest;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::api::heading;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    for (name, schema) in describe::schemas() {
        endpoints.schema(name, schema);
    }
    endpoints
        .api(describe::list(), list)
        .api(describe::list_of_kind(), list_of_kind)
        .api(describe::create(), create)
        .api(describe::preview_new(), preview_new)
        .api(describe::order(), order)
        .api(describe::load(), load)
        .api(describe::explanation(), explanation)
        .api(describe::read(), read)
        .api(describe::edit(), edit)
        .api(describe::remove(), remove)
        .api(describe::preview(), preview);
}

fn problem(t: &Translator, problem: &Problem) -> Value {
    json!({
        "code": problem.code,
        "start": problem.at.start,
        "end": problem.at.end,
        "detail": explain(t, &problem.fault(assignment::CONDITION)),
    })
}

fn present(t: &Translator, standing: &Standing) -> Value {
    let Standing { rule, named, problems } = standing;
    let person = rule
        .gives
        .person()
        .map(|id| json!({ "id": id, "name": named.person, "email": named.email }));
    json!({
        "id": rule.id,
        "kind": rule.kind,
        "place": rule.place,
        "name": rule.name,
        "condition": rule.condition,
        "team": { "id": rule.team, "name": named.team },
        "gives": rule.gives.code(),
        "person": person,
        "active": rule.active,
        "usable": standing.is_whole(),
        "team_works": named.team_works,
        "problems": problems.iter().map(|one| problem(t, one)).collect::<Vec<_>>(),
        "version": rule.version,
        "changed_at": rule.changed_at,
    })
}

fn candidate(one: &Candidate) -> Value {
    json!({
        "id": one.person,
        "name": one.name,
        "open": one.open,
        "away": one.away,
        "works": one.works,
    })
}

fn to(person: Option<&(Id<desk::people::Person>, String)>) -> Value {
    person.map_or(Value::Null, |(id, name)| json!({ "id": id, "name": name }))
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let (agent, now, t) = (caller.agent, site.now(), caller.t);
    let items = site
        .read(move |tx| {
            let mut items = Vec::new();
            for kind in &kinds.0 {
                let all = assignment::standings(tx, &agent, kind, now)?;
                items.extend(all.iter().map(|standing| present(&t, standing)));
            }
            Ok(items)
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn list_of_kind(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let (kind, now, agent) = (named(&kinds, &code)?, site.now(), caller.agent);
    let all = site.read(move |tx| assignment::standings(tx, &agent, kind, now)).await?;
    let items: Vec<Value> = all.iter().map(|standing| present(&caller.t, standing)).collect();
    Ok(Json(json!({ "items": items })))
}

/// A rule that somebody has just read or changed.
async fn found(
    site: &Site,
    agent: Agent,
    t: &Translator,
    kind: &'static Kind,
    id: Id<Rule>,
) -> Result<(ETag, Json<Value>)> {
    let now = site.now();
    let standing = site.read(move |tx| assignment::find(tx, &agent, kind, now, id)).await?;
    Ok((ETag::of(standing.rule.version), Json(present(t, &standing))))
}

async fn read(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    Ok(found(&site, caller.agent, &caller.t, kind, id).await?.into_response())
}

async fn create(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Raw(raw): Raw,
) -> Result<Response> {
    let (kind, now) = (named(&kinds, &code)?, site.now());
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let rule = assignment::create(tx, &ctx, &agent, kind, &raw)?;
            assignment::find(tx, &agent, kind, now, rule.id)
        })
        .await?;
    let place = Location(format!("/api/v1{}/{}", super::path_of(kind), made.rule.id));
    let answer = (ETag::of(made.rule.version), Json(present(&caller.t, &made)));
    Ok((StatusCode::CREATED, place, answer).into_response())
}

async fn edit(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    if_match: IfMatch,
    Raw(mut raw): Raw,
) -> Result<Response> {
    let (kind, now) = (named(&kinds, &code)?, site.now());
    raw.version = if_match.version()?.or(raw.version);
    let (ctx, agent) = (caller.context(), caller.agent);
    let changed = site
        .write(move |tx| {
            assignment::edit(tx, &ctx, &agent, kind, id, &raw)?;
            assignment::find(tx, &agent, kind, now, id)
        })
        .await?;
    Ok((ETag::of(changed.rule.version), Json(present(&caller.t, &changed))).into_response())
}

async fn remove(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    if_match: IfMatch,
) -> Result<StatusCode> {
    let (kind, seen) = (named(&kinds, &code)?, if_match.version()?);
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| assignment::remove(tx, &ctx, &agent, kind, (id, seen))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn order(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Tree(body): Tree,
) -> Result<StatusCode> {
    let kind = named(&kinds, &code)?;
    if let Some(name) = body.keys().find(|name| *name != "rules") {
        return Err(Error::invalid(name.as_str(), "unknown").into());
    }
    let ids = body.get("rules").and_then(Value::as_array).and_then(|items| {
        items.iter().map(|item| item.as_str()?.parse().ok()).collect::<Option<Vec<_>>>()
    });
    let ids = ids.ok_or(Error::invalid("rules", "list"))?;
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| assignment::order(tx, &ctx, &agent, kind, &ids)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn preview_new(
    site: State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    raw: Raw,
) -> Result<Json<Value>> {
    tried(site, caller, named(&kinds, &code)?, None, raw).await
}

async fn preview(
    site: State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    raw: Raw,
) -> Result<Json<Value>> {
    tried(site, caller, named(&kinds, &code)?, Some(id), raw).await
}

async fn tried(
    State(site): State<Site>,
    caller: Caller,
    kind: &'static Kind,
    id: Option<Id<Rule>>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let told = site.read(move |tx| assignment::preview(tx, &ctx, &agent, kind, (id, &raw))).await?;
    Ok(Json(of_preview(&told)))
}

fn of_preview(told: &Preview) -> Value {
    let first = told.first.iter().map(|(name, count)| json!({ "rule": name, "count": count }));
    let examples = told
        .examples
        .iter()
        .map(|one| json!({ "record": heading(&one.record), "to": to(one.to.as_ref()) }));
    json!({
        "looked_at": told.looked_at,
        "holds": told.holds,
        "taken_before": first.collect::<Vec<_>>(),
        "gets": told.gets,
        "team_works": told.team_works,
        "examples": examples.collect::<Vec<_>>(),
        "people": told.team.iter().map(candidate).collect::<Vec<_>>(),
    })
}

async fn load(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let (kind, now, agent) = (named(&kinds, &code)?, site.now(), caller.agent);
    let loads = site.read(move |tx| assignment::load(tx, &agent, kind, now)).await?;
    let team = |load: &Load| {
        json!({
            "team": { "id": load.team, "name": load.name },
            "next_in_turn": load.next_in_turn().map(|one| json!({ "id": one.person, "name": one.name })),
            "people": load.people.iter().map(candidate).collect::<Vec<_>>(),
        })
    };
    Ok(Json(json!({ "items": loads.iter().map(team).collect::<Vec<_>>() })))
}

async fn explanation(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    mut request: ListRequest,
) -> Result<Json<Value>> {
    let (kind, now, agent) = (named(&kinds, &code)?, site.now(), caller.agent);
    let number = request.take("number").ok_or_else(|| Failure::query("number", "required"))?;
    if let Some(name) = request.equals.keys().next() {
        return Err(Failure::query(name.as_str(), "no_such_field"));
    }
    let told = site.read(move |tx| assignment::explain(tx, &agent, kind, now, &number)).await;
    let (record, rules) = match told {
        Err(Error::NotFound) => return Err(Failure::query("number", "no_such")),
        told => told.map_err(Failure::in_query)?,
    };
    Ok(Json(of_explanation(&caller.t, &record, &rules)))
}

fn of_explanation(t: &Translator, record: &Heading, rules: &[Explained]) -> Value {
    let one = |explained: &Explained| {
        let Explained { rule, outcome } = explained;
        let (mut whom, mut fails, mut wrong) = (Value::Null, Vec::new(), Vec::new());
        match outcome {
            Outcome::Gives(person) => whom = to(person.as_ref()),
            Outcome::Fails(parts) => fails.clone_from(parts),
            Outcome::Broken(problems) => wrong.extend(problems.iter().map(|one| problem(t, one))),
            Outcome::Later | Outcome::Off | Outcome::NoTeam => {}
        }
        json!({
            "rule": { "id": rule.id, "name": rule.name },
            "outcome": code_of(outcome),
            "to": whom,
            "fails": fails,
            "problems": wrong,
        })
    };
    json!({ "record": heading(record), "rules": rules.iter().map(one).collect::<Vec<_>>() })
}

/// What becomes of a rule, by its code in the API and in the words.
pub(super) const fn code_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Gives(_) => "gives",
        Outcome::Later => "later",
        Outcome::Fails(_) => "fails",
        Outcome::Off => "off",
        Outcome::Broken(_) => "broken",
        Outcome::NoTeam => "no_team",
    }
}
