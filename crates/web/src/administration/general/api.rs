//! The settings in the API.

use axum::Json;
use axum::extract::State;
use db::Timestamp;
use desk::input::{RawInput, RawValue};
use desk::organisation::{self, Effect, INPUTS, Standing, Wanted};
use desk::people::Company;
use serde_json::{Value, json};

use super::super::counted::counted;
use super::super::lately;
use super::told::{clock, held};
use super::{VERBS, describe};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::i18n::Languages;
use crate::identify::Caller;
use crate::input::Raw;
use crate::query::ListRequest;
use crate::site::Site;

/// Adds the operations.
pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema(describe::SETTINGS, describe::settings())
        .api(describe::read(), read)
        .api(describe::set(), set)
        .api(describe::history(), history);
}

/// What an address tries out, if it does, and nothing else.
pub(super) fn tried(mut request: ListRequest) -> Result<Option<RawInput>> {
    let codes = INPUTS.iter().map(|input| input.code);
    let values = codes.filter_map(|code| {
        let text = request.take(code)?;
        Some((code.to_owned(), RawValue::Text(text)))
    });
    let values: std::collections::BTreeMap<_, _> = values.collect();
    request.nothing_else()?;
    Ok((!values.is_empty()).then_some(RawInput { values, version: None }))
}

fn members(languages: &Languages, now: Timestamp, wanted: &Wanted) -> Value {
    json!({
        "name": wanted.name,
        "time_zone": wanted.zone,
        "language": wanted.language,
        "reads": clock(languages, now, &wanted.zone, &wanted.language),
    })
}

fn present(
    languages: &Languages,
    now: Timestamp,
    standing: &Standing,
    effect: Option<&Effect>,
) -> Value {
    let mut told = members(languages, now, &held(standing));
    let preview = effect.map(|effect| {
        let mut preview = members(languages, now, &effect.wanted);
        if let Some(preview) = preview.as_object_mut() {
            preview.insert("renames".to_owned(), json!(effect.renames));
            preview.insert("time_zone_changes_for".to_owned(), json!(effect.zone.map(counted)));
            preview.insert("language_changes_for".to_owned(), json!(effect.language.map(counted)));
        }
        preview
    });
    if let Some(told) = told.as_object_mut() {
        told.insert("without_time_zone".to_owned(), counted(standing.without_zone));
        told.insert("without_language".to_owned(), counted(standing.without_language));
        told.extend(preview.map(|preview| ("preview".to_owned(), preview)));
    }
    told
}

async fn read(
    State(site): State<Site>,
    caller: Caller,
    request: ListRequest,
) -> Result<Json<Value>> {
    let (raw, languages) = (tried(request)?, site.languages().codes());
    let agent = caller.agent;
    let found = site
        .read(move |tx| {
            let standing = organisation::standing(tx, &agent)?;
            let preview = |raw| organisation::preview(tx, &agent, &languages, raw);
            Ok((standing, raw.as_ref().map(preview).transpose()?))
        })
        .await;
    let (standing, effect) = found.map_err(Failure::in_query)?;
    Ok(Json(present(site.languages(), site.now(), &standing, effect.as_ref())))
}

async fn set(State(site): State<Site>, caller: Caller, Raw(raw): Raw) -> Result<Json<Value>> {
    let (ctx, agent, languages) = (caller.context(), caller.agent, site.languages().codes());
    let of_tx = agent.clone();
    site.write(move |tx| organisation::set(tx, &ctx, &of_tx, &languages, &raw)).await?;
    // People are counted when nobody waits for it.
    let standing = site.read(move |tx| organisation::standing(tx, &agent)).await?;
    Ok(Json(present(site.languages(), site.now(), &standing, None)))
}

async fn history(State(site): State<Site>, caller: Caller) -> Result<Json<Value>> {
    let agent = caller.agent;
    let (entries, names) = site
        .read(move |tx| {
            let own = Company::DEFAULT.to_string();
            lately::read(tx, &agent, VERBS, Some(("company", &own)))
        })
        .await?;
    Ok(lately::answered(&entries, &names))
}
