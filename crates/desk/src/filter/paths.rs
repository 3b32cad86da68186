//! Finds the way from a record to a value.

use db::Id;

use super::ast::Path;
use super::entity::{Attribute, Entity, Relation, relations};
use super::nearest::nearest;
use super::predicate::{Part, Place, Slot};
use super::problem::Found;
use crate::custom::PREFIX;
use crate::field::{Field, FieldKind};
use crate::people::Company;

/// Where the ways of one reader lead. What they may not see is not there.
pub(super) struct Ways {
    /// The fields they may see.
    pub(super) fields: Vec<&'static Field>,
    /// Whether they may ask more of people and places than their names.
    pub(super) beyond_names: bool,
    /// Whether they read the inside of records.
    pub(super) inside: bool,
    /// The companies they know; every one when nothing is said.
    pub(super) known: Option<Vec<Id<Company>>>,
}

/// Where a way leads.
pub(super) enum Way {
    /// To a value.
    One(Place),
    /// To as many as belong to the record, or to what the way refers to.
    Many(Place, &'static Relation),
}

impl Part {
    /// The parts of a moment, by the step that asks for them.
    pub(super) const EVERY: [(&'static str, Part); 5] = [
        ("hour", Part::Hour),
        ("weekday", Part::Weekday),
        ("month", Part::Month),
        ("quarter", Part::Quarter),
        ("year", Part::Year),
    ];
}

/// From where a step leads on.
#[derive(Clone, Copy)]
enum From {
    Record,
    Thing(Entity),
    Moment,
    /// From a number, a text: nowhere.
    Value,
}

impl From {
    fn behind(slot: Slot) -> From {
        match slot.kind() {
            FieldKind::Instant => From::Moment,
            kind => Entity::of(kind).map_or(From::Value, From::Thing),
        }
    }
}

impl Ways {
    /// The way that a path names, from the record or from an entity.
    pub(super) fn find(&self, of: Option<Entity>, path: &Path) -> Result<Way, Found> {
        self.way(of, &path.steps).map_err(|candidates| {
            let said = path.dotted();
            let near = nearest(&said, candidates.iter().map(String::as_str));
            Found::new(path.span, "filter_field").with("found", said).near(near)
        })
    }

    /// The value a path names, if there is one.
    pub(super) fn value(&self, of: Option<Entity>, steps: &[String]) -> Option<Place> {
        match self.way(of, steps) {
            Ok(Way::One(place)) => Some(place),
            _ => None,
        }
    }

    /// The way, or what the path could have said.
    pub(super) fn way(&self, of: Option<Entity>, steps: &[String]) -> Result<Way, Vec<String>> {
        let mut place = Place { slots: Vec::new(), part: None, known: self.known.clone() };
        let mut at = of.map_or(From::Record, From::Thing);
        let mut taken = String::new();
        let steps = &with_custom(of, steps);
        for (number, step) in steps.iter().enumerate() {
            let last = number + 1 == steps.len();
            if let (From::Moment, true) = (at, last)
                && let Some((_, part)) = Part::EVERY.iter().find(|(code, _)| code == step)
            {
                place.part = Some(*part);
                return Ok(Way::One(place));
            }
            if let Some(relation) = self.relations(at).find(|r| r.code == step && last) {
                return Ok(Way::Many(place, relation));
            }
            let slot = self.slot(at, step).ok_or_else(|| self.candidates(at, &taken))?;
            place.slots.push(slot);
            at = From::behind(slot);
            taken.push_str(step);
            taken.push('.');
        }
        Ok(Way::One(place))
    }

    fn slot(&self, at: From, step: &str) -> Option<Slot> {
        match at {
            From::Record => self.fields.iter().find(|f| f.code == step).map(|f| Slot::Field(f)),
            From::Thing(entity) => {
                entity.attribute(step).filter(|a| self.tells(a)).map(Slot::Attribute)
            }
            From::Moment | From::Value => None,
        }
    }

    pub(super) fn tells(&self, attribute: &Attribute) -> bool {
        self.beyond_names || !attribute.guarded
    }

    fn relations(&self, at: From) -> impl Iterator<Item = &'static Relation> {
        let of = match at {
            From::Record => Some(None),
            From::Thing(entity) => Some(Some(entity)),
            From::Moment | From::Value => None,
        };
        let (beyond_names, inside) = (self.beyond_names, self.inside);
        let told = move |r: &&Relation| beyond_names && (inside || !r.inside);
        of.into_iter().flat_map(relations).filter(told)
    }

    /// The ways that lead on from a place, as they would be written.
    fn candidates(&self, at: From, taken: &str) -> Vec<String> {
        let own: Vec<&str> = match at {
            From::Record => self.fields.iter().map(|f| f.code).collect(),
            From::Thing(entity) => {
                entity.attributes().filter(|a| self.tells(a)).map(|a| a.code).collect()
            }
            From::Moment => Part::EVERY.iter().map(|(code, _)| *code).collect(),
            From::Value => Vec::new(),
        };
        let many = self.relations(at).map(|r| r.code);
        own.into_iter().chain(many).map(|code| format!("{taken}{code}")).collect()
    }
}

/// The steps, of which the first two name one field where an administrator added it: `x.cost`.
fn with_custom(of: Option<Entity>, steps: &[String]) -> Vec<String> {
    match (of, steps) {
        (None, [first, second, rest @ ..]) if format!("{first}.") == PREFIX => {
            let code = format!("{PREFIX}{second}");
            std::iter::once(code).chain(rest.iter().cloned()).collect()
        }
        _ => steps.to_vec(),
    }
}
