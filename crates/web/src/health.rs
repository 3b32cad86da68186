//! Whether this node is alive.

use axum::Json;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::endpoint::{Endpoints, Needs};

/// Where load balancers and supervisors ask.
pub(crate) const PATH: &str = "/healthz";

/// Adds the place they ask at.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, PATH, Needs::Public, show);
}

/// "ok". Nothing is asked of the database: starting this process again would not mend that one.
pub(crate) async fn show(headers: HeaderMap) -> Response {
    if wants_json(&headers) {
        return Json(json!({ "ok": true })).into_response();
    }
    "ok".into_response()
}

/// Whether a program asks for JSON.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}
