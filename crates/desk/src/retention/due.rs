//! Records whose time is over: closed or otherwise ended that long ago, with texts left.

use std::time::Duration;

use db::{Id, ReadTx, Timestamp, params};

use crate::Result;
use crate::kind::Kind;
use crate::record::Record;

/// Things counted at most: whoever asks waits for it.
pub const MOST: i64 = 100_000;

const DAY: Duration = Duration::from_secs(24 * 3600);

// Each says what the index of those that hold texts says, in its words.
db::statements! {
    DUE = "SELECT subject_id FROM record WHERE kind = $1 AND is_open = 0 AND texts_erased_at IS NULL
        AND COALESCE(written_at, closed_at, updated_at) <= $2
        ORDER BY COALESCE(written_at, closed_at, updated_at), subject_id LIMIT $3";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM record
        WHERE kind = $1 AND is_open = 0 AND texts_erased_at IS NULL
        AND COALESCE(written_at, closed_at, updated_at) <= $2 LIMIT $3) AS due";
    IS_DUE = "SELECT 1 FROM record WHERE subject_id = $1 AND is_open = 0 AND texts_erased_at IS NULL
        AND COALESCE(written_at, closed_at, updated_at) <= $2";
}

/// How many things there are, as far as they were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// That many.
    pub number: i64,
    /// Whether there are more.
    pub more: bool,
}

impl Count {
    /// What was counted with a bound one above the most.
    pub(crate) fn of(counted: i64) -> Count {
        Count { number: counted.min(MOST), more: counted > MOST }
    }
}

/// The moment that is so many days ago.
pub(super) fn ago(now: Timestamp, days: i64) -> Timestamp {
    now.minus(DAY.saturating_mul(u32::try_from(days).unwrap_or(0)))
}

/// Some records of a kind whose time was over at a moment, those of the longest ago first.
pub(super) fn due(
    tx: &ReadTx<'_>,
    kind: &Kind,
    until: Timestamp,
    most: i64,
) -> Result<Vec<Id<Record>>> {
    let rows = tx.rows(DUE, params![kind.code, until, most])?;
    rows.into_iter().map(|row| Ok(row.get(0)?)).collect()
}

/// How many there are.
pub(super) fn count(tx: &ReadTx<'_>, kind: &Kind, until: Timestamp, most: i64) -> Result<i64> {
    Ok(tx.one(COUNT, params![kind.code, until, most])?.get(0)?)
}

/// Whether this record is one of them.
pub(super) fn is_due(tx: &ReadTx<'_>, record: Id<Record>, until: Timestamp) -> Result<bool> {
    Ok(tx.row(IS_DUE, params![record, until])?.is_some())
}
