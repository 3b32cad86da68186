//! What the API says of the operations on rules.

use axum::http::Method;
use desk::assignment::GIVES;
use desk::filter;
use serde_json::json;

use super::super::{ADMINISTERS, AUDITS};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of the schema of a rule.
const RULE: &str = "AssignmentRule";
/// The name of the schema of what a rule would do.
const PREVIEW: &str = "AssignmentPreview";
/// The name of the schema of somebody in a team.
const CANDIDATE: &str = "AssignmentCandidate";
/// The name of the schema of something wrong with a condition.
const PROBLEM: &str = "ConditionProblem";

/// Everything that is answered.
pub(super) fn schemas() -> [(&'static str, Schema); 4] {
    [(RULE, rule()), (PREVIEW, preview_told()), (CANDIDATE, candidate()), (PROBLEM, problem())]
}

fn rule() -> Schema {
    let person = Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text().or_null())
        .required("email", Schema::text().or_null());
    Schema::object()
        .required("id", Schema::id())
        .required("kind", Schema::text().about("The kind of record it is for."))
        .required("place", Schema::number().about("Its place: the first that holds is followed."))
        .required("name", name())
        .required("condition", condition())
        .required("team", Schema::named("Reference"))
        .required("gives", gives())
        .required("person", person.or_null())
        .required("active", Schema::flag().about("Whether it is in use."))
        .required("usable", Schema::flag().about("Whether it can be followed now."))
        .required("team_works", Schema::flag().about("Whether its team can be given work."))
        .required("problems", Schema::list(Schema::named(PROBLEM)))
        .required("version", Schema::number())
        .required("changed_at", Schema::instant())
        .example(json!({
            "id": "018f0000000070008000000000000001", "kind": "incident", "place": 1,
            "name": "Network", "condition": "title contains \"switch\" and priority <= 2",
            "team": { "id": "018f0000000070008000000000000002", "name": "Network" },
            "gives": "round_robin", "person": null, "active": true, "usable": true,
            "team_works": true, "problems": [], "version": 1,
            "changed_at": "2026-03-02T09:00:00Z",
        }))
}

fn name() -> Schema {
    Schema::text().at_most(100).about("Unique among the rules of its kind.").example("Network")
}

fn condition() -> Schema {
    Schema::text()
        .at_most(filter::TEXT)
        .about("A filter, as `q` of lists; empty holds of every record. It cannot speak of `me`.")
        .example("title contains \"switch\" and priority <= 2")
}

fn gives() -> Schema {
    Schema::one_of(GIVES.iter().copied())
        .about("To whom in the team: nobody yet, one person, by turns, or who has the fewest open.")
        .example("round_robin")
}

fn candidate() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text())
        .required("open", Schema::number().about("Open records of the kind they have.").example(3))
        .required("away", Schema::flag().example(false))
        .required(
            "works",
            Schema::flag().about("Whether they may work on such records.").example(true),
        )
}

fn problem() -> Schema {
    Schema::object()
        .required("code", Schema::text().example("filter_field"))
        .required("start", Schema::number().about("Its first character, from 0.").example(0))
        .required("end", Schema::number().about("The character after its last.").example(6))
        .required("detail", Schema::text().example("There is no field x.site."))
}

fn preview_told() -> Schema {
    let taken = Schema::object()
        .required("rule", Schema::text().example("VIP"))
        .required("count", Schema::number().example(2));
    let example = Schema::object()
        .required("record", Schema::named("Heading"))
        .required("to", Schema::named("Reference").or_null().about("Null: to the team."));
    Schema::object()
        .required(
            "looked_at",
            Schema::number()
                .about("Of the 200 records opened last those you may read in full, restricted ones aside.")
                .example(200),
        )
        .required("holds", Schema::number().about("Of how many of them it holds.").example(37))
        .required(
            "taken_before",
            Schema::list(taken).about("Rules before it that have some first."),
        )
        .required("gets", Schema::number().about("How many it would get.").example(35))
        .required("team_works", Schema::flag().about("Whether its team can be given work."))
        .required(
            "examples",
            Schema::list(example).about("Some of those, the latest first."),
        )
        .required("people", Schema::list(Schema::named(CANDIDATE)).about("Its team."))
}

fn operation(method: Method, below: &str, id: &str, needs: Needs, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Administration");
    let operation = match below.starts_with("/{kind}") {
        true => {
            let kind = Schema::text().example("incident");
            operation.parameter(Parameter::path("kind", "A kind of record.", kind))
        }
        false => operation,
    };
    match below.contains("{id}") {
        true => operation.parameter(Parameter::path("id", "The rule's identity.", Schema::id())),
        false => operation,
    }
}

fn answers(operation: Operation, status: u16, about: &str) -> Operation {
    operation.reply(status, about, Some(Schema::named(RULE))).reply_header(
        "ETag",
        "Its version.",
        Schema::text(),
    )
}

fn items(of: &str) -> Schema {
    Schema::object().required("items", Schema::list(Schema::named(of)))
}

pub(super) fn list() -> Operation {
    let summary = "Who gets newly opened records: the rules of every kind, in order";
    operation(Method::GET, "", "list_assignment_rules", AUDITS, summary).reply(
        200,
        "Every rule, by kind and place.",
        Some(items(RULE)),
    )
}

