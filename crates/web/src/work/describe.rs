//! What the API says about a kind of record, from the same tables that do the work.

use desk::Kind;
use desk::custom::{Catalogue, PREFIX, taken_anywhere};
use desk::field::{Audience, Field, FieldKind};
use desk::lifecycle::{InputField, Verb};
use desk::work::{CREATE, Work};
use serde_json::{Map, Value};

use super::api::method;
pub(super) use super::describe_lists::{count, export, list};
use super::past::at_parameter;
use super::values;
use crate::endpoint::{Endpoints, Needs};
use crate::openapi::{self, Description, Operation, Parameter, Schema, if_none_match};
use axum::http::Method;
use desk::access::Action;

/// The fields a description speaks of: what is built in, and those custom ones that whoever reads
/// the description may read.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// The fields of the kind.
    pub(crate) catalogue: Catalogue,
    /// Whether custom fields for the inside are among them.
    pub(crate) internal: bool,
}

impl Fields {
    /// What every installation has.
    pub(super) fn built_in(kind: &Kind) -> Self {
        Fields { catalogue: Catalogue::built_in(kind), internal: false }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'static Field> {
        let told = |field: &&'static Field| {
            field.definition().is_none() || self.internal || field.audience == Audience::Public
        };
        self.catalogue.all().filter(told)
    }

    /// What a verb takes in any state in which it is allowed.
    fn taken(&self, verb: &str, moves: &[(Option<&str>, &str)]) -> Vec<InputField> {
        taken_anywhere(&self.catalogue, verb, moves, self.internal)
    }

    fn created<P: Work>(&self) -> Vec<InputField> {
        let taken = self.taken(CREATE, &[(None, P::KIND.lifecycle.initial)]);
        let filled = |code: &str| {
            let definition = self.catalogue.field(code).and_then(Field::definition);
            definition.is_some_and(|definition| definition.fallback.is_some())
        };
        let custom = taken
            .into_iter()
            .map(|input| InputField { required: input.required && !filled(input.code), ..input });
        P::CREATE.iter().copied().chain(custom).collect()
    }

    fn done(&self, verb: &Verb) -> Vec<InputField> {
        let moves: Vec<_> = verb.moves.iter().map(|(from, to)| (Some(*from), *to)).collect();
        let custom = self.taken(verb.code, &moves);
        // What is required may be there already, and is not the same in every state.
        let custom = custom.into_iter().map(|input| InputField { required: false, ..input });
        verb.inputs.iter().copied().chain(custom).collect()
    }
}

/// Says in a description what administrators added to a kind.
pub(crate) fn grow<P: Work>(description: &mut Description, fields: &Fields) {
    description.schemas.insert(record_name(P::KIND), record::<P>(fields));
    description.replace(list::<P>(fields));
    description.replace(count::<P>(fields));
    description.replace(export::<P>(fields));
    description.replace(create::<P>(fields));
    for line in P::KIND.lifecycle.verbs {
        description.replace(verb::<P>(line, fields));
    }
}

fn record<P: Work>(fields: &Fields) -> Schema {
    let mut record = Schema::object()
        .required("id", Schema::id())
        .required("version", Schema::number().about("Counts the changes of its fields."))
        .optional("as_it_stood", Schema::named("AsItStood"))
        .optional("withdrawn", Schema::named("Withdrawn"))
        .optional("unheard", unheard())
        .optional(
            "children_edit",
            Schema::named("Bulk").about("After doing something to its children as well."),
        );
    for field in fields.all() {
        let mut schema = values::answered(P::KIND, field);
        if let Some(definition) = field.definition() {
            schema = schema.about(definition.label("en"));
        }
        // Codes of lists are there in some states, and the example is in none of them.
        let none = matches!(field.kind, FieldKind::Choice(_)) && !field.always;
        let schema = if none { schema.example(Value::Null) } else { schema };
        // Optional all the same: a field hidden from the reader is left out.
        record = record.optional(field.code, if field.always { schema } else { schema.or_null() });
    }
    record
}

