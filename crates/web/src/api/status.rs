//! How this node is doing.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use desk::access::{ANY_KIND, Action};
use serde_json::{Value, json};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::openapi::{Operation, Schema};
use crate::site::Site;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let reply = Schema::object()
        .required("version", Schema::text())
        .required("database", Schema::text().about("The engine."))
        .required("now", Schema::instant())
        .required("writes", Schema::number().about("Writes committed since this node started."))
        .required("commits", Schema::number().about("Commits those writes shared."));
    let needs = Needs::May(ANY_KIND, Action::Administer);
    let operation = Operation::new(Method::GET, "/api/v1/status", "readStatus", needs)
        .summary("How this node is doing")
        .tag("Operation")
        .reply(200, "Version, engine and what was written.", Some(Schema::named("Status")));
    endpoints.schema("Status", reply).api(operation, status);
}

async fn status(State(site): State<Site>, _: Caller) -> Result<Json<Value>> {
    let throughput = site.db().throughput();
    Ok(Json(json!({
        "version": site.settings().version,
        "database": site.db().describe(),
        "now": site.now(),
        "writes": throughput.writes,
        "commits": throughput.commits,
    })))
}
