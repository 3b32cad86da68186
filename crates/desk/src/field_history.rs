//! The values of one field over time: who set them, when and why.

use db::{Id, ReadTx};

use crate::field::Field;
use crate::history::{Part, Past};
use crate::journal::{self, SetOnce, Several};
use crate::{Record, Result};

/// A value of a field, and how it came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The entry that set it.
    pub entry: SetOnce,
    /// What the field held from then on.
    pub value: Past,
    /// Why, in the words of whoever did it.
    pub reason: Past,
}

/// A part of a field's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldHistory {
    /// The values in the order in which they came to be.
    pub values: Vec<Held>,
    /// Where the part before ends, when there is one.
    pub before: Option<i64>,
}

/// A part of what a field held over time; whoever asks must have been admitted to the field before.
///
/// # Errors
/// When the database fails.
pub fn field_history(
    tx: &ReadTx<'_>,
    record: Id<Record>,
    field: &Field,
    part: Part,
) -> Result<FieldHistory> {
    let before = part.before.unwrap_or(i64::MAX);
    if field.kind.is_several() {
        return several_history(tx, record, field, before, part.limit);
    }
    // One more than asked for tells whether there are earlier ones.
    let mut entries =
        journal::settings_of(tx, record.cast(), field.code, before, part.limit.saturating_add(1))?;
    let limit = usize::try_from(part.limit).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    let before = entries.last().map(|(entry, ..)| entry.seq).filter(|_| more);
    let mut values: Vec<Held> = entries
        .into_iter()
        .map(|(entry, value, reason)| Held {
            entry,
            value: Past::of(&value),
            reason: reason.as_ref().map_or(Past::Nothing, Past::of),
        })
        .collect();
    values.sort_by_key(|held| (held.entry.occurred_at, held.entry.seq));
    Ok(FieldHistory { values, before })
}

/// Of a field of several values the journal says what came and what went, so that what it held is
/// put together from its beginning.
fn several_history(
    tx: &ReadTx<'_>,
    record: Id<Record>,
    field: &Field,
    before: i64,
    limit: i64,
) -> Result<FieldHistory> {
    let settings = journal::settings_of(tx, record.cast(), field.code, before, i64::MAX)?;
    let mut held = Several::default();
    let mut values: Vec<Held> = Vec::new();
    for (entry, value, reason) in settings.into_iter().rev() {
        held.take(&value);
        let reason = reason.as_ref().map_or(Past::Nothing, Past::of);
        match values.last_mut().filter(|last| last.entry.seq == entry.seq) {
            Some(last) => {
                last.value = Past::of_several(&held);
                if last.reason == Past::Nothing {
                    last.reason = reason;
                }
            }
            None => values.push(Held { entry, value: Past::of_several(&held), reason }),
        }
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let earlier = values.len().saturating_sub(limit);
    let mut values = values.split_off(earlier);
    let before = values.first().map(|held| held.entry.seq).filter(|_| earlier > 0);
    values.sort_by_key(|held| (held.entry.occurred_at, held.entry.seq));
    Ok(FieldHistory { values, before })
}
