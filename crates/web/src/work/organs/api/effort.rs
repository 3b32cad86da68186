//! Effort and cost of a record.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::access::{Action, Agent};
use desk::effort::{self, Effort, Totals};
use desk::{Heading, Kind};
use serde_json::{Value, json};

use super::{People, find, identity, one_of, operation, schema_of_person};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    endpoints.schema("Effort", described());
    let all = Schema::object()
        .required("items", Schema::list(Schema::named("Effort")))
        .required("minutes", Schema::number())
        .required("billable_minutes", Schema::number())
        .required("costs", Schema::list(money()));
    endpoints.api(
        operation(
            kind,
            (Method::GET, "/effort"),
            "list_effort",
            Action::ReadInternal,
            "What was spent on it, the latest day first, and the sums",
        )
        .reply(200, "All of it", Some(all)),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    let example = json!({ "minutes": 45, "note": "Replaced the toner", "billable": true });
    endpoints.api(
        operation(kind, (Method::POST, "/effort"), "book", Action::Work, "Book effort or cost")
            .body(taken())
            .body_example(example.clone())
            .reply(201, "What was booked", Some(Schema::named("Effort"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            add(kind, site, caller, number, raw)
        },
    );
    corrections(endpoints, kind, example);
}

/// What may be done with what was booked.
fn corrections(endpoints: &mut Endpoints, kind: &'static Kind, example: Value) {
    let one = "/effort/{effort}";
    endpoints.api(
        operation(
            kind,
            (Method::PATCH, one),
            "correct_booking",
            Action::ReadInternal,
            "Change what was booked: your own for a day, others' with the permission to correct",
        )
        .parameter(one_of("effort", "What was booked."))
        .body(taken())
        .body_example(example)
        .refusable()
        .reply(200, "As it is now", Some(Schema::named("Effort"))),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>, raw: Raw| {
            correct(kind, site, caller, place, raw)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::DELETE, one),
            "remove_booking",
            Action::ReadInternal,
            "Take back what was booked: your own for a day, others' with the permission to correct",
        )
        .parameter(one_of("effort", "What was booked."))
        .refusable()
        .reply(204, "It is gone", None),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            remove(kind, site, caller, place)
        },
    );
}

fn money() -> Schema {
    Schema::object()
        .required("minor", Schema::number().about("In the currency's minor unit."))
        .required("currency", Schema::text().about("Three letters, ISO 4217."))
}

fn described() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("person", schema_of_person())
        .required("spent_on", Schema::text().with("format", "date"))
        .required("minutes", Schema::number())
        .required("billable", Schema::flag())
        .required("cost", money().or_null())
        .required("note", Schema::text())
        .required("by", schema_of_person().about("Who booked it."))
        .required("at", Schema::instant())
        .required("editable", Schema::flag().about("Whether you may change it now."))
}

fn taken() -> Schema {
    let day = Schema::text().with("format", "date").default_is("today");
    Schema::object()
        .optional("minutes", Schema::number().between(0, 1_440).or_null())
        .optional("spent_on", day.or_null())
        .optional("person", Schema::text().about("Whose effort; yours without it.").or_null())
        .optional("billable", Schema::flag().or_null())
        .optional("cost", Schema::number().about("In the currency's minor unit.").or_null())
        .optional("currency", Schema::text().about("Three letters, ISO 4217.").or_null())
        .optional("note", Schema::text().at_most(1_000).or_null())
        .with("additionalProperties", false)
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let now = site.now();
    let body = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            let all = effort::efforts(tx, &agent, &record)?;
            let Totals { minutes, billable_minutes, costs } = effort::totals(tx, &agent, &record)?;
            let costs: Vec<Value> = costs
                .iter()
                .map(|sum| json!({ "minor": sum.minor, "currency": sum.currency }))
                .collect();
            Ok(json!({
                "items": present(tx, &agent, &record, now, &all)?,
                "minutes": minutes,
                "billable_minutes": billable_minutes,
                "costs": costs,
            }))
        })
        .await?;
    Ok(Json(body))
}

async fn add(
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
            let made = effort::add(tx, &ctx, &agent, kind, &record, &raw)?;
            Ok(present(tx, &agent, &record, ctx.now, &[made])?.pop())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made.unwrap_or_default())))
}

async fn correct(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let now = site
        .write(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            let which = (identity(&id)?, &raw);
            let now = effort::correct(tx, &ctx, &agent, kind, &record, which)?;
            Ok(present(tx, &agent, &record, ctx.now, &[now])?.pop())
        })
        .await?;
    Ok(Json(now.unwrap_or_default()))
}

async fn remove(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, kind, &number)?;
        effort::remove(tx, &ctx, &agent, &record, identity(&id)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn present(
    tx: &db::ReadTx<'_>,
    agent: &Agent,
    record: &Heading,
    now: db::Timestamp,
    all: &[Effort],
) -> desk::Result<Vec<Value>> {
    let people = People::find(tx, all.iter().flat_map(|e| [Some(e.person), e.by]).flatten())?;
    let one = |effort: &Effort| {
        let cost = effort.cost.as_ref();
        json!({
            "id": effort.id,
            "person": people.reference(Some(effort.person)),
            "spent_on": effort.spent_on.to_string(),
            "minutes": effort.minutes,
            "billable": effort.billable,
            "cost": cost.map(|cost| json!({ "minor": cost.minor, "currency": cost.currency })),
            "note": effort.note,
            "by": people.reference(effort.by),
            "at": effort.at,
            "editable": effort.is_open_to(agent, record, now),
        })
    };
    Ok(all.iter().map(one).collect())
}
