//! What a thing refers to, as administrators say it: by identity or by name.

use db::{Id, ReadTx, Value};

use super::find::{find, named};
use super::item::Item;
use super::sort::{COMPANIES, Holds, Part, Sort};
use super::tree;
use crate::field::FieldKind;
use crate::kind::Kind;
use crate::people::{Company, Person};
use crate::{Error, Fault, Result};

/// The places in a list that can be said.
pub(super) const PLACES: (i64, i64) = (0, 9_999);

/// What was said for a part of a thing that is otherwise known.
pub(super) fn value(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    part: &Part,
    item: &Item,
    text: &str,
) -> Result<Value> {
    match part.holds {
        Holds::Company => Ok(company(tx, part.code, text)?.into()),
        Holds::Parent => {
            let parent = parent(tx, part.code, item, text)?;
            tree::check_parent(tx, item, &parent)?;
            Ok(parent.column("id"))
        }
        Holds::Person => Ok(person(tx, part.code, text)?.into()),
        Holds::Kind => {
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.code).collect();
            option(part.code, text, &codes)
        }
        Holds::List => {
            let kind = item.text("kind");
            let kind = kinds.iter().find(|one| kind.as_deref() == Some(one.code));
            option(part.code, text, &kind.map(|kind| lists_of(kind)).unwrap_or_default())
        }
        Holds::Code => Ok(Value::from(text)),
        Holds::Place => place(part.code, text),
    }
}

/// What a part holds that says within what a tree stands.
pub(super) fn within(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    part: &Part,
    text: &str,
) -> Result<Value> {
    match part.holds {
        Holds::Company => Ok(company(tx, part.code, text)?.into()),
        _ => {
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.code).collect();
            option(part.code, text, &codes)
        }
    }
}

/// The lists that fields of a kind choose from.
#[must_use]
pub fn lists_of(kind: &'static Kind) -> Vec<&'static str> {
    let mut lists: Vec<&'static str> = Vec::new();
    for field in kind.all_fields() {
        if let FieldKind::Choice(list) = field.kind
            && !lists.contains(&list)
        {
            lists.push(list);
        }
    }
    lists
}

/// A company that people and places can be put in.
pub(super) fn company(tx: &ReadTx<'_>, code: &str, text: &str) -> Result<Id<Company>> {
    let found = chosen(code, by_name(tx, &COMPANIES, text, &[])?)?;
    found.key.parse().map_err(|_| Error::invalid(code, "no_such"))
}

/// Something of the same sort, company and kind that it can lie below.
fn parent(tx: &ReadTx<'_>, code: &str, item: &Item, text: &str) -> Result<Item> {
    let scope = item.sort.holding(Holds::Company).or_else(|| item.sort.holding(Holds::Kind));
    let scope = scope.map(|part| part.column);
    let within: Vec<_> = scope.map(|column| (column, item.column(column))).into_iter().collect();
    let found = chosen(code, by_name(tx, item.sort, text, &within)?)?;
    let same = scope.is_none_or(|column| found.column(column) == item.column(column));
    if same { Ok(found) } else { Err(Error::invalid(code, "tree_elsewhere")) }
}

fn by_name(
    tx: &ReadTx<'_>,
    sort: &'static Sort,
    text: &str,
    within: &[(&'static str, Value)],
) -> Result<Vec<Item>> {
    match find(tx, sort, text.trim())? {
        Some(item) => Ok(vec![item]),
        None => named(tx, sort, text, within),
    }
}

/// The only one, if it can be chosen.
fn chosen(code: &str, mut found: Vec<Item>) -> Result<Item> {
    if found.len() > 1 {
        return Err(Error::invalid(code, "ambiguous"));
    }
    match found.pop() {
        None => Err(Error::invalid(code, "no_such")),
        Some(item) if !item.active => Err(Error::invalid(code, "retired")),
        Some(item) => Ok(item),
    }
}

/// Somebody who is here.
pub(super) fn person(tx: &ReadTx<'_>, code: &str, text: &str) -> Result<Id<Person>> {
    let person = Person::anybody(tx, code, text)?;
    if person.active { Ok(person.id) } else { Err(Error::invalid(code, "no_such")) }
}

fn option(code: &str, text: &str, options: &[&str]) -> Result<Value> {
    match options.iter().find(|option| **option == text.trim()) {
        Some(option) => Ok(Value::from(*option)),
        None => {
            let fault = Fault::new(code, "option").with("options", options.join(", "));
            Err(Error::Invalid(vec![fault]))
        }
    }
}

fn place(code: &str, text: &str) -> Result<Value> {
    let number = text.trim().parse::<i64>().ok();
    let number = number.filter(|number| (PLACES.0..=PLACES.1).contains(number));
    number.map(Value::from).ok_or_else(|| {
        let fault = Fault::new(code, "number").with("least", PLACES.0).with("most", PLACES.1);
        Error::Invalid(vec![fault])
    })
}
