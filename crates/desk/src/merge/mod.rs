//! Two records about one thing become one: the source ends as a duplicate of the target, what hangs on
//! it goes there, and its number leads there. Both histories stay as they are. A merge can be undone;
//! and what does not belong into a record is split off into one of its own.

mod ending;
mod movers;
mod split;
mod store;
mod undo;

use db::{Id, ReadTx, Tx};

pub(crate) use split::taken_over;
pub use split::{SPLIT, Sayings, sayings, split};
pub use store::{merged_from, merged_into, target_of};
pub use undo::unmerge;

use movers::Moved;

use crate::access::{Action, Agent};
use crate::field::FieldKind;
use crate::find::find_visible;
use crate::heading::{Heading, find_heading};
use crate::input::RawInput;
use crate::journal::{Op, SetValue};
use crate::lifecycle::InputField;
use crate::link;
use crate::record::Record;
use crate::work::Work;
use crate::{Change, Committed, Context, Error, Result, annotate, commit, family, task};

/// What merging takes.
pub const MERGE: &[InputField] = &[InputField::required("target", FieldKind::Line(40))];

/// The verb in both histories.
const VERB: &str = "merge";

pub(crate) fn statements() -> Vec<db::Statement> {
    [movers::STATEMENTS, store::STATEMENTS].concat()
}

/// Refuses to do anything to a record that was merged: it is done to the other.
///
/// # Errors
/// [`Error::Merged`].
pub(crate) fn refuse_merged(tx: &ReadTx<'_>, agent: &Agent, record: Id<Record>) -> Result<()> {
    if target_of(tx, record)?.is_none() {
        return Ok(());
    }
    Err(Error::Merged(merged_into(tx, agent, record)?.map(|target| target.number)))
}

/// Merges a record into another of its kind. It takes the permission to change both, and to do what
/// ends the first.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] on `target`: no such record, the
/// record itself, another company's, or one that more people read;
/// [`Error::Merged`] when it was merged already; [`Error::Refused`] when it cannot be ended.
pub fn merge<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let source = find_visible::<P>(tx, agent, number)?;
    let id = source.record().id;
    let heading = find_heading(tx, agent, number)?;
    heading.require(agent, Action::Update)?;
    refuse_merged(tx, agent, id)?;
    family::refuse_parent(source.record(), "merge_children")?;
    let target = target(tx, agent, &heading, raw)?;
    target.require(agent, Action::Update)?;
    let ended = ending::end::<P>(tx, ctx, agent, &source)?;
    let moved = movers::take(tx, ctx, &heading, &target)?;
    let (bond, tie, back) = link::bind(tx, ctx, &heading, "duplicates", &target)?;
    let change = Change {
        verb: VERB,
        after: ended.unwrap_or_else(|| source.clone()),
        before: Some(source),
        facts: std::iter::once(tie).chain(movers::told(&moved, Op::Remove)).collect(),
        moves_state: true,
    };
    let done = commit(tx, ctx, change, raw.version)?;
    let bond = bond.map(Moved::bond);
    store::keep(tx, ctx, id, target.id, done.seq, moved.iter().chain(&bond))?;
    task::end_with(tx, ctx, id)?;
    let facts: Vec<SetValue> = std::iter::once(back).chain(movers::told(&moved, Op::Add)).collect();
    annotate(tx, ctx, &target, VERB, facts)?;
    Ok(done)
}

/// The record to merge into: where one was merged itself, the one it was merged into.
fn target(tx: &ReadTx<'_>, agent: &Agent, source: &Heading, raw: &RawInput) -> Result<Heading> {
    let typed = raw.shown("target");
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Error::invalid("target", "required"));
    }
    let unseen = |error| match error {
        Error::NotFound => Error::invalid("target", "no_such"),
        other => other,
    };
    let named = find_heading(tx, agent, &typed.to_uppercase()).map_err(unseen)?;
    let found = merged_into(tx, agent, named.id)?.unwrap_or(named);
    if target_of(tx, found.id)?.is_some() || found.kind != source.kind {
        return Err(Error::invalid("target", "no_such"));
    }
    if found.id == source.id {
        return Err(Error::invalid("target", "itself"));
    }
    if found.facts.company != source.facts.company {
        return Err(Error::invalid("target", "other_company"));
    }
    // What hangs on a restricted record would be seen by everybody who sees the other.
    if source.facts.restricted && !found.facts.restricted {
        return Err(Error::invalid("target", "less_restricted"));
    }
    Ok(found)
}
