//! What the API says of the operations on the demand.

use axum::http::Method;
use serde_json::json;

use super::super::counted::count_schema;
use super::super::{ADMINISTERS, lately};
use super::PATH;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of its schema.
pub(super) const DEMAND: &str = "SecondFactorDemand";

fn said() -> Schema {
    Schema::object()
        .required("everybody", Schema::flag().about("Of everybody who signs in."))
        .required(
            "roles",
            Schema::list(Schema::text().example("administrator"))
                .about("Of who holds one of these roles, by code."),
        )
}

/// A demand as it is answered.
pub(super) fn demand() -> Schema {
    let unmet = "People with a password and without a second factor, of whom it is demanded.";
    let preview = said()
        .required(
            "unmet",
            count_schema().about("Those who would have to set one up when they next come in."),
        )
        .required(
            "newly_unmet",
            count_schema().about("Those among them of whom it is not demanded now."),
        );
    said()
        .required("unmet", count_schema().about(unmet))
        .optional("preview", preview.about("What would hold, where it was asked."))
        .example(json!({
            "everybody": false, "roles": ["administrator"],
            "unmet": { "number": 2, "more": false },
            "preview": {
                "everybody": false, "roles": ["administrator", "agent"],
                "unmet": { "number": 31, "more": false },
                "newly_unmet": { "number": 29, "more": false },
            },
        }))
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    Operation::new(method, path, id, ADMINISTERS).summary(summary).tag("Administration")
}

fn replies(operation: Operation) -> Operation {
    operation.reply(200, "Of whom a second factor is demanded", Some(Schema::named(DEMAND)))
}

pub(super) fn read() -> Operation {
    let summary = "Who must have a second factor, or whom it would meet";
    let about = "Say whom it would meet with this in place of what holds.";
    let roles = Schema::text().example("administrator,agent");
    let read = operation(Method::GET, "", "readSecondFactorDemand", summary)
        .parameter(Parameter::query("everybody", about, Schema::flag()))
        .parameter(Parameter::query("roles", format!("{about} Codes with commas between."), roles));
    replies(read)
}

pub(super) fn set() -> Operation {
    let summary = "Say who must have a second factor";
    replies(operation(Method::PUT, "", "demandSecondFactor", summary))
        .json_body(said().with("additionalProperties", false))
        .body_example(json!({ "everybody": false, "roles": ["administrator"] }))
}

pub(super) fn history() -> Operation {
    let summary = "What was done to the demand for a second factor last";
    lately::described(operation(Method::GET, "/history", "readSecondFactorHistory", summary))
}
