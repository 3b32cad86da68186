//! Settings as one text in the API.

use axum::extract::State;
use axum::{Extension, Json};
use desk::baseline::{self, Asked, Step};
use desk::{Error, Fault};
use serde_json::{Map, Value, json};

use super::super::Kinds;
use super::describe;
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::LargeTree;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    let (name, schema) = describe::step();
    endpoints
        .schema(name, schema)
        .api(describe::read(), read)
        .api(describe::plan(), plan)
        .api(describe::apply(), apply);
}

fn text(body: &Map<String, Value>, name: &str, wrong: &mut Vec<Fault>) -> Option<String> {
    match body.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(_) => {
            wrong.push(Fault::new(name, "not_text"));
            None
        }
    }
}

/// What was sent, as it is asked for.
fn asked(body: &Map<String, Value>, names: &[&str]) -> desk::Result<Asked> {
    let mut wrong = Vec::new();
    let settings = text(body, "text", &mut wrong).filter(|text| !text.trim().is_empty());
    let (reason, seen) = (text(body, "reason", &mut wrong), text(body, "seen", &mut wrong));
    let everything = match body.get("everything") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(everything)) => *everything,
        Some(_) => {
            wrong.push(Fault::new("everything", "flag"));
            false
        }
    };
    if settings.is_none() && wrong.is_empty() {
        wrong.push(Fault::new("text", "required"));
    }
    let others = body.keys().filter(|key| !names.contains(&key.as_str()));
    wrong.extend(others.map(|key| Fault::new(key.clone(), "no_such_field")));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let file = baseline::parse(&settings.unwrap_or_default())?;
    Ok(Asked { file, everything, reason, seen })
}

fn present(steps: &[Step]) -> Json<Value> {
    Json(json!({ "steps": steps, "seen": baseline::seen(steps) }))
}

async fn read(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let text = site.read(move |tx| baseline::text(tx, &ctx, &agent, &kinds.0)).await?;
    Ok(Json(json!({ "text": text })))
}

async fn plan(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    LargeTree(body): LargeTree,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let planned = site.work(move |db| {
        let asked = asked(&body, &["text", "everything", "reason"])?;
        baseline::plan(db, &ctx, &agent, &kinds.0, &asked)
    });
    let steps = planned.await?;
    Ok(present(&steps))
}

async fn apply(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    LargeTree(body): LargeTree,
) -> Result<Json<Value>> {
    let asked = asked(&body, &["text", "everything", "reason", "seen"])?;
    let (ctx, agent) = (caller.context(), caller.agent);
    let steps = site.write(move |tx| baseline::apply(tx, &ctx, &agent, &kinds.0, &asked)).await?;
    Ok(present(&steps))
}
