//! Follows the journal and tells people, a few entries at a time.

use std::sync::Arc;

use db::{Chance, Db, ReadTx, Timestamp, Tx, params};

use super::news;
use super::plan::{Telling, plan};
use super::tell::tell;
use crate::kind::Kind;
use crate::{Error, Result};

/// Entries examined in one turn.
const BATCH: i64 = 200;
/// Lines written in one transaction, by whole entries: others write meanwhile.
const TOLD: usize = 1_000;

db::statements! {
    HERE = "SELECT position FROM follower WHERE name = 'notifications'";
    // Only from where it was read: whoever came at the same time has told of it already.
    MOVE = "UPDATE follower SET position = $2 WHERE name = 'notifications' AND position = $1";
}

/// The next entries that may be news, and what is to be told of them.
struct Ahead {
    from: i64,
    to: i64,
    tellings: Vec<Telling>,
    is_more: bool,
}

/// What a turn has cost, for the test of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Whether there may be more to tell.
    pub is_more: bool,
    /// Lines that were told.
    pub told: usize,
    /// Statements that read, before anything was written.
    pub statements: usize,
}

/// Tells people of the next entries. What is told and how far it has come are one transaction, so that
/// a crash in between tells nobody twice and nobody is forgotten.
///
/// # Errors
/// When the database fails.
pub fn follow(db: &Db, kinds: &[&'static Kind], chance: &Chance, now: Timestamp) -> Result<Turn> {
    // Looks first: an idle program writes nothing.
    let (ahead, statements) = db.read(|tx| {
        let ahead = look(tx, kinds, now)?;
        Ok::<_, Error>((ahead, tx.cost().statements))
    })?;
    let turn = Turn { is_more: ahead.is_more, told: ahead.tellings.len(), statements };
    if ahead.from < ahead.to {
        let (ahead, chance) = (Arc::new(ahead), chance.clone());
        db.housekeep(move |tx| take(tx, &ahead, (&chance, now)))?;
    }
    Ok(turn)
}

fn look(tx: &ReadTx<'_>, kinds: &[&'static Kind], now: Timestamp) -> Result<Ahead> {
    let from: i64 = tx.one(HERE, params![])?.get(0)?;
    let read = news::read(tx, kinds, (from, BATCH))?;
    let tellings = plan(tx, kinds, &read.news, now)?;
    let is_more = i64::try_from(read.examined) == Ok(BATCH);
    Ok(Ahead { from, to: read.last, tellings, is_more }.cut())
}

impl Ahead {
    /// Without the entries for which there is no room in one transaction; at least one has it.
    fn cut(mut self) -> Self {
        let first = self.tellings.first().map(|telling| telling.position);
        let over = self.tellings.get(TOLD).map(|telling| telling.position);
        if let (Some(first), Some(over)) = (first, over) {
            self.to = over.max(first + 1) - 1;
            self.is_more = true;
            self.tellings.retain(|telling| telling.position <= self.to);
        }
        self
    }
}

fn take(tx: &Tx<'_>, ahead: &Ahead, (chance, now): (&Chance, Timestamp)) -> Result<()> {
    if tx.execute(MOVE, params![ahead.from, ahead.to])? == 0 {
        return Ok(());
    }
    tell(tx, (chance, now), &ahead.tellings)
}
