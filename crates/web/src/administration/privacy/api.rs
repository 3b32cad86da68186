//! Everything about a person, and erasing them, in the API.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use db::ReadTx;
use desk::about::CHAPTERS;
use desk::erasure::erase_person;
use desk::people::Person;
use desk::{Error, field};
use serde_json::json;

use super::super::ADMINISTERS;
use super::{ERASURE, EXPORT};
use crate::endpoint::Endpoints;
use crate::export::about;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Parameter, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let person = || {
        let about = "Who: id, e-mail address or exact name.";
        Parameter::path("person", about, Schema::text().example("rosa@example.org"))
    };
    let chapters: Vec<&str> = CHAPTERS.iter().map(|chapter| chapter.code).collect();
    let about = format!(
        "Which chapter: {}; a kind of record, for records they asked for, opened or work on; or \
         event, for what they did.",
        chapters.join(", ")
    );
    let line = Schema::object().required("about", Schema::text().about(about).example("event"));
    let export =
        Operation::new(Method::GET, format!("/api/v1{EXPORT}"), "exportPerson", ADMINISTERS)
            .summary("Everything about a person that you may read, a JSON object a line")
            .tag("Administration")
            .parameter(person())
            .reply(200, "JSON lines; one that came whole is whole", Some(line));
    endpoints.api(export, hand_out);
    let body = Schema::object()
        .required("reason", Schema::text().at_most(field::TITLE))
        .with("additionalProperties", false);
    let erase =
        Operation::new(Method::POST, format!("/api/v1{ERASURE}"), "erasePerson", ADMINISTERS)
            .summary("Erase who somebody was; what was done stays and names them no more")
            .tag("Administration")
            .parameter(person())
            .body(body)
            .body_example(json!({ "reason": "They asked for it." }))
            .reply(204, "Done; the logbooks follow within minutes", None)
            .refusable();
    endpoints.api(erase, erase_them);
}

/// Whoever the address names.
pub(super) fn named(tx: &ReadTx<'_>, who: &str) -> desk::Result<Person> {
    Person::anybody(tx, "person", who).map_err(|error| match error {
        Error::Invalid(_) => Error::NotFound,
        other => other,
    })
}

async fn hand_out(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
) -> Result<Response> {
    about(&site, caller.agent, who).await
}

async fn erase_them(
    State(site): State<Site>,
    caller: Caller,
    Segment(who): Segment<String>,
    Raw(raw): Raw,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let person = named(tx, &who)?;
        erase_person(tx, &ctx, &agent, person.id, &raw)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
