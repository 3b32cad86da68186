//! Reads a subject's history.

use std::collections::{BTreeSet, HashMap};

use db::{Id, ReadTx, Row, Timestamp, params};

use super::entry::Op;
use super::several::Several;
use super::{Entry, EntryValue, Subject};
use crate::people::Person;
use crate::{Error, Result};

db::statements! {
    ENTRIES = "SELECT subject_id, seq, position, version, verb, actor_id, door, occurred_at, recorded_at, previous_hash, hash
        FROM entry WHERE subject_id = $1 ORDER BY seq";
    VALUES = "SELECT seq, field, op, digest, salt, value, erased_at FROM entry_value WHERE subject_id = $1 ORDER BY seq, ordinal";
    WINDOW = "SELECT subject_id, seq, position, version, verb, actor_id, door, occurred_at, recorded_at, previous_hash, hash
        FROM entry WHERE subject_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    WINDOW_VALUES = "SELECT seq, field, op, digest, salt, value, erased_at FROM entry_value
        WHERE subject_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq, ordinal";
    HELD_BEFORE = "SELECT seq, field, op, digest, salt, value, erased_at FROM entry_value
        WHERE subject_id = $1 AND seq < $2 AND field = $3 ORDER BY seq DESC LIMIT 1";
    CHANGED_SINCE = "SELECT v.field FROM entry e JOIN entry_value v ON v.subject_id = e.subject_id AND v.seq = e.seq
        WHERE e.subject_id = $1 AND e.version > $2";
    SETTINGS = "SELECT e.seq, e.version, e.verb, e.actor_id, e.door, e.occurred_at, e.recorded_at,
            v.seq, v.field, v.op, v.digest, v.salt, v.value, v.erased_at
        FROM entry_value v JOIN entry e ON e.subject_id = v.subject_id AND e.seq = v.seq
        WHERE v.subject_id = $1 AND v.field = $2 AND v.seq < $3 ORDER BY v.seq DESC LIMIT $4";
    REASONS = "SELECT seq, field, op, digest, salt, value, erased_at FROM entry_value
        WHERE subject_id = $1 AND seq >= $2 AND seq <= $3 AND field = 'reason' ORDER BY seq";
    VALUE_AT = "SELECT v.value FROM entry e JOIN entry_value v ON v.subject_id = e.subject_id AND v.seq = e.seq
        WHERE e.subject_id = $1 AND e.version <= $2 AND v.field = $3 ORDER BY e.seq DESC LIMIT 1";
    SEVERAL_BEFORE = "SELECT seq, field, op, digest, salt, value, erased_at FROM entry_value
        WHERE subject_id = $1 AND seq < $2 AND field = $3 ORDER BY seq, ordinal";
    SEVERAL_AT = "SELECT v.seq, v.field, v.op, v.digest, v.salt, v.value, v.erased_at
        FROM entry e JOIN entry_value v ON v.subject_id = e.subject_id AND v.seq = e.seq
        WHERE e.subject_id = $1 AND e.version <= $2 AND v.field = $3 ORDER BY e.seq, v.ordinal";
}

/// An entry that set a certain field, without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetOnce {
    /// Its place in the chain.
    pub seq: i64,
    /// The subject's version after it.
    pub version: i64,
    /// What was done.
    pub verb: String,
    /// Who did it; nobody when the program itself did.
    pub actor: Option<Id<Person>>,
    /// Through which door.
    pub door: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

/// The whole history in the order in which things happened; entries written down later but of the
/// same instant stay in the order of the chain.
///
/// # Errors
/// When the database fails.
pub fn timeline(tx: &ReadTx<'_>, subject: Id<Subject>) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> =
        tx.rows(ENTRIES, params![subject])?.into_iter().map(read_entry).collect::<Result<_>>()?;
    for row in tx.rows(VALUES, params![subject])? {
        let (seq, value) = read_value(row)?;
        // seq counts from 1 without gaps, so it is also the place in the list.
        let place = usize::try_from(seq - 1).ok().and_then(|i| entries.get_mut(i));
        place
            .ok_or_else(|| Error::Broken(format!("a value of {subject} has no entry {seq}")))?
            .values
            .push(value);
    }
    entries.sort_by_key(|e| (e.occurred_at, e.seq));
    Ok(entries)
}

