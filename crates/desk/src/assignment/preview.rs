//! What a rule would do, before it is kept: how many of the records opened last it would take, which of
//! the rules before it would have them first, and to whom they would go.

use db::{Id, ReadTx};

use super::edition::Ready;
use super::pick::{self, Candidate, pick};
use super::rule::{self, Gives, Rule};
use super::{condition, matching, set};
use crate::access::{ANY_KIND, Action, Agent};
use crate::filter::Predicate;
use crate::heading::{Heading, headings};
use crate::input::RawInput;
use crate::kind::Kind;
use crate::list::{self, ListQuery, Mark, Page, Sort};
use crate::people::Person;
use crate::record::Record;
use crate::{Context, Error, Result};

/// How many of the records opened last are looked at.
pub const LOOKED_AT: u64 = 200;
/// Records shown as examples at most.
const EXAMPLES: usize = 10;

/// What a rule would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The rule as it would be.
    pub rule: Rule,
    /// How many records were looked at.
    pub looked_at: usize,
    /// Of how many of them its condition holds.
    pub holds: usize,
    /// Which rules before it have some of those first, and how many.
    pub first: Vec<(String, usize)>,
    /// How many it would get.
    pub gets: usize,
    /// Some of those, the latest first, as far as whoever asks sees them.
    pub examples: Vec<Example>,
    /// The people of its team.
    pub team: Vec<Candidate>,
}

/// A record the rule would get.
#[derive(Debug, Clone)]
pub struct Example {
    /// The record.
    pub record: Heading,
    /// To whom it would go; nobody when it would go to the team.
    pub to: Option<(Id<Person>, String)>,
}

/// What the rule would do that is given: a new one, or one of those there are, changed.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] when the kind has none such;
/// [`Error::Invalid`] on what is given.
pub fn preview(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    (id, raw): (Option<Id<Rule>>, &RawInput),
) -> Result<Preview> {
    agent.require(ANY_KIND, Action::Administer)?;
    let all = rule::of_kind(tx, kind.code)?;
    let before = id.map(|id| all.iter().find(|rule| rule.id == id).ok_or(Error::NotFound));
    let rule = set::drafted(tx, ctx, agent, kind, (&all, before.transpose()?), raw)?;
    let mut rules: Vec<Ready> = all
        .into_iter()
        .filter(|other| other.active && other.place < rule.place)
        .map(Ready::new)
        .collect();
    rules.push(Ready::new(rule.clone()));
    let meant = condition::meant(tx, kind, ctx.now, &rules.iter().collect::<Vec<_>>())?;
    let usable: Vec<(usize, &Predicate)> =
        meant.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref().ok()?))).collect();
    let records = latest(tx, kind)?;
    let held = matching::every(tx, kind, &records, &usable)?;
    let own = rules.len().saturating_sub(1);
    let matching: Vec<Id<Record>> =
        records.iter().copied().filter(|id| held.contains(&(*id, own))).collect();
    let earlier = |id: &Id<Record>| (0..own).find(|at| held.contains(&(*id, *at)));
    let mut first: Vec<(String, usize)> = Vec::new();
    for (at, ready) in rules.iter().enumerate().take(own) {
        let taken = matching.iter().filter(|id| earlier(id) == Some(at)).count();
        if taken > 0 {
            first.push((ready.rule.name.clone(), taken));
        }
    }
    let gets: Vec<Id<Record>> =
        matching.iter().copied().filter(|id| earlier(id).is_none()).collect();
    let team = pick::team(tx, (kind.code, rule.team), ctx.now, true)?;
    Ok(Preview {
        looked_at: records.len(),
        holds: matching.len(),
        first,
        gets: gets.len(),
        examples: examples(tx, agent, &gets, rule.gives, team.clone())?,
        team,
        rule,
    })
}

/// The records of a kind opened last, the latest first.
fn latest(tx: &ReadTx<'_>, kind: &'static Kind) -> Result<Vec<Id<Record>>> {
    let query = ListQuery {
        scope: Agent::system().scope(kind.code, Action::Read)?,
        inside: None,
        predicate: Predicate::Always,
        sort: Sort::newest(kind)?,
        mark: Mark::of(&["assignment"]),
        page: Page::First,
        limit: LOOKED_AT,
    };
    Ok(list::list(tx, kind, &query, &[])?.rows.into_iter().map(|row| row.id).collect())
}

/// The examples, each with whom it would go to if they were opened now, one after the other.
fn examples(
    tx: &ReadTx<'_>,
    agent: &Agent,
    gets: &[Id<Record>],
    gives: Gives,
    mut team: Vec<Candidate>,
) -> Result<Vec<Example>> {
    let some = gets.get(..EXAMPLES.min(gets.len())).unwrap_or_default();
    let mut seen = headings(tx, agent, some)?;
    seen.sort_by_key(|heading| some.iter().position(|id| *id == heading.id));
    let mut turn = team.iter().map(|one| one.turn).max().unwrap_or(0);
    let mut examples = Vec::with_capacity(seen.len());
    for record in seen {
        let to = pick(gives, &team).map(|one| (one.person, one.name.clone()));
        turn = turn.saturating_add(1);
        let given = team.iter_mut().find(|one| Some(one.person) == to.as_ref().map(|(id, _)| *id));
        if let Some(one) = given {
            (one.turn, one.open) = (turn, one.open.saturating_add(1));
        }
        examples.push(Example { record, to });
    }
    Ok(examples)
}
