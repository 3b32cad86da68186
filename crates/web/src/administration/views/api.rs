//! The shared views in the API.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::{Extension, Json};
use desk::Error;
use desk::access::Agent;
use desk::view::{self, SharedView, View};
use serde_json::{Value, json};

use super::super::{ADMINISTERS, Kinds, OVERSEES};
use super::list::{self, Read};
use super::{PATH, named};
use crate::conditional::IfMatch;
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::views::{Mentioned, answer, said};

/// The name of the schema of a view with what there is to know besides.
const SHARED: &str = "SharedView";

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let pins = Schema::number().about("How many people have it pinned.");
    let people = Schema::number()
        .or_null()
        .about("How many people it is offered to; null for everybody who may read such records.");
    let shared = Schema::object()
        .required("view", Schema::named("View"))
        .required("owner_active", Schema::flag().about("Whether its owner can sign in."))
        .required("pins", pins);
    let one = shared.clone().required("people", people);
    let hand_over = operation(
        Method::POST,
        "/{view}/owner",
        ("handOverView", ADMINISTERS),
        "Give a shared view to somebody else",
    );
    let body = Schema::object()
        .with("additionalProperties", false)
        .required("owner", Schema::text().about("Id, e-mail address or exact name."))
        .optional("version", Schema::number().about("The version you saw; another is refused."));
    let read = operation(Method::GET, "/{view}", ("readSharedView", OVERSEES), "A shared view");
    endpoints
        .schema(SHARED, shared)
        .schema("OverseenView", one)
        .api(describe_list(), all)
        .api(read.reply(200, "The view", Some(Schema::named("OverseenView"))), read_one)
        .api(
            hand_over
                .versioned()
                .body(body)
                .body_example(json!({ "owner": "ben@example.org" }))
                .reply(200, "The view afterwards", Some(Schema::named("View")))
                .reply_header("ETag", "Its version.", Schema::text()),
            give,
        );
}

fn operation(method: Method, below: &str, (id, needs): (&str, Needs), summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    operation.parameter(Parameter::path("view", "The view's identity.", Schema::id()))
}

fn describe_list() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(SHARED)))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let owner = "Only this person's: id, e-mail address or exact name.";
    let kind = Schema::text().example("incident");
    let after = "The `next` cursor of the page before.";
    operation(Method::GET, "", ("listSharedViews", OVERSEES), "Shared views of everybody")
        .parameter(Parameter::query("owner", owner, Schema::text().example("ben@example.org")))
        .parameter(Parameter::query("kind", "Only those of this kind.", kind))
        .parameter(Parameter::query("limit", "Views at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query("after", after, Schema::text()))
        .reply(200, "Those made last first", Some(page))
}

fn present(names: &Mentioned, agent: &Agent, one: &SharedView) -> Value {
    json!({
        "view": names.json(&one.view, agent),
        "owner_active": one.owner_active,
        "pins": one.pins,
    })
}

async fn all(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let body = site.read(move |tx| {
        let Read { views, next } = list::read(tx, &agent, &request)?;
        let known: Vec<View> = views.iter().map(|one| one.view.clone()).collect();
        let names = Mentioned::by(tx, &known)?;
        let items: Vec<Value> = views.iter().map(|one| present(&names, &agent, one)).collect();
        Ok(json!({ "items": items, "next": next }))
    });
    Ok(Json(body.await.map_err(Failure::in_query)?))
}

async fn read_one(
    State(site): State<Site>,
    caller: Caller,
    Segment(text): Segment<String>,
) -> Result<Json<Value>> {
    let (id, agent) = (named(&text)?, caller.agent);
    let body = site.read(move |tx| {
        let one = view::shared_view(tx, &agent, id)?;
        let names = Mentioned::by(tx, std::slice::from_ref(&one.view))?;
        let mut body = present(&names, &agent, &one);
        if let Value::Object(members) = &mut body {
            members.insert("people".to_owned(), view::audience(tx, &one.view)?.into());
        }
        Ok(body)
    });
    Ok(Json(body.await?))
}

async fn give(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(text): Segment<String>,
    if_match: IfMatch,
    Raw(raw): Raw,
) -> Result<Response> {
    let (id, seen) = (named(&text)?, if_match.version()?.or(raw.version));
    let (ctx, agent) = (caller.context(), caller.agent);
    let given = site.write(move |tx| {
        let one = view::shared_view(tx, &agent, id)?;
        let kind = kinds.find(&one.view.kind).ok_or(Error::NotFound)?;
        let view = view::hand_over(tx, &ctx, &agent, kind, (id, seen), &raw)?;
        answer(tx, &agent, view)
    });
    Ok(said(given.await?))
}
