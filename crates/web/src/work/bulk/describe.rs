//! What the API says about bulk edits.

use axum::http::Method;
use desk::access::Action;
use desk::bulk::{MOST, Outcome, SMALL, State};
use desk::work::Work;
use serde_json::json;

use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};
use crate::work::describe::may;

const TAG: &str = "bulk";

/// A bulk edit as it is answered.
pub(super) fn bulk() -> Schema {
    let count = |about: &str| Schema::number().about(about);
    Schema::object()
        .required("id", Schema::id())
        .required("kind", Schema::text().about("The kind of record."))
        .required("verb", Schema::text().about("What is done to each."))
        .required("input", Schema::open_object().about("What it is given; empty once it ended."))
        .required("state", Schema::one_of(State::EVERY.map(State::code)))
        .required("total", count("How many records were chosen."))
        .required("waiting", count("How many have not been gone over yet."))
        .required("changed", count("How many were changed; in a preview, would be."))
        .required("unchanged", count("With how many there was nothing to change."))
        .required("refused", count("How many were refused; in a preview, would be."))
        .required("created_at", Schema::instant())
        .required("ended_at", Schema::instant().or_null())
        .optional(
            "items",
            Schema::list(Schema::named("BulkItem")).about("All of its records, where you waited."),
        )
}

/// A record of one.
pub(super) fn item() -> Schema {
    let fault = Schema::object()
        .required("field", Schema::text())
        .required("code", Schema::text())
        .required("detail", Schema::text());
    let refusal = Schema::object()
        .required("code", Schema::text().about("The rule that refused, or the kind of failure."))
        .required("detail", Schema::text().about("Why and what to do, for people."))
        .optional("action", Schema::text().about("What you are not permitted to do."))
        .optional("errors", Schema::list(fault))
        .optional(
            "conflicts",
            Schema::list(Schema::text()).about("Fields somebody else changed since the preview."),
        );
    Schema::object()
        .required("position", Schema::number())
        .required("number", Schema::text())
        .required("title", Schema::text().or_null().about("Null where you do not see the record."))
        .required("outcome", Schema::one_of(Outcome::EVERY.map(Outcome::code)))
        .required("refusal", refusal.or_null())
}

fn input() -> Schema {
    Schema::open_object().about("What the verb takes, as its own operation takes it.")
}

fn wait() -> Schema {
    Schema::flag().about(format!("Answers when it is done; for {SMALL} records at most."))
}

pub(super) fn create<P: Work>() -> Operation {
    let kind = P::KIND;
    let codes = kind.lifecycle.verbs.iter().map(|verb| verb.code);
    let numbers = format!("The numbers of the records, {MOST} at most; in place of q, text, view.");
    let body = Schema::object()
        .with("additionalProperties", false)
        .required("verb", Schema::one_of(codes))
        .optional("input", input())
        .optional("numbers", Schema::list(Schema::text()).about(numbers))
        .optional("q", Schema::text().about("All that fit this filter.").or_null())
        .optional("text", Schema::text().about("All with these words in the title.").or_null())
        .optional("view", Schema::text().about("All that this saved view shows.").or_null())
        .optional(
            "preview",
            Schema::flag().about("Only finds out what would become of each; run it afterwards."),
        )
        .optional("wait", wait());
    let path = format!("/api/v1/{}/bulk", kind.path);
    let id = format!("bulk_{}", kind.path);
    let mut operation = Operation::new(Method::POST, path, id, may(kind, Action::Read))
        .summary(format!("Do one thing to many {}", kind.path))
        .tag(TAG)
        .json_body(body)
        .body_example(json!({
            "verb": kind.lifecycle.verbs.first().map(|verb| verb.code),
            "numbers": [desk::numbers::format(kind.prefix, 42), desk::numbers::format(kind.prefix, 43)],
            "preview": true,
        }))
        .refusable();
    for (status, about) in [
        (201, "It is being previewed, or is previewed"),
        (202, "It is being done"),
        (200, "It is done"),
    ] {
        operation = operation.reply(status, about, Some(Schema::named("Bulk"))).reply_header(
            "Location",
            "Where it is.",
            Schema::text(),
        );
    }
    operation
}

pub(super) fn list() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("Bulk")))
        .required("next", Schema::text().or_null());
    operation(Method::GET, "", "list_bulk", "Your bulk edits, the newest first")
        .list_parameters()
        .reply(200, "A page", Some(page))
}

pub(super) fn read() -> Operation {
    operation(Method::GET, "/{bulk}", "read_bulk", "How far a bulk edit of yours is").reply(
        200,
        "The bulk edit",
        Some(Schema::named("Bulk")),
    )
}

pub(super) fn items() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("BulkItem")))
        .required("next", Schema::text().or_null());
    operation(Method::GET, "/{bulk}/items", "list_bulk_items", "What became of each record")
        .parameter(Parameter::query(
            "outcome",
            "Only those that came out so.",
            Schema::one_of(Outcome::EVERY.map(Outcome::code)),
        ))
        .list_parameters()
        .reply(200, "A page", Some(page))
}

pub(super) fn preview() -> Operation {
    let body = Schema::object().with("additionalProperties", false).optional("input", input());
    let operation = operation(
        Method::POST,
        "/{bulk}/preview",
        "preview_bulk",
        "Find out what would become of the same records with this given",
    );
    moved(operation.json_body(body).body_example(json!({ "input": { "impact": 1 } })), "previewed")
}

pub(super) fn run() -> Operation {
    let body = Schema::object().with("additionalProperties", false).optional("wait", wait());
    let operation = operation(
        Method::POST,
        "/{bulk}/run",
        "run_bulk",
        "Do what was previewed; what was changed since is not overwritten",
    );
    moved(operation.json_body(body).body_example(json!({ "wait": true })), "done")
}

pub(super) fn cancel() -> Operation {
    operation(Method::DELETE, "/{bulk}", "cancel_bulk", "End it; what was done stays done")
        .refusable()
        .reply(200, "It has ended", Some(Schema::named("Bulk")))
        .reply(204, "It had not begun, and is gone", None)
}

fn moved(operation: Operation, what: &str) -> Operation {
    let schema = || Some(Schema::named("Bulk"));
    operation
        .refusable()
        .reply(202, format!("It is being {what}"), schema())
        .reply_header("Location", "Where it is.", Schema::text())
        .reply(200, format!("It is {what}"), schema())
        .reply_header("Location", "Where it is.", Schema::text())
}

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    let operation = Operation::new(method, format!("/api/v1/bulk{below}"), id, Needs::SignedIn)
        .summary(summary)
        .tag(TAG);
    if below.is_empty() {
        return operation;
    }
    operation.parameter(Parameter::path("bulk", "The bulk edit's identity.", Schema::id()))
}
