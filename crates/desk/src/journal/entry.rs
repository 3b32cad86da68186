//! What an entry holds.

use db::{Id, Timestamp, Value};

use super::Subject;
use crate::people::Person;

/// One entry of a subject's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose history.
    pub subject: Id<Subject>,
    /// Its place in that history, from 1.
    pub seq: i64,
    /// Its place among all entries; none until the sequencer has seen it.
    pub position: Option<i64>,
    /// The subject's version after it.
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
    /// The hash of the entry before it; empty for the first.
    pub previous_hash: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
    /// What it set.
    pub values: Vec<EntryValue>,
}

/// A value an entry set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryValue {
    /// The field's code, or the code of a fact that belongs to the entry alone.
    pub field: String,
    /// Whether it was set, added or removed.
    pub op: Op,
    /// The salted digest the hash covers.
    pub digest: Vec<u8>,
    /// The salt; gone once erased.
    pub salt: Option<Vec<u8>>,
    /// The value in its canonical text; nothing means that the field was emptied.
    pub value: Option<String>,
    /// When the value was erased, if it was.
    pub erased_at: Option<Timestamp>,
}

/// What happened to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// The field holds this now.
    Set,
    /// This was added to a field of several values.
    Add,
    /// This was taken from a field of several values.
    Remove,
}

impl Op {
    /// The stable number kept in the journal.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Op::Set => 0,
            Op::Add => 1,
            Op::Remove => 2,
        }
    }

    /// The operation with this number.
    #[must_use]
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Op::Set),
            1 => Some(Op::Add),
            2 => Some(Op::Remove),
            _ => None,
        }
    }
}

/// A value about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetValue {
    /// The field's code.
    pub field: &'static str,
    /// What happens to it.
    pub op: Op,
    /// Canonical text; nothing empties the field.
    pub value: Option<String>,
}

impl SetValue {
    /// The field holds this now.
    #[must_use]
    pub fn set(field: &'static str, value: impl Into<Option<String>>) -> Self {
        SetValue { field, op: Op::Set, value: value.into() }
    }

    /// The field holds what its column keeps.
    #[must_use]
    pub fn from_column(field: &'static str, value: &Value) -> Self {
        SetValue { field, op: Op::Set, value: canonical(value) }
    }
}

/// The one text form of a stored value: decimal digits, hexadecimal digits, or the text itself.
#[must_use]
pub fn canonical(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Int(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::Bytes(bytes) => Some(bytes.iter().map(|b| format!("{b:02x}")).collect()),
    }
}
