//! Parts of a path.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::failure::{Failure, Result};
use crate::site::Site;

/// A part of the path, such as a record's number; what cannot be one names nothing.
#[derive(Debug, Clone)]
pub struct Segment<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Segment<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self> {
        // No name holds a control character, and a database may choke on one.
        let path = parts.uri.path().to_ascii_lowercase();
        if path.contains("%0") || path.contains("%1") || path.contains("%7f") {
            return Err(Failure::Desk(desk::Error::NotFound));
        }
        let found = Path::<T>::from_request_parts(parts, site).await;
        found.map(|Path(value)| Segment(value)).map_err(|_| Failure::Desk(desk::Error::NotFound))
    }
}
