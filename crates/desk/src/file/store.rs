//! The rows of files.

use db::{Id, ReadTx, Row, Timestamp, Tx, params};

use super::blob::{Blob, Kept, kept};
use super::{File, MOST_SHOWN};
use crate::journal::Subject;
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Result};

db::statements! {
    ON_RECORD = "SELECT f.id, f.subject_id, f.name, f.media, f.size, f.internal, f.added_by, f.added_at, b.id, b.digest
        FROM file f JOIN blob b ON b.id = f.blob_id
        WHERE f.subject_id = $1 AND f.withdrawn_at IS NULL ORDER BY f.added_at, f.id LIMIT $2";
    BY_ID = "SELECT f.id, f.subject_id, f.name, f.media, f.size, f.internal, f.added_by, f.added_at, b.id, b.digest
        FROM file f JOIN blob b ON b.id = f.blob_id
        WHERE f.id = $1 AND f.subject_id = $2 AND f.withdrawn_at IS NULL";
    INSERT = "INSERT INTO file (id, subject_id, blob_id, name, media, size, internal, added_by, added_at, entry_subject_id, entry_seq)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $2, $10)";
    WITHDRAW = "UPDATE file SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
    EVEN_WITHDRAWN = "SELECT f.internal, f.entry_subject_id, f.entry_seq, f.erased_at, b.id, b.digest, b.size
        FROM file f LEFT JOIN blob b ON b.id = f.blob_id WHERE f.id = $1 AND f.subject_id = $2";
    ERASE = "UPDATE file SET name = '', blob_id = NULL, erased_at = $2, withdrawn_at = COALESCE(withdrawn_at, $2) WHERE id = $1";
    UNERASED = "SELECT id FROM file WHERE subject_id = $1 AND erased_at IS NULL ORDER BY id LIMIT $2";
    OTHERS = "SELECT CAST(COUNT(*) AS BIGINT) FROM file WHERE blob_id = $1 AND id <> $2";
}

/// The files of a record that are not withdrawn, in the order in which they were added.
pub(super) fn on_record(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<File>> {
    let most = i64::try_from(MOST_SHOWN).unwrap_or(i64::MAX);
    tx.rows(ON_RECORD, params![record, most])?.into_iter().map(read).collect()
}

/// A file of a record that is not withdrawn.
pub(super) fn by_id(tx: &ReadTx<'_>, record: Id<Record>, id: Id<File>) -> Result<File> {
    tx.row(BY_ID, params![id, record])?.map(read).transpose()?.ok_or(Error::NotFound)
}

fn read(row: Row) -> Result<File> {
    let mut c = row.columns();
    let (id, record, name, media) = (c.next()?, c.next()?, c.next()?, c.next()?);
    let (size, internal, added_by, added_at) = (c.next::<i64>()?, c.next()?, c.next()?, c.next()?);
    let kept = kept(c.next()?, c.next()?, size);
    Ok(File { id, record, name, media, size: kept.size, internal, added_by, added_at, kept })
}

/// Writes a new file's row; `seq` is the entry that tells of it.
pub(super) fn insert(tx: &Tx<'_>, file: &File, seq: i64) -> Result<()> {
    tx.execute(
        INSERT,
        params![
            file.id,
            file.record,
            file.kept.id,
            &file.name,
            &file.media,
            i64::try_from(file.size).unwrap_or(i64::MAX),
            file.internal,
            file.added_by,
            file.added_at,
            seq
        ],
    )?;
    Ok(())
}

/// Hides a file; whether it was there to be hidden.
pub(super) fn withdraw(tx: &Tx<'_>, ctx: &Context, id: Id<File>) -> Result<bool> {
    Ok(tx.execute(WITHDRAW, params![id, ctx.now])? == 1)
}

/// What an erasure needs to know of a file, withdrawn or not.
#[derive(Debug)]
pub(super) struct Remains {
    pub(super) internal: bool,
    pub(super) entry: (Id<Subject>, i64),
    pub(super) content: Option<Kept>,
}

/// A file of a record, also when it is withdrawn, but not when it was erased.
pub(super) fn remains(tx: &ReadTx<'_>, record: Id<Record>, id: Id<File>) -> Result<Remains> {
    let row = tx.row(EVEN_WITHDRAWN, params![id, record])?.ok_or(Error::NotFound)?;
    let mut c = row.columns();
    let (internal, entry) = (c.next()?, (c.next()?, c.next()?));
    if c.next::<Option<Timestamp>>()?.is_some() {
        return Err(Error::NotFound);
    }
    let content = match c.next::<Option<Id<Blob>>>()? {
        Some(id) => Some(kept(id, c.next()?, c.next()?)),
        None => None,
    };
    Ok(Remains { internal, entry, content })
}

/// The files of a record that were not erased, withdrawn or not.
pub(super) fn unerased(tx: &ReadTx<'_>, record: Id<Record>, most: i64) -> Result<Vec<Id<File>>> {
    tx.rows(UNERASED, params![record, most])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Empties a file's row.
pub(super) fn erase(tx: &Tx<'_>, ctx: &Context, id: Id<File>) -> Result<()> {
    tx.execute(ERASE, params![id, ctx.now])?;
    Ok(())
}

/// How many other files have this content.
pub(super) fn others(tx: &ReadTx<'_>, blob: Id<Blob>, id: Id<File>) -> Result<i64> {
    Ok(tx.one(OTHERS, params![blob, id])?.get(0)?)
}

/// The author of what somebody does; a file is always somebody's.
pub(super) fn author(ctx: &Context) -> Id<Person> {
    ctx.actor.unwrap_or(Person::SYSTEM)
}
