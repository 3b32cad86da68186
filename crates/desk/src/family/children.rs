//! The children of a record.

use db::{Id, ReadTx, params};

use crate::access::Agent;
use crate::heading::{Heading, headings};
use crate::record::Record;
use crate::{Error, Result};

/// Children of one record at most.
pub const MOST: i64 = 5_000;

db::statements! {
    OF_PARENT = "SELECT subject_id FROM record WHERE parent = $1 AND subject_id > $2 ORDER BY subject_id LIMIT $3";
    COUNTS = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(is_open), 0) AS BIGINT) FROM record WHERE parent = $1";
}

/// Some of the children of a record.
#[derive(Debug, Clone, Default)]
pub struct Children {
    /// Those the reader sees, in the order in which they were opened.
    pub seen: Vec<Heading>,
    /// The last one looked at, where there are more behind it.
    pub next: Option<Id<Record>>,
    /// How many there are in all.
    pub count: i64,
    /// How many of them are still open.
    pub open: i64,
}

/// The children of a record that the agent sees, behind one of them, so many at most; and how many there
/// are, for whoever reads the inside of their parent.
///
/// # Errors
/// When the database fails.
pub fn children(
    tx: &ReadTx<'_>,
    agent: &Agent,
    parent: &str,
    behind: Option<Id<Record>>,
    most: usize,
) -> Result<Children> {
    let behind = behind.unwrap_or(Id::from_bytes([0; 16]));
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let rows = tx.rows(OF_PARENT, params![parent, behind, limit])?;
    let mut ids = rows.iter().map(|row| row.get(0)).collect::<db::Result<Vec<Id<Record>>>>()?;
    let more = ids.len() > most;
    ids.truncate(most);
    let mut seen = headings(tx, agent, &ids)?;
    seen.sort_by_key(|heading| heading.id);
    let counts = tx.one(COUNTS, params![parent])?;
    let (count, open) = (counts.get(0)?, counts.get(1)?);
    Ok(Children { seen, next: ids.last().copied().filter(|_| more), count, open })
}

/// Refuses what cannot be done to a record that has children.
///
/// # Errors
/// [`Error::Refused`] with this code.
pub fn refuse_parent(record: &Record, code: &'static str) -> Result<()> {
    if record.children > 0 { Err(Error::Refused(code)) } else { Ok(()) }
}
