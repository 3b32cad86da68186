//! The inbox in the description of the API.

use axum::http::Method;
use desk::notification::RULES;
use serde_json::json;

use super::{MOST, api};
use crate::endpoint::{Endpoints, Needs};
use crate::openapi::{Operation, Parameter, Schema};

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    endpoints.schema("Notification", notification());
    endpoints.api(list(), api::inbox);
    let summary = "You have read it";
    endpoints.api(of_line(Method::POST, "read_notification", summary), api::read);
    let summary = "You want to read it again";
    endpoints.api(of_line(Method::DELETE, "unread_notification", summary), api::unread);
    endpoints.api(read_until(), api::read_until);
    endpoints.api(
        own(Method::GET, "/settings", "notification_settings", "What you are told").reply(
            200,
            "Each rule, and whether you are told by it",
            Some(settings()),
        ),
        api::settings,
    );
    let wanted =
        RULES.iter().fold(Schema::object(), |body, rule| body.optional(rule.code, Schema::flag()));
    endpoints.api(
        own(Method::PUT, "/settings", "set_notification_settings", "Choose what you are told")
            .body(wanted.with("additionalProperties", false))
            .body_example(json!({ "team_assigned": true, "noted": false }))
            .reply(200, "Each rule, as it is now", Some(settings())),
        api::set_settings,
    );
}

fn own(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1/notifications{below}");
    Operation::new(method, path, id, Needs::SignedIn).summary(summary).tag("Notifications")
}

fn list() -> Operation {
    let limit = Schema::number().between(1, 200).default_is(50);
    let about = Schema::text().example("INC0000042");
    let page = left()
        .required("items", Schema::list(Schema::named("Notification")))
        .required("next", Schema::text().or_null().about("For after=: the part after this one."));
    own(Method::GET, "", "list_notifications", "What you were told, newest first")
        .parameter(Parameter::query("unread", "Only what you have not read.", Schema::flag()))
        .parameter(Parameter::query("about", "Only about this record or task.", about))
        .parameter(Parameter::query("limit", "Lines at most.", limit))
        .parameter(Parameter::query("after", "A cursor from next.", Schema::text()))
        .reply(
            200,
            "What is about records and tasks you see now; what you see no more is left out",
            Some(page),
        )
}

fn of_line(method: Method, id: &str, summary: &str) -> Operation {
    own(method, "/{notification}/read", id, summary)
        .parameter(Parameter::path("notification", "The line.", Schema::id()))
        .reply(200, "What is left", Some(left()))
}

fn read_until() -> Operation {
    let about = Schema::text().or_null().about("Only what is about this record or task.");
    let body = Schema::object()
        .required("until", Schema::id().about("The newest line you have seen."))
        .optional("about", about)
        .with("additionalProperties", false);
    own(Method::POST, "/read", "read_notifications", "You have read everything up to a line")
        .body(body)
        .body_example(json!({ "until": "019cb1f0a4c07d3c8f10b7a2c5d6e7f8" }))
        .reply(200, "What is left", Some(left()))
}

/// What is left unread.
fn left() -> Schema {
    let about = format!("Lines you have not read, counted up to {MOST}.");
    Schema::object().required("unread", Schema::number().about(about))
}

fn settings() -> Schema {
    let rule = Schema::object()
        .required("rule", Schema::one_of(RULES.iter().map(|rule| rule.code)))
        .required("wanted", Schema::flag())
        .required("usual", Schema::flag().about("Whether it holds for whoever chose nothing."));
    Schema::object().required("items", Schema::list(rule))
}

fn notification() -> Schema {
    let rules = RULES.iter().map(|rule| rule.code);
    Schema::object()
        .required("id", Schema::id().about("Later lines have greater ones."))
        .required("about", Schema::named("Heading").about("The record or task, as it is now."))
        .required("rule", Schema::one_of(rules).about("Why you were told."))
        .required(
            "verb",
            Schema::text().or_null().about("What was done last, if that is in its history."),
        )
        .required("actor", Schema::named("Reference").or_null().about("Who did it."))
        .required("seq", Schema::number().about("The last entry told, in the history; 0 for none."))
        .required("entries", Schema::number().about("How many entries it tells of."))
        .required("told_at", Schema::instant())
        .required("read_at", Schema::instant().or_null())
}
