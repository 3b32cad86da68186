//! The tokens of everybody in the API.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::Timestamp;
use desk::account::{HeldToken, TokenState, revoke_anybodys_token, token};
use serde_json::{Value, json};

use super::super::ADMINISTERS;
use super::PATH;
use super::list::{self, Read};
use super::page::named;
use crate::account::told_token;
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// The name of the schema of a token with its owner.
const HELD: &str = "HeldApiToken";

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let held = Schema::object()
        .required("token", Schema::named("ApiToken"))
        .required("person", Schema::named("Reference"))
        .required("person_active", Schema::flag().about("Else the token rests.").example(true));
    endpoints
        .schema(HELD, held)
        .api(describe_list(), all)
        .api(
            operation(Method::GET, "/{token}", "readToken", "An API token, and whose it is").reply(
                200,
                "Never what a script sends",
                Some(Schema::named(HELD)),
            ),
            read,
        )
        .api(
            operation(Method::DELETE, "/{token}", "revokeToken", "Revoke an API token of anybody")
                .reply(204, "It works no more", None),
            revoke,
        );
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation =
        Operation::new(method, path, id, ADMINISTERS).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    operation.parameter(Parameter::path("token", "Which, by its id.", Schema::id()))
}

fn describe_list() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(HELD)))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let states = Schema::one_of(TokenState::EVERY.map(TokenState::code)).default_is("working");
    let about =
        "Only those that work, that nobody has used for 90 days, or that never end; or any.";
    let person = "Only this person's: id, e-mail address or exact name.";
    operation(Method::GET, "", "listTokens", "API tokens of everybody")
        .parameter(Parameter::query("person", person, Schema::text()))
        .parameter(Parameter::query("state", about, states.example("idle")))
        .parameter(Parameter::query("limit", "Tokens at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "Those made last first", Some(page))
}

fn present(held: &HeldToken, now: Timestamp) -> Value {
    json!({
        "token": told_token(&held.token, now),
        "person": { "id": held.token.person, "name": held.owner },
        "person_active": held.owner_active,
    })
}

async fn all(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let (agent, now) = (caller.agent, site.now());
    let read = site.read(move |tx| list::read(tx, &agent, &request, now)).await;
    let Read { page, next } = read.map_err(Failure::in_query)?;
    let items: Vec<Value> = page.tokens.iter().map(|held| present(held, now)).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    Segment(text): Segment<String>,
) -> Result<Json<Value>> {
    let (id, agent, now) = (named(&text)?, caller.agent, site.now());
    let held = site.read(move |tx| token(tx, &agent, id)).await?;
    Ok(Json(present(&held, now)))
}

async fn revoke(
    State(site): State<Site>,
    caller: Caller,
    Segment(text): Segment<String>,
) -> Result<StatusCode> {
    let id = named(&text)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| revoke_anybodys_token(tx, &ctx, &agent, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
