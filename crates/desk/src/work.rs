//! The way of every verb, whichever door it came through: find, permit, check, act, commit.

use db::{Id, ReadTx, Tx, Value};

use crate::access::{Action, Agent, Reach};
use crate::input::{Input, RawInput};
use crate::journal::{self, canonical};
use crate::kind::Practice;
use crate::lifecycle::{InputField, Method, Verb};
use crate::{Change, Committed, Context, Error, Record, Result, commit, find_visible, task};

/// What a practice adds to be worked with: how one is opened, and what its verbs do.
pub trait Work: Practice {
    /// What opening one takes.
    const CREATE: &'static [InputField];

    /// A new one from what was given.
    ///
    /// # Errors
    /// Whatever the practice's rules refuse.
    fn create(
        tx: &ReadTx<'_>,
        ctx: &Context,
        agent: &Agent,
        new: New,
        input: &Input,
    ) -> Result<Change<Self>>;

    /// What a verb does to this one.
    ///
    /// # Errors
    /// Whatever the practice's rules refuse.
    fn act(
        &self,
        tx: &ReadTx<'_>,
        ctx: &Context,
        verb: &'static Verb,
        input: &Input,
    ) -> Result<Change<Self>>;
}

/// The identity of a record about to be opened.
#[derive(Debug, Clone)]
pub struct New {
    /// Its identity.
    pub id: Id<Record>,
    /// Its number.
    pub number: String,
}

/// A verb asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Of which record.
    pub number: String,
    /// Which verb.
    pub verb: &'static Verb,
    /// With what.
    pub input: RawInput,
    /// The version the record must still have, whatever the verb writes.
    pub if_match: Option<i64>,
}

/// Opens a record.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Invalid`] and what the practice refuses. [`db::Error::Duplicate`]
/// when the number was taken meanwhile from outside: try again with the next.
pub fn create<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: String,
    raw: &RawInput,
) -> Result<Committed> {
    let reach = agent.require(P::KIND.code, Action::Create)?;
    let input = Input::decode(tx, P::KIND, agent, P::CREATE, raw, &|_| Value::Null)?;
    let new = New { id: ctx.chance.id(ctx.now), number };
    let change = P::create(tx, ctx, agent, new, &input)?;
    let record = change.after.record();
    if reach == Reach::Own && record.requester != Some(agent.person) {
        return Err(Error::invalid("requester", "only_yourself"));
    }
    agent.require_with(P::KIND.code, Action::Create, &record.facts())?;
    commit(tx, ctx, change, None)
}

/// Does what was asked to a record.
///
/// # Errors
/// [`Error::NotFound`] when the agent may not see it, [`Error::Stale`], [`Error::Forbidden`],
/// [`Error::Invalid`], [`Error::Conflict`] and what the practice refuses.
pub fn act<P: Work>(tx: &Tx<'_>, ctx: &Context, agent: &Agent, asked: &Asked) -> Result<Committed> {
    let found = find_visible::<P>(tx, agent, &asked.number)?;
    let record = found.record();
    if asked.if_match.is_some_and(|v| v != record.version) {
        return Err(Error::Stale { present: record.version });
    }
    if asked.input.version.is_some_and(|v| !(1..=record.version).contains(&v)) {
        // Nobody can have seen it: the record was restored from a backup, or the number made up.
        return Err(Error::invalid("version", "ahead"));
    }
    if record.withdrawn {
        return Err(Error::Refused("withdrawn"));
    }
    agent.require_with(P::KIND.code, asked.verb.action, &record.facts())?;
    if asked.verb.target(record.state.code).is_none() {
        return Err(Error::Refused(asked.verb.code));
    }
    let held = |code: &str| P::KIND.field(code).map_or(Value::Null, |field| found.value(field));
    let mut input = Input::decode(tx, P::KIND, agent, asked.verb.inputs, &asked.input, &held)?;
    if let (Method::Patch, Some(base)) = (asked.verb.method, asked.input.version)
        && base < record.version
    {
        forget_untouched(tx, record, base, &mut input)?;
    }
    let change = found.act(tx, ctx, asked.verb, &input)?;
    let ends = found.record().state.class.is_open() && !change.after.record().state.class.is_open();
    if ends && asked.verb.action != Action::Cancel {
        task::refuse_open(tx, found.record().id)?;
    }
    let done = commit(tx, ctx, change, asked.input.version)?;
    if ends {
        task::end_with(tx, ctx, found.record().id)?;
    }
    Ok(done)
}

/// A form sends back every field it showed. Those that hold what they held when the form was made
/// were not touched by whoever sent it, and must not undo what somebody else wrote meanwhile.
fn forget_untouched(tx: &ReadTx<'_>, record: &Record, base: i64, input: &mut Input) -> Result<()> {
    // A text without words and no text at all look the same in a form.
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let given: Vec<(&'static str, Option<String>)> =
        input.given().map(|(f, v)| (f, canonical(v))).collect();
    for (field, value) in given {
        if some(journal::value_at(tx, record.id.cast(), base, field)?) == some(value) {
            input.forget(field);
        }
    }
    Ok(())
}
