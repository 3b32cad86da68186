//! The demand in the API.

use axum::Json;
use axum::extract::State;
use desk::Error;
use desk::account::{Demand, Unmet};
use serde_json::{Map, Value, json};

use super::super::counted::counted;
use super::super::lately;
use super::{VERBS, describe};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Tree;
use crate::query::ListRequest;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema(describe::DEMAND, describe::demand())
        .api(describe::read(), read)
        .api(describe::set(), set)
        .api(describe::history(), history);
}

fn present((demand, unmet): &(Demand, Unmet)) -> Value {
    json!({
        "everybody": demand.everybody,
        "roles": demand.roles,
        "unmet": counted(unmet.people),
    })
}

/// What an address tries out in place of what holds.
struct Asked {
    everybody: Option<bool>,
    roles: Option<Vec<String>>,
}

/// What an address tries out, if it does, and nothing else.
fn tried(mut request: ListRequest) -> Result<Option<Asked>> {
    let flag = |text: String| match text.as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Failure::query("everybody", "flag")),
    };
    let everybody = request.take("everybody").map(flag).transpose()?;
    let codes = |text: String| -> Vec<String> {
        let codes = text.split(',').map(|code| code.trim().to_owned());
        codes.filter(|code| !code.is_empty()).collect()
    };
    let roles = request.take("roles").map(codes);
    request.nothing_else()?;
    let asks = everybody.is_some() || roles.is_some();
    Ok(asks.then_some(Asked { everybody, roles }))
}

impl Asked {
    fn in_place_of(&self, now: &Demand) -> Demand {
        Demand {
            everybody: self.everybody.unwrap_or(now.everybody),
            roles: self.roles.clone().unwrap_or_else(|| now.roles.clone()),
        }
    }
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let (agent, tried) = (caller.agent, tried(request)?);
    let found = site
        .read(move |tx| {
            let now = Demand::read(tx)?;
            let tried = tried.as_ref().map(|tried| tried.in_place_of(&now));
            let preview = tried.map(|demand| demand.preview(tx, &agent));
            Ok((now.preview(tx, &agent)?, preview.transpose()?))
        })
        .await;
    let (now, preview) = found.map_err(Failure::in_query)?;
    let mut answer = present(&now);
    if let (Some(found), Some(answer)) = (preview, answer.as_object_mut()) {
        let mut told = present(&found);
        if let Some(told) = told.as_object_mut() {
            told.insert("newly_unmet".to_owned(), counted(found.1.newly));
        }
        answer.insert("preview".to_owned(), told);
    }
    Ok(Json(answer))
}

async fn history(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    lately::answer(&site, caller.agent, VERBS, None).await
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
    let of_tx = agent.clone();
    let set = site.write(move |tx| demand.set(tx, &ctx, &of_tx)).await?;
    // People are counted when nobody waits for it.
    Ok(Json(present(&site.read(move |tx| set.preview(tx, &agent)).await?)))
}
