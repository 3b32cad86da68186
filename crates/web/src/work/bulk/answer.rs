//! Bulk edits as the API answers them.

use db::ReadTx;
use desk::access::Agent;
use desk::bulk::{Bulk, Item, Outcome, Part, Refusal, items};
use desk::{Kind, Result};
use serde_json::{Map, Value, json};

use super::words::Labels;
use crate::i18n::Translator;

/// Somebody's bulk edit.
pub(in crate::work) fn bulk(bulk: &Bulk) -> Value {
    json!({
        "id": bulk.id,
        "kind": bulk.kind,
        "verb": bulk.verb,
        "input": bulk.input,
        "state": bulk.state.code(),
        "total": bulk.total,
        "waiting": bulk.count(Outcome::Waiting),
        "changed": bulk.changed,
        "unchanged": bulk.unchanged,
        "refused": bulk.refused,
        "created_at": bulk.created_at,
        "ended_at": bulk.ended_at,
    })
}

/// A part of its records, and the place after which the next one begins.
pub(super) fn part(
    tx: &ReadTx<'_>,
    agent: &Agent,
    t: &Translator,
    (kind, bulk): (&Kind, &Bulk),
    part: Part,
) -> Result<(Vec<Value>, Option<i64>)> {
    let labels = Labels::of(tx, kind)?;
    let found = items(tx, agent, bulk, part)?;
    let told = found.items.iter().map(|item| one(t, &labels, item)).collect();
    Ok((told, found.next))
}

fn one(t: &Translator, labels: &Labels, item: &Item) -> Value {
    json!({
        "position": item.position,
        "number": item.number,
        "title": item.heading.as_ref().map(|heading| &heading.title),
        "outcome": item.outcome.code(),
        "refusal": item.refusal.as_ref().map(|refusal| refused(t, labels, refusal)),
    })
}

fn refused(t: &Translator, labels: &Labels, refusal: &Refusal) -> Value {
    let mut told = Map::new();
    told.insert("code".to_owned(), json!(refusal.code));
    told.insert("detail".to_owned(), json!(labels.reason(t, refusal)));
    if let Some(action) = &refusal.action {
        told.insert("action".to_owned(), json!(action));
    }
    if !refusal.faults.is_empty() {
        let faults = refusal.faults.iter().map(|fault| {
            json!({ "field": fault.field, "code": fault.code, "detail": labels.fault(t, fault) })
        });
        told.insert("errors".to_owned(), faults.collect());
    }
    if !refusal.clashes.is_empty() {
        told.insert("conflicts".to_owned(), json!(refusal.clashes));
    }
    Value::Object(told)
}
