//! What was changed, told to those who want to hear of it.

use std::fmt;
use std::sync::Arc;

use db::{Chance, Db, Id, ReadTx, Row, Timestamp, params};
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

/// Events handed on in one transaction: removing so many takes milliseconds.
const BATCH: i64 = 1_000;

db::statements! {
    WAITS = "SELECT id FROM outbox ORDER BY id LIMIT 1";
    // Another node may be at the same ones: each is told only to the one that removed it.
    TAKE = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT $1)
        RETURNING id, subject_id, seq, kind, verb, created_at";
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
    if db.read(|tx| tx.row(WAITS, params![]))?.is_none() {
        return Ok(Handed::default());
    }
    let (chance, subscribers) = (chance.clone(), subscribers.to_vec());
    db.housekeep(move |tx| {
        let rows = tx.rows(TAKE, params![BATCH])?;
        let mut events = rows.into_iter().map(read).collect::<db::Result<Vec<Event>>>()?;
        events.sort_by_key(|event| event.id);
        for event in &events {
            for subscriber in subscribers.iter().filter(|one| (one.wants)(event)) {
                enqueue(tx, &chance, now, &NewJob::new(subscriber.queue, event))?;
            }
        }
        let more = i64::try_from(events.len()) == Ok(BATCH);
        Ok::<_, db::Error>(Handed { events: events.len(), more })
    })
}

/// What [`dispatch`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) events: usize,
    pub(crate) more: bool,
}

fn read(row: Row) -> db::Result<Event> {
    let mut columns = row.columns();
    Ok(Event {
        id: columns.next()?,
        subject: columns.next()?,
        seq: columns.next()?,
        kind: columns.next()?,
        verb: columns.next()?,
        at: columns.next()?,
    })
}
