//! What the API says about a kind of record, from the same tables that do the work.

use desk::Kind;
use desk::field::{Field, FieldKind};
use desk::lifecycle::{InputField, Verb};
use desk::work::Work;
use serde_json::{Map, Value, json};

use super::api::method;
use super::past::at_parameter;
use crate::endpoint::{Endpoints, Needs};
use crate::openapi::{Operation, Parameter, Schema};
use axum::http::Method;
use desk::access::Action;

/// Names the schemas of a kind: the record, a page of them, an event of its history.
pub(super) fn schemas<P: Work>(endpoints: &mut Endpoints) {
    let mut record = Schema::object()
        .required("id", Schema::id())
        .required("version", Schema::number().about("Counts the changes of its fields."))
        .optional("as_it_stood", Schema::named("AsItStood"))
        .optional("withdrawn", Schema::named("Withdrawn"));
    for field in P::KIND.all_fields() {
        let schema = of_field(P::KIND, field);
        // Optional all the same: a field hidden from the reader is left out.
        record = record.optional(field.code, if field.always { schema } else { schema.or_null() });
    }
    endpoints.schema(record_name(P::KIND), record);
    endpoints.schema(
        "Reference",
        Schema::object().required("id", Schema::id()).required("name", Schema::text().or_null()),
    );
    endpoints.schema("Event", event());
}

fn event() -> Schema {
    let change = Schema::object()
        .required("field", Schema::text())
        .required("old", Schema::any())
        .required("new", Schema::any())
        .required("erased", Schema::flag());
    Schema::object()
        .required("seq", Schema::number())
        .required("version", Schema::number())
        .required("verb", Schema::text())
        .required("actor", Schema::named("Reference").or_null())
        .required("door", Schema::text())
        .required("occurred_at", Schema::instant())
        .required("recorded_at", Schema::instant())
        .required("changes", Schema::list(change))
        .required("facts", Schema::open_object())
        .required("erased", Schema::list(Schema::text()).about("Facts that were erased."))
}

/// The name of a kind's schema. Kinds are few and fixed, so their names are written here.
pub(super) fn record_name(kind: &Kind) -> &'static str {
    match kind.code {
        "incident" => "Incident",
        code => code,
    }
}

pub(super) fn list<P: Work>() -> Operation {
    let kind = P::KIND;
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(record_name(kind))))
        .required("next", Schema::text().or_null())
        .required("previous", Schema::text().or_null());
    let mut operation = Operation::new(
        Method::GET,
        format!("/api/v1/{}", kind.path),
        format!("list_{}", kind.path),
        may(kind, Action::Read),
    )
    .summary(format!("{} you may see, newest first", kind.path))
    .tag(kind.path)
    .list_parameters()
    .parameter(Parameter::query(
        "withdrawn",
        "Only those that were withdrawn, for those who administer or audit.",
        Schema::flag(),
    ));
    for field in kind.all_fields().filter(|f| !matches!(f.kind, FieldKind::Prose(_))) {
        operation = operation.parameter(Parameter::query(
            field.code,
            "Only those where it equals this; empty for those without.",
            Schema::text(),
        ));
    }
    operation
        .reply(200, "A page", Some(page))
        .reply_header(
            "X-Total-Count",
            "How many there are in all, with count=exact.",
            Schema::number(),
        )
        .reply_header("Link", "The pages before and after.", Schema::text())
}

pub(super) fn create<P: Work>() -> Operation {
    let kind = P::KIND;
    Operation::new(
        Method::POST,
        format!("/api/v1/{}", kind.path),
        format!("create_{}", kind.code),
        may(kind, Action::Create),
    )
    .summary(format!("Open: {}", kind.code))
    .tag(kind.path)
    .body(of_inputs(kind, P::CREATE, false))
    .body_example(example(P::CREATE))
    .refusable()
    .reply(201, "It was opened", Some(Schema::named(record_name(kind))))
    .reply_header("Location", "Where it is.", Schema::text())
    .reply_header("ETag", "Its version.", Schema::text())
}

pub(super) fn read<P: Work>() -> Operation {
    let kind = P::KIND;
    at_number(kind, Method::GET, "", format!("read_{}", kind.code), Action::Read)
        .summary(format!("Read: {}; with at= as it stood then", kind.code))
        .parameter(at_parameter())
        .reply(200, "The record", Some(Schema::named(record_name(kind))))
        .reply_header("ETag", "Its version.", Schema::text())
}

