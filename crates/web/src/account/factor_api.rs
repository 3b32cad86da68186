//! One's second factor in the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use desk::Error;
use desk::account::{
    begin_second_factor, confirm_second_factor, prove_both, prove_password, remove_second_factor,
    renew_recovery_codes, second_factor_of,
};
use desk::input::RawInput;
use serde_json::{Value, json};

use super::factor_describe as describe;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::idempotency::ToldOnce;
use crate::identify::{Caller, ClientAddress};
use crate::input::Raw;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .api(describe::read(), read)
        .api(describe::begin(), begin)
        .api(describe::confirm(), confirm)
        .api(describe::renew(), renew)
        .api(describe::remove(), remove);
}

async fn read(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let person = caller.agent.person;
    let has = site.read(move |tx| second_factor_of(tx, person)).await?;
    Ok(Json(json!({
        "since": has.map(|has| has.since),
        "codes_left": has.map_or(0, |has| has.codes_left),
    })))
}

/// Refuses what is not asked for.
fn only(input: &RawInput, names: &[&str]) -> Result<()> {
    match input.values.keys().find(|given| !names.contains(&given.as_str())) {
        Some(other) => Err(Error::invalid(other.as_str(), "no_such_field").into()),
        None => Ok(()),
    }
}

/// Proves that whoever holds the token has the password and a code too.
async fn proven(
    site: &Site,
    caller: &Caller,
    (headers, address): (&HeaderMap, ClientAddress),
    input: &RawInput,
) -> Result<()> {
    only(input, &["present", "code"])?;
    let (ctx, person) = (caller.context(), caller.agent.person);
    let (present, code) = (input.shown("present"), input.shown("code"));
    let (from, sealer) = (address.visitor(headers), site.sealer().clone());
    let did =
        site.sign_in(move |db| prove_both(db, &ctx, &sealer, person, &from, (&present, &code)));
    Ok(did.await?)
}

/// An answer that is told once and kept nowhere.
fn once(told: Value) -> Response {
    (StatusCode::CREATED, Extension(ToldOnce), Json(told)).into_response()
}

async fn begin(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<Response> {
    only(&input, &["present"])?;
    let (ctx, person, present) = (caller.context(), caller.agent.person, input.shown("present"));
    let from = address.visitor(&headers);
    site.sign_in(move |db| prove_password(db, &ctx, person, &from, &present)).await?;
    let (ctx, sealer, person) = (caller.context(), site.sealer().clone(), caller.agent.person);
    let secret = site.write(move |tx| begin_second_factor(tx, &ctx, &sealer, person)).await?;
    let account = caller.agent.email.unwrap_or(caller.agent.name);
    Ok(once(json!({ "secret": secret.text(), "uri": secret.uri(&account) })))
}

async fn confirm(State(site): State<Site>, caller: Caller, Raw(input): Raw) -> Result<Response> {
    only(&input, &["code"])?;
    let (ctx, sealer) = (caller.context(), site.sealer().clone());
    let (own, code) = ((caller.agent.person, caller.proof), input.shown("code"));
    let codes =
        site.sign_in(move |db| confirm_second_factor(db, &ctx, &sealer, own, &code)).await?;
    Ok(once(json!({ "recovery_codes": codes })))
}

async fn renew(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<Response> {
    proven(&site, &caller, (&headers, address), &input).await?;
    let (ctx, person) = (caller.context(), caller.agent.person);
    let codes = site.write(move |tx| renew_recovery_codes(tx, &ctx, person)).await?;
    Ok(once(json!({ "recovery_codes": codes })))
}

async fn remove(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<StatusCode> {
    proven(&site, &caller, (&headers, address), &input).await?;
    let (ctx, person) = (caller.context(), caller.agent.person);
    site.write(move |tx| remove_second_factor(tx, &ctx, person, None)).await?;
    Ok(StatusCode::NO_CONTENT)
}
