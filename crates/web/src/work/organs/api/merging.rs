//! Merging records, undoing it, and splitting off a part.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::{AnyWork, Error, find_heading, merge};
use serde_json::{Value, json};

use super::{find, heading, operation, schema_of_items};
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

const PATH: &str = "/merge";

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let kind = work.kind();
    let number = desk::numbers::format(kind.prefix, 7);
    let both = Schema::object()
        .required("source", Schema::named("Heading"))
        .required("target", Schema::named("Heading"));
    let target = Schema::object()
        .required("target", Schema::text().about("The number of the record to merge into."))
        .optional("version", Schema::number().about("The version you saw of the one merged."))
        .with("additionalProperties", false);
    endpoints.api(
        operation(
            kind,
            (Method::POST, PATH),
            "merge",
            Action::Update,
            "Merge it into another: it ends as a duplicate, and its number leads there",
        )
        .body(target)
        .body_example(json!({ "target": number }))
        .refusable()
        .reply(200, "Both, as they are now", Some(both)),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            make(work, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::DELETE, PATH),
            "unmerge",
            Action::Update,
            "Undo a merge: it is as it was before, with what went along",
        )
        .refusable()
        .reply(200, "The record", Some(Schema::named("Heading"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            undo(work, site, caller, number)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::GET, PATH),
            "list_merged",
            Action::Read,
            "What was merged into it, as far as you see it",
        )
        .reply(200, "All of it", Some(schema_of_items(Schema::named("Heading")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(work, site, caller, number)
        },
    );
    split_off(endpoints, work);
}

fn split_off(endpoints: &mut Endpoints, work: Work) {
    let part = Schema::object()
        .optional(
            "entry",
            Schema::number().about("The entry of the history with the comment to split off."),
        )
        .optional("title", Schema::text().about("When left out, the beginning of the comment."))
        .optional("description", Schema::text().about("When left out, the comment."))
        .about("Besides, whatever opening one takes; what is left out is the old record's.");
    endpoints.api(
        operation(
            work.kind(),
            (Method::POST, "/split"),
            "split",
            Action::Update,
            "Open another one from a part of it",
        )
        .body(part)
        .body_example(json!({ "title": "The scanner on the second floor, too" }))
        .refusable()
        .reply(201, "What was opened, if you see it", Some(Schema::named("Heading").or_null()))
        .reply_header("Location", "Where it is.", Schema::text()),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            split(work, site, caller, number, raw)
        },
    );
}

async fn make(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let both = site
        .write(move |tx| {
            let source = find(tx, &agent, work.kind(), &number)?;
            refuse_others(&raw)?;
            work.merge(tx, &ctx, &agent, &number, &raw)?;
            let source = find_heading(tx, &agent, &source.number)?;
            let target = merge::merged_into(tx, &agent, source.id)?.ok_or(Error::NotFound)?;
            Ok(json!({ "source": heading(&source), "target": heading(&target) }))
        })
        .await?;
    Ok(Json(both))
}

/// Names nobody knows are refused, as everywhere.
fn refuse_others(raw: &desk::input::RawInput) -> desk::Result<()> {
    match raw.values.keys().find(|name| *name != "target") {
        Some(name) => Err(Error::invalid(name.as_str(), "unknown")),
        None => Ok(()),
    }
}

async fn undo(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let source = site
        .write(move |tx| {
            find(tx, &agent, work.kind(), &number)?;
            work.unmerge(tx, &ctx, &agent, &number)?;
            Ok(heading(&find_heading(tx, &agent, &number)?))
        })
        .await?;
    Ok(Json(source))
}

async fn list(
    work: Work,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?;
            Ok(merge::merged_from(tx, &agent, record.id)?.iter().map(heading).collect::<Vec<_>>())
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn split(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Location, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let (opened, record) = numbered(&site, work.kind().prefix, move |tx, new| {
        find(tx, &agent, work.kind(), &number)?;
        let done = work.split(tx, &ctx, &agent, (&number, new), &raw)?;
        let record = seen(tx, &agent, &done.number)?;
        Ok((done.number, record))
    })
    .await?;
    let place = Location(format!("/api/v1/{}/{opened}", work.kind().path));
    Ok((StatusCode::CREATED, place, Json(record)))
}

/// A record as others mention it; nothing for one that was opened out of sight.
pub(super) fn seen(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> desk::Result<Value> {
    match find_heading(tx, agent, number) {
        Err(Error::NotFound) => Ok(Value::Null),
        found => Ok(heading(&found?)),
    }
}
