//! Whether following a relation from one record leads to another: the guard against circles.

use std::collections::HashSet;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use super::Relation;
use crate::record::Record;
use crate::{Error, Result};

/// Records looked at on the way at most: beyond that nobody could say what hangs on what.
const FARTHEST: usize = 2_000;

/// Records asked about in one statement.
const AT_ONCE: usize = 500;

/// Whether one comes from `start` to `end` along the relation.
///
/// # Errors
/// [`Error::Refused`] when too much hangs together to tell.
pub(super) fn leads_to(
    tx: &ReadTx<'_>,
    relation: &Relation,
    start: Id<Record>,
    end: Id<Record>,
) -> Result<bool> {
    let mut seen = HashSet::from([start]);
    let mut front = vec![start];
    while !front.is_empty() {
        if front.contains(&end) {
            return Ok(true);
        }
        if seen.len() > FARTHEST {
            return Err(Error::Refused("link_too_far"));
        }
        let mut next = Vec::new();
        for some in front.chunks(AT_ONCE) {
            for row in tx.select(&step(relation, some))? {
                let reached: Id<Record> = row.get(0)?;
                if seen.insert(reached) {
                    next.push(reached);
                }
            }
        }
        front = next;
    }
    Ok(false)
}

/// What the relation leads to from these, each once; more than the walk goes on with is not read.
fn step(relation: &Relation, from: &[Id<Record>]) -> db::sea_query::SelectStatement {
    let most = u64::try_from(FARTHEST).unwrap_or(u64::MAX).saturating_add(1);
    Query::select()
        .distinct()
        .column(Alias::new("to_id"))
        .from(Alias::new("link"))
        .and_where(Expr::col(Alias::new("from_id")).is_in(from.iter().map(|id| Value::from(*id))))
        .and_where(Expr::col(Alias::new("relation")).eq(relation.forward))
        .limit(most)
        .to_owned()
}
