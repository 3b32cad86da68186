//! The identity of a request, its measure, and its line in the log.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing::field::Empty;

use crate::identify::Visit;
use crate::site::Site;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of an identity that comes with the request, at most.
const LONGEST: usize = 64;

/// Gives the request an identity, the one it came with or one of ours, counts it, and writes one line
/// when it is answered. The line names the endpoint, not the address: that holds numbers and names,
/// and what stands after its `?` may hold anything.
pub(super) async fn log(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = brought(request.headers())
        .unwrap_or_else(|| site.chance().id::<Visit>(site.now()).to_string());
    let visit = Visit::new(id.clone());
    request.extensions_mut().insert(visit.clone());
    let method = request.method().clone();
    // The words of OpenTelemetry; which route it is shows only on the way.
    let span = tracing::info_span!(
        "request",
        id = %id,
        http.request.method = %method,
        http.route = Empty,
        http.response.status_code = Empty
    );
    let _under_way = site.metrics().map(|metrics| metrics.begin());
    #[expect(clippy::disallowed_methods, reason = "the stopwatch of the log line")]
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let status = response.status();
    match (visit.route(), site.metrics()) {
        (Some(route), _) => route.answered(status, took),
        (None, Some(metrics)) => metrics.nowhere().answered(status, took),
        (None, None) => {}
    }
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let (route, status) = (visit.route().map_or("none", |route| route.template()), status.as_u16());
    let person = visit.person().map(|person| person.to_string());
    span.in_scope(|| tracing::info!(%method, route, status, micros, person, "answered"));
    if site.settings().traced {
        span.record("http.route", route);
        span.record("http.response.status_code", status);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The identity a proxy or a program gave the request, where it is one: letters, digits and a few
/// signs, so that it can neither break a line of the log nor stand for something else in an answer.
fn brought(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (!id.is_empty() && id.len() <= LONGEST && id.chars().all(plain)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_identity_is_taken_from_a_request() {
        let taken = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_str(text).unwrap());
            brought(&headers)
        };
        assert_eq!(taken("7f3a-42.b_C").as_deref(), Some("7f3a-42.b_C"));
        assert_eq!(taken(&"a".repeat(LONGEST)), Some("a".repeat(LONGEST)));
        for bad in ["", "two words", "a:b", "{\"a\":1}", "a/b", "a\tb", &"a".repeat(LONGEST + 1)] {
            assert_eq!(taken(bad), None, "{bad}");
        }
        assert_eq!(brought(&HeaderMap::new()), None);
    }
}
