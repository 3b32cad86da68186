//! How many rows of a list hold what.

use std::collections::HashMap;

use db::sea_query::{Expr, Query, SelectStatement};
use db::{ReadTx, Timestamp, Value};

use super::ListQuery;
use super::count::disjoint;
use super::statements::{Asked, nth};
use crate::custom;
use crate::field::{Audience, FieldKind};
use crate::filter::{self, Predicate, Reader, Slot};
use crate::journal::canonical;
use crate::kind::Kind;
use crate::{Error, Fault, Result};

/// The newest records of each index that are grouped.
const GROUPED: u64 = 100_000;
/// The name of the rows of a value of which each is counted.
const EACH: &str = "each_value";
/// Groups told one by one; the smaller ones are told together.
const TOLD: usize = 200;

/// What rows are grouped by: a field, one of what it refers to, or a part of a moment.
#[derive(Debug, Clone)]
pub struct By {
    /// The way to it, as it is written in a filter.
    pub path: String,
    /// Where it is.
    pub place: filter::Place,
    /// What is found there.
    pub kind: FieldKind,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What its rows hold.
    pub value: Value,
    /// How many there are.
    pub count: u64,
}

/// The groups of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouped {
    /// The largest first.
    pub groups: Vec<Group>,
    /// Rows of groups that are not told.
    pub others: u64,
    /// Only records opened since then were looked at.
    pub since: Option<Timestamp>,
}

impl By {
    /// Reads the way to what rows are grouped by: `state`, `requester.company`, `opened_at.weekday`.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `group`: no such field, or one in which hardly two records hold the same.
    pub fn read(tx: &ReadTx<'_>, reader: Reader<'_>, path: &str) -> Result<By> {
        let place = filter::place(tx, reader, path)?.map_err(|near| {
            let fault = Fault::new("group", "no_such_field").with("found", path);
            Error::Invalid(vec![match near {
                Some(near) => fault.with("nearest", near),
                None => fault,
            }])
        })?;
        let kind = place.slots.last().map(|slot| slot.kind());
        let kind = match (kind, place.part) {
            (Some(FieldKind::Instant), Some(_)) => Some(FieldKind::Number(0, 9_999)),
            (Some(FieldKind::Instant | FieldKind::Money(_)), _) => None,
            (Some(kind), _) if kind.is_text() => None,
            (kind, _) => kind,
        };
        match kind {
            Some(kind) => Ok(By { path: path.to_owned(), place, kind }),
            None => {
                let fault = Fault::new("group", "not_groupable").with("field", path);
                Err(Error::Invalid(vec![fault]))
            }
        }
    }

    fn asks_inside(&self) -> bool {
        matches!(self.place.slots.first(), Some(Slot::Field(f)) if f.audience == Audience::Internal)
    }
}

/// The groups of a list.
///
/// # Errors
/// When the database fails.
pub fn group(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    query: &ListQuery,
    by: &By,
    zone: &str,
) -> Result<Grouped> {
    if query.predicate == Predicate::Never {
        return Ok(Grouped::default());
    }
    let mut counts: HashMap<Option<String>, Group> = HashMap::new();
    let mut since: Option<Timestamp> = None;
    for (mut held, enough, reading) in statements(kind, query, by, zone) {
        if let Some(place) = nth(tx, &enough)? {
            held.cond_where(reading.up_to(&place));
            if let Some(Value::Int(at)) = place.values.first() {
                let at = Timestamp::from_micros(*at);
                since = Some(since.map_or(at, |since| since.max(at)));
            }
        }
        for row in tx.select(&counted(held))? {
            let value: Value = row.get(0)?;
            let count: i64 = row.get(1)?;
            let group = counts.entry(canonical(&value)).or_insert(Group { value, count: 0 });
            group.count += u64::try_from(count).unwrap_or(0);
        }
    }
    let mut groups: Vec<Group> = counts.into_values().collect();
    groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| order(&a.value, &b.value)));
    let others = groups.iter().skip(TOLD).map(|group| group.count).sum();
    groups.truncate(TOLD);
    Ok(Grouped { groups, others, since })
}

type Statement = (SelectStatement, SelectStatement, super::place::Reading);

/// What each record of a driver holds, and where the newest of it are enough.
fn statements(kind: &'static Kind, query: &ListQuery, by: &By, zone: &str) -> Vec<Statement> {
    let asked = Asked { kind, query, fields: &[] };
    let own_table = filter::is_of_own_table(&by.place);
    let one = |(driver, unlike)| {
        let mut held = asked.matching(&driver, None);
        if own_table {
            asked.with_own_table(&mut held);
        }
        let value = match by.place.own_field() {
            Some(field) if field.kind.is_several() => {
                custom::join_all(&mut held, field, EACH);
                Expr::col((EACH, "text"))
            }
            _ => filter::value(kind, &by.place, zone),
        };
        held.expr_as(value, "held").cond_where(unlike);
        if let (Some(inside), true) = (&query.inside, by.asks_inside()) {
            held.cond_where(inside.condition());
        }
        let (enough, reading) = asked.enough(&driver, GROUPED);
        (held, enough, reading)
    };
    disjoint(kind, query).into_iter().map(one).collect()
}

/// Grouped outside, so that what is grouped by is written once with its values.
fn counted(held: SelectStatement) -> SelectStatement {
    Query::select()
        .column("held")
        .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
        .from_subquery(held, "each")
        .group_by_col("held")
        .take()
}

/// The statements of a grouping, for tests of plans.
#[must_use]
pub fn statements_of_group(
    kind: &'static Kind,
    query: &ListQuery,
    by: &By,
    zone: &str,
) -> Vec<SelectStatement> {
    let all = statements(kind, query, by, zone);
    all.into_iter().flat_map(|(held, enough, _)| [counted(held), enough]).collect()
}

fn order(one: &Value, other: &Value) -> std::cmp::Ordering {
    match (one, other) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    }
}
