//! Erases values: a person's data, a pasted password. The entry and its hash stay.

use db::{Id, Timestamp, Tx, params};

use super::entry::{Op, SetValue};
use super::{Entry, Head, Subject, append};
use crate::{Context, Error, Result, search};

/// The verb of the entry an erasure leaves.
pub(super) const VERB: &str = "erase";
/// The fact that names what was erased: `SEQ.FIELD`.
pub(crate) const FACT: &str = "erased";

db::statements! {
    ERASE = "UPDATE entry_value SET value = NULL, salt = NULL, erased_at = $4
        WHERE subject_id = $1 AND seq = $2 AND field = $3 AND erased_at IS NULL";
    IS_RECORD = "SELECT 1 FROM record WHERE subject_id = $1";
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
    erase_all(tx, ctx, subject, &[(seq, field.to_owned())], reason)
}

/// As [`erase_because`], for several values of one history at once: one entry tells of all of them.
///
/// # Errors
/// [`Error::NotFound`] when one of them was not set or was erased before; nothing is erased then.
pub fn erase_all(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    values: &[(i64, String)],
    reason: Option<&str>,
) -> Result<Entry> {
    take_out(tx, ctx, subject, values, reason, 0)
}

/// As [`erase_all`], where what the subject itself holds goes with them: it is another version then.
///
/// # Errors
/// As [`erase_all`].
pub(crate) fn erase_and_raise(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    values: &[(i64, String)],
    reason: &str,
) -> Result<Entry> {
    take_out(tx, ctx, subject, values, Some(reason), 1)
}

fn take_out(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    values: &[(i64, String)],
    reason: Option<&str>,
    raise: i64,
) -> Result<Entry> {
    let at: Timestamp = ctx.now;
    let mut told = Vec::new();
    for (seq, field) in values {
        if tx.execute(ERASE, params![subject, *seq, field.as_str(), at])? == 0 {
            return Err(Error::NotFound);
        }
        search::forget(tx, subject, *seq, field)?;
        told.push(SetValue { field: FACT, op: Op::Add, value: Some(name(*seq, field)) });
    }
    if let [only] = told.as_mut_slice() {
        only.op = Op::Set;
    }
    told.extend(reason.map(|reason| SetValue::set("reason", reason.to_owned())));
    let head = Head::load(tx, subject)?;
    // A record is found by why something of it was erased, as by any other reason.
    if reason.is_some() && tx.row(IS_RECORD, params![subject])?.is_some() {
        search::keep(tx, subject, &[], &[], head.seq + 1, &[("reason", reason)])?;
    }
    append(tx, ctx, &head, VERB, head.version + raise, told)
}

/// How an erasure names what it erased.
pub(super) fn name(seq: i64, field: &str) -> String {
    format!("{seq}.{field}")
}
