//! Counts that all sessions of a node share: equal ones are counted once, and again at most once a
//! second.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{ReadTx, Timestamp};

use super::ListQuery;
use super::count::{Count, Part, parts};
use crate::kind::Kind;
use crate::{Error, Result};

/// How long a count is good.
const FRESH: Duration = Duration::from_secs(1);
/// How long whoever has no time leaves out what took too long.
const SLOW: Duration = Duration::from_secs(60);
/// Counts kept; those not asked for the longest go first.
const KEPT: usize = 20_000;

/// The counts of a node.
#[derive(Debug, Default)]
pub struct Counts {
    slots: Mutex<HashMap<[u8; 32], Slot>>,
    known: AtomicU64,
    made: AtomicU64,
}

/// One count. Whoever counts holds its lock, so that others wait for the outcome and do not count
/// the same themselves.
type Slot = Arc<Mutex<Held>>;

/// What is known of one count.
#[derive(Debug, Default)]
struct Held {
    counted: Option<(Timestamp, Count)>,
    /// When it took longer than it might.
    slow_at: Option<Timestamp>,
}

impl Held {
    fn fresh(&self, now: Timestamp) -> Option<Count> {
        self.counted.filter(|(at, _)| now.since(*at) < FRESH).map(|(_, count)| count)
    }

    fn count(&mut self, tx: &ReadTx<'_>, part: &Part, most: u64, now: Timestamp) -> Result<Count> {
        let counted = part.count(tx, most);
        match &counted {
            Ok(count) => *self = Held { counted: Some((now, *count)), slow_at: None },
            Err(Error::Db(db::Error::TooLong)) => self.slow_at = Some(now),
            Err(_) => {}
        }
        counted
    }
}

impl Counts {
    /// How many counts were known already, and how many were made, since the node started.
    pub fn known_and_made(&self) -> (u64, u64) {
        (self.known.load(Ordering::Relaxed), self.made.load(Ordering::Relaxed))
    }

    /// How many rows a list has, up to `most`, as of this second. It may wait for somebody else who
    /// counts the same, so it has no place on the way of a list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count(
        &self,
        tx: &ReadTx<'_>,
        kind: &'static Kind,
        query: &ListQuery,
        most: u64,
        now: Timestamp,
    ) -> Result<Count> {
        let count = |slot: &Mutex<Held>, part: &Part| {
            let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
            match held.fresh(now) {
                Some(count) => Ok(Some(self.noted_known(count))),
                None => self.make(&mut held, tx, part, most, now).map(Some),
            }
        };
        Ok(self.each(tx, (kind, query), most, now, count)?.unwrap_or_default())
    }

    /// As [`Counts::count`], for whoever has no time: nothing where somebody else is counting it just
    /// now, and for a while after it took too long.
    ///
    /// # Errors
    /// When the database fails, or it takes too long.
    pub fn glance(
        &self,
        tx: &ReadTx<'_>,
        kind: &'static Kind,
        query: &ListQuery,
        most: u64,
        now: Timestamp,
    ) -> Result<Option<Count>> {
        self.each(tx, (kind, query), most, now, |slot, part| {
            let Ok(mut held) = slot.try_lock() else { return Ok(None) };
            match held.fresh(now) {
                Some(count) => Ok(Some(self.noted_known(count))),
                None if held.slow_at.is_some_and(|at| now.since(at) < SLOW) => Ok(None),
                None => self.make(&mut held, tx, part, most, now).map(Some),
            }
        })
    }

    fn noted_known(&self, count: Count) -> Count {
        self.known.fetch_add(1, Ordering::Relaxed);
        count
    }

    fn make(
        &self,
        held: &mut Held,
        tx: &ReadTx<'_>,
        part: &Part,
        most: u64,
        now: Timestamp,
    ) -> Result<Count> {
        self.made.fetch_add(1, Ordering::Relaxed);
        held.count(tx, part, most, now)
    }

    /// Puts a count together from its parts, each as `of` has it; nothing when one is not had.
    fn each(
        &self,
        tx: &ReadTx<'_>,
        (kind, query): (&'static Kind, &ListQuery),
        most: u64,
        now: Timestamp,
        of: impl Fn(&Mutex<Held>, &Part) -> Result<Option<Count>>,
    ) -> Result<Option<Count>> {
        let mut counts = Vec::new();
        for part in parts(kind, query) {
            let slot = self.slot(part.key(tx, most)?, now);
            let Some(count) = of(&slot, &part)? else { return Ok(None) };
            counts.push(count);
            // What others add changes nothing any more.
            if count.at_least {
                break;
            }
        }
        Ok(Some(Count::sum(counts, most)))
    }

    fn slot(&self, key: [u8; 32], now: Timestamp) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= KEPT && !slots.contains_key(&key) {
            slots.retain(|_, slot| is_fresh(slot, now));
            if slots.len() >= KEPT {
                slots.clear();
            }
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

/// Whether somebody counts it now, or has just counted it.
fn is_fresh(slot: &Slot, now: Timestamp) -> bool {
    match slot.try_lock() {
        Ok(held) => held.fresh(now).is_some(),
        Err(_) => true,
    }
}
