//! Lists of records: exactly the rows a reader may see, newest first, paged by key.
//!
//! A list is one query per *driver*: a value of an indexed column, read in the order of its index.
//! The few drivers' rows are merged here, so that no engine has to sort all matches.

use db::sea_query::{
    Alias, Cond, Condition, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType,
};
use db::{Id, ReadTx, Timestamp, Value};

mod driver;
mod snapshot;

use driver::Driver;
pub use snapshot::{Snapshot, snapshot, snapshots};

use crate::access::{Branch, Scope};
use crate::field::{Field, Home};
use crate::kind::Kind;
use crate::record::Record;
use crate::{Error, Result};

/// Most drivers a list is split into; beyond it the engine sorts.
const DRIVERS: usize = 16;
/// Indexed columns a filter can drive a list by, best first.
const DRIVING: &[&str] = &["assignee_id", "team_id", "requester_id", "opener_id", "company_id"];

/// What a list shows.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// What the reader may see.
    pub scope: Scope,
    /// Fields that must hold one of these values (or, with [`Value::Null`], nothing).
    pub filters: Vec<Filter>,
    /// Only work still to be done, or only work that is over.
    pub open: Option<bool>,
    /// From where.
    pub page: Page,
    /// Rows at most.
    pub limit: u64,
}

/// A field that must hold one of some values.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The field.
    pub field: &'static Field,
    /// The values, as the column keeps them.
    pub any_of: Vec<Value>,
}

/// Where in the list a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// At the newest.
    First,
    /// After this row, towards the oldest.
    After(Key),
    /// Before this row, towards the newest.
    Before(Key),
}

/// A row's place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Its identity, where two were opened at the same instant.
    pub id: Id<Record>,
}

/// The rows of a page.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Newest first.
    pub rows: Vec<Snapshot>,
    /// Whether newer rows come before these.
    pub earlier: bool,
    /// Whether older rows come after these.
    pub later: bool,
}

impl ListQuery {
    /// A field that may hold none of any values: my teams, for somebody without a team.
    fn matches_nothing(&self) -> bool {
        self.filters.iter().any(|f| f.any_of.is_empty())
    }
}

impl Page {
    fn is_backward(self) -> bool {
        matches!(self, Page::Before(_))
    }

    /// Beyond its key, by the place the table says.
    fn condition(self, table: &'static str) -> Option<Condition> {
        let (key, newer) = match self {
            Page::First => return None,
            Page::After(key) => (key, false),
            Page::Before(key) => (key, true),
        };
        let of = |name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
        let place = Expr::tuple([of("opened_at"), of("subject_id")]);
        let bound =
            Expr::tuple([Expr::val(Value::from(key.opened_at)), Expr::val(Value::from(key.id))]);
        let beyond = if newer { place.gt(bound) } else { place.lt(bound) };
        Some(Cond::all().add(beyond))
    }
}

/// One page of rows with the fields asked for.
///
/// # Errors
/// When the database fails.
pub fn list(
    tx: &ReadTx<'_>,
    kind: &Kind,
    query: &ListQuery,
    fields: &[&'static Field],
) -> Result<Listed> {
    let backward = query.page.is_backward();
    if query.matches_nothing() {
        return Ok(Listed { rows: Vec::new(), earlier: false, later: false });
    }
    let mut rows: Vec<Snapshot> = Vec::new();
    for select in statements_of(kind, query, fields) {
        for row in tx.select(&select)? {
            rows.push(Snapshot::read(row, fields)?.in_a_list());
        }
    }
    rows.sort_unstable_by(
        |a, b| if backward { a.key().cmp(&b.key()) } else { b.key().cmp(&a.key()) },
    );
    rows.dedup_by_key(|row| row.id);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    if backward {
        rows.reverse();
    }
    let began = !matches!(query.page, Page::First);
    Ok(Listed {
        rows,
        earlier: if backward { more } else { began },
        later: if backward { true } else { more },
    })
}

/// How many rows the whole list has, stopping at `most`.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &ReadTx<'_>, kind: &Kind, query: &ListQuery, most: Option<u64>) -> Result<u64> {
    if query.matches_nothing() {
        return Ok(0);
    }
    // The values of one column hold different rows, so their counts add up.
    let Some(parts) = filter_drivers(kind, query) else { return counted(tx, kind, query, most) };
    let mut total = 0;
    for part in parts {
        let left = most.map(|most| most.saturating_sub(total));
        if left == Some(0) {
            break;
        }
        let inner = matching(kind, query, &Driver::on_record(part), left);
        total += count_rows(tx, inner)?;
    }
    Ok(total)
}

