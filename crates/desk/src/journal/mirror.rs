//! The record's row against its journal: what the journal says a field holds, the column holds.

use std::collections::HashMap;

use db::{Id, ReadTx};

use super::entry::canonical;
use super::{Entry, Subject, timeline};
use crate::kind::Kind;
use crate::list::snapshots;
use crate::Result;

/// What the journal says a record's fields hold; a field whose last value was erased is not there.
#[derive(Debug, Default, Clone)]
pub(super) struct Mirror(HashMap<String, Option<String>>);

impl Mirror {
    /// Takes one more entry of the chain.
    pub(super) fn take(&mut self, entry: &Entry) {
        for value in &entry.values {
            match value.erased_at {
                None => self.0.insert(value.field.clone(), value.value.clone()),
                Some(_) => self.0.remove(&value.field),
            };
        }
    }

    /// The first field whose column holds something else.
    fn differs(&self, row: &crate::list::Snapshot) -> Option<&'static str> {
        let differs = |code: &str, held: Option<String>| self.0.get(code).is_some_and(|said| *said != held);
        row.values.iter().find(|(field, value)| differs(field.code, canonical(value))).map(|(field, _)| field.code)
    }
}

/// The first of these records whose row says something else than its journal. Rows change while the
/// journal is walked, so whatever seems wrong is looked at again in one snapshot.
pub(super) fn first_difference(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    walked: &[(Id<Subject>, Mirror)],
) -> Result<Option<String>> {
    let fields: Vec<_> = kind.all_fields().filter(|f| f.is_journaled()).collect();
    let ids: Vec<_> = walked.iter().map(|(id, _)| id.cast()).collect();
    let rows = snapshots(tx, kind, &ids, &fields)?;
    for (id, mirror) in walked {
        let Some(row) = rows.iter().find(|row| row.id == id.cast()) else {
            return Ok(Some(format!("{} {id}: its row is gone", kind.code)));
        };
        if mirror.differs(row).is_none() {
            continue;
        }
        let mut now = Mirror::default();
        let mut entries = timeline::timeline(tx, *id)?;
        entries.sort_by_key(|entry| entry.seq);
        entries.iter().for_each(|entry| now.take(entry));
        if let Some(field) = now.differs(row) {
            let name = entries.iter().find_map(number).unwrap_or_else(|| id.to_string());
            return Ok(Some(format!("{name}: {field} is not what its journal says")));
        }
    }
    Ok(None)
}

/// The number a record got with its first entry.
fn number(entry: &Entry) -> Option<String> {
    entry.values.iter().find(|v| v.field == "number").and_then(|v| v.value.clone())
}
