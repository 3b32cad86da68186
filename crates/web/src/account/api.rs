//! One's own account in the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::{Id, Timestamp};
use desk::Error;
use desk::account::{
    ApiToken, OpenSession, PasswordChange, end_session, revoke_own_token, sessions_of,
    sign_out_everywhere, tokens_of,
};
use serde_json::{Value, json};

use super::describe;
use super::tokens::made;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::idempotency::ToldOnce;
use crate::identify::{Caller, ClientAddress};
use crate::input::Raw;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema("Session", describe::session())
        .schema("ApiToken", describe::token())
        .api(describe::change_password(), change_password)
        .api(describe::sessions(), sessions)
        .api(describe::end_sessions(), end_sessions)
        .api(describe::end_session(), end_one)
        .schema("NewApiToken", describe::new_token())
        .api(describe::tokens(), tokens)
        .api(describe::make_token(), make_token)
        .api(describe::revoke_token(), revoke_token);
}

async fn change_password(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<StatusCode> {
    let known = |name: &&String| ["present", "password"].contains(&name.as_str());
    if let Some(other) = input.values.keys().find(|name| !known(name)) {
        return Err(Error::invalid(other.as_str(), "no_such_field").into());
    }
    let change =
        PasswordChange { present: input.shown("present"), password: input.shown("password") };
    let (ctx, from, person) = (caller.context(), address.visitor(&headers), caller.agent.person);
    let ready = site.sign_in(move |db| change.prepare(db, &ctx, person, &from)).await?;
    let (ctx, proof) = (caller.context(), caller.proof);
    site.write(move |tx| ready.save(tx, &ctx, proof)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sessions(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let (person, now) = (caller.agent.person, site.now());
    let all = site.read(move |tx| sessions_of(tx, person, now)).await?;
    Ok(Json(json!({ "items": all.iter().map(present).collect::<Vec<_>>() })))
}

/// A session as it is told.
pub(crate) fn present(one: &OpenSession) -> Value {
    json!({
        "id": one.id,
        "created_at": one.created_at,
        "seen_at": one.seen_at,
        "address": one.from.address,
        "device": one.from.device,
    })
}

async fn end_sessions(State(site): State<Site>, caller: Caller) -> Result<StatusCode> {
    let (ctx, person) = (caller.context(), caller.agent.person);
    site.write(move |tx| sign_out_everywhere(tx, &ctx, person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_one(
    State(site): State<Site>,
    caller: Caller,
    Segment(session): Segment<String>,
) -> Result<StatusCode> {
    let (ctx, person) = (caller.context(), caller.agent.person);
    let session: Id<_> = session.parse().map_err(|_| Error::NotFound)?;
    site.write(move |tx| end_session(tx, &ctx, person, session)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn tokens(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let (person, now) = (caller.agent.person, site.now());
    let all = site.read(move |tx| tokens_of(tx, person)).await?;
    let items: Vec<Value> = all.iter().map(|token| of_token(token, now)).collect();
    Ok(Json(json!({ "items": items })))
}

pub(crate) fn of_token(token: &ApiToken, now: Timestamp) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": token.used_at,
        "revoked_at": token.revoked_at,
        "works": token.works(now),
        "idle": token.is_idle(now),
    })
}

/// What a script sends is told once: the answer is kept under no key.
async fn make_token(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<Response> {
    let who = (&caller.agent, address.visitor(&headers));
    let new = made(&site, who, || caller.context(), &input).await?;
    let told = json!({
        "id": new.id,
        "name": new.name,
        "expires_at": new.expires_at,
        "token": new.text,
    });
    Ok((StatusCode::CREATED, Extension(ToldOnce), Json(told)).into_response())
}

async fn revoke_token(
    State(site): State<Site>,
    caller: Caller,
    Segment(token): Segment<String>,
) -> Result<StatusCode> {
    let (ctx, person) = (caller.context(), caller.agent.person);
    let token: Id<_> = token.parse().map_err(|_| Error::NotFound)?;
    site.write(move |tx| revoke_own_token(tx, &ctx, person, token)).await?;
    Ok(StatusCode::NO_CONTENT)
}
