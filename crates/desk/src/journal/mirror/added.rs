//! The rows of custom values against the journal: what it says is there, in the form in which it is
//! compared and sorted, and nothing else is.

use std::collections::{BTreeSet, HashMap};

use db::{Id, ReadTx};

use super::Mirror;
use crate::Result;
use crate::custom::{Catalogue, Definition, PREFIX, Stored, expected, stored_of};
use crate::field::Field;
use crate::kind::Kind;
use crate::list::Snapshot;
use crate::record::Record;

/// The custom values of some records of a kind, and the fields they are of.
pub(super) struct Added {
    catalogue: Catalogue,
    fields: HashMap<Id<Definition>, &'static Field>,
    rows: HashMap<Id<Record>, Vec<Stored>>,
}

impl Added {
    pub(super) fn of(tx: &ReadTx<'_>, kind: &Kind, records: &[Id<Record>]) -> Result<Self> {
        let catalogue = Catalogue::of(tx, kind)?;
        let fields = catalogue
            .custom_ever()
            .filter_map(|field| Some((field.definition()?.id, field)))
            .collect();
        let mut rows: HashMap<Id<Record>, Vec<Stored>> = HashMap::new();
        for row in stored_of(tx, records)? {
            rows.entry(row.subject).or_default().push(row);
        }
        Ok(Added { catalogue, fields, rows })
    }

    /// The first custom field that holds something else than the journal says.
    pub(super) fn differs(&self, mirror: &Mirror, row: &Snapshot) -> Option<String> {
        let stored = self.rows.get(&row.id).map_or(&[][..], Vec::as_slice);
        if let Some(stray) = stored.iter().find(|row| !self.fields.contains_key(&row.field)) {
            return Some(format!("a value of the unknown field {}", stray.field));
        }
        let said = mirror.held.keys().chain(mirror.several.keys());
        let mut codes: BTreeSet<&str> =
            said.map(String::as_str).filter(|code| code.starts_with(PREFIX)).collect();
        codes.extend(stored.iter().filter_map(|row| Some(self.fields.get(&row.field)?.code)));
        codes.into_iter().find(|code| !self.holds(mirror, row, stored, code)).map(ToOwned::to_owned)
    }

    fn holds(&self, mirror: &Mirror, row: &Snapshot, stored: &[Stored], code: &str) -> bool {
        let Some(field) = self.catalogue.ever(code) else { return false };
        let several = mirror.several.get(code);
        if mirror.erased.contains(code) || several.is_some_and(|several| several.erased) {
            return true;
        }
        let said = match field.kind.is_several() {
            true => several.and_then(super::Several::text),
            false => mirror.said(code).map(ToOwned::to_owned),
        };
        let wanted = match said {
            Some(text) => expected(field, &text),
            None => Some(Vec::new()),
        };
        let own = stored.iter().filter(|row| self.fields.get(&row.field) == Some(&field));
        let own: Vec<&Stored> = own.collect();
        wanted.is_some_and(|wanted| {
            let in_place =
                (0i64..).zip(wanted.iter().zip(&own)).all(|(ordinal, (cell, row_of))| {
                    row_of.ordinal == ordinal
                        && row_of.cell == *cell
                        && row_of.opened_at == row.opened_at
                });
            wanted.len() == own.len() && in_place
        })
    }
}
