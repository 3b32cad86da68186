//! Who is whose child.

use db::{Id, ReadTx, Tx, params};

use super::children::MOST;
use crate::access::{Action, Agent};
use crate::field::FieldKind;
use crate::find::find_to;
use crate::heading::{Heading, find_heading};
use crate::input::{Input, RawInput};
use crate::journal::{Op, SetValue};
use crate::kind::Practice;
use crate::lifecycle::InputField;
use crate::link;
use crate::merge::refuse_merged;
use crate::record::Record;
use crate::{Change, Committed, Context, Error, Fault, Result, annotate, commit};

/// What making a record a child takes: the number of its parent.
pub const INPUTS: &[InputField] = &[InputField::required("parent", FieldKind::Record)];

db::statements! {
    PLACE = "SELECT parent, children FROM record WHERE subject_id = $1";
    COUNT = "UPDATE record SET children = children + $2 WHERE subject_id = $1";
}

/// Makes a record the child of another of its kind; where it was another's, it is no more. Both histories
/// tell of it. It takes the permission to change both.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Merged`], [`Error::Conflict`]; [`Error::Invalid`] on
/// `parent`: no such record, the record itself, another company's, a child itself, one whose readers are
/// fewer, or one with too many children; or the record has children of its own.
pub fn set_parent<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let child = find_to::<P>(tx, agent, Action::Update, number)?;
    let input = Input::anew(tx, P::KIND, agent, INPUTS, raw)?;
    let named = input.text("parent").unwrap_or_default();
    let parent = find_heading(tx, agent, &named)?;
    parent.require(agent, Action::Update)?;
    refuse_merged(tx, agent, parent.id)?;
    if child.record().parent.as_deref() != Some(parent.number.as_str()) {
        refuse(tx, child.record(), &parent)?;
    }
    let (verb, to) = ("set_parent", Some(parent));
    move_to(tx, ctx, (verb, child), to, raw.version)
}

/// Takes a record out of its family; nothing happens when it is in none. It takes the permission to
/// change it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Merged`], [`Error::Conflict`].
pub fn remove_parent<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let child = find_to::<P>(tx, agent, Action::Update, number)?;
    move_to(tx, ctx, ("remove_parent", child), None, raw.version)
}

/// Where a record stands: the number of its parent, and how many children it has. For whoever reads its
/// inside.
///
/// # Errors
/// When the database fails.
pub fn place(tx: &ReadTx<'_>, record: Id<Record>) -> Result<(Option<String>, i64)> {
    let row = tx.one(PLACE, params![record])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// What a parent may not be.
fn refuse(tx: &ReadTx<'_>, child: &Record, parent: &Heading) -> Result<()> {
    let wrong = |code: &'static str| Err(Error::invalid("parent", code));
    let (above, children) = place(tx, parent.id)?;
    if parent.id == child.id {
        return wrong("itself");
    }
    if parent.facts.company != child.company {
        return wrong("other_company");
    }
    // Whoever reads the child reads of whom it is one.
    if parent.facts.restricted && !child.restricted {
        return wrong("parent_restricted");
    }
    if let Some(above) = above {
        let fault = Fault::new("parent", "parent_is_child").with("parent", above);
        return Err(Error::Invalid(vec![fault]));
    }
    if child.children > 0 {
        let fault = Fault::new("parent", "has_children").with("count", child.children);
        return Err(Error::Invalid(vec![fault]));
    }
    if children >= MOST {
        let fault = Fault::new("parent", "too_many_children").with("most", MOST);
        return Err(Error::Invalid(vec![fault]));
    }
    Ok(())
}

/// Puts a record under another one, or under none.
fn move_to<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    (verb, child): (&'static str, P),
    to: Option<Heading>,
    base: Option<i64>,
) -> Result<Committed> {
    let id = child.record().id;
    let from = child.record().parent.clone();
    let mut after = child.clone();
    after.record_mut().parent = to.as_ref().map(|parent| parent.number.clone());
    let moves = from != after.record().parent;
    let change = Change { verb, before: Some(child), after, facts: Vec::new(), moves_state: false };
    let done = commit(tx, ctx, change, base)?;
    if moves {
        // Whoever takes it away need not see where it was; that history tells of it all the same.
        let old = from.map(|number| find_heading(tx, &Agent::system(), &number)).transpose()?;
        if let Some(old) = old {
            count(tx, ctx, (&old, "remove_child", Op::Remove), id)?;
        }
        if let Some(new) = to {
            count(tx, ctx, (&new, "add_child", Op::Add), id)?;
        }
    }
    Ok(done)
}

/// Counts a child of a parent, or counts it no more, and tells its history.
fn count(
    tx: &Tx<'_>,
    ctx: &Context,
    (parent, verb, op): (&Heading, &'static str, Op),
    child: Id<Record>,
) -> Result<()> {
    let by = if op == Op::Add { 1_i64 } else { -1 };
    tx.execute(COUNT, params![parent.id, by])?;
    // Told as a link is: to whoever sees both.
    let fact = SetValue { field: link::FACT, op, value: Some(format!("parent_of {child}")) };
    annotate(tx, ctx, parent, verb, vec![fact]).map(drop)
}
