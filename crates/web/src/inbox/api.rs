//! The inbox in the API.

use axum::Json;
use axum::extract::State;
use db::Id;
use desk::Error;
use desk::notification::{self, Line, Listed};
use desk::people::Person;
use serde_json::{Value, json};

use super::decode::{Asked, place, until};
use super::{Doing, MOST, act, give_up, lines};
use crate::failure::Result;
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;

pub(super) async fn inbox(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let (reader, agent) = (caller.agent.person, caller.agent.clone());
    let asked = Asked::read(request, reader, false)?;
    let (part, names, unread) = site
        .read(move |tx| {
            let part = asked.part(tx, &agent)?;
            let names = lines::names(tx, &part.lines)?;
            Ok((part, names, notification::unread(tx, agent.person, MOST)?))
        })
        .await?;
    give_up(&site, &caller.agent, part.gone);
    let name = |id: Id<Person>| json!({ "id": id, "name": names.get(&id) });
    let items: Vec<Value> = part.lines.iter().map(|line| present(line, name)).collect();
    let next = part.next.map(|last| place(site.cursors(), reader, last));
    Ok(Json(json!({ "items": items, "next": next, "unread": unread })))
}

fn present(Listed { about, line }: &Listed, name: impl Fn(Id<Person>) -> Value) -> Value {
    json!({
        "id": line.id,
        "about": {
            "id": about.id,
            "kind": about.kind,
            "number": about.number,
            "title": about.title,
            "state": about.state,
            "is_open": about.is_open,
        },
        "rule": line.rule,
        "verb": (!line.verb.is_empty()).then_some(&line.verb),
        "actor": line.actor.map(name),
        "seq": line.seq,
        "entries": line.entries,
        "told_at": line.told_at,
        "read_at": line.read_at,
    })
}

/// A line in a path; what is none names nothing.
pub(super) fn line(text: &str) -> desk::Result<Id<Line>> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) async fn read(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Json<Value>> {
    answer(&site, &caller, Doing::Read(line(&id)?)).await
}

pub(super) async fn unread(
    State(site): State<Site>,
    caller: Caller,
    Segment(id): Segment<String>,
) -> Result<Json<Value>> {
    answer(&site, &caller, Doing::Unread(line(&id)?)).await
}

pub(super) async fn read_until(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (until, about) = until(raw)?;
    answer(&site, &caller, Doing::ReadUntil(until, about)).await
}

async fn answer(site: &Site, caller: &Caller, doing: Doing) -> Result<Json<Value>> {
    let left = act(site, &caller.agent, doing).await?;
    Ok(Json(json!({ "unread": left })))
}

pub(super) async fn settings(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let person = caller.agent.person;
    let rules = site.read(move |tx| notification::chosen(tx, person)).await?;
    let items: Vec<Value> = rules
        .iter()
        .map(|(rule, wanted)| json!({ "rule": rule.code, "wanted": wanted, "usual": rule.usual }))
        .collect();
    Ok(Json(json!({ "items": items })))
}

pub(super) async fn set_settings(
    State(site): State<Site>,
    caller: Caller,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let person = caller.agent.person;
    site.write(move |tx| notification::choose(tx, person, &raw)).await?;
    settings(State(site), caller).await
}
