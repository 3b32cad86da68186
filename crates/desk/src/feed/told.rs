//! What an entry tells somebody.

use super::sight::{Seen, Sight};
use super::step::{Said, Step, Tie};
use crate::field::{Audience, Field};
use crate::history::{audience_of, is_tie};

/// What is left of an entry for one reader.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// How far they see into the record.
    pub seen: Seen,
    /// The fields it changed.
    pub changes: Vec<(&'static Field, &'a Said)>,
    /// What belongs to the entry alone: a comment, a reason.
    pub facts: Vec<&'a Said>,
    /// What it says of other records they see.
    pub ties: Vec<&'a Tie>,
}

/// What an entry tells somebody; nothing when all of it is kept from them. The same rule as
/// [`crate::history::history_seen_by`]'s.
#[must_use]
pub fn told<'a>(step: &'a Step, sight: &Sight) -> Option<Told<'a>> {
    let seen = sight.of_record(&step.record);
    if seen == Seen::Not {
        return None;
    }
    let mut told = Told { seen, changes: Vec::new(), facts: Vec::new(), ties: Vec::new() };
    for said in step.said.iter().filter(|said| !is_tie(&said.code)) {
        if seen != Seen::Inside && audience_of(&step.catalogue, &said.code) != Audience::Public {
            continue;
        }
        match step.catalogue.ever(&said.code) {
            Some(field) => told.changes.push((field, said)),
            None => told.facts.push(said),
        }
    }
    let others = step.ties.iter().filter(|tie| sight.of_record(&tie.other) != Seen::Not);
    told.ties.extend(others);
    let left = told.changes.len() + told.facts.len();
    let only_ties = !step.said.is_empty() && step.said.iter().all(|said| is_tie(&said.code));
    let tells = match only_ties {
        true => !told.ties.is_empty(),
        false => seen == Seen::Inside || left > 0 || step.said.is_empty(),
    };
    tells.then_some(told)
}
