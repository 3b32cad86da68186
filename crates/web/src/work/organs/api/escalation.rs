//! Bringing a record before the people above, and taking it down again.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use db::{Id, ReadTx};
use desk::access::Action;
use desk::{AnyWork, Record, escalation};
use serde_json::{Value, json};

use super::{People, find, operation, schema_of_person};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

type Work = &'static dyn AnyWork;

const PATH: &str = "/management-escalation";

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let body = || {
        Schema::object()
            .required("reason", Schema::text().about("Why."))
            .optional("version", Schema::number().about("The version you saw."))
            .with("additionalProperties", false)
    };
    let person = Schema::text().about("Who; when left out, who is next above.").or_null();
    let stands = || {
        Schema::object()
            .required("level", Schema::number().between(0, 3))
            .required("person", schema_of_person())
            .required("version", Schema::number())
    };
    endpoints.api(
        operation(
            work.kind(),
            (Method::POST, PATH),
            "escalate_to_management",
            Action::Prioritise,
            "Bring it before somebody above, one level further up",
        )
        .body(body().optional("person", person))
        .body_example(json!({ "reason": "The whole site waits", "person": "me" }))
        .refusable()
        .reply(200, "How far up it is now", Some(stands())),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            go(work, true, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(
            work.kind(),
            (Method::DELETE, PATH),
            "deescalate",
            Action::Prioritise,
            "Take it down one level",
        )
        .body(body())
        .body_example(json!({ "reason": "Calm again" }))
        .refusable()
        .reply(200, "How far up it is now", Some(stands())),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            go(work, false, site, caller, number, raw)
        },
    );
}

async fn go(
    work: Work,
    up: bool,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let told = site
        .write(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?.id;
            let done = match up {
                true => work.escalate(tx, &ctx, &agent, &number, &raw)?,
                false => work.deescalate(tx, &ctx, &agent, &number, &raw)?,
            };
            told(tx, record, done.version)
        })
        .await?;
    Ok(Json(told))
}

/// How far up it is, and with whom.
fn told(tx: &ReadTx<'_>, record: Id<Record>, version: i64) -> desk::Result<Value> {
    let (level, person) = escalation::stands(tx, record)?;
    let people = People::find(tx, person.into_iter())?;
    Ok(json!({ "level": level, "person": people.reference(person), "version": version }))
}
