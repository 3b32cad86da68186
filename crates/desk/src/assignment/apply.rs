//! Giving a record to whom the rules say.

use std::fmt::Debug;

use db::{Id, ReadTx, Timestamp, Tx};

use super::edition::{Edition, Ready};
use super::pick::{self, Counted};
use super::rule::{Gives, Rule};
use super::{condition, matching};
use crate::access::{Action, Agent};
use crate::custom::Catalogue;
use crate::filter::{Expr, Predicate};
use crate::find::find_to;
use crate::input::{RawInput, RawValue};
use crate::journal::SetValue;
use crate::kind::Kind;
use crate::people::{Person, Team};
use crate::record::Record;
use crate::work::{Asked, Work, prepare};
use crate::{Change, Committed, Context, Door, Error, Result, commit, find_visible};

/// The verb in a record's history.
pub const VERB: &str = "assign_by_rules";
/// The fact that says which rule it was, by its name. For the inside, as all that is said of rules.
pub const FACT: &str = "assigned_by_rule";
/// The fact that holds the rule's identity.
pub const FACT_RULE: &str = "assigned_by_rule.id";
/// The fact that says how the person was found: a code of [`super::GIVES`], or [`NOBODY`].
pub const FACT_HOW: &str = "assigned_by_rule.how";
/// Nobody whom the rule could have given it to was there: it went to the team.
pub const NOBODY: &str = "nobody_there";

/// What following a rule came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What was written.
    pub done: Committed,
    /// Which rule it was.
    pub rule: Id<Rule>,
    /// The rule's name.
    pub name: String,
    /// How the person was found: a code of [`super::GIVES`], or [`NOBODY`].
    pub how: &'static str,
    /// The team that got it.
    pub team: Id<Team>,
    /// The person who got it.
    pub person: Option<Id<Person>>,
}

/// The verb that assigns, in every kind that knows assigning.
const ASSIGN: &str = "assign";

/// Gives a record just opened to whom the rules of its kind say, by the program, in the same transaction:
/// right behind the entry that opened it. What somebody chose by hand stands, and so does the record where
/// a rule cannot be followed. The version afterwards, where it was given to somebody.
///
/// # Errors
/// When the database fails.
pub(crate) fn after_opening<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    catalogue: &Catalogue,
    (record, number): (Id<Record>, &str),
) -> Result<Option<Committed>> {
    if catalogue.rules().is_empty() || matches!(ctx.door, Door::Import | Door::Demo) {
        return Ok(None);
    }
    let edition = Edition::of(tx, catalogue.rules())?;
    let Some(ready) = first_match(tx, P::KIND, ctx.now, record, edition.of_kind(P::KIND.code))?
    else {
        return Ok(None);
    };
    let by_itself = Context { actor: Some(Person::SYSTEM), because: None, ..ctx.clone() };
    match give::<P>(tx, &by_itself, &ready.rule, (record, number), None) {
        Ok(given) => Ok(Some(given.done)),
        // As where a field that assigning requires is empty: that is for whoever looks at it.
        Err(error @ (Error::Refused(_) | Error::Invalid(_) | Error::Forbidden(_))) => {
            tracing::warn!(number, rule = ready.rule.name, %error, "an assignment rule was not followed");
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// Gives an open record to whom the rules of its kind say now. It takes the permission to assign.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Merged`], [`Error::Conflict`]; [`Error::Refused`] when
/// it is over, or no rule holds of it; whatever assigning refuses.
pub fn assign_by_rules<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    number: &str,
    raw: &RawInput,
) -> Result<Given> {
    let found = find_to::<P>(tx, agent, Action::Assign, number)?;
    let record = found.record();
    if !record.state.class.is_open() {
        return Err(Error::Refused("rules_over"));
    }
    if let Some(name) = raw.values.keys().next() {
        return Err(Error::invalid(name.as_str(), "unknown"));
    }
    let catalogue = Catalogue::of(tx, P::KIND)?;
    let edition = Edition::of(tx, catalogue.rules())?;
    let rules = edition.of_kind(P::KIND.code);
    let ready = first_match(tx, P::KIND, ctx.now, record.id, rules)?;
    let ready = ready.ok_or(Error::Refused("rules_none"))?;
    give::<P>(tx, ctx, &ready.rule, (record.id, &record.number), raw.version)
}

/// The first rule that holds of a record. One that cannot be used is passed over, and the log told. What
/// rules mean is looked up a few at a time: those behind the one that holds are not asked at all.
fn first_match<'r>(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    now: Timestamp,
    record: Id<Record>,
    rules: &'r [Ready],
) -> Result<Option<&'r Ready>> {
    let mut rest = rules;
    while !rest.is_empty() {
        let (few, others) = rest.split_at(next_few(rest));
        rest = others;
        let few: Vec<&Ready> = few.iter().collect();
        let meant = condition::meant(tx, kind, now, &few)?;
        let mut usable: Vec<(usize, &Predicate)> = Vec::with_capacity(few.len());
        for (place, (ready, meaning)) in few.iter().zip(&meant).enumerate() {
            match meaning {
                Ok(condition) => usable.push((place, condition)),
                Err(problems) => tell_broken(ready, problems),
            }
        }
        while let Some(place) = matching::first(tx, kind, record, &usable)? {
            let Some(&ready) = few.get(place) else { break };
            if Team::find(tx, ready.rule.team)?.is_some_and(|team| team.active) {
                return Ok(Some(ready));
            }
            tell_broken(ready, &"its team works no longer");
            usable.retain(|(other, _)| *other != place);
        }
    }
    Ok(None)
}

