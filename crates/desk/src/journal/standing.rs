//! What a subject's journal says at an instant, going by when things happened and not by when they
//! were written down.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Timestamp, Value, params};

use super::entry::Op;
use super::{EntryValue, Subject, erase, timeline};
use crate::Result;
use crate::people::Person;

db::statements! {
    LAST = "SELECT seq, version, verb, actor_id, occurred_at FROM entry
        WHERE subject_id = $1 AND occurred_at <= $2 ORDER BY occurred_at DESC, seq DESC LIMIT 1";
    FIRST = "SELECT MIN(occurred_at) FROM entry WHERE subject_id = $1";
    BEFORE = "SELECT MAX(occurred_at) FROM entry WHERE subject_id = $1 AND occurred_at < $2";
    AFTER = "SELECT MIN(occurred_at) FROM entry WHERE subject_id = $1 AND occurred_at > $2";
    LAST_WRITTEN = "SELECT MAX(seq) FROM entry WHERE subject_id = $1 AND occurred_at <= $2";
    END = "SELECT head_seq FROM subject WHERE id = $1";
    VERSION = "SELECT version FROM subject WHERE id = $1";
    OF_ENTRY = "SELECT occurred_at FROM entry WHERE subject_id = $1 AND seq = $2";
    TOUCHED = "SELECT MAX(occurred_at) FROM entry WHERE subject_id = $1 AND occurred_at <= $2 AND verb <> $3";
    // Places alone: texts are long, and most of them were overwritten.
    PLACES = "SELECT v.seq, v.ordinal, v.field, v.op FROM entry e
        JOIN entry_value v ON v.subject_id = e.subject_id AND v.seq = e.seq
        WHERE e.subject_id = $1 AND e.occurred_at <= $2 ORDER BY e.occurred_at, e.seq, v.ordinal";
}

/// The last thing that had happened at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEntry {
    /// Its place in the chain.
    pub seq: i64,
    /// The subject's version after it.
    pub version: i64,
    /// What was done.
    pub verb: String,
    /// Who did it; nobody when the program itself did.
    pub actor: Option<Id<Person>>,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// Values of one field that count at an instant: what it was last set to, and what was added or
/// removed since.
pub type Counting = Vec<EntryValue>;

/// The last entry of a subject at an instant; nothing when nothing had happened yet.
///
/// # Errors
/// When the database fails.
pub fn last_entry(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    at: Timestamp,
) -> Result<Option<LastEntry>> {
    let Some(row) = tx.row(LAST, params![subject, at])? else { return Ok(None) };
    let mut c = row.columns();
    Ok(Some(LastEntry {
        seq: c.next()?,
        version: c.next()?,
        verb: c.next()?,
        actor: c.next()?,
        occurred_at: c.next()?,
    }))
}

/// When the first thing happened to a subject.
///
/// # Errors
/// When the database fails.
pub fn began(tx: &ReadTx<'_>, subject: Id<Subject>) -> Result<Option<Timestamp>> {
    Ok(tx.one(FIRST, params![subject])?.get(0)?)
}

/// The moments before and after an instant at which something happened to a subject.
///
/// # Errors
/// When the database fails.
pub fn neighbours(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    at: Timestamp,
) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let before = tx.one(BEFORE, params![subject, at])?.get(0)?;
    Ok((before, tx.one(AFTER, params![subject, at])?.get(0)?))
}

/// The last entry written down of what had happened at an instant, and the last there is.
///
/// # Errors
/// When the database fails, or there is no such subject.
pub fn ends(tx: &ReadTx<'_>, subject: Id<Subject>, at: Timestamp) -> Result<(i64, i64)> {
    let written: Option<i64> = tx.one(LAST_WRITTEN, params![subject, at])?.get(0)?;
    Ok((written.unwrap_or(0), tx.one(END, params![subject])?.get(0)?))
}

/// A subject's present version.
///
/// # Errors
/// When the database fails, or there is no such subject.
pub fn version(tx: &ReadTx<'_>, subject: Id<Subject>) -> Result<i64> {
    Ok(tx.one(VERSION, params![subject])?.get(0)?)
}

/// When what an entry tells happened.
///
/// # Errors
/// When the database fails.
pub fn moment_of(tx: &ReadTx<'_>, subject: Id<Subject>, seq: i64) -> Result<Option<Timestamp>> {
    Ok(tx.row(OF_ENTRY, params![subject, seq])?.map(|row| row.get(0)).transpose()?)
}

/// When a subject had last been touched at an instant. An erasure is no touch: it changes what is
/// remembered, not what happened.
///
/// # Errors
/// When the database fails.
pub fn touched(tx: &ReadTx<'_>, subject: Id<Subject>, at: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx.one(TOUCHED, params![subject, at, erase::VERB])?.get(0)?)
}

/// What every field held at an instant: the values that count, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub fn held_at(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    at: Timestamp,
) -> Result<HashMap<String, Counting>> {
    let mut places: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
    for row in tx.rows(PLACES, params![subject, at])? {
        let mut c = row.columns();
        let (place, field, op): ((i64, i64), String, i64) =
            ((c.next()?, c.next()?), c.next()?, c.next()?);
        let counting = places.entry(field).or_default();
        if Op::from_code(op) == Some(Op::Set) {
            counting.clear();
        }
        counting.push(place);
    }
    let wanted: Vec<(i64, i64)> = places.values().flatten().copied().collect();
    let mut values = values_at(tx, subject, &wanted)?;
    let take = |place: (i64, i64), values: &mut HashMap<_, _>| values.remove(&place);
    Ok(places
        .into_iter()
        .map(|(field, places)| {
            (field, places.into_iter().filter_map(|place| take(place, &mut values)).collect())
        })
        .collect())
}

/// The values at these places of a subject's chain.
fn values_at(
    tx: &ReadTx<'_>,
    subject: Id<Subject>,
    places: &[(i64, i64)],
) -> Result<HashMap<(i64, i64), EntryValue>> {
    /// Entries asked for in one statement.
    const AT_ONCE: usize = 500;
    let mut seqs: Vec<i64> = places.iter().map(|(seq, _)| *seq).collect();
    seqs.sort_unstable();
    seqs.dedup();
    let columns =
        ["ordinal", "seq", "field", "op", "digest", "salt", "value", "erased_at"].map(Alias::new);
    let mut found = HashMap::new();
    for some in seqs.chunks(AT_ONCE) {
        let mut select = Query::select();
        select
            .columns(columns.clone())
            .from(Alias::new("entry_value"))
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(subject)))
            .and_where(Expr::col(Alias::new("seq")).is_in(some.iter().copied()))
            .order_by(Alias::new("seq"), Order::Asc);
        for row in tx.select(&select)? {
            let mut c = row.columns();
            let ordinal: i64 = c.next()?;
            let (seq, value) = timeline::read_value(c.rest())?;
            found.insert((seq, ordinal), value);
        }
    }
    Ok(found)
}
