//! What the API says of settings as one text.

use axum::http::Method;
use serde_json::json;

use super::super::ADMINISTERS;
use super::PATH;
use crate::openapi::{Operation, Schema};

/// The name of the schema of a step.
const STEP: &str = "SettingsStep";

/// A step as it is answered.
pub(super) fn step() -> (&'static str, Schema) {
    let change = Schema::object()
        .required("name", Schema::text().example("label"))
        .optional("before", Schema::text().about("Not there where the entry is new."))
        .required("after", Schema::text());
    let step = Schema::object()
        .required("section", Schema::text().about("The table of the text."))
        .required("entry", Schema::text().about("Which of its entries; empty for the only one."))
        .required("does", Schema::one_of(["add", "change", "take", "order"]))
        .optional("changes", Schema::list(change).about("The values that change."))
        .example(json!({
            "section": "team", "entry": "Network", "does": "change",
            "changes": [{ "name": "company", "before": "Alder Works", "after": "Birch Supplies" }],
        }));
    (STEP, step)
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    Operation::new(method, format!("/api/v1{PATH}{below}"), id, ADMINISTERS)
        .summary(summary)
        .tag("Administration")
}

fn body() -> Schema {
    Schema::object()
        .required("text", Schema::text().about("Settings as this API writes them: TOML."))
        .optional(
            "everything",
            Schema::flag()
                .about("Whether what the text's sections do not name is taken away or out of use."),
        )
        .optional("reason", Schema::text().about("Why, for what erases something at once."))
}

fn steps() -> Schema {
    Schema::object().required("steps", Schema::list(Schema::named(STEP))).required(
        "seen",
        Schema::text()
            .example("3f2a9c0d1e4b5a67")
            .about("Sent to apply, so that just these are done."),
    )
}

pub(super) fn read() -> Operation {
    let text = Schema::object().required("text", Schema::text().example("form = 1\n"));
    operation(Method::GET, "", "read_settings", "All settings as one text").reply(
        200,
        "TOML: a table for each entry, named as people name it.",
        Some(text),
    )
}

pub(super) fn plan() -> Operation {
    let summary = "What a text of settings would change; nothing is changed";
    operation(Method::POST, "/plan", "plan_settings", summary)
        .json_body(body().with("additionalProperties", false))
        .body_example(json!({ "text": "form = 1\n\n[[service]]\nname = \"Payroll\"\ncompany = \"Alder Works\"\n" }))
        .reply(200, "The steps", Some(steps()))
        .refusable()
}

pub(super) fn apply() -> Operation {
    let body = body()
        .optional("seen", Schema::text().about("What the plan said, to do that and nothing else."))
        .with("additionalProperties", false);
    let summary = "Make the installation what a text of settings says: all of it, or nothing";
    operation(Method::PUT, "", "apply_settings", summary)
        .json_body(body)
        .body_example(json!({ "text": "form = 1\n\n[[service]]\nname = \"Payroll\"\ncompany = \"Alder Works\"\n" }))
        .reply(200, "The steps that were done", Some(steps()))
        .refusable()
}
