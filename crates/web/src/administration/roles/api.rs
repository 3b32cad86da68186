//! Roles in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::Id;
use desk::Error;
use desk::roles::{self, HOLDER, standing, standings};
use serde_json::{Value, json};

use super::super::{Kinds, lately};
use super::page::{LIST, place};
use super::{VERBS, describe, make::given, present, sent};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::{Raw, Tree};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema("Permission", describe::permission())
        .schema("Role", describe::role())
        .schema("RoleEffect", describe::effect())
        .schema("RoleHolder", describe::holder())
        .api(describe::list(), list)
        .api(describe::make(), make)
        .api(describe::read(), read)
        .api(describe::rename(), rename)
        .api(describe::delete(), delete)
        .api(describe::preview(), preview)
        .api(describe::set(), set)
        .api(describe::restore(), restore)
        .api(describe::holders(), holders)
        .api(describe::grant(), grant)
        .api(describe::revoke(), revoke)
        .api(describe::history(), history);
}

/// Refuses what is not asked for.
fn only(input: &desk::input::RawInput, name: &str) -> desk::Result<()> {
    match input.values.keys().find(|given| *given != name) {
        Some(other) => Err(Error::invalid(other.as_str(), "no_such_field")),
        None => Ok(()),
    }
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let all = site.read(move |tx| standings(tx, &agent, &kinds.0)).await?;
    Ok(Json(json!({ "items": all.iter().map(present::role).collect::<Vec<_>>() })))
}

async fn make(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Raw(input): Raw,
) -> Result<Response> {
    let new = given(&input)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let role = roles::make(tx, &ctx, &agent, &kinds.0, &new)?;
            standing(tx, &agent, &kinds.0, &role.code)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(present::role(&made))).into_response())
}

async fn read(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let found = site.read(move |tx| standing(tx, &agent, &kinds.0, &code)).await?;
    Ok(Json(present::role(&found)))
}

async fn rename(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Raw(input): Raw,
) -> Result<Json<Value>> {
    only(&input, "name")?;
    let (ctx, agent, name) = (caller.context(), caller.agent, input.shown("name"));
    let renamed = site
        .write(move |tx| {
            roles::rename(tx, &ctx, &agent, &code, &name)?;
            standing(tx, &agent, &kinds.0, &code)
        })
        .await?;
    Ok(Json(present::role(&renamed)))
}

async fn delete(
    State(site): State<Site>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| roles::delete(tx, &ctx, &agent, &code)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn preview(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Tree(tree): Tree,
) -> Result<Json<Value>> {
    let (sheet, _) = sent::told(&kinds.0, &tree)?;
    let agent = caller.agent;
    let effect = site.read(move |tx| roles::preview(tx, &agent, &kinds.0, &code, &sheet)).await?;
    Ok(Json(present::effect(&effect)))
}

async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Tree(tree): Tree,
) -> Result<Json<Value>> {
    let (sheet, seen) = sent::told(&kinds.0, &tree)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    let set = site
        .write(move |tx| {
            roles::set(tx, &ctx, &agent, &kinds.0, &code, (&sheet, seen.as_deref()))?;
            standing(tx, &agent, &kinds.0, &code)
        })
        .await?;
    Ok(Json(present::role(&set)))
}

async fn restore(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let restored = site
        .write(move |tx| {
            roles::restore(tx, &ctx, &agent, &kinds.0, &code)?;
            standing(tx, &agent, &kinds.0, &code)
        })
        .await?;
    Ok(Json(present::role(&restored)))
}

async fn holders(
    State(site): State<Site>,
    caller: Caller,
    Segment(code): Segment<String>,
    request: ListRequest,
) -> Result<Json<Value>> {
    request.nothing_else()?;
    let after = place(&request, &caller.agent).map_err(Failure::in_query)?;
    let (agent, limit) = (caller.agent.clone(), request.limit);
    let page = site
        .read(move |tx| roles::holders(tx, &agent, &code, &after, limit))
        .await
        .map_err(Failure::in_query)?;
    let next = page.next.map(|next| request.cursor(LIST, caller.agent.person, &next));
    let items: Vec<Value> = page.holders.iter().map(present::holder).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

async fn grant(
    State(site): State<Site>,
    caller: Caller,
    Segment(code): Segment<String>,
    Raw(input): Raw,
) -> Result<StatusCode> {
    only(&input, HOLDER)?;
    let (ctx, agent, who) = (caller.context(), caller.agent, input.shown(HOLDER));
    site.write(move |tx| roles::grant(tx, &ctx, &agent, &code, &who)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn revoke(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment((code, person)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let person: Id<_> = person.parse().map_err(|_| Error::NotFound)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| roles::revoke(tx, &ctx, &agent, &kinds.0, (&code, person))).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn history(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let (entries, names) = site
        .read(move |tx| {
            standing(tx, &agent, &kinds.0, &code)?;
            lately::read(tx, &agent, VERBS, Some(("role_code", code.as_str())))
        })
        .await?;
    Ok(lately::answered(&entries, &names))
}
