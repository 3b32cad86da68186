//! The page of a record as it stood at an instant.

use axum::response::Response;
use db::{Id, ReadTx, Timestamp, Value};
use desk::access::Action;
use desk::custom::Catalogue;
use desk::field::{Field, FieldKind};
use desk::history::{Event, Part, Past, history_seen_by};
use desk::people::Person;
use desk::{Error, Record, Stood, as_it_stood, find_visible, journal};

use super::cell::{cell, priority_badge, state_badge};
use super::load::LATEST;
use super::own::Pages;
use super::panel::byline;
use super::properties::{grouped, over_time};
use super::words::Words;
use super::{Names, Reader, list_path, record_path};
use crate::failure::{Failure, Result};
use crate::i18n::Arg;
use crate::identify::{Member, see};
use crate::input::pair;
use crate::page::{Cell, Link, Property, RecordView, SafeHtml, ThenPage, TimeBar};
use crate::reply::draw;
use crate::site::Site;
use crate::work::past::names_then;
use crate::work::{fields_of, story};

/// Which moment is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// This one, as it was typed.
    Moment(String),
    /// The one of this entry.
    Entry(i64),
}

/// The moment an address asks for, if it asks for one.
///
/// # Errors
/// When it cannot be read.
pub(super) fn asked(query: &str) -> Result<Option<Asked>> {
    for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
        let (name, value) = pair(raw, index + 1)?;
        match name.as_str() {
            "at" => return Ok(Some(Asked::Moment(value))),
            "entry" => {
                let entry = value.parse().map_err(|_| Failure::query("entry", "whole_number"))?;
                return Ok(Some(Asked::Entry(entry)));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// What the page needs to know, read in one snapshot.
struct Then {
    number: String,
    stood: Stood,
    events: Vec<Event>,
    way: Way,
    names: Names,
}

/// The way through time. Whoever does not read the inside goes by what they see has happened: when
/// work notes were written is the inside's.
#[derive(Default)]
struct Way {
    /// What had happened last.
    last: Option<Step>,
    /// The moments before it and after the one asked for at which something happened.
    previous: Option<Timestamp>,
    next: Option<Timestamp>,
    /// The last entry that counts, and the last there is; none where some are for the inside.
    entries: (i64, i64),
}

/// Something that had happened.
struct Step {
    actor: Option<Id<Person>>,
    verb: String,
    at: Timestamp,
}

impl Way {
    fn of_all(stood: &Stood, entries: (i64, i64)) -> Way {
        let last = &stood.last;
        let step = Step { actor: last.actor, verb: last.verb.clone(), at: last.occurred_at };
        Way { last: Some(step), previous: stood.previous, next: stood.next, entries }
    }

    fn of_seen(seen: &[Event], at: Timestamp) -> Way {
        let moments = || seen.iter().map(|event| event.occurred_at);
        let Some(last) = moments().filter(|moment| *moment <= at).max() else {
            return Way { next: moments().min(), ..Way::default() };
        };
        let step = |event: &Event| Step {
            actor: event.actor,
            verb: event.verb.clone(),
            at: event.occurred_at,
        };
        Way {
            last: seen.iter().rev().find(|event| event.occurred_at == last).map(step),
            previous: moments().filter(|moment| *moment < last).max(),
            next: moments().filter(|moment| *moment > at).min(),
            entries: (0, 0),
        }
    }
}

/// Shows the record as it stood; an entry leads to its moment.
pub(super) async fn show<P: Pages>(
    site: &Site,
    member: &Member,
    number: String,
    asked: Asked,
) -> Result<Response> {
    let now = site.now();
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let at = match asked {
        Asked::Moment(text) => {
            reader.moment(&text).ok_or_else(|| Failure::query("at", "instant"))?
        }
        Asked::Entry(seq) => {
            let at = moment_of::<P>(site, member, &number, seq).await?;
            return Ok(see(&format!("{}?at={at}", record_path(P::KIND, &number))));
        }
    };
    let by = member.clone();
    let then = site.read(move |tx| load::<P>(tx, &by, &number, at, now)).await;
    let then = then.map_err(Failure::in_query)?;
    let shell = member.shell();
    let (bar, record) =
        site.render(move || Ok((bar::<P>(&reader, &then), lay_out::<P>(&reader, &then)))).await?;
    draw(&ThenPage { shell, bar, record })
}

async fn moment_of<P: Pages>(
    site: &Site,
    member: &Member,
    number: &str,
    seq: i64,
) -> Result<Timestamp> {
    let (by, number) = (member.clone(), number.to_owned());
    let found = site.read(move |tx| {
        let found = find_visible::<P>(tx, &by.agent, &number)?;
        let (id, facts) = (found.record().id, found.record().facts());
        if by.agent.may_with(P::KIND.code, Action::ReadInternal, &facts) {
            return journal::moment_of(tx, id.cast(), seq)?.ok_or(Error::NotFound);
        }
        let part = Part { before: Some(seq.saturating_add(1)), limit: 1 };
        let seen = history_seen_by(tx, P::KIND, id, &by.agent, false, part)?.events;
        let event = seen.iter().find(|event| event.seq == seq).ok_or(Error::NotFound)?;
        Ok(event.occurred_at)
    });
    Ok(found.await?)
}

fn load<P: Pages>(
    tx: &ReadTx<'_>,
    member: &Member,
    number: &str,
    at: Timestamp,
    now: Timestamp,
) -> desk::Result<Then> {
    let agent = &member.agent;
    let found = find_visible::<P>(tx, agent, number)?;
    let (id, facts): (Id<Record>, _) = (found.record().id, found.record().facts());
    let visible = fields_of(&Catalogue::built_in(P::KIND), agent, &facts);
    let stood = as_it_stood(tx, id, at, now, &visible)?;
    let internal = agent.may_with(P::KIND.code, Action::ReadInternal, &facts);
    let (last, end) = journal::ends(tx, id.cast(), at)?;
    let part = Part { before: Some(last + 1), ..LATEST };
    let mut events = history_seen_by(tx, P::KIND, id, agent, internal, part)?.events;
    events.retain(|event| event.occurred_at <= at);
    let way = if internal {
        Way::of_all(&stood, (stood.last.seq, end))
    } else {
        Way::of_seen(&history_seen_by(tx, P::KIND, id, agent, false, LATEST)?.events, at)
    };
    let names = names_then(tx, P::KIND, &stood, &events)?;
    Ok(Then { number: found.record().number.clone(), stood, events, way, names })
}

fn bar<P: Pages>(reader: &Reader, then: &Then) -> TimeBar {
    let (t, way) = (&reader.t, &then.way);
    let path = record_path(P::KIND, &then.number);
    let words = Words { t, kind: P::KIND };
    let full = |at| reader.stamp(at).full;
    let lead = |last: &Step| {
        let who = then.names.name(last.actor).unwrap_or_else(|| t.text("someone-system"));
        let (did, when) = (words.did(&last.verb), full(last.at));
        let said = [("who", &who), ("did", &did), ("when", &when)];
        t.text_with("then-last", &said.map(|(name, text)| (name, Arg::Text(text))))
    };
    let link = |at: Timestamp, key: &str| Link::new(format!("{path}?at={at}"), t.text(key));
    TimeBar {
        heading: t.text_with("then-heading", &[("when", Arg::Text(&full(then.stood.at)))]),
        lead: way.last.as_ref().map(lead).unwrap_or_default(),
        entry: way.entries,
        moment: reader.local(then.stood.at),
        previous: way.previous.map(|at| link(at, "then-previous")),
        next: way.next.map(|at| link(at, "then-next")),
        now: Link::new(path.clone(), t.text("then-now")),
        path,
    }
}

fn lay_out<P: Pages>(reader: &Reader, then: &Then) -> RecordView {
    let (t, stood, names) = (&reader.t, &then.stood, &then.names);
    let path = record_path(P::KIND, &then.number);
    let words = Words { t, kind: P::KIND };
    let held = |code: &str| stood.value(code).held();
    let text = |code: &str| match stood.value(code) {
        Past::Erased => t.text("value-erased"),
        past => past.held().unwrap_or_default().to_owned(),
    };
    let number = |code: &str| held(code).and_then(|text| text.parse::<i64>().ok());
    let person = |code: &str| names.name(held(code).and_then(|id| id.parse::<Id<Person>>().ok()));
    let priority = number("priority").and_then(|priority| u8::try_from(priority).ok());
    let opened = number("opened_at").map(Timestamp::from_micros).unwrap_or(stood.last.occurred_at);
    RecordView {
        number: then.number.clone(),
        title: text("title"),
        list: Link::new(list_path(P::KIND), words.list()),
        version: u64::try_from(stood.last.version).unwrap_or(0),
        badges: held("state")
            .map(|state| state_badge(t, P::KIND, state))
            .into_iter()
            .chain(priority.map(|priority| priority_badge(t, priority)))
            .collect(),
        byline: byline(t, person("opener").as_deref(), person("requester").as_deref()),
        opened: reader.stamp(opened),
        description: SafeHtml::of_markdown(&text("description")),
        properties: grouped::<P>(reader, |code| property(reader, &path, then, code, P::KIND)),
        timeline: story(reader, P::KIND, &path, &then.events, names, |verb| words.did(verb)),
        path,
        ..RecordView::default()
    }
}

fn property(
    reader: &Reader,
    path: &str,
    then: &Then,
    code: &str,
    kind: &'static desk::Kind,
) -> Option<Property> {
    let (field, past) = then.stood.values.iter().find(|(field, _)| field.code == code)?;
    let label = reader.t.text_of("field", field.code);
    let shown = match past {
        Past::Nothing => return None,
        Past::Erased => Cell::Erased,
        Past::Held(text) => cell(reader, kind, field, &value(field, text), &then.names),
    };
    let past = over_time(reader, path, field, &label);
    Some(Property { past, ..Property::new(label, shown) })
}

/// A value from its canonical text.
pub(super) fn value(field: &Field, text: &str) -> Value {
    match field.kind {
        FieldKind::Number(..) | FieldKind::Flag | FieldKind::Instant => {
            text.parse::<i64>().map_or(Value::Null, Value::Int)
        }
        of if crate::work::present::is_reference(of) => {
            text.parse::<Id<()>>().map_or(Value::Null, Value::from)
        }
        _ => Value::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_or_an_entry_is_asked_for_or_the_present() {
        let moment = |text: &str| Some(Asked::Moment(text.to_owned()));
        assert_eq!(asked("").unwrap(), None);
        assert_eq!(asked("before=AA&limit=3").unwrap(), None);
        assert_eq!(asked("at=2026-03-29T14%3A30").unwrap(), moment("2026-03-29T14:30"));
        assert_eq!(asked("entry=7").unwrap(), Some(Asked::Entry(7)));
        assert!(asked("entry=last").is_err());
    }
}
