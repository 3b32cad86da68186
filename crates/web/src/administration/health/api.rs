//! How this installation is doing, in the API.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jobs::FailedJob;
use serde_json::{Value, json};

use super::check::{CHECKS, overall};
use super::describe;
use super::facts::Facts;
use super::page::named;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let ((status, of_status), (job, of_job)) = (describe::status(), describe::job());
    endpoints
        .schema(status, of_status)
        .schema(job, of_job)
        .api(describe::read(), read)
        .api(describe::list(), list)
        .api(describe::retry(), retry)
        .api(describe::discard(), discard);
}

async fn read(State(site): State<Site>, _: Caller) -> Result<Json<Value>> {
    let facts = Facts::of(&site).await?;
    let checks = CHECKS
        .iter()
        .map(|check| json!({ "code": check.code, "verdict": check.verdict(&facts).code() }));
    Ok(Json(json!({
        "version": facts.version,
        "database": site.db().describe(),
        "engine": facts.engine,
        "engine_version": facts.database.version,
        "schema": facts.database.schema,
        "database_bytes": facts.database.size,
        "disk_free_bytes": facts.around.disk_free,
        "now": facts.now,
        "started_at": facts.started,
        "clock_ahead_micros": facts.skew,
        "writes": facts.throughput.writes,
        "commits": facts.throughput.commits,
        "writes_waiting": facts.writes_waiting,
        "longest_wait_micros": u64::try_from(facts.longest_wait.as_micros()).unwrap_or(u64::MAX),
        "jobs": {
            "waiting": facts.jobs.queued,
            "running": facts.jobs.running,
            "dead": facts.jobs.dead,
            "oldest_due_seconds": facts.jobs.oldest_due.map(|age| age.as_secs()),
        },
        "events_waiting": facts.events,
        "backup_at": facts.backup(),
        "backup_trouble": facts.around.backup_trouble,
        "verdict": overall(&facts).code(),
        "checks": checks.collect::<Vec<_>>(),
    })))
}

async fn list(State(site): State<Site>, _: Caller) -> Result<Json<Value>> {
    let facts = Facts::of(&site).await?;
    let items: Vec<Value> = facts.failed.iter().map(present).collect();
    Ok(Json(json!({ "items": items })))
}

fn present(job: &FailedJob) -> Value {
    json!({
        "id": job.id,
        "queue": job.queue,
        "attempts": job.attempts,
        "cause": job.last_error,
        "given_up_at": job.given_up_at,
        "again_at": job.given_up_at.is_none().then_some(job.run_at),
    })
}

async fn retry(
    State(site): State<Site>,
    caller: Caller,
    Segment(job): Segment<String>,
) -> Result<StatusCode> {
    let (job, ctx, agent) = (named(&job)?, caller.context(), caller.agent);
    site.write(move |tx| desk::job::retry(tx, &ctx, &agent, job)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn discard(
    State(site): State<Site>,
    caller: Caller,
    Segment(job): Segment<String>,
) -> Result<StatusCode> {
    let (job, ctx, agent) = (named(&job)?, caller.context(), caller.agent);
    site.write(move |tx| desk::job::discard(tx, &ctx, &agent, job)).await?;
    Ok(StatusCode::NO_CONTENT)
}
