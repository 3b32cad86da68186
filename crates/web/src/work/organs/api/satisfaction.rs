//! Saying how satisfied one is with what one asked for.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use desk::access::Action;
use desk::{AnyWork, satisfaction};
use serde_json::{Value, json};

use super::{find, operation};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

type Work = &'static dyn AnyWork;

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let (least, most) = satisfaction::SCORES;
    let score = || Schema::number().between(least, most).about("From 1, very dissatisfied, to 5.");
    let body = Schema::object()
        .required("satisfaction", score())
        .optional("satisfaction_comment", Schema::text().or_null())
        .optional("version", Schema::number().about("The version you saw."))
        .with("additionalProperties", false);
    let stands = Schema::object()
        .required("satisfaction", score().or_null())
        .required("satisfaction_comment", Schema::text())
        .required("version", Schema::number());
    endpoints.api(
        operation(
            work.kind(),
            (Method::POST, "/satisfaction"),
            "rate",
            Action::Comment,
            "Say how satisfied you are with what you asked for, once it is resolved",
        )
        .body(body)
        .body_example(json!({
            "satisfaction": 5, "satisfaction_comment": "Quick and friendly.",
        }))
        .refusable()
        .reply(200, "What is said of it now", Some(stands)),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            rate(work, site, caller, number, raw)
        },
    );
}

async fn rate(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let told = site
        .write(move |tx| {
            let heading = find(tx, &agent, work.kind(), &number)?;
            let done = work.rate(tx, &ctx, &agent, &number, &raw)?;
            let standing = satisfaction::standing(tx, &agent, work.kind(), &heading)?;
            Ok(json!({
                "satisfaction": standing.score,
                "satisfaction_comment": standing.comment,
                "version": done.version,
            }))
        })
        .await?;
    Ok(Json(told))
}
