//! The way of every verb, whichever door it came through: find, permit, check, act, commit.

use db::{Id, ReadTx, Tx, Value};

use crate::access::{Action, Agent, Reach};
use crate::commit::Weighed;
use crate::custom::{Catalogue, Form, Moment};
use crate::input::{Input, RawInput};
use crate::journal::{self, SetValue, canonical};
use crate::kind::Practice;
use crate::lifecycle::{InputField, Method, Verb};
use crate::{
    Change, Committed, Context, Error, Expected, Record, Result, assignment, closing, commit_with,
    family, find_visible, merge, satisfaction, task,
};

/// The form that opens a record, as custom fields name it.
pub const CREATE: &str = "create";

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
    /// What the record must still be like, whatever the verb writes.
    pub if_match: Option<Expected>,
}

/// Opens a record, and gives it to whom the rules say unless somebody was named: its version is the one
/// after that, its entry the one that opened it.
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
    let catalogue = Catalogue::of(tx, P::KIND)?;
    let form = Form::read(tx, &catalogue, opening::<P>(agent), None, raw)?;
    let input = form.decode(tx, P::KIND, agent, (P::CREATE, raw), &|_| Value::Null)?;
    let new = New { id: ctx.chance.id(ctx.now), number };
    let change = P::create(tx, ctx, agent, new, &input)?;
    let record = change.after.record();
    if reach == Reach::Own && record.requester != Some(agent.person) {
        return Err(Error::invalid("requester", "only_yourself"));
    }
    agent.require_with(P::KIND.code, Action::Create, &record.facts())?;
    let internal = agent.may_with(P::KIND.code, Action::ReadInternal, &record.facts());
    let custom = form.writes(&input, internal)?;
    let (id, nobodys) = (record.id, record.team.is_none() && record.assignee.is_none());
    let done = commit_with(tx, ctx, change, custom, None)?;
    if !nobodys {
        return Ok(done);
    }
    match assignment::after_opening::<P>(tx, ctx, &catalogue, (id, &done.number))? {
        Some(given) => Ok(Committed { seq: done.seq, ..given }),
        None => Ok(done),
    }
}

/// Opening a record, as custom fields see it.
#[must_use]
pub fn opening<P: Work>(agent: &Agent) -> Moment<'static> {
    let internal = agent.may(P::KIND.code, Action::ReadInternal);
    Moment { verb: CREATE, from: None, to: P::KIND.lifecycle.initial, internal }
}

/// A verb done to a record, as custom fields see it; nothing when the state does not allow it.
#[must_use]
pub fn moment<P: Work>(agent: &Agent, found: &P, verb: &'static Verb) -> Option<Moment<'static>> {
    let record = found.record();
    let from = record.state.code;
    let internal = agent.may_with(P::KIND.code, Action::ReadInternal, &record.facts());
    Some(Moment { verb: verb.code, from: Some(from), to: verb.target(from)?, internal })
}

/// What was asked, decided and not yet done.
#[derive(Debug)]
pub struct Prepared<P> {
    /// The record as it is before.
    record: Record,
    verb: &'static Verb,
    /// What its children are to be given as well, where they are.
    spread: Option<RawInput>,
    weighed: Weighed<P>,
}

impl<P: Work> Prepared<P> {
    /// Whether doing it changes anything, or says something new.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.weighed.says_something()
    }

    /// The version of the record of which it was decided.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.record.version
    }

    /// Calls it something else in the history, and says more there.
    pub(crate) fn call(&mut self, verb: &'static str, facts: Vec<SetValue>) {
        self.weighed.call(verb);
        facts.into_iter().for_each(|fact| self.weighed.tell(fact));
    }

    /// The same, after which nobody has the record, whatever the verb makes of whoever has it. `base` is the
    /// version whoever asked had seen, if they said.
    ///
    /// # Errors
    /// [`Error::Conflict`] when somebody else gave it to somebody after `base`.
    pub(crate) fn given_to_nobody(self, tx: &ReadTx<'_>, base: Option<i64>) -> Result<Self> {
        let weighed = self.weighed.changed(tx, base, |record| record.assignee = None)?;
        Ok(Prepared { weighed, ..self })
    }

    /// Does it, in the transaction in which it was decided.
    ///
    /// # Errors
    /// When the database fails.
    pub fn commit(self, tx: &Tx<'_>, ctx: &Context) -> Result<Committed> {
        let Prepared { record, verb, spread, mut weighed } = self;
        let ends = weighed.ends();
        if let Some(raw) = spread {
            let children = family::spread(tx, ctx, P::KIND, &record, (verb, &raw))?;
            if children > 0 {
                weighed.tell(SetValue::set(family::FACT, children.to_string()));
            }
        }
        if satisfaction::asks(tx, ctx, P::KIND, (&record, weighed.after()))? {
            weighed.tell(SetValue::set(satisfaction::SURVEY, "1".to_owned()));
        }
        let done = weighed.save(tx, ctx)?;
        if ends {
            task::end_with(tx, ctx, record.id)?;
        }
        match closing::after_comment::<P>(tx, ctx, &record, verb)? {
            // The entry is that of what was asked; the version is the record's now.
            Some(reopened) => Ok(Committed { seq: done.seq, ..reopened }),
            None => Ok(done),
        }
    }
}

