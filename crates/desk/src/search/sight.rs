//! What a reader may see, as sets of documents: whose words they read, and whose inside too.

use std::collections::HashMap;

use ::search::Bits;
use db::Id;

use super::fact::Fact;
use super::shelf::FactKey;
use super::source::Source;
use crate::access::{Action, Agent, Cover, Scope};
use crate::kind::Kind;
use crate::people::Person;

/// What a reader may see of the kinds that are searched.
pub(super) struct Sight {
    kinds: Vec<OfKind>,
    me: Id<Person>,
    open: Option<bool>,
}

struct OfKind {
    code: &'static str,
    read: Scope,
    /// Nothing where they read the inside of no record of the kind.
    inside: Option<Scope>,
}

impl Sight {
    /// What the agent may see of these kinds, of all work or only what is open, or what is over.
    pub(super) fn of(agent: &Agent, kinds: &[&'static Kind], open: Option<bool>) -> Self {
        let scope = |kind: &Kind, action| agent.scope(kind.code, action).ok();
        let seen = kinds.iter().filter_map(|kind| {
            let inside = scope(kind, Action::ReadInternal);
            Some(OfKind { code: kind.code, read: scope(kind, Action::Read)?, inside })
        });
        Sight { kinds: seen.collect(), me: agent.person, open }
    }

    /// Whether they read the inside of anything.
    pub(super) fn has_inside(&self) -> bool {
        self.kinds.iter().any(|kind| kind.inside.is_some())
    }

    /// The facts whose sets are needed to tell.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![Fact::restricted()];
        facts.extend(self.open.map(|_| Fact::open()));
        for kind in &self.kinds {
            facts.push(Fact::kind(kind.code));
            for scope in std::iter::once(&kind.read).chain(&kind.inside) {
                let (reach, restricted) = scope.ties();
                facts.extend(ties(&reach));
                facts.extend(ties(&restricted));
            }
        }
        facts.sort();
        facts.dedup();
        facts
    }

    /// Facts of which one holds of everything they see, where there are such.
    pub(super) fn bound(&self) -> Option<Vec<Fact>> {
        let mut bound = Vec::new();
        for kind in &self.kinds {
            match kind.read.ties().0 {
                Cover::Everything => return None,
                reach => bound.extend(ties(&reach)),
            }
        }
        bound.sort();
        bound.dedup();
        Some(bound)
    }

    /// The documents of a block that they see, and those of them whose inside they read.
    pub(super) fn in_block(&self, facts: &HashMap<FactKey, Bits>, block: i64) -> (Bits, Bits) {
        let (mut seen, mut inside) = (Bits::none(), Bits::none());
        for kind in &self.kinds {
            let read = covered(&kind.read, facts, block);
            if let Some(scope) = &kind.inside {
                let mut both = covered(scope, facts, block);
                both.keep(&read);
                inside.unite(&both);
            }
            seen.unite(&read);
        }
        if let Some(open) = self.open {
            let set = facts.get(&(Fact::open(), block)).cloned().unwrap_or_default();
            if open { seen.keep(&set) } else { seen.drop_all(&set) }
        }
        inside.keep(&seen);
        (seen, inside)
    }

    /// Whether they see a record, and if so whether they read its inside.
    pub(super) fn of_record(&self, source: &Source) -> Option<bool> {
        let kind = self.kinds.iter().find(|kind| kind.code == source.kind)?;
        let wanted = self.open.is_none_or(|open| open == source.is_open);
        let watched = kind.read.admits_watched(&source.facts) && source.watchers.contains(&self.me);
        let seen = kind.read.admits(&source.facts) || watched;
        let seen = seen && wanted && !source.facts.withdrawn;
        let inside = || kind.inside.as_ref().is_some_and(|scope| scope.admits(&source.facts));
        seen.then(inside)
    }
}

fn ties(cover: &Cover) -> Vec<Fact> {
    match cover {
        Cover::Tied(ties) => ties.iter().map(Fact::tie).collect(),
        Cover::Everything | Cover::Nothing => Vec::new(),
    }
}

/// The documents of a block that a scope covers.
fn covered(scope: &Scope, facts: &HashMap<FactKey, Bits>, block: i64) -> Bits {
    let set = |fact: Fact| facts.get(&(fact, block));
    let Some(of_kind) = set(Fact::kind(scope.kind())) else { return Bits::none() };
    let within = |cover: &Cover| match cover {
        Cover::Nothing => Bits::none(),
        Cover::Everything => of_kind.clone(),
        Cover::Tied(ties) => {
            let mut tied = Bits::none();
            ties.iter().filter_map(|tie| set(Fact::tie(tie))).for_each(|some| tied.unite(some));
            tied.keep(of_kind);
            tied
        }
    };
    let (reach, although_restricted) = scope.ties();
    let mut seen = within(&reach);
    if let Some(restricted) = set(Fact::restricted()) {
        let mut granted = seen.clone();
        granted.keep(restricted);
        granted.keep(&within(&although_restricted));
        seen.drop_all(restricted);
        seen.unite(&granted);
    }
    seen
}
