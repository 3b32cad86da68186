//! What the API says of foundation data: the same operations for every sort, from what there is of it.

use axum::http::Method;
use desk::foundation::{Holds, Part, Sort};
use serde_json::{Map, Value, json};

use super::super::{ADMINISTERS, OVERSEES};
use super::of::path_of;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// How a sort is told: the name of its schema, one and several in operations and sentences, and the name
/// of one in the examples.
struct Words {
    schema: &'static str,
    one: &'static str,
    called: &'static str,
    example: &'static str,
}

fn words(sort: &Sort) -> Words {
    let (schema, one, called, example) = match sort.path {
        "companies" => ("Company", "company", "a company", "Cedar Works"),
        "sites" => ("Site", "site", "a site", "Berlin"),
        "departments" => ("Department", "department", "a department", "Finance"),
        "teams" => ("Team", "team", "a team", "Field service"),
        "services" => ("Service", "service", "a service", "Payroll"),
        "categories" => ("Category", "category", "a category", "Hardware"),
        _ => ("Choice", "choice", "a choice", "Waiting for a spare part"),
    };
    Words { schema, one, called, example }
}

/// The name of a sort's schema, and the schema.
pub(super) fn schema(sort: &Sort) -> (&'static str, Schema) {
    let of = words(sort);
    let id = match sort.has_identity() {
        true => Schema::id(),
        false => Schema::text()
            .about("Its codes with points between.")
            .example("incident.hold_reason.spare_part"),
    };
    let mut schema =
        Schema::object().required("id", id).required(sort.name, Schema::text().example(of.example));
    for part in sort.parts {
        schema = schema.required(part.code, told(part));
    }
    let code = Schema::text().example("unused");
    let effect = Schema::object()
        .required("code", code.about("A stable code."))
        .required("number", Schema::number().or_null().about("How much it is about."))
        .required("more", Schema::flag().about("Whether there are more than were counted."))
        .required("detail", Schema::text().example("Nothing has it."));
    let effects =
        Schema::list(effect).about("What would come of it, where something was tried out.");
    let mut uses = Schema::object().about("What has it, counted to 1000 each.");
    for of in sort.uses {
        uses = uses.optional(of.code, Schema::named("Usage"));
    }
    let version = Schema::number().about("How often it was changed; only where one is read.");
    let schema = schema
        .required("active", Schema::flag().about("Whether it can be chosen.").example(true))
        .required("uses", uses)
        .optional("version", version)
        .optional("effects", effects);
    (of.schema, schema)
}

/// Somebody who belongs to a team or a department.
pub(super) fn person() -> Schema {
    Schema::object()
        .required("person", Schema::named("Reference"))
        .required("lead", Schema::flag().about("Whether they lead it."))
        .required("active", Schema::flag().about("Whether they are still here."))
        .required("away_until", Schema::instant().or_null().about("Until when they are away."))
}

/// What a part is as it is answered.
fn told(part: &Part) -> Schema {
    match part.holds {
        Holds::Company => Schema::named("Reference"),
        Holds::Parent => Schema::named("Reference").or_null().about("What it lies below."),
        Holds::Person => Schema::named("Reference").or_null().about("Who leads it."),
        _ => said(part),
    }
}

/// What a part is as it is sent.
fn said(part: &Part) -> Schema {
    match part.holds {
        Holds::Company => Schema::text().about("A company, by name or id.").example("Alder Works"),
        Holds::Parent => {
            Schema::text().about("What it lies below, by name or id; null for nothing.").or_null()
        }
        Holds::Person => {
            Schema::text().about("Somebody, by name, address or id; null for nobody.").or_null()
        }
        Holds::Kind => Schema::text().about("The kind of record.").example("incident"),
        Holds::List => {
            Schema::text().about("The list that fields choose from.").example("hold_reason")
        }
        Holds::Code => Schema::text()
            .at_most(64)
            .about("What records keep: small letters, digits and underscores.")
            .example("spare_part"),
        Holds::Place => Schema::number().between(0, 9_999).about("Its place in the list."),
    }
}

/// What is sent of a new one, or of one that is changed.
fn body(sort: &Sort, new: bool) -> Schema {
    let name = Schema::text().at_most(200).example(words(sort).example);
    let mut body = match new {
        true => Schema::object().required(sort.name, name),
        false => Schema::object().optional(sort.name, name),
    };
    for part in sort.parts.iter().filter(|part| new || !part.fixed) {
        body = match new && part.required {
            true => body.required(part.code, said(part)),
            false => body.optional(part.code, said(part)),
        };
    }
    body.with("additionalProperties", false)
}

fn example(sort: &Sort) -> Value {
    let mut example = Map::new();
    example.insert(sort.name.to_owned(), json!(words(sort).example));
    for part in sort.parts.iter().filter(|part| part.required) {
        let value = match part.holds {
            Holds::Company => "Alder Works",
            Holds::Kind => "incident",
            Holds::List => "hold_reason",
            _ => "spare_part",
        };
        example.insert(part.code.to_owned(), json!(value));
    }
    Value::Object(example)
}

fn operation(
    (method, sort, below): (Method, &Sort, &str),
    id: &str,
    needs: Needs,
    summary: &str,
) -> Operation {
    let path = format!("/api/v1{}{below}", path_of(sort));
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Organisation");
    if !below.contains("{item}") {
        return operation;
    }
    let (about, known) = match sort.has_identity() {
        true => ("Its id, or its name where only one has it.", words(sort).example),
        false => ("Its codes with points between.", "incident.hold_reason.supplier"),
    };
    operation.parameter(Parameter::path("item", about, Schema::text().example(known)))
}

