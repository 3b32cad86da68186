//! Finds the way from a record to a value.

use db::Id;

use super::ast::Path;
use super::entity::{Attribute, Entity, Relation};
use super::nearest::nearest;
use super::predicate::{Part, Place, Slot};
use super::problem::Found;
use crate::field::{Field, FieldKind};
use crate::people::Company;

/// Where the ways of one reader lead. What they may not see is not there.
pub(super) struct Ways {
    /// The fields they may see.
    pub(super) fields: Vec<&'static Field>,
    /// Whether they may ask more of people and places than their names.
    pub(super) beyond_names: bool,
    /// The companies they know; every one when nothing is said.
    pub(super) known: Option<Vec<Id<Company>>>,
}

/// Where a way leads.
pub(super) enum Way {
    /// To a value.
    One(Place),
    /// To as many as belong to what it refers to.
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

impl Ways {
    /// The way that a path names, from the record or from an entity.
    pub(super) fn find(&self, of: Option<Entity>, path: &Path) -> Result<Way, Found> {
        self.way(of, path).map_err(|candidates| {
            let said = path.dotted();
            let near = nearest(&said, candidates.iter().map(String::as_str));
            Found::new(path.span, "filter_field").with("found", said).near(near)
        })
    }

    /// The value a path names, if there is one.
    pub(super) fn value(&self, of: Option<Entity>, steps: &[String]) -> Option<Place> {
        let path = Path { steps: steps.to_vec(), span: super::span::Span::default() };
        match self.way(of, &path) {
            Ok(Way::One(place)) => Some(place),
            _ => None,
        }
    }

    /// The way, or what the path could have said.
    fn way(&self, of: Option<Entity>, path: &Path) -> Result<Way, Vec<String>> {
        let mut place = Place { slots: Vec::new(), part: None, known: self.known.clone() };
        let mut at = of;
        let mut taken = String::new();
        for (number, step) in path.steps.iter().enumerate() {
            let last = number + 1 == path.steps.len();
            let kind = place.slots.last().map(|slot| slot.kind());
            if kind == Some(FieldKind::Instant) {
                let part = Part::EVERY.iter().find(|(code, _)| code == step).filter(|_| last);
                let (_, part) = part.ok_or_else(|| {
                    Part::EVERY.iter().map(|(code, _)| format!("{taken}{code}")).collect::<Vec<_>>()
                })?;
                place.part = Some(*part);
                return Ok(Way::One(place));
            }
            if let (Some(entity), true) = (at, last)
                && let Some(relation) = self.relation(entity, step)
            {
                return Ok(Way::Many(place, relation));
            }
            let slot = self.slot(number == 0 && of.is_none(), at, step);
            let slot =
                slot.ok_or_else(|| self.candidates(number == 0 && of.is_none(), at, &taken))?;
            place.slots.push(slot);
            at = slot.target();
            taken.push_str(step);
            taken.push('.');
        }
        Ok(Way::One(place))
    }

    fn slot(&self, on_record: bool, at: Option<Entity>, step: &str) -> Option<Slot> {
        if on_record {
            return self.fields.iter().find(|f| f.code == step).map(|f| Slot::Field(f));
        }
        let attribute = at?.attribute(step).filter(|a| self.tells(a))?;
        Some(Slot::Attribute(attribute))
    }

    fn tells(&self, attribute: &Attribute) -> bool {
        self.beyond_names || !attribute.guarded
    }

    fn relation(&self, entity: Entity, step: &str) -> Option<&'static Relation> {
        entity.relations().find(|r| r.code == step).filter(|_| self.beyond_names)
    }

    /// The ways that lead on from a place, as they would be written.
    fn candidates(&self, on_record: bool, at: Option<Entity>, taken: &str) -> Vec<String> {
        if on_record {
            return self.fields.iter().map(|f| f.code.to_owned()).collect();
        }
        let Some(entity) = at else { return Vec::new() };
        let attributes = entity.attributes().filter(|a| self.tells(a)).map(|a| a.code);
        let relations = entity.relations().filter(|_| self.beyond_names).map(|r| r.code);
        attributes.chain(relations).map(|code| format!("{taken}{code}")).collect()
    }
}
