//! Setting a rule, and what it would do beforehand.

use db::{ReadTx, Timestamp, Tx};

use super::due;
use super::rule::{self, Rule};
use super::{is_for, run};
use crate::access::{ANY_KIND, Action, Agent};
use crate::field::FieldKind;
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::retention::{Count, MOST};
use crate::{Context, Error, Result, task};

/// The least and the most days that can be set.
pub const DAYS: (i64, i64) = (0, 3_650);

/// What setting a rule takes. What is left out stays as it is; days that are emptied mean never closed by
/// itself, and reopened at any time.
pub const INPUTS: &[InputField] = &[
    InputField::optional("close_after", FieldKind::Number(DAYS.0, DAYS.1)),
    InputField::optional("comment_reopens", FieldKind::Flag),
    InputField::optional("reopen_within", FieldKind::Number(DAYS.0, DAYS.1)),
    InputField::optional("survey", FieldKind::Flag),
];

/// A rule and where it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The kind of record it is for.
    pub kind: &'static Kind,
    /// What holds.
    pub rule: Rule,
    /// How many records a rule of their own keeps from closing by themselves.
    pub refused: i64,
}

/// What holds for every kind that can have a rule.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standings(tx: &ReadTx<'_>, agent: &Agent, kinds: &[&'static Kind]) -> Result<Vec<Standing>> {
    kinds.iter().filter(|kind| is_for(kind)).map(|kind| standing(tx, agent, kind)).collect()
}

/// What holds for one kind.
///
/// # Errors
/// As [`standings`]; [`Error::NotFound`] for a kind that cannot have a rule.
pub fn standing(tx: &ReadTx<'_>, agent: &Agent, kind: &'static Kind) -> Result<Standing> {
    agent.require_overseer()?;
    if !is_for(kind) {
        return Err(Error::NotFound);
    }
    Ok(Standing { kind, rule: rule::of(tx, kind)?, refused: due::count_refused(tx, kind)? })
}

/// The rule as it would be with what is given, and how many records would close at once by it.
///
/// # Errors
/// As [`standing`]; [`Error::Invalid`] on what is given.
pub fn preview(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    now: Timestamp,
    raw: &RawInput,
) -> Result<(Rule, Count)> {
    let before = standing(tx, agent, kind)?.rule;
    let rule = given(tx, agent, before, raw)?;
    let count = match rule.close_after {
        Some(days) => Count::of(due::count(tx, kind, due::ago(now, days), MOST + 1)?),
        None => Count::default(),
    };
    Ok((rule, count))
}

/// A rule with what is given in place of what it says.
fn given(tx: &ReadTx<'_>, agent: &Agent, before: Rule, raw: &RawInput) -> Result<Rule> {
    // Days and flags are read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, INPUTS, raw)?;
    let days = |code: &str, held: Option<i64>| {
        if input.has(code) { input.number(code) } else { held }
    };
    let flag = |code: &str, held: bool| if input.has(code) { input.flag(code) } else { held };
    Ok(Rule {
        close_after: days("close_after", before.close_after),
        comment_reopens: flag("comment_reopens", before.comment_reopens),
        reopen_within: days("reopen_within", before.reopen_within),
        survey: flag("survey", before.survey),
        ..before
    })
}

/// Sets a rule; it holds at once, also for what was resolved or closed before. Nothing happens when it
/// holds already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] for a kind that cannot have a rule;
/// [`Error::Invalid`] on what is given.
pub fn set(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    raw: &RawInput,
) -> Result<Rule> {
    agent.require(ANY_KIND, Action::Administer)?;
    let before = standing(tx, agent, kind)?.rule;
    let rule = Rule { set_at: Some(ctx.now), ..given(tx, agent, before, raw)? };
    if (Rule { set_at: before.set_at, ..rule }) == before {
        return Ok(before);
    }
    rule::keep(tx, kind, &rule)?;
    due::forget(tx, kind)?;
    journal::log(tx, ctx, Logbook::Settings, "set_closing", told(kind, &before, &rule))?;
    run::ask(tx, &ctx.chance, ctx.now, kind)?;
    Ok(rule)
}

/// What the logbook says: of each that changed, what it was and what it is.
fn told(kind: &Kind, before: &Rule, after: &Rule) -> Vec<SetValue> {
    let days = |days: Option<i64>| days.map(|days| days.to_string());
    let flag = |flag: bool| Some(i64::from(flag).to_string());
    let lines = [
        ("close_after_before", days(before.close_after), "close_after", days(after.close_after)),
        (
            "comment_reopens_before",
            flag(before.comment_reopens),
            "comment_reopens",
            flag(after.comment_reopens),
        ),
        (
            "reopen_within_before",
            days(before.reopen_within),
            "reopen_within",
            days(after.reopen_within),
        ),
        ("survey_before", flag(before.survey), "survey", flag(after.survey)),
    ];
    let mut values = vec![SetValue::set("kind", kind.code.to_owned())];
    for (was, old, is, new) in lines.into_iter().filter(|(_, old, _, new)| old != new) {
        values.extend([SetValue::set(was, old), SetValue::set(is, new)]);
    }
    values
}
