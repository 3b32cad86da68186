//! More of what records refer to than its name, for those who may know it.

use std::collections::HashMap;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use crate::Result;
use crate::filter::{Attribute, Entity, Reader, Reference, known_companies, tells};
use crate::people::Company;

/// Identities asked for in one statement.
const AT_ONCE: usize = 500;

/// What is told of each of some people, teams or places; nothing of those of companies the reader
/// does not know. One statement for all.
///
/// # Errors
/// When the database fails.
pub fn expand(
    tx: &ReadTx<'_>,
    reader: Reader<'_>,
    entity: Entity,
    ids: &[Reference],
) -> Result<HashMap<Reference, Vec<(&'static Attribute, Value)>>> {
    let told: Vec<&'static Attribute> =
        entity.attributes().filter(|a| a.code != "id" && tells(reader, a)).collect();
    let known = known_companies(reader);
    let table = entity.table();
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .from(table)
            .column((table, "id"))
            .columns(told.iter().map(|a| (table, a.column)))
            .and_where(Expr::col((table, "id")).is_in(some.iter().map(|id| id.to_vec())));
        if let (Some(column), Some(known)) = (entity.company_column(), &known) {
            let of = known.iter().map(|id: &Id<Company>| id.bytes().to_vec());
            select.and_where(Expr::col((table, column)).is_in(of));
        }
        for row in tx.select(&select)? {
            let mut c = row.columns();
            let id: Reference = c.next()?;
            let held = told.iter().map(|a| Ok((*a, c.next()?))).collect::<Result<_>>()?;
            found.insert(id, held);
        }
    }
    Ok(found)
}