pub(super) fn list_of_kind() -> Operation {
    let summary = "The rules of a kind, in order";
    operation(Method::GET, "/{kind}", "list_assignment_rules_of_kind", AUDITS, summary).reply(
        200,
        "Every rule of the kind.",
        Some(items(RULE)),
    )
}

/// What is said of a rule.
fn said(needed: bool) -> Schema {
    let put = |schema: Schema, name: &str, part: Schema| match needed {
        true => schema.required(name, part),
        false => schema.optional(name, part),
    };
    let team = Schema::text().about("By name or identity.").example("Network");
    let person = Schema::text()
        .about("With `gives` person: who, by e-mail address, name or identity; one of the team.");
    let schema = put(put(put(Schema::object(), "name", name()), "team", team), "gives", gives());
    schema
        .optional("condition", condition().or_null())
        .optional("person", person.example("ned@example.org").or_null())
        .optional("active", Schema::flag().default_is(true))
        .with("additionalProperties", false)
}

fn example() -> serde_json::Value {
    json!({
        "name": "Network", "condition": "title contains \"switch\"", "team": "Network",
        "gives": "round_robin",
    })
}

pub(super) fn create() -> Operation {
    let summary = "Add a rule behind those there are; it holds at once";
    let operation =
        operation(Method::POST, "/{kind}", "create_assignment_rule", ADMINISTERS, summary)
            .body(said(true))
            .body_example(example());
    answers(operation, 201, "It was added").reply_header("Location", "Where it is.", Schema::text())
}

pub(super) fn read() -> Operation {
    let summary = "Read a rule";
    let operation = operation(Method::GET, "/{kind}/{id}", "read_assignment_rule", AUDITS, summary);
    answers(operation, 200, "The rule")
}

pub(super) fn edit() -> Operation {
    let body = said(false).optional("version", Schema::number().about("The version you saw."));
    let summary = "Change a rule; what is left out stays, and it holds at once";
    let operation =
        operation(Method::PATCH, "/{kind}/{id}", "edit_assignment_rule", ADMINISTERS, summary)
            .versioned()
            .body(body)
            .body_example(json!({ "active": false }));
    answers(operation, 200, "The rule afterwards")
}

pub(super) fn remove() -> Operation {
    let summary = "Take a rule away";
    operation(Method::DELETE, "/{kind}/{id}", "remove_assignment_rule", ADMINISTERS, summary)
        .versioned()
        .reply(204, "It is gone", None)
}

pub(super) fn order() -> Operation {
    let rules = Schema::list(Schema::id()).about("Each rule of the kind once.");
    let body = Schema::object().required("rules", rules).with("additionalProperties", false);
    let summary = "Put the rules of a kind into this order";
    operation(Method::POST, "/{kind}/order", "order_assignment_rules", ADMINISTERS, summary)
        .json_body(body)
        .body_example(json!({ "rules": ["018f0000000070008000000000000001"] }))
        .reply(204, "They are in this order", None)
}

pub(super) fn preview_new() -> Operation {
    let summary = "What a new rule would do with the records opened last; nothing is kept";
    operation(Method::POST, "/{kind}/preview", "preview_assignment_rule", ADMINISTERS, summary)
        .body(said(true))
        .body_example(example())
        .reply(200, "What it would do", Some(Schema::named(PREVIEW)))
}

pub(super) fn preview() -> Operation {
    let summary = "What a rule would do if it were changed so; nothing is kept";
    let path = "/{kind}/{id}/preview";
    operation(Method::POST, path, "preview_assignment_rule_changed", ADMINISTERS, summary)
        .body(said(false))
        .body_example(json!({ "gives": "least_load" }))
        .reply(200, "What it would do", Some(Schema::named(PREVIEW)))
}

pub(super) fn load() -> Operation {
    let team = Schema::object()
        .required("team", Schema::named("Reference"))
        .required("next_in_turn", Schema::named("Reference").or_null())
        .required("people", Schema::list(Schema::named(CANDIDATE)));
    let summary = "Who has how many open, of the teams that rules of a kind give to";
    operation(Method::GET, "/{kind}/load", "read_assignment_load", AUDITS, summary).reply(
        200,
        "Every such team.",
        Some(Schema::object().required("items", Schema::list(team))),
    )
}

pub(super) fn explanation() -> Operation {
    let outcome = Schema::one_of(["gives", "later", "fails", "off", "broken", "no_team"])
        .about("`later`: it holds too, but one before it is followed; `no_team`: its team works no longer.");
    let one = Schema::object()
        .required("rule", Schema::named("Reference"))
        .required("outcome", outcome.example("fails"))
        .required(
            "to",
            Schema::named("Reference").or_null().about("Null: to the team, or not followed."),
        )
        .required(
            "fails",
            Schema::list(Schema::text().example("priority <= 2"))
                .about("Parts of its condition that do not hold."),
        )
        .required("problems", Schema::list(Schema::named(PROBLEM)));
    let told = Schema::object()
        .required("record", Schema::named("Heading"))
        .required("rules", Schema::list(one));
    let summary = "Which rule holds of a record whose inside you read, and why those before do not";
    let number = Schema::text().example("INC0000042");
    operation(Method::GET, "/{kind}/explanation", "explain_assignment", AUDITS, summary)
        .parameter(Parameter::query("number", "The record's number.", number))
        .reply(200, "Every rule of the kind, in order", Some(told))
}
