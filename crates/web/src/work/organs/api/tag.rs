//! Tags of a record.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::Kind;
use desk::access::Action;
use desk::tag::{self, Tag};
use serde_json::{Value, json};

use super::{People, find, operation, schema_of_items, schema_of_person};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

/// Words suggested at most.
const SUGGESTED: u32 = 10;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    let schema = Schema::object()
        .required("tag", Schema::text())
        .required("colour", Schema::number().between(0, 7).about("The same for the same word."))
        .required("by", schema_of_person())
        .required("at", Schema::instant());
    endpoints.schema("Tag", schema);
    endpoints.api(
        operation(kind, (Method::GET, "/tags"), "list_tags", Action::ReadInternal, "Its tags")
            .reply(200, "All of them", Some(schema_of_items(Schema::named("Tag")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    let body = Schema::object()
        .required("tag", Schema::text().at_most(50))
        .with("additionalProperties", false);
    endpoints.api(
        operation(kind, (Method::POST, "/tags"), "tag", Action::Update, "Tag it")
            .body(body)
            .body_example(json!({ "tag": "vip" }))
            .reply(201, "It has the tag", Some(Schema::named("Tag"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            put(kind, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(kind, (Method::DELETE, "/tags/{tag}"), "untag", Action::Update, "Take a tag off")
            .parameter(Parameter::path("tag", "The word, however it is spelt.", Schema::text()))
            .reply(204, "It is gone", None),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            remove(kind, site, caller, place)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::GET, "/tag-suggestions"),
            "suggest_tags",
            Action::ReadInternal,
            "Words like it that others of its kind and company have",
        )
        .parameter(Parameter::query("starts", "How the word begins.", Schema::text()))
        .reply(200, "At most ten", Some(schema_of_items(Schema::text().example("vip")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, asked: ListRequest| {
            suggest(kind, site, caller, number, asked)
        },
    );
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            present(tx, &tag::tags(tx, &agent, &record)?)
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn put(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            Ok(present(tx, &[tag::put(tx, &ctx, &agent, kind, &record, &raw)?])?.pop())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made.unwrap_or_default())))
}

async fn remove(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, word)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, kind, &number)?;
        tag::remove(tx, &ctx, &agent, &record, &word)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn suggest(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
    mut asked: ListRequest,
) -> Result<Json<Value>> {
    let starts = asked.take("starts").unwrap_or_default();
    asked.nothing_else()?;
    let words = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            record.require(&agent, Action::ReadInternal)?;
            tag::suggestions(tx, &agent, &record, &starts, SUGGESTED)
        })
        .await?;
    Ok(Json(json!({ "items": words })))
}

fn present(tx: &db::ReadTx<'_>, tags: &[Tag]) -> desk::Result<Vec<Value>> {
    let people = People::find(tx, tags.iter().filter_map(|tag| tag.by))?;
    let one = |tag: &Tag| {
        json!({
            "tag": tag.label,
            "colour": tag.colour(),
            "by": people.reference(tag.by),
            "at": tag.at,
        })
    };
    Ok(tags.iter().map(one).collect())
}
