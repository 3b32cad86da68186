//! The rules in use as one transaction sees them, kept in memory from one to the next.
//!
//! As with custom fields, the database keeps a digest of what they are; it lies beside that of the custom
//! fields, which opening a record reads anyway. Where there is no rule, there is nothing more to ask.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use db::{ReadTx, Tx, params};
use sha2::{Digest, Sha256};

use super::rule::{self, Rule};
use crate::Result;
use crate::filter::{Expr, Problem, parse};

db::statements! {
    RENEW = "UPDATE custom_edition SET assignment = $1 WHERE id = 1";
}

/// Editions kept at once: one is in use, the others are those of transactions still under way.
const KEPT: usize = 32;

/// Editions by their digest, the latest first.
type Known = VecDeque<(String, Arc<Edition>)>;

static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// A rule whose condition has been read.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) rule: Rule,
    /// What its condition says, or what is wrong with the text.
    pub(super) says: std::result::Result<Expr, Problem>,
    /// Whether the log has been told that it cannot be used.
    told: AtomicBool,
}

/// The rules in use of one moment, by kind.
#[derive(Debug, Default)]
pub(super) struct Edition(HashMap<String, Vec<Ready>>);

impl Ready {
    pub(super) fn new(rule: Rule) -> Self {
        let says = parse(&rule.condition);
        Ready { rule, says, told: AtomicBool::new(false) }
    }

    /// Notes that it cannot be used; true when the log is to be told so: once while the rules stay as they
    /// are, and not with every record.
    pub(super) fn is_news(&self) -> bool {
        !self.told.swap(true, Ordering::Relaxed)
    }
}

impl Edition {
    /// The rules that a transaction sees which read this digest.
    pub(super) fn of(tx: &ReadTx<'_>, digest: &str) -> Result<Arc<Edition>> {
        if let Some(kept) = kept(digest) {
            return Ok(kept);
        }
        let mut kinds: HashMap<String, Vec<Ready>> = HashMap::new();
        for rule in rule::all(tx)?.into_iter().filter(|rule| rule.active) {
            kinds.entry(rule.kind.clone()).or_default().push(Ready::new(rule));
        }
        let edition = Arc::new(Edition(kinds));
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front((digest.to_owned(), Arc::clone(&edition)));
        known.truncate(KEPT);
        Ok(edition)
    }

    /// Those of one kind, in order.
    pub(super) fn of_kind(&self, kind: &str) -> &[Ready] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }
}

fn kept(digest: &str) -> Option<Arc<Edition>> {
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.iter().find(|(known, _)| known == digest).map(|(_, edition)| Arc::clone(edition))
}

/// Writes the digest of the rules in use as this transaction leaves them.
pub(super) fn renew(tx: &Tx<'_>) -> Result<()> {
    let used: Vec<Rule> = rule::all(tx)?.into_iter().filter(|rule| rule.active).collect();
    let text = if used.is_empty() {
        String::new()
    } else {
        let mut digest = Sha256::new();
        for rule in &used {
            // This text names every part and escapes what it holds: two that say the same are the same.
            digest.update(format!("{rule:?}\n"));
        }
        let digest: [u8; 32] = digest.finalize().into();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    tx.execute(RENEW, params![text])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use db::{Id, Timestamp};

    use super::*;
    use crate::assignment::Gives;

    #[test]
    fn the_log_is_told_once_of_a_rule_that_cannot_be_used() {
        let ready = Ready::new(Rule {
            id: Id::from_bytes([1; 16]),
            kind: "incident".to_owned(),
            place: 1,
            name: "Rest".to_owned(),
            condition: String::new(),
            team: Id::from_bytes([2; 16]),
            gives: Gives::Team,
            active: true,
            version: 1,
            changed_at: Timestamp::from_micros(0),
        });
        let news: Vec<bool> = (0..3).map(|_| ready.is_news()).collect();
        assert_eq!(news, [true, false, false]);
    }
}
