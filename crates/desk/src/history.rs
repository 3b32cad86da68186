//! A record's history as somebody may read it: what was done, with what each field held before.

use std::collections::HashMap;

use db::{Id, ReadTx, Timestamp};

use crate::access::Agent;
use crate::custom::Catalogue;
use crate::field::{Audience, Field};
use crate::heading::headings;
use crate::journal::{self, EntryValue, Several};
use crate::kind::Kind;
use crate::people::Person;
use crate::{Record, Result, file, link, satisfaction};

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

/// Facts that name another record: told only to whoever sees that one too, so never by this module
/// alone.
const TIES: &[&str] = &[link::FACT];

/// Whether a fact names another record.
pub(crate) fn is_tie(code: &str) -> bool {
    TIES.contains(&code)
}

/// The relation to another record and that record's identity, from a tie's text in the journal.
pub(crate) fn read_tie(text: &str) -> Option<(&str, Id<Record>)> {
    let (relation, end) = text.split_once(' ')?;
    Some((relation, end.parse().ok()?))
}

/// Facts everybody who may read the record sees; all others are for the inside.
const PUBLIC_FACTS: &[&str] = &["comment", "reason", "source.state", satisfaction::SURVEY];

/// Who may read a value by the name it has in the journal: a field goes by its own audience, a fact
/// that belongs to an entry alone is for the inside unless it is named above.
pub(crate) fn audience_of(catalogue: &Catalogue, code: &str) -> Audience {
    match catalogue.ever(code) {
        Some(field) => field.audience,
        None if PUBLIC_FACTS.contains(&code) || file::PUBLIC_FACTS.contains(&code) => {
            Audience::Public
        }
        None => Audience::Internal,
    }
}

impl Past {
    pub(crate) fn of(value: &EntryValue) -> Self {
        match (&value.value, value.erased_at) {
            (_, Some(_)) => Past::Erased,
            (Some(text), None) => Past::Held(text.clone()),
            (None, None) => Past::Nothing,
        }
    }

