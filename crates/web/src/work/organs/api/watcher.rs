//! Watchers of a record.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::access::Action;
use desk::watch::{self, Watcher};
use desk::{Heading, Kind};
use serde_json::{Value, json};

use super::{People, find, identity, one_of, operation, schema_of_items, schema_of_person};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    let schema = Schema::object()
        .required("person", Schema::named("Reference"))
        .required("by", schema_of_person().about("Who let them watch."))
        .required("since", Schema::instant());
    endpoints.schema("Watcher", schema);
    for_oneself(endpoints, kind);
    endpoints.api(
        operation(
            kind,
            (Method::GET, "/watchers"),
            "list_watchers",
            Action::Read,
            "Who watches it; without the inside only whether you do",
        )
        .reply(200, "All you may know of", Some(schema_of_items(Schema::named("Watcher")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    let body = Schema::object()
        .required(
            "person",
            Schema::text().about("A person: id, e-mail address, exact name, or me."),
        )
        .with("additionalProperties", false);
    endpoints.api(
        operation(
            kind,
            (Method::POST, "/watchers"),
            "add_watcher",
            Action::Update,
            "Let somebody watch it, and see it by that",
        )
        .body(body)
        .body_example(json!({ "person": "me" }))
        .refusable()
        .reply(201, "They watch it", Some(schema_of_items(Schema::named("Watcher")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            add(kind, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::DELETE, "/watchers/{person}"),
            "remove_watcher",
            Action::Update,
            "Let somebody watch it no more",
        )
        .parameter(one_of("person", "Who watches."))
        .reply(204, "They watch it no more", None),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            remove(kind, site, caller, place)
        },
    );
}

fn for_oneself(endpoints: &mut Endpoints, kind: &'static Kind) {
    let rows = [
        (Method::POST, "watch", "Watch it", "You watch it"),
        (Method::DELETE, "unwatch", "Watch it no more", "You do not watch it"),
    ];
    for (method, id, summary, about) in rows {
        let begin = method == Method::POST;
        endpoints.api(
            operation(kind, (method, "/watch"), id, Action::Read, summary)
                .refusable()
                .reply(204, about, None),
            move |site: State<Site>, caller: Caller, number: Segment<String>| {
                oneself(kind, begin, site, caller, number)
            },
        );
    }
}

async fn oneself(
    kind: &'static Kind,
    begin: bool,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, kind, &number)?;
        match begin {
            true => watch::watch(tx, &ctx, &agent, &record),
            false => watch::unwatch(tx, &ctx, &agent, &record),
        }
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let found = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            present(tx, watch::watchers(tx, &agent, &record)?)
        })
        .await?;
    Ok(Json(found))
}

async fn add(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let answer = site
        .write(move |tx| {
            let record: Heading = find(tx, &agent, kind, &number)?;
            let person = watch::add(tx, &ctx, &agent, kind, &record, &raw)?;
            let all = watch::watchers(tx, &agent, &record)?;
            present(tx, all.into_iter().filter(|w| w.person == person).collect())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn remove(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, person)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, kind, &number)?;
        watch::remove(tx, &ctx, &agent, &record, identity(&person)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn present(tx: &db::ReadTx<'_>, watchers: Vec<Watcher>) -> desk::Result<Value> {
    let people = People::find(tx, watchers.iter().filter_map(|w| w.by))?;
    let one = |w: Watcher| {
        json!({
            "person": { "id": w.person, "name": w.name },
            "by": people.reference(w.by),
            "since": w.since,
        })
    };
    Ok(json!({ "items": watchers.into_iter().map(one).collect::<Vec<_>>() }))
}
