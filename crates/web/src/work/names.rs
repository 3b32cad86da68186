//! The names behind identities, looked up together: a few queries a page, never one a row.

use std::collections::{HashMap, HashSet};

use db::{Id, ReadTx, Value};
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind};
use desk::file::{File, IDENTITIES, NAMES as FILE_NAMES};
use desk::history::{Event, Past};
use desk::people::{Category, Choice, Company, Location, Person, Service, Team};
use desk::view::Sharing;
use desk::{Clash, Practice, Result};

use super::organs::telling::PEOPLE;
use super::present::is_reference;

/// Names of people, teams and whatever else fields refer to, and the labels of choices.
#[derive(Debug, Clone, Default)]
pub struct Names {
    of: HashMap<[u8; 16], String>,
    choices: HashMap<(String, String), String>,
}

/// Identities to look up, by what they identify.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    people: HashSet<[u8; 16]>,
    teams: HashSet<[u8; 16]>,
    companies: HashSet<[u8; 16]>,
    services: HashSet<[u8; 16]>,
    categories: HashSet<[u8; 16]>,
    locations: HashSet<[u8; 16]>,
    files: HashSet<[u8; 16]>,
    choices: bool,
}

impl Wanted {
    /// Whatever a field's value refers to.
    pub(crate) fn value(&mut self, field: &Field, value: &Value) {
        self.of_kind(field.kind, value);
    }

    /// Whatever a value of a kind refers to.
    pub(super) fn of_kind(&mut self, kind: FieldKind, value: &Value) {
        if let Value::Bytes(bytes) = value
            && let Ok(id) = <[u8; 16]>::try_from(bytes.as_slice())
        {
            self.id(kind, id);
        }
        self.choices |= matches!(kind, FieldKind::Choice(_)) && *value != Value::Null;
    }

    /// Whatever the canonical text of a field's value refers to.
    pub(super) fn text(&mut self, field: &Field, text: &str) {
        if let Ok(id) = text.parse::<Id<Person>>() {
            self.id(field.kind, *id.bytes());
        }
        self.choices |= matches!(field.kind, FieldKind::Choice(_));
    }

    /// Whatever the canonical text of a field's value refers to; labels of choices are not wanted.
    pub(crate) fn reference(&mut self, field: &Field, text: &str) {
        if is_reference(field.kind) {
            self.text(field, text);
        }
    }

    /// A person.
    pub(crate) fn person(&mut self, id: Id<Person>) {
        self.people.insert(*id.bytes());
    }

    /// A team.
    pub(super) fn team(&mut self, id: Id<Team>) {
        self.teams.insert(*id.bytes());
    }

    /// With whom a view is shared.
    pub(super) fn sharing(&mut self, sharing: Sharing) {
        self.teams.extend(sharing.team().map(|id| *id.bytes()));
        self.companies.extend(sharing.company().map(|id| *id.bytes()));
    }

    /// Whoever acted in a history, and whatever its values refer to.
    pub(super) fn events(&mut self, events: &[Event]) {
        for event in events {
            if let Some(actor) = event.actor {
                self.person(actor);
            }
            for (code, past) in &event.facts {
                let person = past.held().filter(|_| PEOPLE.contains(&code.as_str()));
                if let Some(person) = person.and_then(|text| text.parse().ok()) {
                    self.person(person);
                }
                // An entry that adds a file says its name itself.
                let named = event.facts.iter().any(|(code, _)| FILE_NAMES.contains(&code.as_str()));
                let file = past.held().filter(|_| !named && IDENTITIES.contains(&code.as_str()));
                if let Some(file) = file.and_then(|text| text.parse::<Id<File>>().ok()) {
                    self.files.insert(*file.bytes());
                }
            }
            for change in &event.changes {
                for text in [&change.old, &change.new].into_iter().filter_map(Past::held) {
                    self.text(change.field, text);
                }
            }
        }
    }