/// Names the schemas of a kind: the record, a page of them, an event of its history.
pub(super) fn schemas<P: Work>(endpoints: &mut Endpoints, fields: &Fields) {
    endpoints.schema(record_name(P::KIND), record::<P>(fields));
    endpoints.schema("Event", event());
}

/// Something referred to. What follows the name is there when it was asked for with expand=.
pub(crate) fn reference() -> Schema {
    let own = || Schema::named("Reference").or_null();
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text().or_null())
        .optional("email", Schema::text().or_null())
        .optional("company", own())
        .optional("location", own())
        .optional("parent", own())
        .optional("active", Schema::flag())
        .optional("created_at", Schema::instant())
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

pub(super) fn create<P: Work>(fields: &Fields) -> Operation {
    let kind = P::KIND;
    let inputs = fields.created::<P>();
    Operation::new(
        Method::POST,
        format!("/api/v1/{}", kind.path),
        format!("create_{}", kind.code),
        may(kind, Action::Create),
    )
    .summary(format!("Open: {}", kind.code))
    .tag(kind.path)
    .body(of_inputs(kind, &inputs, false))
    .body_example(example(kind, &inputs))
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
        .parameter(Parameter::query(
            "fields",
            "Only these, separated by commas; `id` and `version` are always there.",
            Schema::text().example("number,title,state"),
        ))
        .parameter(Parameter::query(
            "expand",
            "References of which more is told, separated by commas.",
            Schema::text().example("requester,team"),
        ))
        .parameter(if_none_match())
        .parameter(Parameter::query(
            "merged",
            "`show` reads the record itself, also when it was merged into another.",
            Schema::one_of(["show"]),
        ))
        .reply(200, "The record", Some(Schema::named(record_name(kind))))
        .reply_header("ETag", "Its version, and what was told of it.", Schema::text())
        .reply(304, "It is as it was told under the tag in `If-None-Match`", None)
        .reply(
            307,
            "It was merged into another one",
            Some(Schema::object().required("merged_into", Schema::named("Heading"))),
        )
        .reply_header("Location", "The record it was merged into.", Schema::text())
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

pub(super) fn verb<P: Work>(verb: &'static Verb, fields: &Fields) -> Operation {
    let kind = P::KIND;
    let inputs = fields.done(verb);
    let path = if verb.path.is_empty() { String::new() } else { format!("/{}", verb.path) };
    let mut operation =
        at_number(kind, method(verb), &path, format!("{}_{}", verb.code, kind.code), verb.action)
            .summary(summary(verb))
            .versioned()
            .refusable();
    operation = operation.body(of_inputs(kind, &inputs, true)).body_example(example(kind, &inputs));
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

pub(super) fn may(kind: &Kind, action: Action) -> Needs {
    Needs::May(kind.code, action)
}

fn of_inputs(kind: &Kind, inputs: &[InputField], versioned: bool) -> Schema {
    let mut schema = Schema::object().with("additionalProperties", false);
    for input in inputs {
        let own = values::given(kind, input.kind);
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

/// What must be given, and of what may be given as much as makes two.
fn example(kind: &Kind, inputs: &[InputField]) -> Value {
    let required = inputs.iter().filter(|input| input.required);
    let offered = inputs.iter().filter(|input| !input.required && input.definition.is_none());
    let more = 2_usize.saturating_sub(required.clone().count());
    let shown = required.chain(offered.take(more));
    shown
        .map(|input| (input.code.to_owned(), example_of(kind, input)))
        .collect::<Map<_, _>>()
        .into()
}

fn example_of(kind: &Kind, input: &InputField) -> Value {
    match input.kind {
        other if !other.is_written() && input.code.starts_with(PREFIX) => values::example(other),
        FieldKind::Choice(list) => openapi::example(list, &Schema::text()),
        other => openapi::example(input.code, &values::given(kind, other)),
    }
}

/// After writing something with names in it.
fn unheard() -> Schema {
    let about = "Names behind an @ in what you have just written that reached nobody: nobody you can name that way sees it.";
    Schema::list(Schema::text()).about(about)
}