pub(super) fn timeline<P: Work>() -> Operation {
    let kind = P::KIND;
    let page = Schema::object().required("items", Schema::list(Schema::named("Event"))).required(
        "previous",
        Schema::text().or_null().about("For before=: the part before this one."),
    );
    at_number(kind, Method::GET, "/timeline", format!("read_{}_timeline", kind.code), Action::Read)
        .summary("What happened to it, in order; the last part unless before= says which")
        .parameter(Parameter::query("limit", "Events at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query("before", "A cursor from previous.", Schema::text()))
        .reply(200, "Its history as you may read it", Some(page))
}

pub(super) fn verb<P: Work>(verb: &'static Verb) -> Operation {
    let kind = P::KIND;
    let path = if verb.path.is_empty() { String::new() } else { format!("/{}", verb.path) };
    let mut operation =
        at_number(kind, method(verb), &path, format!("{}_{}", verb.code, kind.code), verb.action)
            .summary(summary(verb))
            .versioned()
            .refusable();
    operation =
        operation.body(of_inputs(kind, verb.inputs, true)).body_example(example(verb.inputs));
    operation
        .reply(204, "Done; whoever did it has given it away and reads it no more", None)
        .reply(200, "The record afterwards", Some(Schema::named(record_name(kind))))
        .reply_header("ETag", "Its version.", Schema::text())
}

/// In which states it is allowed, from the table itself.
fn summary(verb: &Verb) -> String {
    let from: Vec<&str> = verb.moves.iter().map(|(from, _)| *from).collect();
    format!("{} (when {})", verb.code, from.join(", "))
}

pub(in crate::work) fn at_number(
    kind: &Kind,
    method: Method,
    below: &str,
    id: String,
    action: Action,
) -> Operation {
    let number = Schema::text().example(desk::numbers::format(kind.prefix, 42));
    Operation::new(
        method,
        format!("/api/v1/{}/{{number}}{below}", kind.path),
        id,
        may(kind, action),
    )
    .tag(kind.path)
    .parameter(Parameter::path("number", "The record's number.", number))
}

fn may(kind: &Kind, action: Action) -> Needs {
    Needs::May(kind.code, action)
}

fn of_inputs(kind: &Kind, inputs: &[InputField], versioned: bool) -> Schema {
    let mut schema = Schema::object().with("additionalProperties", false);
    for input in inputs {
        let own = given(kind, input.kind);
        schema = if input.required {
            schema.required(input.code, own)
        } else {
            schema.optional(input.code, own.or_null())
        };
    }
    if versioned {
        schema = schema.optional(
            "version",
            Schema::number()
                .about("The version you saw: a field changed since is not overwritten."),
        );
    }
    schema
}

/// A value as it is given: references by identity, name or address.
fn given(kind: &Kind, of: FieldKind) -> Schema {
    match of {
        FieldKind::Person => {
            Schema::text().about("A person: id, e-mail address, exact name, or me.")
        }
        of if super::present::is_reference(of) => Schema::text().about("Id or exact name."),
        of => plain(kind, of),
    }
}

/// A value as it is answered.
fn of_field(kind: &Kind, field: &Field) -> Schema {
    if super::present::is_reference(field.kind) {
        Schema::named("Reference")
    } else {
        plain(kind, field.kind)
    }
}

fn plain(kind: &Kind, of: FieldKind) -> Schema {
    match of {
        FieldKind::Line(most) | FieldKind::Prose(most) => Schema::text().at_most(most),
        FieldKind::Number(least, most) => Schema::number().between(least, most),
        FieldKind::Flag => Schema::flag(),
        FieldKind::Instant => Schema::instant(),
        FieldKind::State => Schema::one_of(kind.lifecycle.states.iter().map(|s| s.code)),
        FieldKind::Options(codes) => Schema::one_of(codes.iter().copied()),
        FieldKind::Choice(list) => Schema::text().about(format!("A code of the list {list}.")),
        _ => Schema::text(),
    }
}

fn example(inputs: &[InputField]) -> Value {
    let mut out = Map::new();
    for input in inputs.iter().filter(|i| i.required) {
        let value = match input.kind {
            FieldKind::Number(least, _) => json!(least),
            FieldKind::Choice("resolution_code") => json!("fixed"),
            FieldKind::Choice("hold_reason") => json!("supplier"),
            FieldKind::Line(_) => json!("Printer on floor 3 is out of toner"),
            _ => json!("The toner was replaced and a test page printed."),
        };
        out.insert(input.code.to_owned(), value);
    }
    Value::Object(out)
}
