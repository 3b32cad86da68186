//! A record's history as somebody may read it: what was done, with what each field held before.

use std::collections::HashMap;

use db::{Id, ReadTx, Timestamp};

use crate::field::{Audience, Field};
use crate::journal::{self, EntryValue};
use crate::kind::Kind;
use crate::people::Person;
use crate::{Record, Result};

/// Something that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the chain.
    pub seq: i64,
    /// The record's version after it.
    pub version: i64,
    /// The verb's code.
    pub verb: String,
    /// Who; nobody when the program itself.
    pub actor: Option<Id<Person>>,
    /// Through which door.
    pub door: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// The fields that changed.
    pub changes: Vec<FieldChange>,
    /// What belongs to the event alone: a comment, a reason.
    pub facts: Vec<(String, Past)>,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: &'static Field,
    /// What it held before.
    pub old: Past,
    /// What it held then.
    pub new: Past,
}

/// What a field held at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Past {
    /// Nothing.
    Nothing,
    /// This, in canonical text.
    Held(String),
    /// Something that was erased since.
    Erased,
}

/// Facts only those who may read the inside see.
const INTERNAL_FACTS: &[&str] = &["note", "source.row", "source.other", "source.irregular"];

impl Past {
    fn of(value: &EntryValue) -> Self {
        match (&value.value, value.erased_at) {
            (_, Some(_)) => Past::Erased,
            (Some(text), None) => Past::Held(text.clone()),
            (None, None) => Past::Nothing,
        }
    }

    /// The text, if it is there to be read.
    #[must_use]
    pub fn held(&self) -> Option<&str> {
        match self {
            Past::Held(text) => Some(text),
            Past::Nothing | Past::Erased => None,
        }
    }
}

impl Event {
    /// A fact of this event.
    #[must_use]
    pub fn fact(&self, code: &str) -> Option<&Past> {
        self.facts.iter().find(|(f, _)| f == code).map(|(_, past)| past)
    }
}

/// The history in the order in which things happened. Without `internal`, what only the inside may
/// read is left out, and so are events of which nothing else is left.
///
/// # Errors
/// When the database fails.
pub fn history(tx: &ReadTx<'_>, kind: &Kind, record: Id<Record>, internal: bool) -> Result<Vec<Event>> {
    let mut entries = journal::timeline(tx, record.cast())?;
    // What a field held before is what the chain says, whatever the order of happening.
    entries.sort_by_key(|e| e.seq);
    let mut held: HashMap<&'static str, Past> = HashMap::new();
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut event = Event {
            seq: entry.seq,
            version: entry.version,
            verb: entry.verb,
            actor: entry.actor,
            door: entry.door,
            occurred_at: entry.occurred_at,
            recorded_at: entry.recorded_at,
            changes: Vec::new(),
            facts: Vec::new(),
        };
        let values = entry.values.len();
        for value in &entry.values {
            let new = Past::of(value);
            match kind.field(&value.field) {
                Some(field) => {
                    let old = held.insert(field.code, new.clone()).unwrap_or(Past::Nothing);
                    if internal || field.audience == Audience::Public {
                        event.changes.push(FieldChange { field, old, new });
                    }
                }
                None if internal || !INTERNAL_FACTS.contains(&value.field.as_str()) => {
                    event.facts.push((value.field.clone(), new));
                }
                None => {}
            }
        }
        let left = event.changes.len() + event.facts.len();
        if internal || left > 0 || values == 0 {
            events.push(event);
        }
    }
    events.sort_by_key(|e| (e.occurred_at, e.seq));
    Ok(events)
}
