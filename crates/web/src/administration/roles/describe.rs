//! What the API says of the operations on roles.

use axum::http::Method;
use desk::access::{Action, Reach};
use serde_json::{Value, json};

use super::super::{ADMINISTERS, OVERSEES, lately};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// What an agent may read and say, as an example.
fn some() -> Value {
    json!([
        { "kind": "*", "action": "read", "reach": "company" },
        { "kind": "*", "action": "comment", "reach": "company" },
        { "kind": "incident", "action": "close", "reach": "team" },
    ])
}

fn kind() -> Schema {
    Schema::text().about("A kind of record by its code, or * for every kind.").example("*")
}

fn action() -> Schema {
    Schema::one_of(Action::EVERY.map(Action::code)).example("read")
}

fn reach() -> Schema {
    Schema::one_of(Reach::EVERY.map(Reach::code)).example("company")
}

pub(super) fn permission() -> Schema {
    Schema::object()
        .required("kind", kind())
        .required("action", action())
        .required("reach", reach().about("How far: each includes those before it."))
        .example(json!({ "kind": "*", "action": "read", "reach": "company" }))
}

pub(super) fn role() -> Schema {
    let cell = Schema::object()
        .required("kind", kind())
        .required("action", action())
        .required("before", reach().or_null().about("As it came."))
        .required("after", reach().or_null().about("As it is."));
    Schema::object()
        .required("code", Schema::text().about("Stays for ever.").example("night_shift"))
        .required("name", Schema::text().example("Night shift"))
        .required("ready", Schema::flag().about("Whether it came with the installation."))
        .required("holders", Schema::number().about("People who hold it and may come in."))
        .required("deactivated_holders", Schema::number())
        .required("permissions", Schema::list(Schema::named("Permission")))
        .required("differs", Schema::list(cell).about("Where a ready role is not as it came."))
        .required(
            "seen",
            Schema::text()
                .about("Tells these permissions from any others; send it back with new ones.")
                .example("5f2d1c90a7be4431"),
        )
        .example(json!({
            "code": "night_shift", "name": "Night shift", "ready": false, "holders": 4,
            "deactivated_holders": 0, "permissions": some(), "differs": [],
            "seen": "5f2d1c90a7be4431",
        }))
}

pub(super) fn effect() -> Schema {
    let change = Schema::object()
        .required("kind", kind())
        .required("action", action())
        .required("before", reach().or_null())
        .required("after", reach().or_null())
        .required(
            "people",
            Schema::number().about(
                "For how many it changes anything: the others may do it as far by another role.",
            ),
        );
    Schema::object()
        .required("holders", Schema::number())
        .required("changes", Schema::list(change))
        .required(
            "refusal",
            Schema::text().or_null().about("The rule that would refuse it, by its code."),
        )
        .example(json!({
            "holders": 4,
            "changes": [{
                "kind": "*", "action": "read", "before": "team", "after": "company", "people": 3,
            }],
            "refusal": null,
        }))
}

pub(super) fn holder() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text())
        .required("email", Schema::text().or_null())
        .required("active", Schema::flag().about("Whether they may come in."))
}

fn operation(method: Method, below: &str, id: &str, needs: Needs, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    let operation = Operation::new(method, path, id, needs).summary(summary).tag("Administration");
    if below.is_empty() {
        return operation;
    }
    let code = Schema::text().example("agent");
    operation.parameter(Parameter::path("role", "A role by its code.", code))
}

fn the_role(operation: Operation) -> Operation {
    operation.reply(200, "The role", Some(Schema::named("Role")))
}

pub(super) fn list() -> Operation {
    let page = Schema::object().required("items", Schema::list(Schema::named("Role")));
    let summary = "Every role, what it allows and how many hold it";
    operation(Method::GET, "", "listRoles", OVERSEES, summary).reply(200, "By code", Some(page))
}

