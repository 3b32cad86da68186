//! How much may be kept.

use std::time::Duration;

use db::{Id, ReadTx, Timestamp, params};

use crate::people::Person;
use crate::record::Record;
use crate::{Error, Fault, Result};

/// Files that are added at once at most.
pub const MOST_AT_ONCE: usize = 20;
/// Files to which more are added to one record, at most.
pub const MOST_ON_A_RECORD: usize = 200;
/// Files of one record at most, with those that came to it from others by merging.
pub const MOST_SHOWN: usize = 1_000;

const MIB: u64 = 1024 * 1024;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// How much may be kept, in bytes, and how long what is not needed any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One file.
    pub file: u64,
    /// All files of one record.
    pub record: u64,
    /// All that one person adds in 24 hours.
    pub person: u64,
    /// Everything together, each content counted once.
    pub all: u64,
    /// How long the content of a withdrawn file is kept.
    pub retention: Duration,
    /// How long a content to which nothing refers is kept: longer than any upload takes.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file: 100 * MIB,
            record: 1024 * MIB,
            person: 2 * 1024 * MIB,
            all: 100 * 1024 * MIB,
            retention: 30 * DAY,
            grace: DAY,
        }
    }
}

db::statements! {
    ON_RECORD = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file
        WHERE subject_id = $1 AND withdrawn_at IS NULL";
    // What was withdrawn counts too: adding and withdrawing in turn fills a disk as well.
    BY_PERSON = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM file WHERE added_by = $1 AND added_at > $2";
    IN_ALL = "SELECT bytes FROM blob_total WHERE id = 1";
}

/// How much can still be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Files.
    pub files: usize,
    /// Bytes in all of them.
    pub bytes: u64,
    /// Bytes in one of them.
    pub file: u64,
    /// The code of what is full first, and its limit in bytes.
    first: (&'static str, u64),
}

/// How many files a record has.
///
/// # Errors
/// When the database fails.
pub(crate) fn count(tx: &ReadTx<'_>, record: Id<Record>) -> Result<usize> {
    let count: i64 = tx.one(ON_RECORD, params![record])?.get(0)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// How much somebody can still add to a record.
///
/// # Errors
/// When the database fails.
pub fn room(
    tx: &ReadTx<'_>,
    limits: &Limits,
    record: Id<Record>,
    person: Id<Person>,
    now: Timestamp,
) -> Result<Room> {
    let mut on_record = tx.one(ON_RECORD, params![record])?.columns();
    let (count, of_record) = (on_record.next::<i64>()?, on_record.next::<i64>()?);
    let of_person: i64 = tx.one(BY_PERSON, params![person, now.minus(DAY)])?.get(0)?;
    let of_all: i64 = tx.one(IN_ALL, params![])?.get(0)?;
    let left = |limit: u64, taken: i64| limit.saturating_sub(u64::try_from(taken).unwrap_or(0));
    let (bytes, first) = [
        (left(limits.record, of_record), ("record_full", limits.record)),
        (left(limits.person, of_person), ("person_full", limits.person)),
        (left(limits.all, of_all), ("storage_full", limits.all)),
    ]
    .into_iter()
    .min_by_key(|(left, _)| *left)
    .unwrap_or((0, ("storage_full", limits.all)));
    let there = usize::try_from(count).unwrap_or(usize::MAX);
    Ok(Room { files: MOST_ON_A_RECORD.saturating_sub(there), bytes, file: limits.file, first })
}

impl Room {
    /// Refuses more than there is room for.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `file`, with what is full.
    pub fn take(&self, files: usize, bytes: u64) -> Result<()> {
        if files > MOST_AT_ONCE {
            return Err(fault("files_at_once", MOST_AT_ONCE));
        }
        if files > self.files {
            return Err(fault("files_on_record", MOST_ON_A_RECORD));
        }
        if bytes > self.bytes {
            let (code, limit) = self.first;
            let mib = limit.div_ceil(MIB);
            return Err(Error::Invalid(vec![Fault::new(FIELD, code).with("mib", mib)]));
        }
        Ok(())
    }
}

/// The field that files are sent in.
pub(super) const FIELD: &str = "file";

fn fault(code: &'static str, most: usize) -> Error {
    Error::Invalid(vec![Fault::new(FIELD, code).with("most", most)])
}
