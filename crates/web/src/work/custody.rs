//! Withdrawing a record and bringing it back, restricting it and opening it again, in the API.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::{Action, Agent};
use desk::custody::{self, Step, Withdrawal};
use desk::custom::Catalogue;
use desk::people::Person;
use desk::work::Work;
use desk::{Error, Heading, Kind, Record, find_heading};
use serde_json::{Value as JsonValue, json};

use super::api::{afterwards, still_seen};
use super::describe::{at_number, record_name};
use crate::conditional::IfMatch;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// One operation: its method, its path below the record, the least it takes, what it does, in words
/// and in the desk's.
pub(super) type Line = (Method, &'static str, Action, &'static str, Step);

/// Every operation, one line each; the pages have the same.
pub(super) static LINES: [Line; 4] = [
    (
        Method::DELETE,
        "",
        Action::Administer,
        "Withdraw it: only those who administer or audit find it any more",
        custody::WITHDRAW,
    ),
    (
        Method::DELETE,
        "/withdrawal",
        Action::Administer,
        "Bring it back after it was withdrawn",
        custody::RESTORE,
    ),
    (
        Method::POST,
        "/restriction",
        Action::ReadRestricted,
        "Restrict it: seeing it takes a grant of its own, and every reading is written down",
        custody::RESTRICT,
    ),
    (
        Method::DELETE,
        "/restriction",
        Action::ReadRestricted,
        "Open it again to everybody whose reach covers it",
        custody::UNRESTRICT,
    ),
];

/// Adds them for a kind of record.
pub(super) fn register<P: Work>(endpoints: &mut Endpoints) {
    let withdrawn = Schema::object()
        .required("at", Schema::instant())
        .required("by", Schema::named("Reference").or_null())
        .required("reason", Schema::text().or_null());
    endpoints.schema("Withdrawn", withdrawn);
    for (method, below, action, summary, step) in &LINES {
        let operation = described(P::KIND, (method.clone(), below), step.verb, *action, summary);
        let handler =
            move |site: State<Site>,
                  caller: Caller,
                  number: Segment<String>,
                  if_match: IfMatch,
                  raw: Raw| { act_on::<P>(step, site, caller, number, if_match, raw) };
        endpoints.api(operation, handler);
    }
}

fn described(
    kind: &'static Kind,
    (method, below): (Method, &str),
    id: &str,
    action: Action,
    summary: &str,
) -> Operation {
    let body = Schema::object()
        .required("reason", Schema::text().at_most(desk::field::TITLE))
        .with("additionalProperties", false);
    at_number(kind, method, below, format!("{id}_{}", kind.code), action)
        .summary(summary)
        .versioned()
        .refusable()
        .body(body)
        .body_example(json!({ "reason": "It names people who have nothing to do with it." }))
        .reply(204, "Done; whoever did it reads it no more", None)
        .reply(200, "The record afterwards", Some(Schema::named(record_name(kind))))
        .reply_header("ETag", "Its version.", Schema::text())
}

async fn act_on<P: Work>(
    step: &'static Step,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    IfMatch(if_match): IfMatch,
    Raw(raw): Raw,
) -> Result<Response> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let left = site
        .write(move |tx| {
            let record = found::<P>(tx, &agent, &number)?;
            if let Some(expected) = &if_match {
                let catalogue = Catalogue::of(tx, P::KIND)?;
                expected.refuse_stale(tx, &agent, (record.id.cast(), &record.facts), &catalogue)?;
            }
            let done = step.take(tx, &ctx, &agent, P::KIND, &record, &raw)?;
            still_seen::<P>(tx, &agent, done)
        })
        .await?;
    Ok(afterwards(left))
}

/// The record of this kind with this number, if the agent sees it.
pub(super) fn found<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    number: &str,
) -> desk::Result<Heading> {
    let heading = find_heading(tx, agent, number)?;
    if heading.kind == P::KIND.code { Ok(heading) } else { Err(Error::NotFound) }
}

/// How a record came to be withdrawn, as the API gives it; null for one that is not.
pub(super) fn of_withdrawal(tx: &ReadTx<'_>, record: &Record) -> desk::Result<JsonValue> {
    let Some((withdrawal, name)) = withdrawal(tx, record)? else { return Ok(JsonValue::Null) };
    let by = withdrawal.by.map(|id| json!({ "id": id, "name": name }));
    Ok(json!({ "at": withdrawal.at, "by": by, "reason": withdrawal.reason }))
}

/// How a record came to be withdrawn, and the name of whoever did it.
pub(super) fn withdrawal(
    tx: &ReadTx<'_>,
    record: &Record,
) -> desk::Result<Option<(Withdrawal, Option<String>)>> {
    if !record.withdrawn {
        return Ok(None);
    }
    let Some(withdrawal) = custody::withdrawal(tx, record.id)? else { return Ok(None) };
    let by: Vec<_> = withdrawal.by.into_iter().collect();
    let name = Person::names(tx, &by)?.into_values().next();
    Ok(Some((withdrawal, name)))
}
