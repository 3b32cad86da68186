//! What the verb of a bulk edit is given, before any record is looked at.

use db::ReadTx;

use crate::access::{Action, Agent};
use crate::custom::{Catalogue, taken_anywhere};
use crate::input::{Input, RawInput};
use crate::kind::Kind;
use crate::lifecycle::{InputField, Method, Verb};
use crate::{Error, Result};

/// What a verb takes of somebody in any state in which it is allowed. Custom fields are never
/// required here: that depends on the record.
///
/// # Errors
/// When the database fails.
pub fn inputs(tx: &ReadTx<'_>, agent: &Agent, kind: &Kind, verb: &Verb) -> Result<Vec<InputField>> {
    let internal = agent.may(kind.code, Action::ReadInternal);
    let moves: Vec<_> = verb.moves.iter().map(|(from, to)| (Some(*from), *to)).collect();
    let custom = taken_anywhere(&Catalogue::of(tx, kind)?, verb.code, &moves, internal);
    let custom = custom.into_iter().map(|input| InputField { required: false, ..input });
    Ok(verb.inputs.iter().copied().chain(custom).collect())
}

/// Refuses what no record could take.
///
/// # Errors
/// [`Error::Invalid`] with every fault found.
pub fn check(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    verb: &Verb,
    raw: &RawInput,
) -> Result<()> {
    if verb.method == Method::Patch && raw.values.is_empty() {
        return Err(Error::invalid("input", "nothing_to_change"));
    }
    Input::anew(tx, kind, agent, &inputs(tx, agent, kind, verb)?, raw).map(drop)
}