pub(super) fn make() -> Operation {
    let code = Schema::text()
        .at_most(64)
        .about("Small letters, digits and underscores, a letter first.")
        .example("night_shift");
    let body = Schema::object()
        .required("code", code)
        .required("name", Schema::text().at_most(200).example("Night shift"))
        .optional("like", Schema::text().about("The role whose permissions it begins with."))
        .with("additionalProperties", false);
    operation(Method::POST, "", "makeRole", ADMINISTERS, "Make a role")
        .body(body)
        .body_example(json!({ "code": "night_shift", "name": "Night shift", "like": "agent" }))
        .reply(201, "The role", Some(Schema::named("Role")))
}

pub(super) fn read() -> Operation {
    the_role(operation(Method::GET, "/{role}", "readRole", OVERSEES, "What a role allows"))
}

pub(super) fn rename() -> Operation {
    let body = Schema::object()
        .required("name", Schema::text().at_most(200))
        .with("additionalProperties", false);
    let summary = "Rename a role; its code stays";
    the_role(operation(Method::PATCH, "/{role}", "renameRole", ADMINISTERS, summary))
        .body(body)
        .body_example(json!({ "name": "Night watch" }))
}

pub(super) fn delete() -> Operation {
    let summary = "Delete a role of your own that nobody holds";
    operation(Method::DELETE, "/{role}", "deleteRole", ADMINISTERS, summary)
        .reply(204, "It is gone", None)
        .refusable()
}

fn permissions(seen: bool) -> Schema {
    let all = Schema::list(Schema::named("Permission"))
        .about("The whole: what is left out is not allowed.");
    let body = Schema::object().required("permissions", all);
    let body = match seen {
        true => body.optional(
            "seen",
            Schema::text().about(
                "What was read of the role; refused when other permissions are there by now.",
            ),
        ),
        false => body,
    };
    body.with("additionalProperties", false)
}

pub(super) fn preview() -> Operation {
    let summary = "Say what these permissions would change, and set nothing";
    operation(Method::POST, "/{role}/preview", "previewRole", OVERSEES, summary)
        .json_body(permissions(false))
        .body_example(json!({ "permissions": some() }))
        .reply(200, "What would change, and for how many", Some(Schema::named("RoleEffect")))
}

pub(super) fn set() -> Operation {
    let summary = "Set what a role allows; it holds from the next request on";
    the_role(operation(Method::PUT, "/{role}/permissions", "setRole", ADMINISTERS, summary))
        .json_body(permissions(true))
        .body_example(json!({ "permissions": some() }))
        .refusable()
}

pub(super) fn restore() -> Operation {
    let summary = "Bring a role that came with the installation back to how it came";
    the_role(operation(Method::DELETE, "/{role}/permissions", "restoreRole", ADMINISTERS, summary))
        .refusable()
}

pub(super) fn holders() -> Operation {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("RoleHolder")))
        .required("next", Schema::text().or_null().about("For after=: the page after this one."));
    operation(Method::GET, "/{role}/holders", "listRoleHolders", OVERSEES, "Who holds a role")
        .parameter(Parameter::query("limit", "People at most.", Schema::number().between(1, 200)))
        .parameter(Parameter::query(
            "after",
            "The `next` cursor of the page before.",
            Schema::text(),
        ))
        .reply(200, "By name", Some(page))
}

pub(super) fn grant() -> Operation {
    let person = Schema::text().about("Who: id, e-mail address or exact name.");
    let body = Schema::object().required("person", person).with("additionalProperties", false);
    operation(Method::POST, "/{role}/holders", "giveRole", ADMINISTERS, "Give somebody a role")
        .body(body)
        .body_example(json!({ "person": "rosa@example.org" }))
        .reply(204, "They hold it", None)
}

pub(super) fn revoke() -> Operation {
    let path = "/{role}/holders/{person}";
    operation(Method::DELETE, path, "takeRole", ADMINISTERS, "Take a role from somebody")
        .parameter(Parameter::path("person", "Whose.", Schema::id()))
        .reply(204, "They hold it no more", None)
        .refusable()
}

pub(super) fn history() -> Operation {
    let summary = "What was done to a role last";
    let path = "/{role}/history";
    lately::described(operation(Method::GET, path, "readRoleHistory", OVERSEES, summary))
}
