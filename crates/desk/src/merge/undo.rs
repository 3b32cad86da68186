//! Undoing a merge: the record is as it was before, and what went along comes back.

use db::{Id, Timestamp, Tx, Value};

use super::{movers, store, target_of};
use crate::access::{Action, Agent};
use crate::field::{Field, Home};
use crate::find::find_visible;
use crate::heading::{find_heading, headings};
use crate::journal::{self, Op, SetValue};
use crate::kind::Kind;
use crate::record::{Record, state};
use crate::work::Work;
use crate::{Change, Committed, Context, Error, Result, annotate, commit, link};

/// The verb in both histories.
const VERB: &str = "unmerge";
/// What keeps the link between the two among what moved.
pub(super) const BOND: &str = "bond";

/// Undoes a merge. It takes the permission to change both records.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Refused`] when it was not merged.
pub fn unmerge<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
) -> Result<Committed> {
    let before = find_visible::<P>(tx, agent, number)?;
    let id = before.record().id;
    let source = find_heading(tx, agent, number)?;
    source.require(agent, Action::Update)?;
    let (target, seq) = target_of(tx, id)?.ok_or(Error::Refused("not_merged"))?;
    let target = headings(tx, agent, &[target])?.into_iter().next();
    let target = target.ok_or(Error::Forbidden(Action::Update.code()))?;
    target.require(agent, Action::Update)?;
    let went = store::went(tx, id)?;
    store::forget(tx, id)?;
    let mut after = before.clone();
    put_back(tx, P::KIND, after.record_mut(), seq)?;
    let moved = movers::give_back(tx, ctx, &went, &target, &source)?;
    let (mut of_source, mut of_target): (Vec<SetValue>, Vec<SetValue>) =
        (movers::told(&moved, Op::Add).collect(), movers::told(&moved, Op::Remove).collect());
    for (_, key) in went.iter().filter(|(organ, _)| organ == BOND) {
        let bond = <[u8; 16]>::try_from(key.as_slice()).map(Id::from_bytes);
        let facts = bond.map_or(Ok(None), |bond| link::unbind(tx, id, bond))?;
        if let Some((own, other)) = facts {
            of_source.push(own);
            of_target.push(other);
        }
    }
    let change =
        Change { verb: VERB, before: Some(before), after, facts: of_source, moves_state: true };
    let done = commit(tx, ctx, change, None)?;
    annotate(tx, ctx, &target, VERB, of_target)?;
    Ok(done)
}

/// Puts back what the entry of the merge changed of the record, where it holds that still.
fn put_back(tx: &Tx<'_>, kind: &Kind, record: &mut Record, seq: i64) -> Result<()> {
    let subject = record.id.cast();
    let entry = journal::window(tx, subject, seq + 1, 1)?.into_iter().find(|e| e.seq == seq);
    let Some(entry) = entry else { return Ok(()) };
    for set in entry.values {
        let Some(field) = kind.field(&set.field).filter(|f| matches!(f.home, Home::Record(_)))
        else {
            continue;
        };
        if journal::canonical(&record.value(field.code)) != set.value {
            continue;
        }
        let held = journal::held_before(tx, subject, seq, field.code)?.and_then(|v| v.value);
        put(kind, record, field, held.as_deref())?;
    }
    Ok(())
}

/// Puts one value back; only those that ending a record can change.
fn put(kind: &Kind, record: &mut Record, field: &Field, held: Option<&str>) -> Result<()> {
    let recalled = held.and_then(|text| field.kind.recall(text));
    let instant = || match recalled {
        Some(Value::Int(micros)) => Some(Timestamp::from_micros(micros)),
        _ => None,
    };
    match field.code {
        "state" => record.state = state(kind, held.unwrap_or_default())?,
        "hold_reason" => record.hold_reason = held.map(ToOwned::to_owned),
        "hold_until" => record.hold_until = instant(),
        "resolved_at" => record.resolved_at = instant(),
        "closed_at" => record.closed_at = instant(),
        "assignee" => record.assignee = held.and_then(|text| text.parse().ok()),
        "team" => record.team = held.and_then(|text| text.parse().ok()),
        _ => {}
    }
    Ok(())
}
