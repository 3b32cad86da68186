//! Finding things: all of a sort, or one of them.

use std::collections::BTreeMap;

use db::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use db::{Id, ReadTx, Value};

use super::item::{BETWEEN, Item, read};
use super::refer;
use super::sort::{Holds, Sort};
use crate::access::Agent;
use crate::filter::contains;
use crate::kind::Kind;
use crate::people::Company;
use crate::text::fold;
use crate::{Error, Result};

/// Things of a sort that are read at once, at most.
pub const MOST: usize = 5_000;

/// Which things of a sort are asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A part of the name; empty for any.
    pub text: String,
    /// Only those that can be chosen, or that were retired.
    pub active: Option<bool>,
    /// Only those whose parts hold these, by code.
    pub narrowed: BTreeMap<&'static str, Value>,
}

/// Things of a sort.
#[derive(Debug, Clone)]
pub struct Found {
    /// By name; choices in their place.
    pub items: Vec<Item>,
    /// Whether there are more than can be read at once.
    pub more: bool,
}

/// The things of a sort that are asked for.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn list(tx: &ReadTx<'_>, agent: &Agent, sort: &'static Sort, asked: &Asked) -> Result<Found> {
    agent.require_overseer()?;
    let mut select = select(sort);
    if let Some(active) = asked.active {
        select.and_where(of(sort, "active").eq(Value::from(active)));
    }
    for (code, value) in &asked.narrowed {
        let part = sort.part(code).ok_or_else(|| Error::invalid(*code, "no_such_field"))?;
        select.and_where(of(sort, part.column).eq(value.clone()));
    }
    let wanted = fold(asked.text.trim());
    if sort.has_identity() {
        if !wanted.is_empty() {
            select.and_where(contains(Expr::col(("naming", "fold")), &wanted));
        }
        select.order_by(("naming", "sort_key"), Order::Asc);
    } else {
        for column in ["kind", "list", "place"] {
            select.order_by((sort.table, column), Order::Asc);
        }
    }
    for column in sort.key {
        select.order_by((sort.table, *column), Order::Asc);
    }
    select.limit(u64::try_from(MOST).unwrap_or(u64::MAX).saturating_add(1));
    let mut items = all(tx, sort, &select)?;
    let more = items.len() > MOST;
    items.truncate(MOST);
    if !sort.has_identity() {
        items.retain(|item| fold(&item.name).contains(&wanted) || item.key.contains(&wanted));
    }
    Ok(Found { items, more })
}

/// One thing: by its key, or by its name where only one has it.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer; [`Error::NotFound`].
pub fn one(tx: &ReadTx<'_>, agent: &Agent, sort: &'static Sort, text: &str) -> Result<Item> {
    agent.require_overseer()?;
    if let Some(item) = find(tx, sort, text)? {
        return Ok(item);
    }
    let mut named = named(tx, sort, text, &[])?;
    match (named.pop(), named.is_empty()) {
        (Some(item), true) => Ok(item),
        _ => Err(Error::NotFound),
    }
}

/// The thing with this key.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &ReadTx<'_>, sort: &'static Sort, key: &str) -> Result<Option<Item>> {
    let Some(values) = key_of(sort, key) else { return Ok(None) };
    let mut select = select(sort);
    for (column, value) in sort.key.iter().zip(values) {
        select.and_where(of(sort, column).eq(value));
    }
    Ok(all(tx, sort, &select)?.pop())
}

/// What lies at a path from the root down, within a company or kind of record: the sort, the part that
/// says within what, and that.
///
/// # Errors
/// [`Error::Invalid`] on the part when there is no such company or kind.
pub fn at_path(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    (sort, scope, within): (&'static Sort, &str, &str),
    path: &[String],
) -> Result<Option<Item>> {
    let part = sort.part(scope).ok_or(Error::NotFound)?;
    let within = refer::within(tx, kinds, part, within)?;
    let above = sort.holding(Holds::Parent).ok_or(Error::NotFound)?;
    let mut item: Option<Item> = None;
    for name in path {
        let parent = item.as_ref().map_or(Value::Null, |item| item.column("id"));
        let mut found =
            named(tx, sort, name, &[(part.column, within.clone()), (above.column, parent)])?;
        match found.pop() {
            Some(one) => item = Some(one),
            None => return Ok(None),
        }
    }
    Ok(item)
}

/// The thing that a table calls so, in a company where there is one of a name in each: in just these
/// letters rather than in others, in use rather than retired.
pub(crate) fn called(
    tx: &ReadTx<'_>,
    sort: &'static Sort,
    name: &str,
    company: Option<Id<Company>>,
) -> Result<Option<Item>> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    let within: Vec<_> =
        company.map(|company| ("company_id", company.into())).into_iter().collect();
    let found = named(tx, sort, name, &within)?;
    Ok(found.into_iter().max_by_key(|item| (item.name == name.trim(), item.active)))
}

/// The things with this name, whatever its capitals, whose columns hold these.
pub(super) fn named(
    tx: &ReadTx<'_>,
    sort: &'static Sort,
    name: &str,
    within: &[(&'static str, Value)],
) -> Result<Vec<Item>> {
    let mut select = select(sort);
    for (column, value) in within {
        let column = of(sort, column);
        select.and_where(match value {
            Value::Null => column.is_null(),
            value => column.eq(value.clone()),
        });
    }
    let folded = fold(name.trim());
    if sort.has_identity() {
        select.and_where(Expr::col(("naming", "fold")).eq(folded.clone()));
    }
    select.limit(u64::try_from(MOST).unwrap_or(u64::MAX));
    let mut items = all(tx, sort, &select)?;
    items.retain(|item| fold(&item.name) == folded);
    Ok(items)
}

/// Every row that a statement of a sort's columns finds.
pub(super) fn all(
    tx: &ReadTx<'_>,
    sort: &'static Sort,
    select: &SelectStatement,
) -> Result<Vec<Item>> {
    tx.select(select)?.into_iter().map(|row| read(sort, row)).collect()
}

/// A column of a sort's table.
pub(super) fn of(sort: &Sort, column: &'static str) -> Expr {
    Expr::col((sort.table, column))
}

/// The sort's columns, with the keys of its names where it has them.
pub(super) fn select(sort: &'static Sort) -> SelectStatement {
    let mut select = Query::select();
    for column in sort.columns() {
        select.column((sort.table, column));
    }
    select.from(sort.table);
    if sort.has_identity() {
        select.inner_join("naming", Expr::col(("naming", "id")).equals((sort.table, "id")));
    }
    select
}

/// What the columns of a key hold; nothing where it is none.
pub(super) fn key_of(sort: &Sort, key: &str) -> Option<Vec<Value>> {
    if sort.has_identity() {
        return Some(vec![key.parse::<Id<()>>().ok()?.into()]);
    }
    let codes: Vec<Value> = key.split(BETWEEN).map(Value::from).collect();
    (codes.len() == sort.key.len()).then_some(codes)
}
