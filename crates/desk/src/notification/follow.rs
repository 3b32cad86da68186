//! Follows the journal and tells people, a few entries at a time.

use std::time::Duration;

use db::{Db, ReadTx, Timestamp, Tx, params};

use super::plan::{Telling, plan};
use super::tell::tell;
use crate::feed::{Readers, Step, examine, speak};
use crate::kind::Kind;
use crate::{Door, Error, Result};

/// Entries examined in one turn.
const BATCH: i64 = 200;
/// Lines written in one transaction, by whole entries: others write meanwhile.
const TOLD: usize = 500;
/// What a demonstration makes up of longer ago is nobody's news.
const NEWS: Duration = Duration::from_secs(24 * 3600);

db::statements! {
    HERE = "SELECT position FROM follower WHERE name = 'notifications'";
    // Only from where it was read: whoever came at the same time has told of it already.
    MOVE = "UPDATE follower SET position = $2 WHERE name = 'notifications' AND position = $1";
}

/// The next entries that may be news, and what is to be told of them.
struct Ahead {
    from: i64,
    to: i64,
    steps: Vec<Step>,
    tellings: Vec<Telling>,
    is_more: bool,
}

/// Tells people of the next entries; whether there may be more. What is told and how far it has come
/// are one transaction, so that a crash in between tells nobody twice and nobody is forgotten.
///
/// # Errors
/// When the database fails.
pub fn follow(db: &Db, kinds: &'static [&'static Kind], now: Timestamp) -> Result<bool> {
    // Looks first: an idle program writes nothing.
    let ahead = db.read(|tx| look(tx, kinds))?;
    let is_more = ahead.is_more;
    if ahead.from < ahead.to {
        db.housekeep(move |tx| turn(tx, &ahead, now))?;
    }
    Ok(is_more)
}

fn look(tx: &ReadTx<'_>, kinds: &[&'static Kind]) -> Result<Ahead> {
    let from: i64 = tx.one(HERE, params![])?.get(0)?;
    let batch = examine(tx, kinds, Readers::Any, (from, BATCH))?;
    let mut steps: Vec<Step> = batch.steps.into_iter().filter(is_news).collect();
    speak(tx, Readers::Any, &mut steps)?;
    let tellings = plan(tx, &steps)?;
    let is_more = i64::try_from(batch.examined) == Ok(BATCH);
    Ok(Ahead { from, to: batch.last, steps, tellings, is_more }.cut())
}

impl Ahead {
    /// Without the entries for which there is no room in one transaction.
    fn cut(mut self) -> Self {
        let last = self.tellings.get(TOLD).map(|telling| telling.place);
        let next = last.and_then(|place| self.steps.get(place + 1)).map(|step| step.position);
        if let (Some(last), Some(next)) = (last, next) {
            self.to = next - 1;
            self.is_more = true;
            self.tellings.retain(|telling| telling.place <= last);
        }
        self
    }
}

fn turn(tx: &Tx<'_>, ahead: &Ahead, now: Timestamp) -> Result<()> {
    if tx.execute(MOVE, params![ahead.from, ahead.to])? == 0 {
        return Ok(());
    }
    for telling in &ahead.tellings {
        if let Some(step) = ahead.steps.get(telling.place) {
            tell(tx, step, telling, now)?;
        }
    }
    Ok::<_, Error>(())
}

/// Whether an entry is told at all: not what an import replays.
fn is_news(step: &Step) -> bool {
    let door = |door: Door| step.door == door.code();
    let is_old = step.recorded_at.since(step.occurred_at) > NEWS;
    !door(Door::Import) && !(door(Door::Demo) && is_old)
}
