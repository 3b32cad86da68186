//! One's second factor in the API.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use desk::Error;
use desk::account::{
    begin_second_factor, confirm_second_factor, prove_either, prove_password, remove_second_factor,
    renew_recovery_codes, second_factor_of,
};
use desk::input::RawInput;
use serde_json::{Value, json};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::idempotency::ToldOnce;
use crate::identify::{Caller, ClientAddress};
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::site::Site;

const PATH: &str = "/api/v1/me/second-factor";

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    Operation::new(method, format!("{PATH}{below}"), id, Needs::SignedIn)
        .summary(summary)
        .tag("People")
}

fn body(field: &str, about: &str, example: &str) -> Schema {
    let value = Schema::text().at_most(256).about(about).example(example);
    Schema::object().required(field, value).with("additionalProperties", false)
}

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let present = || body("present", "Your password.", "a long walk by the river 7");
    let either = body("present", "Your password, or a code.", "a long walk by the river 7");
    let factor = Schema::object()
        .required(
            "since",
            Schema::instant().or_null().about("Since when codes are asked for; null for never."),
        )
        .required("codes_left", Schema::number().about("Recovery codes not used yet.").example(10));
    let begun = Schema::object()
        .required("secret", Schema::text().example("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        .required(
            "uri",
            Schema::text().example("otpauth://totp/Mainstay:ada@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mainstay"),
        );
    let code = || Schema::text().example("GEZD-GNBV-GY3T-QOJQ");
    let codes = || {
        Schema::object().required(
            "recovery_codes",
            Schema::list(code()).about("Told this once; each works once."),
        )
    };
    endpoints
        .api(
            operation(
                Method::GET,
                "",
                "readMySecondFactor",
                "Whether codes are asked for when you sign in",
            )
            .reply(200, "Your second factor", Some(factor)),
            read,
        )
        .api(
            operation(
                Method::POST,
                "",
                "beginMySecondFactor",
                "Begin to set up an authenticator app",
            )
            .body(present())
            .reply(201, "What goes into the app, told this once", Some(begun))
            .refusable(),
            begin,
        )
        .api(
            operation(
                Method::POST,
                "/confirmation",
                "confirmMySecondFactor",
                "Ask for codes from now on",
            )
            .body(body("code", "The first code of the app.", "287082"))
            .reply(201, "Codes for when the app is lost", Some(codes()))
            .refusable(),
            confirm,
        )
        .api(
            operation(Method::POST, "/codes", "renewMyRecoveryCodes", "Make other recovery codes")
                .body(present())
                .reply(201, "Those of before work no more", Some(codes()))
                .refusable(),
            renew,
        )
        .api(
            operation(Method::DELETE, "", "removeMySecondFactor", "Ask for codes no more")
                .body(either)
                .reply(204, "Your password is enough", None)
                .refusable(),
            remove,
        );
}

async fn read(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let person = caller.agent.person;
    let has = site.read(move |tx| second_factor_of(tx, person)).await?;
    Ok(Json(json!({
        "since": has.map(|has| has.since),
        "codes_left": has.map_or(0, |has| has.codes_left),
    })))
}

fn only(input: &RawInput, name: &str) -> Result<String> {
    match input.values.keys().find(|given| *given != name) {
        Some(other) => Err(Error::invalid(other.as_str(), "no_such_field").into()),
        None => Ok(input.shown(name)),
    }
}

/// Proves that whoever holds the token knows the password, or where that is enough a code.
async fn proven(
    site: &Site,
    caller: &Caller,
    (headers, address): (&HeaderMap, ClientAddress),
    input: &RawInput,
    or_code: bool,
) -> Result<()> {
    let (ctx, person, typed) = (caller.context(), caller.agent.person, only(input, "present")?);
    let (from, sealer) = (address.visitor(headers), site.sealer().clone());
    let did = site.sign_in(move |db| match or_code {
        true => prove_either(db, &ctx, &sealer, person, &from, &typed),
        false => prove_password(db, &ctx, person, &from, &typed),
    });
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
    proven(&site, &caller, (&headers, address), &input, false).await?;
    let (ctx, sealer, person) = (caller.context(), site.sealer().clone(), caller.agent.person);
    let secret = site.write(move |tx| begin_second_factor(tx, &ctx, &sealer, person)).await?;
    let account = caller.agent.email.unwrap_or(caller.agent.name);
    Ok(once(json!({ "secret": secret.text(), "uri": secret.uri(&account) })))
}

async fn confirm(State(site): State<Site>, caller: Caller, Raw(input): Raw) -> Result<Response> {
    let (ctx, sealer, person) = (caller.context(), site.sealer().clone(), caller.agent.person);
    let code = only(&input, "code")?;
    let codes =
        site.write(move |tx| confirm_second_factor(tx, &ctx, &sealer, person, &code)).await?;
    Ok(once(json!({ "recovery_codes": codes })))
}

async fn renew(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    address: ClientAddress,
    Raw(input): Raw,
) -> Result<Response> {
    proven(&site, &caller, (&headers, address), &input, false).await?;
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
    proven(&site, &caller, (&headers, address), &input, true).await?;
    let (ctx, person) = (caller.context(), caller.agent.person);
    site.write(move |tx| remove_second_factor(tx, &ctx, person)).await?;
    Ok(StatusCode::NO_CONTENT)
}
