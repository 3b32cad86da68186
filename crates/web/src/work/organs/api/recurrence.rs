//! Records that come round.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::{Id, ReadTx};
use desk::access::{Action, Agent};
use desk::recurrence::{self, Recurrence, UNITS};
use desk::{AnyWork, Heading, Record, headings};
use serde_json::{Value, json};

use super::{
    People, find, heading, identity, one_of, operation, schema_of_items, schema_of_person,
};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::segment::Segment;
use crate::site::Site;

type Work = &'static dyn AnyWork;

const PATH: &str = "/recurrences";
const ONE: &str = "/recurrences/{recurrence}";

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let kind = work.kind();
    endpoints.api(
        operation(
            kind,
            (Method::GET, PATH),
            "list_recurrences",
            Action::Plan,
            "What comes round with it as the template",
        )
        .reply(200, "All of it", Some(schema_of_items(Schema::named("Recurrence")))),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(work, site, caller, number)
        },
    );
    endpoints.api(
        operation(
            kind,
            (Method::POST, PATH),
            "repeat",
            Action::Plan,
            "Open another like it again and again",
        )
        .body(taken())
        .body_example(json!({
            "every": 1, "unit": "week", "starts_on": "2026-03-09", "at_time": "08:00",
            "zone": "Europe/Berlin", "title": "Check the backups of week {week}",
        }))
        .refusable()
        .reply(201, "What comes round", Some(Schema::named("Recurrence"))),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            create(work, site, caller, number, raw)
        },
    );
    endpoints.api(
        operation(kind, (Method::DELETE, ONE), "end_repeat", Action::Plan, "End it")
            .parameter(one_of("recurrence", "What comes round."))
            .reply(204, "It comes no more", None),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            remove(work, site, caller, place)
        },
    );
    let rows = [
        (Method::POST, "pause_repeat", "Let it rest", true),
        (Method::DELETE, "resume_repeat", "Let it go on; what was missed does not come", false),
    ];
    for (method, id, summary, paused) in rows {
        endpoints.api(
            operation(kind, (method, &format!("{ONE}/pause")), id, Action::Plan, summary)
                .parameter(one_of("recurrence", "What comes round."))
                .reply(200, "As it is now", Some(Schema::named("Recurrence"))),
            move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
                pause(work, paused, site, caller, place)
            },
        );
    }
}

/// Everything one plans.
pub(super) fn register_own(endpoints: &mut Endpoints) {
    endpoints.schema("Recurrence", described());
    endpoints.api(
        Operation::new(Method::GET, "/api/v1/recurrences", "my_recurrences", Needs::SignedIn)
            .summary("Everything that comes round where you plan")
            .tag("recurrences")
            .reply(
                200,
                format!("All of it, {} at most", recurrence::MOST_PLANNED),
                Some(schema_of_items(Schema::named("Recurrence"))),
            ),
        planned,
    );
}

fn described() -> Schema {
    let maybe = |about: &str| Schema::named("Heading").or_null().about(about);
    Schema::object()
        .required("id", Schema::id())
        .required("kind", Schema::text())
        .required("record", maybe("The template."))
        .required("title", Schema::text().about("With {date}, {week}, {month}, {year} filled in."))
        .required("every", Schema::number())
        .required("unit", Schema::one_of(UNITS.iter().copied()))
        .required("starts_on", Schema::text().with("format", "date"))
        .required("at_time", Schema::text().about("Hours and minutes in the zone."))
        .required("zone", Schema::text())
        .required("next_at", Schema::instant().or_null())
        .required("paused", Schema::flag())
        .required("last", maybe("What was opened last."))
        .required("last_at", Schema::instant().or_null())
        .required("missed", Schema::number().about("Times before the last that nothing ran."))
        .required("fault", Schema::text().or_null().about("Why the last could not be opened."))
        .required("by", schema_of_person())
        .required("at", Schema::instant())
}

fn taken() -> Schema {
    Schema::object()
        .required("every", Schema::number().between(1, 366))
        .required("unit", Schema::one_of(UNITS.iter().copied()))
        .optional("starts_on", Schema::text().with("format", "date").or_null())
        .optional("at_time", Schema::text().about("Like 08:30.").or_null())
        .optional("zone", Schema::text().about("An IANA name; yours without it.").or_null())
        .optional("title", Schema::text().at_most(desk::field::TITLE).or_null())
        .with("additionalProperties", false)
}

async fn list(
    work: Work,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?;
            present(tx, &agent, &recurrence::of_record(tx, &agent, &record)?)
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn planned(State(site): State<Site>, Caller { agent, .. }: Caller) -> Result<Json<Value>> {
    let items = site.read(move |tx| present(tx, &agent, &recurrence::planned(tx, &agent)?)).await?;
    Ok(Json(json!({ "items": items })))
}

async fn create(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?;
            let made = recurrence::create(tx, &ctx, &agent, work, &record, &raw)?;
            Ok(present(tx, &agent, &[made])?.pop())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made.unwrap_or_default())))
}

async fn remove(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| {
        let record = find(tx, &agent, work.kind(), &number)?;
        recurrence::remove(tx, &ctx, &agent, &record, identity(&id)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn pause(
    work: Work,
    paused: bool,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let now = site
        .write(move |tx| {
            let record = find(tx, &agent, work.kind(), &number)?;
            let now = recurrence::pause(tx, &ctx, &agent, &record, identity(&id)?, paused)?;
            Ok(present(tx, &agent, &[now])?.pop())
        })
        .await?;
    Ok(Json(now.unwrap_or_default()))
}

fn present(tx: &ReadTx<'_>, agent: &Agent, all: &[Recurrence]) -> desk::Result<Vec<Value>> {
    let people = People::find(tx, all.iter().filter_map(|one| one.by))?;
    let records: Vec<Id<Record>> =
        all.iter().flat_map(|one| [Some(one.source), one.last]).flatten().collect();
    let seen = headings(tx, agent, &records)?;
    let record = |id: Id<Record>| seen.iter().find(|h: &&Heading| h.id == id).map(heading);
    let one = |one: &Recurrence| {
        let rule = &one.rule;
        json!({
            "id": one.id,
            "kind": one.kind,
            "record": record(one.source),
            "title": one.title,
            "every": rule.every,
            "unit": rule.unit.code(),
            "starts_on": rule.starts_on.to_string(),
            "at_time": rule.at.strftime("%H:%M").to_string(),
            "zone": rule.zone,
            "next_at": one.next_at.filter(|_| !one.paused),
            "paused": one.paused,
            "last": one.last.and_then(record),
            "last_at": one.last_at,
            "missed": one.missed,
            "fault": one.fault,
            "by": people.reference(one.by),
            "at": one.at,
        })
    };
    Ok(all.iter().map(one).collect())
}
