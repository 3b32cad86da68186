//! What documents are found by besides their words: whose they are, of which kind, and how they
//! stand. A reader's permissions and filters are sets of these.

use std::collections::BTreeSet;

use db::Id;

use crate::access::{Facts, Tie};
use crate::people::Person;

/// A fact that holds of some documents, as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Fact(Vec<u8>);

impl Fact {
    /// It is of this kind.
    pub(super) fn kind(code: &str) -> Self {
        Fact::of(b'k', code.as_bytes())
    }

    /// There is still work to do.
    pub(super) fn open() -> Self {
        Fact::of(b'o', &[])
    }

    /// It takes a grant of its own to see it.
    pub(super) fn restricted() -> Self {
        Fact::of(b'r', &[])
    }

    /// It belongs to them.
    pub(super) fn tie(tie: &Tie) -> Self {
        match tie {
            Tie::Person(id) => Fact::of(b'p', id.bytes()),
            Tie::Watcher(id) => Fact::of(b'w', id.bytes()),
            Tie::Team(id) => Fact::of(b't', id.bytes()),
            Tie::Company(id) => Fact::of(b'c', id.bytes()),
        }
    }

    /// As bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// From bytes.
    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Fact(bytes)
    }

    fn of(sort: u8, rest: &[u8]) -> Self {
        Fact([&[sort], rest].concat())
    }
}

/// All facts of a record.
pub(super) fn facts_of(
    kind: &str,
    is_open: bool,
    facts: &Facts,
    watchers: &[Id<Person>],
) -> BTreeSet<Fact> {
    let people = [facts.requester, facts.opener, facts.assignee].into_iter().flatten();
    let ties = people
        .map(Tie::Person)
        .chain(watchers.iter().copied().map(Tie::Watcher))
        .chain(facts.team.map(Tie::Team))
        .chain(std::iter::once(Tie::Company(facts.company)));
    let mut all: BTreeSet<Fact> = ties.map(|tie| Fact::tie(&tie)).collect();
    all.insert(Fact::kind(kind));
    all.extend(is_open.then(Fact::open));
    all.extend(facts.restricted.then(Fact::restricted));
    all
}
