//! How satisfied whoever asked was: from 1 to 5 and a word beside it, said by them alone once their record is
//! resolved. When it is closed they are asked, where the rule of its kind says so ([`crate::closing`]).

use db::{ReadTx, Timestamp, Tx, params};

use crate::access::{Action, Agent, Facts};
use crate::closing;
use crate::field::{COMMENT, FieldKind};
use crate::find::find_to;
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::kind::{Kind, Practice};
use crate::lifecycle::{InputField, StateClass};
use crate::merge::target_of;
use crate::record::Record;
use crate::{Change, Committed, Context, Door, Error, Result, commit};

/// The verb, as the journal keeps it.
pub const RATE: &str = "rate";
/// The fact of an entry that closes a record: whoever asked for it is asked how it went.
pub const SURVEY: &str = "survey";

/// The least and the most one can say.
pub const SCORES: (i64, i64) = (1, 5);

/// What saying it takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("satisfaction", FieldKind::Number(SCORES.0, SCORES.1)),
    InputField::optional("satisfaction_comment", FieldKind::Prose(COMMENT)),
];

db::statements! {
    STANDS = "SELECT resolved_at, satisfaction, satisfaction_comment FROM record WHERE subject_id = $1";
}

/// Where it stands with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What was said, from 1 to 5.
    pub score: Option<i64>,
    /// The word beside it; empty for none.
    pub comment: String,
    /// Whether this reader may say it now, or say it anew.
    pub open: bool,
}

/// Where it stands with a record that this reader sees.
///
/// # Errors
/// When the database fails.
pub fn standing(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    heading: &Heading,
) -> Result<Standing> {
    let row = tx.one(STANDS, params![heading.id])?;
    let mut c = row.columns();
    let resolved: Option<Timestamp> = c.next()?;
    let score = c.next()?;
    let comment: Option<String> = c.next()?;
    let facts = &heading.facts;
    let open = refusal(tx, agent, kind, (facts, resolved))?.is_none()
        && heading.admits(agent, Action::Comment)
        && !facts.withdrawn
        && target_of(tx, heading.id)?.is_none();
    Ok(Standing { score, comment: comment.unwrap_or_default(), open })
}

/// Says how satisfied one was with what one had asked for, or says it anew: what was said last holds, and the
/// history keeps the rest.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Merged`], [`Error::Conflict`]; [`Error::Refused`] for
/// whoever did not ask for it, before it is resolved, and where nobody is asked; [`Error::Invalid`].
pub fn rate<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Committed> {
    let found = find_to::<P>(tx, agent, Action::Comment, number)?;
    let record = found.record();
    if let Some(code) = refusal(tx, agent, P::KIND, (&record.facts(), record.resolved_at))? {
        return Err(Error::Refused(code));
    }
    let input = Input::anew(tx, P::KIND, agent, INPUTS, raw)?;
    let mut after = found.clone();
    let record = after.record_mut();
    record.satisfaction = input.number("satisfaction");
    record.satisfaction_comment = input.text("satisfaction_comment").filter(|t| !t.is_empty());
    let change =
        Change { verb: RATE, before: Some(found), after, facts: Vec::new(), moves_state: false };
    commit(tx, ctx, change, raw.version)
}

/// Why this reader cannot say how it went with a record they see, if there is a reason.
fn refusal(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    (facts, resolved_at): (&Facts, Option<Timestamp>),
) -> Result<Option<&'static str>> {
    Ok(if facts.requester != Some(agent.person) {
        Some("rate_others")
    } else if resolved_at.is_none() {
        Some("rate_early")
    } else if !asked_for(tx, kind)? {
        Some("rate_unasked")
    } else {
        None
    })
}

/// Whether anybody is asked about records of a kind.
fn asked_for(tx: &ReadTx<'_>, kind: &Kind) -> Result<bool> {
    Ok(closing::is_for(kind) && closing::of(tx, kind)?.survey)
}

/// Takes away what was said where it holds no more: it was about a solution that was none, or by somebody who
/// is no more the one who asked. The history keeps it.
pub(crate) fn outlive(before: &Record, after: &mut Record) {
    let comes_back = !before.state.class.is_open() && after.state.class.is_open();
    if comes_back || before.requester != after.requester {
        (after.satisfaction, after.satisfaction_comment) = (None, None);
    }
}

/// Whether whoever asked for a record is asked how it went, now that it goes from `before` to `after`: when it
/// is closed after it was resolved, by somebody else, and they can say it and have said nothing yet. Nobody is
/// asked about history that is only replayed.
pub(crate) fn asks(
    tx: &ReadTx<'_>,
    ctx: &Context,
    kind: &Kind,
    (before, after): (&Record, &Record),
) -> Result<bool> {
    let closes =
        before.state.class == StateClass::Resolved && after.state.class == StateClass::Closed;
    let replayed = matches!(ctx.door, Door::Import | Door::Demo);
    let requester = after.requester.filter(|person| Some(*person) != ctx.actor);
    let Some(requester) = requester.filter(|_| closes && !replayed) else { return Ok(false) };
    if after.satisfaction.is_some() || !asked_for(tx, kind)? {
        return Ok(false);
    }
    let agent = Agent::load(tx, requester)?;
    Ok(agent.is_some_and(|agent| agent.may_with(kind.code, Action::Comment, &after.facts())))
}
