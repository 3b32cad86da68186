//! Absence: one's own, and who is away.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::{ReadTx, Timestamp};
use desk::absence::{self, Absence};
use desk::access::{Action, Agent, Reach};
use desk::task;
use serde_json::{Value, json};

use super::{People, identity, one_of, schema_of_items, schema_of_person};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::segment::Segment;
use crate::site::Site;

/// People away who are told of at most.
const SHOWN: u32 = 200;

/// What belongs to nobody's record.
pub(super) fn register_own(endpoints: &mut Endpoints) {
    endpoints.schema("Absence", described());
    let at = |method: Method, path: &str, id: &str, summary: &str| {
        Operation::new(method, format!("/api/v1{path}"), id, Needs::SignedIn)
            .summary(summary)
            .tag("absences")
    };
    let items = || schema_of_items(Schema::named("Absence"));
    endpoints.api(
        at(Method::GET, "/absences", "my_absences", "Your absences that are not over").reply(
            200,
            "All of them",
            Some(items()),
        ),
        mine,
    );
    let body = Schema::object()
        .required("from", Schema::instant())
        .required("until", Schema::instant())
        .optional(
            "stand_in",
            Schema::text().about("A person: id, e-mail address or exact name.").or_null(),
        )
        .optional("note", Schema::text().at_most(200).or_null())
        .with("additionalProperties", false);
    endpoints.api(
        at(Method::POST, "/absences", "announce_absence", "Say that you are away")
            .body(body)
            .body_example(json!({
                "from": "2099-07-01T00:00:00Z", "until": "2099-07-15T00:00:00Z", "note": "On leave",
            }))
            .reply(201, "It is announced", Some(Schema::named("Absence"))),
        announce,
    );
    endpoints.api(
        at(
            Method::DELETE,
            "/absences/{absence}",
            "remove_absence",
            "Take it back, or end it early",
        )
        .parameter(one_of("absence", "Your absence."))
        .reply(204, "It is gone", None),
        remove,
    );
    endpoints.api(
        at(
            Method::GET,
            "/away",
            "who_is_away",
            "Who is away now, whoever is back first comes first",
        )
        .reply(200, "Those of the companies you work for", Some(items())),
        away,
    );
}

fn described() -> Schema {
    Schema::object()
        .required("id", Schema::id())
        .required("person", schema_of_person())
        .required("from", Schema::instant())
        .required("until", Schema::instant().about("Then they are back."))
        .required("stand_in", schema_of_person())
        .required("note", Schema::text())
}

/// Who is away now, as somebody may know it: whoever sees more than their own records.
pub(crate) fn known_away(
    tx: &ReadTx<'_>,
    agent: &Agent,
    now: Timestamp,
) -> desk::Result<Vec<Absence>> {
    let reach = agent.permissions.reach(task::KIND.code, Action::Read);
    if reach <= Some(Reach::Own) {
        return Ok(Vec::new());
    }
    absence::away(tx, &agent.companies, now, SHOWN)
}

async fn mine(State(site): State<Site>, Caller { agent, .. }: Caller) -> Result<Json<Value>> {
    let now = site.now();
    let items = site.read(move |tx| present(tx, &absence::mine(tx, &agent, now)?)).await?;
    Ok(Json(json!({ "items": items })))
}

async fn announce(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<(StatusCode, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = site
        .write(move |tx| {
            let made = absence::announce(tx, &ctx, &agent, &task::KIND, &raw)?;
            Ok(present(tx, &[made])?.pop())
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made.unwrap_or_default())))
}

async fn remove(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| absence::remove(tx, &ctx, &agent, identity(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn away(State(site): State<Site>, Caller { agent, .. }: Caller) -> Result<Json<Value>> {
    let now = site.now();
    let items = site.read(move |tx| present(tx, &known_away(tx, &agent, now)?)).await?;
    Ok(Json(json!({ "items": items })))
}

fn present(tx: &ReadTx<'_>, all: &[Absence]) -> desk::Result<Vec<Value>> {
    let people = all.iter().flat_map(|one| [Some(one.person), one.stand_in]).flatten();
    let people = People::find(tx, people)?;
    let one = |one: &Absence| {
        json!({
            "id": one.id,
            "person": people.reference(Some(one.person)),
            "from": one.from,
            "until": one.until,
            "stand_in": people.reference(one.stand_in),
            "note": one.note,
        })
    };
    Ok(all.iter().map(one).collect())
}
