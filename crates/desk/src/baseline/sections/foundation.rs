//! Companies, sites, departments, teams, services, categories and choices.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx, Tx, params};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{listed, said, text};
use crate::foundation::{self, Asked, COMPANIES, Expecting, Holds, Item, Sort};
use crate::input::{RawInput, RawValue};
use crate::people::Person;
use crate::{Error, Result};

db::statements! {
    HEADS = "SELECT DISTINCT p.id, p.name, p.email FROM department d JOIN person p ON p.id = d.head_id";
}

/// Things that stand side by side, known by their names or codes.
pub(super) struct Foundation {
    pub(super) sort: &'static Sort,
    pub(super) key: &'static [&'static str],
    pub(super) parts: &'static [&'static str],
}

/// Things that lie below each other, known by the names from the root down.
pub(super) struct Tree {
    pub(super) sort: &'static Sort,
    pub(super) key: &'static [&'static str],
    pub(super) parts: &'static [&'static str],
}

impl Section for Foundation {
    fn code(&self) -> &'static str {
        self.sort.code
    }

    fn key(&self) -> &'static [&'static str] {
        self.key
    }

    fn parts(&self) -> &'static [&'static str] {
        self.parts
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let names = Names::read(tx, with)?;
        let items = all(tx, with, self.sort)?;
        Ok(items.iter().map(|item| names.values(item)).collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let item = find(tx, with, self.sort, wanted.all)?;
        put(tx, with, self.sort, item, wanted, &[])
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let item = find(tx, with, self.sort, entry)?;
        take(tx, with, item)
    }

    fn is_named(&self) -> bool {
        self.sort.has_identity()
    }

    fn rests(&self) -> bool {
        true
    }
}

impl Section for Tree {
    fn code(&self) -> &'static str {
        match self.sort.code {
            "location" => "site",
            code => code,
        }
    }

    fn key(&self) -> &'static [&'static str] {
        self.key
    }

    fn parts(&self) -> &'static [&'static str] {
        self.parts
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let names = Names::read(tx, with)?;
        let items = all(tx, with, self.sort)?;
        let by_key: BTreeMap<String, Item> =
            items.iter().map(|item| (item.key.clone(), item.clone())).collect();
        let mut entries = Vec::new();
        for (item, _) in foundation::in_order(items) {
            let mut entry = names.values(&item);
            entry.remove(self.sort.name);
            entry.insert("path".to_owned(), RawValue::List(path(&by_key, &item)));
            entries.push(entry);
        }
        // Those of one company or kind stand together.
        let scope = self.key.first().copied().unwrap_or_default();
        entries.sort_by_key(|entry| said(entry, scope));
        Ok(entries)
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let path = listed(wanted.all, "path");
        let Some((name, above)) = path.split_last() else {
            return Err(Error::invalid("path", "required"));
        };
        let item = self.at(tx, with, wanted.all, &path)?;
        let parent = match above {
            [] => None,
            above => {
                let found = self.at(tx, with, wanted.all, above)?;
                Some(found.ok_or_else(|| Error::invalid("path", "no_such"))?)
            }
        };
        let mut more = vec![(self.sort.name, text(name.as_str()))];
        more.extend(parent.map(|parent| ("parent", text(parent.key))));
        put(tx, with, self.sort, item, wanted, &more)
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let item = self.at(tx, with, entry, &listed(entry, "path"))?;
        take(tx, with, item)
    }

    fn is_named(&self) -> bool {
        true
    }

    fn rests(&self) -> bool {
        true
    }
}

impl Tree {
    /// What lies at a path, within the company or kind that is named.
    fn at(
        &self,
        tx: &ReadTx<'_>,
        with: With<'_>,
        values: &Values,
        path: &[String],
    ) -> Result<Option<Item>> {
        let scope = self.key.first().copied().unwrap_or_default();
        foundation::at_path(tx, with.kinds, (self.sort, scope, &said(values, scope)), path)
    }
}

/// The names by which things are called that others refer to.
struct Names {
    companies: HashMap<String, String>,
    heads: HashMap<String, String>,
}

impl Names {
    fn read(tx: &ReadTx<'_>, with: With<'_>) -> Result<Names> {
        let companies = all(tx, with, &COMPANIES)?;
        let mut heads = HashMap::new();
        for row in tx.rows(HEADS, params![])? {
            let mut c = row.columns();
            let id: Id<Person> = c.next()?;
            let (name, email): (String, Option<String>) = (c.next()?, c.next()?);
            heads.insert(id.to_string(), email.unwrap_or(name));
        }
        let companies = companies.into_iter().map(|item| (item.key, item.name)).collect();
        Ok(Names { companies, heads })
    }

