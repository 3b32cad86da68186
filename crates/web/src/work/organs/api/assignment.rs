//! Giving a record to whom the rules say.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use db::ReadTx;
use desk::access::Action;
use desk::assignment::{GIVES, Given, NOBODY};
use desk::people::Team;
use desk::{AnyWork, Result as Did};
use serde_json::{Value, json};

use super::{People, find, operation, schema_of_person};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::Schema;
use crate::segment::Segment;
use crate::site::Site;

type Work = &'static dyn AnyWork;

const PATH: &str = "/rule-assignment";

pub(super) fn register(endpoints: &mut Endpoints, work: Work) {
    let body = Schema::object()
        .optional("version", Schema::number().about("The version you saw."))
        .with("additionalProperties", false);
    let ways = GIVES.iter().copied().chain([NOBODY]);
    let how = Schema::one_of(ways)
        .about("How the person was found; `nobody_there`: it went to the team.");
    let given = Schema::object()
        .required("rule", Schema::named("Reference").about("The rule that was followed."))
        .required("how", how.example("round_robin"))
        .required("team", Schema::named("Reference"))
        .required("assignee", schema_of_person())
        .required("version", Schema::number());
    endpoints.api(
        operation(
            work.kind(),
            (Method::POST, PATH),
            "assign_by_rules",
            Action::Assign,
            "Give it to whom the assignment rules say now",
        )
        .body(body)
        .body_example(json!({}))
        .refusable()
        .reply(200, "Who has it now", Some(given)),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            by_rules(work, site, caller, number, raw)
        },
    );
}

async fn by_rules(
    work: Work,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let told = site
        .write(move |tx| {
            find(tx, &agent, work.kind(), &number)?;
            told(tx, &work.assign_by_rules(tx, &ctx, &agent, &number, &raw)?)
        })
        .await?;
    Ok(Json(told))
}

fn told(tx: &ReadTx<'_>, given: &Given) -> Did<Value> {
    let people = People::find(tx, given.person.into_iter())?;
    let teams = Team::names(tx, &[given.team])?;
    Ok(json!({
        "rule": { "id": given.rule, "name": given.name },
        "how": given.how,
        "team": { "id": given.team, "name": teams.get(&given.team) },
        "assignee": people.reference(given.person),
        "version": given.done.version,
    }))
}
