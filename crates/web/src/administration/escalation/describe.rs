//! What the API says of the operations on ways.

use axum::http::Method;
use serde_json::json;

use super::super::{ADMINISTERS, lately};
use super::PATH;
use crate::openapi::{Operation, Parameter, Schema};

/// A way as it is answered.
pub(super) fn way() -> (&'static str, Schema) {
    let escalated = "Open records that are escalated to them and can go further: to the manager, where \
                     there is one.";
    let open = "Open records of the team: these go to that other team when they are escalated, where \
                there is one.";
    let lead = Schema::object()
        .required("person", Schema::named("Reference"))
        .required("manager", Schema::named("Reference").or_null().about("Who is above them."))
        .required("escalated", Schema::number().about(escalated));
    let way = Schema::object()
        .required("team", Schema::named("Reference"))
        .required(
            "escalates_to",
            Schema::named("Reference").or_null().about("The team that can do more."),
        )
        .required("open", Schema::number().about(open))
        .required("leads", Schema::list(lead).about("Who leads it, by name."));
    ("EscalationWay", way)
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    Operation::new(method, path, id, ADMINISTERS).summary(summary).tag("Administration")
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("EscalationWay")));
    operation(Method::GET, "", "list_escalation", "Where the records of each team are escalated to")
        .reply(200, "Every team, by name", Some(page))
}

pub(super) fn team() -> Operation {
    let to = Schema::text().about("A team, by name or identity; null for none.").or_null();
    let body = Schema::object().optional("escalates_to", to).with("additionalProperties", false);
    operation(Method::PUT, "/teams/{team}", "set_escalation", "Say where a team escalates to")
        .parameter(Parameter::path("team", "The team.", Schema::id()))
        .body(body)
        .body_example(json!({ "escalates_to": "Network" }))
        .reply(204, "It is so", None)
}

pub(super) fn person() -> Operation {
    let to = Schema::text().about("A person, by name, address or identity; null for nobody.");
    let body =
        Schema::object().optional("manager", to.or_null()).with("additionalProperties", false);
    operation(Method::PUT, "/people/{person}", "set_manager", "Say who is above a person")
        .parameter(Parameter::path("person", "The person.", Schema::id()))
        .body(body)
        .body_example(json!({ "manager": "me" }))
        .reply(204, "It is so", None)
}

pub(super) fn history() -> Operation {
    let summary = "What was done to the ways of escalation last";
    lately::described(operation(Method::GET, "/history", "read_escalation_history", summary))
}
