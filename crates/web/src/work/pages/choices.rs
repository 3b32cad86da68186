//! What the forms of a kind of record offer to choose from.

use std::collections::BTreeMap;

use db::{Id, ReadTx};
use desk::access::Agent;
use desk::field::FieldKind;
use desk::journal::canonical;
use desk::lifecycle::InputField;
use desk::people::{self, Category, Location, Service, Team};
use desk::work::Work;
use desk::{Kind, Practice, Result};

use super::Names;
use super::added::Added;
use crate::page::Choice;

/// What can be chosen, by the field's code or the list's name.
pub(super) type Choices = BTreeMap<&'static str, Vec<Choice>>;

/// The person who is to work on it: chosen from the teams, where others are typed in.
const ASSIGNEE: &str = "assignee";
/// What whoever opens only their own does not say: for whom, who works on it, how it came in.
pub(super) const FOR_OTHERS: &[&str] = &["requester", "team", ASSIGNEE, "channel"];

/// What the form that opens one offers. `for_others` is whether the agent works with more than
/// their own.
pub(super) fn to_open<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    for_others: bool,
    added: &[InputField],
) -> Result<Choices> {
    let drawn = |input: &&InputField| for_others || !FOR_OTHERS.contains(&input.code);
    offered(tx, P::KIND, agent, P::CREATE.iter().filter(drawn).chain(added))
}

/// What the verbs of one offer to whoever works on it.
pub(super) fn to_work<P: Work>(
    tx: &ReadTx<'_>,
    agent: &Agent,
    added: &[InputField],
) -> Result<Choices> {
    let inputs = P::KIND.lifecycle.verbs.iter().flat_map(|verb| verb.inputs);
    offered(tx, P::KIND, agent, inputs.chain(added))
}

/// Whether a field is a person whose name is typed in, and shown by name.
pub(super) fn is_typed_person(input: &InputField) -> bool {
    input.kind == FieldKind::Person && input.code != ASSIGNEE
}

fn offered<'a>(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    inputs: impl Iterator<Item = &'a InputField>,
) -> Result<Choices> {
    let mut choices = Choices::new();
    let mut lists: Vec<&'static str> = Vec::new();
    for input in inputs {
        let code = input.code;
        if choices.contains_key(code) {
            continue;
        }
        match input.kind {
            FieldKind::Service => choices.insert(code, services(tx, kind, agent)?),
            FieldKind::Category => choices.insert(code, categories(tx, kind)?),
            FieldKind::Location => choices.insert(code, locations(tx, agent)?),
            FieldKind::Team => choices.insert(code, teams(tx, agent)?),
            FieldKind::Person if code == ASSIGNEE => choices.insert(code, assignees(tx, agent)?),
            FieldKind::Choice(list) => {
                lists.push(list);
                None
            }
            _ => None,
        };
    }
    if !lists.is_empty() {
        for row in people::Choice::all(tx, kind.code)?.into_iter().filter(|row| row.active) {
            if let Some(list) = lists.iter().find(|list| **list == row.list) {
                choices.entry(list).or_default().push(Choice::new(row.code, row.label));
            }
        }
    }
    Ok(choices)
}

/// What it refers to now can be chosen, also when nobody would offer it any more: a person in no
/// team, a place of another company. Without it a form sent back as it was shown would empty the
/// field.
pub(super) fn with_present<P: Practice>(
    choices: &mut Choices,
    found: &P,
    added: &Added,
    names: &Names,
) {
    for (code, offered) in choices.iter_mut() {
        let own = P::KIND.field(code).map(|field| found.value(field));
        let held = own.or_else(|| added.value(code).map(|(_, value)| value.clone()));
        let Some(value) = held.and_then(|value| canonical(&value)) else { continue };
        let Ok(id) = value.parse::<Id<()>>() else { continue };
        if !offered.iter().any(|choice| choice.value == value) {
            let name = names.name(Some(id)).unwrap_or_else(|| value.clone());
            offered.push(Choice::new(value, name));
        }
    }
}

fn services(tx: &ReadTx<'_>, kind: &Kind, agent: &Agent) -> Result<Vec<Choice>> {
    let known = Service::list(tx)?.into_iter().filter(|one| agent.knows(kind.code, one.company));
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

fn categories(tx: &ReadTx<'_>, kind: &Kind) -> Result<Vec<Choice>> {
    let rows = Category::list(tx, kind.code)?;
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
        let known = Location::list(tx, *company)?;
        out.extend(known.into_iter().map(|place| Choice::new(place.id.to_string(), place.name)));
    }
    Ok(out)
}
