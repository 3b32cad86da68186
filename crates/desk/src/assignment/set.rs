//! Setting up rules, changing them, putting them in order and taking them away.

use std::collections::BTreeSet;

use db::{Id, ReadTx, Tx, Value};

use super::rule::{self, GIVES, Gives, Rule};
use super::{condition, edition};
use crate::access::{ANY_KIND, Action, Agent};
use crate::field::FieldKind;
use crate::filter::{self, Problem};
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::people::{Person, Team};
use crate::{Context, Error, Fault, Result};

/// The input that holds a condition.
pub const CONDITION: &str = "condition";
/// Rules of a kind at most.
pub const MOST: usize = 100;
/// Longest name, in characters.
const NAME: usize = 100;

/// What setting up a rule takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("name", FieldKind::Line(NAME)),
    InputField::optional(CONDITION, FieldKind::Prose(filter::TEXT)),
    InputField::required("team", FieldKind::Team),
    InputField::required("gives", FieldKind::Options(GIVES)),
    InputField::optional("person", FieldKind::Person),
    InputField::optional("active", FieldKind::Flag),
];

/// Sets up a rule, behind those there are.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] naming each part that cannot be taken.
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    raw: &RawInput,
) -> Result<Rule> {
    agent.require(ANY_KIND, Action::Administer)?;
    let all = rule::of_kind(tx, kind.code)?;
    if all.len() >= MOST {
        return Err(Error::Invalid(vec![
            Fault::new("name", "too_many_entries").with("most", MOST),
        ]));
    }
    let rule = drafted(tx, ctx, agent, kind, (&all, None), raw)?;
    rule::insert(tx, &rule)?;
    finish(tx, ctx, "create_assignment_rule", (None, Some(&rule)))?;
    Ok(rule)
}

/// Changes what is given of a rule. `raw.version` is the version that whoever asks had seen.
///
/// # Errors
/// As [`create`]; [`Error::NotFound`] when the kind has none such; [`Error::Stale`] when somebody else
/// changed it since.
pub fn edit(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    id: Id<Rule>,
    raw: &RawInput,
) -> Result<Rule> {
    agent.require(ANY_KIND, Action::Administer)?;
    let all = rule::of_kind(tx, kind.code)?;
    let before = present(&all, id, raw.version)?;
    let mut after = drafted(tx, ctx, agent, kind, (&all, Some(before)), raw)?;
    if after == *before {
        return Ok(after);
    }
    after.version = before.version.saturating_add(1);
    after.changed_at = ctx.now;
    rule::update(tx, &after)?;
    finish(tx, ctx, "edit_assignment_rule", (Some(before), Some(&after)))?;
    Ok(after)
}

/// Takes a rule away.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`].
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    (id, seen): (Id<Rule>, Option<i64>),
) -> Result<Rule> {
    agent.require(ANY_KIND, Action::Administer)?;
    let all = rule::of_kind(tx, kind.code)?;
    let rule = present(&all, id, seen)?;
    rule::delete(tx, id)?;
    finish(tx, ctx, "remove_assignment_rule", (Some(rule), None))?;
    Ok(rule.clone())
}

/// Puts the rules of a kind into this order; nothing happens when they are in it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] on `rules` unless each is named once.
pub fn order(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    ids: &[Id<Rule>],
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let all = rule::of_kind(tx, kind.code)?;
    let (named, known): (BTreeSet<_>, BTreeSet<_>) =
        (ids.iter().collect(), all.iter().map(|rule| &rule.id).collect());
    if named != known || named.len() != ids.len() {
        return Err(Error::invalid("rules", "each_rule_once"));
    }
    if all.iter().map(|rule| &rule.id).eq(ids) {
        return Ok(());
    }
    let mut names = Vec::with_capacity(all.len());
    for (place, id) in (1i64..).zip(ids) {
        let Some(rule) = all.iter().find(|rule| rule.id == *id) else { continue };
        names.push(rule.name.as_str());
        if rule.place != place {
            rule::put(tx, *id, place)?;
        }
    }
    edition::renew(tx)?;
    let before: Vec<&str> = all.iter().map(|rule| rule.name.as_str()).collect();
    let values = vec![
        SetValue::set("kind", kind.code.to_owned()),
        SetValue::set("order_before", before.join(", ")),
        SetValue::set("order", names.join(", ")),
    ];
    journal::log(tx, ctx, Logbook::Settings, "order_assignment_rules", values)?;
    Ok(())
}

