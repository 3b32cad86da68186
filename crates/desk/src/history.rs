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

/// Facts everybody who may read the record sees; all others are for the inside.
const PUBLIC_FACTS: &[&str] = &["comment", "reason", "source.state"];

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

/// A part of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// What happened, in the order in which it happened.
    pub events: Vec<Event>,
    /// The first entry of this part, when there are entries before it: where the part before ends.
    pub before: Option<i64>,
}

/// Which part of a history: so many entries before one, or the last ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Entries before this one, by its place in the chain; the last ones when nothing is said.
    pub before: Option<i64>,
    /// Entries at most.
    pub limit: i64,
}

/// A part of a record's history. Without `internal`, what only the inside may read is left out, and
/// so are events of which nothing else is left.
///
/// # Errors
/// When the database fails.
pub fn history(
    tx: &ReadTx<'_>,
    kind: &Kind,
    record: Id<Record>,
    internal: bool,
    part: Part,
) -> Result<History> {
    // A record can have thousands of entries; nobody reads them all at once.
    let entries = journal::window(tx, record.cast(), part.before.unwrap_or(i64::MAX), part.limit)?;
    let first = entries.first().map_or(1, |e| e.seq);
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
        for value in &entry.values {
            let new = Past::of(value);
            let Some(field) = kind.field(&value.field) else {
                if internal || PUBLIC_FACTS.contains(&value.field.as_str()) {
                    event.facts.push((value.field.clone(), new));
                }
                continue;
            };
            let old = match held.insert(field.code, new.clone()) {
                Some(old) => old,
                None => before_window(tx, record, first, field.code)?,
            };
            if internal || field.audience == Audience::Public {
                event.changes.push(FieldChange { field, old, new });
            }
        }
        let left = event.changes.len() + event.facts.len();
        if internal || left > 0 || entry.values.is_empty() {
            events.push(event);
        }
    }
    events.sort_by_key(|e| (e.occurred_at, e.seq));
    Ok(History { events, before: (first > 1).then_some(first) })
}

/// What a field held before the part that is read begins.
fn before_window(tx: &ReadTx<'_>, record: Id<Record>, first: i64, field: &str) -> Result<Past> {
    if first <= 1 {
        return Ok(Past::Nothing);
    }
    Ok(journal::held_before(tx, record.cast(), first, field)?
        .map_or(Past::Nothing, |value| Past::of(&value)))
}
