//! JSON objects of any shape, for settings that are more than plain values.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use desk::Fault;
use desk::input::RawValue;
use serde_json::{Map, Value};

use super::{Kind, kind, read};
use crate::failure::{Failure, Result};
use crate::site::Site;

/// A JSON object from the body; no body is an empty one.
#[derive(Debug, Clone)]
pub(crate) struct Tree(pub(crate) Map<String, Value>);

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
        let (parts, body) = request.into_parts();
        let bytes = read(&parts.headers, body, site.settings().body_limit).await?;
        if bytes.is_empty() {
            return Ok(Tree(Map::new()));
        }
        if kind(&parts.headers) != Kind::Json {
            return Err(Failure::MediaType);
        }
        let malformed = |error: serde_json::Error| Failure::Malformed(error.to_string());
        serde_json::from_slice(&bytes).map(Tree).map_err(malformed)
    }
}
