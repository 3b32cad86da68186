//! JSON objects of any shape, for settings that are more than plain values.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use desk::Fault;
use desk::input::RawValue;
use desk::roster::LARGEST;
use serde_json::{Map, Value};

use super::{Kind, kind, read};
use crate::failure::{Failure, Result};
use crate::site::Site;

/// A JSON object from the body; no body is an empty one.
#[derive(Debug, Clone)]
pub(crate) struct Tree(pub(crate) Map<String, Value>);

/// As [`Tree`], of an operation that takes a whole table in its body.
#[derive(Debug, Clone)]
pub(crate) struct LargeTree(pub(crate) Map<String, Value>);

/// The plain values of an object that is a part of one, by the rules of an object that stands alone.
pub(crate) fn plain(
    object: &Map<String, Value>,
) -> Result<(BTreeMap<String, RawValue>, Vec<Fault>)> {
    let written = serde_json::to_vec(object);
    super::json::decode(&written.map_err(|error| Failure::Malformed(error.to_string()))?)
}

impl FromRequest<Site> for Tree {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self> {
        object(request, site.settings().body_limit).await.map(Tree)
    }
}

impl FromRequest<Site> for LargeTree {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &Site) -> Result<Self> {
        object(request, 2 * LARGEST).await.map(LargeTree)
    }
}

async fn object(request: Request, limit: usize) -> Result<Map<String, Value>> {
    let (parts, body) = request.into_parts();
    let bytes = read(&parts.headers, body, limit).await?;
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    if kind(&parts.headers) != Kind::Json {
        return Err(Failure::MediaType);
    }
    serde_json::from_slice(&bytes).map_err(|error| Failure::Malformed(error.to_string()))
}