/// The last `limit` entries before the one with `before` as its place, in the order of the chain.
///
/// # Errors
/// When the database fails.
pub fn window(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = tx
        .rows(WINDOW, params![subject, before, limit])?
        .into_iter()
        .map(read_entry)
        .collect::<Result<_>>()?;
    entries.reverse();
    let Some(first) = entries.first().map(|e| e.seq) else { return Ok(entries) };
    for row in tx.rows(WINDOW_VALUES, params![subject, first, before])? {
        let (seq, value) = read_value(row)?;
        let place = usize::try_from(seq - first).ok().and_then(|i| entries.get_mut(i));
        place
            .ok_or_else(|| Error::Broken(format!("a value of {subject} has no entry {seq}")))?
            .values
            .push(value);
    }
    Ok(entries)
}

/// What a field was last set to before an entry.
///
/// # Errors
/// When the database fails.
pub fn held_before(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    seq: i64,
    field: &str,
) -> Result<Option<EntryValue>> {
    let row = tx.row(HELD_BEFORE, params![subject, seq, field])?;
    Ok(row.map(read_value).transpose()?.map(|(_, value)| value))
}

/// The last `limit` entries before one that set a field, the latest first: each with the value and,
/// if one was given, the reason.
///
/// # Errors
/// When the database fails.
pub fn settings_of(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    field: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<(SetOnce, EntryValue, Option<EntryValue>)>> {
    let mut settings = Vec::new();
    for row in tx.rows(SETTINGS, params![subject, field, before, limit])? {
        let mut c = row.columns();
        let entry = SetOnce {
            seq: c.next()?,
            version: c.next()?,
            verb: c.next()?,
            actor: c.next()?,
            door: c.next()?,
            occurred_at: c.next()?,
            recorded_at: c.next()?,
        };
        settings.push((entry, read_value(c.rest())?.1));
    }
    let (Some((last, _)), Some((first, _))) = (settings.first(), settings.last()) else {
        return Ok(Vec::new());
    };
    let mut reasons = HashMap::new();
    for row in tx.rows(REASONS, params![subject, first.seq, last.seq])? {
        let (seq, reason) = read_value(row)?;
        reasons.insert(seq, reason);
    }
    let with_reason = |(entry, value): (SetOnce, EntryValue)| {
        let reason = reasons.remove(&entry.seq);
        (entry, value, reason)
    };
    Ok(settings.into_iter().map(with_reason).collect())
}

/// The fields that were set after the subject had this version.
///
/// # Errors
/// When the database fails.
pub fn changed_since(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    version: i64,
) -> Result<BTreeSet<String>> {
    tx.rows(CHANGED_SINCE, params![subject, version])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// What a field held when the subject had this version, in canonical text.
///
/// # Errors
/// When the database fails.
pub fn value_at(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    version: i64,
    field: &str,
) -> Result<Option<String>> {
    match tx.row(VALUE_AT, params![subject, version, field])? {
        Some(row) => Ok(row.get(0)?),
        None => Ok(None),
    }
}

/// What a field of several values held when the subject had this version; nothing also when that
/// cannot be told any more.
///
/// # Errors
/// When the database fails.
pub fn several_at(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    version: i64,
    field: &str,
) -> Result<Option<String>> {
    Ok(together(tx.rows(SEVERAL_AT, params![subject, version, field])?)?.text())
}

/// What a field of several values held before an entry.
///
/// # Errors
/// When the database fails.
pub fn several_before(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    seq: i64,
    field: &str,
) -> Result<Several> {
    together(tx.rows(SEVERAL_BEFORE, params![subject, seq, field])?)
}

fn together(rows: Vec<Row>) -> Result<Several> {
    let mut several = Several::default();
    for row in rows {
        several.take(&read_value(row)?.1);
    }
    Ok(several)
}

pub(super) fn read_entry(row: Row) -> Result<Entry> {
    let mut c = row.columns();
    Ok(Entry {
        subject: c.next()?,
        seq: c.next()?,
        position: c.next()?,
        version: c.next()?,
        verb: c.next()?,
        actor: c.next()?,
        door: c.next()?,
        occurred_at: c.next()?,
        recorded_at: c.next()?,
        previous_hash: c.next()?,
        hash: c.next()?,
        values: Vec::new(),
    })
}

pub(super) fn read_value(row: Row) -> Result<(i64, EntryValue)> {
    let mut c = row.columns();
    let seq = c.next()?;
    let field: String = c.next()?;
    let op = Op::from_code(c.next()?)
        .ok_or_else(|| Error::Broken(format!("{field}: unknown operation")))?;
    let value = EntryValue {
        field,
        op,
        digest: c.next()?,
        salt: c.next()?,
        value: c.next()?,
        erased_at: c.next()?,
    };
    Ok((seq, value))
}
