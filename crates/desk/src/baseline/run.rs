//! One section being made what a text says.

use std::collections::{BTreeMap, BTreeSet};

use db::Tx;

use super::file::Entry;
use super::section::{Section, Wanted, With};
use super::step::Change;
use super::values::{said, text};
use super::{Does, Step, Values};
use crate::input::RawValue;
use crate::text::fold;
use crate::{Error, Fault, Result};

/// The values that say which entry one is, as they are compared.
type Key = Vec<Vec<String>>;

/// One section being made what it is to be.
pub(super) struct Run<'a, 't> {
    tx: &'a Tx<'t>,
    with: With<'a>,
    section: &'static dyn Section,
    /// What is to go or to rest at the end, in the order in which it can be made; whether that is a step
    /// of its own.
    going: Vec<(Values, bool)>,
    pub(super) steps: Vec<Step>,
    pub(super) faults: Vec<Fault>,
}

impl<'a, 't> Run<'a, 't> {
    pub(super) fn new(tx: &'a Tx<'t>, with: With<'a>, section: &'static dyn Section) -> Self {
        Run { tx, with, section, going: Vec::new(), steps: Vec::new(), faults: Vec::new() }
    }

    /// Makes every entry what the text says of it.
    pub(super) fn make(&mut self, entries: &[Entry], everything: bool) -> Result<()> {
        let present = self.section.read(self.tx, self.with)?;
        let mut entries = entries.to_vec();
        entries.iter_mut().for_each(|entry| self.section.tidy(&mut entry.values));
        let entries = entries.as_slice();
        let keys: BTreeSet<Key> = entries.iter().map(|entry| self.key(&entry.values)).collect();
        let unnamed = present.iter().filter(|entry| everything && !keys.contains(&self.key(entry)));
        let unnamed: Vec<(Values, bool)> = unnamed.map(|entry| (entry.clone(), true)).collect();
        let known: BTreeMap<Key, &Values> =
            present.iter().map(|entry| (self.key(entry), entry)).collect();
        let mut met = BTreeSet::new();
        for (place, entry) in entries.iter().enumerate() {
            let key = self.key(&entry.values);
            let before = known.get(&key).copied();
            if met.insert(key) {
                self.one(place, entry, before)?;
            } else {
                let at = format!("{}.{place}", self.section.code());
                self.faults.push(Fault::new(at, "duplicate").with("line", entry.line));
            }
        }
        self.going.extend(unnamed);
        self.arrange(entries)
    }

    /// Lets what is to go or to rest do so: what lies below before what it lies below.
    pub(super) fn take(&mut self) -> Result<()> {
        for (entry, is_step) in std::mem::take(&mut self.going).into_iter().rev() {
            let at = match self.name(&entry) {
                name if name.is_empty() => self.section.code().to_owned(),
                name => format!("{} {name}", self.section.code()),
            };
            match self.section.take(self.tx, self.with, &entry) {
                Ok(true) if is_step => self.step(&entry, Does::Take),
                Ok(_) => {}
                Err(error) => self.refused(error, &at, None)?,
            }
        }
        Ok(())
    }

    /// Makes one entry what it is to be, or says why not.
    fn one(&mut self, place: usize, entry: &Entry, before: Option<&Values>) -> Result<()> {
        let changed = self.changed(entry, before);
        if before.is_some() && changed.is_empty() {
            return Ok(());
        }
        let mut all = before.cloned().unwrap_or_default();
        all.extend(entry.values.clone());
        let does = self.does(before, &changed);
        let (mut made, mut set) = (all.clone(), changed);
        let off = Some(&RawValue::Flag(false));
        if self.section.rests() && set.get("active") == off {
            made.remove("active");
            set.remove("active");
            self.going.push((all.clone(), false));
        }
        let wanted = Wanted { all: &made, changed: &set, is_there: before.is_some() };
        let put = match before.is_some() && set.is_empty() {
            true => Ok(()),
            false => self.section.put(self.tx, self.with, &wanted),
        };
        match put {
            Ok(()) => self.step(&all, does),
            Err(error) => {
                let at = format!("{}.{place}", self.section.code());
                self.refused(error, &at, Some(entry.line))?;
            }
        }
        Ok(())
    }

    /// The values that are to change; those that say which entry it is do not.
    fn changed(&self, entry: &Entry, before: Option<&Values>) -> Values {
        let (sets, key) = (self.section.sets(), self.section.key());
        let is_new = |(name, value): &(&String, &RawValue)| {
            let Some(before) = before else { return true };
            let held = before.get(*name).unwrap_or(&RawValue::Null);
            !key.contains(&name.as_str()) && !same(held, value, sets.contains(&name.as_str()))
        };
        let values = entry.values.iter().filter(is_new);
        values.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What is done, with the values that change in the section's order.
    fn does(&self, before: Option<&Values>, changed: &Values) -> Does {
        let change = |name: &&'static str| {
            let after = changed.get(*name)?;
            let before = before.map(|before| before.get(*name).map(words).unwrap_or_default());
            Some(Change { name: (*name).to_owned(), before, after: words(after) })
        };
        let changes = self.section.parts().iter().filter_map(change).collect();
        if before.is_some() { Does::Change(changes) } else { Does::Add(changes) }
    }

