//! Setting up what comes round, letting it rest, and taking it away.

use std::collections::{BTreeMap, HashSet};

use db::{Id, ReadTx, Tx};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::run::ask;
use super::{Recurrence, Rule, UNITS, Unit, store};
use crate::access::{Action, Agent, Reach};
use crate::any_work::AnyWork;
use crate::field::{FieldKind, TITLE};
use crate::heading::{Heading, headings};
use crate::input::{Input, RawInput};
use crate::journal::{SetValue, canonical};
use crate::lifecycle::InputField;
use crate::list::snapshot;
use crate::merge::refuse_merged;
use crate::{Context, Error, Fault, Result, annotate};

/// Recurrences a company has at most.
const MOST: i64 = 1_000;
/// Recurrences told together at most.
pub const MOST_PLANNED: u64 = 5_000;

/// What setting one up takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("every", FieldKind::Number(1, 366)),
    InputField::required("unit", FieldKind::Options(UNITS)),
    InputField::optional("starts_on", FieldKind::Line(10)),
    InputField::optional("at_time", FieldKind::Line(5)),
    InputField::optional("zone", FieldKind::Line(64)),
    InputField::optional("title", FieldKind::Line(TITLE)),
];

/// Lets others like a record be opened again and again. It takes the permission to plan.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Invalid`].
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    work: &dyn AnyWork,
    record: &Heading,
    raw: &RawInput,
) -> Result<Recurrence> {
    record.require(agent, Action::Plan)?;
    refuse_merged(tx, agent, record.id)?;
    if record.facts.restricted {
        // What is opened would be restricted to nobody.
        return Err(Error::Refused("repeat_restricted"));
    }
    let kind = work.kind();
    let given = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let rule = rule(ctx, agent, &given)?;
    let next = rule.next_after(ctx.now).ok_or_else(|| Error::invalid("starts_on", "day"))?;
    if store::count(tx, record.facts.company)? >= MOST {
        let fault = Fault::new("every", "too_many_entries").with("most", MOST);
        return Err(Error::Invalid(vec![fault]));
    }
    let mut input = template(tx, work, record)?;
    let held = input.remove("title").unwrap_or_default();
    let new = Recurrence {
        id: ctx.chance.id(ctx.now),
        kind: kind.code.to_owned(),
        source: record.id,
        company: record.facts.company,
        title: given.text("title").unwrap_or(held),
        input,
        rule,
        next_at: Some(next.at),
        paused: false,
        by: ctx.actor,
        at: ctx.now,
        last: None,
        last_at: None,
        missed: 0,
        fault: None,
    };
    store::insert(tx, &new)?;
    ask(tx, ctx, &new)?;
    tell(tx, ctx, record, "repeat", &new)?;
    Ok(new)
}

/// The rule that was given; what was left out is today, the time of day it is, and one's own zone.
fn rule(ctx: &Context, agent: &Agent, given: &Input) -> Result<Rule> {
    let zone = given.text("zone").unwrap_or_else(|| agent.zone.clone());
    let there = TimeZone::get(&zone).map_err(|_| Error::invalid("zone", "unknown"))?;
    let now = jiff::Timestamp::from_microsecond(ctx.now.micros())
        .map_err(|error| Error::Broken(error.to_string()))?
        .to_zoned(there);
    let starts_on = match given.text("starts_on") {
        Some(text) => text.parse::<Date>().map_err(|_| Error::invalid("starts_on", "day"))?,
        None => now.date(),
    };
    // The calendar ends in a few thousand years; nothing planned lies that far.
    if !(1970..=2200).contains(&starts_on.year()) {
        return Err(Error::invalid("starts_on", "day"));
    }
    let at = match given.text("at_time") {
        Some(text) => time(&text).ok_or_else(|| Error::invalid("at_time", "time_of_day"))?,
        None => Time::new(now.hour(), now.minute(), 0, 0).unwrap_or(Time::MIN),
    };
    let unit = given.text("unit").and_then(|code| Unit::from_code(&code));
    Ok(Rule {
        every: given.number("every").unwrap_or(1),
        unit: unit.ok_or_else(|| Error::invalid("unit", "required"))?,
        starts_on,
        at,
        zone,
    })
}

