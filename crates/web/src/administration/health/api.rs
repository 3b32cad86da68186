//! How this installation is doing, in the API.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::due::clock::Clock;
use desk::job::Listed;
use serde_json::{Value, json};

use super::check::{CHECKS, overall};
use super::describe;
use super::facts::Facts;
use super::jobs::Read;
use super::page::named;
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::api::heading;

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
        "waiting_for_a_time": facts.waiting.iter().map(of_clock).collect::<Vec<_>>(),
        "events_waiting": facts.events,
        "backup_at": facts.backup(),
        "backup_trouble": facts.backup_trouble,
        "verdict": overall(&facts).code(),
        "checks": checks.collect::<Vec<_>>(),
    })))
}

fn of_clock((code, waits): &Clock) -> Value {
    json!({
        "code": code,
        "waiting": waits.waiting,
        "late": waits.late,
        "oldest_late_seconds": waits.oldest_late.map(|age| age.as_secs()),
    })
}

async fn list(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    super::jobs::only_known(&request)?;
    let agent = caller.agent;
    let read = site.read(move |tx| super::jobs::read(tx, &agent, &request)).await;
    let Read { jobs, next } = read.map_err(Failure::in_query)?;
    let items: Vec<Value> = jobs.iter().map(present).collect();
    Ok(Json(json!({ "items": items, "next": next })))
}

fn present(listed: &Listed) -> Value {
    let job = &listed.job;
    json!({
        "id": job.id,
        "queue": job.queue,
        "state": job.state.code(),
        "due_at": job.run_at,
        "attempts": job.attempts,
        "cause": job.last_error,
        "given_up_at": job.given_up_at,
        "record": listed.record.as_ref().map(heading),
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
