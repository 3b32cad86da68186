//! Making an installation what a text says, and what that would change.

use std::collections::BTreeMap;

use db::{Db, Tx};

use super::file::{Entry, File};
use super::section::{Section, Wanted, With};
use super::sections::SECTIONS;
use super::step::Change;
use super::{Does, Step, Values};
use crate::access::{ANY_KIND, Action, Agent};
use crate::input::RawValue;
use crate::kind::Kind;
use crate::{Context, Error, Fault, Result};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What the text says.
    pub file: File,
    /// Whether it says everything: what its sections do not name is taken away or out of use.
    pub everything: bool,
    /// Why, for what must not be set without a reason.
    pub reason: Option<String>,
    /// What [`seen`] said of the steps that were seen, where nothing else is to be done.
    pub seen: Option<String>,
}

/// Does all of it, or nothing. What is so already is left alone.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] with every entry that cannot be,
/// each at its place and with its line; [`Error::Refused`] when the steps are no longer those that were
/// seen.
pub fn apply(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Vec<Step>> {
    agent.require(ANY_KIND, Action::Administer)?;
    let with = With { ctx, agent, kinds, reason: asked.reason.as_deref() };
    let (mut steps, mut faults) = (Vec::new(), Vec::new());
    for section in SECTIONS {
        let Some(entries) = asked.file.entries(section.code()) else { continue };
        let mut run = Run { tx, with, section, steps: &mut steps, faults: &mut faults };
        run.all(entries, asked.everything)?;
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    match &asked.seen {
        Some(known) if *known != seen(&steps) => Err(Error::Refused("baseline_changed")),
        _ => Ok(steps),
    }
}

/// What tells steps from any others, so that nobody does what they have not seen.
#[must_use]
pub fn seen(steps: &[Step]) -> String {
    crate::seen::mark(steps.iter().map(|step| format!("{step:?}")))
}

/// What doing it would change: it is done, and undone before anybody sees it, so that whatever would
/// refuse it refuses this as well.
///
/// # Errors
/// As [`apply`].
pub fn plan(
    db: &Db,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    asked: &Asked,
) -> Result<Vec<Step>> {
    /// How a transaction ends that is not to be kept.
    enum Undone {
        Planned(Vec<Step>),
        Failed(Error),
    }
    impl From<db::Error> for Undone {
        fn from(error: db::Error) -> Self {
            Undone::Failed(error.into())
        }
    }
    let (ctx, agent, kinds, asked) = (ctx.clone(), agent.clone(), kinds.to_vec(), asked.clone());
    let done: std::result::Result<std::convert::Infallible, Undone> = db.plain().write(move |tx| {
        let steps = apply(tx, &ctx, &agent, &kinds, &asked);
        Err(steps.map_or_else(Undone::Failed, Undone::Planned))
    });
    match done {
        Err(Undone::Planned(steps)) => Ok(steps),
        Err(Undone::Failed(error)) => Err(error),
        Ok(never) => match never {},
    }
}

/// One section being made what it is to be.
struct Run<'a, 't> {
    tx: &'a Tx<'t>,
    with: With<'a>,
    section: &'static dyn Section,
    steps: &'a mut Vec<Step>,
    faults: &'a mut Vec<Fault>,
}

impl Run<'_, '_> {
    fn all(&mut self, entries: &[Entry], everything: bool) -> Result<()> {
        let present = self.section.read(self.tx, self.with)?;
        let mut left: BTreeMap<Vec<RawValueKey>, Values> =
            present.into_iter().map(|entry| (self.key(&entry), entry)).collect();
        let mut met = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            let key = self.key(&entry.values);
            if met.contains(&key) {
                let at = format!("{}.{place}", self.section.code());
                self.faults.push(Fault::new(at, "duplicate").with("line", entry.line));
                continue;
            }
            let before = left.remove(&key);
            met.push(key);
            self.one(place, entry, before.as_ref())?;
        }
        if everything {
            for entry in left.values() {
                if self.section.take(self.tx, self.with, entry)? {
                    self.step(entry, Does::Take);
                }
            }
        }
        self.arrange(entries)
    }

    /// Makes one entry what it is to be, or says why not.
    fn one(&mut self, place: usize, entry: &Entry, before: Option<&Values>) -> Result<()> {
        let mut all = before.cloned().unwrap_or_default();
        let sets = self.section.sets();
        let is_new = |(name, value): &(&String, &RawValue)| {
            let held = before.and_then(|before| before.get(*name));
            held.is_none_or(|held| !same(held, value, sets.contains(&name.as_str())))
        };
        let changed: Values = entry
            .values
            .iter()
            .filter(is_new)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        if before.is_some() && changed.is_empty() {
            return Ok(());
        }
        all.extend(changed.clone());
        let wanted = Wanted { all: &all, changed: &changed, is_there: before.is_some() };
        match self.section.put(self.tx, self.with, &wanted) {
            Ok(()) => {
                let changes = changes(self.section, before, &changed);
                let does =
                    if before.is_some() { Does::Change(changes) } else { Does::Add(changes) };
                self.step(&all, does);
            }
            Err(Error::Invalid(found)) => {
                let at = |fault: Fault| Fault {
                    field: format!("{}.{place}.{}", self.section.code(), fault.field),
                    ..fault.with("line", entry.line)
                };
                self.faults.extend(found.into_iter().map(at));
            }
            Err(Error::Refused(code)) => {
                let at = format!("{}.{place}", self.section.code());
                self.faults.push(Fault::new(at, code).with("line", entry.line));
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// Puts the entries in the text's order; those it does not name come behind.
    fn arrange(&mut self, entries: &[Entry]) -> Result<()> {
        if !self.section.is_ordered() || !self.faults.is_empty() {
            return Ok(());
        }
        let present = self.section.read(self.tx, self.with)?;
        let place = |entry: &Values| {
            let key = self.key(entry);
            entries.iter().position(|one| self.key(&one.values) == key).unwrap_or(usize::MAX)
        };
        let mut wanted: Vec<&Values> = present.iter().collect();
        wanted.sort_by_key(|entry| place(entry));
        for kind in self.with.kinds {
            let of = |entry: &&&Values| super::values::said(entry, "kind") == kind.code;
            let now: Vec<&Values> = present.iter().filter(|entry| of(&entry)).collect();
            let then: Vec<&Values> = wanted.iter().filter(|entry| of(entry)).copied().collect();
            if now != then {
                self.section.arrange(self.tx, self.with, &then)?;
                let entry = Values::from([("kind".to_owned(), super::values::text(kind.code))]);
                self.step(&entry, Does::Order);
            }
        }
        Ok(())
    }

    fn key(&self, values: &Values) -> Vec<RawValueKey> {
        let key = self.section.key().iter();
        key.map(|name| values.get(*name).map(RawValueKey::of).unwrap_or_default()).collect()
    }

    fn step(&mut self, entry: &Values, does: Does) {
        let said = self.section.key().iter().filter_map(|name| entry.get(*name));
        let said: Vec<String> = said.map(words).collect();
        self.steps.push(Step { section: self.section.code(), entry: said.join(" · "), does });
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

/// The part of a key that a value is; lists are not joined, so that no two of them are one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct RawValueKey(Vec<String>);

impl RawValueKey {
    fn of(value: &RawValue) -> Self {
        match value {
            RawValue::List(all) => RawValueKey(all.clone()),
            other => RawValueKey(vec![other.shown()]),
        }
    }
}

/// What changes, in the order of the section's values.
fn changes(section: &dyn Section, before: Option<&Values>, changed: &Values) -> Vec<Change> {
    let change = |name: &&'static str| {
        let after = changed.get(*name)?;
        let before = before.map(|before| before.get(*name).map(words).unwrap_or_default());
        Some(Change { name: (*name).to_owned(), before, after: words(after) })
    };
    section.parts().iter().filter_map(change).collect()
}

/// A value as people read it.
fn words(value: &RawValue) -> String {
    match value {
        RawValue::List(all) => all.join(" / "),
        RawValue::Flag(flag) => flag.to_string(),
        other => other.shown(),
    }
}
