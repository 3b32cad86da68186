//! What a rule is for: the records of a kind, or a logbook.

use crate::journal::Logbook;
use crate::kind::Kind;

/// What a rule is for.
#[derive(Debug, Clone, Copy)]
pub enum Scope {
    /// The texts of the records of a kind, from the end of each on.
    Records(&'static Kind),
    /// What the days of a logbook say of people.
    Logbook(Logbook),
}

/// Logbooks a rule can be for, with the facts that go. That of the settings is not among them: who
/// may do what, and who said so, must be told for as long as there is an installation.
const LOGBOOKS: &[(Logbook, &[&str])] = &[
    (Logbook::SignIns, &["person", "address", "name", "email"]),
    (Logbook::Reads, &["record", "number", "way"]),
];

impl Scope {
    /// Everything a rule can be for: the kinds in their order, then the logbooks.
    #[must_use]
    pub fn every(kinds: &[&'static Kind]) -> Vec<Scope> {
        let records = kinds.iter().map(|kind| Scope::Records(kind));
        records.chain(LOGBOOKS.iter().map(|(book, _)| Scope::Logbook(*book))).collect()
    }

    /// What has this code.
    #[must_use]
    pub fn find(kinds: &[&'static Kind], code: &str) -> Option<Scope> {
        Scope::every(kinds).into_iter().find(|scope| scope.code() == code)
    }

    /// The stable code: the kind's or the logbook's.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Scope::Records(kind) => kind.code,
            Scope::Logbook(book) => book.code(),
        }
    }
}

/// The facts that go from the entries of a logbook.
pub(super) fn facts_of(book: Logbook) -> &'static [&'static str] {
    LOGBOOKS.iter().find(|(own, _)| *own == book).map_or(&[], |(_, facts)| facts)
}
