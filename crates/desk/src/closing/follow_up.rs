//! What is over goes on in a record of its own, tied to the old one.

use db::{Tx, Value};

use crate::access::{Action, Agent, Reach};
use crate::field::{FieldKind, PROSE, TITLE};
use crate::find::find_visible;
use crate::heading::find_heading;
use crate::input::{RawInput, RawValue};
use crate::journal::SetValue;
use crate::lifecycle::InputField;
use crate::link;
use crate::merge::{refuse_merged, taken_over};
use crate::work::{self, Work};
use crate::{Committed, Context, Error, Result, annotate};

/// What following up asks for; whatever opening a record takes can be given besides.
pub const FOLLOW_UP: &[InputField] = &[
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
];

/// The verb in both histories.
const VERB: &str = "follow_up";

/// Opens a record that follows up one that is over: what sort it is, for whom and where are the old one's
/// unless they are given. Both histories tell of it. It takes the permission to open one such
/// as the old one, and to see that.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Refused`] when the old one is still open, or
/// restricted; whatever opening refuses.
pub fn follow_up<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    from: &str,
    number: String,
    raw: &RawInput,
) -> Result<Committed> {
    let source = find_visible::<P>(tx, agent, from)?;
    let heading = find_heading(tx, agent, from)?;
    heading.require(agent, Action::Create)?;
    let reach = agent.require(P::KIND.code, Action::Create)?;
    refuse_merged(tx, agent, heading.id)?;
    if heading.is_open {
        return Err(Error::Refused("follow_up_open"));
    }
    if heading.facts.restricted {
        // What follows would be restricted to nobody.
        return Err(Error::Refused("follow_up_restricted"));
    }
    let mut given = raw.clone();
    given.version = None;
    let title = P::KIND.field("title").map(|field| source.value(field));
    let mut values = taken_over(&source);
    if let Some(Value::Text(title)) = title {
        values.insert("title".to_owned(), RawValue::Text(title));
    }
    if reach == Reach::Own {
        // Whoever opens only their own opens it for themself.
        values.remove("requester");
    }
    for (code, value) in values {
        let own = given.values.entry(code).or_insert_with(|| value.clone());
        // An empty field of a form asks for nothing.
        if *own == RawValue::Null || own.shown().is_empty() {
            *own = value;
        }
    }
    given.values.retain(|_, value| *value != RawValue::Null);
    let done = work::create::<P>(tx, ctx, agent, number, &given)?;
    // Also where whoever opened it gave it to others.
    let new = find_heading(tx, &Agent::system(), &done.number)?;
    let (_, of_new, of_old): (_, SetValue, SetValue) =
        link::bind(tx, ctx, &new, "follows_up", &heading)?;
    annotate(tx, ctx, &heading, VERB, vec![of_old])?;
    let last = annotate(tx, ctx, &new, VERB, vec![of_new])?;
    Ok(Committed { seq: last.seq, ..done })
}
