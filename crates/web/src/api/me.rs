//! Who a token stands for.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use desk::account::edit_oneself;
use desk::people::Team;
use serde_json::{Value, json};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Schema};
use crate::site::Site;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let reply = Schema::object()
        .required("id", Schema::id())
        .required("name", Schema::text())
        .required("email", Schema::text().or_null())
        .required("roles", Schema::list(Schema::text()))
        .required("teams", Schema::list(Schema::named("TeamReference")))
        .required("language", Schema::text().or_null())
        .required("time_zone", Schema::text());
    let team = Schema::object().required("id", Schema::id()).required("name", Schema::text());
    let operation = Operation::new(Method::GET, "/api/v1/me", "readMe", Needs::SignedIn)
        .summary("The person the token stands for")
        .tag("People")
        .reply(200, "The person, their roles and teams.", Some(Schema::named("Me")));
    endpoints
        .schema("Me", reply)
        .schema("TeamReference", team)
        .api(operation, me)
        .api(choosing(), choose);
}

fn choosing() -> Operation {
    let body = Schema::object()
        .optional("language", Schema::text().or_null().about("A code such as de; null for none."))
        .optional(
            "time_zone",
            Schema::text().or_null().about("An IANA name; null for the organisation's."),
        )
        .with("additionalProperties", false);
    Operation::new(Method::PATCH, "/api/v1/me", "editMe", Needs::SignedIn)
        .summary("Choose a language and a time zone; what is not sent stays")
        .tag("People")
        .body(body)
        .body_example(json!({ "language": "en", "time_zone": "Europe/Berlin" }))
        .reply(204, "They hold from now on", None)
}

async fn choose(State(site): State<Site>, caller: Caller, Raw(input): Raw) -> Result<StatusCode> {
    let (ctx, person) = (caller.context(), caller.agent.person);
    let languages = site.languages().codes();
    site.write(move |tx| edit_oneself(tx, &ctx, person, &languages, &input)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn me(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let agent = caller.agent;
    let ids = agent.teams.clone();
    let teams = site.read(move |tx| {
        let mut found = Vec::new();
        for id in &ids {
            found.extend(Team::find(tx, *id)?);
        }
        Ok(found)
    });
    let teams = teams.await?;
    let teams: Vec<Value> =
        teams.iter().map(|team| json!({ "id": team.id, "name": team.name })).collect();
    Ok(Json(json!({
        "id": agent.person,
        "name": agent.name,
        "email": agent.email,
        "roles": agent.roles,
        "teams": teams,
        "language": agent.language,
        "time_zone": agent.zone,
    })))
}
