//! Bringing a record before the people above, a level at a time, and taking it down again.

use db::{Id, ReadTx, Tx, params};

use super::WHY;
use super::ways::next_person;
use crate::access::{Action, Agent};
use crate::field::{FieldKind, TITLE};
use crate::find::find_to;
use crate::input::{Input, RawInput};
use crate::journal::SetValue;
use crate::kind::{Kind, Practice};
use crate::lifecycle::InputField;
use crate::people::Person;
use crate::record::Record;
use crate::{Change, Committed, Context, Error, Result, commit};

/// The highest level: there is nobody above.
pub const HIGHEST: i64 = 3;

/// What bringing it before somebody takes: to whom, where it is not who is next above, and why.
pub const INPUTS: &[InputField] = &[
    InputField::optional("person", FieldKind::Person),
    InputField::required("reason", FieldKind::Line(TITLE)),
];

/// What taking it down takes.
pub const DEESCALATE: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

db::statements! {
    STANDS = "SELECT escalation, escalated_to_id FROM record WHERE subject_id = $1";
}

/// How far up a record is, and with whom. For whoever reads its inside.
///
/// # Errors
/// When the database fails.
pub fn stands(tx: &ReadTx<'_>, record: Id<Record>) -> Result<(i64, Option<Id<Person>>)> {
    let row = tx.one(STANDS, params![record])?;
    let level: Option<i64> = row.get(0)?;
    Ok((level.unwrap_or(0), row.get(1)?))
}

/// Brings a record before somebody above, one level further up: whoever is named, or else who is next
/// above. They watch it from then on and are told. It takes the permission to say what comes first.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Merged`], [`Error::Conflict`]; [`Error::Refused`] when
/// it is over, or on the highest level; [`Error::Invalid`] on `person` when nobody is known who is next
/// above, or they do not read the inside of such records.
pub fn escalate<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let found = find::<P>(tx, agent, number)?;
    let record = found.record();
    let level = record.escalation.unwrap_or(0);
    if level >= HIGHEST {
        return Err(Error::Refused("escalated_fully"));
    }
    let input = Input::anew(tx, P::KIND, agent, INPUTS, raw)?;
    let person = above(tx, P::KIND, record, &input)?;
    let up = (level.saturating_add(1), Some(person));
    put(tx, ctx, ("escalate_to_management", found), up, (&input, raw.version))
}

/// Takes a record down again, one level. It takes the permission to say what comes first.
///
/// # Errors
/// As [`escalate`]; [`Error::Refused`] when it is not up.
pub fn deescalate<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let found = find::<P>(tx, agent, number)?;
    let record = found.record();
    let level = record.escalation.unwrap_or(0);
    if level == 0 {
        return Err(Error::Refused("not_escalated"));
    }
    let input = Input::anew(tx, P::KIND, agent, DEESCALATE, raw)?;
    let down = (level.saturating_sub(1), record.escalated_to.filter(|_| level > 1));
    put(tx, ctx, ("deescalate", found), down, (&input, raw.version))
}

/// An open record that the agent may escalate.
fn find<P: Practice>(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<P> {
    let found = find_to::<P>(tx, agent, Action::Prioritise, number)?;
    if found.record().state.class.is_open() {
        Ok(found)
    } else {
        Err(Error::Refused("escalate_over"))
    }
}

/// Whoever is named, or else who is next above. They see it from then on, so they must be somebody who
/// reads the inside of such records.
fn above(tx: &ReadTx<'_>, kind: &Kind, record: &Record, input: &Input) -> Result<Id<Person>> {
    let next = match input.id("person") {
        None => next_person(tx, record)?,
        named => named,
    };
    let person = next.ok_or_else(|| Error::invalid("person", "nobody_above"))?;
    let (agent, facts) = (Agent::load(tx, person)?, record.facts());
    let reads = agent.is_some_and(|agent| {
        agent.may(kind.code, Action::ReadInternal) && agent.sees(kind.code, &facts, true)
    });
    if reads { Ok(person) } else { Err(Error::invalid("person", "does_not_read")) }
}

fn put<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    (verb, found): (&'static str, P),
    (level, person): (i64, Option<Id<Person>>),
    (input, base): (&Input, Option<i64>),
) -> Result<Committed> {
    let mut after = found.clone();
    let record = after.record_mut();
    (record.escalation, record.escalated_to) = (Some(level), person);
    let facts = input.text("reason").map(|reason| SetValue::set(WHY, reason));
    let facts = facts.into_iter().collect();
    let change = Change { verb, before: Some(found), after, facts, moves_state: false };
    commit(tx, ctx, change, base)
}
