//! What the API says about the lists of a kind.

use axum::http::Method;
use desk::access::Action;
use desk::field::{FieldKind, STATE_FIELDS};
use desk::work::Work;

use super::describe::{Fields, may, record_name};
use crate::export::CODES;
use crate::openapi::{Operation, Parameter, Schema};

pub(in crate::work) fn list<P: Work>(fields: &Fields) -> Operation {
    let kind = P::KIND;
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(record_name(kind))))
        .required("next", Schema::text().or_null())
        .required("previous", Schema::text().or_null())
        .optional(
            "sorted_since",
            Schema::instant().about("Only records opened since then were sorted."),
        );
    let operation = Operation::new(
        Method::GET,
        format!("/api/v1/{}", kind.path),
        format!("list_{}", kind.path),
        may(kind, Action::Read),
    )
    .summary(format!("{} you may see, newest first unless sort= says otherwise", kind.path))
    .tag(kind.path)
    .list_parameters()
    .parameter(sort())
    .parameter(Parameter::query(
        "fields",
        "Only these fields, with commas between them.",
        Schema::text().example("number,title,state"),
    ))
    .parameter(Parameter::query(
        "expand",
        "References of which more than the name is answered, with commas between them.",
        Schema::text().example("requester,team"),
    ))
    .parameter(Parameter::query(
        "group",
        "Answers how many there are of each value of this instead of the records.",
        Schema::text().example("state"),
    ));
    filtered(fields, operation)
        .reply(200, "A page, or with group= the groups", Some(Schema::either([page, groups()])))
        .reply_header(
            "X-Total-Count",
            "How many there are in all, with count=exact.",
            Schema::number(),
        )
        .reply_header("Link", "The pages before and after.", Schema::text())
}

fn groups() -> Schema {
    let group = Schema::object()
        .required("value", Schema::any())
        .required("count", Schema::number())
        .required("q", Schema::text().about("The filter that finds them."));
    Schema::object()
        .required("groups", Schema::list(group).about("The largest first."))
        .required("others", Schema::number().about("Records of smaller groups."))
        .optional("since", Schema::instant().about("Only records opened since then were counted."))
}

fn sort() -> Parameter {
    Parameter::query(
        "sort",
        "Up to four fields with commas between them; - in front turns one round.",
        Schema::text().default_is("-opened_at").example("-priority,updated_at"),
    )
}

/// What every list of a kind is filtered by.
fn filtered(fields: &Fields, operation: Operation) -> Operation {
    let operation = operation
        .parameter(Parameter::query(
            "q",
            "A filter, in the language of docs/guide/reference/filters.md.",
            Schema::text()
                .at_most(desk::filter::TEXT)
                .example("state = on_hold and priority <= 2 and opened_at in last 7 days"),
        ))
        .parameter(Parameter::query(
            "text",
            "Words of the title, or a number.",
            Schema::text().example("printer"),
        ))
        .parameter(Parameter::query(
            "view",
            "The identity of a saved view: its filter, order and columns hold where q, sort, fields \
             and group are all left out.",
            Schema::text(),
        ));
    let operation = operation.parameter(Parameter::query(
        "withdrawn",
        "Only those that were withdrawn, for those who administer or audit.",
        Schema::flag(),
    ));
    let compared = fields.all().filter(|f| !matches!(f.kind, FieldKind::Prose(_)));
    compared.chain(STATE_FIELDS).fold(operation, |operation, field| {
        operation.parameter(Parameter::query(
            field.code,
            "Only those where it equals this; empty for those without.",
            Schema::text(),
        ))
    })
}

pub(in crate::work) fn count<P: Work>(fields: &Fields) -> Operation {
    let kind = P::KIND;
    let count = Schema::object().required("count", Schema::number()).required(
        "at_least",
        Schema::flag().about("Whether there are more, and counting stopped."),
    );
    let operation = Operation::new(
        Method::GET,
        format!("/api/v1/{}/count", kind.path),
        format!("count_{}", kind.path),
        may(kind, Action::Read),
    )
    .summary(format!("How many {} a list has: up to 1000, or with count=exact all", kind.path))
    .tag(kind.path)
    .parameter(Parameter::query(
        "count",
        "`exact` counts all of them.",
        Schema::one_of(["exact"]),
    ));
    filtered(fields, operation).reply(200, "Their number", Some(count))
}

pub(in crate::work) fn export<P: Work>(fields: &Fields) -> Operation {
    let kind = P::KIND;
    let operation = Operation::new(
        Method::GET,
        format!("/api/v1/{}/export", kind.path),
        format!("export_{}", kind.path),
        may(kind, Action::Read),
    )
    .summary(format!("All {} a list has, as a file that is written while it is read", kind.path))
    .tag(kind.path)
    .parameter(Parameter::query(
        "format",
        "Comma-separated values, a workbook, or a JSON object a line.",
        Schema::one_of(CODES).default_is("csv"),
    ))
    .parameter(sort())
    .parameter(Parameter::query(
        "fields",
        "Only these fields, with commas between them.",
        Schema::text().example("number,title,state"),
    ));
    filtered(fields, operation).reply(200, "The file", None).reply_header(
        "Content-Disposition",
        "Its name.",
        Schema::text(),
    )
}
