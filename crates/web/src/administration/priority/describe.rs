//! What the API says of the operations on matrices.

use axum::http::Method;
use serde_json::{Value, json};

use super::super::counted::count_schema;
use super::super::{ADMINISTERS, OVERSEES, lately};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// A whole matrix, as an example.
fn whole() -> Value {
    let rows = [[1, 2, 3], [2, 3, 4], [3, 4, 5]];
    let cells = (1..).zip(rows).flat_map(|(impact, row)| {
        (1..).zip(row).map(move |(urgency, priority)| {
            json!({ "impact": impact, "urgency": urgency, "priority": priority })
        })
    });
    Value::Array(cells.collect())
}

fn level(about: &str) -> Schema {
    Schema::number().about(format!("{about}; 1 is the most.")).example(2)
}

fn cells() -> Schema {
    let cell = Schema::object()
        .required("impact", level("The impact"))
        .required("urgency", level("The urgency"))
        .required("priority", level("The priority of the two"));
    Schema::list(cell)
}

fn changes() -> Schema {
    let cell = Schema::object()
        .required("impact", level("The impact"))
        .required("urgency", level("The urgency"))
        .required("before", Schema::number().or_null().example(4))
        .required("after", Schema::number().or_null().example(5));
    Schema::list(cell)
}

pub(super) fn matrix() -> Schema {
    Schema::object()
        .required("kind", Schema::text().about("The kind of record."))
        .required("cells", cells().about("Every impact with every urgency."))
        .required("differs", changes().about("Where it is not as it came: then, and now."))
        .required(
            "apart",
            count_schema().about("Open records with another priority, though nobody overrode it."),
        )
        .required(
            "apart_filter",
            Schema::text()
                .about("What finds them, as q of the list.")
                .example("open = true and priority_reason is empty and (impact = 1 and …)"),
        )
        .required(
            "seen",
            Schema::text()
                .about("Tells this matrix from any other; send it back with a new one.")
                .example("5f2d1c90a7be4431"),
        )
}

pub(super) fn effect() -> Schema {
    let pair = || {
        Schema::object()
            .required("impact", level("The impact"))
            .required("urgency", level("The urgency"))
    };
    let crossing = Schema::object().required("more", pair()).required("less", pair());
    let example = Schema::object()
        .required("number", Schema::text())
        .required("priority", Schema::number().or_null())
        .required("computed", level("What the matrix would say"));
    Schema::object()
        .required("changes", changes())
        .required(
            "crossings",
            Schema::list(crossing)
                .about("Neighbours of which the one that weighs more would be less urgent."),
        )
        .required(
            "apart",
            count_schema()
                .about("Open records that would have another priority. They keep theirs."),
        )
        .required("examples", Schema::list(example).about("Some that you see, the newest first."))
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

fn the_matrix(operation: Operation) -> Operation {
    operation.reply(200, "The matrix", Some(Schema::named("PriorityMatrix")))
}

fn body(seen: bool) -> Schema {
    let about = "Every impact with every urgency; none may be missing.";
    let body = Schema::object().required("cells", cells().about(about));
    let body = match seen {
        true => body.optional(
            "seen",
            Schema::text()
                .about("What was read of it; refused when another matrix is there by now."),
        ),
        false => body,
    };
    body.with("additionalProperties", false)
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("PriorityMatrix")));
    let summary = "The priority that follows from impact and urgency";
    operation(Method::GET, "", "listPriorities", OVERSEES, summary).reply(
        200,
        "The matrix of every kind of record that has one",
        Some(page),
    )
}

pub(super) fn read() -> Operation {
    let summary = "The matrix of a kind of record";
    the_matrix(operation(Method::GET, "/{kind}", "readPriorities", OVERSEES, summary))
}

pub(super) fn preview() -> Operation {
    let summary = "Say what this matrix would change, and set nothing";
    operation(Method::POST, "/{kind}/preview", "previewPriorities", OVERSEES, summary)
        .json_body(body(false))
        .body_example(json!({ "cells": whole() }))
        .reply(200, "What would change", Some(Schema::named("PriorityEffect")))
}

pub(super) fn set() -> Operation {
    let summary = "Set a matrix; it holds for what is opened or weighed from now on";
    the_matrix(operation(Method::PUT, "/{kind}", "setPriorities", ADMINISTERS, summary))
        .json_body(body(true))
        .body_example(json!({ "cells": whole() }))
        .refusable()
}

pub(super) fn restore() -> Operation {
    let summary = "Bring a matrix back to how it came";
    the_matrix(operation(Method::DELETE, "/{kind}", "restorePriorities", ADMINISTERS, summary))
}

pub(super) fn history() -> Operation {
    let summary = "What was done to a matrix last";
    let path = "/{kind}/history";
    lately::described(operation(Method::GET, path, "readPriorityHistory", OVERSEES, summary))
}
