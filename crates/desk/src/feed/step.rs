//! One entry on its way to readers.

use std::collections::HashSet;
use std::sync::Arc;

use db::{Id, Timestamp};

use crate::custom::Catalogue;
use crate::heading::Heading;
use crate::history::Past;
use crate::journal::Op;
use crate::kind::Kind;
use crate::people::Person;

/// Characters of one value that are told; whoever wants more of it reads the record.
pub const LONGEST: usize = crate::field::COMMENT;

/// A record as it is now, with all that decides who may see it.
#[derive(Debug, Clone)]
pub struct Touched {
    /// Its head.
    pub heading: Heading,
    /// Those who watch it, among those it was read for.
    pub watchers: HashSet<Id<Person>>,
}

/// An entry of a record's journal, with the record as it is now.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its place among all entries.
    pub position: i64,
    /// Its place in the record's own history.
    pub seq: i64,
    /// The record's version after it.
    pub version: i64,
    /// What was done: a verb's code.
    pub verb: String,
    /// Who did it; nobody when the program itself did.
    pub actor: Option<Id<Person>>,
    /// Through which door.
    pub door: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// The record it happened to.
    pub record: Arc<Touched>,
    /// The record's kind.
    pub kind: &'static Kind,
    /// The fields of the kind, custom ones among them, as the transaction that read it saw them.
    pub catalogue: Catalogue,
    /// What the entry set; empty until it has been read.
    pub said: Vec<Said>,
    /// What it says of other records; empty until it has been read.
    pub ties: Vec<Tie>,
}

/// A value an entry set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The field's code, or that of a fact which belongs to the entry alone.
    pub code: String,
    /// Whether it was set, added or removed.
    pub op: Op,
    /// What it was set to, as far as it can be told.
    pub value: Past,
    /// Whether only the beginning of a long text is here.
    pub is_cut: bool,
}

/// A fact that names another record, told only to whoever sees that one too.
#[derive(Debug, Clone)]
pub struct Tie {
    /// The fact's code.
    pub code: String,
    /// Whether the tie was made or undone.
    pub op: Op,
    /// How the records stand to each other, and the other's number.
    pub text: String,
    /// The other record, as it is now.
    pub other: Arc<Touched>,
}
