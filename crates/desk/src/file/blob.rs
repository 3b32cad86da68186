//! The life of a content: reserved, kept, referred to, let go, doomed, removed, forgotten.
//!
//! Between reserving a content and referring to it, somebody else may find that nothing refers to
//! it and doom it. What is doomed is never referred to again: the same content is reserved anew,
//! under another identity, and therefore lies under another key. So removing it harms nobody,
//! however late and in whatever order with a new upload it happens.

use db::{Id, ReadTx, Timestamp, Tx, params};
use files::{Digest, Key};

use crate::{Context, Error, Result};

/// A content, as what an [`Id`] identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blob {}

/// A content that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its identity.
    pub id: Id<Blob>,
    /// What it lies under.
    pub key: Key,
    /// Its length in bytes.
    pub size: u64,
}

db::statements! {
    FIND = "SELECT id, digest, size, stored_at FROM blob WHERE digest = $1 AND doomed_at IS NULL";
    LIVE = "SELECT id FROM blob WHERE id = $1 AND doomed_at IS NULL";
    INSERT = "INSERT INTO blob (id, digest, size, created_at, unused_since) VALUES ($1, $2, $3, $4, $4)";
    // Whoever has just reserved it has the whole time of grace before them.
    RENEW = "UPDATE blob SET unused_since = $2 WHERE id = $1 AND unused_since IS NOT NULL";
    REFER = "UPDATE blob SET unused_since = NULL WHERE id = $1 AND doomed_at IS NULL";
    STORED = "UPDATE blob SET stored_at = $2 WHERE id = $1 AND stored_at IS NULL";
    ADD = "UPDATE blob_total SET bytes = bytes + $1 WHERE id = 1";
    RELEASE = "UPDATE blob SET unused_since = $2 WHERE id = $1 AND doomed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM file WHERE blob_id = $1)
        AND NOT EXISTS (SELECT 1 FROM thumbnail WHERE drawn_id = $1)";
    DOOM = "UPDATE blob SET doomed_at = $2 WHERE id = $1 AND doomed_at IS NULL AND unused_since IS NOT NULL";
    FORGET = "DELETE FROM blob WHERE id = $1 AND doomed_at IS NOT NULL RETURNING size, stored_at";
}

/// A content as it is read from its row.
pub(super) fn kept(id: Id<Blob>, digest: [u8; 32], size: i64) -> Kept {
    let key = Key { digest: Digest::from_bytes(digest), keeping: *id.bytes() };
    Kept { id, key, size: u64::try_from(size).unwrap_or(0) }
}

/// Whether a reserved content has been kept before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reserved {
    pub(super) kept: Kept,
    pub(super) stored: bool,
}

/// Makes sure that there is a row for a content, and that nobody dooms it for a while.
pub(super) fn reserve(tx: &Tx<'_>, ctx: &Context, digest: Digest, size: u64) -> Result<Reserved> {
    if let Some(found) = find(tx, digest)? {
        tx.execute(RENEW, params![found.kept.id, ctx.now])?;
        return Ok(found);
    }
    let id: Id<Blob> = ctx.chance.id(ctx.now);
    let length = i64::try_from(size).map_err(|_| Error::Broken("a size of no file".to_owned()))?;
    tx.execute(INSERT, params![id, digest.bytes(), length, ctx.now])?;
    Ok(Reserved { kept: kept(id, *digest.bytes(), length), stored: false })
}

fn find(tx: &ReadTx<'_>, digest: Digest) -> Result<Option<Reserved>> {
    let Some(row) = tx.row(FIND, params![digest.bytes()])? else { return Ok(None) };
    let mut c = row.columns();
    let kept = kept(c.next()?, c.next()?, c.next()?);
    Ok(Some(Reserved { kept, stored: c.next::<Option<Timestamp>>()?.is_some() }))
}

/// Whether a content is there and not doomed.
///
/// # Errors
/// When the database fails.
pub fn is_live(tx: &ReadTx<'_>, blob: Id<Blob>) -> Result<bool> {
    Ok(tx.row(LIVE, params![blob])?.is_some())
}

/// Says that something refers to a content, which is safely kept; whether it may still be referred
/// to. The row that refers to it follows in the same transaction.
pub(super) fn refer(tx: &Tx<'_>, kept: &Kept, now: Timestamp) -> Result<bool> {
    if tx.execute(REFER, params![kept.id])? == 0 {
        return Ok(false);
    }
    if tx.execute(STORED, params![kept.id, now])? == 1 {
        tx.execute(ADD, params![i64::try_from(kept.size).unwrap_or(i64::MAX)])?;
    }
    Ok(true)
}

/// Says that one reference less there is; the row must be gone in the same transaction.
pub(super) fn release(tx: &Tx<'_>, blob: Id<Blob>, now: Timestamp) -> Result<()> {
    tx.execute(RELEASE, params![blob, now])?;
    Ok(())
}

/// Dooms a content to which nothing refers; whether it was so.
pub(super) fn doom(tx: &Tx<'_>, blob: Id<Blob>, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(DOOM, params![blob, now])? == 1)
}

/// Forgets a doomed content that has been removed from where it lay.
pub(super) fn forget(tx: &Tx<'_>, blob: Id<Blob>) -> Result<()> {
    let Some(row) = tx.row(FORGET, params![blob])? else { return Ok(()) };
    if row.get::<Option<Timestamp>>(1)?.is_some() {
        let size: i64 = row.get(0)?;
        tx.execute(ADD, params![-size])?;
    }
    Ok(())
}
