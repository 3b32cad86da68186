//! The people a rule's parties stand for, on one record.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value, params};

use super::mention::{Mention, mentions};
use super::rules::{Cause, Party, RULES, Rule};
use crate::Result;
use crate::feed::{Said, Step};
use crate::people::{Company, Person, Team};

db::statements! {
    COMPANIES = "SELECT company_id FROM organisation UNION SELECT company_id FROM person WHERE id = $1
        UNION SELECT company_id FROM person_company WHERE person_id = $1";
}

/// Whether an entry holds what a rule asks for, and whether only the inside may know of it.
pub(super) fn applies(rule: &Rule, step: &Step) -> Option<bool> {
    let says = |code: &str| {
        step.said.iter().any(|said| said.code == code && said.value.held().is_some())
    };
    match rule.cause {
        Cause::Sets(field) => says(field).then_some(false),
        // Opening one is no move: who hears of that is told by another rule.
        Cause::Moves => (says("state") && step.seq > 1).then_some(false),
        Cause::Comments => says("comment").then_some(false),
        Cause::Notes => says("note").then_some(true),
        Cause::Names => texts(step).next().is_some().then_some(false),
    }
}

/// The texts in which an entry may name somebody, and whether each is for the inside.
fn texts(step: &Step) -> impl Iterator<Item = (&Said, bool)> {
    step.said.iter().filter_map(|said| match said.code.as_str() {
        "comment" | "description" => Some((said, false)),
        "note" => Some((said, true)),
        _ => None,
    })
}

/// The teams some entries may concern, with who is in them.
pub(super) struct Circle {
    teams: HashMap<Id<Team>, Vec<Id<Person>>>,
}

impl Circle {
    /// Everybody in the teams that entries assign a record to.
    pub(super) fn of(tx: &ReadTx<'_>, steps: &[Step]) -> Result<Self> {
        let is_for_team = |rule: &Rule| rule.tells.contains(&Party::Team);
        let of_team = |step: &&Step| {
            RULES.iter().any(|rule| is_for_team(rule) && applies(rule, step).is_some())
        };
        let teams: HashSet<Id<Team>> =
            steps.iter().filter(of_team).filter_map(|s| s.record.heading.facts.team).collect();
        let mut circle = Circle { teams: HashMap::new() };
        if teams.is_empty() {
            return Ok(circle);
        }
        let select = Query::select()
            .columns(["team_id", "person_id"].map(Alias::new))
            .from(Alias::new("team_member"))
            .and_where(Expr::col(Alias::new("team_id")).is_in(teams.iter().map(Value::from)))
            .to_owned();
        for row in tx.select(&select)? {
            circle.teams.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(circle)
    }

    /// The people a party stands for, each with whether only the inside may know.
    pub(super) fn people(
        &self,
        tx: &ReadTx<'_>,
        party: Party,
        step: &Step,
        internal: bool,
    ) -> Result<Vec<(Id<Person>, bool)>> {
        let facts = &step.record.heading.facts;
        let people = match party {
            Party::Requester => facts.requester.into_iter().collect(),
            Party::Opener => facts.opener.into_iter().collect(),
            Party::Assignee => facts.assignee.into_iter().collect(),
            Party::Watchers => step.record.watchers.iter().copied().collect(),
            Party::Team => match (facts.team, facts.assignee) {
                (Some(team), None) => self.teams.get(&team).cloned().unwrap_or_default(),
                _ => Vec::new(),
            },
            Party::Mentioned => return mentioned(tx, step),
        };
        Ok(people.into_iter().map(|person| (person, internal)).collect())
    }
}

/// Those whom the texts of an entry name, among the people of the companies concerned: its own, the
/// one that runs the desk, and those of whoever wrote it.
fn mentioned(tx: &ReadTx<'_>, step: &Step) -> Result<Vec<(Id<Person>, bool)>> {
    let mut named = Vec::new();
    for (said, internal) in texts(step) {
        let Some(text) = said.value.held() else { continue };
        named.extend(mentions(text).into_iter().map(|mention| (mention, internal)));
    }
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let mut companies: HashSet<Id<Company>> = HashSet::from([step.record.heading.facts.company]);
    for row in tx.rows(COMPANIES, params![step.actor])? {
        companies.insert(row.get(0)?);
    }
    let known = known(tx, &companies, &named)?;
    let mut people = Vec::new();
    for (mention, internal) in named {
        match mention {
            Mention::Address(address) => {
                let known = known.iter().filter(|one| one.email.as_ref() == Some(&address));
                people.extend(known.map(|one| (one.id, internal)));
            }
            Mention::Names(names) => {
                let longest = names.iter().find(|n| known.iter().any(|one| one.name == **n));
                let known = known.iter().filter(|one| Some(&one.name) == longest);
                people.extend(known.map(|one| (one.id, internal)));
            }
        }
    }
    Ok(people)
}

/// Somebody whom a text may mean.
struct Known {
    id: Id<Person>,
    name: String,
    email: Option<String>,
}

/// Active people with one of these names or addresses, by the indexes on both.
fn known(
    tx: &ReadTx<'_>,
    companies: &HashSet<Id<Company>>,
    named: &[(Mention, bool)],
) -> Result<Vec<Known>> {
    let (mut names, mut addresses) = (Vec::new(), Vec::new());
    for (mention, _) in named {
        match mention {
            Mention::Address(address) => addresses.push(Value::from(address)),
            Mention::Names(runs) => names.extend(runs.iter().map(Value::from)),
        }
    }
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let of_companies = column("company_id").is_in(companies.iter().map(Value::from));
    let mut found = Vec::new();
    for (by, wanted) in [("name", names), ("email", addresses)] {
        if wanted.is_empty() {
            continue;
        }
        let select = Query::select()
            .columns(["id", "name", "email"].map(Alias::new))
            .from(Alias::new("person"))
            .and_where(of_companies.clone())
            .and_where(column(by).is_in(wanted))
            .and_where(column("active").eq(1i64))
            .to_owned();
        for row in tx.select(&select)? {
            found.push(Known { id: row.get(0)?, name: row.get(1)?, email: row.get(2)? });
        }
    }
    Ok(found)
}