fn present(all: &[Rule], id: Id<Rule>, seen: Option<i64>) -> Result<&Rule> {
    let rule = all.iter().find(|rule| rule.id == id).ok_or(Error::NotFound)?;
    match seen {
        Some(seen) if seen != rule.version => Err(Error::Stale { present: rule.version }),
        _ => Ok(rule),
    }
}

/// What is said of a rule, before it is judged.
struct Said {
    name: String,
    condition: String,
    team: Id<Team>,
    /// Nothing where a person is to get it and none is named.
    gives: Option<Gives>,
    active: bool,
}

impl Said {
    /// What is given, and of what is left out what the rule says already.
    fn of(input: &Input, before: Option<&Rule>) -> Result<Said> {
        let text = |code: &str, held: fn(&Rule) -> &String| match input.has(code) {
            true => input.text(code).unwrap_or_default().trim().to_owned(),
            false => before.map(held).cloned().unwrap_or_default(),
        };
        let person = match input.has("person") {
            true => input.id("person"),
            false => before.and_then(|rule| rule.gives.person()),
        };
        let code = input.text("gives").or(before.map(|rule| rule.gives.code().to_owned()));
        Ok(Said {
            name: text("name", |rule| &rule.name),
            condition: text(CONDITION, |rule| &rule.condition),
            team: input
                .id("team")
                .or(before.map(|rule| rule.team))
                .ok_or_else(|| Error::invalid("team", "required"))?,
            gives: Gives::of(&code.unwrap_or_default(), person),
            active: match input.has("active") {
                true => input.flag("active"),
                false => before.is_none_or(|rule| rule.active),
            },
        })
    }

    /// All that is wrong with it. Only what is new is judged, so that a rule which could be set up once and
    /// no longer can still be changed; and of one that is off neither condition nor person, so that it can be
    /// turned off. All of it is judged when it is turned on.
    fn faults(
        &self,
        tx: &ReadTx<'_>,
        ctx: &Context,
        kind: &'static Kind,
        (before, others): (Option<&Rule>, &[&Rule]),
    ) -> Result<Vec<Fault>> {
        let is_new = |same: &dyn Fn(&Rule) -> bool| !before.is_some_and(same);
        let turned_on = is_new(&|rule| rule.active);
        let judged = |same: &dyn Fn(&Rule) -> bool| self.active && (turned_on || is_new(same));
        let mut faults = Vec::new();
        if self.name.is_empty() {
            faults.push(Fault::new("name", "required"));
        }
        if is_new(&|rule| rule.name == self.name)
            && others.iter().any(|other| other.name == self.name)
        {
            faults.push(Fault::new("name", "taken"));
        }
        match self.gives {
            None => faults.push(Fault::new("person", "required")),
            Some(Gives::Person(person))
                if judged(&|rule| rule.team == self.team && Some(rule.gives) == self.gives) =>
            {
                faults.extend(unfit(tx, kind, self.team, person)?);
            }
            Some(_) => {}
        }
        if judged(&|rule| rule.condition == self.condition) {
            let problems = condition::of_text(tx, kind, ctx.now, &self.condition)?.err();
            faults.extend(faults_of(&problems.unwrap_or_default()));
        }
        Ok(faults)
    }
}

/// The rule as it would be with what is given: a new one behind the others, or one of them changed.
pub(super) fn drafted(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    (all, before): (&[Rule], Option<&Rule>),
    raw: &RawInput,
) -> Result<Rule> {
    let said = Said::of(&decoded(tx, agent, kind, before, raw)?, before)?;
    let others: Vec<&Rule> =
        all.iter().filter(|other| before.is_none_or(|own| own.id != other.id)).collect();
    let faults = said.faults(tx, ctx, kind, (before, &others))?;
    let Some(gives) = said.gives.filter(|_| faults.is_empty()) else {
        return Err(Error::Invalid(faults));
    };
    let last = all.iter().map(|rule| rule.place).max().unwrap_or(0);
    Ok(Rule {
        id: before.map_or_else(|| ctx.chance.id(ctx.now), |rule| rule.id),
        kind: kind.code.to_owned(),
        place: before.map_or(last.saturating_add(1), |rule| rule.place),
        name: said.name,
        condition: said.condition,
        team: said.team,
        gives,
        active: said.active,
        version: before.map_or(1, |rule| rule.version),
        changed_at: before.map_or(ctx.now, |rule| rule.changed_at),
    })
}

