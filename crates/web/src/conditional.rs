//! Versions in headers: `ETag`, `If-Match`, `If-None-Match`.
//!
//! A tag names a version, `"v7"`. That of a record as it was read names besides a digest of what was
//! told of it and the fields that were asked for, `"v7-1f0c5a9be210-title:state"`: a write that brings
//! it back is refused only when one of those fields has changed, and a read that brings it back is
//! told that nothing has.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use desk::{Expected, Fault};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Place, Result};
use crate::site::Site;

/// Digits of the digest in a tag.
const DIGITS: usize = 12;

/// What a write is meant for: it is refused with 412 when that has changed. Nothing when the header
/// is missing or `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(pub Option<Expected>);

/// The version of what is answered, as an `ETag`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag {
    version: i64,
    read: Option<Read>,
}

/// What was told of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    digest: String,
    fields: Vec<String>,
}

impl ETag {
    /// A version as a whole.
    #[must_use]
    pub fn of(version: i64) -> Self {
        ETag { version, read: None }
    }

    /// A record as it is told: whole, or in some fields.
    pub(crate) fn of_read(version: i64, body: &Value, fields: &[String]) -> Self {
        let mut told = body.clone();
        if let (Value::Object(members), false) = (&mut told, fields.is_empty()) {
            // Of the fields asked for it says nothing that another one has changed.
            members.remove("version");
        }
        let sum = Sha256::digest(told.to_string());
        let digest = sum.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let digest = digest.chars().take(DIGITS).collect();
        ETag { version, read: Some(Read { digest, fields: fields.to_vec() }) }
    }

    /// Whether a reader has this already, by `If-None-Match`.
    pub(crate) fn is_known(&self, headers: &HeaderMap) -> bool {
        let tags = headers.get_all(header::IF_NONE_MATCH).iter();
        let mut tags =
            tags.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
        tags.any(|tag| {
            let tag = tag.trim();
            tag == "*"
                || ETag::parse(tag).is_some_and(|tag| tag.read.is_some() && tag.read == self.read)
        })
    }

    /// Reads a tag. A weak one is taken too: proxies that compress weaken tags, and ours name a
    /// version of the record, not the bytes of one answer.
    fn parse(text: &str) -> Option<Self> {
        let tag = text.strip_prefix("W/").unwrap_or(text);
        let mut parts = tag.strip_prefix("\"v")?.strip_suffix('"')?.splitn(3, '-');
        let digits = parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
        let digest = parts.next();
        let fields = parts.next().map(|fields| fields.split(':').map(str::to_owned).collect());
        if digest.is_some_and(|digest| !digest.bytes().all(|b| b.is_ascii_hexdigit())) {
            return None;
        }
        let read =
            |digest: &str| Read { digest: digest.to_owned(), fields: fields.unwrap_or_default() };
        Some(ETag { version: digits.parse().ok()?, read: digest.map(read) })
    }

    fn text(&self) -> String {
        match &self.read {
            None => format!("\"v{}\"", self.version),
            Some(Read { digest, fields }) if fields.is_empty() => {
                format!("\"v{}-{digest}\"", self.version)
            }
            Some(Read { digest, fields }) => {
                format!("\"v{}-{digest}-{}\"", self.version, fields.join(":"))
            }
        }
    }
}

impl IfMatch {
    /// The version meant, of what is only ever read whole.
    ///
    /// # Errors
    /// When it is meant for some fields.
    pub fn version(self) -> Result<Option<i64>> {
        match self.0 {
            Some(expected) if !expected.fields.is_empty() => Err(refused()),
            expected => Ok(expected.map(|expected| expected.version)),
        }
    }
}

impl FromRequestParts<Site> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(IfMatch(None)) };
        match value.to_str().map(str::trim) {
            Ok("*") => Ok(IfMatch(None)),
            Ok(text) => read(text).map(|expected| IfMatch(Some(expected))),
            Err(_) => Err(refused()),
        }
    }
}

fn read(text: &str) -> Result<Expected> {
    let ETag { version, read } = ETag::parse(text).ok_or_else(refused)?;
    Ok(Expected { version, fields: read.map(|read| read.fields).unwrap_or_default() })
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
        if let Ok(value) = HeaderValue::try_from(self.text()) {
            response.headers_mut().insert(header::ETAG, value);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod fuzzed;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tag_names_a_version_and_the_fields_it_goes_by() {
        let expected = |version, fields: &[&str]| Expected {
            version,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        };
        assert_eq!(read("\"v7\"").unwrap(), expected(7, &[]));
        assert_eq!(read("W/\"v12-0a\"").unwrap(), expected(12, &[]));
        assert_eq!(read("\"v12-0a-title:x.cost\"").unwrap(), expected(12, &["title", "x.cost"]));
        for bad in [
            "v7",
            "\"7\"",
            "\"v\"",
            "\"v+7\"",
            "\"v-1\"",
            "\"v7-xyz\"",
            "\"v1\", \"v2\"",
            "\"v99999999999999999999\"",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_was_told_is_known_until_it_is_told_otherwise() {
        let fields = ["title".to_owned()];
        let told = |version, title: &str, fields: &[String]| {
            ETag::of_read(version, &json!({ "version": version, "title": title }), fields)
        };
        let seen = told(3, "A", &fields);
        assert_eq!(ETag::parse(&seen.text()), Some(seen.clone()));
        let headers = |text: &str| {
            HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(text).unwrap())])
        };
        let list = headers(&format!("\"other\", W/{}", seen.text()));
        assert!(seen.is_known(&list) && told(9, "A", &fields).is_known(&list));
        assert!(!told(9, "B", &fields).is_known(&list));
        assert!(!told(3, "A", &[]).is_known(&list), "other fields are another thing");
        let whole = headers(&told(3, "A", &[]).text());
        assert!(told(3, "A", &[]).is_known(&whole) && !told(4, "A", &[]).is_known(&whole));
        assert!(seen.is_known(&headers("*")) && !seen.is_known(&headers("\"v3\"")));
    }
}
