//! From what a list is asked for to the rows it shows.

use db::{Id, ReadTx, Timestamp, Value};
use desk::access::{Action, Agent, Reach, Scope, asked_fields};
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind};
use desk::filter::{self, Predicate};
use desk::history::Part;
use desk::input::{RawValue, typed};
use desk::list::{ListQuery, Listed, Mark, Page, Sort, list};
use desk::people::Person;
use desk::{Error, Fault, Kind, Result};

use super::names::{Names, Wanted};
use crate::cursors::Cursors;
use crate::failure::Failure;
use crate::query::{ListRequest, PageFrom};

/// What cursors belong to: lists of records, and histories.
const RECORDS: &str = "records";
const HISTORY: &str = "history";
/// Plain conditions of one list at most: more than there are fields to ask for.
const MOST_FIELDS: usize = 40;

/// The rows of a page with the names they need.
#[derive(Debug)]
pub struct Window {
    /// The rows.
    pub listed: Listed,
    /// The names behind their identities.
    pub names: Names,
    /// The cursor of the page before, if there is one.
    pub previous: Option<String>,
    /// The cursor of the page after, if there is one.
    pub next: Option<String>,
}

impl Window {
    /// No rows.
    pub(super) fn empty() -> Self {
        let (listed, names) = (Listed::default(), Names::default());
        Window { listed, names, previous: None, next: None }
    }
}

/// Who reads a list, what of it, and when.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The kind of record.
    pub kind: &'static Kind,
    /// Who reads.
    pub agent: &'a Agent,
    /// What was asked for.
    pub request: &'a ListRequest,
    /// The filter of the queue it is read in, as text; empty for none.
    pub queue: &'a str,
    /// The present moment.
    pub now: Timestamp,
}

impl Listing<'_> {
    /// The reader, who sees relative dates from this second: so all who ask within it ask the same.
    #[must_use]
    pub fn reader(&self) -> filter::Reader<'_> {
        let micros = self.now.micros();
        let second = micros - micros.rem_euclid(1_000_000);
        let now = Timestamp::from_micros(second);
        filter::Reader { kind: self.kind, agent: self.agent, now }
    }

    /// What the list is read by.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the parameter, [`Error::Forbidden`] for who may read none.
    pub fn query(&self, tx: &ReadTx<'_>) -> Result<ListQuery> {
        let Listing { kind, agent, request, queue, .. } = *self;
        let scope = self.scope(Action::Read)?;
        let filter = filter::read(tx, self.reader(), &request.q)?;
        let words = filter::words(&request.text);
        let queue = filter::read(tx, self.reader(), queue)?;
        let plain = self.plain(tx)?;
        let sort = Sort::read(tx, kind, agent, &request.sort)?;
        let mark = Mark::of(&[
            kind.code,
            &queue.expr.to_string(),
            &filter.expr.to_string(),
            &request.text,
            &said(&request.equals),
            &sort.text(),
            if request.withdrawn { "withdrawn" } else { "" },
        ]);
        let inside = self.scope(Action::ReadInternal).ok();
        // Whoever reads everything is shown the inside of everything they are shown at all.
        let inside = inside.filter(|_| scope.reach() != Reach::All);
        Ok(ListQuery {
            predicate: Predicate::all(vec![queue.predicate, filter.predicate, words, plain]),
            scope,
            inside,
            sort,
            mark,
            page: page(request.place(RECORDS, agent.person)?),
            limit: u64::from(request.limit),
        })
    }

    /// What the list is of. That there are withdrawn records is known only to those who find them.
    fn scope(&self, action: Action) -> Result<Scope> {
        let scope = self.agent.scope(self.kind.code, action)?;
        if !self.request.withdrawn {
            return Ok(scope);
        }
        scope.withdrawn().ok_or_else(|| Error::invalid("withdrawn", "no_such_field"))
    }

    /// Reads a page.
    ///
    /// # Errors
    /// As [`Listing::query`].
    pub fn page(&self, tx: &ReadTx<'_>, fields: &[&'static Field]) -> Result<Window> {
        let listed = list(tx, self.kind, &self.query(tx)?, fields)?;
        let mut wanted = Wanted::default();
        for (field, value) in listed.rows.iter().flat_map(|row| &row.values) {
            wanted.value(field, value);
        }
        let seal = |place: &Vec<u8>| self.request.cursor(RECORDS, self.agent.person, place);
        let (previous, next) = (listed.previous.as_ref().map(seal), listed.next.as_ref().map(seal));
        Ok(Window { names: wanted.find(tx, self.kind)?, listed, previous, next })
    }

    /// The plain `field=value` conditions. A field hidden from the reader is as unknown as one that
    /// does not exist.
    fn plain(&self, tx: &ReadTx<'_>) -> Result<Predicate> {
        let Listing { kind, agent, request, .. } = *self;
        let visible = asked_fields(&Catalogue::of(tx, kind)?, agent);
        let (mut faults, mut all) = (Vec::new(), Vec::new());
        if let Some((code, _)) = request.equals.iter().nth(MOST_FIELDS) {
            return Err(Error::Invalid(vec![
                Fault::new(code.as_str(), "too_many").with("most", MOST_FIELDS),
            ]));
        }
        for (code, text) in &request.equals {
            let Some(field) = visible.iter().find(|f| f.code == code && is_compared(f)) else {
                faults.push(Fault::new(code.as_str(), "no_such_field"));
                continue;
            };
            if text.is_empty() {
                all.push(Predicate::field_is(field, vec![Value::Null]));
                continue;
            }
            match typed(tx, kind, agent, code, field.kind, &RawValue::Text(text.clone())) {
                Ok(value) => all.push(Predicate::field_is(field, vec![value])),
                Err(Error::Invalid(found)) => faults.extend(found),
                Err(other) => return Err(other),
            }
        }
        if faults.is_empty() { Ok(Predicate::all(all)) } else { Err(Error::Invalid(faults)) }
    }

    /// The fields to show: those asked for, of those the reader sees on every record.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `fields`.
    pub fn fields(&self, tx: &ReadTx<'_>) -> Result<Vec<&'static Field>> {
        let visible = super::visible_fields(&Catalogue::of(tx, self.kind)?, self.agent);
        if self.request.fields.is_empty() {
            return Ok(visible);
        }
        named("fields", &self.request.fields, &visible)
    }
}

