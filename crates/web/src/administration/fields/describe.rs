//! What the API says of the operations on custom fields.

use axum::http::Method;
use desk::custom::{StateRule, TYPES};
use serde_json::json;

use super::NEEDS;
use crate::openapi::{Operation, Parameter, Schema};

const LIST: &str = "/api/v1/fields";
const TAG: &str = "Custom fields";

/// What is said of a field, as it is answered.
pub(super) fn definition() -> Schema {
    said(Schema::object().required("id", Schema::id()).required("kind", Schema::text()), true)
        .required("place", Schema::number().about("Its place among the fields of its kind."))
        .required("active", Schema::flag().about("Whether it is in use."))
        .required("version", Schema::number())
        .example(json!({
            "id": "019cb1f0a4c07d3c8f10b7a2c5d6e7f8", "kind": "incident", "code": "x.cost",
            "type": "money", "scale": null, "least": null, "most": null, "currencies": ["EUR"],
            "audience": "public", "labels": { "en": "Cost", "de": "Kosten" }, "help": {},
            "options": null, "states": { "resolved": "required" }, "forms": ["edit", "resolve"],
            "default": null, "place": 1, "active": true, "version": 1,
        }))
}

/// What was done to a field, as it is answered.
pub(super) fn change() -> Schema {
    let lines =
        |about: &str| Schema::list(Schema::text().example("resolved required")).about(about);
    let part = Schema::object()
        .required(
            "part",
            Schema::text().example("rule").about("What of it: label, option, rule and the like."),
        )
        .required("before", lines("The lines that said it and are gone."))
        .required("after", lines("The lines that say it now."));
    Schema::object()
        .required("verb", Schema::text().example("edit_field"))
        .required("actor", Schema::named("Reference").or_null())
        .required("door", Schema::text().example("page"))
        .required("occurred_at", Schema::instant())
        .required("changes", Schema::list(part))
}

/// What a change would do, as it is answered.
pub(super) fn effect() -> Schema {
    let detail = "Resolved: 3 records hold nothing in it. They do not leave the state before somebody \
                  fills it in.";
    Schema::object()
        .required("code", Schema::text().example("required"))
        .required(
            "about",
            Schema::text().about("The state, option or currency; empty for the field."),
        )
        .required(
            "number",
            Schema::number().or_null().about("Records; null where none are counted."),
        )
        .required("more", Schema::flag().about("Whether there may be more: counting has a bound."))
        .required("filter", Schema::text().or_null().about("For q= of the list of these records."))
        .required("detail", Schema::text().about("The same in a sentence."))
        .example(json!({
            "code": "required", "about": "resolved", "number": 3, "more": false,
            "filter": "state = resolved and x.cost is empty",
            "detail": detail,
        }))
}

/// What is said of a field. What is given may be left out.
fn said(start: Schema, answered: bool) -> Schema {
    let rules = Schema::one_of(StateRule::EVERY.map(StateRule::code));
    let texts = |about: &str| {
        Schema::open_object().with("additionalProperties", json!({ "type": "string" })).about(about)
    };
    let option = Schema::object()
        .required("code", Schema::text().example("laptop"))
        .optional("labels", texts("By language."))
        .optional("offered", Schema::flag().about("Whether it can be chosen anew."));
    let parts = [
        ("code", Schema::text().about("Its name on the wire, with or without x. in front.")),
        ("type", Schema::one_of(TYPES)),
        ("scale", Schema::number().between(0, 6).about("Digits after the point.").or_null()),
        ("least", Schema::text().about("The least number.").or_null()),
        ("most", Schema::text().about("The greatest number, or the longest text.").or_null()),
        ("currencies", Schema::list(Schema::text().example("EUR")).or_null()),
        ("audience", Schema::one_of(["public", "internal"])),
        ("labels", texts("What people read, by language.")),
        ("help", texts("A line of help, by language.")),
        ("options", Schema::list(option).about("One left out is offered no more.").or_null()),
        (
            "states",
            Schema::open_object()
                .with("additionalProperties", rules.into_value())
                .about("What holds in which state."),
        ),
        ("forms", Schema::list(Schema::text()).about("Verbs whose forms ask for it, and create.")),
        ("default", Schema::any().about("What a new record holds when nothing is said.")),
    ];
    parts.into_iter().fold(start, |schema, (name, part)| {
        if answered { schema.required(name, part) } else { schema.optional(name, part) }
    })
}

