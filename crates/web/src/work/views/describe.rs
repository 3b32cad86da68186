//! What the API says about saved views.

use axum::http::Method;
use desk::view::SHARED_WITH;
use serde_json::json;

use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

const TAG: &str = "views";

/// A saved view as it is answered.
pub(super) fn schema() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("kind", Schema::text().about("The kind of record it lists."))
        .required("name", Schema::text())
        .required("owner", Schema::named("Reference"))
        .required("shared_with", Schema::one_of(SHARED_WITH.iter().copied()))
        .required("team", Schema::named("Reference").or_null())
        .required("company", Schema::named("Reference").or_null())
        .required("q", Schema::text().about("The filter; empty for everything."))
        .required("columns", Schema::text().about(COLUMNS))
        .required("sort", Schema::text().about(SORT))
        .required("group", Schema::text().about(GROUP))
        .required("pinned", Schema::flag().about("Whether you have it at hand."))
        .required("changeable", Schema::flag().about("Whether you may change it."))
        .required("version", Schema::number())
        .required("created_at", Schema::instant())
        .required("updated_at", Schema::instant())
}

const COLUMNS: &str = "Codes of fields with commas between them; empty for the usual ones.";
const SORT: &str = "Codes of fields with commas between them, - before those whose greatest value \
                    comes first; empty for the newest first.";
const GROUP: &str = "The code of the field whose values are counted; empty for none.";

fn given(new: bool) -> Schema {
    let name = Schema::text().at_most(100);
    let start = Schema::object().with("additionalProperties", false);
    let start = if new {
        let kind = Schema::text().about("The kind of record it lists.");
        start.required("kind", kind).required("name", name)
    } else {
        start.optional("name", name)
    };
    start
        .optional("shared_with", Schema::one_of(SHARED_WITH.iter().copied()))
        .optional("team", Schema::text().about("Id or exact name of one of your teams.").or_null())
        .optional("company", Schema::text().about("Id or exact name; yours if left out.").or_null())
        .optional("q", Schema::text().at_most(4_000).or_null())
        .optional("columns", Schema::text().about(COLUMNS).or_null())
        .optional("sort", Schema::text().about(SORT).or_null())
        .optional("group", Schema::text().about(GROUP).or_null())
        .optional("version", Schema::number().about("The version you saw; another is refused."))
}

pub(super) fn list() -> Operation {
    let items = Schema::object().required("items", Schema::list(Schema::named("View")));
    operation(Method::GET, "", "list_views", "Your views and those shared with you, by name")
        .parameter(Parameter::query("kind", "Only those of this kind.", Schema::text()))
        .reply(200, "All of them", Some(items))
}

pub(super) fn create() -> Operation {
    let example = json!({
        "kind": "incident",
        "name": "Old and urgent",
        "q": "priority <= 2 and opened_at < -7d",
        "columns": "priority,state,assignee",
        "sort": "priority,-opened_at",
    });
    answered(
        operation(Method::POST, "", "create_view", "Keep a view")
            .body(given(true))
            .body_example(example),
        201,
        "It is kept",
    )
    .reply_header("Location", "Where it is.", Schema::text())
}

pub(super) fn read() -> Operation {
    answered(operation(Method::GET, "/{view}", "read_view", "Read a view"), 200, "The view")
}

pub(super) fn edit() -> Operation {
    answered(
        operation(Method::PATCH, "/{view}", "edit_view", "Change what is given of a view")
            .versioned()
            .body(given(false))
            .body_example(json!({ "name": "Old and very urgent", "shared_with": "nobody" })),
        200,
        "The view afterwards",
    )
}

pub(super) fn delete() -> Operation {
    operation(Method::DELETE, "/{view}", "delete_view", "Take a view away, from everybody")
        .versioned()
        .reply(204, "It is gone", None)
}

pub(super) fn pin() -> Operation {
    let pin = operation(Method::POST, "/{view}/pin", "pin_view", "Have a view at hand");
    answered(pin, 200, "It is pinned")
}

pub(super) fn unpin() -> Operation {
    let unpin =
        operation(Method::DELETE, "/{view}/pin", "unpin_view", "Have a view at hand no more");
    answered(unpin, 200, "It is not pinned")
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let operation = Operation::new(method, format!("/api/v1/views{below}"), id, Needs::SignedIn)
        .summary(summary)
        .tag(TAG);
    if below.is_empty() {
        return operation;
    }
    operation.parameter(Parameter::path("view", "The view's identity.", Schema::id()))
}

fn answered(operation: Operation, status: u16, about: &str) -> Operation {
    operation.reply(status, about, Some(Schema::named("View"))).reply_header(
        "ETag",
        "Its version.",
        Schema::text(),
    )
}
