//! The matrices in the API.

use axum::extract::State;
use axum::{Extension, Json};
use desk::Kind;
use desk::priority::{self, Cell, Preview, Standing, apart_filter};
use serde_json::{Value, json};

use super::super::counted::counted;
use super::super::{Kinds, lately};
use super::page::named;
use super::{VERBS, describe, sent};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Tree;
use crate::segment::Segment;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema("PriorityMatrix", describe::matrix())
        .schema("PriorityEffect", describe::effect())
        .api(describe::list(), list)
        .api(describe::read(), read)
        .api(describe::preview(), preview)
        .api(describe::set(), set)
        .api(describe::restore(), restore)
        .api(describe::history(), history);
}

fn cell(cell: &Cell) -> Value {
    json!({
        "impact": cell.impact,
        "urgency": cell.urgency,
        "before": cell.before,
        "after": cell.after,
    })
}

fn present(standing: &Standing) -> Value {
    let cells = standing.matrix.cells().map(
        |(impact, urgency, priority)| json!({ "impact": impact, "urgency": urgency, "priority": priority }),
    );
    json!({
        "kind": standing.kind.code,
        "cells": cells.collect::<Vec<_>>(),
        "differs": standing.differs.iter().map(cell).collect::<Vec<_>>(),
        "apart": counted(standing.apart.count),
        "apart_filter": apart_filter(&standing.matrix),
        "seen": standing.matrix.seen(),
    })
}

fn told(preview: &Preview) -> Value {
    let pair = |(impact, urgency): (i64, i64)| json!({ "impact": impact, "urgency": urgency });
    let crossings = preview
        .crossings
        .iter()
        .map(|crossing| json!({ "more": pair(crossing.more), "less": pair(crossing.less) }));
    let examples = preview.apart.examples.iter().map(
        |one| json!({ "number": one.number, "priority": one.priority, "computed": one.computed }),
    );
    json!({
        "changes": preview.cells.iter().map(cell).collect::<Vec<_>>(),
        "crossings": crossings.collect::<Vec<_>>(),
        "apart": counted(preview.apart.count),
        "examples": examples.collect::<Vec<_>>(),
    })
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
) -> Result<Json<Value>> {
    let agent = caller.agent;
    let all = site.read(move |tx| priority::standings(tx, &agent, &kinds.0)).await?;
    Ok(Json(json!({ "items": all.iter().map(present).collect::<Vec<_>>() })))
}

async fn standing(site: &Site, caller: Caller, kind: &'static Kind) -> Result<Json<Value>> {
    let agent = caller.agent;
    Ok(Json(present(&site.read(move |tx| priority::standing(tx, &agent, kind)).await?)))
}

async fn read(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    standing(&site, caller, named(&kinds, &code)?).await
}

async fn preview(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Tree(tree): Tree,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    let (wanted, _) = sent::told(kind, &tree)?;
    let agent = caller.agent;
    let found = site.read(move |tx| priority::preview(tx, &agent, kind, &wanted)).await?;
    Ok(Json(told(&found)))
}

async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
    Tree(tree): Tree,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    let (wanted, seen) = sent::told(kind, &tree)?;
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    site.write(move |tx| priority::set(tx, &ctx, &agent, kind, (&wanted, seen.as_deref()))).await?;
    standing(&site, caller, kind).await
}

async fn restore(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    let (ctx, agent) = (caller.context(), caller.agent.clone());
    site.write(move |tx| priority::restore(tx, &ctx, &agent, kind)).await?;
    standing(&site, caller, kind).await
}

async fn history(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    Segment(code): Segment<String>,
) -> Result<Json<Value>> {
    let kind = named(&kinds, &code)?;
    lately::answer(&site, caller.agent, VERBS, Some(("kind", kind.code))).await
}
