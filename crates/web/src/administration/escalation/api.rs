//! The ways in the API.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::Id;
use desk::Error;
use desk::escalation::{self, Named, Way};
use serde_json::{Value, json};

use super::super::ADMINISTERS;
use super::PATH;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Parameter, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let (name, way) = way();
    endpoints
        .schema(name, way)
        .schema("Reference", crate::work::reference_schema())
        .api(list_operation(), list)
        .api(team_operation(), set_team)
        .api(person_operation(), set_manager);
}

fn way() -> (&'static str, Schema) {
    let lead = Schema::object()
        .required("person", Schema::named("Reference"))
        .required("manager", Schema::named("Reference").or_null().about("Who is above them."));
    let way = Schema::object()
        .required("team", Schema::named("Reference"))
        .required(
            "escalates_to",
            Schema::named("Reference").or_null().about("The team that can do more."),
        )
        .required("leads", Schema::list(lead).about("Who leads it, by name."));
    ("EscalationWay", way)
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    Operation::new(method, path, id, ADMINISTERS).summary(summary).tag("Administration")
}

fn list_operation() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("EscalationWay")));
    operation(Method::GET, "", "list_escalation", "Where the records of each team are escalated to")
        .reply(200, "Every team, by name", Some(page))
}

fn team_operation() -> Operation {
    let to = Schema::text().about("A team, by name or identity; null for none.").or_null();
    let body = Schema::object().optional("escalates_to", to).with("additionalProperties", false);
    operation(Method::PUT, "/teams/{team}", "set_escalation", "Say where a team escalates to")
        .parameter(Parameter::path("team", "The team.", Schema::id()))
        .body(body)
        .body_example(json!({ "escalates_to": "Network" }))
        .reply(204, "It is so", None)
}

fn person_operation() -> Operation {
    let to = Schema::text().about("A person, by name, address or identity; null for nobody.");
    let body =
        Schema::object().optional("manager", to.or_null()).with("additionalProperties", false);
    operation(Method::PUT, "/people/{person}", "set_manager", "Say who is above a person")
        .parameter(Parameter::path("person", "The person.", Schema::id()))
        .body(body)
        .body_example(json!({ "manager": "me" }))
        .reply(204, "It is so", None)
}

/// An identity in a path; what is none names nothing.
pub(super) fn identity<T>(text: &str) -> desk::Result<Id<T>> {
    text.parse().map_err(|_| Error::NotFound)
}

fn reference<T>((id, name): &Named<T>) -> Value {
    json!({ "id": id, "name": name })
}

fn present(way: &Way) -> Value {
    let lead = |(person, manager): &(Named<_>, Option<Named<_>>)| json!({ "person": reference(person), "manager": manager.as_ref().map(reference) });
    json!({
        "team": reference(&way.team),
        "escalates_to": way.escalates_to.as_ref().map(reference),
        "leads": way.leads.iter().map(lead).collect::<Vec<_>>(),
    })
}

async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let agent = caller.agent;
    let ways = site.read(move |tx| escalation::ways(tx, &agent)).await?;
    let items: Vec<Value> = ways.iter().map(present).collect();
    Ok(Json(json!({ "items": items })))
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
