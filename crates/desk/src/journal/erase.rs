//! Erases values: a person's data, a pasted password. The entry and its hash stay.

use db::{Id, Timestamp, Tx, params};

use super::entry::SetValue;
use super::{Entry, Head, Subject, append};
use crate::{Context, Error, Result};

/// The verb of the entry an erasure leaves.
pub(super) const VERB: &str = "erase";
/// The fact that names what was erased: `SEQ.FIELD`.
pub(crate) const FACT: &str = "erased";

db::statements! {
    ERASE = "UPDATE entry_value SET value = NULL, salt = NULL, erased_at = $4
        WHERE subject_id = $1 AND seq = $2 AND field = $3 AND erased_at IS NULL";
}

/// Erases what a field was set to by one entry, and says so in an entry of its own. The digest
/// stays, so that the chain still holds; without the salt it tells nothing about the value. What
/// the record itself holds now is not touched: change that first.
///
/// # Errors
/// [`Error::NotFound`] when that entry set no such field, or it was erased before.
pub fn erase(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    seq: i64,
    field: &str,
) -> Result<Entry> {
    erase_because(tx, ctx, subject, seq, field, None)
}

/// As [`erase`], saying why.
///
/// # Errors
/// As [`erase`].
pub fn erase_because(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    seq: i64,
    field: &str,
    reason: Option<&str>,
) -> Result<Entry> {
    let at: Timestamp = ctx.now;
    if tx.execute(ERASE, params![subject, seq, field, at])? == 0 {
        return Err(Error::NotFound);
    }
    let head = Head::load(tx, subject)?;
    let mut values = vec![SetValue::set(FACT, name(seq, field))];
    values.extend(reason.map(|reason| SetValue::set("reason", reason.to_owned())));
    append(tx, ctx, &head, VERB, head.version, values)
}

/// How an erasure names what it erased.
pub(super) fn name(seq: i64, field: &str) -> String {
    format!("{seq}.{field}")
}
