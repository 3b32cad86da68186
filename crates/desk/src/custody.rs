//! Who a record is shown to at all: withdrawing it and bringing it back, restricting it and opening
//! it again. The number stays taken and the reason stays told, to those who administer or audit.

use db::{Id, ReadTx, Timestamp, Tx, params};

use crate::access::{Action, Agent};
use crate::commit::tell;
use crate::field::{FieldKind, TITLE};
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::people::Person;
use crate::record::Record;
use crate::{Committed, Context, Error, Result};

/// What withdrawing, restricting and opening again take.
pub const INPUTS: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

/// The fact that says that a record is withdrawn, or is no longer.
pub(crate) const WITHDRAWN: &str = "withdrawn";
/// The fact that says why, for the inside alone: what must go is often named in it.
const WHY: &str = "custody.reason";

db::statements! {
    SET_WITHDRAWN = "UPDATE record SET withdrawn = $2, updated_at = $3 WHERE subject_id = $1";
    SUBJECT_WITHDRAWN = "UPDATE subject SET withdrawn_at = $2 WHERE id = $1";
    WATCHER_WITHDRAWN = "UPDATE watcher SET withdrawn = $2 WHERE subject_id = $1";
    SET_RESTRICTED = "UPDATE record SET restricted = $2, updated_at = $3 WHERE subject_id = $1";
    SUBJECT_RESTRICTED = "UPDATE subject SET restricted = $2 WHERE id = $1";
}

/// When, by whom and why a record was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody when the program itself did.
    pub by: Option<Id<Person>>,
    /// Why; nothing when that has been erased.
    pub reason: Option<String>,
}

/// Withdraws a record: it is found by nobody any more but those who administer or audit it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Refused`] when it is withdrawn already; [`Error::Invalid`] on
/// `reason`.
pub fn withdraw(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Committed> {
    record.require(agent, Action::Administer)?;
    if record.facts.withdrawn {
        return Err(Error::Refused("withdrawn"));
    }
    let reason = reason(tx, kind, agent, raw)?;
    set_withdrawn(tx, ctx, record, true, reason)
}

/// Brings a withdrawn record back to everybody who saw it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Refused`] when it is not withdrawn; [`Error::Invalid`] on
/// `reason`.
pub fn restore(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Committed> {
    record.require(agent, Action::Administer)?;
    if !record.facts.withdrawn {
        return Err(Error::Refused("not_withdrawn"));
    }
    let reason = reason(tx, kind, agent, raw)?;
    set_withdrawn(tx, ctx, record, false, reason)
}

/// Makes a record one that takes a grant of its own to see. Only somebody who has that grant may,
/// and may change the record: nobody puts a record out of their own sight.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Refused`] when it is so already; [`Error::Invalid`] on `reason`.
pub fn restrict(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Committed> {
    require_grant(agent, record)?;
    if record.facts.restricted {
        return Err(Error::Refused("restricted"));
    }
    let reason = reason(tx, kind, agent, raw)?;
    set_restricted(tx, ctx, record, true, reason)
}

/// Opens a restricted record again to everybody whose reach covers it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Refused`] when it is not restricted; [`Error::Invalid`] on
/// `reason`.
pub fn unrestrict(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Committed> {
    require_grant(agent, record)?;
    if !record.facts.restricted {
        return Err(Error::Refused("not_restricted"));
    }
    let reason = reason(tx, kind, agent, raw)?;
    set_restricted(tx, ctx, record, false, reason)
}

/// Whether somebody may restrict a record or open it again: they may change it, and their grant to
/// see restricted records covers it.
#[must_use]
pub fn may_restrict(agent: &Agent, record: &Heading) -> bool {
    require_grant(agent, record).is_ok()
}

fn require_grant(agent: &Agent, record: &Heading) -> Result<()> {
    record.require(agent, Action::ReadRestricted)?;
    record.require(agent, Action::Update)
}

/// Withdraws a record by a rule, for whoever applies it.
///
/// # Errors
/// When the database fails.
pub(crate) fn withdraw_by_rule(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    reason: String,
) -> Result<Committed> {
    set_withdrawn(tx, ctx, record, true, reason)
}

/// How a record came to be withdrawn; nothing for one that is not. Whoever asks must have been
/// admitted before.
///
/// # Errors
/// When the database fails.
pub fn withdrawal(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Option<Withdrawal>> {
    let last = journal::settings_of(tx, record.cast(), WITHDRAWN, i64::MAX, 1)?;
    let Some((entry, value, _)) = last.into_iter().next() else { return Ok(None) };
    if value.value.as_deref() != Some("1") {
        return Ok(None);
    }
    let reason = journal::held_before(tx, record.cast(), entry.seq + 1, WHY)?;
    Ok(Some(Withdrawal {
        at: entry.occurred_at,
        by: entry.actor,
        reason: reason.and_then(|value| value.value),
    }))
}

fn reason(tx: &ReadTx<'_>, kind: &Kind, agent: &Agent, raw: &RawInput) -> Result<String> {
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    input.text("reason").ok_or_else(|| Error::invalid("reason", "required"))
}

fn set_withdrawn(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    withdrawn: bool,
    reason: String,
) -> Result<Committed> {
    let subject: Id<Subject> = record.id.cast();
    tx.execute(SET_WITHDRAWN, params![subject, withdrawn, ctx.now])?;
    tx.execute(SUBJECT_WITHDRAWN, params![subject, withdrawn.then_some(ctx.now)])?;
    tx.execute(WATCHER_WITHDRAWN, params![subject, withdrawn])?;
    let verb = if withdrawn { "withdraw" } else { "restore" };
    let flag = SetValue::set(WITHDRAWN, i64::from(withdrawn).to_string());
    write(tx, ctx, record, verb, vec![flag, SetValue::set(WHY, reason)])
}

fn set_restricted(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    restricted: bool,
    reason: String,
) -> Result<Committed> {
    let subject: Id<Subject> = record.id.cast();
    tx.execute(SET_RESTRICTED, params![subject, restricted, ctx.now])?;
    tx.execute(SUBJECT_RESTRICTED, params![subject, restricted])?;
    let verb = if restricted { "restrict" } else { "unrestrict" };
    let flag = SetValue::set("restricted", i64::from(restricted).to_string());
    write(tx, ctx, record, verb, vec![flag, SetValue::set(WHY, reason)])
}

/// Writes the entry. It raises the version: whoever was about to change the record saw it when it
/// was still shown to others.
fn write(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    values: Vec<SetValue>,
) -> Result<Committed> {
    let subject: Id<Subject> = record.id.cast();
    let head = Head::load(tx, subject)?;
    let version = head.version + 1;
    let entry = journal::append(tx, ctx, &head, verb, version, values)?;
    tell(tx, ctx, subject, entry.seq, &record.kind, verb)?;
    Ok(Committed { number: record.number.clone(), version, seq: entry.seq })
}
