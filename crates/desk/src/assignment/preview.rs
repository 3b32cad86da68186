//! What a rule would do, before it is kept: how many of the records opened last it would take, which of
//! the rules before it would have them first, and to whom they would go.

use std::collections::{HashMap, HashSet};

use db::{Id, ReadTx};

use super::edition::Ready;
use super::pick::{self, Candidate, Counted, pick};
use super::rule::{self, Gives, Rule};
use super::{condition, matching, set, standing};
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
    /// How many records were looked at: of those opened last, what whoever asks may read in full.
    pub looked_at: usize,
    /// Of how many of them its condition holds.
    pub holds: usize,
    /// Which rules before it have some of those first, and how many.
    pub first: Vec<(String, usize)>,
    /// How many it would get; none where its team works no longer.
    pub gets: usize,
    /// Some of those, the latest first.
    pub examples: Vec<Example>,
    /// The people of its team.
    pub team: Vec<Candidate>,
    /// Whether its team can be given work.
    pub team_works: bool,
}

/// A record the rule would get.
#[derive(Debug, Clone)]
pub struct Example {
    /// The record.
    pub record: Heading,
    /// To whom it would go; nobody when it would go to the team.
    pub to: Option<(Id<Person>, String)>,
}

/// What the rule would do that is given: a new one, or one of those there are, changed. What is counted and
/// shown is what whoever asks may read in full, restricted records aside.
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
    let works = standing::working_teams(tx)?;
    let is_before = |other: &Rule| other.active && other.place < rule.place;
    let mut rules: Vec<Ready> = all
        .into_iter()
        .filter(|other| is_before(other) && works.contains(&other.team))
        .map(Ready::new)
        .collect();
    rules.push(Ready::new(rule.clone()));
    let records = latest(tx, agent, kind)?;
    let holding = Holding::of(tx, ctx, kind, &rules, &records)?;
    let team_works = works.contains(&rule.team);
    let gets = if team_works { holding.gets(&records) } else { Vec::new() };
    let team = pick::team(tx, (kind.code, rule.team), ctx.now, Counted::Everything)?;
    Ok(Preview {
        looked_at: records.len(),
        holds: holding.matching.len(),
        first: holding.first(&rules),
        gets: gets.len(),
        examples: examples(gets, rule.gives, team.clone()),
        team,
        team_works,
        rule,
    })
}

/// Which of the rules hold of which records; the last of the rules is the one that is tried out.
struct Holding {
    /// The records of which the last holds.
    matching: Vec<Id<Record>>,
    held: HashSet<(Id<Record>, usize)>,
    own: usize,
}

impl Holding {
    fn of(
        tx: &ReadTx<'_>,
        ctx: &Context,
        kind: &'static Kind,
        rules: &[Ready],
        records: &[Heading],
    ) -> Result<Holding> {
        let meant = condition::meant(tx, kind, ctx.now, &rules.iter().collect::<Vec<_>>())?;
        if let Some(Err(problems)) = meant.last() {
            // It may be kept turned off, but what it would do cannot be told.
            return Err(Error::Invalid(set::faults_of(problems)));
        }
        let meanings = meant.iter().enumerate();
        let usable: Vec<(usize, &Predicate)> =
            meanings.filter_map(|(at, one)| Some((at, one.as_ref().ok()?))).collect();
        let ids: Vec<Id<Record>> = records.iter().map(|record| record.id).collect();
        let held = matching::every(tx, kind, &ids, &usable)?;
        let own = rules.len().saturating_sub(1);
        let matching = ids.into_iter().filter(|id| held.contains(&(*id, own))).collect();
        Ok(Holding { matching, held, own })
    }

    /// The first of the rules before that has a record.
    fn earlier(&self, id: Id<Record>) -> Option<usize> {
        (0..self.own).find(|at| self.held.contains(&(id, *at)))
    }

    /// Which rules before have some of those first, and how many.
    fn first(&self, rules: &[Ready]) -> Vec<(String, usize)> {
        let mut first = Vec::new();
        for (at, ready) in rules.iter().enumerate().take(self.own) {
            let taken = self.matching.iter().filter(|id| self.earlier(**id) == Some(at)).count();
            if taken > 0 {
                first.push((ready.rule.name.clone(), taken));
            }
        }
        first
    }

    /// What no rule before has.
    fn gets<'r>(&self, records: &'r [Heading]) -> Vec<&'r Heading> {
        let mine = |id| self.held.contains(&(id, self.own)) && self.earlier(id).is_none();
        records.iter().filter(|record| mine(record.id)).collect()
    }
}

/// The records of a kind opened last, the latest first, as far as whoever asks reads their inside: a
/// condition may ask for anything, and how many it holds of would answer it. Restricted ones are left out,
/// for what these are about is told only where that is written down.
fn latest(tx: &ReadTx<'_>, agent: &Agent, kind: &'static Kind) -> Result<Vec<Heading>> {
    let Ok(scope) = agent.scope(kind.code, Action::Read) else { return Ok(Vec::new()) };
    let query = ListQuery {
        scope,
        inside: None,
        predicate: Predicate::Always,
        sort: Sort::newest(kind)?,
        mark: Mark::of(&["assignment"]),
        page: Page::First,
        limit: LOOKED_AT,
    };
    let rows = list::list(tx, kind, &query, &[])?.rows.into_iter();
    let places: HashMap<Id<Record>, usize> =
        rows.filter(|row| !row.restricted).enumerate().map(|(at, row)| (row.id, at)).collect();
    let mut seen = headings(tx, agent, &places.keys().copied().collect::<Vec<_>>())?;
    seen.retain(|heading| heading.shows_inside(agent));
    seen.sort_by_key(|heading| places.get(&heading.id).copied());
    Ok(seen)
}

/// Some of what it gets, each with whom it would go to if they were opened now, one after the other.
fn examples(gets: Vec<&Heading>, gives: Gives, mut team: Vec<Candidate>) -> Vec<Example> {
    let mut turn = team.iter().map(|one| one.turn).max().unwrap_or(0);
    let mut examples = Vec::with_capacity(EXAMPLES);
    for record in gets.into_iter().take(EXAMPLES) {
        let to = pick(gives, &team).map(|one| (one.person, one.name.clone()));
        turn = turn.saturating_add(1);
        let given = team.iter_mut().find(|one| Some(one.person) == to.as_ref().map(|(id, _)| *id));
        if let Some(one) = given {
            (one.turn, one.open) = (turn, one.open.saturating_add(1));
        }
        examples.push(Example { record: record.clone(), to });
    }
    examples
}
