//! What the forms of an incident offer to choose from.

use std::collections::BTreeMap;

use db::ReadTx;
use desk::Result;
use desk::access::Agent;
use desk::people::{self, Category, Location, Service, Team};
use web::page::Choice;

use crate::fields::KIND;
use crate::priority::Matrix;

/// The lists that verbs choose from.
const LISTS: &[&str] = &["hold_reason", "resolution_code"];

/// What can be chosen, by the field's code or the list's name.
pub(super) type Choices = BTreeMap<&'static str, Vec<Choice>>;

/// What the form that opens one offers. `for_others` is whether the agent works with more than
/// their own.
pub(super) fn to_open(tx: &ReadTx<'_>, agent: &Agent, for_others: bool) -> Result<Choices> {
    let mut choices = Choices::from([
        ("service", services(tx, agent)?),
        ("category", categories(tx)?),
        ("location", locations(tx, agent)?),
    ]);
    if for_others {
        choices.insert("team", teams(tx, agent)?);
    }
    Ok(choices)
}

/// What the verbs of one offer.
pub(super) fn to_work(tx: &ReadTx<'_>, agent: &Agent) -> Result<Choices> {
    let mut choices = to_open(tx, agent, true)?;
    choices.insert("assignee", assignees(tx, agent)?);
    for row in people::Choice::all(tx, KIND.code)?.into_iter().filter(|row| row.active) {
        let list = LISTS.iter().find(|list| **list == row.list);
        if let Some(list) = list {
            choices.entry(list).or_default().push(Choice::new(row.code, row.label));
        }
    }
    Ok(choices)
}

fn services(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Choice>> {
    let known =
        Service::list(tx)?.into_iter().filter(|service| agent.knows(KIND.code, service.company));
    Ok(known.map(|service| Choice::new(service.id.to_string(), service.name)).collect())
}

fn teams(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Choice>> {
    let mine = Team::list(tx)?.into_iter().filter(|team| agent.companies.contains(&team.company));
    Ok(mine.map(|team| Choice::new(team.id.to_string(), team.name)).collect())
}

/// People of the agent's companies' teams, each once, with the teams they belong to.
fn assignees(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Choice>> {
    let mut out: Vec<Choice> = Vec::new();
    for member in Team::everybody(tx)? {
        if !agent.companies.contains(&member.company) {
            continue;
        }
        let value = member.person.to_string();
        match out.last_mut().filter(|choice| choice.value == value) {
            Some(choice) => {
                choice.when.push(' ');
                choice.when.push_str(&member.team.to_string());
            }
            None => out.push(Choice { value, label: member.name, when: member.team.to_string() }),
        }
    }
    Ok(out)
}

fn categories(tx: &ReadTx<'_>) -> Result<Vec<Choice>> {
    let rows = Category::list(tx, KIND.code)?;
    let ids: Vec<_> = rows.iter().map(|c| c.id).collect();
    let paths = Category::names(tx, &ids)?;
    let mut choices: Vec<Choice> =
        paths.into_iter().map(|(id, path)| Choice::new(id.to_string(), path)).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(choices)
}

fn locations(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Choice>> {
    let mut out = Vec::new();
    for company in &agent.companies {
        out.extend(
            Location::list(tx, *company)?
                .into_iter()
                .map(|l| Choice::new(l.id.to_string(), l.name)),
        );
    }
    Ok(out)
}

/// The priority matrix, as the preview takes it.
pub(super) fn matrix(tx: &ReadTx<'_>) -> Result<Vec<(u8, u8, u8)>> {
    let small = |n: i64| u8::try_from(n).unwrap_or_default();
    Ok(Matrix::load(tx)?
        .cells()
        .into_iter()
        .map(|(i, u, p)| (small(i), small(u), small(p)))
        .collect())
}
