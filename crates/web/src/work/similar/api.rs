//! Suggestions as an operation of the API.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::Method;
use desk::Kind;
use desk::access::Action;
use desk::input::{Input, RawInput, RawValue};
use desk::search::Similar;
use serde_json::{Value, json};

use super::{INPUTS, MOST, USUAL, look};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::live::Asked;
use crate::openapi::{Operation, Parameter, Schema};
use crate::site::Site;
use crate::work::organs::api::heading;

const NAMES: &[&str] = &["title", "description", "category", "service", "requester", "limit"];

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    let item = Schema::object()
        .required("record", Schema::named("Heading"))
        .required("score", Schema::number().between(0, 100).about("How alike, from 0 to 100."))
        .required(
            "words",
            Schema::list(Schema::text()).about("Words both share, the rarest first."),
        )
        .required(
            "same",
            Schema::list(Schema::one_of(["category", "service", "requester"]))
                .about("What else is the same."),
        );
    let text =
        |name: &'static str, about: &'static str| Parameter::query(name, about, Schema::text());
    let most = i64::try_from(MOST).unwrap_or_default();
    let usual = i64::try_from(USUAL).unwrap_or_default();
    let operation = Operation::new(
        Method::GET,
        format!("/api/v1/{}/similar", kind.path),
        format!("similar_{}", kind.path),
        Needs::May(kind.code, Action::Read),
    )
    .summary("What you may see that may be about the same as what is written down")
    .tag(kind.path)
    .parameter(Parameter::query(
        "title",
        "The title so far.",
        Schema::text().example("Printer on the second floor prints blank pages"),
    ))
    .parameter(text("description", "The description so far."))
    .parameter(text("category", "What sort it is, as opening one takes it."))
    .parameter(text("service", "About which service."))
    .parameter(text("requester", "For whom; for you when left out."))
    .parameter(Parameter::query(
        "limit",
        "How many at most.",
        Schema::number().between(1, most).default_is(usual),
    ))
    .reply(
        200,
        "The most alike first",
        Some(Schema::object().required("items", Schema::list(item))),
    );
    endpoints.api(operation, move |site: State<Site>, caller: Caller, query: RawQuery| {
        list(kind, site, caller, query)
    });
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>> {
    let asked = Asked::parse(query.as_deref(), NAMES)?;
    let most = i64::try_from(MOST).unwrap_or_default();
    let limit = asked.number("limit", 1, most)?.and_then(|n| usize::try_from(n).ok());
    let values = INPUTS
        .iter()
        .filter_map(|input| {
            let text = asked.text(input.code).filter(|text| !text.is_empty())?;
            Some((input.code.to_owned(), RawValue::Text(text.to_owned())))
        })
        .collect();
    let raw = RawInput { values, version: None };
    let found = site
        .read(move |tx| {
            let input = Input::anew(tx, kind, &agent, INPUTS, &raw)?;
            look(tx, &agent, kind, &input, limit.unwrap_or(USUAL))
        })
        .await
        .map_err(Failure::in_query)?;
    Ok(Json(json!({ "items": found.iter().map(item).collect::<Vec<_>>() })))
}

fn item(similar: &Similar) -> Value {
    json!({
        "record": heading(&similar.heading),
        "score": similar.score,
        "words": similar.words,
        "same": similar.same,
    })
}
