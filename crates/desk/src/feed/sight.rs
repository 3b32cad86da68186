//! What one person sees of everything that happens.

use db::Id;

use super::step::Touched;
use crate::access::{Action, Agent, Scope};
use crate::kind::Kind;
use crate::people::Person;

/// The reach of one person, worked out once, so that judging an entry compares identities and asks
/// no database.
#[derive(Debug, Clone)]
pub struct Sight {
    person: Id<Person>,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone)]
struct Reading {
    kind: &'static str,
    seen: Scope,
    inside: Option<Scope>,
}

/// How far somebody sees into a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Not at all: it is not there.
    Not,
    /// What everybody reads who may read it.
    Outside,
    /// Also what only the inside reads.
    Inside,
}

impl Sight {
    /// What somebody sees of records of these kinds.
    #[must_use]
    pub fn of(agent: &Agent, kinds: &[&'static Kind]) -> Self {
        let reading = |kind: &&'static Kind| {
            Some(Reading {
                kind: kind.code,
                seen: agent.scope(kind.code, Action::Read).ok()?,
                inside: agent.scope(kind.code, Action::ReadInternal).ok(),
            })
        };
        Sight { person: agent.person, readings: kinds.iter().filter_map(reading).collect() }
    }

    /// How far they see into a record, as it is now.
    #[must_use]
    pub fn of_record(&self, record: &Touched) -> Seen {
        let (kind, facts) = (&record.heading.kind, &record.heading.facts);
        let Some(reading) = self.readings.iter().find(|reading| reading.kind == kind) else {
            return Seen::Not;
        };
        let watches = || record.watchers.contains(&self.person);
        if !(reading.seen.admits(facts) || reading.seen.admits_watched(facts) && watches()) {
            return Seen::Not;
        }
        match &reading.inside {
            Some(scope) if scope.admits(facts) => Seen::Inside,
            _ => Seen::Outside,
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn person(&self) -> Id<Person> {
        self.person
    }
}
