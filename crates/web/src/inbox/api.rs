//! The inbox in the API.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use desk::notification::{self, Listed, REMINDED, RULES};
use desk::people::Person;
use serde_json::{Value, json};

use super::decode::{self, place};
use super::{Doing, MOST, act, give_up, lines};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::api::heading;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let unread = format!("Records with something unread, counted up to {MOST}.");
    let left = || Schema::object().required("unread", Schema::number().about(unread.clone()));
    let page = left().required("items", Schema::list(Schema::named("Notification"))).required(
        "next",
        Schema::text().or_null().about("For after=: the part after this one."),
    );
    let own = |method: Method, below: &str, id: &str, summary: &str| {
        let path = format!("/api/v1/notifications{below}");
        Operation::new(method, path, id, Needs::SignedIn).summary(summary).tag("Notifications")
    };
    let of_record = |operation: Operation| {
        let number = Schema::text().example("INC0000042");
        operation.parameter(Parameter::path("record", "The record's number.", number))
    };
    let until = || {
        let about = "Only what was told up to this instant; until now when it is not said.";
        let body = Schema::object().optional("until", Schema::instant().or_null().about(about));
        body.with("additionalProperties", false)
    };
    let example = || json!({ "until": "2026-03-09T08:00:00Z" });
    let limit = Schema::number().between(1, 200).default_is(50);
    let list = own(Method::GET, "", "list_notifications", "What you were told, newest first")
        .parameter(Parameter::query("unread", "Only what you have not read.", Schema::flag()))
        .parameter(Parameter::query("limit", "Records at most.", limit))
        .parameter(Parameter::query("after", "A cursor from next.", Schema::text()))
        .reply(200, "One line a record you see", Some(page));
    let read = own(Method::POST, "/{record}/read", "read_notification", "You have read it");
    let again =
        own(Method::DELETE, "/{record}/read", "unread_notification", "Keep it for later: unread");
    let read_all = own(Method::POST, "/read", "read_all_notifications", "You have read them all");
    endpoints
        .schema("Notification", schema())
        .api(list, inbox)
        .api(
            of_record(read).body(until()).body_example(example()).reply(
                200,
                "What is left",
                Some(left()),
            ),
            read_one,
        )
        .api(of_record(again).reply(200, "What is left", Some(left())), unread_one)
        .api(
            read_all.body(until()).body_example(example()).reply(200, "What is left", Some(left())),
            read_all_of_them,
        );
}

fn schema() -> Schema {
    let reasons = RULES.iter().map(|rule| rule.code).chain([REMINDED]);
    Schema::object()
        .required("record", Schema::named("Heading"))
        .required("unread", Schema::number().about("Entries you have not read."))
        .required("reason", Schema::one_of(reasons).about("The strongest reason of those unread."))
        .required("seq", Schema::number().about("The last entry told, in the record's history."))
        .required(
            "verb",
            Schema::text().or_null().about("What was done in it, if you may know that now."),
        )
        .required("actor", Schema::named("Reference").or_null().about("Who did it."))
        .required("told_at", Schema::instant().about("When you were last told."))
}

async fn inbox(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let asked = decode::inbox(request)?;
    let agent = caller.agent.clone();
    let (part, names, unread) = site
        .read(move |tx| {
            let part = notification::inbox(tx, &agent, asked)?;
            let names = lines::names(tx, &part.lines)?;
            Ok((part, names, notification::unread(tx, agent.person, MOST)?))
        })
        .await?;
    give_up(&site, &caller.agent, part.gone);
    let name = |id: db::Id<Person>| json!({ "id": id, "name": names.get(&id) });
    let items: Vec<Value> = part.lines.iter().map(|line| present(line, name)).collect();
    Ok(Json(json!({ "items": items, "next": part.next.map(place), "unread": unread })))
}

fn present(line: &Listed, name: impl Fn(db::Id<Person>) -> Value) -> Value {
    let told = &line.notification;
    json!({
        "record": heading(&line.heading),
        "unread": told.unread,
        "reason": told.reason,
        "seq": told.seq,
        "verb": (!told.verb.is_empty()).then_some(&told.verb),
        "actor": told.actor.map(name),
        "told_at": told.told_at,
    })
}

async fn read_one(
    State(site): State<Site>,
    caller: Caller,
    Segment(record): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let until = decode::until(raw, site.now())?;
    answer(&site, &caller, Doing::Read(record, until)).await
}

async fn unread_one(
    State(site): State<Site>,
    caller: Caller,
    Segment(record): Segment<String>,
) -> Result<Json<Value>> {
    answer(&site, &caller, Doing::Unread(record)).await
}

async fn read_all_of_them(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let until = decode::until(raw, site.now())?;
    answer(&site, &caller, Doing::ReadAll(until)).await
}

async fn answer(site: &Site, caller: &Caller, doing: Doing) -> Result<Json<Value>> {
    let left = act(site, &caller.agent, doing).await?;
    Ok(Json(json!({ "unread": left })))
}
