//! Reading the logbooks: what was done to the installation, who came in, who read what is restricted.

use db::{Id, ReadTx, params};

use crate::access::{ANY_KIND, Action, Agent};
use crate::journal::{self, Entry, Logbook, Subject};
use crate::people::Person;
use crate::{Error, Result};

/// Entries read at once.
const CHUNK: i64 = 500;
/// Entries looked at for one page at most: a filter that finds little must not walk for ever.
const LOOKED_AT: usize = 5_000;
/// Entries looked at for what was done last about one setting, which stands beside it.
const GLANCED_AT: usize = 1_000;

db::statements! {
    LATEST_DAY = "SELECT id FROM subject WHERE kind = $1 AND id < $2 ORDER BY id DESC LIMIT 1";
    DAY = "SELECT id FROM subject WHERE number = $1 AND kind = $2";
    DAY_OF = "SELECT id FROM subject WHERE id = $1 AND kind = $2";
}

/// What is asked of a logbook.
#[derive(Debug, Clone)]
pub struct AuditQuery {
    /// Which one.
    pub book: Logbook,
    /// Only what this person did, or what was done about them.
    pub person: Option<Id<Person>>,
    /// Only this day, in UTC: `2026-03-02`.
    pub day: Option<String>,
    /// Only these verbs, by their codes; every one when there are none.
    pub verbs: Vec<String>,
    /// From where: what was written before this place.
    pub before: Option<Place>,
    /// Entries at most.
    pub limit: usize,
}

/// A place in a logbook: a day's chain, and an entry of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The day's subject.
    pub day: Id<Subject>,
    /// The entry's place in its chain.
    pub seq: i64,
}

/// A part of a logbook.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The entries, the latest first.
    pub entries: Vec<Entry>,
    /// Where to go on, when there may be more.
    pub next: Option<Place>,
}

/// A page of a logbook, the latest entries first. It may hold fewer than asked for and still lead
/// on: so many entries are looked at and no more.
///
/// # Errors
/// [`Error::Forbidden`] for who may not audit.
pub fn audit(tx: &ReadTx<'_>, agent: &Agent, query: &AuditQuery) -> Result<AuditPage> {
    agent.require(ANY_KIND, Action::Audit)?;
    walk(tx, query, LOOKED_AT, |entry| query.asks_for(entry))
}

/// What was done last about one setting, the latest first: entries of these verbs, of which one value is
/// just that where it is said. Only so many of the latest entries are looked at.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn lately(
    tx: &ReadTx<'_>,
    agent: &Agent,
    verbs: &[&str],
    about: Option<(&str, &str)>,
    most: usize,
) -> Result<Vec<Entry>> {
    agent.require_overseer()?;
    let query = AuditQuery {
        book: Logbook::Settings,
        person: None,
        day: None,
        verbs: Vec::new(),
        before: None,
        limit: most,
    };
    let says = |entry: &Entry, field: &str, text: &str| {
        entry.values.iter().any(|v| v.field == field && v.value.as_deref() == Some(text))
    };
    let page = walk(tx, &query, GLANCED_AT, |entry| {
        verbs.contains(&entry.verb.as_str())
            && about.is_none_or(|(field, text)| says(entry, field, text))
    })?;
    Ok(page.entries)
}

fn walk(
    tx: &ReadTx<'_>,
    query: &AuditQuery,
    most: usize,
    asks_for: impl Fn(&Entry) -> bool,
) -> Result<AuditPage> {
    let mut page = AuditPage { entries: Vec::new(), next: None };
    let Some(mut day) = first_day(tx, query)? else { return Ok(page) };
    let mut before = query.before.map_or(i64::MAX, |place| place.seq);
    let mut looked_at = 0;
    loop {
        let mut entries = journal::window(tx, day, before, CHUNK)?;
        entries.reverse();
        let whole = i64::try_from(entries.len()).unwrap_or(0) < CHUNK;
        for entry in entries {
            before = entry.seq;
            looked_at += 1;
            if asks_for(&entry) {
                page.entries.push(entry);
            }
            if page.entries.len() == query.limit || looked_at == most {
                page.next = Some(Place { day, seq: before });
                return Ok(page);
            }
        }
        if !whole {
            continue;
        }
        let earlier = if query.day.is_some() { None } else { day_before(tx, query.book, day)? };
        let Some(earlier) = earlier else { return Ok(page) };
        (day, before) = (earlier, i64::MAX);
    }
}

fn first_day(tx: &ReadTx<'_>, query: &AuditQuery) -> Result<Option<Id<Subject>>> {
    let row = match (&query.before, &query.day) {
        (Some(place), _) => tx.row(DAY_OF, params![place.day, query.book.kind()])?,
        (None, Some(day)) => tx.row(DAY, params![query.book.number(day), query.book.kind()])?,
        (None, None) => return day_before(tx, query.book, Id::from_bytes([u8::MAX; 16])),
    };
    row.map(|row| Ok(row.get(0)?)).transpose()
}

/// The last day before one. Identities begin with the moment they were made, so that they are in
/// the order of the days.
fn day_before(tx: &ReadTx<'_>, book: Logbook, day: Id<Subject>) -> Result<Option<Id<Subject>>> {
    let row = tx.row(LATEST_DAY, params![book.kind(), day])?;
    row.map(|row| Ok(row.get(0)?)).transpose()
}

impl AuditQuery {
    fn asks_for(&self, entry: &Entry) -> bool {
        let verb = self.verbs.is_empty() || self.verbs.contains(&entry.verb);
        verb && self.person.is_none_or(|person| concerns(entry, person))
    }
}

/// Whether a person did it, or it was done about them.
fn concerns(entry: &Entry, person: Id<Person>) -> bool {
    let id = person.to_string();
    let about = |field: &str| ["person", "assignee", "watcher"].contains(&field);
    entry.actor == Some(person)
        || entry.values.iter().any(|v| about(&v.field) && v.value.as_deref() == Some(id.as_str()))
}

/// A day as the logbooks name it.
///
/// # Errors
/// [`Error::Invalid`] on `day` when it is none.
pub fn day_of(text: &str) -> Result<String> {
    let day = text.trim().parse::<jiff::civil::Date>();
    Ok(day.map_err(|_| Error::invalid("day", "day"))?.to_string())
}
