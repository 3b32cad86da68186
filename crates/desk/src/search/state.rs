//! How far the index is.

use db::{Id, ReadTx, Timestamp, Tx, params};

use crate::Result;
use crate::record::Record;

/// Entries behind the index that are searched as they are; of more, the newest.
const WAITING: i64 = 4_000;

db::statements! {
    STATE = "SELECT version, position, documents, terms, turn, phase, walked FROM search_state WHERE id = 1";
    TURN = "UPDATE search_state SET version = $2, position = $3, documents = $4, terms = $5, phase = $6, walked = $7, turn = turn + 1
        WHERE id = 1 AND turn = $1";
    BEHIND = "SELECT subject_id FROM entry WHERE position > $1 ORDER BY position DESC LIMIT $2";
    UNPLACED = "SELECT subject_id FROM entry WHERE position IS NULL
        ORDER BY recorded_at DESC, seq DESC, subject_id DESC LIMIT $1";
    NEXT = "SELECT position, subject_id FROM entry WHERE position > $1 ORDER BY position LIMIT $2";
    SINCE = "SELECT recorded_at FROM entry WHERE position > $1 ORDER BY position LIMIT 1";
}

/// What is being done with the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is kept up with the journal.
    Current,
    /// It is being emptied, to be made anew.
    Emptying,
    /// It is being made anew, record by record.
    Walking,
}

impl Phase {
    const EVERY: [Phase; 3] = [Phase::Current, Phase::Emptying, Phase::Walking];

    const fn code(self) -> i64 {
        match self {
            Phase::Current => 0,
            Phase::Emptying => 1,
            Phase::Walking => 2,
        }
    }
}

/// How far the index is, and its counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    /// Which words it was made with.
    pub(super) version: i64,
    /// The last entry that is in it.
    pub(super) position: i64,
    /// The next document's ordinal.
    pub(super) documents: i64,
    /// The next word's identity.
    pub(super) terms: i64,
    /// Raised with every write.
    pub(super) turn: i64,
    pub(super) phase: Phase,
    /// While it is made anew: the last record that is in it.
    pub(super) walked: Id<Record>,
}

impl State {
    pub(super) fn load(tx: &ReadTx<'_>) -> Result<Self> {
        let mut c = tx.one(STATE, params![])?.columns();
        let (version, position, documents) = (c.next()?, c.next()?, c.next()?);
        let (terms, turn, phase): (_, _, i64) = (c.next()?, c.next()?, c.next()?);
        let walked: Vec<u8> = c.next()?;
        Ok(State {
            version,
            position,
            documents,
            terms,
            turn,
            // A phase of a newer program: whatever it is, it is made anew.
            phase: Phase::EVERY.into_iter().find(|p| p.code() == phase).unwrap_or(Phase::Emptying),
            walked: Id::from_bytes(walked.try_into().unwrap_or([0; 16])),
        })
    }

    /// Keeps it, unless somebody else wrote the index meanwhile; whether it was kept.
    pub(super) fn keep(&self, tx: &Tx<'_>) -> Result<bool> {
        let kept = tx.execute(
            TURN,
            params![
                self.turn,
                self.version,
                self.position,
                self.documents,
                self.terms,
                self.phase.code(),
                self.walked
            ],
        )?;
        Ok(kept > 0)
    }

    /// Whether nothing the index says may be told.
    pub(super) fn is_distrusted(&self) -> bool {
        self.phase == Phase::Emptying
    }

    /// Whether the index was made with the words this program makes, and is whole.
    pub(super) fn is_current(&self) -> bool {
        self.version == ::search::VERSION && self.phase == Phase::Current
    }
}

/// Records that changed since the index was caught up, each once, the latest changed first.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting {
    pub(super) records: Vec<Id<Record>>,
    /// Whether more changed than are searched as they are.
    pub(super) cut: bool,
}

/// The records whose changes are not in the index yet.
pub(super) fn waiting(tx: &ReadTx<'_>, state: &State) -> Result<Waiting> {
    let mut rows = tx.rows(UNPLACED, params![WAITING])?;
    rows.extend(tx.rows(BEHIND, params![state.position, WAITING])?);
    let cut = rows.len() >= usize::try_from(WAITING).unwrap_or(usize::MAX);
    let mut seen = std::collections::HashSet::new();
    let mut records = Vec::new();
    for row in rows {
        let id: Id<Record> = row.get(0)?;
        if seen.insert(id) {
            records.push(id);
        }
    }
    Ok(Waiting { records, cut })
}

/// The next records to be taken into the index, each once, and the last entry that is in it then.
pub(super) fn next(
    tx: &ReadTx<'_>,
    position: i64,
    entries: i64,
    most: usize,
) -> Result<(Vec<Id<Record>>, i64)> {
    let mut seen = std::collections::HashSet::new();
    let mut records = Vec::new();
    let mut reached = position;
    for row in tx.rows(NEXT, params![position, entries])? {
        let (at, id): (i64, Id<Record>) = (row.get(0)?, row.get(1)?);
        if records.len() == most && !seen.contains(&id) {
            break;
        }
        if seen.insert(id) {
            records.push(id);
        }
        reached = at;
    }
    Ok((records, reached))
}

/// Since when the first entry waits that has a position.
pub(super) fn waits_since(tx: &ReadTx<'_>, position: i64) -> Result<Option<Timestamp>> {
    Ok(tx.row(SINCE, params![position])?.map(|row| row.get(0)).transpose()?)
}
