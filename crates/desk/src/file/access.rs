//! Who may do what with files: they follow what is said on a record. What everybody reads takes the
//! permission to comment, what the inside reads the one to write work notes, in the states in which
//! these are written.

use db::ReadTx;

use crate::access::{Action, Agent};
use crate::heading::{Heading, find_heading};
use crate::kind::Kind;
use crate::{Error, Result};

/// The record of this kind with this number, if the agent sees it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn record(tx: &ReadTx<'_>, agent: &Agent, kind: &Kind, number: &str) -> Result<Heading> {
    let heading = find_heading(tx, agent, number)?;
    if heading.kind == kind.code { Ok(heading) } else { Err(Error::NotFound) }
}

/// Whether the agent reads the files of the inside on this record.
pub(super) fn reads_internal(agent: &Agent, record: &Heading) -> bool {
    record.admits(agent, Action::ReadInternal)
}

/// The verb whose rules a file follows, and what it takes.
const fn like(internal: bool) -> (&'static str, Action) {
    if internal { ("work_note", Action::Note) } else { ("comment", Action::Comment) }
}

/// Refuses adding a file to a record that the agent sees.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Refused`] in a state in which nothing is said on the record.
pub fn may_attach(agent: &Agent, kind: &Kind, record: &Heading, internal: bool) -> Result<()> {
    let (verb, action) = like(internal);
    record.require(agent, action)?;
    let takes = kind.lifecycle.verb(verb).is_some_and(|v| v.target(&record.state).is_some());
    if takes { Ok(()) } else { Err(Error::Refused("attach")) }
}
