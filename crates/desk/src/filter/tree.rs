//! What lies below a node of a tree.

use std::collections::BTreeSet;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{ReadTx, Value};

use super::entity::Entity;
use crate::Result;

/// Nodes at most; a filter over more would be as long as the tree.
pub(super) const MOST: usize = 2_000;
/// Nodes asked for in one statement.
const AT_ONCE: usize = 500;

/// The nodes and all below them, one statement for each level; nothing when there are too many.
pub(super) fn below(
    tx: &ReadTx<'_>,
    entity: Entity,
    roots: Vec<Value>,
) -> Result<Option<Vec<Value>>> {
    let bytes = |value: Value| if let Value::Bytes(bytes) = value { Some(bytes) } else { None };
    let mut level: Vec<Vec<u8>> = roots.into_iter().filter_map(bytes).collect();
    let mut known: BTreeSet<Vec<u8>> = level.iter().cloned().collect();
    while !level.is_empty() {
        let mut next = Vec::new();
        for some in level.chunks(AT_ONCE) {
            let select = Query::select()
                .column(Alias::new("id"))
                .from(Alias::new(entity.table()))
                .and_where(
                    Expr::col(Alias::new("parent_id"))
                        .is_in(some.iter().map(|id| Value::from(id.clone()))),
                )
                .to_owned();
            for row in tx.select(&select)? {
                let id: Vec<u8> = row.get(0)?;
                // A tree that leads back into itself ends all the same.
                if known.insert(id.clone()) {
                    next.push(id);
                }
            }
            if known.len() > MOST {
                return Ok(None);
            }
        }
        level = next;
    }
    Ok(Some(known.into_iter().map(Value::Bytes).collect()))
}
