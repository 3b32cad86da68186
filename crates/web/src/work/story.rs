//! A record's history as its page tells it.

use desk::escalation::WHY;
use desk::field::{Field, FieldKind};
use desk::history::{Event, FieldChange, Past};
use desk::people::Person;
use desk::{Door, Kind};
use jiff::tz::TimeZone;

use super::organs::telling;
use super::{Names, label, words};
use crate::i18n::Translator;
use crate::page::{Change, Entry, Link, Mark, SafeHtml, Shown, Stamp};

/// Longer values are cut in the timeline; the field itself shows them whole.
const LONGEST: usize = 300;

/// Who reads, and when and where.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Their language.
    pub t: Translator,
    /// The present moment.
    pub now: db::Timestamp,
    /// Their time zone.
    pub zone: TimeZone,
}

impl Reader {
    /// Somebody with this language and zone, by its IANA name; an unknown zone reads as UTC.
    #[must_use]
    pub fn new(t: &Translator, now: db::Timestamp, zone: &str) -> Self {
        Reader { t: t.clone(), now, zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// A moment as they read it.
    #[must_use]
    pub fn stamp(&self, at: db::Timestamp) -> Stamp {
        let read =
            |at: db::Timestamp| jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
        Stamp::new(read(at), read(self.now), &self.zone, &self.t)
    }

    /// A moment as a browser's field for date and time holds it, in their zone.
    #[must_use]
    pub fn local(&self, at: db::Timestamp) -> String {
        local(&self.zone, at)
    }

    /// The moment somebody means: with its zone, or as a browser's field for moments sends it, in
    /// their own. An hour that comes twice means the first one, one that never comes the next.
    #[must_use]
    pub fn moment(&self, text: &str) -> Option<db::Timestamp> {
        // A plus that was not escaped reads as a space; no instant has one.
        let text = text.trim().replace(' ', "+");
        text.parse().ok().or_else(|| {
            let local: jiff::civil::DateTime = text.parse().ok()?;
            let zoned = local.to_zoned(self.zone.clone()).ok()?;
            Some(db::Timestamp::from_micros(zoned.timestamp().as_microsecond()))
        })
    }

    /// A moment that may not be there.
    #[must_use]
    pub fn maybe(&self, at: Option<db::Timestamp>) -> Option<Stamp> {
        at.map(|at| self.stamp(at))
    }
}

/// A moment as a browser's field for date and time holds it; the server reads it back in the same
/// zone.
pub(super) fn local(zone: &TimeZone, at: db::Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
    let there = at.to_zoned(zone.clone());
    let whole = there.second() == 0;
    there.strftime(if whole { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

/// The timeline of the record at `path`. `did` words what somebody did, from the verb's code.
#[must_use]
pub fn story(
    reader: &Reader,
    kind: &'static Kind,
    path: &str,
    events: &[Event],
    names: &Names,
    did: impl Fn(&str) -> String,
) -> Vec<Entry> {
    let tell = |event: &Event| {
        let said = event.fact("comment").or_else(|| event.fact("note"));
        let imported = event.fact("source.state").and_then(Past::held).map(ToOwned::to_owned);
        let late = event.recorded_at.since(event.occurred_at) > std::time::Duration::from_secs(60);
        Entry {
            anchor: format!("entry-{}", event.seq),
            mark: mark(event),
            actor: names.name(event.actor).unwrap_or_else(|| reader.t.text("someone-system")),
            headline: did_by_itself(reader, event).unwrap_or_else(|| did(&event.verb)),
            at: reader.stamp(event.occurred_at),
            recorded: (late && !is_replayed(event)).then(|| reader.stamp(event.recorded_at)),
            imported,
            why: why(reader, event),
            changes: event
                .changes
                .iter()
                .filter(|c| tells(event, c))
                .map(|c| change(reader, kind, c, names))
                .chain(telling::changes(&reader.t, event, names))
                .collect(),
            erased: said == Some(&Past::Erased),
            then: Some(Link::new(
                format!("{path}?at={}", event.occurred_at),
                reader.t.text("entry-then"),
            )),
            erase: None,
            body: said.and_then(Past::held).map(SafeHtml::of_markdown),
        }
    };
    events.iter().map(tell).collect()
}

/// What the program did for a reason of its own, where that says more than the verb.
fn did_by_itself(reader: &Reader, event: &Event) -> Option<String> {
    let reason = event.fact("reason").filter(|_| event.actor == Some(Person::SYSTEM))?;
    reader.t.known(&format!("did-{}", event.verb), reason.held()?)
}

/// The reason that was given; one of the program's own is a code with words.
fn why(reader: &Reader, event: &Event) -> Shown {
    let own = |code: &str| reader.t.known("why", code).map(Shown::Text);
    match ["reason", "task_reason", WHY].iter().find_map(|code| event.fact(code)) {
        Some(Past::Held(code)) if event.actor == Some(Person::SYSTEM) => {
            own(code).unwrap_or_else(|| Shown::Text(code.clone()))
        }
        given => given.map_or(Shown::Empty, shown),
    }
}

/// Whether history was written down in bulk; when that was says nothing about the entry.
fn is_replayed(event: &Event) -> bool {
    [Door::Import, Door::Demo].iter().any(|door| door.code() == event.door)
}

fn mark(event: &Event) -> Mark {
    let moved = event.changes.iter().any(|c| c.field.code == "state");
    match event.verb.as_str() {
        "create" => Mark::Created,
        "comment" => Mark::Comment,
        "work_note" => Mark::WorkNote,
        "resolve" => Mark::Resolved,
        "close" | "cancel" => Mark::Closed,
        _ if moved => Mark::Moved,
        _ => Mark::Changed,
    }
}

/// What a record held at the start stands on the page already, the moments of a move are the
/// entry's own, and what only a state carries goes without saying when the state is left.
fn tells(event: &Event, change: &FieldChange) -> bool {
    let gone = change.new == Past::Nothing;
    match change.field.code {
        _ if event.verb == "create" => false,
        "resolved_at" | "closed_at" | "reopened" => false,
        "hold_reason" | "hold_until" | "resolution_code" | "resolution_notes" => !gone,
        "resolved_by" => {
            !gone && change.new.held() != event.actor.map(|who| who.to_string()).as_deref()
        }
        _ => true,
    }
}

fn change(reader: &Reader, kind: &'static Kind, change: &FieldChange, names: &Names) -> Change {
    let t = &reader.t;
    let in_words = |past: &Past| match past {
        Past::Held(text) => Shown::Text(value(reader, kind, change.field, text, names)),
        other => shown(other),
    };
    Change { label: label(t, change.field), old: in_words(&change.old), new: in_words(&change.new) }
}

fn value(reader: &Reader, kind: &'static Kind, field: &Field, text: &str, names: &Names) -> String {
    if field.kind == FieldKind::Instant {
        return text.parse().map_or_else(
            |_| text.to_owned(),
            |m| reader.stamp(db::Timestamp::from_micros(m)).full,
        );
    }
    let words = words(&reader.t, kind, field, text, names);
    if words.chars().count() <= LONGEST {
        return words;
    }
    let mut short: String = words.chars().take(LONGEST).collect();
    short.push('…');
    short
}

fn shown(past: &Past) -> Shown {
    match past {
        Past::Nothing => Shown::Empty,
        Past::Held(text) => Shown::Text(text.clone()),
        Past::Erased => Shown::Erased,
    }
}
