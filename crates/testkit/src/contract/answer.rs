//! What came back.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, where it is text.
    pub text: String,
    /// The body, where it is a workbook.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The same answer, which must have this status.
    ///
    /// # Panics
    /// When it has another.
    #[track_caller]
    pub fn expect(self, status: u16, what: &str) -> Self {
        assert_eq!(self.status.as_u16(), status, "{what}: {}", self.text);
        self
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A header; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The version its `ETag` names.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        let tag = self.header("etag").strip_prefix("\"v")?.strip_suffix('"')?;
        tag.split('-').next()?.parse().ok()
    }

    /// The problem's faults as (pointer or parameter, code), after checking that it is a problem.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    #[track_caller]
    pub fn faults(&self) -> Vec<(String, String)> {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let place = |error: &Value| match &error["pointer"] {
            Value::Null => text(&error["parameter"]),
            pointer => text(pointer),
        };
        errors.iter().map(|error| (place(error), text(&error["code"]))).collect()
    }
}
