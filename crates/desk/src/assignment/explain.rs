//! What the rules would do with a record: which one holds, and why those before do not.

use db::{Id, ReadTx, Timestamp};

use super::edition::Ready;
use super::pick::{self, Counted};
use super::rule::Rule;
use super::{condition, matching, rule, standing};
use crate::access::{Action, Agent};
use crate::filter::{Expr, Meant, Predicate, Problem, meanings};
use crate::heading::{Heading, find_heading};
use crate::kind::Kind;
use crate::people::Person;
use crate::record::Record;
use crate::{Error, Result};

/// What becomes of a rule with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It gives the record: to this person, or to the team.
    Gives(Option<(Id<Person>, String)>),
    /// It would hold as well, but one before it is followed.
    Later,
    /// It does not hold: these parts of its condition do not.
    Fails(Vec<String>),
    /// It is turned off.
    Off,
    /// Its condition cannot be used.
    Broken(Vec<Problem>),
    /// Its team works no longer.
    NoTeam,
}

/// A rule and what becomes of it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The rule.
    pub rule: Rule,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What the rules of a kind would do with a record of it whose inside the agent reads, as both are now. All
/// that is said of rules is of the inside: which condition holds tells what stands there.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer, or does not read the record's inside;
/// [`Error::NotFound`] for a record they do not see, or of another kind.
pub fn explain(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    now: Timestamp,
    number: &str,
) -> Result<(Heading, Vec<Explained>)> {
    standing::require_reader(agent)?;
    let heading = find_heading(tx, agent, &number.trim().to_uppercase())?;
    if heading.kind != kind.code {
        return Err(Error::NotFound);
    }
    heading.require(agent, Action::ReadInternal)?;
    let works = standing::working_teams(tx)?;
    let rules: Vec<Ready> = rule::of_kind(tx, kind.code)?.into_iter().map(Ready::new).collect();
    let all: Vec<&Ready> = rules.iter().collect();
    let meant = condition::meant(tx, kind, now, &all)?;
    let usable: Vec<(usize, &Predicate)> = all
        .iter()
        .zip(&meant)
        .enumerate()
        .filter(|(_, (ready, _))| works.contains(&ready.rule.team))
        .filter_map(|(at, (_, one))| Some((at, one.as_ref().ok()?)))
        .collect();
    let held = matching::every(tx, kind, &[heading.id], &usable)?;
    let followed = all
        .iter()
        .enumerate()
        .find(|(at, ready)| ready.rule.active && held.contains(&(heading.id, *at)))
        .map(|(at, _)| at);
    let mut explained = Vec::with_capacity(rules.len());
    for ((at, ready), meaning) in all.iter().enumerate().zip(&meant) {
        let holds = held.contains(&(heading.id, at));
        let outcome = match (ready.rule.active, meaning) {
            (false, _) => Outcome::Off,
            (true, Err(problems)) => Outcome::Broken(problems.clone()),
            (true, Ok(_)) if !works.contains(&ready.rule.team) => Outcome::NoTeam,
            (true, Ok(_)) if followed == Some(at) => {
                Outcome::Gives(goes_to(tx, &ready.rule, heading.id, now)?)
            }
            (true, Ok(_)) if holds => Outcome::Later,
            (true, Ok(_)) => Outcome::Fails(failing(tx, kind, now, &heading, ready)?),
        };
        explained.push(Explained { rule: ready.rule.clone(), outcome });
    }
    Ok((heading, explained))
}

fn goes_to(
    tx: &ReadTx<'_>,
    rule: &Rule,
    record: Id<Record>,
    now: Timestamp,
) -> Result<Option<(Id<Person>, String)>> {
    let counted = Counted::for_one(rule.gives, record);
    let people = pick::team(tx, (&rule.kind, rule.team), now, counted)?;
    Ok(pick::pick(rule.gives, &people).map(|one| (one.person, one.name.clone())))
}

/// Those parts of a condition that must hold together and do not; the whole of it where it has none.
fn failing(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    now: Timestamp,
    heading: &Heading,
    ready: &Ready,
) -> Result<Vec<String>> {
    let Ok(Expr::All(parts)) = &ready.says else { return Ok(vec![ready.rule.condition.clone()]) };
    let zone = condition::zone(tx)?;
    let said: Vec<(&Expr, &str)> =
        parts.iter().map(|part| (part, ready.rule.condition.as_str())).collect();
    let meant: Vec<Meant> = meanings(tx, kind, (now, &zone), &said)?;
    let usable: Vec<(usize, &Predicate)> =
        meant.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref().ok()?))).collect();
    let held = matching::every(tx, kind, &[heading.id], &usable)?;
    let fails = parts.iter().enumerate().filter(|(at, _)| !held.contains(&(heading.id, *at)));
    Ok(fails.map(|(_, part)| part.to_string()).collect())
}
