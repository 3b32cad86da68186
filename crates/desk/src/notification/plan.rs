//! Who is to be told what, worked out before anything is written.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx};

use super::heard::{Circle, applies};
use super::rules::{RULES, Rule};
use crate::Result;
use crate::access::Agent;
use crate::feed::{Seen, Sight, Step};
use crate::people::Person;

/// What one person is told of one entry, by the entry's place among those looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    pub(super) person: Id<Person>,
    pub(super) place: usize,
    pub(super) rule: &'static Rule,
    /// The rule's place: the strongest has the lowest.
    pub(super) rank: i64,
    /// Whether only the inside may know of it.
    pub(super) internal: bool,
}

/// What entries tell and to whom, in their order. Their values and the records' watchers must have
/// been read. A few statements for all of them, and two more for each text that names somebody.
pub(super) fn plan(tx: &ReadTx<'_>, steps: &[Step]) -> Result<Vec<Telling>> {
    let circle = Circle::of(tx, steps)?;
    let mut tellings = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        tellings.extend(concerned(tx, &circle, place, step)?.into_values());
    }
    let mut people: Vec<Id<Person>> = tellings.iter().map(|telling| telling.person).collect();
    people.sort_unstable();
    people.dedup();
    let agents = Agent::load_all(tx, &people)?;
    tellings.retain(|telling| {
        steps.get(telling.place).is_some_and(|step| may_know(&agents, step, telling))
    });
    Ok(tellings)
}

/// Everybody whom the rules name, each by the strongest of them; never whoever did it.
fn concerned(
    tx: &ReadTx<'_>,
    circle: &Circle,
    place: usize,
    step: &Step,
) -> Result<BTreeMap<Id<Person>, Telling>> {
    let mut concerned = BTreeMap::new();
    for (rank, rule) in (0..).zip(RULES) {
        let Some(internal) = applies(rule, step) else { continue };
        for party in rule.tells {
            for (person, internal) in circle.people(tx, *party, step, internal)? {
                if Some(person) != step.actor {
                    let telling = Telling { person, place, rule, rank, internal };
                    concerned.entry(person).or_insert(telling);
                }
            }
        }
    }
    Ok(concerned)
}

fn may_know(agents: &HashMap<Id<Person>, Agent>, step: &Step, telling: &Telling) -> bool {
    let seen = agents
        .get(&telling.person)
        .map_or(Seen::Not, |agent| Sight::of(agent, &[step.kind]).of_record(&step.record));
    seen == Seen::Inside || seen == Seen::Outside && !telling.internal
}