fn decoded(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    before: Option<&Rule>,
    raw: &RawInput,
) -> Result<Input> {
    // Whoever administers sets rules for every team, also where they see no record.
    let everything = Agent { zone: agent.zone.clone(), person: agent.person, ..Agent::system() };
    let Some(before) = before else { return Input::anew(tx, kind, &everything, INPUTS, raw) };
    let fields: Vec<InputField> =
        INPUTS.iter().map(|input| InputField::optional(input.code, input.kind)).collect();
    let held = |code: &str| match code {
        "team" => before.team.into(),
        "person" => before.gives.person().into(),
        _ => Value::Null,
    };
    let input = Input::decode(tx, kind, &everything, &fields, raw, &held)?;
    let emptied = |code: &&str| input.given().any(|(c, v)| c == *code && *v == Value::Null);
    let faults: Vec<Fault> = ["name", "team", "gives"]
        .iter()
        .filter(|code| emptied(code))
        .map(|code| Fault::new(*code, "required"))
        .collect();
    if faults.is_empty() { Ok(input) } else { Err(Error::Invalid(faults)) }
}

/// Why a person cannot be named in a rule of a team.
fn unfit(
    tx: &ReadTx<'_>,
    kind: &Kind,
    team: Id<Team>,
    person: Id<Person>,
) -> Result<Option<Fault>> {
    if !Team::has_member(tx, team, person)? {
        return Ok(Some(Fault::new("person", "not_in_team")));
    }
    let works = Person::can_work(tx, person, kind.code)?;
    Ok((!works).then(|| Fault::new("person", "does_not_work")))
}

/// What is wrong with a condition, each with its place in the text.
pub(super) fn faults_of(problems: &[Problem]) -> Vec<Fault> {
    problems.iter().map(|problem| problem.fault(CONDITION)).collect()
}

fn finish(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    (before, after): (Option<&Rule>, Option<&Rule>),
) -> Result<()> {
    edition::renew(tx)?;
    journal::log(tx, ctx, Logbook::Settings, verb, told(before, after))?;
    Ok(())
}

/// What the logbook says of a part of a rule: what it was and what it is.
type Part = (&'static str, &'static str, fn(&Rule) -> Option<String>);

const PARTS: &[Part] = &[
    ("name_before", "name", |rule| Some(rule.name.clone())),
    ("condition_before", CONDITION, |rule| Some(rule.condition.clone())),
    ("team_before", "team", |rule| Some(rule.team.to_string())),
    ("gives_before", "gives", |rule| Some(rule.gives.code().to_owned())),
    ("person_before", "person", |rule| rule.gives.person().map(|id| id.to_string())),
    ("active_before", "active", |rule| Some(i64::from(rule.active).to_string())),
];

/// Of each part that changed what it was and what it is. The name is always told.
fn told(before: Option<&Rule>, after: Option<&Rule>) -> Vec<SetValue> {
    let Some(one) = after.or(before) else { return Vec::new() };
    let mut values =
        vec![SetValue::set("kind", one.kind.clone()), SetValue::set("rule", one.id.to_string())];
    for (was, is, part) in PARTS {
        let (old, new) = (before.and_then(part), after.and_then(part));
        match (before, after) {
            (Some(_), Some(_)) if old != new => {
                values.extend([SetValue::set(was, old), SetValue::set(is, new)]);
            }
            (Some(_), Some(_)) if *is == "name" => values.push(SetValue::set(is, new)),
            (Some(_), None) => values.push(SetValue::set(was, old)),
            (None, Some(_)) => values.push(SetValue::set(is, new)),
            _ => {}
        }
    }
    values
}
