//! What the API says of the operations on the installation's health.

use axum::http::Method;
use desk::due::clock::codes;
use desk::job::QUEUES;
use jobs::JobState;
use serde_json::json;

use super::super::ADMINISTERS;
use super::check::CHECKS;
use super::judge::Verdict;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of the schema of how it is doing, and of a job.
const STATUS: &str = "Status";
const JOB: &str = "Job";

/// How it is doing.
pub(super) fn status() -> (&'static str, Schema) {
    let verdict =
        || Schema::one_of([Verdict::Well, Verdict::Look, Verdict::NotWell].map(Verdict::code));
    let check = Schema::object()
        .required("code", Schema::one_of(CHECKS.map(|check| check.code)))
        .required("verdict", verdict());
    let age = Schema::number().or_null().about("How long the oldest has been due.");
    let jobs = Schema::object()
        .required("waiting", Schema::number())
        .required("running", Schema::number())
        .required("dead", Schema::number().about("Jobs that were given up."))
        .required("oldest_due_seconds", age);
    let schema = Schema::object()
        .required("version", Schema::text())
        .required("database", Schema::text().about("The engine and where its data is."))
        .required("engine", Schema::text())
        .required("engine_version", Schema::text())
        .required("schema", Schema::number().about("The last step of the schema.").or_null())
        .required("database_bytes", Schema::number())
        .required("disk_free_bytes", Schema::number().or_null())
        .required("now", Schema::instant())
        .required("started_at", Schema::instant().about("When this node started."))
        .required(
            "clock_ahead_micros",
            Schema::number().about("By how much the database's clock is ahead.").or_null(),
        )
        .required("writes", Schema::number().about("Writes committed since this node started."))
        .required("commits", Schema::number().about("Commits those writes shared."))
        .required("writes_waiting", Schema::number())
        .required("longest_wait_micros", Schema::number().about("The longest wait of a write."))
        .required("jobs", jobs)
        .required("waiting_for_a_time", Schema::list(clock()))
        .required("events_waiting", Schema::number().about("Changes not yet handed on."))
        .required("backup_at", Schema::instant().about("The last backup made here.").or_null())
        .required(
            "backup_trouble",
            Schema::text()
                .about("Why the last attempt at a backup failed, on whatever node.")
                .or_null(),
        )
        .required("verdict", verdict().about("The worst of the checks."))
        .required("checks", Schema::list(check));
    (STATUS, schema.example(example()))
}

fn clock() -> Schema {
    let late = "Those that should have been done.";
    let age = Schema::number().or_null().about("How long ago the oldest of these was due.");
    Schema::object()
        .required("code", Schema::one_of(codes()))
        .required("waiting", Schema::number().about("Up to 10,000 where a rule is waited for."))
        .required("late", Schema::number().about(late))
        .required("oldest_late_seconds", age)
}

fn example() -> serde_json::Value {
    json!({
        "version": "0.1.0", "database": "PostgreSQL", "engine": "PostgreSQL",
        "engine_version": "17.6", "schema": 16, "database_bytes": 734_003_200,
        "disk_free_bytes": null, "now": "2026-03-02T09:00:00Z",
        "started_at": "2026-03-01T22:10:00Z", "clock_ahead_micros": 412,
        "writes": 20_412, "commits": 20_412, "writes_waiting": 0, "longest_wait_micros": 31_200,
        "jobs": { "waiting": 2, "running": 1, "dead": 0, "oldest_due_seconds": 1 },
        "waiting_for_a_time": [
            { "code": "hold", "waiting": 12, "late": 0, "oldest_late_seconds": null },
        ],
        "events_waiting": 0, "backup_at": "2026-03-02T01:30:00Z",
        "backup_trouble": null, "verdict": "look",
        "checks": [{ "code": "disk", "verdict": "look" }],
    })
}

/// A job.
pub(super) fn job() -> (&'static str, Schema) {
    let due = "When it is done at the earliest, or was to be.";
    let record = "What it is about, where that is a record you see.";
    let schema = Schema::object()
        .required("id", Schema::id())
        .required("queue", Schema::text().about("What sort of work it is."))
        .required("state", Schema::one_of(JobState::EVERY.map(JobState::code)))
        .required("due_at", Schema::instant().about(due))
        .required("attempts", Schema::number())
        .required("cause", Schema::text().about("Why it failed last.").or_null())
        .required("given_up_at", Schema::instant().or_null())
        .required("record", Schema::named("Heading").or_null().about(record));
    let example = json!({
        "id": "0195c7f4a2b17c3e8d5f00112233aabb", "queue": "bulk", "state": "dead",
        "due_at": "2026-03-02T08:11:40Z", "attempts": 20,
        "cause": "the file store cannot be reached", "given_up_at": "2026-03-02T08:12:00Z",
        "record": null,
    });
    (JOB, schema.example(example))
}

fn operation(method: Method, path: &str, id: &str, summary: &str) -> Operation {
    Operation::new(method, format!("/api/v1/{path}"), id, ADMINISTERS)
        .summary(summary)
        .tag("Operation")
}

pub(super) fn read() -> Operation {
    operation(Method::GET, "status", "readStatus", "How this node is doing").reply(
        200,
        "Versions, figures, and what to think of them.",
        Some(Schema::named(STATUS)),
    )
}

pub(super) fn list() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(JOB)))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let states = Schema::one_of(JobState::EVERY.map(JobState::code)).example("waiting");
    let queues = Schema::one_of(QUEUES.iter().map(|queue| queue.code)).example("resume");
    let after = "The `next` cursor of the page before.";
    operation(Method::GET, "jobs", "listJobs", "Background work: given up, being done, waiting")
        .parameter(Parameter::query("state", "Only those that stand so.", states))
        .parameter(Parameter::query("queue", "Only this sort of work.", queues))
        .parameter(Parameter::query("limit", "Jobs at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query("after", after, Schema::text()))
        .reply(
            200,
            "Those given up first, then those being done, then those that wait; each as they are due.",
            Some(page),
        )
}

fn of_job(verb: &str, id: &str, summary: &str, done: &str) -> Operation {
    let given_up = Schema::id();
    operation(Method::POST, &format!("jobs/{{job}}/{verb}"), id, summary)
        .parameter(Parameter::path("job", "A job that was given up.", given_up))
        .reply(204, done, None)
}

pub(super) fn retry() -> Operation {
    let summary = "Try a job again that was given up, with all its attempts";
    of_job("retry", "retryJob", summary, "It waits for a worker.")
}

pub(super) fn discard() -> Operation {
    let summary = "Throw a job away that was given up; what it was to do is not done";
    of_job("discard", "discardJob", summary, "It is gone.")
}