    pub(crate) fn of_several(held: &Several) -> Self {
        match held.text() {
            _ if held.erased => Past::Erased,
            Some(text) => Past::Held(text),
            None => Past::Nothing,
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
/// so are events of which nothing else is left. Of links nothing is told: that takes knowing who
/// reads, see [`history_seen_by`].
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
    let (told, before) = gather(tx, kind, record, internal, part)?;
    Ok(History { events: told.into_iter().filter_map(Told::untied).collect(), before })
}

/// A part of a record's history as this person reads it: with the links to what they see too.
///
/// # Errors
/// When the database fails.
pub fn history_seen_by(
    tx: &ReadTx<'_>,
    kind: &Kind,
    record: Id<Record>,
    agent: &Agent,
    internal: bool,
    part: Part,
) -> Result<History> {
    let (mut told, before) = gather(tx, kind, record, internal, part)?;
    let ends: Vec<Id<Record>> =
        told.iter().flat_map(|t| t.ties.iter().map(|tie| tie.end)).collect();
    let seen = headings(tx, agent, &ends)?;
    for one in &mut told {
        for tie in one.ties.drain(..) {
            if let Some(other) = seen.iter().find(|heading| heading.id == tie.end) {
                let text = format!("{} {}", tie.relation, other.number);
                one.event.facts.push((tie.fact, Past::Held(text)));
            }
        }
    }
    Ok(History { events: told.into_iter().filter_map(Told::untied).collect(), before })
}

/// An event, and what it says of other records.
struct Told {
    event: Event,
    ties: Vec<Tie>,
    /// Whether there was nothing but ties in it.
    only_ties: bool,
}

/// What an event says of another record.
struct Tie {
    fact: String,
    relation: String,
    end: Id<Record>,
}

impl Told {
    /// The event by itself; nothing when all it said was of records the reader does not see.
    fn untied(self) -> Option<Event> {
        (!self.only_ties || !self.event.facts.is_empty()).then_some(self.event)
    }
}

impl Tie {
    /// From the text in the journal: the relation and the other record's identity.
    fn read(value: &EntryValue) -> Option<Tie> {
        let (relation, end) = read_tie(value.value.as_deref()?)?;
        Some(Tie { fact: value.field.clone(), relation: relation.to_owned(), end })
    }
}

/// The events of a part, those told only to some among them, and where the part before ends.
fn gather(
    tx: &ReadTx<'_>,
    kind: &Kind,
    record: Id<Record>,
    internal: bool,
    part: Part,
) -> Result<(Vec<Told>, Option<i64>)> {
    // A record can have thousands of entries; nobody reads them all at once.
    let entries = journal::window(tx, record.cast(), part.before.unwrap_or(i64::MAX), part.limit)?;
    let first = entries.first().map_or(1, |e| e.seq);
    let catalogue = Catalogue::of(tx, kind)?;
    let mut known = Known { tx, record, first, held: HashMap::new(), several: HashMap::new() };
    let mut told = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut ties = Vec::new();
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
            let is_told = internal || audience_of(&catalogue, &value.field) == Audience::Public;
            let Some(field) = catalogue.ever(&value.field) else {
                if is_tie(&value.field) {
                    ties.extend(Tie::read(value));
                } else if is_told {
                    event.facts.push((value.field.clone(), Past::of(value)));
                }
                continue;
            };
            let change = known.change(field, value)?;
            if is_told {
                event.put(change);
            }
        }
        let left = event.changes.len() + event.facts.len();
        let only_ties = left == 0 && entry.values.iter().all(|v| is_tie(&v.field));
        let only_ties = only_ties && !entry.values.is_empty();
        if internal || left > 0 || only_ties || entry.values.is_empty() {
            told.push(Told { event, ties, only_ties });
        }
    }
    told.sort_by_key(|t| (t.event.occurred_at, t.event.seq));
    Ok((told, (first > 1).then_some(first)))
}

/// What fields held as the walk through a history goes on.
struct Known<'a, 'c> {
    tx: &'a ReadTx<'c>,
    record: Id<Record>,
    /// The first entry of the part that is read.
    first: i64,
    held: HashMap<&'static str, Past>,
    several: HashMap<&'static str, Several>,
}

impl Known<'_, '_> {
    /// What one value of an entry changed.
    fn change(&mut self, field: &'static Field, value: &EntryValue) -> Result<FieldChange> {
        if field.kind.is_several() {
            return self.change_one_of_several(field, value);
        }
        let new = Past::of(value);
        let old = match self.held.insert(field.code, new.clone()) {
            Some(old) => old,
            None => self.before_window(field.code)?,
        };
        Ok(FieldChange { field, old, new })
    }

    fn change_one_of_several(
        &mut self,
        field: &'static Field,
        value: &EntryValue,
    ) -> Result<FieldChange> {
        let mut held = match self.several.remove(field.code) {
            Some(held) => held,
            None if self.first <= 1 => Several::default(),
            None => journal::several_before(self.tx, self.record.cast(), self.first, field.code)?,
        };
        let old = Past::of_several(&held);
        held.take(value);
        let new = Past::of_several(&held);
        self.several.insert(field.code, held);
        Ok(FieldChange { field, old, new })
    }

    /// What a field held before the part that is read begins.
    fn before_window(&self, field: &str) -> Result<Past> {
        if self.first <= 1 {
            return Ok(Past::Nothing);
        }
        Ok(journal::held_before(self.tx, self.record.cast(), self.first, field)?
            .map_or(Past::Nothing, |value| Past::of(&value)))
    }
}

impl Event {
    /// Adds a change; several values of one field are one change.
    fn put(&mut self, change: FieldChange) {
        match self.changes.iter_mut().find(|known| known.field.code == change.field.code) {
            Some(known) if change.field.kind.is_several() => known.new = change.new,
            _ => self.changes.push(change),
        }
    }
}