/// How many rules are asked next: as many as one statement takes, and none behind one that always holds.
fn next_few(rules: &[Ready]) -> usize {
    let most = rules.len().min(matching::AT_ONCE);
    let always = rules.iter().take(most).position(|ready| ready.says == Ok(Expr::Everything));
    always.map_or(most, |at| at.saturating_add(1))
}

fn tell_broken(ready: &Ready, why: &dyn Debug) {
    if ready.is_news() {
        let rule = &ready.rule;
        tracing::warn!(
            rule = rule.name,
            kind = rule.kind,
            ?why,
            "an assignment rule cannot be used"
        );
    }
}

/// Gives a record to whom a rule says, by the kind's own verb where it has one.
fn give<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    rule: &Rule,
    (record, number): (Id<Record>, &str),
    base: Option<i64>,
) -> Result<Given> {
    let (kind, team) = (P::KIND.code, rule.team);
    let turn = match rule.gives {
        Gives::RoundRobin | Gives::LeastLoad => Some(pick::take_turn(tx, kind, team)?),
        Gives::Team | Gives::Person(_) => None,
    };
    let person = match rule.gives {
        Gives::Team => None,
        gives => {
            let people = pick::team(tx, (kind, team), ctx.now, Counted::for_one(gives, record))?;
            pick::pick(gives, &people).map(|one| one.person)
        }
    };
    let how = match (rule.gives, person) {
        (Gives::Team, _) | (_, Some(_)) => rule.gives.code(),
        (_, None) => NOBODY,
    };
    let facts = vec![
        SetValue::set(FACT, rule.name.clone()),
        SetValue::set(FACT_RULE, rule.id.to_string()),
        SetValue::set(FACT_HOW, how.to_owned()),
    ];
    let done = assign::<P>(tx, ctx, number, (team, person), (facts, base))?;
    if let (Some(turn), Some(person)) = (turn, person) {
        pick::give_turn(tx, (kind, team), person, turn)?;
    }
    Ok(Given { done, rule: rule.id, name: rule.name.clone(), how, team, person })
}

fn assign<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    number: &str,
    (team, person): (Id<Team>, Option<Id<Person>>),
    (facts, base): (Vec<SetValue>, Option<i64>),
) -> Result<Committed> {
    let system = Agent::system();
    let Some(verb) = P::KIND.lifecycle.verb(ASSIGN) else {
        // The kind has no verb of its own for it: no state goes by it either.
        let found = find_visible::<P>(tx, &system, number)?;
        let mut after = found.clone();
        let record = after.record_mut();
        (record.team, record.assignee) = (Some(team), person);
        let change = Change { verb: VERB, before: Some(found), after, facts, moves_state: false };
        return commit(tx, ctx, change, base);
    };
    let text = |id: String| RawValue::Text(id);
    let named = [
        ("team", Some(text(team.to_string()))),
        ("assignee", person.map(|person| text(person.to_string()))),
    ];
    let values = named.into_iter().filter_map(|(code, value)| Some((code.to_owned(), value?)));
    let input = RawInput { values: values.collect(), version: base };
    let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
    let mut prepared = prepare::<P>(tx, ctx, &system, &asked)?;
    if person.is_none() {
        // By hand, whoever has it keeps it where the team stays; a rule that names nobody gives it to the
        // team.
        prepared = prepared.given_to_nobody(tx, base)?;
    }
    prepared.call(VERB, facts);
    prepared.commit(tx, ctx)
}