fn given() -> Schema {
    said(Schema::object(), false).with("additionalProperties", false)
}

fn operation(method: Method, below: &str, id: &'static str, summary: &str) -> Operation {
    let operation =
        Operation::new(method, format!("{LIST}{below}"), id, NEEDS).summary(summary).tag(TAG);
    if !below.starts_with("/{id}") {
        return operation;
    }
    operation.parameter(Parameter::path("id", "The field's identity.", Schema::id()))
}

fn answers(operation: Operation, status: u16, about: &str) -> Operation {
    operation.reply(status, about, Some(Schema::named("CustomField"))).reply_header(
        "ETag",
        "Its version.",
        Schema::text(),
    )
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("CustomField")));
    operation(Method::GET, "", "list_fields", "Every custom field, by kind and place").reply(
        200,
        "Those in use and those retired.",
        Some(page),
    )
}

pub(super) fn create() -> Operation {
    let example = json!({
        "kind": "incident",
        "code": "cost",
        "type": "money",
        "currencies": ["EUR"],
        "labels": { "en": "Cost", "de": "Kosten" },
        "states": { "resolved": "required" },
        "forms": ["edit", "resolve"],
    });
    let body = given().required("kind", Schema::text().about("The kind of record it is for."));
    answers(
        operation(Method::POST, "", "create_field", "Add a field to a kind of record")
            .json_body(body)
            .body_example(example),
        201,
        "It was added",
    )
    .reply_header("Location", "Where it is.", Schema::text())
}

pub(super) fn read() -> Operation {
    answers(operation(Method::GET, "/{id}", "read_field", "Read a custom field"), 200, "The field")
}

pub(super) fn edit() -> Operation {
    let body = given().optional("version", Schema::number().about("The version you saw."));
    let operation = operation(
        Method::PATCH,
        "/{id}",
        "edit_field",
        "Change what is said of a field; what is left out stays",
    );
    let operation = operation
        .versioned()
        .json_body(body)
        .body_example(json!({ "labels": { "en": "Cost of repair", "de": "Reparaturkosten" } }));
    answers(operation, 200, "The field afterwards")
}

pub(super) fn preview() -> Operation {
    let body = given()
        .optional("version", Schema::number().about("The version you saw."))
        .optional("active", Schema::flag().about("Whether it is to be in use."));
    let page =
        Schema::object().required("effects", Schema::list(Schema::named("CustomFieldEffect")));
    let summary = "What a change of a field would do to records; nothing is changed";
    operation(Method::POST, "/{id}/preview", "preview_field", summary)
        .versioned()
        .json_body(body)
        .body_example(json!({ "states": { "resolved": "required" } }))
        .reply(200, "What it would do; empty for nothing", Some(page))
        .refusable()
}

pub(super) fn history() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("CustomFieldChange")))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let summary = "What was done to a field";
    operation(Method::GET, "/{id}/history", "read_field_changes", summary)
        .parameter(Parameter::query("limit", "At most so many.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "Entries, the latest first", Some(page))
}

pub(super) fn retire() -> Operation {
    let summary = "Take a field out of use; what records hold in it stays";
    let operation = operation(Method::POST, "/{id}/retirement", "retire_field", summary);
    answers(operation.versioned(), 200, "The field afterwards")
}

pub(super) fn restore() -> Operation {
    let summary = "Put a retired field into use again";
    let operation = operation(Method::DELETE, "/{id}/retirement", "restore_field", summary);
    answers(operation.versioned(), 200, "The field afterwards")
}

pub(super) fn order() -> Operation {
    let body = Schema::object()
        .required("kind", Schema::text())
        .required("fields", Schema::list(Schema::id()).about("Each field in use once."))
        .with("additionalProperties", false);
    let example = json!({ "kind": "incident", "fields": ["018f0000000070008000000000000001"] });
    operation(Method::POST, "/order", "order_fields", "Put the fields of a kind into this order")
        .json_body(body)
        .body_example(example)
        .reply(204, "They are in this order", None)
}
