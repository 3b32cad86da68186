//! A record's history as its page tells it.

use desk::field::{Field, FieldKind};
use desk::history::{Event, FieldChange, Past};
use desk::{Door, Kind};
use jiff::tz::TimeZone;

use super::{Names, words};
use crate::i18n::Translator;
use crate::page::{Change, Entry, Mark, SafeHtml, Shown, Stamp};

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

    /// A moment that may not be there.
    #[must_use]
    pub fn maybe(&self, at: Option<db::Timestamp>) -> Option<Stamp> {
        at.map(|at| self.stamp(at))
    }
}

/// The timeline of a page. `did` words what somebody did, from the verb's code.
#[must_use]
pub fn story(
    reader: &Reader,
    kind: &'static Kind,
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
            headline: did(&event.verb),
            at: reader.stamp(event.occurred_at),
            recorded: (late && !is_replayed(event)).then(|| reader.stamp(event.recorded_at)),
            imported,
            why: event.fact("reason").map_or(Shown::Empty, shown),
            changes: event
                .changes
                .iter()
                .filter(|c| tells(event, c))
                .map(|c| change(reader, kind, c, names))
                .collect(),
            erased: said == Some(&Past::Erased),
            body: said.and_then(Past::held).map(SafeHtml::of_markdown),
        }
    };
    events.iter().map(tell).collect()
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
    Change {
        label: t.known("field", change.field.code).unwrap_or_else(|| change.field.code.to_owned()),
        old: in_words(&change.old),
        new: in_words(&change.new),
    }
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
