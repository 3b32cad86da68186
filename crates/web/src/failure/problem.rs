//! Failures as the API tells them: RFC 9457 problem details.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::{Clash, Error, Fault};
use serde_json::{Map, Value, json};

use super::explain::{detail, explain, title};
use super::{Failure, Place};
use crate::i18n::Translator;

/// What every problem's type begins with; its kind follows.
pub const URN: &str = "urn:mainstay:problem:";

/// The problem as a response.
pub(crate) fn problem(t: &Translator, failure: &Failure, request_id: &str) -> Response {
    let mut body = Map::new();
    body.insert("type".to_owned(), json!(format!("{URN}{}", failure.kind())));
    body.insert("title".to_owned(), json!(title(t, failure)));
    body.insert("status".to_owned(), json!(failure.status().as_u16()));
    body.insert("code".to_owned(), json!(failure.code()));
    body.insert("detail".to_owned(), json!(detail(t, failure)));
    body.insert("instance".to_owned(), json!(format!("urn:mainstay:request:{request_id}")));
    match failure {
        Failure::Desk(Error::Invalid(faults)) => {
            let errors =
                faults.iter().map(|fault| entry(t, fault, "pointer", pointer(&fault.field)));
            body.insert("errors".to_owned(), errors.collect());
        }
        Failure::Request(place, faults) => {
            let errors =
                faults.iter().map(|fault| entry(t, fault, place.member(), fault.field.clone()));
            body.insert("errors".to_owned(), errors.collect());
        }
        Failure::Desk(Error::Conflict(clashes)) => {
            body.insert("conflicts".to_owned(), clashes.iter().map(clash).collect());
        }
        Failure::Desk(Error::Stale { present }) => {
            body.insert("version".to_owned(), json!(present));
        }
        Failure::Desk(Error::Merged(Some(number))) => {
            body.insert("merged_into".to_owned(), json!(number));
        }
        Failure::Desk(Error::Forbidden(action)) => {
            body.insert("action".to_owned(), json!(action));
        }
        _ => {}
    }
    let mut response =
        (failure.status(), headers(failure), Json(Value::Object(body))).into_response();
    let problem_json = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, problem_json);
    response
}

/// The headers a failure carries on every door.
pub(super) fn headers(failure: &Failure) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    match failure {
        Failure::Desk(Error::Unknown) => put(header::WWW_AUTHENTICATE, "Bearer".to_owned()),
        Failure::Desk(Error::Stale { present }) => put(header::ETAG, format!("\"v{present}\"")),
        _ => {}
    }
    if let Some(seconds) = failure.retry_after() {
        put(header::RETRY_AFTER, seconds.to_string());
    }
    headers
}

impl Place {
    fn member(self) -> &'static str {
        match self {
            Place::Query => "parameter",
            Place::Header => "header",
        }
    }
}

fn entry(t: &Translator, fault: &Fault, place: &str, at: String) -> Value {
    let mut entry =
        json!({ place: at, "field": fault.field, "code": fault.code, "detail": explain(t, fault) });
    if let Some(entry) = entry.as_object_mut() {
        // Where in a filter it stands, and what could have been meant.
        for (name, value) in &fault.details {
            match *name {
                "start" | "end" => {
                    entry.insert((*name).to_owned(), json!(value.parse::<u64>().ok()));
                }
                "nearest" => {
                    entry.insert((*name).to_owned(), json!(value));
                }
                _ => {}
            }
        }
    }
    entry
}

fn clash(clash: &Clash) -> Value {
    json!({ "field": clash.field, "theirs": clash.theirs, "yours": clash.yours })
}

/// A field as a JSON pointer (RFC 6901). Codes with a dot (`x.code`) are members of the top level.
fn pointer(field: &str) -> String {
    format!("/{}", field.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn pointers_escape_what_they_must() {
        assert_eq!(pointer("title"), "/title");
        assert_eq!(pointer("x.cost"), "/x.cost");
        assert_eq!(pointer("a/b~c"), "/a~1b~0c");
    }
}
