//! Opening a record that follows up one that is over.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::AnyWork;
use desk::access::Action;
use serde_json::{Value, json};

use super::merging::seen;
use super::{find, operation};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::verb::numbered;

type Work = &'static dyn AnyWork;

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let body = Schema::object()
        .optional("title", Schema::text().about("When left out, that of the old one."))
        .optional("description", Schema::text().about("What is it this time."))
        .about("Besides, whatever opening one takes; what is left out is the old record's.");
    endpoints.api(
        operation(
            work.kind(),
            (Method::POST, "/follow-ups"),
            "follow_up",
            Action::Create,
            "Open a new one that follows up one that is over, linked to it",
        )
        .body(body)
        .body_example(json!({ "description": "It is back since this morning." }))
        .refusable()
        .reply(201, "What was opened, if you see it", Some(Schema::named("Heading").or_null()))
        .reply_header("Location", "Where it is.", Schema::text()),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            open(work, site, caller, number, raw)
        },
    );
}

async fn open(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Location, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let (opened, record) = numbered(&site, work.kind().prefix, move |tx, new| {
        find(tx, &agent, work.kind(), &number)?;
        let done = work.follow_up(tx, &ctx, &agent, (&number, new), &raw)?;
        let record = seen(tx, &agent, &done.number)?;
        Ok((done.number, record))
    })
    .await?;
    let place = Location(format!("/api/v1/{}/{opened}", work.kind().path));
    Ok((StatusCode::CREATED, place, Json(record)))
}
