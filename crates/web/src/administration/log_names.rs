//! The names behind what a logbook mentions.

use std::collections::{HashMap, HashSet};

use db::{Id, ReadTx};
use desk::Result;
use desk::journal::Entry;
use desk::people::{Category, Company, Department, Location, Person, Service, Team};
use serde_json::{Value, json};

/// What an entry's value refers to, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refers {
    Person,
    Team,
    Company,
    Location,
    Service,
    Department,
    Category,
    /// Whatever it lies below: the sorts that form trees.
    Parent,
}

/// The codes whose values are identities.
const REFERENCES: &[(&str, Refers)] = &[
    ("person", Refers::Person),
    ("team", Refers::Team),
    ("team_before", Refers::Team),
    ("person_before", Refers::Person),
    ("owner", Refers::Person),
    ("escalates_to", Refers::Team),
    ("escalates_to_before", Refers::Team),
    ("manager", Refers::Person),
    ("manager_before", Refers::Person),
    ("company", Refers::Company),
    ("company_before", Refers::Company),
    ("location", Refers::Location),
    ("department", Refers::Department),
    ("category", Refers::Category),
    ("parent", Refers::Parent),
    ("parent_before", Refers::Parent),
    ("head", Refers::Person),
    ("head_before", Refers::Person),
    ("service", Refers::Service),
];

/// The names of whatever some entries mention.
#[derive(Debug, Clone, Default)]
pub(super) struct LogNames(HashMap<[u8; 16], String>);

impl LogNames {
    /// Looks them up, a query for each sort of thing.
    pub(super) fn of(tx: &ReadTx<'_>, entries: &[Entry]) -> Result<Self> {
        let mut names = LogNames::default();
        let mut people: HashSet<[u8; 16]> =
            entries.iter().filter_map(|e| e.actor).map(|id| *id.bytes()).collect();
        people.extend(mentioned(entries, Refers::Person));
        names.add(Person::names, tx, people)?;
        names.add(Team::names, tx, mentioned(entries, Refers::Team))?;
        names.add(Company::names, tx, mentioned(entries, Refers::Company))?;
        names.add(Service::names, tx, mentioned(entries, Refers::Service))?;
        // An identity is one thing's alone, so that each is found where it is.
        let parents = mentioned(entries, Refers::Parent);
        let with =
            |own: HashSet<[u8; 16]>| own.into_iter().chain(parents.iter().copied()).collect();
        names.add(Location::names, tx, with(mentioned(entries, Refers::Location)))?;
        names.add(Department::names, tx, with(mentioned(entries, Refers::Department)))?;
        names.add(Category::names, tx, with(mentioned(entries, Refers::Category)))?;
        Ok(names)
    }

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
        self.0.extend(look_up(tx, &ids)?.into_iter().map(|(id, name)| (*id.bytes(), name)));
        Ok(())
    }

    /// A person's name.
    pub(super) fn person(&self, id: Id<Person>) -> Option<&str> {
        self.0.get(id.bytes()).map(String::as_str)
    }

    /// A value as the API gives it: what is referred to with its name.
    pub(super) fn value(&self, field: &str, text: Option<&str>) -> Value {
        let Some(text) = text else { return Value::Null };
        match reference(field, text) {
            Some((_, id)) => json!({ "id": text, "name": self.0.get(&id) }),
            None => json!(text),
        }
    }

    /// A value in words.
    pub(super) fn words(&self, field: &str, text: &str) -> String {
        let name = reference(field, text).and_then(|(_, id)| self.0.get(&id).cloned());
        name.unwrap_or_else(|| text.to_owned())
    }
}

fn reference(field: &str, text: &str) -> Option<(Refers, [u8; 16])> {
    let (_, refers) = REFERENCES.iter().find(|(code, _)| *code == field)?;
    Some((*refers, *text.parse::<Id<()>>().ok()?.bytes()))
}

fn mentioned(entries: &[Entry], refers: Refers) -> HashSet<[u8; 16]> {
    let values = entries.iter().flat_map(|entry| &entry.values);
    let of = values.filter_map(|value| reference(&value.field, value.value.as_deref()?));
    of.filter(|(other, _)| *other == refers).map(|(_, id)| id).collect()
}