fn one(sort: &Sort) -> Option<Schema> {
    Some(Schema::named(words(sort).schema))
}

pub(super) fn list(sort: &Sort) -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(words(sort).schema)))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let id = format!("list_{}", sort.path);
    let summary = format!("The {} there are, and what has them", sort.path);
    let mut list = operation((Method::GET, sort, ""), &id, OVERSEES, &summary)
        .parameter(Parameter::query(
            "text",
            "A part of the name.",
            Schema::text().example(words(sort).example),
        ))
        .parameter(Parameter::query(
            "active",
            "Only what can be chosen, or what was retired.",
            Schema::flag(),
        ));
    let narrow = |part: &&Part| matches!(part.holds, Holds::Company | Holds::Kind | Holds::List);
    for part in sort.parts.iter().filter(narrow) {
        list = list.parameter(Parameter::query(part.code, "Only of this.", said(part)));
    }
    list.parameter(Parameter::query("limit", "At most so many.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "By name, trees in their order", Some(page))
}

pub(super) fn create(sort: &Sort) -> Operation {
    let of = words(sort);
    let (id, summary) = (format!("create_{}", of.one), format!("Add {}", of.called));
    operation((Method::POST, sort, ""), &id, ADMINISTERS, &summary)
        .body(body(sort, true))
        .body_example(example(sort))
        .reply(201, "It is there", one(sort))
}

pub(super) fn read(sort: &Sort) -> Operation {
    let of = words(sort);
    let (id, summary) =
        (format!("read_{}", of.one), format!("Read {}, or try out a change", of.called));
    let about = "Say what would come of this in place of what holds.";
    let mut read = operation((Method::GET, sort, "/{item}"), &id, OVERSEES, &summary);
    for part in sort.parts.iter().filter(|part| !part.fixed) {
        read = read.parameter(Parameter::query(part.code, about, said(part)));
    }
    let name = Schema::text().example(of.example);
    read.parameter(Parameter::query(sort.name, about, name))
        .parameter(Parameter::query("active", about, Schema::flag()))
        .reply(200, "It is", one(sort))
        .refusable()
}

pub(super) fn change(sort: &Sort) -> Operation {
    let of = words(sort);
    let (id, summary) = (format!("change_{}", of.one), format!("Rename or move {}", of.called));
    let example = json!({ sort.name: of.example });
    operation((Method::PATCH, sort, "/{item}"), &id, ADMINISTERS, &summary)
        .versioned()
        .body(body(sort, false).about("What is left out stays as it is."))
        .body_example(example)
        .reply(200, "It is so", one(sort))
}

pub(super) fn retire(sort: &Sort) -> Operation {
    let of = words(sort);
    let id = format!("retire_{}", of.one);
    let summary = format!("Retire {}: what has it keeps it, nobody can choose it", of.called);
    operation((Method::POST, sort, "/{item}/retirement"), &id, ADMINISTERS, &summary)
        .versioned()
        .reply(200, "It is retired", one(sort))
        .refusable()
}

pub(super) fn restore(sort: &Sort) -> Operation {
    let of = words(sort);
    let (id, summary) = (format!("restore_{}", of.one), format!("Bring {} back", of.called));
    operation((Method::DELETE, sort, "/{item}/retirement"), &id, ADMINISTERS, &summary)
        .versioned()
        .reply(200, "It can be chosen", one(sort))
}

pub(super) fn history(sort: &Sort) -> Operation {
    let of = words(sort);
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("LogEntry")))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    let (id, summary) =
        (format!("read_{}_history", of.one), format!("What was done to {}", of.called));
    operation((Method::GET, sort, "/{item}/history"), &id, OVERSEES, &summary)
        .parameter(Parameter::query("limit", "At most so many.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "Entries, the latest first", Some(page))
}

pub(super) fn people(sort: &Sort, who: &str) -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("FoundationPerson")).about("At most 1000."));
    let of = words(sort);
    let (id, summary) = (format!("list_{}_{who}", of.one), format!("Who belongs to {}", of.called));
    operation((Method::GET, sort, &format!("/{{item}}/{who}")), &id, OVERSEES, &summary).reply(
        200,
        "Them, those who lead it first",
        Some(page),
    )
}

fn of_person(method: Method, sort: &Sort, who: &str, verb: &str, summary: &str) -> Operation {
    let id = format!("{verb}_{}_{who}", words(sort).one);
    let below = format!("/{{item}}/{who}/{{member}}");
    let about = "Who: id, e-mail address or exact name.";
    operation((method, sort, &below), &id, ADMINISTERS, summary).parameter(Parameter::path(
        "member",
        about,
        Schema::text().example("ada@alder.example"),
    ))
}

pub(super) fn join(sort: &Sort, who: &str) -> Operation {
    let lead = Schema::flag().about("Whether they lead it; no where it is left out.");
    let (body, example) = match who {
        "members" => (Schema::object().optional("lead", lead), json!({ "lead": true })),
        _ => (Schema::object(), json!({})),
    };
    let summary = format!("Put somebody into {}", words(sort).called);
    of_person(Method::PUT, sort, who, "put", &summary)
        .body(body.with("additionalProperties", false))
        .body_example(example)
        .reply(204, "They belong to it", None)
        .refusable()
}

pub(super) fn leave(sort: &Sort, who: &str) -> Operation {
    let summary = format!("Let somebody leave {}", words(sort).called);
    of_person(Method::DELETE, sort, who, "remove", &summary).reply(204, "They left it", None)
}