/// A time of day like 08:30.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let plain = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(hour) || !plain(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// What another like it is opened with: whatever opening takes and the record holds.
fn template(
    tx: &ReadTx<'_>,
    work: &dyn AnyWork,
    record: &Heading,
) -> Result<BTreeMap<String, String>> {
    let kind = work.kind();
    let fields: Vec<_> = work.inputs().iter().filter_map(|input| kind.field(input.code)).collect();
    let row = snapshot(tx, kind, record.id, &fields)?.ok_or(Error::NotFound)?;
    let held = |(field, value): &(&'static crate::field::Field, db::Value)| {
        Some((field.code.to_owned(), canonical(value)?))
    };
    Ok(row.values.iter().filter_map(held).collect())
}

/// What comes round after a record.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn of_record(tx: &ReadTx<'_>, agent: &Agent, record: &Heading) -> Result<Vec<Recurrence>> {
    record.require(agent, Action::Plan)?;
    store::of_source(tx, record.id)
}

/// What comes round in the companies where the agent plans, [`MOST_PLANNED`] at most.
///
/// # Errors
/// When the database fails.
pub fn planned(tx: &ReadTx<'_>, agent: &Agent) -> Result<Vec<Recurrence>> {
    let companies = match agent.permissions.widest(Action::Plan) {
        Some(Reach::All) => None,
        Some(Reach::Company) => Some(agent.companies.as_slice()),
        Some(Reach::Own | Reach::Team) | None => return Ok(Vec::new()),
    };
    let mut all = store::of_companies(tx, companies, MOST_PLANNED)?;
    all.retain(|one| match agent.permissions.reach(&one.kind, Action::Plan) {
        Some(Reach::All) => true,
        Some(Reach::Company) => agent.companies.contains(&one.company),
        Some(Reach::Own | Reach::Team) | None => false,
    });
    // Of a template they may not see they are told nothing, not even its title.
    let sources: Vec<_> = all.iter().map(|one| one.source).collect();
    let seen: HashSet<_> = headings(tx, agent, &sources)?.into_iter().map(|h| h.id).collect();
    all.retain(|one| seen.contains(&one.source));
    Ok(all)
}

/// Lets it rest, or go on; what would have come meanwhile does not come.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when nothing of the record comes round so.
pub fn pause(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    id: Id<Recurrence>,
    paused: bool,
) -> Result<Recurrence> {
    let mut found = find(tx, agent, record, id)?;
    if found.paused != paused {
        found.paused = paused;
        found.next_at = found.rule.next_after(ctx.now).map(|next| next.at);
        store::move_on(tx, &found)?;
        if !paused {
            ask(tx, ctx, &found)?;
        }
        tell(tx, ctx, record, if paused { "pause_repeat" } else { "resume_repeat" }, &found)?;
    }
    Ok(found)
}

/// Ends it.
///
/// # Errors
/// As [`pause`].
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    id: Id<Recurrence>,
) -> Result<()> {
    let found = find(tx, agent, record, id)?;
    store::remove(tx, id)?;
    tell(tx, ctx, record, "end_repeat", &found)
}

fn find(
    tx: &ReadTx<'_>,
    agent: &Agent,
    record: &Heading,
    id: Id<Recurrence>,
) -> Result<Recurrence> {
    record.require(agent, Action::Plan)?;
    store::find(tx, id)?.filter(|found| found.source == record.id).ok_or(Error::NotFound)
}

fn tell(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    one: &Recurrence,
) -> Result<()> {
    let rule = &one.rule;
    let told =
        format!("{} {} {} {} {}", rule.every, rule.unit.code(), rule.starts_on, rule.at, rule.zone);
    annotate(tx, ctx, record, verb, vec![SetValue::set("repeat", told)]).map(drop)
}