    /// What is known of a thing, by names.
    fn values(&self, item: &Item) -> Values {
        let mut values = Values::new();
        values.insert(item.sort.name.to_owned(), text(item.name.as_str()));
        values.insert("active".to_owned(), RawValue::Flag(item.active));
        for part in item.sort.parts.iter().filter(|part| part.holds != Holds::Parent) {
            let held = item.text(part.code);
            let value = match (part.holds, held) {
                (_, None) => RawValue::Null,
                (Holds::Company, Some(id)) => named(&self.companies, id),
                (Holds::Person, Some(id)) => named(&self.heads, id),
                (Holds::Place, Some(place)) => {
                    place.parse().map_or(RawValue::Null, RawValue::Number)
                }
                (_, Some(held)) => text(held),
            };
            values.insert(part.code.to_owned(), value);
        }
        values
    }
}

fn named(names: &HashMap<String, String>, id: String) -> RawValue {
    RawValue::Text(names.get(&id).cloned().unwrap_or(id))
}

fn all(tx: &ReadTx<'_>, with: With<'_>, sort: &'static Sort) -> Result<Vec<Item>> {
    let found = foundation::list(tx, with.agent, sort, &Asked::default())?;
    if found.more { Err(Error::Refused("baseline_too_large")) } else { Ok(found.items) }
}

/// The names from the root down.
fn path(by_key: &BTreeMap<String, Item>, item: &Item) -> Vec<String> {
    let mut names = vec![item.name.clone()];
    let mut next = item.parent();
    while let Some(parent) = next.and_then(|key| by_key.get(&key)) {
        if names.len() > foundation::DEEPEST {
            break;
        }
        names.push(parent.name.clone());
        next = parent.parent();
    }
    names.reverse();
    names
}

/// The thing that is meant, if it is there.
fn find(
    tx: &ReadTx<'_>,
    with: With<'_>,
    sort: &'static Sort,
    values: &Values,
) -> Result<Option<Item>> {
    let key = if sort.has_identity() {
        said(values, sort.name)
    } else {
        let codes: Vec<String> = sort.key.iter().map(|code| said(values, code)).collect();
        codes.join(".")
    };
    match foundation::one(tx, with.agent, sort, &key) {
        Ok(item) => Ok(Some(item)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Makes a thing what it is to be.
fn put(
    tx: &Tx<'_>,
    with: With<'_>,
    sort: &'static Sort,
    item: Option<Item>,
    wanted: &Wanted<'_>,
    more: &[(&'static str, RawValue)],
) -> Result<()> {
    let (ctx, agent, kinds) = (with.ctx, with.agent, with.kinds);
    let item = match item {
        None => {
            let raw = input(sort, wanted.all, more);
            foundation::create(tx, ctx, agent, kinds, sort, &raw)?
        }
        Some(item) => {
            let raw = input(sort, wanted.changed, &[]);
            let at = Expecting { key: item.key.clone(), version: None };
            match raw.values.is_empty() {
                true => item,
                false => foundation::change(tx, ctx, agent, kinds, (sort, &at), &raw)?,
            }
        }
    };
    if wanted.changed.get("active") == Some(&RawValue::Flag(true)) && !item.active {
        let at = Expecting { key: item.key.clone(), version: None };
        foundation::restore(tx, ctx, agent, sort, &at)?;
    }
    Ok(())
}

/// What a form would have sent.
fn input(sort: &Sort, values: &Values, more: &[(&'static str, RawValue)]) -> RawInput {
    let known = |name: &str| name == sort.name || sort.parts.iter().any(|part| part.code == name);
    let own = values.iter().filter(|(name, _)| known(name));
    let more = more.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let values = own.map(|(name, value)| (name.clone(), value.clone())).chain(more).collect();
    RawInput { values, version: None }
}

fn take(tx: &Tx<'_>, with: With<'_>, item: Option<Item>) -> Result<bool> {
    let Some(item) = item.filter(|item| item.active) else { return Ok(false) };
    let at = Expecting { key: item.key.clone(), version: None };
    foundation::retire(tx, with.ctx, with.agent, item.sort, &at)?;
    Ok(true)
}
