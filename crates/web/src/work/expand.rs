//! More of what a list's records refer to, where it was asked for.

use std::collections::{HashMap, HashSet};

use db::{Id, ReadTx, Timestamp, Value};
use desk::Result;
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind};
use desk::filter::{Attribute, Entity, Reader, Reference};
use desk::list::{Snapshot, expand};
use serde_json::{Value as Json, json};

use super::listing::{Listing, named};
use super::names::{Names, Wanted};
use super::present::reference;

/// What is told of each of the things that some fields refer to.
#[derive(Debug, Default)]
pub(super) struct More {
    fields: Vec<&'static Field>,
    known: HashMap<Reference, Vec<(&'static Attribute, Value)>>,
    names: Names,
}

impl Listing<'_> {
    /// The references of which more than the name is to be shown.
    pub(super) fn expanded(&self, tx: &ReadTx<'_>) -> Result<Vec<&'static Field>> {
        let visible = super::visible_fields(&Catalogue::of(tx, self.kind)?, self.agent);
        named("expand", &self.request.expand, &references(&visible))
    }
}

/// Those of some fields that refer to something of which more can be told.
pub(super) fn references(fields: &[&'static Field]) -> Vec<&'static Field> {
    fields.iter().copied().filter(|field| Entity::of(field.kind).is_some()).collect()
}

impl More {
    /// Looks up all that the rows of a page refer to: a statement for each sort of thing.
    pub(super) fn of(
        tx: &ReadTx<'_>,
        reader: Reader<'_>,
        fields: &[&'static Field],
        rows: &[Snapshot],
    ) -> Result<More> {
        let mut ids: HashMap<&'static str, (Entity, HashSet<Reference>)> = HashMap::new();
        for field in fields {
            let Some(entity) = Entity::of(field.kind) else { continue };
            let of_field = rows.iter().filter_map(|row| row.id_of::<()>(field.code));
            let (_, set) = ids.entry(entity.table()).or_insert_with(|| (entity, HashSet::new()));
            set.extend(of_field.map(|id| *id.bytes()));
        }
        let mut known = HashMap::new();
        for (entity, ids) in ids.into_values() {
            let ids: Vec<Reference> = ids.into_iter().collect();
            known.extend(expand(tx, reader, entity, &ids)?);
        }
        let mut wanted = Wanted::default();
        for (attribute, value) in known.values().flatten() {
            if let Value::Bytes(bytes) = value
                && let Ok(id) = Reference::try_from(bytes.as_slice())
            {
                wanted.id(attribute.kind, id);
            }
        }
        Ok(More { fields: fields.to_vec(), known, names: wanted.find(tx, reader.kind)? })
    }

    /// The record with what is known of the things it refers to.
    pub(super) fn add(&self, row: &Snapshot, mut record: Json) -> Json {
        for field in &self.fields {
            let held = row.id_of::<()>(field.code).and_then(|id| self.known.get(id.bytes()));
            let shown = record.get_mut(field.code).and_then(Json::as_object_mut);
            if let (Some(held), Some(shown)) = (held, shown) {
                let more = held.iter().filter(|(attribute, _)| attribute.code != "name");
                shown.extend(more.map(|(a, v)| (a.code.to_owned(), self.value(a.kind, v))));
            }
        }
        record
    }

    fn value(&self, kind: FieldKind, value: &Value) -> Json {
        match (kind, value) {
            (_, Value::Null) => Json::Null,
            (FieldKind::Instant, Value::Int(micros)) => json!(Timestamp::from_micros(*micros)),
            (FieldKind::Flag, Value::Int(flag)) => json!(*flag != 0),
            (_, Value::Int(number)) => json!(number),
            (_, Value::Text(text)) => json!(text),
            (_, Value::Bytes(bytes)) => match Reference::try_from(bytes.as_slice()) {
                Ok(id) => reference(Id::from_bytes(id), &self.names),
                Err(_) => Json::Null,
            },
        }
    }
}