    /// Puts the entries that the text names in its order, each in a place that one of them has; the others
    /// stay where they are.
    fn arrange(&mut self, entries: &[Entry]) -> Result<()> {
        if !self.section.is_ordered() || !self.faults.is_empty() {
            return Ok(());
        }
        let present = self.section.read(self.tx, self.with)?;
        let places: BTreeMap<Key, usize> =
            entries.iter().enumerate().map(|(place, one)| (self.key(&one.values), place)).collect();
        for kind in self.with.kinds {
            let now: Vec<&Values> =
                present.iter().filter(|entry| said(entry, "kind") == kind.code).collect();
            let place = |entry: &Values| places.get(&self.key(entry)).copied();
            let mut named: Vec<&Values> =
                now.iter().copied().filter(|entry| place(entry).is_some()).collect();
            named.sort_by_key(|entry| place(entry));
            let mut named = named.into_iter();
            let then = now.iter().copied();
            let then = then.map(|entry| place(entry).and_then(|_| named.next()).unwrap_or(entry));
            let then: Vec<&Values> = then.collect();
            if now != then {
                self.put_in_order(kind.code, &now, &then)?;
            }
        }
        Ok(())
    }

    fn put_in_order(&mut self, kind: &str, now: &[&Values], then: &[&Values]) -> Result<()> {
        let names = |all: &[&Values]| {
            let last = self.section.key().last().copied().unwrap_or_default();
            all.iter().map(|entry| said(entry, last)).collect::<Vec<_>>().join(", ")
        };
        let (before, after) = (Some(names(now)), names(then));
        let change = Change { name: "order".to_owned(), before, after };
        match self.section.arrange(self.tx, self.with, then) {
            Ok(()) => {
                let entry = Values::from([("kind".to_owned(), text(kind))]);
                self.step(&entry, Does::Order(vec![change]));
            }
            Err(error) => self.refused(error, self.section.code(), None)?,
        }
        Ok(())
    }

    /// Keeps what was wrong with an entry, so that all of it can be told; whatever else failed ends the run.
    fn refused(&mut self, error: Error, at: &str, line: Option<usize>) -> Result<()> {
        let told = |fault: Fault| match line {
            Some(line) => fault.with("line", line),
            None => fault,
        };
        match error {
            Error::Invalid(found) => {
                let placed =
                    |fault: Fault| Fault { field: format!("{at}.{}", fault.field), ..fault };
                self.faults.extend(found.into_iter().map(placed).map(told));
            }
            Error::Refused(code) => self.faults.push(told(Fault::new(at, code))),
            other => return Err(other),
        }
        Ok(())
    }

    fn key(&self, values: &Values) -> Key {
        let named = self.section.is_named();
        let one = |text: String| if named { fold(text.trim()) } else { text };
        let part = |name: &&'static str| match values.get(*name) {
            Some(RawValue::List(all)) => all.iter().cloned().map(one).collect(),
            Some(other) => vec![one(other.shown())],
            None => Vec::new(),
        };
        self.section.key().iter().map(part).collect()
    }

    /// Which entry one is, for people.
    fn name(&self, entry: &Values) -> String {
        let said = self.section.key().iter().filter_map(|name| entry.get(*name));
        said.map(words).collect::<Vec<_>>().join(" · ")
    }

    fn step(&mut self, entry: &Values, does: Does) {
        let (section, entry) = (self.section.code(), self.name(entry));
        self.steps.push(Step { section, entry, does });
    }
}

/// Whether two values say the same.
fn same(one: &RawValue, other: &RawValue, is_set: bool) -> bool {
    match (one, other) {
        (RawValue::List(one), RawValue::List(other)) if is_set => {
            let (mut one, mut other) = (one.clone(), other.clone());
            one.sort_unstable();
            other.sort_unstable();
            one == other
        }
        // A list of nothing and nothing.
        (RawValue::List(none), RawValue::Null) | (RawValue::Null, RawValue::List(none)) => {
            none.is_empty()
        }
        (one, other) => one == other,
    }
}

/// A value as people read it.
fn words(value: &RawValue) -> String {
    match value {
        RawValue::List(all) => all.join(" / "),
        RawValue::Flag(flag) => flag.to_string(),
        other => other.shown(),
    }
}
