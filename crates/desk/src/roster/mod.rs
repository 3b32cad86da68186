//! People from a table: read from CSV however it was written, held against who is known, and taken
//! in a few at a time. Who has an address already is changed, nobody is doubled; nothing is taken
//! away from anybody.

mod columns;
mod differ;
mod encoding;
#[cfg(test)]
mod fuzzed;
mod job;
mod judge;
mod kept;
mod read;
mod take;

pub use differ::{Change, changes};
pub use encoding::decode;
pub use job::register;
pub use judge::{Outcome, Verdict, preview};
pub use kept::{LARGEST, PeopleImport, Refusal, State, discard, find, keep, purge, run, table};
pub use read::{MOST_ROWS, Row, Table, read};
pub use take::{Summary, take};

/// Every static statement of these stores.
pub(crate) fn statements() -> Vec<db::Statement> {
    kept::STATEMENTS.to_vec()
}

/// How a table is taken.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether teams, locations and departments are made that do not exist yet.
    pub create: bool,
    /// The languages of the interface, by code and by their own name.
    pub languages: Vec<(String, String)>,
}
