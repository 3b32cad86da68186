//! The ways in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use db::Id;
use desk::Error;
use desk::escalation::{self, Concerned, Named, Way};
use serde_json::{Value, json};

use super::super::{Kinds, lately};
use super::{VERBS, describe};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let (name, way) = describe::way();
    endpoints
        .schema(name, way)
        .schema("Reference", crate::work::reference_schema())
        .api(describe::list(), list)
        .api(describe::team(), set_team)
        .api(describe::person(), set_manager)
        .api(describe::history(), history);
}

/// An identity in a path; what is none names nothing.
pub(super) fn identity<T>(text: &str) -> desk::Result<Id<T>> {
    text.parse().map_err(|_| Error::NotFound)
}

fn reference<T>((id, name): &Named<T>) -> Value {
    json!({ "id": id, "name": name })
}

fn present(way: &Way, concerned: &Concerned) -> Value {
    let lead = |(person, manager): &(Named<_>, Option<Named<_>>)| {
        json!({
            "person": reference(person),
            "manager": manager.as_ref().map(reference),
            "escalated": concerned.with_person(person.0),
        })
    };
    json!({
        "team": reference(&way.team),
        "escalates_to": way.escalates_to.as_ref().map(reference),
        "open": concerned.of_team(way.team.0),
        "leads": way.leads.iter().map(lead).collect::<Vec<_>>(),
    })
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let (ways, concerned) = site
        .read(move |tx| {
            let ways = escalation::ways(tx, &agent)?;
            Ok((ways, escalation::concerned(tx, &agent, &kinds.0)?))
        })
        .await?;
    let items: Vec<Value> = ways.iter().map(|way| present(way, &concerned)).collect();
    Ok(Json(json!({ "items": items })))
}

async fn history(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    lately::answer(&site, caller.agent, VERBS, None).await
}

async fn set_team(
    State(site): State<Site>,
    caller: Caller,
    Segment(team): Segment<String>,
    Raw(raw): Raw,
) -> Result<StatusCode> {
    let (ctx, agent, team) = (caller.context(), caller.agent, identity(&team)?);
    site.write(move |tx| escalation::set_team(tx, &ctx, &agent, team, &raw)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn set_manager(
    State(site): State<Site>,
    caller: Caller,
    Segment(person): Segment<String>,
    Raw(raw): Raw,
) -> Result<StatusCode> {
    let (ctx, agent, person) = (caller.context(), caller.agent, identity(&person)?);
    site.write(move |tx| escalation::set_manager(tx, &ctx, &agent, person, &raw)).await?;
    Ok(StatusCode::NO_CONTENT)
}
