//! What the API says of the operations on rules.

use axum::http::Method;
use desk::field;
use desk::retention::DAYS;
use serde_json::json;

use super::super::counted::count_schema;
use super::super::{ADMINISTERS, OVERSEES, lately};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of the schema of a rule.
const RULE: &str = "RetentionRule";

/// A rule as it is answered.
pub(super) fn rule() -> (&'static str, Schema) {
    let waiting = count_schema().about("Records or days that are over and not erased yet.");
    let preview = count_schema().required("days", Schema::number());
    let rule = Schema::object()
        .required("scope", Schema::text().about("A kind of record or a logbook."))
        .required("about", Schema::one_of(["records", "logbook"]))
        .required("days", days().or_null().about("How long it is kept; null for ever."))
        .required("set_at", Schema::instant().or_null())
        .required("ran_at", Schema::instant().or_null().about("When all that was over had gone."))
        .required("erased", Schema::number().about("Records or days erased in all."))
        .required("waiting", waiting)
        .optional("preview", preview.about("What would go at the next run, where it was asked."))
        .example(json!({
            "scope": "incident", "about": "records", "days": 1095,
            "set_at": "2026-03-02T09:00:00Z", "ran_at": "2026-03-02T09:00:04Z", "erased": 412,
            "waiting": { "number": 0, "more": false },
            "preview": { "days": 730, "number": 268, "more": false },
        }));
    (RULE, rule)
}

fn days() -> Schema {
    Schema::number().between(DAYS.0, DAYS.1).example(1095)
}

fn operation(method: Method, below: &str, id: &str, needs: Needs, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    let about = "A kind of record, or a logbook: sign_ins or reads.";
    operation.parameter(Parameter::path("scope", about, Schema::text().example("sign_ins")))
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named(RULE)));
    let summary = "How long what people wrote is kept";
    operation(Method::GET, "", "list_retention", OVERSEES, summary).reply(
        200,
        "Everything there can be a rule for.",
        Some(page),
    )
}

pub(super) fn read() -> Operation {
    let about = "Say what would be erased at the next run if so many days were kept.";
    operation(Method::GET, "/{scope}", "read_retention", OVERSEES, "Read or try out a rule")
        .parameter(Parameter::query("days", about, days()))
        .reply(200, "The rule", Some(Schema::named(RULE)))
}

pub(super) fn set() -> Operation {
    let body = Schema::object()
        .required("days", days())
        .optional(
            "reason",
            Schema::text()
                .at_most(field::TITLE)
                .about("Why; must be said where something is erased by it at once."),
        )
        .with("additionalProperties", false);
    let summary = "Set how long it is kept; what is over goes soon after, for good";
    operation(Method::PUT, "/{scope}", "set_retention", ADMINISTERS, summary)
        .body(body)
        .body_example(json!({ "days": 1095, "reason": "Our records policy" }))
        .reply(200, "The rule", Some(Schema::named(RULE)))
}

pub(super) fn remove() -> Operation {
    let summary = "Keep it for ever from now on; what was erased does not come back";
    operation(Method::DELETE, "/{scope}", "remove_retention", ADMINISTERS, summary).reply(
        204,
        "There is no rule any more",
        None,
    )
}

pub(super) fn history() -> Operation {
    let (path, summary) = ("/{scope}/history", "What was done to a rule last");
    lately::described(operation(Method::GET, path, "read_retention_history", OVERSEES, summary))
}
