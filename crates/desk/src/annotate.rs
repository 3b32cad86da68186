//! What happens to a record without changing a field of it: a link, a file, a watcher, a task.

use db::{Id, Tx, params};

use crate::commit::tell;
use crate::heading::Heading;
use crate::journal::{self, Head, SetValue, Subject};
use crate::{Committed, Context, Result, search};

db::statements! {
    // Where the texts were gone, their time counts anew.
    TOUCH = "UPDATE record SET updated_at = CASE WHEN updated_at < $2 THEN $2 ELSE updated_at END,
        written_at = CASE WHEN texts_erased_at IS NULL THEN written_at ELSE $2 END, texts_erased_at = NULL
        WHERE subject_id = $1 AND (updated_at < $2 OR texts_erased_at IS NOT NULL)";
}

/// Writes an entry into a record's history that changes none of its fields, and tells others. Such
/// an entry raises no version: it contradicts nothing somebody else may be writing.
///
/// # Errors
/// When the database fails.
pub fn annotate(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    values: Vec<SetValue>,
) -> Result<Committed> {
    let subject: Id<Subject> = record.id.cast();
    let head = Head::load(tx, subject)?;
    tx.execute(TOUCH, params![subject, ctx.occurred_at])?;
    search::keep(tx, subject, &[], &[], head.seq + 1, &search::sayings(&values))?;
    let entry = journal::append(tx, ctx, &head, verb, head.version, values)?;
    tell(tx, ctx, subject, entry.seq, &record.kind, verb)?;
    Ok(Committed { number: record.number.clone(), version: head.version, seq: entry.seq })
}
