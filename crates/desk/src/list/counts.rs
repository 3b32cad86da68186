//! Counts that all sessions of a node share: equal ones are counted once, and again at most once a
//! second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{ReadTx, Timestamp};

use super::ListQuery;
use super::count::{Count, parts};
use crate::Result;
use crate::kind::Kind;

/// How long a count is good.
const FRESH: Duration = Duration::from_secs(1);
/// Counts kept; those not asked for the longest go first.
const KEPT: usize = 20_000;

/// The counts of a node.
#[derive(Debug, Default)]
pub struct Counts {
    slots: Mutex<HashMap<[u8; 32], Slot>>,
}

/// One count. Whoever counts holds its lock, so that others wait for the outcome and do not count
/// the same themselves.
type Slot = Arc<Mutex<Option<(Timestamp, Count)>>>;

impl Counts {
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
        let mut counts = Vec::new();
        for part in parts(kind, query) {
            let slot = self.slot(part.key(tx, most)?, now);
            let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
            let count = match *held {
                Some((at, count)) if now.since(at) < FRESH => count,
                _ => {
                    let count = part.count(tx, most)?;
                    *held = Some((now, count));
                    count
                }
            };
            counts.push(count);
            // What others add changes nothing any more.
            if count.at_least {
                break;
            }
        }
        Ok(Count::sum(counts, most))
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
        Ok(held) => held.is_some_and(|(at, _)| now.since(at) < FRESH),
        Err(_) => true,
    }
}
