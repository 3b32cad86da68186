//! What the API says of the operations on one's own account.

use axum::http::Method;
use desk::account::{LONGEST_PASSWORD, SHORTEST_PASSWORD, TOKEN_DAYS};
use serde_json::json;

use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

fn operation(method: Method, below: &str, id: &str, summary: &str) -> Operation {
    Operation::new(method, format!("/api/v1/me/{below}"), id, Needs::SignedIn)
        .summary(summary)
        .tag("People")
}

fn items(of: &str) -> Schema {
    Schema::object().required("items", Schema::list(Schema::named(of)))
}

/// A new password as it is taken.
pub(super) fn password() -> Schema {
    let rule = format!(
        "At least {SHORTEST_PASSWORD} characters of any kind; nobody's first guess, and not made of \
         its owner's name or address."
    );
    Schema::text().at_most(LONGEST_PASSWORD).about(rule).example("seven boats in the harbour 3")
}

pub(super) fn session() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("created_at", Schema::instant())
        .required("seen_at", Schema::instant().about("When it was last used, to the minute."))
        .required(
            "address",
            Schema::text()
                .about("From where it began; of an IPv6 address its network.")
                .example("192.0.2.7"),
        )
        .required(
            "device",
            Schema::text()
                .about("What the browser says of itself.")
                .example("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"),
        )
}

pub(super) fn token() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text().example("Nightly export"))
        .required("created_at", Schema::instant())
        .required("expires_at", Schema::instant().or_null())
        .required(
            "used_at",
            Schema::instant().or_null().about("When it was last used, to the minute."),
        )
        .required("revoked_at", Schema::instant().or_null().example(json!(null)))
        .required("works", Schema::flag().example(true))
        .required(
            "idle",
            Schema::flag()
                .about("Whether it works and nobody has used it for 90 days.")
                .example(false),
        )
}

pub(super) fn new_token() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text().example("Nightly export"))
        .required("expires_at", Schema::instant().or_null())
        .required(
            "token",
            Schema::text()
                .about("What a script sends after `Bearer`. Told this once.")
                .example("ms_3q2-7wAAq83vEjRWeJq83vEjRWeJq83vEjRWeJq83vE"),
        )
}

pub(super) fn make_token() -> Operation {
    let present = Schema::text().at_most(LONGEST_PASSWORD).example("a long walk by the river 7");
    let code = Schema::text()
        .at_most(64)
        .about("A code of your second factor, where you have one.")
        .example("287082");
    let days = Schema::number()
        .between(TOKEN_DAYS.0, TOKEN_DAYS.1)
        .or_null()
        .about("Days it works; left out or null, until it is revoked.");
    let body = Schema::object()
        .required("name", Schema::text().at_most(100).example("Nightly export"))
        .optional("days", days)
        .required("present", present.about("Your password."))
        .optional("code", code)
        .with("additionalProperties", false);
    operation(Method::POST, "tokens", "makeMyToken", "Make an API token of yours")
        .body(body)
        .body_example(json!({
            "name": "Nightly export", "days": 90, "present": "a long walk by the river 7",
        }))
        .reply(201, "The token, told this once", Some(Schema::named("NewApiToken")))
        .refusable()
}

pub(super) fn change_password() -> Operation {
    let present = Schema::text().at_most(LONGEST_PASSWORD).example("a long walk by the river 7");
    let body = Schema::object()
        .required("present", present.about("The password there is."))
        .required("password", password())
        .with("additionalProperties", false);
    operation(
        Method::PUT,
        "password",
        "changeMyPassword",
        "Change your password; your sessions end",
    )
    .body(body)
    .reply(204, "It is changed", None)
    .refusable()
}

pub(super) fn sessions() -> Operation {
    operation(Method::GET, "sessions", "listMySessions", "Where you are signed in").reply(
        200,
        "Your sessions, the one used last first",
        Some(items("Session")),
    )
}

pub(super) fn end_sessions() -> Operation {
    operation(Method::DELETE, "sessions", "endMySessions", "Sign out everywhere").reply(
        204,
        "Every session has ended; tokens go on",
        None,
    )
}

pub(super) fn end_session() -> Operation {
    operation(Method::DELETE, "sessions/{session}", "endMySession", "Sign out of one session")
        .parameter(Parameter::path("session", "Which of yours.", Schema::id()))
        .reply(204, "It has ended", None)
}

pub(super) fn tokens() -> Operation {
    operation(Method::GET, "tokens", "listMyTokens", "Your API tokens").reply(
        200,
        "All of them, the oldest first",
        Some(items("ApiToken")),
    )
}

pub(super) fn revoke_token() -> Operation {
    operation(Method::DELETE, "tokens/{token}", "revokeMyToken", "Revoke an API token of yours")
        .parameter(Parameter::path("token", "Which of yours.", Schema::id()))
        .reply(204, "It works no more", None)
}
