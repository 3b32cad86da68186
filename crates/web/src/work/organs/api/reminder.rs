//! Reminders: one's own, of a record and altogether.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::access::Action;
use desk::due::reminder::{self, Reminder};
use desk::{Heading, Kind};
use serde_json::{Value, json};

use super::{find, heading, identity, one_of, operation, schema_of_items};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    let items = || schema_of_items(Schema::named("Reminder"));
    endpoints.api(
        operation(
            kind,
            (Method::GET, "/reminders"),
            "list_reminders",
            Action::Read,
            "Your reminders of it; nobody else knows of them",
        )
        .reply(200, "All of yours", Some(items())),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            of_record(kind, site, caller, number)
        },
    );
    let body = Schema::object()
        .required("at", Schema::instant())
        .optional("note", Schema::text().at_most(200).or_null())
        .with("additionalProperties", false);
    endpoints.api(
        operation(kind, (Method::POST, "/reminders"), "remind", Action::Read, "Be reminded of it")
            .body(body)
            .body_example(json!({ "at": "2099-03-09T08:00:00Z", "note": "Ask whether it helped" }))
            .reply(201, "The reminder", Some(Schema::named("Reminder"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            ask(kind, site, caller, number, raw)
        },
    );
}

/// One's reminders altogether.
pub(super) fn register_own(endpoints: &mut Endpoints) {
    let schema = Schema::object()
        .required("id", Schema::id())
        .required("at", Schema::instant())
        .required("note", Schema::text())
        .required("due", Schema::flag().about("Whether it has come."))
        .required(
            "record",
            Schema::named("Heading").or_null().about("Of what, where you still see that."),
        );
    endpoints.schema("Reminder", schema);
    let own = |method: Method, below: &str, id: &str, summary: &str| {
        let path = format!("/api/v1/reminders{below}");
        Operation::new(method, path, id, Needs::SignedIn).summary(summary).tag("reminders")
    };
    let both = Schema::object()
        .required("due", Schema::list(Schema::named("Reminder")).about("Those that have come."))
        .required("to_come", Schema::list(Schema::named("Reminder")));
    endpoints.api(
        own(Method::GET, "", "my_reminders", "Your reminders, the earliest first").reply(
            200,
            "Those that have come and those to come",
            Some(both),
        ),
        mine,
    );
    endpoints.api(
        own(Method::DELETE, "/{reminder}", "remove_reminder", "Take a reminder back or away")
            .parameter(one_of("reminder", "Your reminder."))
            .reply(204, "It is gone", None),
        remove,
    );
}

async fn of_record(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            let all = reminder::of_record(tx, &agent, record.id)?;
            Ok(all.iter().map(|one| present(one, Some(&record))).collect::<Vec<_>>())
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn ask(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            let made = reminder::ask(tx, &ctx, &agent, kind, &record, &raw)?;
            Ok(present(&made, Some(&record)))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn mine(State(site): State<Site>, Caller { agent, .. }: Caller) -> Result<Json<Value>> {
    let [due, to_come] = site
        .read(move |tx| {
            let all = |due: bool| -> desk::Result<Vec<Value>> {
                let all = reminder::mine(tx, &agent, due)?;
                Ok(all.iter().map(|(one, record)| present(one, record.as_ref())).collect())
            };
            Ok([all(true)?, all(false)?])
        })
        .await?;
    Ok(Json(json!({ "due": due, "to_come": to_come })))
}

async fn remove(
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(id): Segment<String>,
) -> Result<StatusCode> {
    site.write(move |tx| reminder::remove(tx, &agent, identity(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn present(one: &Reminder, record: Option<&Heading>) -> Value {
    json!({
        "id": one.id,
        "at": one.at,
        "note": one.note,
        "due": one.is_due,
        "record": record.map(heading),
    })
}