/// The branches of a scope overlap, so their rows are counted together, each branch by its own index
/// and up to the same bound.
fn counted(tx: &ReadTx<'_>, kind: &Kind, query: &ListQuery, most: Option<u64>) -> Result<u64> {
    let arms = query.scope.branches();
    let bounded = |branch: &Branch| {
        let driver = Driver::of_branch(branch);
        let driver = query.open.map_or(driver.clone(), |open| driver.side(open));
        Query::select()
            .column(Alias::new("subject_id"))
            .from_subquery(matching(kind, query, &driver, most), Alias::new("arm"))
            .to_owned()
    };
    let mut arms = arms.iter().map(bounded);
    let mut all =
        arms.next().ok_or_else(|| Error::Broken("a scope without a branch".to_owned()))?;
    for arm in arms {
        all.union(UnionType::Distinct, arm);
    }
    let total = count_rows(tx, all)?;
    Ok(most.filter(|most| total > *most).unwrap_or(total))
}

/// The rows of one driver that match, up to a bound.
fn matching(kind: &Kind, query: &ListQuery, driver: &Driver, most: Option<u64>) -> SelectStatement {
    let mut inner = Query::select();
    inner.from(Alias::new("record")).column((Alias::new("record"), Alias::new("subject_id")));
    if query.filters.iter().any(|f| matches!(f.field.home, Home::Side(_))) {
        let own = (Alias::new(kind.table), Alias::new("subject_id"));
        let record = (Alias::new("record"), Alias::new("subject_id"));
        inner.join(JoinType::InnerJoin, Alias::new(kind.table), Expr::col(own).equals(record));
    }
    driver.restrict(&mut inner, kind);
    inner.cond_where(restriction(kind, query));
    if let Some(most) = most {
        inner.limit(most);
    }
    inner
}

fn count_rows(tx: &ReadTx<'_>, rows: SelectStatement) -> Result<u64> {
    let rows = tx.select(
        Query::select()
            .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
            .from_subquery(rows, Alias::new("matching")),
    )?;
    let count: i64 = rows.first().ok_or(db::Error::Missing)?.get(0)?;
    u64::try_from(count).map_err(|_| Error::Broken("a count below zero".to_owned()))
}

