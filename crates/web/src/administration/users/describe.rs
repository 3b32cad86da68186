//! What the API says of the operations on users.

use axum::http::Method;
use desk::account::LinkKind;
use desk::field::TITLE;
use serde_json::json;

use super::super::ADMINISTERS;
use super::PATH;
use crate::openapi::{Operation, Parameter, Schema};

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation =
        Operation::new(method, path, id, ADMINISTERS).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    let about = "Who: id, e-mail address or exact name.";
    operation.parameter(Parameter::path(
        "person",
        about,
        Schema::text().example("rosa@example.org"),
    ))
}

fn plain() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text())
        .required("email", Schema::text().or_null())
        .required("active", Schema::flag().about("Whether they may come in."))
        .required("has_password", Schema::flag().example(true))
        .required(
            "signed_in_at",
            Schema::instant()
                .or_null()
                .about("When they last came in; null for never, or not since this is kept."),
        )
        .required("roles", Schema::list(Schema::text()))
}

pub(super) fn user() -> Schema {
    plain()
}

pub(super) fn account() -> Schema {
    let link = Schema::object()
        .required("kind", Schema::one_of(LinkKind::EVERY.map(LinkKind::code)))
        .required("created_at", Schema::instant())
        .required("expires_at", Schema::instant());
    plain()
        .required("password_since", Schema::instant().or_null())
        .required("teams", Schema::list(Schema::text().example("Service desk")))
        .required("department", Schema::named("Reference").or_null())
        .required("company", Schema::id())
        .required("location", Schema::id().or_null())
        .required("language", Schema::text().or_null().about("Chosen by them; null for none."))
        .required("time_zone", Schema::text().or_null().example("Europe/Berlin"))
        .required(
            "works_for",
            Schema::list(Schema::named("Reference")).about("Companies besides their own."),
        )
        .required("sessions", Schema::list(Schema::named("Session")))
        .required(
            "second_factor_since",
            Schema::instant().or_null().about("Since when codes are asked for; null for never."),
        )
        .required(
            "link",
            link.or_null().about("The link that waits for them; what it holds is told once."),
        )
}

pub(super) fn link() -> Schema {
    Schema::object()
        .required("person", Schema::id())
        .required("kind", Schema::one_of(LinkKind::EVERY.map(LinkKind::code)))
        .required(
            "url",
            Schema::text().about("Where they set their password. Told this once.").example(
                "https://desk.example.org/set-password?link=3q2-7wAAq83vEjRWeJq83vEjRWeJq83vEjRWeJq83vE",
            ),
        )
        .required("expires_at", Schema::instant())
}

