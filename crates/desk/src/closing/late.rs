//! What was closed too long ago is not reopened: a new record follows it up.

use db::{ReadTx, Timestamp};

use super::{due, rule};
use crate::kind::Kind;
use crate::lifecycle::{StateClass, Verb};
use crate::record::Record;
use crate::{Context, Door, Error, Result};

/// Whether a record was closed so long ago that it can be reopened no more.
///
/// # Errors
/// When the database fails.
pub fn is_late(tx: &ReadTx<'_>, kind: &Kind, record: &Record, now: Timestamp) -> Result<bool> {
    let (StateClass::Closed, Some(at)) = (record.state.class, record.closed_at) else {
        return Ok(false);
    };
    let within = rule::of(tx, kind)?.reopen_within;
    Ok(within.is_some_and(|days| at < due::ago(now, days)))
}

/// Refuses to reopen what was closed too long ago. History that is only replayed is as it was.
///
/// # Errors
/// [`Error::Refused`] with `reopen_late`.
pub(crate) fn refuse_late(
    tx: &ReadTx<'_>,
    ctx: &Context,
    kind: &Kind,
    record: &Record,
    verb: &Verb,
) -> Result<()> {
    let to = verb.target(record.state.code).and_then(|code| kind.lifecycle.state(code));
    let reopens =
        record.state.class == StateClass::Closed && to.is_some_and(|state| state.class.is_open());
    if !reopens || matches!(ctx.door, Door::Import | Door::Demo) {
        return Ok(());
    }
    if is_late(tx, kind, record, ctx.occurred_at)? {
        return Err(Error::Refused("reopen_late"));
    }
    Ok(())
}
