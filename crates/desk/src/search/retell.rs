//! The words of records made anew from what their rows and their journal hold.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Tx, Value};

use super::among::{AT_ONCE, among};
use super::source::{Text, texts_of};
use super::text::{self, Kept, is_searched, of_fact, of_field, said_codes};
use crate::Result;
use crate::custom::Catalogue;
use crate::field::Field;
use crate::kind::Kind;
use crate::list::snapshots;
use crate::record::Record;

/// Makes the words of these records anew and writes what differs from what is kept; how many texts.
pub(super) fn retell(
    tx: &Tx<'_>,
    kinds: &[&'static Kind],
    records: &[(Id<Record>, String)],
) -> Result<usize> {
    let ids: Vec<Id<Record>> = records.iter().map(|(id, _)| *id).collect();
    let mut kept = texts_of(tx, &ids, None)?;
    let mut told = tell(tx, kinds, records)?;
    let mut changed: Vec<Kept> = Vec::new();
    for id in ids {
        let before = kept.remove(&id).unwrap_or_default();
        let now = told.remove(&id).unwrap_or_default();
        for old in &before {
            if now.iter().all(|new| (new.seq, new.field) != (old.seq, old.field.as_str())) {
                text::forget(tx, id.cast(), old.seq, &old.field)?;
            }
        }
        changed.extend(now.into_iter().filter(|new| !before.iter().any(|old| is_same(old, new))));
    }
    text::write(tx, &changed, false)?;
    Ok(changed.len())
}

/// The first record whose kept words are not those of its texts.
pub(super) fn first_difference(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    records: &[(Id<Record>, String)],
) -> Result<Option<Id<Record>>> {
    let ids: Vec<Id<Record>> = records.iter().map(|(id, _)| *id).collect();
    let mut kept = texts_of(tx, &ids, None)?;
    let mut told = tell(tx, kinds, records)?;
    Ok(ids.into_iter().find(|id| {
        let before = kept.remove(id).unwrap_or_default();
        let now = told.remove(id).unwrap_or_default();
        before.len() != now.len()
            || !now.iter().all(|new| before.iter().any(|old| is_same(old, new)))
    }))
}

fn is_same(old: &Text, new: &Kept) -> bool {
    (old.seq, old.field.as_str(), old.internal) == (new.seq, new.field, new.internal)
        && old.words == new.words
}

/// All texts of these records that have words.
fn tell(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    records: &[(Id<Record>, String)],
) -> Result<HashMap<Id<Record>, Vec<Kept>>> {
    let mut told: HashMap<Id<Record>, Vec<Kept>> = HashMap::new();
    for kind in kinds {
        let catalogue = Catalogue::of(tx, kind)?;
        let fields: Vec<&'static Field> = catalogue.all().filter(|f| is_searched(f)).collect();
        let of_kind: Vec<Id<Record>> =
            records.iter().filter(|(_, code)| code == kind.code).map(|(id, _)| *id).collect();
        for row in snapshots(tx, kind, &of_kind, &fields)? {
            let texts = told.entry(row.id).or_default();
            texts.extend(row.values.iter().filter_map(|(field, value)| match value {
                Value::Text(text) => Some(of_field(row.id.cast(), field, text)),
                _ => None,
            }));
        }
    }
    let ids: Vec<Id<Record>> = records.iter().map(|(id, _)| *id).collect();
    for (id, seq, field, text) in sayings(tx, &ids)? {
        let texts = told.entry(id).or_default();
        let said = of_fact(id.cast(), seq, &field, &text);
        texts.extend(
            said.filter(|said| texts.iter().all(|t| (t.seq, t.field) != (seq, said.field))),
        );
    }
    for texts in told.values_mut() {
        texts.retain(|text| !text.words.is_empty());
    }
    Ok(told)
}

/// Something that was said about a record: with which entry, as which fact, and the text.
type Said = (Id<Record>, i64, String, String);

/// Everything that was said about these records.
fn sayings(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<Vec<Said>> {
    let mut said = Vec::new();
    let codes: Vec<&str> = said_codes().collect();
    for some in ids.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(["subject_id", "seq", "field", "value"].map(Alias::new))
            .from(Alias::new("entry_value"))
            .and_where(among("subject_id", some))
            .and_where(among("field", &codes))
            .and_where(Expr::col(Alias::new("value")).is_not_null())
            .order_by(Alias::new("ordinal"), Order::Asc);
        for row in tx.select(&select)? {
            let mut c = row.columns();
            said.push((c.next()?, c.next()?, c.next()?, c.next()?));
        }
    }
    Ok(said)
}
