//! Goes over a whole list, however long, in short snapshots: what exports and bulk edits do.

use std::collections::{HashMap, HashSet, VecDeque};

use db::sea_query::{Expr, ExprTrait};
use db::{Db, Id, ReadTx, Value};

use super::drivers::drivers;
use super::place::Reading;
use super::snapshot::Snapshot;
use super::sort::Place;
use super::statements::{Asked, Found};
use super::{LONGEST, ListQuery, Page, list, look};
use crate::field::Field;
use crate::kind::Kind;
use crate::record::Record;
use crate::{Error, Fault, Result, custom};

/// Records of one snapshot.
const CHUNK: u64 = 500;
/// Places read at once where a list must be sorted as a whole.
const PLACES: u64 = 5_000;
/// Records that are sorted as a whole at most: their keys are held in memory.
const SORTED: usize = 500_000;

/// A walk over a list. Each of its chunks is of one moment; records opened or changed meanwhile may or
/// may not be among them.
#[derive(Debug)]
pub struct Walk {
    kind: &'static Kind,
    query: ListQuery,
    fields: Vec<&'static Field>,
    next: Next,
}

#[derive(Debug)]
enum Next {
    Begin,
    Page(Vec<u8>),
    /// Sorted as a whole.
    Records(VecDeque<Id<Record>>),
    End,
}

impl Walk {
    /// Goes over everything the list holds, in its order.
    #[must_use]
    pub fn over(kind: &'static Kind, query: ListQuery, fields: Vec<&'static Field>) -> Walk {
        let query = ListQuery { page: Page::First, limit: CHUNK, ..query };
        Walk { kind, query, fields, next: Next::Begin }
    }

    /// The fields that are read of each record.
    #[must_use]
    pub fn fields(&self) -> &[&'static Field] {
        &self.fields
    }

    /// The next records; none when it is over.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `sort` when there are too many to be sorted, on `q` when looking for them
    /// took too long; else when the database fails.
    pub fn chunk(&mut self, db: &Db) -> Result<Vec<Snapshot>> {
        loop {
            let page = match &mut self.next {
                Next::End => return Ok(Vec::new()),
                Next::Begin => Page::First,
                Next::Page(cursor) => Page::After(std::mem::take(cursor)),
                Next::Records(ids) => {
                    let some = usize::try_from(CHUNK).unwrap_or(usize::MAX).min(ids.len());
                    let some: Vec<Id<Record>> = ids.drain(..some).collect();
                    if some.is_empty() {
                        self.next = Next::End;
                        continue;
                    }
                    let (kind, query, fields) = (self.kind, &self.query, &self.fields);
                    let rows = look(db, LONGEST, |tx| among(tx, kind, query, fields, &some))?;
                    if rows.is_empty() {
                        continue;
                    }
                    return Ok(rows);
                }
            };
            let query = ListQuery { page, ..self.query.clone() };
            let listed = look(db, LONGEST, |tx| list(tx, self.kind, &query, &self.fields))?;
            if listed.sorted_since.is_some() {
                self.next = Next::Records(self.sorted(db)?);
                continue;
            }
            self.next = listed.next.map_or(Next::End, Next::Page);
            if !listed.rows.is_empty() {
                return Ok(listed.rows);
            }
        }
    }

    /// The identities of all that match, in the order of the list.
    fn sorted(&self, db: &Db) -> Result<VecDeque<Id<Record>>> {
        let mut all: Vec<Place> = Vec::new();
        let mut seen = HashSet::new();
        let asked = Asked { kind: self.kind, query: &self.query, fields: &[] };
        let mut order: Option<Reading> = None;
        for driver in drivers(self.kind, &self.query) {
            let own = asked.reading(&self.query.sort, &driver, false);
            let newest = Reading::newest(driver.table());
            let mut from: Option<Place> = None;
            loop {
                let select = asked.keyed(&driver, &own, &newest, from.as_ref(), PLACES);
                let rows = look(db, LONGEST, |tx| Ok(tx.select(&select)?))?;
                let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
                for row in rows {
                    let (key, opened) = keyed(row, own.columns.len())?;
                    if seen.insert(key.id) {
                        all.push(key);
                    }
                    from = Some(opened);
                }
                if all.len() > SORTED {
                    let fault = Fault::new("sort", "too_many_to_sort").with("most", SORTED);
                    return Err(Error::Invalid(vec![fault]));
                }
                if count < PLACES {
                    break;
                }
            }
            order = Some(own);
        }
        if let Some(order) = order {
            all.sort_by(|one, other| order.compare(one, other));
        }
        Ok(all.into_iter().map(|place| Id::from_bytes(place.id)).collect())
    }
}

/// A row of [`Asked::keyed`]: its place in the order, and its place among the newest.
fn keyed(row: db::Row, width: usize) -> Result<(Place, Place)> {
    let mut c = row.columns();
    let values = (0..width).map(|_| c.next()).collect::<db::Result<Vec<Value>>>()?;
    let opened: Value = c.next()?;
    let id: [u8; 16] = c.next()?;
    Ok((Place { values, id }, Place { values: vec![opened], id }))
}

/// Those of some records that are still in the list, in the order of their identities given.
fn among(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    query: &ListQuery,
    fields: &[&'static Field],
    ids: &[Id<Record>],
) -> Result<Vec<Snapshot>> {
    let asked = Asked { kind, query, fields };
    let own = ids.iter().map(|id| Expr::val(Value::from(id)));
    let mut select = asked.admitted();
    select.and_where(Expr::col(("record", "subject_id")).is_in(own));
    let mut found: HashMap<Id<Record>, Snapshot> = HashMap::new();
    for row in tx.select(&select)? {
        let Found { row, .. } = asked.read(row, 0)?;
        found.insert(row.id, row);
    }
    let mut rows: Vec<Snapshot> = ids.iter().filter_map(|id| found.remove(id)).collect();
    custom::fill(tx, &mut rows, fields)?;
    Ok(rows)
}
