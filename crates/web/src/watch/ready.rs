//! Whether somebody should be sent to this node.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::health::wants_json;
use crate::site::Site;

/// How long the database may take to answer.
const LONGEST: Duration = Duration::from_secs(5);

/// "ready", or why not.
pub(super) async fn show(State(site): State<Site>, headers: HeaderMap) -> Response {
    let reason = obstacle(&site).await;
    let status = match reason {
        None => StatusCode::OK,
        Some(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    if wants_json(&headers) {
        let told = json!({ "ready": reason.is_none(), "reason": reason });
        return (status, Json(told)).into_response();
    }
    (status, reason.unwrap_or("ready")).into_response()
}

/// Why nobody should be sent here; nothing when they should.
async fn obstacle(site: &Site) -> Option<&'static str> {
    if site.is_stopping() {
        return Some("this node is stopping");
    }
    // A full disk is told by the measures: whoever reads can still be served.
    if !site.db().writer_answers() {
        return Some("nothing can be written: the writer has ended or is stuck");
    }
    let schema = site.read(|tx| Ok(tx.schema()?));
    match tokio::time::timeout(LONGEST, schema).await {
        Err(_) => Some("the database does not answer in time"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            Some("the database does not answer")
        }
        Ok(Ok(schema)) => beside(schema),
    }
}

/// What stands between the schema there is and the one this program knows.
fn beside(schema: Option<i64>) -> Option<&'static str> {
    let known = desk::migrations().last().map(|step| i64::from(step.number));
    match schema.cmp(&known) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Less => Some("the schema is older than this program"),
        std::cmp::Ordering::Greater => Some("the schema is newer than this program"),
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn only_the_schema_this_program_knows_will_do() {
        let known = desk::migrations().last().map(|step| i64::from(step.number));
        assert_eq!(beside(known), None);
        assert!(beside(None).unwrap().contains("older"));
        assert!(beside(known.map(|step| step + 1)).unwrap().contains("newer"));
    }
}
