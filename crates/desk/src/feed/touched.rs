//! Records as they are now, with all that decides who may see them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use super::step::Touched;
use crate::Result;
use crate::heading::headings_of;
use crate::people::Person;
use crate::record::Record;

/// For whom records are read: those whose watching matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// For one person.
    One(Id<Person>),
    /// For anybody.
    Any,
}

/// Those of the identities that are records: two statements for every few hundred.
pub(crate) fn touched(
    tx: &ReadTx<'_>,
    readers: Readers,
    ids: &[Id<Record>],
) -> Result<HashMap<Id<Record>, Arc<Touched>>> {
    let mut watchers = watchers(tx, readers, ids)?;
    let found = headings_of(tx, ids)?.into_iter().map(|heading| {
        let watchers = watchers.remove(&heading.id).unwrap_or_default();
        (heading.id, Arc::new(Touched { heading, watchers }))
    });
    Ok(found.collect())
}

/// Records whose watchers are read by one statement.
const AT_ONCE: usize = 500;

fn watchers(
    tx: &ReadTx<'_>,
    readers: Readers,
    ids: &[Id<Record>],
) -> Result<HashMap<Id<Record>, HashSet<Id<Person>>>> {
    let mut watchers: HashMap<Id<Record>, HashSet<Id<Person>>> = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "person_id"].map(Alias::new))
            .from(Alias::new("watcher"))
            .and_where(Expr::col(Alias::new("subject_id")).is_in(some.iter().map(Value::from)));
        if let Readers::One(person) = readers {
            select.and_where(Expr::col(Alias::new("person_id")).eq(Value::from(person)));
        }
        for row in tx.select(&select)? {
            watchers.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
    }
    Ok(watchers)
}
