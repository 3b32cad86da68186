//! Answers kept, and given again.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::Tx;
use desk::idempotency::{Answer, Keyed};
use http_body::Body as _;

use crate::failure::{Failure, Result};
use crate::site::Site;

/// Longer bodies are not kept, in bytes.
const LONGEST: u64 = 1024 * 1024;
/// The headers that belong to an answer; others are of the moment it is given.
const HEADERS: [HeaderName; 4] =
    [header::CONTENT_TYPE, header::LOCATION, header::ETAG, header::LINK];
/// Says that an answer was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Keeps the answer of what was done; where it may not be kept, or is too long for it, that it was
/// answered.
pub(super) async fn keep(
    site: &Site,
    keyed: Keyed,
    response: Response,
    may_be_kept: bool,
) -> Result<Response> {
    let length = response.body().size_hint().exact();
    let length = length.filter(|length| may_be_kept && *length <= LONGEST);
    let status = i64::from(response.status().as_u16());
    let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else {
        write(site, move |tx| keyed.answer(tx, status, None)).await;
        return Ok(response);
    };
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, length).await.map_err(broken)?;
    let head: BTreeMap<&str, &str> = HEADERS
        .iter()
        .filter_map(|name| Some((name.as_str(), parts.headers.get(name)?.to_str().ok()?)))
        .collect();
    let head = serde_json::to_string(&head).map_err(broken)?;
    let told = bytes.to_vec();
    write(site, move |tx| keyed.answer(tx, status, Some((&head, &told)))).await;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

async fn write(site: &Site, f: impl Fn(&Tx<'_>) -> desk::Result<()> + Send + 'static) {
    if let Err(error) = site.work(move |db| db.housekeep(f)).await {
        // It was done all the same, and whoever asked is told so.
        tracing::warn!(%error, "an answer could not be kept for its key");
    }
}

/// An answer given again.
///
/// # Errors
/// When what was kept is no answer.
pub(super) fn replay(answer: &Answer) -> Result<Response> {
    let status = u16::try_from(answer.status).map_err(broken)?;
    let status = StatusCode::from_u16(status).map_err(broken)?;
    let mut response = (status, Body::from(answer.body.clone())).into_response();
    let head: BTreeMap<String, String> = serde_json::from_str(&answer.head).map_err(broken)?;
    let headers = response.headers_mut();
    for (name, value) in head {
        let name = HeaderName::try_from(name).map_err(broken)?;
        headers.insert(name, HeaderValue::try_from(value).map_err(broken)?);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Desk(desk::Error::Broken(format!("an answer kept for its key: {error}")))
}