/// Does what was asked to a record.
///
/// # Errors
/// As [`prepare`].
pub fn act<P: Work>(tx: &Tx<'_>, ctx: &Context, agent: &Agent, asked: &Asked) -> Result<Committed> {
    prepare::<P>(tx, ctx, agent, asked)?.commit(tx, ctx)
}

/// Decides what was asked of a record, without doing it.
///
/// # Errors
/// [`Error::NotFound`] when the agent may not see it, [`Error::Stale`], [`Error::Forbidden`],
/// [`Error::Invalid`], [`Error::Conflict`] and what the practice refuses.
pub fn prepare<P: Work>(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: &Agent,
    asked: &Asked,
) -> Result<Prepared<P>> {
    let found = find_visible::<P>(tx, agent, &asked.number)?;
    let record = found.record();
    let catalogue = Catalogue::of(tx, P::KIND)?;
    if let Some(expected) = &asked.if_match {
        let subject = (record.id.cast(), &record.facts());
        expected.refuse_stale(tx, agent, subject, &catalogue)?;
    }
    if asked.input.version.is_some_and(|v| !(1..=record.version).contains(&v)) {
        // Nobody can have seen it: the record was restored from a backup, or the number made up.
        return Err(Error::invalid("version", "ahead"));
    }
    if record.withdrawn {
        return Err(Error::Refused("withdrawn"));
    }
    agent.require_with(P::KIND.code, asked.verb.action, &record.facts())?;
    merge::refuse_merged(tx, agent, record.id)?;
    let moment = moment(agent, &found, asked.verb).ok_or(Error::Refused(asked.verb.code))?;
    closing::refuse_late(tx, ctx, P::KIND, record, asked.verb)?;
    let form = Form::read(tx, &catalogue, moment, Some(record.id), &asked.input)?;
    let held = |code: &str| P::KIND.field(code).map_or(Value::Null, |field| found.value(field));
    let takes = (asked.verb.inputs, &asked.input);
    let mut input = form.decode(tx, P::KIND, agent, takes, &held)?;
    if let (Method::Patch, Some(base)) = (asked.verb.method, asked.input.version)
        && base < record.version
    {
        forget_untouched(tx, &catalogue, record, base, &mut input)?;
    }
    let mut change = found.act(tx, ctx, asked.verb, &input)?;
    satisfaction::outlive(found.record(), change.after.record_mut());
    let custom = form.writes(&input, moment.internal)?;
    let ends = record.state.class.is_open() && !change.after.record().state.class.is_open();
    if ends && asked.verb.action != Action::Cancel {
        task::refuse_open(tx, record.id)?;
    }
    let weighed = Weighed::of(tx, change, custom, asked.input.version)?;
    let spread = input.flag(family::SPREADS).then(|| asked.input.clone());
    Ok(Prepared { record: record.clone(), verb: asked.verb, spread, weighed })
}

/// A form sends back every field it showed. Those that hold what they held when the form was made
/// were not touched by whoever sent it, and must not undo what somebody else wrote meanwhile.
fn forget_untouched(
    tx: &ReadTx<'_>,
    catalogue: &Catalogue,
    record: &Record,
    base: i64,
    input: &mut Input,
) -> Result<()> {
    // A text without words and no text at all look the same in a form.
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let mut untouched = Vec::new();
    for (code, value) in input.given() {
        let field = catalogue.field(code);
        let value = field.map_or_else(|| canonical(value), |field| field.kind.canonical(value));
        let held = if field.is_some_and(|field| field.kind.is_several()) {
            journal::several_at(tx, record.id.cast(), base, code)?
        } else {
            journal::value_at(tx, record.id.cast(), base, code)?
        };
        if some(held) == some(value) {
            untouched.push(code);
        }
    }
    untouched.into_iter().for_each(|code| input.forget(code));
    Ok(())
}
