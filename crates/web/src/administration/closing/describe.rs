//! What the API says of the operations on rules.

use axum::http::Method;
use desk::closing::DAYS;
use serde_json::json;

use super::super::counted::count_schema;
use super::super::{ADMINISTERS, OVERSEES, lately};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of the schema of a rule.
const RULE: &str = "ClosingRule";

/// A rule as it is answered.
pub(super) fn rule() -> (&'static str, Schema) {
    let closes = count_schema().about("Records that would be closed soon after.");
    let preview = said().required("closes", closes);
    let rule = said()
        .required("kind", Schema::text().about("The kind of record."))
        .required("set_at", Schema::instant().or_null())
        .required(
            "held_back",
            Schema::number().about("Resolved records that a rule of their own keeps from closing."),
        )
        .optional("preview", preview.about("What would hold and happen, where it was asked."))
        .example(json!({
            "kind": "incident", "close_after": 5, "comment_reopens": true, "reopen_within": 14, "survey": true,
            "set_at": "2026-03-02T09:00:00Z", "held_back": 0,
            "preview": {
                "close_after": 3, "comment_reopens": true, "reopen_within": 14, "survey": true,
                "closes": { "number": 142, "more": false },
            },
        }));
    (RULE, rule)
}

fn said() -> Schema {
    Schema::object()
        .required(
            "close_after",
            days(5).or_null().about("Days after which what is resolved is closed; null for never."),
        )
        .required(
            "comment_reopens",
            Schema::flag().about("Whether a comment of the requester reopens what is resolved."),
        )
        .required(
            "reopen_within",
            days(14)
                .or_null()
                .about("Days for which what is closed can be reopened; null for ever."),
        )
        .required(
            "survey",
            Schema::flag().about("Whether whoever asked is asked how it went when it is closed."),
        )
}

fn days(usual: i64) -> Schema {
    Schema::number().between(DAYS.0, DAYS.1).example(usual)
}

fn operation(method: Method, below: &str, id: &str, needs: Needs, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    let kind = Schema::text().example("incident");
    operation.parameter(Parameter::path("kind", "A kind of record.", kind))
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named(RULE)));
    let summary = "How records end by themselves, and how long they can be reopened";
    operation(Method::GET, "", "list_closing", OVERSEES, summary).reply(
        200,
        "The rule of every kind of record.",
        Some(page),
    )
}

pub(super) fn read() -> Operation {
    let about = "Say what would happen with this in place of what holds.";
    let flag = Schema::flag;
    operation(Method::GET, "/{kind}", "read_closing", OVERSEES, "Read or try out a rule")
        .parameter(Parameter::query("close_after", about, days(3)))
        .parameter(Parameter::query("comment_reopens", about, flag()))
        .parameter(Parameter::query("survey", about, flag()))
        .parameter(Parameter::query("reopen_within", about, days(14)))
        .reply(200, "The rule", Some(Schema::named(RULE)))
}

pub(super) fn set() -> Operation {
    let body = Schema::object()
        .optional("close_after", days(5).or_null())
        .optional("comment_reopens", Schema::flag())
        .optional("reopen_within", days(14).or_null())
        .optional("survey", Schema::flag())
        .about("What is left out stays as it is.")
        .with("additionalProperties", false);
    let summary = "Set a rule; it holds at once, also for what was resolved or closed before";
    operation(Method::PUT, "/{kind}", "set_closing", ADMINISTERS, summary)
        .body(body)
        .body_example(json!({ "close_after": 5, "comment_reopens": true, "reopen_within": 14, "survey": true }))
        .reply(200, "The rule", Some(Schema::named(RULE)))
}

pub(super) fn history() -> Operation {
    let (path, summary) = ("/{kind}/history", "What was done to a rule last");
    lately::described(operation(Method::GET, path, "read_closing_history", OVERSEES, summary))
}
