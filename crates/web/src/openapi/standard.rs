//! What many operations have in common: list parameters, `If-Match`, and problems.

use serde_json::{Map, Value, json};

use super::{Parameter, Schema};
use crate::endpoint::Needs;
use crate::idempotency;
use crate::query::{DEFAULT_LIMIT, MAX_LIMIT};

/// What can go wrong with an operation, from what it takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Takes {
    pub(super) query: bool,
    pub(super) body: bool,
    pub(super) files: bool,
    pub(super) version: bool,
    pub(super) rule: bool,
    pub(super) key: bool,
}

/// The problems an operation can answer with.
pub(super) fn problems(needs: Needs, takes: Takes, always_there: bool) -> Map<String, Value> {
    let rows = [
        (
            400,
            takes.query || takes.body || takes.files || takes.version || takes.key,
            "A parameter, a header or the body cannot be read.",
        ),
        (401, needs != Needs::Public, "No valid token came with the request."),
        (403, matches!(needs, Needs::May(..) | Needs::Either(..)), "The person may not do this."),
        (404, !always_there, "There is no such thing, or the person may not see it."),
        (
            409,
            takes.version || takes.rule || takes.key,
            "A rule refuses it now, somebody else changed the same fields, or it was done before under \
             the same key and the answer is not kept.",
        ),
        (412, takes.version, "`If-Match` named a version that is not the present one."),
        (413, takes.body || takes.files, "The body is too large."),
        (415, takes.body, "The body is neither JSON nor a form."),
        (
            422,
            takes.body || takes.files || takes.key,
            "Some fields cannot be taken, each is named; or the key was used for something else.",
        ),
        (429, needs != Needs::Public, "Too many requests; try again later."),
        (500, true, "The failure is on the server's side; nothing was saved."),
        (503, true, "Busy or not set up; try again later."),
    ];
    let told = rows.into_iter().filter(|(_, may, _)| *may);
    told.map(|(status, _, about): (u16, bool, &str)| (status.to_string(), problem(about))).collect()
}

fn problem(about: &str) -> Value {
    json!({
        "description": about,
        "content": { "application/problem+json": { "schema": Schema::named("Problem").into_value() } },
    })
}

/// What every list takes.
pub(super) fn list_parameters() -> [Parameter; 4] {
    let most = i64::from(MAX_LIMIT);
    let limit = Schema::number().between(1, most).default_is(DEFAULT_LIMIT);
    [
        Parameter::query("limit", "How many rows to answer.", limit),
        Parameter::query("after", "The `next` cursor of the page before this one.", Schema::text()),
        Parameter::query(
            "before",
            "The `previous` cursor of the page after this one.",
            Schema::text(),
        ),
        Parameter::query(
            "count",
            "`exact` counts every match into `X-Total-Count`.",
            Schema::one_of(["exact"]),
        ),
    ]
}

/// The version a write is meant for.
pub(super) fn if_match() -> Parameter {
    let pattern = "^\"v[0-9]+(-[0-9a-f]+(-[^\"]+)?)?\"$";
    Parameter::header(
        "If-Match",
        "The `ETag` last seen: the write is refused when that has changed, which for a tag of some \
         fields is when one of them has.",
        Schema::text().with("pattern", pattern).example("\"v7\""),
    )
}

/// The tag under which it is known already.
pub(crate) fn if_none_match() -> Parameter {
    Parameter::header(
        "If-None-Match",
        "The `ETag` under which it was read; 304 when it is still the same.",
        Schema::text().example("\"v7-1f0c5a9be210\""),
    )
}

/// The key under which a change is asked for once.
pub(super) fn idempotency_key() -> Parameter {
    Parameter::header(
        idempotency::NAME,
        "A key of your own for this very change: asked for again with the same key within a day, it \
         is answered as before and not done again. A file under a key needs a `Content-Length`.",
        Schema::text()
            .with("pattern", "^[!-~]{1,255}$")
            .example("b8a1f2d0-6f0e-4c43-9a57-2f6d1d8f6b11"),
    )
}

/// What a token has left, as headers.
pub(super) fn allowance() -> Map<String, Value> {
    let rows = [
        (
            "RateLimit-Policy",
            "What a token may ask for: `q` requests in `w` seconds. Absent where nothing bounds it.",
            "\"token\";q=1000;w=10",
        ),
        (
            "RateLimit",
            "What is left of it: `r` requests; in `t` seconds it is all there again.",
            "\"token\";r=998;t=1",
        ),
    ];
    let row = |(name, about, example): (&str, &str, &str)| {
        let schema = Schema::text().example(example).into_value();
        (name.to_owned(), json!({ "description": about, "schema": schema }))
    };
    rows.into_iter().map(row).collect()
}

/// The headers an answer tells it in, where a token came.
pub(super) fn told_of_allowance(needs: Needs) -> Vec<(String, Value)> {
    if needs == Needs::Public {
        return Vec::new();
    }
    let refer = |(name, _)| {
        let there = json!({ "$ref": format!("#/components/headers/{name}") });
        (name, there)
    };
    allowance().into_iter().map(refer).collect()
}

/// Problem details, RFC 9457, with our members.
pub(super) fn problem_schema() -> Schema {
    let fault = Schema::object()
        .optional("pointer", Schema::text().about("The field in the body, a JSON pointer."))
        .optional("parameter", Schema::text().about("The parameter of the address."))
        .optional("header", Schema::text().about("The header."))
        .required("field", Schema::text())
        .required("code", Schema::text().about("What is wrong; stable."))
        .required("detail", Schema::text().about("What is wrong and what to do, for people."))
        .optional("start", Schema::number().about("The first character of a filter it is about."))
        .optional("end", Schema::number().about("The character behind the last."))
        .optional("nearest", Schema::text().about("What could have been meant."));
    let clash = Schema::object()
        .required("field", Schema::text())
        .required("theirs", Schema::text().or_null().about("What it holds now."))
        .required("yours", Schema::text().or_null().about("What was to be written."));
    Schema::object()
        .required(
            "type",
            Schema::text().with("format", "uri").example("urn:mainstay:problem:invalid"),
        )
        .required("title", Schema::text())
        .required("status", Schema::number())
        .required("detail", Schema::text())
        .required(
            "instance",
            Schema::text().with("format", "uri").about("The request, as the log knows it."),
        )
        .required(
            "code",
            Schema::text().about("The rule that refused, or the end of the type; stable."),
        )
        .optional("errors", Schema::list(fault))
        .optional("conflicts", Schema::list(clash))
        .optional("merged_into", Schema::text().about("The number of the record to do it to."))
        .optional("version", Schema::number().about("The present version, for 412."))
        .optional("action", Schema::text().about("What the person may not do, for 403."))
}
