//! Who asked says that it is not solved after all: their comment opens it again.

use db::Tx;

use super::{REOPEN, rule};
use crate::access::{Action, Agent};
use crate::input::{RawInput, RawValue};
use crate::lifecycle::{StateClass, Verb};
use crate::people::Person;
use crate::record::Record;
use crate::work::{Asked, Work, act};
use crate::{Committed, Context, Door, Error, Result};

/// Why, in the record's history.
const BECAUSE: &str = "requester_commented";

/// Opens a resolved record again on which its requester has just commented, if the rule of its kind says
/// so: by the program, through the ordinary verb, in the same transaction. The comment stands also where a
/// rule refuses that. The version afterwards, where it was opened again.
///
/// # Errors
/// When the database fails.
pub(crate) fn after_comment<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Record,
    verb: &Verb,
) -> Result<Option<Committed>> {
    let resolved = record.state.class == StateClass::Resolved;
    let by_requester = ctx.actor.is_some() && ctx.actor == record.requester;
    if verb.action != Action::Comment || !resolved || !by_requester {
        return Ok(None);
    }
    if matches!(ctx.door, Door::Import | Door::Demo) || !rule::of(tx, P::KIND)?.comment_reopens {
        return Ok(None);
    }
    let Some(verb) = P::KIND.lifecycle.verb(REOPEN) else { return Ok(None) };
    let reason = verb.inputs.iter().find(|input| input.code == "reason");
    let told = reason.map(|input| (input.code.to_owned(), RawValue::Text(BECAUSE.to_owned())));
    let input = RawInput { values: told.into_iter().collect(), version: None };
    let by_itself = Context { actor: Some(Person::SYSTEM), ..ctx.clone() };
    let by_itself = if reason.is_none() { by_itself.because(BECAUSE) } else { by_itself };
    let asked = Asked { number: record.number.clone(), verb, input, if_match: None };
    match act::<P>(tx, &by_itself, &Agent::system(), &asked) {
        Ok(done) => Ok(Some(done)),
        Err(Error::Refused(_) | Error::Invalid(_) | Error::Forbidden(_) | Error::Merged(_)) => {
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
