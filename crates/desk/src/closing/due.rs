//! Records whose time is over: resolved that long ago, and not kept from closing by a rule since.

use std::time::Duration;

use db::{Id, ReadTx, Timestamp, Tx, params};

use crate::Result;
use crate::kind::Kind;
use crate::record::Record;

const DAY: Duration = Duration::from_secs(24 * 3600);

// Each says what the index of resolved records says, in its words.
db::statements! {
    DUE = "SELECT r.subject_id, r.number, r.resolved_at FROM record r
        WHERE r.kind = $1 AND r.state_class = 'resolved' AND r.withdrawn = 0 AND r.resolved_at <= $2
        AND (r.resolved_at, r.subject_id) > ($3, $4)
        AND NOT EXISTS (SELECT 1 FROM closing_refused f WHERE f.subject_id = r.subject_id AND f.refused_at >= r.updated_at)
        ORDER BY r.resolved_at, r.subject_id LIMIT $5";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM record r
        WHERE r.kind = $1 AND r.state_class = 'resolved' AND r.withdrawn = 0 AND r.resolved_at <= $2 LIMIT $3) AS due";
    LATE = "SELECT CAST(COUNT(*) AS BIGINT), MIN(late.resolved_at) FROM (SELECT r.resolved_at FROM record r
        WHERE r.kind = $1 AND r.state_class = 'resolved' AND r.withdrawn = 0 AND r.resolved_at <= $2
        AND NOT EXISTS (SELECT 1 FROM closing_refused f WHERE f.subject_id = r.subject_id AND f.refused_at >= r.updated_at)
        ORDER BY r.resolved_at, r.subject_id LIMIT $3) AS late";
    REFUSED_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM closing_refused f JOIN record r ON r.subject_id = f.subject_id
        WHERE f.kind = $1 AND r.state_class = 'resolved' AND f.refused_at >= r.updated_at";
    RESOLVED = "SELECT resolved_at FROM record WHERE subject_id = $1 AND kind = $2 AND state_class = 'resolved'";
    REFUSE = "INSERT INTO closing_refused (subject_id, kind, refused_at) VALUES ($1, $2, $3)
        ON CONFLICT (subject_id) DO UPDATE SET refused_at = excluded.refused_at";
    FORGET = "DELETE FROM closing_refused WHERE kind = $1";
}

/// A record whose time is over, and its place among them.
#[derive(Debug, Clone)]
pub(super) struct Due {
    pub(super) id: Id<Record>,
    pub(super) number: String,
    pub(super) resolved_at: Timestamp,
}

/// The moment that is so many days ago.
pub(super) fn ago(now: Timestamp, days: i64) -> Timestamp {
    now.minus(DAY.saturating_mul(u32::try_from(days).unwrap_or(0)))
}

/// Some records of a kind that were resolved until a moment, in that order, those behind one of them.
pub(super) fn due(
    tx: &ReadTx<'_>,
    kind: &Kind,
    until: Timestamp,
    behind: Option<&Due>,
    most: i64,
) -> Result<Vec<Due>> {
    let (at, id) = behind
        .map_or((Timestamp::from_micros(i64::MIN), Id::from_bytes([0; 16])), |last| {
            (last.resolved_at, last.id)
        });
    let rows = tx.rows(DUE, params![kind.code, until, at, id, most])?;
    let read = |row: db::Row| {
        let mut c = row.columns();
        Ok(Due { id: c.next()?, number: c.next()?, resolved_at: c.next()? })
    };
    rows.into_iter().map(read).collect()
}

/// How many there are, those among them that a rule keeps from closing as well.
pub(super) fn count(tx: &ReadTx<'_>, kind: &Kind, until: Timestamp, most: i64) -> Result<i64> {
    Ok(tx.one(COUNT, params![kind.code, until, most])?.get(0)?)
}

/// How many there are that nothing keeps from closing, and when the first of them was resolved.
pub(super) fn late(
    tx: &ReadTx<'_>,
    kind: &Kind,
    until: Timestamp,
    most: i64,
) -> Result<(i64, Option<Timestamp>)> {
    let row = tx.one(LATE, params![kind.code, until, most])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// How many resolved ones a rule of their own keeps from closing.
pub(super) fn count_refused(tx: &ReadTx<'_>, kind: &Kind) -> Result<i64> {
    Ok(tx.one(REFUSED_COUNT, params![kind.code])?.get(0)?)
}

/// When a record was resolved, while it is.
pub(super) fn resolved_at(
    tx: &ReadTx<'_>,
    kind: &Kind,
    id: Id<Record>,
) -> Result<Option<Timestamp>> {
    let row = tx.row(RESOLVED, params![id, kind.code])?;
    Ok(row.map(|row| row.get(0)).transpose()?.flatten())
}

/// Remembers that a rule kept a record from closing.
pub(super) fn refuse(tx: &Tx<'_>, kind: &Kind, id: Id<Record>, now: Timestamp) -> Result<()> {
    tx.execute(REFUSE, params![id, kind.code, now])?;
    Ok(())
}

/// Lets all of them be tried again.
pub(super) fn forget(tx: &Tx<'_>, kind: &Kind) -> Result<()> {
    tx.execute(FORGET, params![kind.code])?;
    Ok(())
}
