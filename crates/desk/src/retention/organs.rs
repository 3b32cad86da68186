//! What hangs on a record and holds texts or files.

use db::{Id, Tx, params};

use super::BECAUSE;
use crate::file;
use crate::record::Record;
use crate::{Context, Result, tag};

/// Files emptied in one transaction: each takes several statements.
const FILES_AT_ONCE: i64 = 40;

db::statements! {
    EFFORT = "UPDATE effort SET note = '' WHERE subject_id = $1 AND note <> ''";
    REMINDERS = "UPDATE reminder SET note = '' WHERE subject_id = $1 AND note <> ''";
    // Words that went along when it was merged: they do not come back.
    MERGED = "DELETE FROM merger_moved WHERE source_id = $1 AND organ = 'tag'";
}

/// Empties some of its files; whether there are more.
pub(super) fn files(tx: &Tx<'_>, ctx: &Context, record: Id<Record>) -> Result<bool> {
    file::empty_some(tx, ctx, record, FILES_AT_ONCE, BECAUSE)
}

/// Takes out the notes of what was spent and of reminders, and the tags.
pub(super) fn texts(tx: &Tx<'_>, record: Id<Record>) -> Result<()> {
    for statement in [EFFORT, REMINDERS, MERGED] {
        tx.execute(statement, params![record])?;
    }
    tag::forget_all(tx, record)
}
