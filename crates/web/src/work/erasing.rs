//! Erasing one value of a record's history, in the API.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use desk::access::Action;
use desk::erasure::{Erasable, erasable, erase_value};
use desk::field::TITLE;
use desk::work::Work;
use serde_json::{Value as JsonValue, json};

use super::api::{afterwards, still_seen};
use super::custody::found;
use super::describe::{at_number, record_name};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Parameter, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// Where the values of an entry are, below the record.
pub(super) const VALUES: &str = "/timeline/{entry}/values";
/// Where one of them is erased.
pub(super) const ERASURE: &str = "/timeline/{entry}/values/{code}/erasure";

/// Adds the operations for a kind of record.
pub(super) fn register<P: Work>(endpoints: &mut Endpoints) {
    let kind = P::KIND;
    let entry = || {
        let number = Schema::number().example(2);
        Parameter::path("entry", "The entry's place in the timeline: its `seq`.", number)
    };
    let value = Schema::object()
        .required("field", Schema::text().about("The field's code, or the fact's."))
        .required("text", Schema::text())
        .required("present", Schema::flag().about("Whether the record holds it to this day."));
    endpoints.schema("ErasableValue", value);
    let page = Schema::object().required("items", Schema::list(Schema::named("ErasableValue")));
    let list = at_number(kind, Method::GET, VALUES, format!("erasable_{}", kind.code), ADMINISTER)
        .summary("What of an entry can be erased: texts that people wrote")
        .parameter(entry())
        .reply(200, "The values that are still there", Some(page));
    endpoints.api(list, values::<P>);
    let code = Schema::text().example("comment");
    let body = Schema::object()
        .required("reason", Schema::text().at_most(TITLE))
        .with("additionalProperties", false);
    let erase = at_number(kind, Method::POST, ERASURE, format!("erase_{}", kind.code), ADMINISTER)
        .summary("Erase one value from the history, and from the record where it still holds it")
        .parameter(entry())
        .parameter(Parameter::path("code", "The field's code, or the fact's.", code))
        .refusable()
        .body(body)
        .body_example(json!({ "reason": "It was a password." }))
        .reply(200, "The record afterwards", Some(Schema::named(record_name(kind))))
        .reply_header("ETag", "Its version.", Schema::text());
    endpoints.api(erase, erase_one::<P>);
}

const ADMINISTER: Action = Action::Administer;

async fn values<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment((number, entry)): Segment<(String, i64)>,
) -> Result<Json<JsonValue>> {
    let agent = caller.agent;
    let found = site
        .read(move |tx| {
            let record = found::<P>(tx, &agent, &number)?;
            erasable(tx, &agent, P::KIND, &record, entry)
        })
        .await?;
    let items: Vec<JsonValue> = found.iter().map(of_erasable).collect();
    Ok(Json(json!({ "items": items })))
}

fn of_erasable(value: &Erasable) -> JsonValue {
    json!({ "field": value.field, "text": value.text, "present": value.present })
}

async fn erase_one<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    Segment((number, entry, code)): Segment<(String, i64, String)>,
    Raw(raw): Raw,
) -> Result<Response> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let left = site
        .write(move |tx| {
            let record = found::<P>(tx, &agent, &number)?;
            let done = erase_value(tx, &ctx, &agent, P::KIND, &record, (entry, &code), &raw)?;
            still_seen::<P>(tx, &agent, done)
        })
        .await?;
    Ok(afterwards(left))
}
