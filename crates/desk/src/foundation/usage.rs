//! How much has a thing.

use db::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use db::{ReadTx, Value};

use super::item::Item;
use super::sort::Use;
use crate::Result;
use crate::kind::Kind;

/// Rows counted for one thing, at most: whoever asks waits for it.
pub const COUNTED: i64 = 1_000;

/// Things counted in one statement.
const AT_ONCE: usize = 100;

/// How many rows have a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// What they are.
    pub of: &'static Use,
    /// That many.
    pub number: i64,
    /// Whether there are more.
    pub more: bool,
}

/// How much has one thing, of everything that can have it.
///
/// # Errors
/// When the database fails.
pub fn usage(tx: &ReadTx<'_>, kinds: &[&'static Kind], item: &Item) -> Result<Vec<Usage>> {
    let mut all = Vec::new();
    for one in item.sort.uses {
        let counted = count(tx, kinds, one, std::slice::from_ref(item))?;
        all.extend(counted.into_iter().flatten());
    }
    Ok(all)
}

/// How many rows of a sort have each of some things, in their order; nothing where that is not
/// counted. A statement for all of them, which counts each to a bound.
///
/// # Errors
/// When the database fails.
pub fn count(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    of: &'static Use,
    items: &[Item],
) -> Result<Vec<Option<Usage>>> {
    let mut counts: Vec<Option<Usage>> = vec![None; items.len()];
    let asked: Vec<(usize, &Item)> =
        items.iter().enumerate().filter(|(_, item)| concerns(of, item)).collect();
    for some in asked.chunks(AT_ONCE) {
        let mut arms = some.iter().map(|(place, item)| arm(kinds, of, *place, item));
        let Some(mut all) = arms.next() else { continue };
        for arm in arms {
            all.union(UnionType::All, arm);
        }
        for row in tx.select(&all)? {
            let (place, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            let held = usize::try_from(place).ok().and_then(|place| counts.get_mut(place));
            if let Some(held) = held {
                let usage =
                    Usage { of, number: std::cmp::min(number, COUNTED), more: number > COUNTED };
                *held = Some(usage);
            }
        }
    }
    Ok(counts)
}

/// Whether rows of this sort can have the thing.
fn concerns(of: &Use, item: &Item) -> bool {
    of.list.is_none_or(|list| item.text("list").as_deref() == Some(list))
}

/// The place of a thing among others, and how many rows have it.
fn arm(kinds: &[&'static Kind], of: &Use, place: usize, item: &Item) -> SelectStatement {
    let mut rows = Query::select();
    rows.from(of.table);
    for (column, own) in of.matches {
        rows.column(*column);
        rows.and_where(Expr::col(*column).eq(item.column(own)));
    }
    if of.by_kind {
        let codes = kinds.iter().map(|kind| Value::from(kind.code));
        rows.and_where(Expr::col("kind").is_in(codes));
    }
    for (column, value) in of.only {
        rows.and_where(Expr::col(*column).eq(*value));
    }
    rows.limit(u64::try_from(COUNTED).unwrap_or(0).saturating_add(1));
    Query::select()
        .expr(Expr::val(Value::from(i64::try_from(place).unwrap_or(i64::MAX))))
        .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
        .from_subquery(rows, "counted")
        .to_owned()
}
