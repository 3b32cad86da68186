//! Withdrawing a file: it is hidden at once and its content removed after a while. What the history
//! tells of it stays.

use db::{Id, Tx};

use super::access::may_attach;
use super::list::find;
use super::{File, codes, store};
use crate::access::{Action, Agent};
use crate::heading::Heading;
use crate::journal::{Op, SetValue};
use crate::kind::Kind;
use crate::{Context, Error, Result, annotate};

/// Refuses withdrawing a file that the agent sees: one's own takes what adding it took, another's
/// the permission to change the record.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Refused`].
pub fn may_withdraw(agent: &Agent, kind: &Kind, record: &Heading, file: &File) -> Result<()> {
    if file.added_by != agent.person {
        record.require(agent, Action::Update)?;
    }
    may_attach(agent, kind, record, file.internal)
}

/// Withdraws a file.
///
/// # Errors
/// [`Error::NotFound`], also when it is withdrawn already; as [`may_withdraw`].
pub fn withdraw(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    number: &str,
    id: Id<File>,
) -> Result<()> {
    let (record, file) = find(tx, agent, kind, number, id)?;
    may_withdraw(agent, kind, &record, &file)?;
    if !store::withdraw(tx, ctx, id)? {
        return Err(Error::NotFound);
    }
    let codes = codes(file.internal);
    let gone = SetValue { field: codes.file, op: Op::Remove, value: Some(id.to_string()) };
    annotate(tx, ctx, &record, codes.detach, vec![gone])?;
    Ok(())
}
