//! What was given, checked: the thing as it is to be.

use std::collections::BTreeMap;

use db::sea_query::{ExprTrait, Order};
use db::{Id, ReadTx, Value};

use super::find::{all, named, of, select};
use super::item::Item;
use super::refer;
use super::sort::{Holds, Part, Sort};
use crate::input::{RawInput, RawValue, is_unseen};
use crate::journal::canonical;
use crate::kind::Kind;
use crate::people::{Person, checked_name, normalise_email};
use crate::{Error, Fault, Result};

/// A thing as it is to be; what is not given stays as it is, or is nothing where it is new.
///
/// # Errors
/// [`Error::Invalid`] with every fault found.
pub(super) fn given(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    sort: &'static Sort,
    before: Option<&Item>,
    raw: &RawInput,
) -> Result<Item> {
    let mut faults = unknown(sort, raw);
    let mut item = before.cloned().unwrap_or_else(|| Item {
        sort,
        key: String::new(),
        name: String::new(),
        active: true,
        columns: BTreeMap::new(),
    });
    for part in sort.parts {
        let said = said(&mut faults, part.code, raw);
        if said.is_none() && before.is_some() {
            leave_parent(before, &mut item, part);
            continue;
        }
        match value(tx, kinds, part, before, &item, said.flatten()) {
            Ok(value) => item = item.with(part.column, value),
            Err(Error::Invalid(found)) => faults.extend(found),
            Err(other) => return Err(other),
        }
    }
    if let Some(name) = said(&mut faults, sort.name, raw)
        .map_or_else(|| before.is_none().then(String::new), |name| Some(name.unwrap_or_default()))
    {
        match checked_name(sort.name, &name).and_then(seen(sort)) {
            Ok(name) => item.name = name,
            Err(Error::Invalid(found)) => faults.extend(found),
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() {
        faults.extend(taken(tx, before, &item)?);
    }
    if sort.holding(Holds::Place).is_some() && item.column("place") == Value::Null {
        item = last(tx, item)?;
    }
    if faults.is_empty() { Ok(item) } else { Err(Error::Invalid(faults)) }
}

fn unknown(sort: &Sort, raw: &RawInput) -> Vec<Fault> {
    let codes = std::iter::once(sort.name).chain(sort.parts.iter().map(|part| part.code));
    let known: Vec<&str> = codes.collect();
    let others = raw.values.keys().filter(|name| !known.contains(&name.as_str()));
    others
        .take(20)
        .map(|name| Fault::new(name.as_str(), "unknown").with("known", known.join(", ")))
        .collect()
}

/// What was said: nothing, that it is empty, or something.
fn said(faults: &mut Vec<Fault>, code: &str, raw: &RawInput) -> Option<Option<String>> {
    match raw.values.get(code) {
        None => None,
        Some(RawValue::Null) => Some(None),
        Some(RawValue::Text(text)) if text.trim().is_empty() => Some(None),
        Some(RawValue::Text(text)) => Some(Some(text.trim().to_owned())),
        Some(RawValue::Number(number)) => Some(Some(number.to_string())),
        Some(RawValue::Flag(_) | RawValue::List(_)) => {
            faults.push(Fault::new(code, "not_text"));
            None
        }
    }
}

fn value(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    part: &Part,
    before: Option<&Item>,
    item: &Item,
    said: Option<String>,
) -> Result<Value> {
    let Some(text) = said else {
        return match part.required {
            true => Err(Error::invalid(part.code, "required")),
            false => Ok(Value::Null),
        };
    };
    let held = before.map(|before| before.column(part.column));
    if let (Some(before), Holds::Person) = (before, part.holds)
        && is_called(tx, before.id(part.code), &text)?
    {
        return Ok(before.column(part.column));
    }
    // What it holds already is taken, also when nobody could choose it any more.
    let scope = |of: &Item| (of.column("company_id"), of.column("kind"));
    let moved = part.holds == Holds::Parent && before.map(scope) != Some(scope(item));
    if let Some(held) =
        held.clone().filter(|held| !moved && canonical(held).as_deref() == Some(&text))
    {
        return Ok(held);
    }
    let value = refer::value(tx, kinds, part, item, &text)?;
    if part.fixed && held.is_some_and(|held| held != value) {
        return Err(Error::invalid(part.code, "stays"));
    }
    Ok(value)
}

/// Whether the person it holds already is the one that was said, by name or address: they may have left
/// since, or have a namesake.
fn is_called(tx: &ReadTx<'_>, held: Option<Id<Person>>, text: &str) -> Result<bool> {
    let held = held.map_or(Ok(None), |held| Person::find(tx, held))?;
    Ok(held.is_some_and(|held| {
        held.name == text || (held.email.is_some() && held.email == normalise_email(text).ok())
    }))
}

/// What moves to another company lies below nothing there, unless that is said.
fn leave_parent(before: Option<&Item>, item: &mut Item, part: &Part) {
    let company = before.map(|before| before.column("company_id"));
    if part.holds == Holds::Parent && company != Some(item.column("company_id")) {
        item.columns.insert(part.column, Value::Null);
    }
}

/// A name in which every sign is seen, so that no two look alike.
fn seen(sort: &'static Sort) -> impl Fn(String) -> Result<String> {
    |name| match name.chars().any(is_unseen) {
        true => Err(Error::invalid(sort.name, "control")),
        false => Ok(name),
    }
}

/// Another that has the name already, or the code.
fn taken(tx: &ReadTx<'_>, before: Option<&Item>, item: &Item) -> Result<Option<Fault>> {
    let sort = item.sort;
    let within: Vec<_> = sort.within.iter().map(|column| (*column, item.column(column))).collect();
    let stays = |before: &Item| {
        before.name == item.name
            && within.iter().all(|(column, value)| before.column(column) == *value)
    };
    if before.is_some_and(stays) {
        return Ok(None);
    }
    let others = named(tx, sort, &item.name, &within)?;
    let other = others.into_iter().find(|other| before.is_none_or(|own| own.key != other.key));
    Ok(other.map(|other| {
        let code = if other.active { "taken_by" } else { "taken_by_retired" };
        Fault::new(sort.name, code).with("name", other.name)
    }))
}

/// Behind everything that is in its list.
fn last(tx: &ReadTx<'_>, item: Item) -> Result<Item> {
    let sort = item.sort;
    let mut select = select(sort);
    for column in sort.within {
        select.and_where(of(sort, column).eq(item.column(column)));
    }
    select.order_by((sort.table, "place"), Order::Desc).limit(1);
    let last = all(tx, sort, &select)?.pop();
    let place = match last.map(|last| last.column("place")) {
        Some(Value::Int(place)) => place.saturating_add(1),
        _ => 1,
    };
    Ok(item.with("place", Value::from(std::cmp::min(place, refer::PLACES.1))))
}
