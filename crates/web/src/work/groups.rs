//! How many records there are, in all and by what they hold.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use db::{ReadTx, Value};
use desk::Kind;
use desk::access::Agent;
use desk::field::FieldKind;
use desk::list::{By, Count, exact, group};
use desk::work::Work;
use serde_json::{Value as JsonValue, json};

use super::listing::Listing;
use super::names::Wanted;
use super::present;
use super::views::with_view;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::query::ListRequest;
use crate::site::Site;

/// A count beyond this is not counted further unless somebody asks.
pub const COUNTED: u64 = 1_000;

/// How many records a list has, of every group.
pub(super) async fn groups<P: Work>(
    site: &Site,
    agent: Agent,
    request: ListRequest,
) -> Result<Response> {
    let now = site.now();
    let body = site
        .read(move |tx| {
            let request = with_view(tx, &agent, P::KIND, request.clone())?;
            let listing =
                Listing { kind: P::KIND, agent: &agent, request: &request, queue: "", now };
            grouped(tx, &listing)
        })
        .await
        .map_err(Failure::in_query)?;
    Ok(Json(body).into_response())
}

fn grouped(tx: &ReadTx<'_>, listing: &Listing<'_>) -> desk::Result<JsonValue> {
    let by = By::read(tx, listing.reader(), &listing.request.group)?;
    let found = group(tx, listing.kind, &listing.query(tx)?, &by, &listing.agent.zone)?;
    let mut wanted = Wanted::default();
    for group in &found.groups {
        wanted.of_kind(by.kind, &group.value);
    }
    let names = wanted.find(tx, listing.kind)?;
    let groups: Vec<JsonValue> = found
        .groups
        .iter()
        .map(|group| {
            let shown = present::of_kind(by.kind, &group.value, &names);
            json!({ "value": shown, "count": group.count, "q": asked_for(&by, &group.value) })
        })
        .collect();
    let mut body = json!({ "groups": groups, "others": found.others });
    if let (Some(since), Some(body)) = (found.since, body.as_object_mut()) {
        body.insert("since".to_owned(), json!(since));
    }
    Ok(body)
}

/// The filter that finds the records of a group.
pub(super) fn asked_for(by: &By, value: &Value) -> String {
    let path = &by.path;
    match value {
        Value::Null => format!("{path} is empty"),
        Value::Int(flag) if by.kind == FieldKind::Flag => format!("{path} = {}", *flag != 0),
        Value::Int(number) => format!("{path} = {number}"),
        Value::Text(code) => format!("{path} = {code}"),
        Value::Bytes(bytes) => {
            let id: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{path} = \"{id}\"")
        }
    }
}

/// How many records a list has: up to [`COUNTED`], or exactly.
pub(super) async fn count<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<JsonValue>> {
    let count = if request.count {
        let now = site.now();
        let number = site
            .read(move |tx| {
                let agent = &caller.agent;
                let request = with_view(tx, agent, P::KIND, request.clone())?;
                let listing = Listing { kind: P::KIND, agent, request: &request, queue: "", now };
                exact(tx, P::KIND, &listing.query(tx)?)
            })
            .await;
        number.map(|number| Count { number, at_least: false })
    } else {
        counted(&site, P::KIND, caller.agent, request, "").await
    };
    let Count { number, at_least } = count.map_err(Failure::in_query)?;
    Ok(Json(json!({ "count": number, "at_least": at_least })))
}

/// A count that all sessions of this node share. It is made aside of everything else, and whoever
/// does not want to wait for it goes on without.
///
/// # Errors
/// What reading the list's filter refuses, or the database's failure.
pub async fn counted(
    site: &Site,
    kind: &'static Kind,
    agent: Agent,
    request: ListRequest,
    queue: &'static str,
) -> desk::Result<Count> {
    let now = site.now();
    let handle = site.clone();
    site.count(move |tx| {
        let request = with_view(tx, &agent, kind, request.clone())?;
        let listing = Listing { kind, agent: &agent, request: &request, queue, now };
        handle.counts().count(tx, kind, &listing.query(tx)?, COUNTED, now)
    })
    .await
}
