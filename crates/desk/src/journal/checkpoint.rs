//! Checkpoints: signed seals over ranges of positions, each chained to the one before.

use db::{Db, Id, Timestamp, Tx, params};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use sha2::{Digest, Sha256};

use super::form::Form;
use crate::keys::{JournalKey, SigningKeyRow};
use crate::{Error, Result};

/// Entries sealed by one checkpoint at most.
const ENTRIES: i64 = 10_000;

db::statements! {
    LAST = "SELECT number, first_position, last_position, sealed_at, entries_digest, previous_hash, hash, key_id, signature
        FROM checkpoint ORDER BY number DESC LIMIT 1";
    AFTER = "SELECT number, first_position, last_position, sealed_at, entries_digest, previous_hash, hash, key_id, signature
        FROM checkpoint WHERE number > $1 ORDER BY number LIMIT 100";
    NUMBERED = "SELECT hash FROM checkpoint WHERE number = $1";
    RETIRED = "SELECT retired_at FROM signing_key WHERE id = $1 AND retired_at IS NOT NULL";
    HASHES = "SELECT hash FROM entry WHERE position >= $1 AND position <= $2 ORDER BY position";
    INSERT = "INSERT INTO checkpoint (number, first_position, last_position, sealed_at, entries_digest, previous_hash, hash, key_id, signature)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// A seal over the entries from one position to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Counts from 1.
    pub number: i64,
    /// The first position it seals.
    pub first_position: i64,
    /// The last position it seals.
    pub last_position: i64,
    /// When it was made.
    pub sealed_at: Timestamp,
    /// SHA-256 over the sealed entries' hashes in the order of their positions.
    pub entries_digest: Vec<u8>,
    /// The hash of the checkpoint before it; empty for the first.
    pub previous_hash: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
    /// The key that signed it.
    pub key: Id<SigningKeyRow>,
    /// Ed25519 over `hash`.
    pub signature: Vec<u8>,
}

/// Seals what came since the last checkpoint; how many entries. Whoever calls it holds the lease
/// `checkpoint`.
///
/// # Errors
/// When the database fails.
pub fn seal(db: &Db, key: &JournalKey, now: Timestamp) -> Result<u64> {
    let mut total = 0;
    loop {
        let signer = key.clone();
        let sealed = db.write(move |tx| seal_next(tx, &signer, now))?;
        let Some((sealed, number, hash)) = sealed else { return Ok(total) };
        key.remember(number, &hash)?;
        total += sealed;
        if sealed < u64::try_from(ENTRIES).unwrap_or(0) {
            return Ok(total);
        }
    }
}

/// Whether a checkpoint with this hash, in hexadecimal digits, is there.
///
/// # Errors
/// When the database fails.
pub fn is_there(tx: &db::ReadTx<'_>, number: i64, hash: &str) -> Result<bool> {
    let Some(row) = tx.row(NUMBERED, params![number])? else { return Ok(false) };
    let found: Vec<u8> = row.get(0)?;
    Ok(found.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == hash)
}

/// How many entries the next checkpoint seals, its number and its hash; nothing without entries.
fn seal_next(tx: &Tx<'_>, key: &JournalKey, now: Timestamp) -> Result<Option<(u64, i64, Vec<u8>)>> {
    if tx.row(RETIRED, params![key.id()])?.is_some() {
        let told =
            "the key of this node was replaced: start it again with the keys of the installation";
        return Err(Error::Broken(told.to_owned()));
    }
    let last = last(tx)?;
    let first = last.as_ref().map_or(1, |c| c.last_position + 1);
    let hashes = hashes(tx, first, first + ENTRIES - 1)?;
    let Ok(count @ 1..) = i64::try_from(hashes.len()) else { return Ok(None) };
    let mut checkpoint = Checkpoint {
        number: last.as_ref().map_or(1, |c| c.number + 1),
        first_position: first,
        // Positions run without a gap, so the last one follows from the count.
        last_position: first + count - 1,
        sealed_at: now,
        entries_digest: entries_digest(&hashes),
        previous_hash: last.map_or_else(Vec::new, |c| c.hash),
        hash: Vec::new(),
        key: key.id(),
        signature: Vec::new(),
    };
    checkpoint.hash = checkpoint_hash(&checkpoint).to_vec();
    checkpoint.signature = key.sign(&checkpoint.hash);
    insert(tx, &checkpoint)?;
    Ok(Some((u64::try_from(count).unwrap_or(0), checkpoint.number, checkpoint.hash)))
}

fn insert(tx: &Tx<'_>, c: &Checkpoint) -> Result<()> {
    tx.execute(
        INSERT,
        params![
            c.number,
            c.first_position,
            c.last_position,
            c.sealed_at,
            c.entries_digest.as_slice(),
            c.previous_hash.as_slice(),
            c.hash.as_slice(),
            c.key,
            c.signature.as_slice()
        ],
    )?;
    Ok(())
}

/// The last checkpoint; nothing before the first.
///
/// # Errors
/// When the database fails.
pub fn last(tx: &db::ReadTx<'_>) -> Result<Option<Checkpoint>> {
    tx.row(LAST, params![])?.map(read).transpose()
}

/// The number of the last checkpoint; 0 when there is none.
pub(super) fn last_number(tx: &db::ReadTx<'_>) -> Result<i64> {
    tx.row(LAST, params![])?.map_or(Ok(0), |row| Ok(row.get(0)?))
}

/// The checkpoints after a number, a hundred at most.
pub(super) fn after(tx: &db::ReadTx<'_>, number: i64) -> Result<Vec<Checkpoint>> {
    tx.rows(AFTER, params![number])?.into_iter().map(read).collect()
}

/// The hashes of the entries at these positions.
pub(super) fn hashes(tx: &db::ReadTx<'_>, first: i64, last: i64) -> Result<Vec<Vec<u8>>> {
    tx.rows(HASHES, params![first, last])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

fn read(row: db::Row) -> Result<Checkpoint> {
    let mut c = row.columns();
    Ok(Checkpoint {
        number: c.next()?,
        first_position: c.next()?,
        last_position: c.next()?,
        sealed_at: c.next()?,
        entries_digest: c.next()?,
        previous_hash: c.next()?,
        hash: c.next()?,
        key: c.next()?,
        signature: c.next()?,
    })
}

/// SHA-256 over the entries' hashes, one after the other.
pub(super) fn entries_digest(hashes: &[Vec<u8>]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for hash in hashes {
        digest.update(hash);
    }
    digest.finalize().to_vec()
}

/// The hash a checkpoint's signature covers.
#[must_use]
pub fn checkpoint_hash(c: &Checkpoint) -> [u8; 32] {
    let mut form = Form::begin();
    form.number(c.number);
    form.number(c.first_position);
    form.number(c.last_position);
    form.number(c.sealed_at.micros());
    form.bytes(&c.entries_digest);
    form.bytes(&c.previous_hash);
    form.bytes(c.key.bytes());
    form.hash()
}

/// Whether the signature is this public key's over the checkpoint's hash.
///
/// # Errors
/// [`Error::Broken`] when the public key is none.
pub fn signature_holds(c: &Checkpoint, public_key: &[u8; 32]) -> Result<bool> {
    let key = VerifyingKey::from_bytes(public_key)
        .map_err(|e| Error::Broken(format!("not a public key: {e}")))?;
    let Ok(signature) = Signature::from_slice(&c.signature) else { return Ok(false) };
    Ok(key.verify(&c.hash, &signature).is_ok())
}
