//! Asking for a bulk edit in the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use db::Id;
use desk::access::Agent;
use desk::bulk::{self, Bulk, Part, SMALL, Wanted};
use desk::input::RawInput;
use desk::work::Work;
use desk::{Context, Error, Fault, Kind};
use serde_json::Value;

use super::asked::{Asked, asked, below_input};
use super::{Known, answer, at_once, begins, is_small};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Tree;
use crate::reply::Location;
use crate::site::Site;

/// What is done with the records once they are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::work) enum Move {
    Preview,
    Run,
}

pub(in crate::work) async fn create<P: Work>(
    State(site): State<Site>,
    Extension(known): Extension<Known>,
    caller: Caller,
    Tree(body): Tree,
) -> Result<Response> {
    let Asked { verb, input, which, preview, wait } = asked(P::KIND, body, site.cursors())?;
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    agent.require(P::KIND.code, verb.action)?;
    let (by, given, now) = (agent.clone(), input.clone(), ctx.now);
    let chosen = site
        .read(move |tx| {
            bulk::check(tx, &by, P::KIND, verb, &given).map_err(of_input)?;
            which.clone().chosen(tx, P::KIND, &by, "", now)
        })
        .await?;
    let (by, at) = (agent.clone(), ctx.clone());
    let made = site
        .work(move |db| {
            // Gathering records changes none; having them previewed or done is what is asked for.
            let db = &db.plain();
            let made = bulk::choose(db, &at, &by, Wanted { kind: P::KIND, verb, chosen })?;
            if wait && !is_small(&made) {
                bulk::discard(db, made.id)?;
                let fault = Fault::new("wait", "too_many_records").with("most", SMALL);
                return Err(Error::Invalid(vec![fault]));
            }
            Ok(made)
        })
        .await?;
    let step = if preview { Move::Preview } else { Move::Run };
    let waited = is_small(&made) && (wait || preview);
    let moved = go(&site, &ctx, &agent, P::KIND, made.id, (step, Some(input), waited)).await?;
    let done = if waited { at_once(&site, &known, &agent, moved).await? } else { moved };
    let status = match (preview, done.state.is_under_way()) {
        (true, _) => StatusCode::CREATED,
        (false, true) => StatusCode::ACCEPTED,
        (false, false) => StatusCode::OK,
    };
    answered(&site, &caller, P::KIND, (status, done, waited)).await
}

/// What is wrong with the input, as the body has it.
pub(in crate::work) fn of_input(error: Error) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(below_input).collect()),
        other => other,
    }
}

/// Has one previewed or done.
pub(in crate::work) async fn go(
    site: &Site,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    id: Id<Bulk>,
    (step, raw, at_once): (Move, Option<RawInput>, bool),
) -> desk::Result<Bulk> {
    let (ctx, agent, at) = (ctx.clone(), agent.clone(), begins(ctx, at_once));
    site.write(move |tx| match step {
        Move::Preview => {
            let raw = raw.clone().unwrap_or_default();
            bulk::preview(tx, &ctx, &agent, kind, id, (&raw, at))
        }
        Move::Run => bulk::run(tx, &ctx, &agent, kind, id, (raw.as_ref(), at)),
    })
    .await
}

/// The bulk edit; with its records where whoever asked waited for them.
pub(in crate::work) async fn answered(
    site: &Site,
    caller: &Caller,
    kind: &'static Kind,
    (status, bulk, with_items): (StatusCode, Bulk, bool),
) -> Result<Response> {
    let place = Location(format!("/api/v1/bulk/{}", bulk.id));
    let mut body = answer::bulk(&bulk);
    if with_items {
        let (agent, t) = (caller.agent.clone(), caller.t.clone());
        let limit = usize::try_from(SMALL).unwrap_or(usize::MAX);
        let part = Part { outcome: None, after: 0, limit };
        let items = site.read(move |tx| answer::part(tx, &agent, &t, (kind, &bulk), part));
        let (items, _) = items.await?;
        if let Some(members) = body.as_object_mut() {
            members.insert("items".to_owned(), Value::Array(items));
        }
    }
    Ok((status, place, Json(body)).into_response())
}
