//! What the logbooks say of one thing: its history, which is also its version.
//!
//! A logbook is chained by the day, so that the entries about one team lie in many chains. Beside each
//! entry stands what it is about, numbered for each thing by itself.

use std::collections::{BTreeSet, HashMap};

use db::{Id, ReadTx, Tx, params};

use super::timeline::{read_entry, read_value};
use super::{Entry, Logbook, SetValue, Subject, logbook};
use crate::{Context, Result};

db::statements! {
    VERSION = "SELECT COALESCE(MAX(version), 0) FROM entry_about WHERE object = $1";
    KEEP = "INSERT INTO entry_about (object, version, subject_id, seq) VALUES ($1, $2, $3, $4)";
    ENTRIES = "SELECT e.subject_id, e.seq, e.position, e.version, e.verb, e.actor_id, e.door, e.occurred_at, e.recorded_at,
            e.previous_hash, e.hash, a.version
        FROM entry_about a JOIN entry e ON e.subject_id = a.subject_id AND e.seq = a.seq
        WHERE a.object = $1 AND a.version < $2 ORDER BY a.version DESC LIMIT $3";
    VALUES = "SELECT v.subject_id, v.seq, v.field, v.op, v.digest, v.salt, v.value, v.erased_at
        FROM entry_about a JOIN entry_value v ON v.subject_id = a.subject_id AND v.seq = a.seq
        WHERE a.object = $1 AND a.version < $2 AND a.version >= $3 ORDER BY v.subject_id, v.seq, v.ordinal";
    CHANGED = "SELECT DISTINCT v.field FROM entry_about a JOIN entry_value v ON v.subject_id = a.subject_id AND v.seq = a.seq
        WHERE a.object = $1 AND a.version > $2";
}

/// Writes an entry into today's page of the logbook of settings, and that it is about this thing.
///
/// # Errors
/// When the database fails.
pub fn log_about(
    tx: &Tx<'_>,
    ctx: &Context,
    object: &str,
    verb: &str,
    values: Vec<SetValue>,
) -> Result<Entry> {
    let entry = logbook::record(tx, ctx, Logbook::Settings, verb, values)?;
    let version = version_about(tx, object)?.saturating_add(1);
    tx.execute(KEEP, params![object, version, entry.subject, entry.seq])?;
    Ok(entry)
}

/// How many entries there are about a thing: its version.
///
/// # Errors
/// When the database fails.
pub fn version_about(tx: &ReadTx<'_>, object: &str) -> Result<i64> {
    Ok(tx.one(VERSION, params![object])?.get(0)?)
}

/// The last `limit` entries about a thing before one, the latest first, each with its number.
///
/// # Errors
/// When the database fails.
pub fn about(tx: &ReadTx<'_>, object: &str, before: i64, limit: i64) -> Result<Vec<(i64, Entry)>> {
    let mut entries = Vec::new();
    let mut places: HashMap<(Id<Subject>, i64), usize> = HashMap::new();
    for row in tx.rows(ENTRIES, params![object, before, limit])? {
        let version: i64 = row.get(11)?;
        let entry = read_entry(row)?;
        places.insert((entry.subject, entry.seq), entries.len());
        entries.push((version, entry));
    }
    let Some((first, _)) = entries.last() else { return Ok(entries) };
    for row in tx.rows(VALUES, params![object, before, *first])? {
        let mut columns = row.columns();
        let subject: Id<Subject> = columns.next()?;
        let (seq, value) = read_value(columns.rest())?;
        let place = places.get(&(subject, seq)).and_then(|place| entries.get_mut(*place));
        if let Some((_, entry)) = place {
            entry.values.push(value);
        }
    }
    Ok(entries)
}

/// What was set of a thing after it had this version.
///
/// # Errors
/// When the database fails.
pub fn changed_about(tx: &ReadTx<'_>, object: &str, version: i64) -> Result<BTreeSet<String>> {
    tx.rows(CHANGED, params![object, version])?.iter().map(|row| Ok(row.get(0)?)).collect()
}
