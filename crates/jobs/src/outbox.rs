//! What was changed, told to those who want to hear of it.

use std::fmt;
use std::sync::Arc;

use db::{Chance, Db, Id, ReadTx, Row, Timestamp, Tx, params};
use serde::{Deserialize, Serialize};

use crate::job::{NewJob, enqueue};

/// Whatever has a history, as what an [`Id`] identifies.
#[derive(Debug)]
pub enum Subject {}

/// One change that was committed: an entry of a subject's journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Identifies the event, also when it is delivered twice.
    pub id: Id<Event>,
    /// What was changed.
    pub subject: Id<Subject>,
    /// The entry of its journal.
    pub seq: i64,
    /// The subject's kind.
    pub kind: String,
    /// What was done.
    pub verb: String,
    /// When it was recorded.
    pub at: Timestamp,
}

/// Somebody who gets events as jobs of a queue.
#[derive(Clone)]
pub(crate) struct Subscriber {
    pub(crate) queue: &'static str,
    pub(crate) wants: Arc<dyn Fn(&Event) -> bool + Send + Sync>,
}

impl fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subscriber({})", self.queue)
    }
}

/// Events handed on in one transaction.
const BATCH: i64 = 200;

db::statements! {
    OLDEST = "SELECT id, subject_id, seq, kind, verb, created_at FROM outbox ORDER BY id LIMIT $1";
    REMOVE = "DELETE FROM outbox WHERE id = $1";
    DEPTH = "SELECT COUNT(*) FROM outbox";
}

/// How many events wait to be handed on.
///
/// # Errors
/// The database's failure.
pub fn waiting_events(tx: &ReadTx<'_>) -> db::Result<i64> {
    tx.one(DEPTH, params![])?.get(0)
}

/// Turns the oldest events into jobs of their subscribers, all or none, and removes them; how many
/// there were and whether there may be more. Two nodes at once do no harm: each event is handed on
/// by the one that removes it.
pub(crate) fn dispatch(
    db: &Db,
    chance: &Chance,
    now: Timestamp,
    subscribers: &[Subscriber],
) -> db::Result<Handed> {
    // Looks first: an idle program writes nothing.
    if db.read(|tx| tx.row(OLDEST, params![1]))?.is_none() {
        return Ok(Handed::default());
    }
    let (chance, subscribers) = (chance.clone(), subscribers.to_vec());
    db.housekeep(move |tx| {
        let rows = tx.rows(OLDEST, params![BATCH])?;
        let more = i64::try_from(rows.len()) == Ok(BATCH);
        let mut events = 0;
        for row in rows {
            events += usize::from(hand_on(tx, &chance, now, &subscribers, row)?);
        }
        Ok::<_, db::Error>(Handed { events, more })
    })
}

/// What [`dispatch`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) events: usize,
    pub(crate) more: bool,
}

fn hand_on(
    tx: &Tx<'_>,
    chance: &Chance,
    now: Timestamp,
    subscribers: &[Subscriber],
    row: Row,
) -> db::Result<bool> {
    let mut columns = row.columns();
    let event = Event {
        id: columns.next()?,
        subject: columns.next()?,
        seq: columns.next()?,
        kind: columns.next()?,
        verb: columns.next()?,
        at: columns.next()?,
    };
    if tx.execute(REMOVE, params![event.id])? == 0 {
        return Ok(false);
    }
    for subscriber in subscribers.iter().filter(|s| (s.wants)(&event)) {
        enqueue(tx, chance, now, &NewJob::new(subscriber.queue, &event))?;
    }
    Ok(true)
}
