//! Trees: what lies below what, and how deep.

use std::collections::{BTreeMap, BTreeSet};

use db::sea_query::{Expr, ExprTrait, Query};
use db::{ReadTx, Value};

use super::find::{find, key_of};
use super::item::Item;
use super::sort::Holds;
use crate::journal::canonical;
use crate::{Error, Fault, Result};

/// How deep a tree may be; deeper ones nobody finds their way in.
pub const DEEPEST: usize = 8;

/// Things asked for in one statement.
const AT_ONCE: usize = 500;

/// Things below one that are moved with it, at most.
const MOST_BELOW: usize = 5_000;

/// Things in the order of their tree, each with how deep it lies. What lies below something that is
/// not among them stands at the root.
#[must_use]
pub fn in_order(items: Vec<Item>) -> Vec<(Item, usize)> {
    let keys: BTreeSet<String> = items.iter().map(|item| item.key.clone()).collect();
    let mut below: BTreeMap<Option<String>, Vec<Item>> = BTreeMap::new();
    for item in items {
        let parent = item.parent().filter(|parent| keys.contains(parent));
        below.entry(parent).or_default().push(item);
    }
    let mut ordered = Vec::new();
    // The last of the list is next; each is taken out once, so a circle ends too.
    let mut next: Vec<(Item, usize)> = Vec::new();
    let children = |below: &mut BTreeMap<_, Vec<Item>>, of: Option<String>, depth| {
        let own = below.remove(&of).unwrap_or_default();
        own.into_iter().rev().map(|item| (item, depth)).collect::<Vec<_>>()
    };
    next.extend(children(&mut below, None, 0));
    while let Some((item, depth)) = next.pop() {
        next.extend(children(&mut below, Some(item.key.clone()), depth.saturating_add(1)));
        ordered.push((item, depth));
    }
    ordered
}

/// What lies above one, from the root down.
///
/// # Errors
/// When the database fails.
pub fn above(tx: &ReadTx<'_>, item: &Item) -> Result<Vec<Item>> {
    let mut path: Vec<Item> = Vec::new();
    let mut next = item.parent();
    while let Some(key) = next.filter(|_| path.len() <= DEEPEST) {
        let Some(parent) = find(tx, item.sort, &key)? else { break };
        next = parent.parent();
        path.push(parent);
    }
    path.reverse();
    Ok(path)
}

/// The keys of what lies below one, level by level; more than can be moved with it is refused on the
/// field that moves it.
pub(super) fn levels(tx: &ReadTx<'_>, item: &Item, field: &'static str) -> Result<Vec<Vec<Value>>> {
    let Some(part) = item.sort.holding(Holds::Parent) else { return Ok(Vec::new()) };
    let mut levels = Vec::new();
    let mut level = key_of(item.sort, &item.key).unwrap_or_default();
    let mut count = 0;
    // A tree that leads back into itself ends all the same.
    while !level.is_empty() && levels.len() <= DEEPEST && count <= MOST_BELOW {
        let mut next = Vec::new();
        for some in level.chunks(AT_ONCE) {
            let select = Query::select()
                .column("id")
                .from(item.sort.table)
                .and_where(Expr::col(part.column).is_in(some.iter().cloned()))
                .to_owned();
            for row in tx.select(&select)? {
                next.push(row.get::<Value>(0)?);
            }
        }
        count += next.len();
        if !next.is_empty() {
            levels.push(next.clone());
        }
        level = next;
    }
    if level.is_empty() {
        return Ok(levels);
    }
    Err(Error::Invalid(vec![Fault::new(field, "too_many_below").with("most", MOST_BELOW)]))
}

/// Refuses a parent below which it cannot lie: itself, what lies below it, or one too deep; and whatever
/// has too much below it to be looked through.
pub(super) fn check_parent(tx: &ReadTx<'_>, item: &Item, parent: &Item) -> Result<()> {
    let levels = if item.key.is_empty() { Vec::new() } else { levels(tx, item, "parent")? };
    let below = |value: &Value| canonical(value).is_some_and(|key| key == parent.key);
    if parent.key == item.key || levels.iter().flatten().any(below) {
        return Err(Error::invalid("parent", "tree_circle"));
    }
    let deep = above(tx, parent)?.len() + 1 + 1 + levels.len();
    if deep > DEEPEST {
        return Err(Error::invalid("parent", "too_deep"));
    }
    Ok(())
}
