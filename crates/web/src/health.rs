//! Whether this node can serve.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::site::Site;

/// Where load balancers and supervisors ask.
pub(crate) const PATH: &str = "/healthz";

/// Adds the place they ask at.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.page(Method::GET, PATH, Needs::Public, health);
}

/// "ok" when the database answers. A node serves only once its schema is current, so that this
/// need not be asked again.
async fn health(State(site): State<Site>, headers: HeaderMap) -> Result<Response> {
    site.read(desk::people::has_administrator).await?;
    let wants_json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if wants_json {
        return Ok(Json(json!({ "ok": true })).into_response());
    }
    Ok("ok".into_response())
}
