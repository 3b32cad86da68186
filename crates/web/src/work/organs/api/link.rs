//! Links of a record.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::ReadTx;
use desk::Kind;
use desk::access::{Action, Agent};
use desk::link::{self, CODES, Link};
use serde_json::{Value, json};

use super::{
    People, find, heading, identity, one_of, operation, schema_of_items, schema_of_person,
};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    let schema = Schema::object()
        .required("id", Schema::id())
        .required("relation", Schema::one_of(CODES.iter().copied()))
        .required("record", Schema::named("Heading"))
        .required("by", schema_of_person())
        .required("at", Schema::instant());
    endpoints.schema("Link", schema);
    let path = "/links";
    endpoints.api(
        operation(
            kind,
            (Method::GET, path),
            "list_links",
            Action::Read,
            "Its links to what you see",
        )
        .reply(200, "All of them", Some(schema_of_items(Schema::named("Link")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    let body = Schema::object()
        .required(
            "relation",
            Schema::one_of(CODES.iter().copied()).about("How this record stands to the other."),
        )
        .required("number", Schema::text().about("The other record's number, of any kind."))
        .with("additionalProperties", false);
    let number = desk::numbers::format(kind.prefix, 7);
    endpoints.api(
        operation(kind, (Method::POST, path), "link", Action::Update, "Link it to another record")
            .body(body)
            .body_example(json!({ "relation": "caused_by", "number": number }))
            .refusable()
            .reply(201, "The link", Some(Schema::named("Link"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            make(kind, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::DELETE, "/links/{link}"),
            "unlink",
            Action::Update,
            "Take a link away, from either of its records",
        )
        .parameter(one_of("link", "The link."))
        .reply(204, "It is gone", None),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            remove(kind, site, caller, place)
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
            present(tx, &link::links(tx, &agent, record.id)?)
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn make(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent): (_, Agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            let link = link::make(tx, &ctx, &agent, kind, &record, &raw)?;
            Ok(present(tx, &[link])?.pop())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made.unwrap_or_default())))
}

async fn remove(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, kind, &number)?;
        link::remove(tx, &ctx, &agent, &record, identity(&id)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn present(tx: &ReadTx<'_>, links: &[Link]) -> desk::Result<Vec<Value>> {
    let people = People::find(tx, links.iter().filter_map(|link| link.by))?;
    let one = |link: &Link| {
        json!({
            "id": link.id,
            "relation": link.side.code(),
            "record": heading(&link.other),
            "by": people.reference(link.by),
            "at": link.at,
        })
    };
    Ok(links.iter().map(one).collect())
}
