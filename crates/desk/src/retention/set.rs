//! Setting a rule, taking it away, and what either of them reads beforehand.

use db::{ReadTx, Timestamp, Tx};

use super::due::{Count, MOST};
use super::{Rule, Scope, days, due, rule, run};
use crate::access::{ANY_KIND, Action, Agent};
use crate::field::{FieldKind, TITLE};
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::lifecycle::InputField;
use crate::{Context, Error, Fault, Result, task};

/// The least and the most days that can be kept.
pub const DAYS: (i64, i64) = (30, 36_500);

const KEPT: InputField = InputField::required("days", FieldKind::Number(DAYS.0, DAYS.1));

/// What setting a rule takes: how many days are kept, and why where something is erased by it at once.
pub const INPUTS: &[InputField] = &[KEPT, InputField::optional("reason", FieldKind::Line(TITLE))];

/// A rule and where it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What it is for.
    pub scope: Scope,
    /// What holds.
    pub rule: Rule,
    /// How many records or days are over and not erased yet; none where everything is kept.
    pub waiting: Count,
}

/// What holds for everything a rule can be for.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standings(
    tx: &ReadTx<'_>,
    agent: &Agent,
    scopes: &[Scope],
    now: Timestamp,
) -> Result<Vec<Standing>> {
    agent.require_overseer()?;
    let mut rules = rule::all(tx)?;
    let stands = |scope: &Scope| {
        let rule = rules.remove(scope.code()).unwrap_or_default();
        stand(tx, *scope, rule, now)
    };
    scopes.iter().map(stands).collect()
}

/// How many days are kept of something, if there is a rule.
///
/// # Errors
/// When the database fails.
pub fn kept_days(tx: &ReadTx<'_>, scope: Scope) -> Result<Option<i64>> {
    Ok(rule::of(tx, scope)?.days)
}

/// What holds for one thing.
///
/// # Errors
/// As [`standings`].
pub fn standing(tx: &ReadTx<'_>, agent: &Agent, scope: Scope, now: Timestamp) -> Result<Standing> {
    agent.require_overseer()?;
    stand(tx, scope, rule::of(tx, scope)?, now)
}

fn stand(tx: &ReadTx<'_>, scope: Scope, rule: Rule, now: Timestamp) -> Result<Standing> {
    let waiting = match rule.days {
        Some(days) => Count::of(over(tx, scope, (now, days), MOST + 1)?),
        None => Count::default(),
    };
    Ok(Standing { scope, rule, waiting })
}

/// How many days `raw` says, and how many records or days of a logbook would be erased at the next run
/// if so many were kept.
///
/// # Errors
/// As [`standings`]; [`Error::Invalid`] on `days`.
pub fn preview(
    tx: &ReadTx<'_>,
    agent: &Agent,
    scope: Scope,
    now: Timestamp,
    raw: &RawInput,
) -> Result<(i64, Count)> {
    agent.require_overseer()?;
    let days = Input::anew(tx, &task::KIND, agent, &[KEPT], raw)?.number("days").unwrap_or(DAYS.1);
    Ok((days, Count::of(over(tx, scope, (now, days), MOST + 1)?)))
}

/// Counts what is over, so far at most.
fn over(tx: &ReadTx<'_>, scope: Scope, (now, days): (Timestamp, i64), most: i64) -> Result<i64> {
    match scope {
        Scope::Records(kind) => due::count(tx, kind, due::ago(now, days), most),
        Scope::Logbook(book) => days::count(tx, book, (now, days), most),
    }
}

/// Sets how many days are kept; what is over goes soon after. Nothing happens when so many are.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] on `days`, and on `reason`
/// where something is over at once and nobody said why.
pub fn set(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    scope: Scope,
    raw: &RawInput,
) -> Result<Rule> {
    agent.require(ANY_KIND, Action::Administer)?;
    // Days and a reason are read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, INPUTS, raw)?;
    let days = input.number("days").ok_or_else(|| Error::invalid("days", "required"))?;
    let before = rule::of(tx, scope)?;
    if before.days == Some(days) {
        return Ok(before);
    }
    let reason = input.text("reason");
    if reason.is_none() && over(tx, scope, (ctx.now, days), 1)? > 0 {
        let count = Count::of(over(tx, scope, (ctx.now, days), MOST + 1)?);
        return Err(Error::Invalid(vec![unsaid(count)]));
    }
    rule::keep(tx, scope, Some(days), ctx.now)?;
    tell(tx, ctx, "set_retention", scope, (before.days, Some(days)), reason)?;
    run::ask(tx, &ctx.chance, ctx.now, scope)?;
    Ok(Rule { days: Some(days), set_at: Some(ctx.now), ..before })
}

/// Nobody said why something is to be erased.
fn unsaid(count: Count) -> Fault {
    let code = if count.more { "erases_more" } else { "erases" };
    Fault::new("reason", code).with("count", count.number)
}

/// Takes a rule away: from now on everything is kept. What was erased does not come back.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when there is no rule.
pub fn remove(tx: &Tx<'_>, ctx: &Context, agent: &Agent, scope: Scope) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let before = rule::of(tx, scope)?;
    if before.days.is_none() {
        return Err(Error::NotFound);
    }
    rule::keep(tx, scope, None, ctx.now)?;
    tell(tx, ctx, "remove_retention", scope, (before.days, None), None)
}

fn tell(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    scope: Scope,
    (before, after): (Option<i64>, Option<i64>),
    reason: Option<String>,
) -> Result<()> {
    let days = |days: Option<i64>| days.map(|days| days.to_string());
    let mut values = vec![
        SetValue::set("scope", scope.code().to_owned()),
        SetValue::set("days_before", days(before)),
        SetValue::set("days", days(after)),
    ];
    values.extend(reason.map(|reason| SetValue::set("reason", reason)));
    journal::log(tx, ctx, Logbook::Settings, verb, values)?;
    Ok(())
}
