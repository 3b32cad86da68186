//! What the tests do to foundation data, and what they read of it.

use std::collections::BTreeMap;

use db::Db;
use desk::access::Agent;
use desk::foundation::{self, Effect, Expecting, Item, Sort};
use desk::input::{RawInput, RawValue};
use desk::{Error, Kind, Result, journal, task};
use mainstay_desk as desk;
use testkit::Desk;

pub(crate) static KINDS: [&Kind; 1] = [&task::KIND];

pub(crate) fn raw(values: &[(&str, &str)]) -> RawInput {
    let value = |text: &str| match text {
        "" => RawValue::Null,
        text => RawValue::Text(text.to_owned()),
    };
    let values = values.iter().map(|(code, text)| ((*code).to_owned(), value(text)));
    RawInput { values: values.collect::<BTreeMap<_, _>>(), version: None }
}

pub(crate) fn create(
    desk: &Desk,
    by: &Agent,
    sort: &'static Sort,
    values: &[(&str, &str)],
) -> Result<Item> {
    let (ctx, by, raw) = (desk.context(by), by.clone(), raw(values));
    desk.db.write(move |tx| foundation::create(tx, &ctx, &by, &KINDS, sort, &raw))
}

pub(crate) fn added(desk: &Desk, sort: &'static Sort, values: &[(&str, &str)]) -> Item {
    create(desk, &desk.administrator, sort, values).unwrap()
}

pub(crate) fn change_from(
    desk: &Desk,
    item: &Item,
    raw: RawInput,
    at: Option<i64>,
) -> Result<Item> {
    let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
    let (sort, at) = (item.sort, Expecting { key: item.key.clone(), version: at });
    desk.db.write(move |tx| foundation::change(tx, &ctx, &by, &KINDS, (sort, &at), &raw))
}

pub(crate) fn change(desk: &Desk, item: &Item, values: &[(&str, &str)]) -> Result<Item> {
    change_from(desk, item, raw(values), None)
}

pub(crate) fn retire(desk: &Desk, by: &Agent, item: &Item) -> Result<Item> {
    let (ctx, by, sort) = (desk.context(by), by.clone(), item.sort);
    let at = Expecting { key: item.key.clone(), version: None };
    desk.db.write(move |tx| foundation::retire(tx, &ctx, &by, sort, &at))
}

pub(crate) fn restore(desk: &Desk, item: &Item) -> Result<Item> {
    let (ctx, by, sort) =
        (desk.context(&desk.administrator), desk.administrator.clone(), item.sort);
    let at = Expecting { key: item.key.clone(), version: None };
    desk.db.write(move |tx| foundation::restore(tx, &ctx, &by, sort, &at))
}

pub(crate) fn tried(desk: &Desk, item: &Item, values: &[(&str, &str)]) -> Result<Vec<Effect>> {
    let (by, raw, sort, key) = (desk.auditor.clone(), raw(values), item.sort, item.key.clone());
    desk.db.read(move |tx| Ok(foundation::tried(tx, &by, &KINDS, (sort, &key), &raw)?.1))
}

pub(crate) fn found(db: &Db, sort: &'static Sort, key: &str) -> Option<Item> {
    let key = key.to_owned();
    db.read(move |tx| foundation::find(tx, sort, &key)).unwrap()
}

pub(crate) fn faults<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("faults were expected, not {other:?}"),
    }
}

pub(crate) fn fault<T: std::fmt::Debug>(outcome: Result<T>) -> (String, &'static str) {
    let mut all = faults(outcome);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// What a new one of a sort is called, with what must be said of it.
pub(crate) fn example(sort: &Sort, name: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut values = vec![(if sort.has_identity() { "name" } else { "label" }, name)];
    values.extend(sort.parts.iter().filter(|part| part.required).map(|part| match part.code {
        "company" => ("company", "Alder Works"),
        "kind" => ("kind", "task"),
        "list" => ("list", "hold_reason"),
        _ => ("code", "spare_part"),
    }));
    values
}

pub(crate) fn verbs(desk: &Desk, item: &Item) -> Vec<String> {
    let key = item.key.clone();
    let entries = desk.db.read(move |tx| journal::about(tx, &key, i64::MAX, 100)).unwrap();
    entries.into_iter().map(|(_, entry)| entry.verb).collect()
}