/// The fields with these codes.
///
/// # Errors
/// [`Error::Invalid`] on the parameter that names them.
pub(super) fn named(
    parameter: &str,
    codes: &[String],
    among: &[&'static Field],
) -> Result<Vec<&'static Field>> {
    let (mut faults, mut fields) = (Vec::new(), Vec::<&'static Field>::new());
    for code in codes {
        match among.iter().find(|field| field.code == code) {
            Some(field) if fields.iter().any(|f| f.code == field.code) => {}
            Some(field) => fields.push(field),
            None => faults.push(Fault::new(parameter, "no_such_field").with("found", code)),
        }
    }
    if faults.is_empty() { Ok(fields) } else { Err(Error::Invalid(faults)) }
}

/// Plain conditions in one text.
fn said(equals: &std::collections::BTreeMap<String, String>) -> String {
    let each = equals.iter().map(|(name, value)| format!("{name}={value}\n"));
    each.collect()
}

/// Long text is searched, not compared.
fn is_compared(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Prose(_))
}

/// Which part of a history was asked for; the cursor of a history is an entry's place in it.
///
/// # Errors
/// When the cursor is none of a history.
pub fn part_of(request: &ListRequest, reader: Id<Person>) -> crate::Result<Part> {
    let before = match request.place(HISTORY, reader).map_err(Failure::in_query)? {
        PageFrom::Start => None,
        PageFrom::Before(bytes) => {
            let bytes =
                bytes.as_slice().try_into().map_err(|_| Failure::query("before", "cursor"))?;
            Some(i64::from_be_bytes(bytes))
        }
        PageFrom::After(_) => return Err(Failure::query("after", "unknown")),
    };
    request.nothing_else()?;
    Ok(Part { before, limit: i64::from(request.limit) })
}

/// The cursor of the part of a history before an entry.
pub(super) fn before(cursors: &Cursors, reader: Id<Person>, seq: i64) -> String {
    cursors.seal(HISTORY, reader, &seq.to_be_bytes())
}

fn page(from: PageFrom<Vec<u8>>) -> Page {
    match from {
        PageFrom::Start => Page::First,
        PageFrom::After(bytes) => Page::After(bytes),
        PageFrom::Before(bytes) => Page::Before(bytes),
    }
}
