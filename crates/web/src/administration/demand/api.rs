//! The demand in the API.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use desk::Error;
use desk::account::Demand;
use serde_json::{Map, Value, json};

use super::super::ADMINISTERS;
use super::PATH;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Tree;
use crate::openapi::{Operation, Schema};
use crate::site::Site;

/// The name of its schema.
const DEMAND: &str = "SecondFactorDemand";

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let demand = || {
        Schema::object()
            .required("everybody", Schema::flag().about("Of everybody who signs in."))
            .required(
                "roles",
                Schema::list(Schema::text().example("administrator"))
                    .about("Of who holds one of these roles, by code."),
            )
    };
    let example = json!({ "everybody": false, "roles": ["administrator"] });
    let operation = |method, id: &str, summary: &str| {
        Operation::new(method, format!("/api/v1{PATH}"), id, ADMINISTERS)
            .summary(summary)
            .tag("Administration")
            .reply(200, "Of whom a second factor is demanded", Some(Schema::named(DEMAND)))
    };
    endpoints
        .schema(DEMAND, demand().example(example.clone()))
        .api(
            operation(Method::GET, "readSecondFactorDemand", "Who must have a second factor"),
            read,
        )
        .api(
            operation(Method::PUT, "demandSecondFactor", "Say who must have a second factor")
                .json_body(demand().with("additionalProperties", false))
                .body_example(example),
            set,
        );
}

fn present(demand: &Demand) -> Json<Value> {
    Json(json!({ "everybody": demand.everybody, "roles": demand.roles }))
}

async fn read(State(site): State<Site>, _: Caller) -> Result<Json<Value>> {
    Ok(present(&site.read(Demand::read).await?))
}

/// What was sent. It replaces the whole: leaving out a half would be taken for saying no.
fn given(tree: &Map<String, Value>) -> desk::Result<Demand> {
    let known = |name: &&String| ["everybody", "roles"].contains(&name.as_str());
    if let Some(other) = tree.keys().find(|name| !known(name)) {
        return Err(Error::invalid(other.as_str(), "no_such_field"));
    }
    let everybody = match tree.get("everybody") {
        Some(Value::Bool(flag)) => *flag,
        None | Some(Value::Null) => return Err(Error::invalid("everybody", "required")),
        Some(_) => return Err(Error::invalid("everybody", "flag")),
    };
    let texts = match tree.get("roles") {
        Some(Value::Array(roles)) => roles.iter().map(|role| role.as_str().map(str::to_owned)),
        None | Some(Value::Null) => return Err(Error::invalid("roles", "required")),
        Some(_) => return Err(Error::invalid("roles", "list")),
    };
    let roles = texts.collect::<Option<Vec<String>>>();
    let roles = roles.ok_or_else(|| Error::invalid("roles", "list"))?;
    Ok(Demand { everybody, roles })
}

async fn set(State(site): State<Site>, caller: Caller, Tree(tree): Tree) -> Result<Json<Value>> {
    let demand = given(&tree)?;
    let (ctx, agent) = (caller.context(), caller.agent);
    Ok(present(&site.write(move |tx| demand.set(tx, &ctx, &agent)).await?))
}
