//! What the API says of tables of people.

use axum::http::Method;
use desk::roster::{MOST_ROWS, State, Verdict};
use serde_json::json;

use super::super::ADMINISTERS;
use crate::openapi::{Operation, Parameter, Schema};

const PATH: &str = "/api/v1/administration/people/imports";
const IMPORT: &str = "PeopleImport";
const ROW: &str = "PeopleImportRow";

/// A table as it is answered.
pub(super) fn import() -> (&'static str, Schema) {
    let count = |about: &str| Schema::number().about(about);
    let import = Schema::object()
        .required("id", Schema::id())
        .required("state", Schema::one_of(State::EVERY.map(State::code)))
        .required("create", Schema::flag().about("Whether teams and locations are made."))
        .required("total", count("How many rows it has."))
        .required("done", count("How many of them were gone over."))
        .required("new", count("People made known; before it is run, who would be."))
        .required("changed", count("People changed, or who would be."))
        .required("unchanged", count("People of whom all is so already."))
        .required("refused", count("Rows that cannot be taken."))
        .required(
            "ignored_columns",
            Schema::list(Schema::text().example("Shoe size"))
                .about("Headings nothing is known to do with."),
        )
        .required("created_at", Schema::instant())
        .required("ended_at", Schema::instant().or_null());
    (IMPORT, import)
}

/// A row as it is answered.
pub(super) fn row() -> (&'static str, Schema) {
    let error = Schema::object()
        .required("field", Schema::text())
        .required("code", Schema::text())
        .required("detail", Schema::text());
    let change = Schema::object()
        .required("field", Schema::text())
        .required("before", Schema::text().or_null().about("What is known now; null for nothing."))
        .required(
            "after",
            Schema::text().or_null().about("What would be; of roles and teams all of them."),
        )
        .required("makes", Schema::list(Schema::text()).about("What would be made for it."));
    let row = Schema::object()
        .required("line", Schema::number().about("Where it stands in the table."))
        .required("name", Schema::text())
        .required("email", Schema::text())
        .required("outcome", Schema::one_of(Verdict::EVERY.map(Verdict::code)))
        .required("errors", Schema::list(error))
        .required(
            "changes",
            Schema::list(change).about("What would change; once it is run, nothing."),
        )
        .example(json!({
            "line": 4,
            "name": "Mira Sandell",
            "email": "mira.example.org",
            "outcome": "refused",
            "errors": [{
                "field": "email",
                "code": "email",
                "detail": "This is not an e-mail address. Write it like name@example.org.",
            }],
            "changes": [],
        }));
    (ROW, row)
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let operation = Operation::new(method, format!("{PATH}{below}"), id, ADMINISTERS)
        .summary(summary)
        .tag("Administration");
    match below.is_empty() {
        true => operation,
        false => operation.parameter(Parameter::path("import", "Which.", Schema::id())),
    }
}

pub(super) fn keep() -> Operation {
    let about = format!(
        "CSV with a heading: email, name (or first and last name), role, team, company, location, \
         language, in English or German; at most {MOST_ROWS} rows. Only the address is needed."
    );
    let body = Schema::object()
        .required("table", Schema::text().with("minLength", 1).about(about))
        .optional(
            "create",
            Schema::flag().about("Make teams, locations and departments that do not exist yet."),
        )
        .with("additionalProperties", false);
    let summary = "Look at what a table of people would come to; nothing is taken yet";
    operation(Method::POST, "", "create_people_import", summary)
        .json_body(body)
        .body_example(json!({
            "table": "email,name,role,team\nmira@example.org,Mira Sandell,agent,Service desk\n",
            "create": true,
        }))
        .reply(201, "It is kept for a week", Some(Schema::named(IMPORT)))
        .reply_header("Location", "Where it is.", Schema::text())
}

pub(super) fn read() -> Operation {
    operation(Method::GET, "/{import}", "read_people_import", "How a table of people stands").reply(
        200,
        "The import",
        Some(Schema::named(IMPORT)),
    )
}

pub(super) fn rows() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named(ROW)))
        .required("next", Schema::text().or_null());
    let summary = "Its rows: before it is run all of them, afterwards those refused";
    let outcome = Schema::one_of(Verdict::EVERY.map(Verdict::code));
    operation(Method::GET, "/{import}/rows", "list_people_import_rows", summary)
        .parameter(Parameter::query("outcome", "Only rows that come to this.", outcome))
        .list_parameters()
        .reply(200, "A page", Some(page))
}

pub(super) fn run() -> Operation {
    let summary = "Take it in, in the background";
    operation(Method::POST, "/{import}/run", "run_people_import", summary).reply(
        202,
        "It is being taken, or was",
        Some(Schema::named(IMPORT)),
    )
}

pub(super) fn discard() -> Operation {
    let summary = "Throw a table away that was not taken";
    operation(Method::DELETE, "/{import}", "discard_people_import", summary)
        .reply(204, "It is gone", None)
        .refusable()
}
