//! Withdrawing a record and bringing it back, restricting it and opening it again, in the API.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use db::{ReadTx, Tx};
use desk::access::{Action, Agent};
use desk::custody::{self, Withdrawal};
use desk::input::RawInput;
use desk::people::Person;
use desk::work::Work;
use desk::{Committed, Context, Error, Heading, Kind, Record, find_heading};
use serde_json::{Value as JsonValue, json};

use super::api::still_seen;
use super::describe::{at_number, record_name};
use crate::conditional::{ETag, IfMatch};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// What is done, by the desk.
type Act = fn(&Tx<'_>, &Context, &Agent, &Kind, &Heading, &RawInput) -> desk::Result<Committed>;

/// One operation: its method, its path below the record, its name, what it takes, what it does.
type Line = (Method, &'static str, &'static str, Action, &'static str, Act);

/// Every operation, one line each; the pages have the same.
pub(super) const LINES: [Line; 4] = [
    (
        Method::DELETE,
        "",
        "withdraw",
        Action::Administer,
        "Withdraw it: only those who administer or audit find it any more",
        custody::withdraw,
    ),
    (
        Method::DELETE,
        "/withdrawal",
        "restore",
        Action::Administer,
        "Bring it back after it was withdrawn",
        custody::restore,
    ),
    (
        Method::POST,
        "/restriction",
        "restrict",
        Action::ReadRestricted,
        "Restrict it: seeing it takes a grant of its own, and every reading is written down",
        custody::restrict,
    ),
    (
        Method::DELETE,
        "/restriction",
        "unrestrict",
        Action::ReadRestricted,
        "Open it again to everybody whose reach covers it",
        custody::unrestrict,
    ),
];

/// Adds them for a kind of record.
pub(super) fn register<P: Work>(endpoints: &mut Endpoints) {
    let withdrawn = Schema::object()
        .required("at", Schema::instant())
        .required("by", Schema::named("Reference").or_null())
        .required("reason", Schema::text().or_null());
    endpoints.schema("Withdrawn", withdrawn);
    for (method, below, id, action, summary, act) in LINES {
        let operation = described(P::KIND, (method, below), id, action, summary);
        let handler =
            move |site: State<Site>,
                  caller: Caller,
                  number: Segment<String>,
                  if_match: IfMatch,
                  raw: Raw| { act_on::<P>(act, site, caller, number, if_match, raw) };
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
    act: Act,
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
            refuse_stale(tx, &record, if_match)?;
            let done = act(tx, &ctx, &agent, P::KIND, &record, &raw)?;
            still_seen::<P>(tx, &agent, done)
        })
        .await?;
    Ok(match left {
        Some((body, version)) => (ETag(version), Json(body)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
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

fn refuse_stale(tx: &ReadTx<'_>, record: &Heading, if_match: Option<i64>) -> desk::Result<()> {
    let Some(expected) = if_match else { return Ok(()) };
    let present = desk::journal::version(tx, record.id.cast())?;
    if expected == present { Ok(()) } else { Err(Error::Stale { present }) }
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
