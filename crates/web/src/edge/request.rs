//! The identity of a request, and its line in the log.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::identify::Visit;
use crate::site::Site;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an identity of ours (one from outside could be forged to confuse the log),
/// and writes one line when it is answered. What stands after the `?` is not logged: filters hold
/// names of people.
pub(super) async fn log(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = site.chance().id::<Visit>(site.now()).to_string();
    let visit = Visit::new(id.clone());
    request.extensions_mut().insert(visit.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", id = %id);
    #[expect(clippy::disallowed_methods, reason = "the stopwatch of the log line")]
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let person = visit.member().map(|member| member.agent.person.to_string());
    span.in_scope(|| {
        tracing::info!(%method, path, status = response.status().as_u16(), micros, person, "answered");
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
