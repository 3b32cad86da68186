//! How many records there are, in all and by what they hold.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use db::{ReadTx, Value};
use desk::access::Agent;
use desk::field::FieldKind;
use desk::list::{By, Count, exact, group};
use desk::work::Work;
use desk::{Error, Kind};
use serde_json::{Value as JsonValue, json};

use super::listing::Listing;
use super::names::Wanted;
use super::present;
use super::views::with_view;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::query::ListRequest;
use crate::site::{Site, TALLYING};

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
        .look(move |tx| {
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

/// A count as pages say it: "37", "999+"; nothing for what was not counted.
pub(crate) fn counted_words(count: Option<Count>) -> String {
    match count {
        Some(Count { number, at_least: true }) => format!("{}+", number.saturating_sub(1)),
        Some(Count { number, .. }) => number.to_string(),
        None => String::new(),
    }
}

/// How many records a list has: up to [`COUNTED`], or exactly.
pub(super) async fn count<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<JsonValue>> {
    let count = if request.count {
        let number = exactly(&site, P::KIND, caller.agent, request).await;
        number.map(|number| Count { number, at_least: false })
    } else {
        counted(&site, P::KIND, caller.agent, request, "").await
    };
    let Count { number, at_least } = count.map_err(Failure::in_query)?;
    Ok(Json(json!({ "count": number, "at_least": at_least })))
}

/// Exactly how many records a list has, counted aside of everything else.
///
/// # Errors
/// What reading the list's filter refuses, or the database's failure.
pub(super) async fn exactly(
    site: &Site,
    kind: &'static Kind,
    agent: Agent,
    request: ListRequest,
) -> desk::Result<u64> {
    let now = site.now();
    site.count(move |tx| {
        let request = with_view(tx, &agent, kind, request.clone())?;
        let listing = Listing { kind, agent: &agent, request: &request, queue: "", now };
        exact(tx, kind, &listing.query(tx)?)
    })
    .await
}

/// A list to be counted: what of it is asked for, and the filter of the queue it is in.
#[derive(Debug, Clone)]
pub(super) struct Selected {
    pub(super) request: ListRequest,
    pub(super) queue: &'static str,
}

/// Tells of several lists how much there is in them, by their places, one after the other. These
/// counts are shared as well; a list is passed over whose filter cannot be taken, which somebody else
/// counts just now, or which took too long of late.
///
/// # Errors
/// When it took too long: what was told stands.
pub(super) async fn counted_each(
    site: &Site,
    kind: &'static Kind,
    agent: Agent,
    lists: Vec<Selected>,
    tell: impl Fn(usize, Count) + Send + 'static,
) -> desk::Result<()> {
    let (now, handle) = (site.now(), site.clone());
    site.tally(move |tx| {
        for (place, Selected { request, queue }) in lists.iter().enumerate() {
            // Each statement may take so long; all of them together may, too.
            if handle.now().since(now) > TALLYING {
                break;
            }
            let listing = Listing { kind, agent: &agent, request, queue, now };
            let count = listing.query(tx);
            let count =
                count.and_then(|query| handle.counts().glance(tx, kind, &query, COUNTED, now));
            match count {
                Ok(count) => count.into_iter().for_each(|count| tell(place, count)),
                Err(Error::Invalid(_) | Error::Forbidden(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    })
    .await
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
