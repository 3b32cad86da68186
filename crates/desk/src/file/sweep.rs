//! Tidying up: what is kept no longer, and what was left behind by what broke off.

use db::{Db, Id, ReadTx, Row, Timestamp, Tx, params};

use super::blob::{Blob, Kept, doom, forget, kept, release};
use super::thumbnail::let_go;
use super::{File, Shelf};
use crate::Result;

/// Rows changed in one transaction at most, so that nobody waits long for it.
const AT_ONCE: i64 = 100;

db::statements! {
    WITHDRAWN = "SELECT id, blob_id FROM file WHERE withdrawn_at IS NOT NULL AND blob_id IS NOT NULL AND withdrawn_at < $1
        ORDER BY withdrawn_at LIMIT $2";
    EMPTY = "UPDATE file SET blob_id = NULL WHERE id = $1";
    UNUSED = "SELECT id FROM blob WHERE unused_since IS NOT NULL AND doomed_at IS NULL AND unused_since < $1
        ORDER BY unused_since LIMIT $2";
    DOOMED = "SELECT id, digest, size FROM blob WHERE doomed_at IS NOT NULL ORDER BY doomed_at LIMIT $1";
}

/// What was tidied up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Withdrawn files whose content is kept no longer.
    pub withdrawn: u64,
    /// Contents that were removed.
    pub removed: u64,
    /// Uploads that broke off.
    pub broken_off: u64,
}

/// Tidies up all there is to tidy. Blocks.
///
/// # Errors
/// When the database or the store fails; what was done until then stays done.
pub fn sweep(db: &Db, shelf: &Shelf, now: Timestamp) -> Result<Swept> {
    let limits = shelf.limits;
    let withdrawn =
        repeatedly(db, move |tx| empty_withdrawn(tx, now.minus(limits.retention), now))?;
    repeatedly(db, move |tx| doom_unused(tx, now.minus(limits.grace), now))?;
    let removed = clear_all(db, shelf)?;
    let left = shelf.tidy(now)?;
    Ok(Swept { withdrawn, removed, broken_off: u64::try_from(left).unwrap_or(0) })
}

/// Writes again and again while there is more to do; how much was done.
fn repeatedly(
    db: &Db,
    some: impl Fn(&Tx<'_>) -> Result<u64> + Clone + Send + 'static,
) -> Result<u64> {
    let mut done = 0;
    loop {
        match db.write(some.clone())? {
            0 => return Ok(done),
            more => done += more,
        }
    }
}

/// Lets go of the contents of some files that were withdrawn long ago.
fn empty_withdrawn(tx: &Tx<'_>, before: Timestamp, now: Timestamp) -> Result<u64> {
    let mut done = 0;
    for row in tx.rows(WITHDRAWN, params![before, AT_ONCE])? {
        let (file, blob): (Id<File>, Id<Blob>) = (row.get(0)?, row.get(1)?);
        tx.execute(EMPTY, params![file])?;
        release(tx, blob, now)?;
        done += 1;
    }
    Ok(done)
}

/// Dooms some contents to which nothing refers since a while.
fn doom_unused(tx: &Tx<'_>, before: Timestamp, now: Timestamp) -> Result<u64> {
    let mut done = 0;
    for row in tx.rows(UNUSED, params![before, AT_ONCE])? {
        let blob: Id<Blob> = row.get(0)?;
        if doom(tx, blob, now)? {
            let_go(tx, blob, now)?;
        }
        done += 1;
    }
    Ok(done)
}

/// Removes whatever is doomed; how many contents that were.
fn clear_all(db: &Db, shelf: &Shelf) -> Result<u64> {
    let mut done = 0;
    loop {
        let some = db.read(doomed)?;
        if some.is_empty() {
            return Ok(done);
        }
        done += u64::try_from(some.len()).unwrap_or(0);
        clear(db, shelf, some)?;
    }
}

/// Removes doomed contents from where they lie, then forgets them.
pub(super) fn clear(db: &Db, shelf: &Shelf, doomed: Vec<Kept>) -> Result<()> {
    for kept in &doomed {
        shelf.store.remove(&kept.key)?;
    }
    db.write(move |tx| doomed.iter().try_for_each(|kept| forget(tx, kept.id)))
}

fn doomed(tx: &ReadTx<'_>) -> Result<Vec<Kept>> {
    let read = |row: Row| {
        let mut c = row.columns();
        Ok(kept(c.next()?, c.next()?, c.next()?))
    };
    tx.rows(DOOMED, params![AT_ONCE])?.into_iter().map(read).collect()
}
