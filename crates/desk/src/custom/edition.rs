//! The definitions as one transaction sees them, kept in memory from one to the next.
//!
//! The database keeps a digest of all definitions beside them. It is read with the transaction's
//! own snapshot, so that a form and the record it is about are of one moment, whichever process
//! changed a definition meanwhile; and because it says what the definitions *are* and not how often
//! they changed, neither a change taken back nor another database can be mistaken for these.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use db::{ReadTx, Tx, params};
use sha2::{Digest, Sha256};

use super::registry::intern;
use super::{Definition, load};
use crate::Result;
use crate::field::Field;

db::statements! {
    DIGEST = "SELECT digest, assignment FROM custom_edition WHERE id = 1";
    RENEW = "UPDATE custom_edition SET digest = $1 WHERE id = 1";
}

/// Editions kept at once: one is in use, the others are those of transactions still under way.
const KEPT: usize = 32;

/// Editions by their digest, the latest last.
type Known = VecDeque<(String, Arc<Edition>)>;

static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// All definitions of one moment, by kind.
#[derive(Debug, Default)]
pub(super) struct Edition {
    /// All that ever were, by kind and place.
    pub(super) all: Vec<&'static Field>,
    kinds: HashMap<String, Arc<OfKind>>,
}

/// The definitions of one kind.
#[derive(Debug, Default)]
pub(super) struct OfKind {
    /// Those in use, in their order.
    pub(super) used: Vec<&'static Field>,
    /// All that ever were, by code.
    pub(super) ever: HashMap<&'static str, &'static Field>,
}

impl Edition {
    /// The definitions this transaction sees.
    pub(super) fn of(tx: &ReadTx<'_>) -> Result<Arc<Edition>> {
        Ok(Edition::beside(tx)?.0)
    }

    /// The definitions this transaction sees, and the digest of the assignment rules, which is kept beside
    /// theirs so that whatever opens a record reads both at once.
    pub(super) fn beside(tx: &ReadTx<'_>) -> Result<(Arc<Edition>, String)> {
        let row = tx.one(DIGEST, params![])?;
        let (digest, rules): (String, String) = (row.get(0)?, row.get(1)?);
        if let Some(kept) = kept(&digest) {
            return Ok((kept, rules));
        }
        let edition = Arc::new(Edition::new(load::all(tx)?));
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front((digest, Arc::clone(&edition)));
        known.truncate(KEPT);
        Ok((edition, rules))
    }

    fn new(definitions: Vec<Definition>) -> Self {
        let mut kinds: HashMap<String, OfKind> = HashMap::new();
        let mut all = Vec::with_capacity(definitions.len());
        for definition in definitions {
            let (kind, active) = (definition.kind.clone(), definition.active);
            let field = intern(definition);
            all.push(field);
            let of_kind = kinds.entry(kind).or_default();
            of_kind.ever.insert(field.code, field);
            if active {
                of_kind.used.push(field);
            }
        }
        Edition { all, kinds: kinds.into_iter().map(|(kind, of)| (kind, Arc::new(of))).collect() }
    }

    /// Those of one kind.
    pub(super) fn of_kind(&self, kind: &str) -> Arc<OfKind> {
        self.kinds.get(kind).cloned().unwrap_or_default()
    }
}

fn kept(digest: &str) -> Option<Arc<Edition>> {
    if digest.is_empty() {
        return Some(Arc::default());
    }
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.iter().find(|(known, _)| known == digest).map(|(_, edition)| Arc::clone(edition))
}

/// Writes the digest of the definitions as this transaction leaves them.
pub(super) fn renew(tx: &Tx<'_>) -> Result<()> {
    let mut digest = Sha256::new();
    for definition in load::all(tx)? {
        // This text names every part and escapes what it holds: two that say the same are the same.
        digest.update(format!("{definition:?}\n"));
    }
    let digest: [u8; 32] = digest.finalize().into();
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    tx.execute(RENEW, params![text])?;
    Ok(())
}
