//! Versions in headers: `ETag` and `If-Match`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use desk::Fault;

use crate::failure::{Failure, Place, Result};
use crate::site::Site;

/// The version a write is meant for: it is refused with 412 when the record has another by now.
/// Nothing when the header is missing or `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The version of what is answered, as an `ETag`.
#[derive(Debug, Clone, Copy)]
pub struct ETag(pub i64);

impl FromRequestParts<Site> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(IfMatch(None)) };
        match value.to_str().map(str::trim) {
            Ok("*") => Ok(IfMatch(None)),
            Ok(text) => read(text).map(|version| IfMatch(Some(version))),
            Err(_) => Err(refused()),
        }
    }
}

/// `"v7"` as 7. A weak tag is taken too: proxies that compress weaken tags, and ours name a
/// version of the record, not the bytes of one answer.
fn read(text: &str) -> Result<i64> {
    let tag = text.strip_prefix("W/").unwrap_or(text);
    let inner = tag.strip_prefix("\"v").and_then(|rest| rest.strip_suffix('"'));
    let digits = inner.filter(|inner| inner.bytes().all(|b| b.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(refused)
}

fn refused() -> Failure {
    Failure::Request(Place::Header, vec![Fault::new("If-Match", "if_match")])
}

impl IntoResponseParts for ETag {
    type Error = Infallible;

    fn into_response_parts(
        self,
        mut response: ResponseParts,
    ) -> std::result::Result<ResponseParts, Infallible> {
        if let Ok(value) = HeaderValue::from_str(&format!("\"v{}\"", self.0)) {
            response.headers_mut().insert(header::ETAG, value);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_tag_names_a_version() {
        assert_eq!(read("\"v7\"").unwrap(), 7);
        assert_eq!(read("W/\"v12\"").unwrap(), 12);
        for bad in [
            "v7",
            "\"7\"",
            "\"v\"",
            "\"v+7\"",
            "\"v-1\"",
            "\"v1\", \"v2\"",
            "\"v99999999999999999999\"",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
