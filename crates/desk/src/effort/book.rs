//! Booking effort and cost, and correcting what was booked.

use db::{Id, Tx};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Effort, Money, may_correct, store};
use crate::access::{Action, Agent};
use crate::field::FieldKind;
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::SetValue;
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::merge::refuse_merged;
use crate::people::Person;
use crate::{Context, Error, Fault, Result, annotate};

/// Entries a record has at most.
const MOST: i64 = 2_000;
/// Minutes of one day.
const DAY: i64 = 1_440;
/// The largest amount in one entry, in minor units.
const RICHEST: i64 = 100_000_000_000;
/// Longest note, in characters.
const NOTE: usize = 1_000;

/// What booking takes, and correcting: what is left out of a correction stays.
pub const INPUTS: &[InputField] = &[
    InputField::optional("minutes", FieldKind::Number(0, DAY)),
    InputField::optional("spent_on", FieldKind::Line(10)),
    InputField::optional("person", FieldKind::Person),
    InputField::optional("billable", FieldKind::Flag),
    InputField::optional("cost", FieldKind::Number(0, RICHEST)),
    InputField::optional("currency", FieldKind::Line(3)),
    InputField::optional("note", FieldKind::Line(NOTE)),
];

/// Books effort or cost on a record. It takes the permission to work on the record, and for somebody
/// else the one to correct.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::Invalid`].
pub fn add(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    raw: &RawInput,
) -> Result<Effort> {
    record.require(agent, Action::Work)?;
    record.require(agent, Action::ReadInternal)?;
    refuse_merged(tx, agent, record.id)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    if store::count(tx, record.id)? >= MOST {
        return Err(Error::Invalid(vec![
            Fault::new("minutes", "too_many_entries").with("most", MOST),
        ]));
    }
    let mut effort = Effort {
        id: ctx.chance.id(ctx.now),
        record: record.id,
        person: agent.person,
        spent_on: today(ctx, agent)?,
        minutes: 0,
        billable: false,
        cost: None,
        note: String::new(),
        by: ctx.actor,
        at: ctx.now,
    };
    write(&mut effort, ctx, agent, &input)?;
    if effort.person != agent.person && !may_correct(agent, record) {
        return Err(Error::invalid("person", "only_your_own"));
    }
    store::insert(tx, &effort)?;
    tell(tx, ctx, record, "book", &effort)?;
    Ok(effort)
}

/// Changes what was booked on a record.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`]; [`Error::Refused`] when it is somebody else's, or more
/// than a day old, and the agent may not correct.
pub fn correct(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    record: &Heading,
    (id, raw): (Id<Effort>, &RawInput),
) -> Result<Effort> {
    let mut effort = find_open(tx, ctx, agent, record, id)?;
    let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
    let before = effort.clone();
    write(&mut effort, ctx, agent, &input)?;
    if effort.person != before.person && !may_correct(agent, record) {
        return Err(Error::invalid("person", "only_your_own"));
    }
    if effort != before {
        store::update(tx, &effort)?;
        tell(tx, ctx, record, "correct_booking", &effort)?;
    }
    Ok(effort)
}

/// Takes back what was booked on a record.
///
/// # Errors
/// As [`correct`].
pub fn remove(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    id: Id<Effort>,
) -> Result<()> {
    let effort = find_open(tx, ctx, agent, record, id)?;
    store::remove(tx, id)?;
    tell(tx, ctx, record, "remove_booking", &effort)
}

fn find_open(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    record: &Heading,
    id: Id<Effort>,
) -> Result<Effort> {
    record.require(agent, Action::ReadInternal)?;
    let found = store::find(tx, id)?.filter(|effort| effort.record == record.id);
    let effort = found.ok_or(Error::NotFound)?;
    if effort.is_open_to(agent, record, ctx.now) {
        Ok(effort)
    } else {
        Err(Error::Refused("booking_not_yours"))
    }
}

/// Writes what was given and holds the whole to the rules.
fn write(effort: &mut Effort, ctx: &Context, agent: &Agent, input: &Input) -> Result<()> {
    if input.has("minutes") {
        effort.minutes = input.number("minutes").unwrap_or(0);
    }
    if let Some(person) = input.id::<Person>("person") {
        effort.person = person;
    }
    if input.has("billable") {
        effort.billable = input.flag("billable");
    }
    if input.has("note") {
        effort.note = input.text("note").unwrap_or_default();
    }
    if let Some(day) = input.text("spent_on") {
        effort.spent_on = day.parse().map_err(|_| Error::invalid("spent_on", "day"))?;
        // Somebody who books for a person further east may be a day behind them.
        let latest = today(ctx, agent)?.tomorrow().unwrap_or(Date::MAX);
        if effort.spent_on > latest {
            return Err(Error::invalid("spent_on", "future"));
        }
    }
    effort.cost = cost(effort.cost.take(), input)?;
    if effort.minutes == 0 && effort.cost.is_none() {
        return Err(Error::invalid("minutes", "minutes_or_cost"));
    }
    Ok(())
}

/// The amount with its currency: neither says anything without the other.
fn cost(held: Option<Money>, input: &Input) -> Result<Option<Money>> {
    let (minor, currency) = held.map_or((None, None), |m| (Some(m.minor), Some(m.currency)));
    let minor = if input.has("cost") { input.number("cost") } else { minor };
    let currency = if input.has("currency") { input.text("currency") } else { currency };
    match (minor, currency) {
        (Some(minor), Some(code)) => {
            let code = code.to_ascii_uppercase();
            if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(Error::invalid("currency", "no_currency"));
            }
            Ok(Some(Money { minor, currency: code }))
        }
        (Some(_), None) => Err(Error::invalid("currency", "required")),
        (None, _) => Ok(None),
    }
}

/// The day it is where the agent is.
fn today(ctx: &Context, agent: &Agent) -> Result<Date> {
    let zone = TimeZone::get(&agent.zone).unwrap_or(TimeZone::UTC);
    let now = jiff::Timestamp::from_microsecond(ctx.occurred_at.micros())
        .map_err(|error| Error::Broken(error.to_string()))?;
    Ok(now.to_zoned(zone).date())
}

fn tell(
    tx: &Tx<'_>,
    ctx: &Context,
    record: &Heading,
    verb: &'static str,
    effort: &Effort,
) -> Result<()> {
    let set = |field: &'static str, value: String| SetValue::set(field, value);
    let mut values = vec![
        set("effort", effort.id.to_string()),
        set("effort.person", effort.person.to_string()),
        set("effort.spent_on", effort.spent_on.to_string()),
        set("effort.minutes", effort.minutes.to_string()),
        set("effort.billable", i64::from(effort.billable).to_string()),
    ];
    if let Some(cost) = &effort.cost {
        values.push(set("effort.cost", format!("{} {}", cost.minor, cost.currency)));
    }
    if !effort.note.is_empty() {
        values.push(set("effort.note", effort.note.clone()));
    }
    annotate(tx, ctx, record, verb, values).map(drop)
}