/// The statements a page is read with; for tests of plans.
#[must_use]
pub fn statements_of(
    kind: &Kind,
    query: &ListQuery,
    fields: &[&'static Field],
) -> Vec<SelectStatement> {
    let statement = |driver: Driver| {
        let mut select = page_of(kind, query, &driver);
        Snapshot::add_columns(&mut select, kind, fields);
        select
    };
    drivers(kind, query).into_iter().map(statement).collect()
}

fn page_of(kind: &Kind, query: &ListQuery, driver: &Driver) -> SelectStatement {
    let order = if query.page.is_backward() { Order::Asc } else { Order::Desc };
    let mut select = from_record(kind);
    let place = driver.table();
    driver.restrict(&mut select, kind);
    select
        .cond_where(restriction(kind, query))
        .order_by((Alias::new(place), Alias::new("opened_at")), order.clone())
        .order_by((Alias::new(place), Alias::new("subject_id")), order)
        // One more than shown tells whether there is a next page.
        .limit(query.limit + 1);
    if let Some(page) = query.page.condition(place) {
        select.cond_where(page);
    }
    select
}

/// The tables a row is put together from; those a statement does not use cost nothing but a look
/// by primary key.
fn from_record(kind: &Kind) -> SelectStatement {
    let subject = |table: &'static str, column: &'static str| {
        Expr::col((Alias::new(table), Alias::new(column)))
    };
    let record = (Alias::new("record"), Alias::new("subject_id"));
    let mut select = Query::select();
    select
        .from(Alias::new("record"))
        .join(
            JoinType::InnerJoin,
            Alias::new("subject"),
            subject("subject", "id").equals(record.clone()),
        )
        .join(
            JoinType::InnerJoin,
            Alias::new(kind.table),
            subject(kind.table, "subject_id").equals(record),
        );
    select
}

/// What holds for every row whatever drives the query.
fn restriction(kind: &Kind, query: &ListQuery) -> Condition {
    let mut all = Cond::all().add(column("kind").eq(Value::from(kind.code)));
    if let Some(open) = query.open {
        all = all.add(column("is_open").eq(Value::from(open)));
    }
    for filter in &query.filters {
        all = all.add(holds(kind, filter));
    }
    all
}

fn holds(kind: &Kind, filter: &Filter) -> Condition {
    let column = match filter.field.home {
        Home::Record(column) => Expr::col((Alias::new("record"), Alias::new(column))),
        Home::Side(column) => Expr::col((Alias::new(kind.table), Alias::new(column))),
    };
    let mut any = Cond::any();
    let values: Vec<Value> = filter.any_of.iter().filter(|v| **v != Value::Null).cloned().collect();
    if values.len() < filter.any_of.len() {
        any = any.add(column.clone().is_null());
    }
    match values.as_slice() {
        [] => any,
        [one] => any.add(column.eq(one.clone())),
        many => any.add(column.is_in(many.to_vec())),
    }
}

/// The drivers the list is split by: the values of an indexed field that is filtered on, or
/// else the branches of what the reader may see. Every index leads on from its own column to
/// whether the work is open and from there in the list's order; so a list of open and closed work
/// is split once more.
fn drivers(kind: &Kind, query: &ListQuery) -> Vec<Driver> {
    let all = filter_drivers(kind, query)
        .map(|all| all.into_iter().map(Driver::on_record).collect())
        .unwrap_or_else(|| scope_drivers(&query.scope));
    match query.open.or_else(|| open_by_state(kind, query)) {
        Some(open) => all.into_iter().map(|driver| driver.side(open)).collect(),
        None => all.iter().flat_map(|d| [true, false].map(|open| d.clone().side(open))).collect(),
    }
}

/// Whether the states that are filtered on are all open or all over; else the half that cannot match
/// would be walked to its end.
fn open_by_state(kind: &Kind, query: &ListQuery) -> Option<bool> {
    let filter = query.filters.iter().find(|f| f.field.home == Home::Record("state"))?;
    let mut open = filter.any_of.iter().map(|value| match value {
        Value::Text(code) => kind.lifecycle.state(code).map(|s| s.class.is_open()),
        _ => None,
    });
    let first = open.next()??;
    open.all(|other| other == Some(first)).then_some(first)
}

fn filter_drivers(kind: &Kind, query: &ListQuery) -> Option<Vec<Condition>> {
    let filter = DRIVING.iter().find_map(|name| {
        query.filters.iter().find(|f| {
            f.field.home == Home::Record(name)
                && f.any_of.len() <= DRIVERS
                && !f.any_of.contains(&Value::Null)
        })
    })?;
    let driver = |value: &Value| {
        let one = Filter { field: filter.field, any_of: vec![value.clone()] };
        Cond::all().add(holds(kind, &one)).add(query.scope.condition())
    };
    Some(filter.any_of.iter().map(driver).collect())
}

fn scope_drivers(scope: &Scope) -> Vec<Driver> {
    let branches = scope.branches();
    let split: Vec<Branch> = branches.iter().flat_map(Branch::split).collect();
    let arms = if split.len() <= DRIVERS { split } else { branches };
    arms.iter().map(Driver::of_branch).collect()
}

fn column(name: &'static str) -> Expr {
    Expr::col((Alias::new("record"), Alias::new(name)))
}
