//! From what a list is asked for to the rows it shows.

use db::{Id, ReadTx, Timestamp, Value};
use desk::access::{Action, Agent, Scope};
use desk::field::{Field, FieldKind};
use desk::history::Part;
use desk::input::{RawValue, typed};
use desk::list::{Filter, Key, ListQuery, Listed, Page, count, list};
use desk::{Error, Fault, Kind, Result};

use super::names::{Names, Wanted};
use crate::failure::Failure;
use crate::query::{ListRequest, PageFrom, cursor};

/// Conditions of one list at most: more than there are fields to ask for.
const MOST_FIELDS: usize = 40;

/// The rows of a page with the names they need.
#[derive(Debug)]
pub struct Window {
    /// The rows.
    pub listed: Listed,
    /// The names behind their identities.
    pub names: Names,
    /// How many rows the whole list has, where that was asked for.
    pub total: Option<u64>,
}

impl Window {
    /// The cursor of the page before, if there is one.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        let first = self.listed.rows.first().filter(|_| self.listed.earlier)?;
        Some(cursor(&place(first.key())))
    }

    /// The cursor of the page after, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        let last = self.listed.rows.last().filter(|_| self.listed.later)?;
        Some(cursor(&place(last.key())))
    }
}

/// Reads a page of a kind's records: what the agent may see, with the conditions of the request and
/// of the queue. `most` bounds the count; without it, it is exact, and only when asked for.
///
/// # Errors
/// [`Error::Invalid`] naming the parameter, [`Error::Forbidden`] for who may read none.
pub fn read_page(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    agent: &Agent,
    request: &ListRequest,
    queue: (Vec<Filter>, Option<bool>),
    fields: &[&'static Field],
    most: Option<u64>,
) -> Result<Window> {
    let (mut filters, open) = queue;
    filters.extend(conditions(tx, kind, agent, request)?);
    let query = ListQuery {
        scope: scope(kind, agent, request.withdrawn)?,
        filters,
        open,
        page: page(&request.from)?,
        limit: u64::from(request.limit),
    };
    let listed = list(tx, kind, &query, fields)?;
    let total = match (request.count, most) {
        (true, _) => Some(count(tx, kind, &query, None)?),
        (false, Some(most)) => Some(count(tx, kind, &query, Some(most))?),
        (false, None) => None,
    };
    let mut wanted = Wanted::default();
    for (field, value) in listed.rows.iter().flat_map(|row| &row.values) {
        wanted.value(field, value);
    }
    Ok(Window { names: wanted.find(tx, kind)?, listed, total })
}

/// What the list is of. That there are withdrawn records is known only to those who find them.
fn scope(kind: &Kind, agent: &Agent, withdrawn: bool) -> Result<Scope> {
    let scope = agent.scope(kind.code, Action::Read)?;
    if !withdrawn {
        return Ok(scope);
    }
    scope.withdrawn().ok_or_else(|| Error::invalid("withdrawn", "no_such_field"))
}

/// The plain `field=value` conditions. A field hidden from the reader is as unknown as one that
/// does not exist.
fn conditions(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    agent: &Agent,
    request: &ListRequest,
) -> Result<Vec<Filter>> {
    let visible = super::visible_fields(kind, agent);
    let mut faults = Vec::new();
    let mut filters = Vec::new();
    if let Some((code, _)) = request.equals.iter().nth(MOST_FIELDS) {
        return Err(Error::Invalid(vec![
            Fault::new(code.as_str(), "too_many").with("most", MOST_FIELDS),
        ]));
    }
    for (code, text) in &request.equals {
        let Some(field) = visible.iter().find(|f| f.code == code && is_filter(f)) else {
            faults.push(Fault::new(code.as_str(), "no_such_field"));
            continue;
        };
        if text.is_empty() {
            filters.push(Filter { field, any_of: vec![Value::Null] });
            continue;
        }
        match typed(tx, kind, agent, code, field.kind, &RawValue::Text(text.clone())) {
            Ok(value) => filters.push(Filter { field, any_of: vec![value] }),
            Err(Error::Invalid(found)) => faults.extend(found),
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() { Ok(filters) } else { Err(Error::Invalid(faults)) }
}

/// Long text is searched, not compared.
fn is_filter(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Prose(_))
}

/// Which part of a history was asked for; the cursor of a history is an entry's place in it.
///
/// # Errors
/// When the cursor is none of a history.
pub fn part_of(request: &ListRequest) -> crate::Result<Part> {
    let before = match &request.from {
        PageFrom::Start => None,
        PageFrom::Before(bytes) => {
            let bytes =
                bytes.as_slice().try_into().map_err(|_| Failure::query("before", "cursor"))?;
            Some(i64::from_be_bytes(bytes))
        }
        PageFrom::After(_) => return Err(Failure::query("after", "unknown")),
    };
    match request.equals.keys().next() {
        Some(name) => Err(Failure::query(name.as_str(), "no_such_field")),
        None => Ok(Part { before, limit: i64::from(request.limit) }),
    }
}

/// A place in the list as bytes: 8 of the instant, 16 of the identity.
fn place(key: Key) -> Vec<u8> {
    let mut bytes = key.opened_at.micros().to_be_bytes().to_vec();
    bytes.extend_from_slice(key.id.bytes());
    bytes
}

fn page(from: &PageFrom) -> Result<Page> {
    match from {
        PageFrom::Start => Ok(Page::First),
        PageFrom::After(bytes) => {
            key(bytes).map(Page::After).ok_or_else(|| Error::invalid("after", "cursor"))
        }
        PageFrom::Before(bytes) => {
            key(bytes).map(Page::Before).ok_or_else(|| Error::invalid("before", "cursor"))
        }
    }
}

fn key(bytes: &[u8]) -> Option<Key> {
    let (instant, id) = bytes.split_at_checked(8)?;
    let opened_at = Timestamp::from_micros(i64::from_be_bytes(instant.try_into().ok()?));
    Some(Key { opened_at, id: Id::from_bytes(id.try_into().ok()?) })
}