pub(super) fn list() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("User")))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    operation(Method::GET, "", "listUsers", "Everybody, and how they come in")
        .parameter(Parameter::query(
            "text",
            "A part of the name or address.",
            Schema::text().example("rosa"),
        ))
        .parameter(Parameter::query(
            "active",
            "Only those who may come in, or may not.",
            Schema::flag(),
        ))
        .parameter(Parameter::query("limit", "Users at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "By name", Some(page))
}

pub(super) fn read() -> Operation {
    operation(Method::GET, "/{person}", "readUser", "How somebody comes in").reply(
        200,
        "Their account",
        Some(Schema::named("UserAccount")),
    )
}

pub(super) fn edit() -> Operation {
    let named = |about: &str| Schema::text().or_null().about(about);
    let body = Schema::object()
        .optional("name", Schema::text().at_most(200))
        .optional("email", Schema::text().at_most(254))
        .optional(
            "company",
            Schema::text().about("Id or name; its sites and departments come with it."),
        )
        .optional("location", named("Id or name of a site of the company; null for none."))
        .optional("department", named("Id or name of a department of the company; null for none."))
        .optional("language", named("A code such as de; null to follow the browser."))
        .optional("time_zone", named("An IANA name; null for the organisation's."))
        .optional(
            "works_for",
            Schema::list(Schema::text()).about("Ids or names of companies besides their own."),
        )
        .with("additionalProperties", false);
    let summary = "Correct what is known of somebody; what is not sent stays";
    operation(Method::PATCH, "/{person}", "editUser", summary)
        .body(body)
        .body_example(json!({ "name": "Nina Newton", "time_zone": "Europe/Berlin" }))
        .reply(200, "Their account", Some(Schema::named("UserAccount")))
        .refusable()
}

pub(super) fn invite() -> Operation {
    let body = Schema::object()
        .required("email", Schema::text().at_most(254))
        .required("name", Schema::text().at_most(200).about("Ignored for a person already known."))
        .required("roles", Schema::list(Schema::text()).about("Codes; at least one."))
        .with("additionalProperties", false);
    operation(
        Method::POST,
        "",
        "inviteUser",
        "Make somebody known who is to come in, and a link for them",
    )
    .body(body)
    .body_example(json!({ "email": "nina@example.org", "name": "Nina New", "roles": ["agent"] }))
    .reply(201, "The link, told this once", Some(Schema::named("NewAccountLink")))
}

pub(super) fn invitation() -> Operation {
    let summary = "Make a link by which somebody without a password comes in, for seven days";
    operation(Method::POST, "/{person}/invitation", "makeInvitation", summary)
        .reply(201, "The link, told this once", Some(Schema::named("NewAccountLink")))
        .refusable()
}

pub(super) fn reset() -> Operation {
    let summary = "Make a link by which somebody sets another password, for a day";
    operation(Method::POST, "/{person}/reset", "makeResetLink", summary)
        .reply(201, "The link, told this once", Some(Schema::named("NewAccountLink")))
        .refusable()
}

pub(super) fn end_sessions() -> Operation {
    operation(Method::DELETE, "/{person}/sessions", "endSessions", "Sign somebody out everywhere")
        .reply(204, "Every session has ended; tokens go on", None)
}

pub(super) fn tie() -> Schema {
    Schema::object()
        .required("code", Schema::text().example("assigned"))
        .required("kind", Schema::text().or_null().example("incident"))
        .required("team", Schema::named("Reference").or_null())
        .required("number", Schema::number())
        .required("more", Schema::flag().about("Whether there may be more: counting has a bound."))
        .required("filter", Schema::text().or_null().about("For q= of the list of these records."))
        .required("detail", Schema::text().about("The same in a sentence."))
        .example(json!({
            "code": "assigned", "kind": "incident", "team": null, "number": 3, "more": false,
            "filter": "assignee = \"019cb1f0a4c07d3c8f10b7a2c5d6964e\" and open = true",
            "detail": "Incidents: 3 open ones are assigned to them.",
        }))
}

pub(super) fn ties() -> Operation {
    let all = Schema::object().required("items", Schema::list(Schema::named("UserTie")));
    let summary = "What hangs on somebody, before they are let in no more: open work and settings";
    operation(Method::GET, "/{person}/deactivation", "readUserTies", summary).reply(
        200,
        "Each thing; empty for nothing",
        Some(all),
    )
}

pub(super) fn deactivate() -> Operation {
    let summary = "Let somebody in no more: sessions end, tokens rest";
    operation(Method::POST, "/{person}/deactivation", "deactivateUser", summary)
        .reply(204, "They cannot come in", None)
        .refusable()
}

pub(super) fn activate() -> Operation {
    operation(Method::DELETE, "/{person}/deactivation", "activateUser", "Let somebody in again")
        .reply(204, "They can come in", None)
        .refusable()
}

pub(super) fn take_factor() -> Operation {
    let summary = "Take away somebody's second factor, who has lost it";
    operation(Method::DELETE, "/{person}/second-factor", "takeSecondFactor", summary)
        .body(
            Schema::object()
                .required("reason", Schema::text().at_most(TITLE))
                .with("additionalProperties", false),
        )
        .body_example(json!({ "reason": "The phone was lost; they came to the desk." }))
        .reply(204, "Their password is enough, and their sessions have ended", None)
        .refusable()
}
