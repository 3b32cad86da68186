//! Reading a body whole, within the limit.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use http_body_util::LengthLimitError;

use crate::failure::{Failure, Result};

/// What a body says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Json,
    Form,
    /// A form with files.
    Multipart,
    /// It does not say.
    Unsaid,
    Other,
}

/// What the body says it is.
pub(crate) fn kind(headers: &HeaderMap) -> Kind {
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Kind::Unsaid };
    let media = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    let media = media.trim().to_ascii_lowercase();
    match media.as_str() {
        "application/json" | "application/merge-patch+json" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        _ => Kind::Other,
    }
}

/// The whole body, or the refusal of one that is too long. What says beforehand that it is too
/// long is not read at all.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes> {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if said
        .and_then(|length| length.parse::<u64>().ok())
        .is_some_and(|length| length > limit_u64(limit))
    {
        return Err(Failure::TooLarge(limit));
    }
    axum::body::to_bytes(body, limit).await.map_err(|error| {
        let inner = std::error::Error::source(&error);
        if inner.is_some_and(|inner| inner.is::<LengthLimitError>()) {
            Failure::TooLarge(limit)
        } else {
            Failure::Malformed("the body ended early".to_owned())
        }
    })
}

fn limit_u64(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}
