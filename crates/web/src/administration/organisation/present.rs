//! A thing in words and in JSON, with the names of what it refers to.

use std::collections::BTreeMap;

use db::{Id, ReadTx};
use desk::foundation::{Holds, Item, Part, Usage};
use desk::people::{Category, Company, Department, Location, Person};
use desk::retention::Count;
use desk::{Kind, Result};
use serde_json::{Map, Value, json};

use super::super::counted::counted;
use crate::i18n::Translator;
use crate::page::Cell;

/// The names of what some things refer to, by identity.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(BTreeMap<String, String>);

fn ids<T>(items: &[Item], code: &str) -> Vec<Id<T>> {
    items.iter().filter_map(|item| item.id(code)).collect()
}

impl Names {
    /// Looks them up, a query for each sort of thing.
    pub(super) fn of(tx: &ReadTx<'_>, items: &[Item]) -> Result<Names> {
        let mut names = Names::of_companies(tx, items)?;
        let mut add = |id: String, name: String| drop(names.insert(id, name));
        let heads = Person::names(tx, &ids(items, "head"))?;
        heads.into_iter().for_each(|(id, name)| add(id.to_string(), name));
        match items.first().map(|item| item.sort.code) {
            Some("location") => Location::names(tx, &ids(items, "parent"))?
                .into_iter()
                .for_each(|(id, name)| add(id.to_string(), name)),
            Some("department") => Department::names(tx, &ids(items, "parent"))?
                .into_iter()
                .for_each(|(id, name)| add(id.to_string(), name)),
            Some("category") => Category::names(tx, &ids(items, "parent"))?
                .into_iter()
                .for_each(|(id, name)| add(id.to_string(), name)),
            _ => {}
        }
        Ok(Names(names))
    }

    /// The names of the companies they belong to.
    pub(super) fn of_companies(
        tx: &ReadTx<'_>,
        items: &[Item],
    ) -> Result<BTreeMap<String, String>> {
        let names = Company::names(tx, &ids(items, "company"))?;
        Ok(names.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
    }

    fn name(&self, id: &str) -> Option<&String> {
        self.0.get(id)
    }
}

/// What a part of a thing holds, in words.
pub(super) fn held(t: &Translator, item: &Item, code: &str, names: &Names) -> Cell {
    let part = item.sort.part(code);
    let (Some(part), Some(text)) = (part, item.text(code)) else { return Cell::Empty };
    match part.holds {
        Holds::Person => Cell::person(names.name(&text).cloned()),
        Holds::Company | Holds::Parent => Cell::text(names.name(&text).cloned()),
        Holds::Kind => Cell::Text(t.text_of("names", &text)),
        Holds::List => Cell::Text(list_called(t, &text)),
        Holds::Code | Holds::Place => Cell::Text(text),
    }
}

/// What a kind of record is called.
pub(super) fn kind_called(t: &Translator, kind: &Kind) -> String {
    t.text_of("nav", kind.path)
}

/// What a list of choices is called.
pub(super) fn list_called(t: &Translator, list: &str) -> String {
    t.known("organisation-list", list)
        .or_else(|| t.known("field", list))
        .unwrap_or_else(|| list.to_owned())
}

fn part_of(item: &Item, part: &Part, names: &Names) -> Value {
    let Some(text) = item.text(part.code) else { return Value::Null };
    match part.holds {
        Holds::Company | Holds::Parent | Holds::Person => {
            json!({ "id": text, "name": names.name(&text) })
        }
        Holds::Kind | Holds::List | Holds::Code => json!(text),
        Holds::Place => json!(text.parse::<i64>().ok()),
    }
}

/// A thing as the API gives it.
pub(super) fn present(item: &Item, names: &Names, uses: &[Usage]) -> Map<String, Value> {
    let mut told = Map::new();
    told.insert("id".to_owned(), json!(item.key));
    told.insert(item.sort.name.to_owned(), json!(item.name));
    for part in item.sort.parts {
        told.insert(part.code.to_owned(), part_of(item, part, names));
    }
    told.insert("active".to_owned(), json!(item.active));
    let uses = uses.iter().map(|usage| {
        let count = Count { number: usage.number, more: usage.more };
        (usage.of.code.to_owned(), counted(count))
    });
    told.insert("uses".to_owned(), Value::Object(uses.collect()));
    told
}