    /// Something of a kind, by its identity.
    pub(super) fn id(&mut self, kind: FieldKind, id: [u8; 16]) {
        let set = match kind {
            FieldKind::Person => &mut self.people,
            FieldKind::Team => &mut self.teams,
            FieldKind::Company => &mut self.companies,
            FieldKind::Service => &mut self.services,
            FieldKind::Category => &mut self.categories,
            FieldKind::Location => &mut self.locations,
            _ => return,
        };
        set.insert(id);
    }

    /// Looks all of them up.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn find(self, tx: &ReadTx<'_>, kind: &desk::Kind) -> Result<Names> {
        let choices = self.choices;
        let mut names = self.names(tx)?;
        if choices {
            for choice in Choice::all(tx, kind.code)? {
                names.choices.insert((choice.list, choice.code), choice.label);
            }
        }
        Ok(names)
    }

    /// Looks all of them up but the labels of choices, which each kind has its own.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn names(self, tx: &ReadTx<'_>) -> Result<Names> {
        let mut names = Names::default();
        names.add(Person::names, tx, self.people)?;
        names.add(Team::names, tx, self.teams)?;
        names.add(Company::names, tx, self.companies)?;
        names.add(Service::names, tx, self.services)?;
        names.add(Category::names, tx, self.categories)?;
        names.add(Location::names, tx, self.locations)?;
        names.add(desk::file::names, tx, self.files)?;
        Ok(names)
    }
}

impl Names {
    fn add<T>(
        &mut self,
        look_up: impl Fn(&ReadTx<'_>, &[Id<T>]) -> Result<HashMap<Id<T>, String>>,
        tx: &ReadTx<'_>,
        ids: HashSet<[u8; 16]>,
    ) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let ids: Vec<Id<T>> = ids.into_iter().map(Id::from_bytes).collect();
        self.of.extend(look_up(tx, &ids)?.into_iter().map(|(id, name)| (*id.bytes(), name)));
        Ok(())
    }

    /// The name behind an identity.
    #[must_use]
    pub fn name<T>(&self, id: Option<Id<T>>) -> Option<String> {
        id.and_then(|id| self.of.get(id.bytes()).cloned())
    }

    /// The label of a choice; its code where the row is gone.
    #[must_use]
    pub fn choice(&self, list: &str, code: &str) -> String {
        self.choices
            .get(&(list.to_owned(), code.to_owned()))
            .cloned()
            .unwrap_or_else(|| code.to_owned())
    }
}

/// The names that a record, what it holds in custom fields and its history mention.
///
/// # Errors
/// When the database fails.
pub fn names_of<P: Practice>(
    tx: &ReadTx<'_>,
    record: &P,
    added: &[(&'static Field, Value)],
    events: &[Event],
) -> Result<Names> {
    let mut wanted = Wanted::default();
    for field in P::KIND.all_fields() {
        wanted.value(field, &record.value(field));
    }
    added.iter().for_each(|(field, value)| wanted.value(field, value));
    wanted.events(events);
    wanted.find(tx, P::KIND)
}

/// The names that some values mention.
///
/// # Errors
/// When the database fails.
pub fn names_in(
    tx: &ReadTx<'_>,
    kind: &desk::Kind,
    values: &[(&'static Field, Value)],
) -> Result<Names> {
    let mut wanted = Wanted::default();
    values.iter().for_each(|(field, value)| wanted.value(field, value));
    wanted.find(tx, kind)
}

/// The names that a record, its history and what clashes with it mention.
///
/// # Errors
/// When the database fails.
pub fn names_of_clash<P: Practice>(
    tx: &ReadTx<'_>,
    record: &P,
    events: &[Event],
    (clashes, then): (&[Clash], &[(&'static Field, Value)]),
) -> Result<Names> {
    let catalogue = Catalogue::of(tx, P::KIND)?;
    let mut wanted = Wanted::default();
    for field in P::KIND.all_fields() {
        wanted.value(field, &record.value(field));
    }
    then.iter().for_each(|(field, value)| wanted.value(field, value));
    wanted.events(events);
    for clash in clashes {
        let Some(field) = catalogue.field(&clash.field) else { continue };
        let texts = [&clash.yours, &clash.theirs];
        texts.into_iter().flatten().for_each(|text| wanted.text(field, text));
    }
    wanted.find(tx, P::KIND)
}
